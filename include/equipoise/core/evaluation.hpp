// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/interval.hpp>
#include <equipoise/core/tally.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <limits>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace equipoise::detail {

/// A rule that is computed from the amounts alone; `core/rules.hpp` describes what it is made of.
template <class Rule>
concept amount_rule = requires { typename Rule::statistic; };

/// The statistic of a rule that needs nothing but the totals.
struct no_statistic {
    static constexpr bool needs_totals = false;
    constexpr void add(double const*, std::size_t) noexcept {}
    constexpr void add(double, double) noexcept {}
    constexpr void add_infinitesimals(double) noexcept {}
    constexpr void rescale(int) noexcept {}
};

/// A rule that constructs its statistic from its own parameters; such a statistic is not shared with other rules.
template <class Rule>
concept parametric = requires(Rule const& rule, totals const& sums) { rule.start(sums); };

template <class Rule>
constexpr typename Rule::statistic start(Rule const& rule, totals const& sums)
{
    using statistic = typename Rule::statistic;
    if constexpr (parametric<Rule>) {
        return rule.start(sums);
    } else if constexpr (statistic::needs_totals) {
        return statistic{sums};
    } else {
        return statistic{};
    }
}

/// Stands for an unknown number of partners.
inline constexpr auto without_number = (std::numeric_limits<std::size_t>::max)();

/// A rule that depends on the number of partners.
template <class Rule>
concept counts_partners = requires(Rule rule) { rule.n; };

template <class Rule>
constexpr double partners_counted(Rule const& rule, totals const& sums)
{
    if constexpr (counts_partners<Rule>) {
        return static_cast<double>(rule.n.count(sums, Rule::about.name));
    } else {
        return sums.listed == without_number ? std::numeric_limits<double>::infinity()
                                             : static_cast<double>(sums.listed);
    }
}

template <class Rule, class Statistic>
constexpr outcome conclude(Rule const& rule, totals const& sums, Statistic const& statistic)
{
    if (sums.why_unknown != reason::defined) {
        return sums.why_unknown;
    }
    if (sums.whole().hi == 0) {
        return sums.listed == 0 ? reason::no_partners : reason::no_flow;
    }
    if (sums.unattributed.hi != 0) {
        return reason::unattributed;
    }
    auto result = outcome{reason::defined};
    if constexpr (std::same_as<Statistic, no_statistic>) {
        result = rule(sums);
    } else {
        result = rule(sums, statistic);
    }
    if (is_undefined(result.value)) {
        return result; // to compare a NaN would raise the floating-point exception for an invalid operation
    }
    // the rules are exact to a few units in the last place: a value outside the range is there by rounding
    if (auto const range = rule.range(partners_counted(rule, sums)); result.value < range.low) {
        result.value = range.low;
    } else if (result.value > range.high) {
        result.value = range.high;
    }
    if (result.value == 0) {
        result.value = 0; // not -0, which would be printed with its sign
    }
    return result;
}

/// Evaluates several rules over one list of amounts after another. Rules share passes and statistics, and the memory of
/// the statistics is kept from list to list.
template <amount_rule... Rules>
class evaluation {
public:
    constexpr explicit evaluation(Rules const&... rules) : rules_{rules...}, statistics_{start(rules, totals{})...} {}

    /// Evaluates amounts whose totals are not known yet: one pass, and a second one if a statistic needs the totals.
    template <class R, class Proj>
    constexpr void over(R& flows, Proj& proj)
    {
        renew();
        auto counted = counter{};
        if constexpr (ranges::sized_range<R&>) {
            expect(static_cast<std::size_t>(ranges::size(flows)));
        }
        if constexpr (nothing_but_squares && contiguous_doubles<R&, Proj>) {
            counted.add_all(ranges::data(flows), static_cast<std::size_t>(ranges::size(flows)), name());
        } else {
            for_each_block(flows, proj,
                           [&](double const* first, std::size_t count) { add_block(first, count, counted); });
        }
        settle(counted);
        if constexpr (needs_totals) {
            for_each_block(flows, proj, [&](double const* first, std::size_t count) { feed(first, count); });
        }
    }

    /// Evaluates amounts whose totals are known: at most one pass.
    template <class R>
    constexpr void over(R const& amounts, totals const& known)
    {
        auto proj = ranges::identity{};
        renew();
        totals_ = known;
        if (known.why_unknown != reason::defined) {
            return;
        }
        restart();
        auto const squares_known = !is_undefined(totals_.squares.hi);
        if (squares_known) {
            take_squares();
        }
        if (nothing_but_squares && squares_known) {
            return;
        }
        expect(totals_.listed);
        for_each_block(amounts, proj,
                       [&](double const* first, std::size_t count) { feed_known(first, count, squares_known); });
    }

    /// Attributes a part of the unattributed rest to `times` partners with `amount` each, in units of the totals.
    constexpr void attribute(double amount, double times)
    {
        for_kept<false>([&](auto& statistic) { statistic.add(amount, times); });
        for_kept<true>([&](auto& statistic) { statistic.add(amount, times); });
        if (amount > 0) {
            auto const room = static_cast<double>(without_number - totals_.positive);
            totals_.positive = times < room ? totals_.positive + static_cast<std::size_t>(times) : without_number;
        }
    }

    /// Spreads a part of the unattributed rest over infinitely many partners.
    constexpr void add_infinitesimals(double amount)
    {
        for_kept<false>([&](auto& statistic) { statistic.add_infinitesimals(amount); });
        for_kept<true>([&](auto& statistic) { statistic.add_infinitesimals(amount); });
    }

    /// Treats the unattributed rest as attributed to an unknown number of partners.
    constexpr void close()
    {
        totals_.attributed = totals_.whole();
        totals_.unattributed = {};
        totals_.listed = without_number;
    }

