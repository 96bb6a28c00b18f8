// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/direction.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

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

    /// The first text that told each direction, in the order of `direction`; empty where there is none.
    [[nodiscard]] auto& texts() noexcept { return texts_; }

    directions_seen& operator+=(directions_seen const& more)
    {
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            texts_[i] = texts_[i].empty() ? more.texts_[i] : texts_[i];
        }
        return *this;
    }

    /// Whether there are none.
    [[nodiscard]] bool empty() const
    {
        return std::all_of(texts_.begin(), texts_.end(), [](std::string const& text) { return text.empty(); });
    }

    /// Whether a key of flows is another one for each direction, so that a ledger does not add them up.
    /// @param like any flow that was read; its key is taken with the channel of each direction
    template <class By, class Flow, class Id>
    [[nodiscard]] bool told_apart(By const& by, Flow like, Id const& state) const
    {
        using key = std::remove_cvref_t<decltype(std::invoke(by, std::as_const(like), state))>;
        auto keys = std::vector<key>{};
        if (std::count_if(texts_.begin(), texts_.end(), [](std::string const& text) { return !text.empty(); }) < 2) {
            return true;
        }
        for (std::size_t i = 0; i < texts_.size(); ++i) {
            if (texts_[i].empty()) {
                continue;
            }
            if constexpr (std::same_as<decltype(like.channel), direction>) {
                like.channel = static_cast<direction>(i);
            } else {
                like.channel = texts_[i];
            }
            keys.push_back(std::invoke(by, std::as_const(like), state));
        }
        std::sort(keys.begin(), keys.end());
        return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
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

} // namespace equipoise::io::detail
