// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/model/unknown_partners.hpp>
#include <equipoise/scenario/detail/infinity.hpp>
#include <equipoise/scenario/substitution.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// The partners of some flows with what each of them could add.
namespace equipoise::scenario_detail {

/// A capacity above this many units of the totals is as good as this, so that sums of capacities stay in range.
inline constexpr auto most_capacity = 0x1p440;

/// A partner, or one who could become one, with what it delivers and what it could add, in units of the totals of the
/// flows.
template <class Id>
struct supplier {
    Id id;
    double flow = 0;
    detail::twofold spare{};

    /// What its loss costs: what it delivers, and that it no longer stands in for others.
    [[nodiscard]] detail::twofold importance() const { return spare + flow; }
};

/// All of them, in the order of their identifiers, and what is assumed of others.
template <class Id>
struct suppliers {
    std::vector<supplier<Id>> each{};
    detail::twofold beyond{};     ///< from stocks and own production
    double fraction_of_rest = 0;  ///< what unlisted partners can add to what they deliver
    bool rest_is_unknown = false; ///< whether it is not known what unlisted partners can add
    double of_unlisted = 0;       ///< capacity that is known to exist, but not whose it is; infinite without a limit
    std::vector<Id> of_unknown{}; ///< partners whose capacity is not known
    bool unlimited = false;       ///< everything is replaced
    bool stated = true;           ///< whether anything was assumed
    bool in_proportion = true;    ///< whether all spare capacity is one fraction of what each delivers

    /// The sum of the spare capacities of all but some suppliers.
    template <class IsLost>
    [[nodiscard]] detail::twofold spare_of_others(IsLost const& is_lost) const
    {
        auto sum = detail::running_sum{};
        for (auto const& one : each) {
            if (!is_lost(one.id)) {
                sum.add(one.spare);
            }
        }
        return sum.value();
    }

    /// Capacity of others that may exist besides what is stated, where unlisted partners deliver `rest`.
    template <class IsLost>
    [[nodiscard]] double perhaps(IsLost const& is_lost, double rest) const
    {
        auto const some_unknown =
            std::any_of(of_unknown.begin(), of_unknown.end(), [&](Id const& id) { return !is_lost(id); });
        return !stated || some_unknown || (rest_is_unknown && rest > 0) ? infinity : of_unlisted;
    }
};

template <class Id, class Amount, class S>
class matching {
public:
    using view = portfolio_view<Id, Amount>;

    matching(view const& flows, S const& assumed, std::string_view function)
        : flows_{flows}, assumed_{assumed}, function_{function}
    {
    }

    [[nodiscard]] suppliers<Id> result()
    {
        all_.each.reserve(flows_.size());
        for (std::size_t i = 0; i < flows_.size(); ++i) {
            all_.each.push_back({flows_.ids()[i], flows_.scaled(i), {}});
        }
        if constexpr (std::same_as<S, not_stated>) {
            all_.stated = false;
        } else if constexpr (std::same_as<S, substitution>) {
            all_.unlimited = assumed_ == substitution::full;
        } else {
            match(assumed_.capacities());
            if constexpr (!std::same_as<std::remove_cvref_t<decltype(assumed_.stock())>, nothing_beyond>) {
                all_.beyond = detail::two_sum(in_units(assumed_.stock()), in_units(assumed_.domestic()));
            }
        }
        return std::move(all_);
    }

private:
    template <class Capacity>
    [[nodiscard]] double in_units(Capacity const& capacity) const
    {
        auto number = 0.0;
        if constexpr (detail::fits_double<Capacity>) {
            number = static_cast<double>(capacity);
        } else if (!(capacity == Capacity{})) {
            number = flows_.totals().whole().hi == 0 ? infinity : detail::number_of(capacity, flows_.unit());
        }
        return number > most_capacity && flows_.totals().exponent <= 0
                   ? most_capacity
                   : (std::min)(detail::scaled(number, -flows_.totals().exponent), most_capacity);
    }

    [[nodiscard]] static detail::twofold part(double fraction, double flow)
    {
        return detail::two_product((std::min)(fraction, 0x1p400), flow);
    }

    void check_number(std::size_t found, std::string_view what) const
    {
        if (found != flows_.size()) {
            throw invalid_parameter{function_, "number of " + std::string{what}, static_cast<double>(found),
                                    "that of the partners, " + std::to_string(flows_.size())};
        }
    }

    template <class Capacities>
    void match(Capacities const& capacities)
    {
        if constexpr (std::is_arithmetic_v<Capacities>) {
            all_.fraction_of_rest = (std::min)(static_cast<double>(capacities), 0x1p400);
            for (auto& one : all_.each) {
                one.spare = part(all_.fraction_of_rest, one.flow);
            }
            return;
        }
        all_.in_proportion = false;
        if constexpr (std::same_as<Capacities, fractions>) {
            check_number(capacities.each.size(), "fractions");
            all_.rest_is_unknown = true;
            for (std::size_t i = 0; i < all_.each.size(); ++i) {
                all_.each[i].spare = part(capacities.each[i], all_.each[i].flow);
            }
        } else if constexpr (is_list<Capacities>) {
            check_number(capacities.size(), "capacities");
            all_.rest_is_unknown = true;
            for (std::size_t i = 0; i < all_.each.size(); ++i) {
                all_.each[i].spare = {in_units(capacities[i])};
            }
        } else if constexpr (portfolio_like<Capacities>) {
            match_portfolio(capacities);
        }
    }

    template <class Capacities>
    void match_portfolio(Capacities const& capacities)
    {
        for (std::size_t i = 0; i < capacities.size(); ++i) {
            auto const capacity = in_units(capacities.amounts()[i]);
            auto const& id = capacities.ids()[i];
            if (auto const found = flows_.position(id)) {
                all_.each[*found].spare = {capacity};
            } else if (capacity > 0) {
                all_.each.push_back({id, 0, {capacity}});
            }
        }
        std::sort(all_.each.begin(), all_.each.end(), [](auto const& a, auto const& b) { return a.id < b.id; });
        for (auto const& each : detail::unknown_in(capacities)) {
            all_.of_unknown.push_back(each.id);
        }
        if (capacities.totals().why_unknown != reason::defined) {
            all_.of_unlisted = all_.of_unknown.empty() || detail::unnamed_in(capacities) != 0 ? infinity : 0;
        } else if (capacities.totals().unattributed.hi != 0) {
            auto const rest = detail::scaled(capacities.totals().unattributed.value(), capacities.totals().exponent);
            if constexpr (detail::fits_double<amount_in<Capacities>>) {
                all_.of_unlisted = in_units(rest);
            } else {
                all_.of_unlisted = infinity; // in another unit than that of the flows
            }
        }
    }

    view const& flows_;
    S const& assumed_;
    std::string_view function_;
    suppliers<Id> all_{};
};

/// @throws invalid_parameter, which names the function, where there are more or fewer capacities than partners
template <class Id, class Amount, class S>
[[nodiscard]] suppliers<Id> suppliers_of(portfolio_view<Id, Amount> const& flows, S const& assumed,
                                         std::string_view function)
{
    return matching<Id, Amount, S>{flows, assumed, function}.result();
}

/// The flow of partners that are not listed, in units of the totals; infinite where the total is open.
template <class Id, class Amount>
[[nodiscard]] detail::twofold unlisted_flow(portfolio_view<Id, Amount> const& flows)
{
    return detail::is_open(flows) ? detail::twofold{infinity} : flows.totals().unattributed;
}

} // namespace equipoise::scenario_detail