    [[nodiscard]] constexpr std::array<outcome, sizeof...(Rules)> results()
    {
        for_kept<false>([](auto& statistic) { finish(statistic); });
        for_kept<true>([](auto& statistic) { finish(statistic); });
        return [this]<std::size_t... I>(std::index_sequence<I...>) {
            return std::array<outcome, sizeof...(Rules)>{
                conclude(std::get<I>(rules_), totals_, std::get<keeper<I>()>(statistics_))...};
        }(std::index_sequence_for<Rules...>{});
    }

private:
    using statistics = std::tuple<typename Rules::statistic...>;
    static constexpr bool needs_totals = (Rules::statistic::needs_totals || ...);

    template <class Statistic>
    static constexpr bool taken_from_tally = std::same_as<std::remove_cvref_t<Statistic>, squares>;
    static constexpr bool nothing_but_squares =
        ((taken_from_tally<typename Rules::statistic> || std::same_as<typename Rules::statistic, no_statistic>) && ...);
    static constexpr bool squared = (taken_from_tally<typename Rules::statistic> || ...);

    /// The number of positive partners is needed unless all rules use the squares alone and none depends on the number
    /// of partners.
    static constexpr bool needs_positive_count =
        (!taken_from_tally<typename Rules::statistic> || ...) || (counts_partners<Rules> || ...);
    using counter = tally<squared, needs_positive_count>;

    // The members below do not depend on the type of the range, so they are instantiated once for each set of rules.

    constexpr void add_block(double const* first, std::size_t count, counter& counted)
    {
        auto const* const block = counted.add(first, count, name(), [this](int power) {
            for_kept<false>([power](auto& statistic) { statistic.rescale(power); });
        });
        for_kept<false>([&](auto& statistic) {
            if constexpr (!taken_from_tally<decltype(statistic)>) {
                statistic.add(block, count);
            }
        });
    }

    constexpr void settle(counter const& counted)
    {
        totals_ = counted.result();
        take_squares();
        restart();
    }

    constexpr void take_squares()
    {
        for_kept<false>([this](auto& statistic) {
            if constexpr (taken_from_tally<decltype(statistic)>) {
                statistic.take(totals_.squares);
            }
        });
    }

    /// Feeds a block to the statistics that need the totals.
    constexpr void feed(double const* first, std::size_t count)
    {
        double buffer[block_size];
        buffer[0] = 0; // else g++ 12 warns that the buffer may be uninitialised
        auto const* const block = scaled_block(first, count, totals_.exponent, buffer);
        for_kept<true>([&](auto& statistic) { statistic.add(block, count); });
    }

    /// Feeds a block to all statistics, except to the squares if the totals already hold them.
    constexpr void feed_known(double const* first, std::size_t count, bool squares_known)
    {
        double buffer[block_size];
        buffer[0] = 0;
        auto const* const block = scaled_block(first, count, totals_.exponent, buffer);
        for_kept<false>([&](auto& statistic) {
            if (!taken_from_tally<decltype(statistic)> || !squares_known) {
                statistic.add(block, count);
            }
        });
        for_kept<true>([&](auto& statistic) { statistic.add(block, count); });
    }

    [[nodiscard]] constexpr std::string_view name() const
    {
        return std::tuple_element_t<0, std::tuple<Rules...>>::about.name;
    }

    /// The first rule with the same statistic as rule I keeps it for both.
    template <std::size_t I>
    static consteval std::size_t keeper()
    {
        using rule = std::tuple_element_t<I, std::tuple<Rules...>>;
        constexpr bool same[] = {
            (!parametric<Rules> && std::same_as<typename Rules::statistic, typename rule::statistic>)...};
        for (std::size_t i = 0; i < I && !parametric<rule>; ++i) {
            if (same[i]) {
                return i;
            }
        }
        return I;
    }

    template <bool NeedsTotals, class F>
    constexpr void for_kept(F f)
    {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (
                [&] {
                    if constexpr (keeper<I>() == I
                                  && std::tuple_element_t<I, statistics>::needs_totals == NeedsTotals) {
                        f(std::get<I>(statistics_));
                    }
                }(),
                ...);
        }(std::index_sequence_for<Rules...>{});
    }

    /// Empties the statistics of the previous list, if there was one.
    constexpr void renew()
    {
        if (!std::exchange(used_, true)) {
            return;
        }
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (
                [&] {
                    using statistic = std::tuple_element_t<I, statistics>;
                    if constexpr (requires(statistic& full) { full.clear(); }) {
                        std::get<I>(statistics_).clear();
                    } else if constexpr (!statistic::needs_totals) {
                        std::get<I>(statistics_) = start(std::get<I>(rules_), totals{});
                    }
                }(),
                ...);
        }(std::index_sequence_for<Rules...>{});
    }

    /// Constructs the statistics that need the totals, which are known now.
    constexpr void restart()
    {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (
                [&] {
                    if constexpr (std::tuple_element_t<I, statistics>::needs_totals) {
                        std::get<I>(statistics_) = start(std::get<I>(rules_), totals_);
                    }
                }(),
                ...);
        }(std::index_sequence_for<Rules...>{});
    }

    /// Reserves memory in the statistics that keep the amounts.
    constexpr void expect(std::size_t count)
    {
        for_kept<false>([count](auto& statistic) {
            if constexpr (requires { statistic.reserve(count); }) {
                statistic.reserve(count);
            }
        });
    }

    template <class Statistic>
    static constexpr void finish(Statistic& statistic)
    {
        if constexpr (requires { statistic.finish(); }) {
            statistic.finish();
        }
    }

    std::tuple<Rules const&...> rules_;
    statistics statistics_;
    totals totals_;
    bool used_ = false;
};

} // namespace equipoise::detail
