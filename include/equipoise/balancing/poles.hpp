// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/balancing/detail/two_holdings.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/bloc.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/uncertainty/certified_interval.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The great powers that a state stands between: how it leans to one of two, and what lies beyond all of them.
///
///     tilt(flows, a, b)                  (a - b) / (a + b)
///     coverage_balance(flows, a, b)      2 min(a, b), shares of the whole
///     third_neighbor_share(flows, poles) 1 - sum of p_j over the poles
namespace equipoise {

namespace balancing_detail {

template <class P>
struct party_id {
    using type = P;
};
template <class Id>
struct party_id<bloc<Id>> {
    using type = Id;
};
template <>
struct party_id<char const*> {
    using type = std::string; // or the addresses of two texts would be compared
};

} // namespace balancing_detail

/// The great powers that a state stands between, each a state or a bloc: `poles{china, russia}`, or a vector of them.
/// @throws invalid_parameter when a state belongs to two poles, when a pole has no member, and for an empty vector
template <identifier Id>
class poles {
public:
    template <class... Parties>
        requires(sizeof...(Parties) > 0 && (!std::same_as<Parties, poles> && ...))
                && ((std::same_as<Parties, bloc<Id>> || std::convertible_to<Parties const&, Id>) && ...)
    explicit poles(Parties const&... parties)
    {
        (add_party(parties), ...);
    }

    /// Any number of poles, known at run time.
    template <party Party>
    explicit poles(std::vector<Party> const& parties)
    {
        if (parties.empty()) {
            throw invalid_parameter{"poles", "number of poles", 0.0, "at least 1"};
        }
        for (auto const& party : parties) {
            add_party(party);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return each_.size(); }
    [[nodiscard]] bloc<Id> const& operator[](std::size_t i) const& { return each_[i]; }
    [[nodiscard]] bloc<Id> operator[](std::size_t i) const&& { return each_[i]; }
    [[nodiscard]] bloc<Id> const& all() const& noexcept { return all_; } ///< the members of all poles
    [[nodiscard]] bloc<Id> all() const&& { return all_; }

    /// The name of a pole: that of its member, or those of its members joined by plus signs, "CHN+RUS".
    [[nodiscard]] std::string name(std::size_t i) const { return detail::name_of(each_[i]); }

private:
    void add_party(bloc<Id> const& party) { add(party.ids()); }
    void add_party(Id const& party) { add({&party, 1}); }

    void add(std::span<Id const> members)
    {
        if (members.empty()) {
            throw invalid_parameter{"poles", "pole " + std::to_string(each_.size()), "empty", "a state or a bloc"};
        }
        auto everyone = std::vector<Id>(all_.begin(), all_.end());
        for (auto const& id : members) {
            if (all_.contains(id)) {
                throw invalid_parameter{"poles", text_of(id) + " belongs to two poles"};
            }
            everyone.push_back(id);
        }
        all_ = bloc<Id>{std::move(everyone)};
        each_.push_back(bloc<Id>{std::vector<Id>(members.begin(), members.end())});
    }

    std::vector<bloc<Id>> each_;
    bloc<Id> all_;
};

template <class First, class... Rest>
poles(First, Rest...) -> poles<typename balancing_detail::party_id<First>::type>;
template <class Party>
poles(std::vector<Party>) -> poles<typename balancing_detail::party_id<Party>::type>;

namespace balancing_detail {

/// @throws invalid_parameter for a state that belongs to both powers, which would be weighed against itself
template <party A, party B>
constexpr void refuse_common_member(std::string_view index, A const& a, B const& b)
{
    for (auto const& one : detail::members(a)) {
        for (auto const& other : detail::members(b)) {
            if constexpr (std::equality_comparable_with<decltype(one), decltype(other)>) {
                if (one == other) {
                    throw invalid_parameter{index, text_of(one) + " belongs to both sides"};
                }
            }
        }
    }
}

/// A measure of what two powers hold as the rule of an index.
template <class Form, party A, party B>
struct two_pole_rule {
    static constexpr facts about = Form::about;
    A a;
    B b;

    [[nodiscard]] static constexpr interval range(double) { return Form::range; }

    template <portfolio_like Flows>
        requires party_in<A, Flows> && party_in<B, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        return estimate_by<Form>(holdings_of_two(flows, a, b), flows.totals());
    }

    template <interval_portfolio_like Flows>
        requires exposure_detail::party_in_ranges<A, Flows> && exposure_detail::party_in_ranges<B, Flows>
                 && requires(two_ranged const& both) { Form::over_ranges(both); }
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        auto const both = two_ranged::of(flows, a, b);
        if (both.why != reason::defined) {
            return estimate::without(both.why);
        }
        auto const bounds = Form::over_ranges(both);
        return estimate::within(bounds, bounds.is_point() ? reason::defined : reason::unknown_part);
    }

