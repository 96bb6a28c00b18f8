// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/dialects.hpp>
#include <equipoise/codes/names.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/books.hpp>
#include <equipoise/io/formats/reported_flow.hpp>
#include <equipoise/io/row.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace equipoise::io::detail {

/// A row of a file of flows as its format reads it, before it is classified. Texts are valid until the next row.
struct provider_row {
    std::string_view reporter_text{}; ///< the state whose flow it is, as the file names it
    std::string_view partner_text{};
    code_meaning reporter{};
    code_meaning partner{};
    double amount = undefined; ///< NaN where the file does not tell it
    int period = 0;
    std::string_view product{};
    reported_by by = reported_by::both;
    bool asked = true;              ///< whether the options ask for it, as far as only the format can tell
    std::string_view flag{};        ///< what the provider notes with the amount, such as `e` for an estimate
    std::string_view key_rest{};    ///< what else tells rows with the same states, period and product apart
    bool from_partner = false;      ///< whether it flows from the partner to the reporter, as imports do
    bool states_total = false;      ///< whether it is the total of the reporter over all partners
    row_class of = row_class::used; ///< what the format itself tells: aggregate, sub-row, direction
    std::string_view why{};         ///< in words, where that is not `used`
    equipoise::listing listing = equipoise::listing::some; ///< of a total: which partners the file lists
    bool implied = false;          ///< whether it is a total that no row of the file states, such as 100 percent
    std::size_t line = 0;          ///< of a row that was held back: on which it begins; 0 for the current one
    std::string_view unreadable{}; ///< in words, why the amount cannot be read; empty where it can, or is missing
};

/// What a message adds on a text that is no known code or name: the known name that is spelled most like it, which is
/// searched only where the text has small letters, as names have and codes have not; empty where there is none.
[[nodiscard]] inline std::string spelled_like(std::string_view text)
{
    auto const is_small = [](char c) { return c >= 'a' && c <= 'z'; };
    auto const may_be_name = std::any_of(text.begin(), text.end(), is_small);
    auto const nearest = may_be_name ? nearest_name(text) : std::string_view{};
    return nearest.empty() ? std::string{}
                           : "; the known name that is spelled most like it is " + detail::quoted(nearest);
}

/// The year of a period: 2019 of 2019 and of 201905.
[[nodiscard]] constexpr int year_of(int period) noexcept
{
    return period > 99'999 ? period / 100 : period;
}

/// An amount of a row that is not negative; nothing where it is missing.
[[nodiscard]] inline double amount_of(row const& from, std::size_t place)
{
    auto const amount = from.known<double>(place);
    if (amount && *amount < 0) {
        from.reject(place, "no negative amount");
    }
    return amount ? *amount + 0.0 : undefined; // makes -0 a 0
}

/// An amount of a row, or why it cannot be read.
struct read_amount {
    double value = undefined;
    std::string_view unreadable{};
};

/// What `read` makes of a row. Where the row takes notes, an amount that cannot be read is unknown, and the error is
/// noted.
template <class Read>
[[nodiscard]] read_amount amount_or_note(row const& from, Read const& read)
{
    if (from.notes() == nullptr) [[likely]] {
        return {read(), {}};
    }
    try {
        return {read(), {}};
    } catch (format_error const& error) {
        return {undefined, from.notes()->emplace_back(error.what())};
    }
}

/// An amount of a row that is not negative, or why it cannot be read.
[[nodiscard]] inline read_amount noted_amount_of(row const& from, std::size_t place)
{
    return amount_or_note(from, [&] { return amount_of(from, place); });
}

/// Reads the amount of a row.
inline void take_amount(row const& from, std::size_t place, provider_row& each)
{
    auto const amount = noted_amount_of(from, place);
    each.amount = amount.value;
    each.unreadable = amount.unreadable;
}

/// The direction of a flow by the numbers of the United Nations and Eurostat: 1 for imports, 2 for exports.
inline void take_direction(row const& from, std::size_t place, provider_row& each)
{
    auto const flow = from.get<int>(place);
    if (flow != 1 && flow != 2) {
        from.reject(place, "1 for imports or 2 for exports");
    }
    each.from_partner = flow == 1;
    each.by = flow == 1 ? reported_by::importer : reported_by::exporter;
}

} // namespace equipoise::io::detail
