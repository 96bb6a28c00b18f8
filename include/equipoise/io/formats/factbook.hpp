// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/io/direction.hpp>
#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/sipri_names.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/partner_list.hpp>
#include <equipoise/io/formats/report.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

/// The format `factbook`: shares of the largest partners, from the CIA World Factbook.
namespace equipoise::io {

namespace detail {

/// A row is a partner of a list. As a list is judged as a whole, and its rows may stand anywhere, all rows are held
/// back until the end; the Factbook has ended, so that no file of it is large.
struct factbook_format {
    static constexpr format_facts about{
        .name = "factbook", .provider = "CIA, The World Factbook", .unit = unit::percent};
    static constexpr bool has_row_key = false; // a list with the same state twice is dealt with here
    static constexpr bool states_totals = true;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"gec", "flow", "year", "partner", "share_pct"});
    }

    factbook_format(file_head const&, format_options const& options)
        : below_half_{options.below_half}, repeats_{options.repeats}
    {
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        return {.columns = {"gec", "flow", "year", "partner", "share_pct"}};
    }

    template <class Take>
    void read(row const& from, Take const&)
    {
        auto const way = from.get<direction>(1);
        if (way != direction::exports && way != direction::imports) {
            from.reject(1, "export or import");
        }
        auto const year = from.known<int>(2).value_or(no_year);
        auto const partners = from.trimmed(3);
        auto const holds_several = find_percent_sign(partners).at != std::string_view::npos;
        auto const share = holds_several ? read_amount{amount_of(from, 4), {}} : noted_amount_of(from, 4);
        auto const reporter = dialects::gec_codes.meaning(from.trimmed(0), year);
        auto const name = reporter.kind == code_kind::state ? reporter.state.str() : std::string{from.trimmed(0)};
        auto& list = lists_[{name, way == direction::imports, year}];
        auto const add = [&](std::string_view partner, double percent) {
            list.push_back({std::string{from.trimmed(0)}, std::string{partner}, reporter,
                            dialects::factbook.meaning(partner, year), percent, std::string{share.unreadable},
                            from.line(), 0});
        };
        if (!holds_several) {
            add(partners, share.value);
            return;
        }
        ++split_; // as "United Kingdom 4&, Russia" with the share of Russia
        for (auto const& each :
             read_partner_list(std::string{partners} + ' ' + std::string{from.trimmed(4)} + '%').partners) {
            add(each.partner, each.percent);
        }
    }

    template <class Take>
    void finish(Take const& take)
    {
        for (auto& [key, list] : lists_) {
            auto const& [name, of_imports, year] = key;
            auto why = std::string{year == no_year ? "the year of the list is missing" : ""};
            for (auto& each : list) {
                settle_repeat(list, each, why);
            }
            auto sum = equipoise::detail::twofold{};
            auto partners = std::size_t{0};
            for (auto const& each : list) {
                if (each.repeated_line == 0 && !is_undefined(each.percent)) {
                    sum = sum + equipoise::detail::twofold{each.percent};
                    ++partners;
                }
            }
            if (why.empty() && sum.value() > 100 + static_cast<double>(partners) / 2) {
                why = "the shares of the list add up to " + equipoise::detail::number_text(sum.value())
                      + " percent, more than rounding can explain";
            }
            refused_ += why.empty() ? 0 : 1;
            auto each = provider_row{};
            each.by = of_imports ? reported_by::importer : reported_by::exporter;
            each.from_partner = of_imports;
            each.period = year;
            for (auto const& from : list) {
                take_entry(each, from, why, take);
            }
            if (why.empty()) { // the list is of the largest partners in 100 percent
                each.reporter = list.front().reporter;
                each.implied = true;
                each.amount = 100;
                each.unreadable = {};
                each.listing = listing::largest;
                take(std::as_const(each));
            }
        }
    }

    void add_to(format_report& report) const
    {
        if (refused_ > 0) {
            report.notes.push_back(std::to_string(refused_)
                                   + (refused_ == 1
                                          ? " list is refused, as it contradicts itself or has no year"
                                          : " lists are refused, as they contradict themselves or have no year"));
        }
        if (split_ > 0) {
            report.notes.push_back(std::to_string(split_)
                                   + (split_ == 1 ? " row holds several partners, as a percent sign is misprinted"
                                                  : " rows hold several partners, as a percent sign is misprinted"));
        }
    }

private:
    static constexpr int no_year = 0;

    using list_key = std::tuple<std::string, bool, int>; ///< reporter, whether of imports, year

    struct entry {
        std::string gec;
        std::string partner;
        code_meaning reporter;
        code_meaning meaning;
        double percent;
        std::string unreadable; ///< in words, why the share cannot be read; empty where it can
        std::size_t line;
        std::size_t repeated_line; ///< the line of the row that counts instead; 0 where this one does
    };

    [[nodiscard]] static bool same_partner(entry const& a, entry const& b)
    {
        return a.meaning.kind == code_kind::state ? a.meaning == b.meaning : a.partner == b.partner;
    }

    /// Editions are mixed in some lists, which name a state twice, as US and as United States. Where the shares are the
    /// same, the second one repeats the first; where they are not, the options tell which one counts. If they tell
    /// nothing, `why` gets the reason to refuse the list.
    void settle_repeat(std::vector<entry>& list, entry& later, std::string& why) const
    {
        for (auto* earlier = list.data(); earlier != &later && repeats_ != repeats::sum; ++earlier) {
            if (earlier->repeated_line != 0 || !same_partner(*earlier, later)) {
                continue;
            }
            if (earlier->percent == later.percent || repeats_ == repeats::first
                || (repeats_ == repeats::largest && !(later.percent > earlier->percent))) {
                later.repeated_line = earlier->line;
            } else if (repeats_ == repeats::refuse) {
                why = "the list has " + detail::quoted(earlier->partner) + " and " + detail::quoted(later.partner)
                      + " with different shares";
            } else {
                earlier->repeated_line = later.line;
            }
            return;
        }
    }

    template <class Take>
    void take_entry(provider_row& each, entry const& from, std::string const& why, Take const& take) const
    {
        each.reporter_text = from.gec;
        each.partner_text = from.partner;
        each.reporter = from.reporter;
        each.partner = from.meaning;
        each.amount = rounded_amount(from.percent, below_half_);
        each.unreadable = from.unreadable;
        each.line = from.line;
        auto const repeats_line = "the list has the same partner on line " + std::to_string(from.repeated_line);
        each.of = !why.empty() ? row_class::refused : from.repeated_line != 0 ? row_class::duplicate : row_class::used;
        each.why = !why.empty() ? std::string_view{why} : std::string_view{repeats_line};
        take(std::as_const(each));
    }

    io::below_half below_half_;
    io::repeats repeats_;
    std::map<list_key, std::vector<entry>> lists_;
    std::size_t refused_ = 0;
    std::size_t split_ = 0;
};

} // namespace detail

/// Lists of the largest partners from the CIA World Factbook, which ended in February 2026, as a table with a row for
/// each partner: columns gec, flow, year, partner, share_pct. Shares are percent of the total, which is 100, and what
/// is not listed is the residual, of which no partner has more than the smallest one listed. 0 is less than half a
/// percent; see `format_options::below_half`.
///
/// A list that adds up to more than 100 and half a percent for each partner is refused, and so is one that names a
/// state twice with different shares, unless `format_options::repeats` tells which one counts. A state that is named
/// twice with the same share counts once. `read_partner_list` reads a list from the text of the Factbook.
/// Source: Central Intelligence Agency, The World Factbook.
inline constexpr format_of<detail::factbook_format> factbook{};

} // namespace equipoise::io