    template <interval_portfolio_like Flows>
        requires exposure_detail::party_in_ranges<A, Flows> && exposure_detail::party_in_ranges<B, Flows>
                 && requires { requires Form::rises_with_first; }
    [[nodiscard]] certified_interval certified(Flows const& flows) const
    {
        auto const both = two_ranged::of(flows, a, b);
        if (both.why != reason::defined) {
            return {.why = both.why};
        }
        return uncertainty_detail::without_search(estimate::within(Form::over_ranges(both)), both.least_attained(),
                                                  both.most_attained());
    }
};

template <class Form>
struct make_two_pole {
    template <party A, party B>
    [[nodiscard]] constexpr two_pole_rule<Form, A, B> operator()(A a, B b) const
    {
        refuse_common_member(Form::about.name, a, b);
        return {std::move(a), std::move(b)};
    }

    template <class... Arguments>
    static constexpr bool mistaken = detail::has_state_as_power<Arguments...>;
};

/// A measure of the amounts of two powers that does not depend on other partners; without either it has no value.
template <class Measure>
[[nodiscard]] outcome of_two_amounts(two_holdings const& both, Measure measure)
{
    auto const neither = both.a.listed.hi == 0 && both.b.listed.hi == 0;
    return neither ? outcome{reason::no_pole} : outcome{measure(both.a.listed, both.b.listed)};
}

[[nodiscard]] constexpr double tilt_between(detail::twofold a, detail::twofold b) noexcept
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    return a.hi == infinity ? 1 : b.hi == infinity ? -1 : (a - b) / (a + b);
}

struct tilt_form {
    static constexpr facts about{.name = "tilt",
                                 .symbol = "tau",
                                 .formula = "(a - b) / (a + b)",
                                 .source = "defined by this library",
                                 .ignores_zeros = true};
    static constexpr interval range{-1, 1};
    static constexpr bool rises_with_first = true;

    [[nodiscard]] static outcome of(two_holdings const& both, detail::totals const&)
    {
        return of_two_amounts(both, tilt_between);
    }

    [[nodiscard]] static interval within(two_holdings const& both, detail::totals const&)
    {
        // where one power may have nothing, the smallest amount with the other pulls the tilt to its end
        return {both.most_b().hi == 0 ? 1 : tilt_between(both.a.listed, both.most_b()),
                both.most_a().hi == 0 ? -1 : tilt_between(both.most_a(), both.b.listed)};
    }

    [[nodiscard]] static interval over_ranges(two_ranged const& both) { return within(both.holdings(), {}); }
};

struct coverage_balance_form {
    static constexpr facts about{.name = "coverage_balance",
                                 .symbol = "B",
                                 .formula = "2 min(a, b)",
                                 .source = "defined by this library",
                                 .ignores_zeros = true};
    static constexpr interval range{0, 1};

    [[nodiscard]] static outcome of(two_holdings const& holdings, detail::totals const& sums)
    {
        auto const both = holdings.in_units(sums.exponent);
        auto const whole = sums.whole();
        return detail::at_most_one(2 * (std::min)(both.a.listed / whole, both.b.listed / whole));
    }

    /// The least is 0, as a partner that may have more may have nearly everything. The most is where one whose amount
    /// is not known has as much as the other.
    [[nodiscard]] static estimate open(two_holdings const& both)
    {
        if (both.why != reason::defined && !both.some_hidden()) {
            return estimate::without(both.why);
        }
        auto a = both.a.listed;
        auto b = both.b.listed;
        a = both.a.hidden != 0 && (a - b).hi < 0 ? b : a;
        b = both.b.hidden != 0 && (b - a).hi < 0 ? a : b;
        auto const lesser = (a - b).hi < 0 ? a : b;
        auto const most = both.a.hidden != 0 && both.b.hidden != 0
                              ? 1.0
                              : (lesser.hi == 0 ? 0.0 : 2 * (lesser / (a + b + both.others)));
        return estimate::within({0, detail::at_most_one(most)}, reason::unknown_amount);
    }

    [[nodiscard]] static interval within(two_holdings const& holdings, detail::totals const& sums)
    {
        auto const both = holdings.in_units(sums.exponent);
        auto const whole = sums.whole();
        // together the two cannot hold more than this, since the unattributed part is with one of them only
        auto const together = both.a.listed + both.b.listed + sums.unattributed;
        return {
            of(both, sums).value,
            detail::at_most_one(2 * (std::min)({both.most_a() / whole, both.most_b() / whole, together / whole / 2}))};
    }
};

/// The share of partners that are not poles where unknown amounts leave the total open.
template <portfolio_like Flows, class Id>
[[nodiscard]] estimate open_share_beyond(Flows const& flows, bloc<Id> const& poles)
{
    auto const parts = exposure_detail::open_parts::of(flows, poles);
    return exposure_detail::open_parts{parts.others, parts.party, parts.others_are_open, parts.party_is_open}
        .share_estimate();
}

