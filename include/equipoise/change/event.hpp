// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/change/history.hpp>
#include <equipoise/change/turnover.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/portfolio_sum.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

/// What an event has changed: a war, an embargo, a change of government.
namespace equipoise {

/// How many periods before an event are held against how many after it; the event's own counts to neither.
struct event_window {
    std::size_t before = 0;
    std::size_t after = 0;
};

/// One side of an event: the share of a power in the flows of all periods together.
template <class Period>
struct event_side {
    double share = undefined;
    interval bounds{undefined, undefined};
    reason why = reason::defined;
    std::vector<Period> counted{};
    std::vector<Period> missing{}; ///< periods of the window in which the state has no portfolio
};

/// Shares before and after an event, their difference, and how far the partners have changed.
template <class Period>
struct event_change {
    event_side<Period> before{};
    event_side<Period> after{};
    double difference = undefined; ///< share after less share before
    interval bounds{undefined, undefined};
    double turnover = undefined;
    interval turnover_bounds{undefined, undefined};
    reason why = reason::defined; ///< why there is no difference
    reason why_no_turnover = reason::defined;
};

namespace change_detail {

/// Periods that can be counted in both directions.
template <class Period>
concept reversible_period = countable_period<Period> && requires(Period p) { --p; };

struct around_event_fn {
    template <class Key, class Id, class Amount, class State, class Power>
        requires dated_key<Key, State> && reversible_period<period_in<Key>>
                 && detail::party_in<Power, portfolio_view<Id, Amount>>
    [[nodiscard]] auto operator()(ledger<Key, Id, Amount> const& book, State const& who, Power const& power,
                                  period_in<Key> const& event, event_window window) const
    {
        using period = period_in<Key>;
        check(window.before, "periods before");
        check(window.after, "periods after");
        auto result = event_change<period>{};
        auto first = event;
        for (std::size_t i = 0; i < window.before; ++i) {
            step(first, (std::numeric_limits<period>::min)(), event, [](period& p) { --p; });
        }
        auto last = event;
        for (std::size_t i = 0; i < window.after; ++i) {
            step(last, (std::numeric_limits<period>::max)(), event, [](period& p) { ++p; });
        }
        auto next = event;
        auto const before = pool(book, who, first, window.before, result.before);
        auto const after = pool(book, who, ++next, window.after, result.after);
        look(before, power, result.before);
        look(after, power, result.after);
        result.why = result.before.why != reason::defined ? result.before.why : result.after.why;
        result.difference = result.why == reason::defined ? difference(*before, *after, power) : undefined;
        result.bounds = {result.after.bounds.low - result.before.bounds.high,
                         result.after.bounds.high - result.before.bounds.low};
        if (!before || !after) {
            result.why_no_turnover = result.why;
        } else {
            auto const moved = comparison_detail::compared<turnover_measure>(
                comparison_detail::match(*after, *before, "around_event"));
            result.turnover = moved.value;
            result.turnover_bounds = turnover.bound(*after, *before);
            result.why_no_turnover = moved.why;
        }
        return result;
    }

private:
    static void check(std::size_t periods, std::string_view side)
    {
        constexpr std::size_t most = 10'000;
        if (periods == 0 || periods > most) {
            throw invalid_parameter{"around_event", side, static_cast<double>(periods), "at least 1 and at most 10000"};
        }
    }

    /// To the next or previous period, of which there is none at the end of a number's range.
    template <class Period, class Step>
    static void step(Period& at, Period const& end, Period const& event, Step one)
    {
        if (std::numeric_limits<Period>::is_specialized && at == end) {
            throw invalid_parameter{"around_event", "period", text_of(event),
                                    "as far from the least and the greatest period as the window reaches"};
        }
        one(at);
    }

    /// The flows of some periods in a row; nothing where no period is on record, or one cannot be added.
    template <class Key, class Id, class Amount, class State>
    [[nodiscard]] static std::optional<portfolio<Id, Amount>>
    pool(ledger<Key, Id, Amount> const& book, State const& who, period_in<Key> period, std::size_t periods,
         event_side<period_in<Key>>& side)
    {
        auto records = std::vector<record<Id, Amount>>{};
        for (std::size_t i = 0; i < periods; ++i) {
            auto found = record_of(book, period, who);
            (found.why() == reason::no_record ? side.missing : side.counted).push_back(period);
            if (found.why() == reason::defined) {
                records.push_back(std::move(found));
            } else if (found.why() != reason::no_record) {
                side.why = found.why();
            }
            if (i + 1 < periods) {
                ++period;
            }
        }
        if (side.counted.empty()) {
            side.why = reason::no_record;
        }
        if (side.why != reason::defined) {
            return std::nullopt;
        }
        auto parts = std::vector<detail::addend<Id, Amount>>{};
        for (auto const& one : records) {
            parts.push_back({one.flows()});
        }
        return detail::combined(parts, [](Amount const& x, double) { return x; });
    }

    /// Of two shares, without the rounding of either.
    template <class Flows, class Power>
    [[nodiscard]] static double difference(Flows const& before, Flows const& after, Power const& power)
    {
        auto const then = detail::quotient(exposure_detail::holding_of(before, power).listed, before.totals().whole());
        auto const now = detail::quotient(exposure_detail::holding_of(after, power).listed, after.totals().whole());
        return std::clamp((now - then).value(), -1.0, 1.0) + 0.0;
    }

    template <class Flows, class Power, class Period>
    static void look(std::optional<Flows> const& flows, Power const& power, event_side<Period>& side)
    {
        if (!flows) {
            return;
        }
        auto const share = exposure_detail::exposure_rule<Power>{power}(*flows);
        side.share = share.value;
        side.why = share.why;
        side.bounds = share.bounds;
    }
};

} // namespace change_detail

/// The exposure to a power before and after an event: `around_event(ledger, state, power, period, window)`.
///
/// The ledger is keyed by (period, state); `event_window{3, 3}` holds the three periods before the event's period
/// against the three after it, each side's flows summed: a period with larger flows counts for more. Periods without
/// a portfolio of the state are left out and listed in `missing`. State and power may be blocs, as in `history` and
/// `exposure`. `difference` in [-1, 1]; `turnover` compares the two sums. Undefined, with bounds, where a part that
/// may be the power's (for the turnover, any part) is unattributed; undefined without a record on either side. Throws
/// `invalid_parameter` for a window of 0 or of more than 10 000 periods. Source: defined by this library, as the
/// before-after comparison of event studies; with other things changing at the same time, the difference is no effect
/// of the event.
inline constexpr change_detail::around_event_fn around_event{};

} // namespace equipoise
