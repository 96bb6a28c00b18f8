// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/format.hpp>
#include <equipoise/io/formats/detail/sipri_names.hpp>
#include <equipoise/io/formats/detail/yearly_table.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/report.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The formats `sipri_register` and `sipri_deals`: orders of arms, from the trade register of SIPRI.
namespace equipoise::io {

namespace detail {

/// Deliveries of SIPRI's registers, in the layouts by order and by year of delivery.
class sipri_deliveries {
public:
    static constexpr format_facts about{
        .name = "sipri_register", .provider = "SIPRI, Arms Transfers Database", .unit = unit::million_tiv};
    static constexpr bool has_row_key = false; // a recipient may order the same thing twice
    static constexpr bool states_totals = true;

    sipri_deliveries(file_head const& head, format_options const& options) : below_half_{options.below_half}
    {
        constexpr auto title = std::string_view{"Transfers of major conventional arms from "};
        for (auto const& line : head.preamble) {
            auto const from = named_after(line, title, {" to "});
            auto const to = named_after(named_after(line, title, {}), " to ", {" . ", ". ", ".", ","});
            if (!from.empty() && !to.empty() && is_all(from) != is_all(to)) {
                by_ = is_all(from) ? reported_by::importer : reported_by::exporter;
            }
        }
    }

    void add_to(format_report& report) const
    {
        if (several_years_ > 0) {
            report.notes.push_back(std::to_string(several_years_) + (several_years_ == 1 ? " row has" : " rows have")
                                   + " several years of delivery; the whole amount is in the last of them");
        }
    }

protected:
    /// Columns supplier, recipient, description, years of delivery and TIV, in this order.
    template <class Take>
    void read_delivery(row const& from, Take const& take)
    {
        auto each = provider_row{};
        auto const [year, several] = last_year(from, 3);
        each.by = by_;
        each.from_partner = by_ == reported_by::importer;
        each.reporter_text = from.trimmed(each.from_partner ? 1 : 0);
        each.partner_text = from.trimmed(each.from_partner ? 0 : 1);
        each.reporter = sipri_meaning(each.reporter_text, year);
        each.partner = sipri_meaning(each.partner_text, year);
        each.product = from.trimmed(2);
        each.period = year;
        auto const amount = noted_amount_of(from, 4);
        each.amount = rounded_amount(amount.value, below_half_);
        each.unreadable = amount.unreadable;
        if (year == 0) {
            if (!is_undefined(amount.value) || !amount.unreadable.empty()) {
                from.reject(3, "a year of delivery, as the row has an amount");
            }
            each.of = row_class::direction;
            each.why = "it was ordered, and nothing of it has been delivered";
        }
        several_years_ += several ? 1 : 0;
        take(std::as_const(each));
    }

private:
    struct years {
        int last;
        bool several;
    };

    /// The last year of a list such as "2021; 2023; (2025)"; 0 for an empty one.
    [[nodiscard]] static years last_year(row const& from, std::size_t place)
    {
        auto text = from.trimmed(place);
        auto found = years{0, false};
        while (!text.empty()) {
            auto const end = (std::min)(text.find_first_of(";-"), text.size());
            auto one = text.substr(0, end);
            text.remove_prefix((std::min)(end + 1, text.size()));
            while (!one.empty() && std::string_view{" (?"}.find(one.front()) != std::string_view::npos) {
                one.remove_prefix(1);
            }
            while (!one.empty() && std::string_view{" )?"}.find(one.back()) != std::string_view::npos) {
                one.remove_suffix(1);
            }
            auto const year = year_named(one);
            if (year == 0) {
                from.reject(place, "years of delivery, such as 2021; 2023");
            }
            found = {(std::max)(found.last, year), found.last != 0 && found.last != year};
        }
        return found;
    }

    io::below_half below_half_;
    reported_by by_ = reported_by::both;
    std::size_t several_years_ = 0;
};

/// The trade register by order: recipient first, and all years of delivery in one cell.
struct sipri_register_format : sipri_deliveries {
    using sipri_deliveries::sipri_deliveries;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all(
            {"Recipient", "Supplier", "Year of order", "Year(s) of delivery", "SIPRI TIV of delivered weapons"});
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        return {.columns = {"Supplier", "Recipient", "Weapon description", "Year(s) of delivery",
                            "SIPRI TIV of delivered weapons"},
                .missing = {"", "?"}};
    }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        read_delivery(from, take);
    }
};

/// The trade register by year of delivery: supplier first, and a row for each year.
struct sipri_deals_format : sipri_deliveries {
    using sipri_deliveries::sipri_deliveries;

    [[nodiscard]] static bool matches(file_head const& head)
    {
        return head.has_all({"SIPRI AT Database ID", "Supplier", "Recipient", "Delivery year", "TIV delivery values"});
    }

    [[nodiscard]] delimited_options<> layout() const
    {
        return {.columns = {"Supplier", "Recipient", "Description", "Delivery year", "TIV delivery values"},
                .missing = {"", "?"}};
    }

    template <class Take>
    void read(row const& from, Take const& take)
    {
        read_delivery(from, take);
    }
};

} // namespace detail

/// The trade register of SIPRI's Arms Transfers Database: a row for each order, with the TIV of what was delivered, in
/// millions. `flow::channel` is the description of the weapon. Where a row has several years of delivery, which one an
/// amount belongs to is not told: all of it is in the last year, and the notes of the report count such rows. Prefer
/// `sipri_deals`, or the tables `sipri_tiv`.
///
/// A register of one recipient belongs to a ledger of imports, one of a supplier to a ledger of exports, and one of all
/// states to both. Unknown suppliers and recipients, rebel groups (*) and organisations (**) are areas. Orders of which
/// nothing was delivered are set aside.
inline constexpr format_of<detail::sipri_register_format> sipri_register{};

/// The same register with a row for each order and year of delivery.
inline constexpr format_of<detail::sipri_deals_format> sipri_deals{};

} // namespace equipoise::io
