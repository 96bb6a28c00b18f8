// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/formats/detail/provider_row.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/reported_flow.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace equipoise::io::detail {

/// What the file lists and states of one state, period and product.
struct group_sums {
    std::optional<double> stated{}; ///< the total over all partners
    equipoise::detail::twofold partners{};
    equipoise::detail::twofold areas{};
    equipoise::listing listing = equipoise::listing::some;
    double smallest_partner = std::numeric_limits<double>::infinity();
    double largest_area = 0;
    std::size_t partner_rows = 0; ///< with those of unknown amount
    std::size_t area_rows = 0;
    std::size_t unknown_areas = 0; ///< of these, how many have no amount

    void add_partner(double amount, bool known) noexcept
    {
        ++partner_rows;
        if (known) {
            partners = partners + equipoise::detail::twofold{amount};
            smallest_partner = (std::min)(smallest_partner, amount);
        }
    }

    void add_area(double amount) noexcept
    {
        ++area_rows;
        if (is_undefined(amount)) {
            ++unknown_areas;
            largest_area = std::numeric_limits<double>::infinity();
        } else {
            areas = areas + equipoise::detail::twofold{amount};
            largest_area = (std::max)(largest_area, amount);
        }
    }

    [[nodiscard]] equipoise::detail::twofold listed() const noexcept { return partners + areas; }
};

/// The side that reports a flow. One that both states have reported counts for the reporter alone.
[[nodiscard]] inline reported_by side_of(provider_row const& each) noexcept
{
    auto const reporter = each.from_partner ? reported_by::importer : reported_by::exporter;
    return each.by == reported_by::both ? reporter : each.by;
}

/// What a file lists and states, by state, period, product and side.
class listed_sums {
public:
    [[nodiscard]] group_sums& of(provider_row const& each)
    {
        return groups_[key{each.reporter.state, each.period, std::string{each.product}, side_of(each)}];
    }

    /// @param adds whether the row repeats another one whose amount it is to be added to
    void note_total(provider_row const& each, bool adds)
    {
        if (each.reporter.kind == code_kind::state && !is_undefined(each.amount)) {
            auto& group = of(each);
            group.stated = each.amount + (adds && group.stated ? *group.stated : 0);
            group.listing = each.listing;
        }
    }

    /// Hands out what is left of the totals.
    /// @param gap called with each total that differs from what is listed
    template <class Gap, class Residual>
    void finish(areas options, Gap const& gap, Residual const& residual) const
    {
        for (auto const& [under, sums] : groups_) {
            auto const& [state, period, product, by] = under;
            auto rest = options == areas::to_residual ? sums.areas : equipoise::detail::twofold{};
            auto over = 0.0;
            if (sums.stated) {
                auto const more = equipoise::detail::twofold{*sums.stated} - sums.listed();
                over = more.value();
                if (over != 0) {
                    gap(gap_in_total{state, period, product, *sums.stated, sums.listed().value()});
                }
                if (over > 0) {
                    rest = rest + more;
                }
            }
            if (!sums.stated && sums.unknown_areas > 0 && options == areas::to_residual) {
                residual(
                    residual_flow{state, undefined, period, product, by, listing::some, false, sums.unknown_areas});
            }
            if (rest.value() > 0) {
                // a partner that is hidden in an area may be as large as the area
                auto const listing = sums.largest_area > sums.smallest_partner ? listing::some : sums.listing;
                auto const apart = options == areas::to_residual ? std::size_t{0} : sums.area_rows;
                auto const figures = over > 0 ? 1 + sums.partner_rows + apart : sums.area_rows - sums.unknown_areas;
                residual(
                    residual_flow{state, rest.value(), period, product, by, listing, sums.stated.has_value(), figures});
            }
        }
    }

private:
    using key = std::tuple<iso3, int, std::string, reported_by>;

    std::map<key, group_sums> groups_;
};

} // namespace equipoise::io::detail
