// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/direction.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/model/ledger_keys.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace equipoise::io::detail {

/// The directions that the channels of flows tell, such as X and M in a file of exports and imports.
class directions_seen {
public:
    /// Notes the channel of a flow. Those that tell no direction, as products do, are passed over.
    void note(std::string_view channel)
    {
        if (channel.empty() || (channel.front() >= '0' && channel.front() <= '9') || channel == last_) {
            return;
        }
        last_ = channel;
        if (auto const way = parse<direction>{}(channel)) {
            auto& text = texts_[static_cast<std::size_t>(*way)];
            if (text.empty()) {
                text = channel;
            }
        }
    }

    void note(direction way)
    {
        auto& text = texts_[static_cast<std::size_t>(way)];
        if (text.empty()) {
            text = words[static_cast<std::size_t>(way)];
        }
    }

    directions_seen& operator+=(directions_seen const& more)
    {
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            texts_[i] = texts_[i].empty() ? more.texts_[i] : texts_[i];
        }
        return *this;
    }

    /// Refuses to add up flows of several directions.
    /// @param column the name of the column that tells them
    /// @throws input_error if there are several
    void check_single(std::string const& file, std::string const& column) const
    {
        auto found = std::string{};
        auto count = 0;
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (!texts_[i].empty()) {
                found += (count++ == 0 ? "" : " and ") + detail::quoted(texts_[i]) + " (" + std::string{words[i]} + ")";
            }
        }
        if (count > 1) {
            throw input_error{file, "column " + detail::printable(column) + " holds " + found
                                        + ", which a ledger without the channel in its key adds up; key it by "
                                          "by_period_state_and_channel, or read the rows of one direction only; a "
                                          "column that tells no direction is switched off by .channel = {}"};
        }
    }

private:
    static constexpr auto words = std::to_array<std::string_view>(
        {"exports", "imports", "part of the exports", "part of the imports"}); // in the order of direction

    std::array<std::string, words.size()> texts_{}; ///< the first text that told each
    std::string last_{};
};

/// Whether the channels of flows may tell directions.
template <class Channel>
concept may_tell_direction = std::same_as<Channel, std::string> || std::same_as<Channel, direction>;

/// Whether a key has no channel, so that flows of different channels are added up. Of a function of the user's own
/// this is not known.
template <class By>
inline constexpr bool adds_up_channels =
    std::same_as<By, equipoise::detail::by_state_fn> || std::same_as<By, equipoise::detail::by_period_and_state_fn>;

} // namespace equipoise::io::detail
