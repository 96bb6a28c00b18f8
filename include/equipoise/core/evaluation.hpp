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

/// How an index is made: a *rule* states the facts, names the *statistic* it needs (a sum over the amounts, or the
/// sorted amounts) and turns that statistic into a number. Rules evaluated together share passes and statistics.
///
/// A statistic takes amounts block by block with add(first, count) and, for hypothetical partners, add(amount,
/// times) and add_infinitesimals(amount), an amount spread over infinitely many partners. One that `needs_totals` is
/// built from the totals and fed afterwards; any other is fed while the totals are still being counted and must follow
/// a change of scale with rescale(power). finish() and reserve(count) are optional, and clear() for one that keeps its
/// memory when an evaluation goes on to other amounts.
template <class Rule>
concept amount_rule = requires { typename Rule::statistic; };

/// The statistic of a rule that the totals suffice for.
struct no_statistic {
    static constexpr bool needs_totals = false;
    constexpr void add(double const*, std::size_t) noexcept {}
    constexpr void add(double, double) noexcept {}
    constexpr void add_infinitesimals(double) noexcept {}
    constexpr void rescale(int) noexcept {}
};

/// A rule whose statistic depends on the rule's own parameters; such a statistic is not shared.
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

/// The count of partners that nobody counted.
inline constexpr auto without_number = (std::numeric_limits<std::size_t>::max)();

/// A rule in which the number of partners matters.
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
        return result; // NaN has no place in a range, and to compare it is an invalid operation
    }
    // the rules are exact to a few ulp: whatever lies outside the range was moved there by rounding
    if (auto const range = rule.range(partners_counted(rule, sums)); result.value < range.low) {
        result.value = range.low;
    } else if (result.value > range.high) {
        result.value = range.high;
    }
    if (result.value == 0) {
        result.value = 0; // not -0, which would print as such
    }
    return result;
}

/// Evaluates rules together, over one list of amounts after another; what its statistics hold is kept for the next.
template <amount_rule... Rules>
class evaluation {
public:
    constexpr explicit evaluation(Rules const&... rules) : rules_{rules...}, statistics_{start(rules, totals{})...} {}

    /// Amounts whose totals are not known yet: one pass, and another if a rule needs the totals.
    template <class R, class Proj>
    constexpr void over(R& flows, Proj& proj)
    {
        renew();
        auto counted = counter{};
        if constexpr (ranges::sized_range<R&>) {
            expect(static_cast<std::size_t>(ranges::size(flows)));
        }
        if constexpr (nothing_but_squares && doubles_in_a_row<R&, Proj>) {
            counted.add_all(ranges::data(flows), static_cast<std::size_t>(ranges::size(flows)), name());
        } else {
            for_each_block(flows, proj,
                           [&](double const* first, std::size_t count) { take_in(first, count, counted); });
        }
        settle(counted);
        if constexpr (needs_totals) {
            for_each_block(flows, proj, [&](double const* first, std::size_t count) { feed(first, count); });
        }
    }

    /// Amounts whose totals are known: one pass at the most.
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

    /// Attributes part of the unattributed rest to `times` partners with `amount` each (in units of the totals).
    constexpr void attribute(double amount, double times)
    {
        for_kept<false>([&](auto& statistic) { statistic.add(amount, times); });
        for_kept<true>([&](auto& statistic) { statistic.add(amount, times); });
        if (amount > 0) {
            auto const room = static_cast<double>(without_number - totals_.positive);
            totals_.positive = times < room ? totals_.positive + static_cast<std::size_t>(times) : without_number;
        }
    }

    /// Spreads part of the unattributed rest over partners without number.
    constexpr void add_infinitesimals(double amount)
    {
        for_kept<false>([&](auto& statistic) { statistic.add_infinitesimals(amount); });
        for_kept<true>([&](auto& statistic) { statistic.add_infinitesimals(amount); });
    }

    /// Counts all of the rest as attributed, to nobody knows how many.
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

    /// Only a rule made of nothing but squares, without a base, can do without the number of positive partners.
    static constexpr bool counts_positive =
        (!taken_from_tally<typename Rules::statistic> || ...) || (counts_partners<Rules> || ...);
    using counter = tally<squared, counts_positive>;

    // What follows does not depend on the range, so that a compiler sees it once for each set of rules.

    constexpr void take_in(double const* first, std::size_t count, counter& counted)
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

    /// Feeds what needs the totals, now that they are known.
    constexpr void feed(double const* first, std::size_t count)
    {
        double room[block_size];
        room[0] = 0; // or g++ 12 warns that no block may have been written to it
        auto const* const block = scaled_block(first, count, totals_.exponent, room);
        for_kept<true>([&](auto& statistic) { statistic.add(block, count); });
    }

    /// Feeds all, but for the squares where the totals have told them.
    constexpr void feed_known(double const* first, std::size_t count, bool squares_known)
    {
        double room[block_size];
        room[0] = 0;
        auto const* const block = scaled_block(first, count, totals_.exponent, room);
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

    /// Empties the statistics of the amounts before, if any.
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

    /// Builds the statistics that need the totals, now that these are known.
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

    /// Tells a statistic that keeps the amounts how many will come.
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