/// Why nothing can be said of the shares of several poles.
template <portfolio_like Flows, class Id>
[[nodiscard]] reason without_poles(Flows const& flows, poles<Id> const& among)
{
    auto why = reason::defined;
    for (std::size_t i = 0; i < among.size() && why == reason::defined; ++i) {
        why = exposure_detail::without_share(flows, among[i]);
    }
    return why;
}

/// The sum of the listed partners that are not among the poles, in units of the totals.
template <portfolio_like Flows, class Id>
[[nodiscard]] detail::twofold listed_beyond(Flows const& flows, bloc<Id> const& poles)
{
    auto sum = detail::running_sum{};
    for (std::size_t i = 0; i < flows.size(); ++i) {
        if (!poles.contains(flows.ids()[i])) {
            sum.add(flows.scaled(i));
        }
    }
    return sum.value();
}

template <class Id>
struct third_neighbor_share_rule {
    static constexpr facts about{.name = "third_neighbor_share",
                                 .symbol = "T",
                                 .formula = "1 - sum of p_j over the poles",
                                 .source = "defined by this library",
                                 .ignores_zeros = true};
    bloc<Id> poles;

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <interval_portfolio_like Flows>
        requires exposure_detail::party_in_ranges<bloc<Id>, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        return exposure_detail::parts_of(flows, poles).exchanged().share_estimate();
    }

    template <interval_portfolio_like Flows>
        requires exposure_detail::party_in_ranges<bloc<Id>, Flows>
    [[nodiscard]] certified_interval certified(Flows const& flows) const
    {
        return exposure_detail::parts_of(flows, poles).exchanged().certified();
    }

    template <portfolio_like Flows>
        requires party_in<bloc<Id>, Flows>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (auto const why = exposure_detail::without_share(flows, poles); why != reason::defined) {
            return estimate::without(why);
        }
        if (detail::is_open(flows)) {
            return open_share_beyond(flows, poles);
        }
        auto const whole = flows.totals().whole();
        auto const most = listed_beyond(flows, poles) + flows.totals().unattributed;
        auto const part = exposure_detail::holding_of(flows, poles);
        if (part.hidden == 0) {
            return estimate::of(detail::at_most_one(most / whole));
        }
        auto const least = most - detail::twofold{part.hidden};
        auto const share =
            detail::at_most_one((part.at_least == 0 ? most : most - detail::twofold{part.at_least}) / whole);
        return estimate::within({(std::max)(0.0, detail::at_most_one(least / whole)), share}, part.why);
    }
};

struct make_third_neighbor_share {
    template <class Id>
    [[nodiscard]] constexpr third_neighbor_share_rule<Id> operator()(bloc<Id> poles) const
    {
        return {std::move(poles)};
    }

    template <class Id>
    [[nodiscard]] constexpr third_neighbor_share_rule<Id> operator()(poles<Id> const& among) const
    {
        return {among.all()};
    }

    template <identifier Id>
    [[nodiscard]] constexpr third_neighbor_share_rule<Id> operator()(Id pole) const
    {
        return {bloc<Id>{std::move(pole)}};
    }
};

} // namespace balancing_detail

/// Tilt between two powers: (a - b) / (a + b), where a and b are the flows with each; +1 = all with a, -1 = all with b.
///
/// `tilt(flows, china, russia)` or `tilt(china, russia)(flows)`; powers are identifiers or blocs. Range [-1, 1].
/// Undefined without flow, with neither power, and when a power is not listed while part of the total is
/// unattributed: `bound` gives the interval. A tilt of 0 means equidistant, not engaged: see `coverage_balance`.
/// @throws invalid_parameter for a state that belongs to both powers
/// Source: defined by this library as the two-pole form of the trade balance's (x - m) / (x + m).
inline constexpr family_fn<balancing_detail::make_two_pole<balancing_detail::tilt_form>> tilt{};

/// Balance of two powers with coverage: 2 min(a, b), where a and b are shares of the whole.
///
/// `coverage_balance(flows, china, russia)`, with arguments and errors as for `tilt`. Range [0, 1]: 1 only if each
/// power holds half of the whole, 0 if one holds nothing. Undefined without flow, and when a power is not listed while
/// part of the total is unattributed: `bound` gives the interval. Source: defined by this library, to tell the
/// equidistant from the disengaged, which a tilt of 0 does not.
inline constexpr family_fn<balancing_detail::make_two_pole<balancing_detail::coverage_balance_form>> coverage_balance{};

/// Share of the flows with partners other than the poles: 1 - sum of p_j over the poles.
///
/// `third_neighbor_share(flows, poles{china, russia})`; a bloc of all poles or a single pole may be given as well.
/// Range [0, 1], up = more room. Undefined without flow, and when a pole is not listed while part of the total is
/// unattributed: `bound` gives the interval. See also `third_neighbors`.
/// Source: defined by this library, after Mongolia's "third neighbour" policy.
inline constexpr family_fn<balancing_detail::make_third_neighbor_share> third_neighbor_share{};

} // namespace equipoise
