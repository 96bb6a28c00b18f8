// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/change/history.hpp>
#include <equipoise/change/turnover.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Exposure before and after an event (a war, an embargo, a change of government): `around_event`.
namespace equipoise {

/// The numbers of periods before and after an event that are compared. The period of the event itself belongs to
/// neither side.
struct event_window {
    std::size_t before = 0;
    std::size_t after = 0;
};

/// One side of an event: the share of a power in the flows of all periods of the side together.
template <class Period>
struct event_side {
    estimate share{};
    std::vector<Period> counted{};
    std::vector<Period> missing{}; ///< periods of the window in which the state has no portfolio
};

/// Shares before and after an event, their difference, and the turnover of partners between both sides.
template <class Period>
struct event_change {
    event_side<Period> before{};
    event_side<Period> after{};
    estimate difference{}; ///< the share after less the share before
    estimate turnover{};
};

namespace change_detail {

/// Periods that can be counted in both directions.
template <class Period>
concept reversible_period = countable_period<Period> && requires(Period p) { --p; };

struct around_event_fn {
    template <class Key, class Id, class Amount, class State, class Power>
        requires dated_key<Key, State> && reversible_period<period_in<Key>>
                 && party_in<Power, portfolio_view<Id, Amount>>
    [[nodiscard]] auto operator()(ledger<Key, Id, Amount> const& ledger, State const& state, Power const& power,
                                  period_in<Key> const& event, event_window window) const
    {
        using period = period_in<Key>;
        check(window.before, "before");
        check(window.after, "after");
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
        auto const before = pool(ledger, state, first, window.before, result.before);
        auto const after = pool(ledger, state, ++next, window.after, result.after);
        if (before) {
            result.before.share = estimate_of(*before, exposure(power));
        }
        if (after) {
            result.after.share = estimate_of(*after, exposure(power));
        }
        auto const& then = result.before.share;
        auto const& now = result.after.share;
        if (then.why == reason::defined && now.why == reason::defined) {
            result.difference = estimate::of(detail::is_open(*before) || detail::is_open(*after)
                                                 ? now.value - then.value // of which one is 0 or 1
                                                 : difference(*before, *after, power));
        } else {
            result.difference = estimate::within({now.bounds.low - then.bounds.high, now.bounds.high - then.bounds.low},
                                                 then.why != reason::defined ? then.why : now.why);
        }
        result.turnover =
            before && after ? turnover.result(*after, *before) : estimate::without(before ? now.why : then.why);
        return result;
    }

private:
    static void check(std::size_t periods, std::string_view side)
    {
        constexpr std::size_t most = 10'000;
        if (periods == 0 || periods > most) {
            throw invalid_parameter{"around_event", "number of periods " + std::string{side},
                                    static_cast<double>(periods), "at least 1 and at most 10000"};
        }
    }

    /// Moves to the next or the previous period.
    /// @throws invalid_parameter at the end of the range of a period that is a number
    template <class Period, class Step>
    static void step(Period& at, Period const& end, Period const& event, Step one)
    {
        if (std::numeric_limits<Period>::is_specialized && at == end) {
            throw invalid_parameter{"around_event", "the window around period " + text_of(event)
                                                        + " reaches beyond the range of the period's type"};
        }
        one(at);
    }

    /// The summed flows of consecutive periods; empty, with the reason as the share of the side, where no period has a
    /// portfolio or the flows of one cannot be added.
    template <class Key, class Id, class Amount, class State>
    [[nodiscard]] static std::optional<portfolio<Id, Amount>>
    pool(ledger<Key, Id, Amount> const& ledger, State const& state, period_in<Key> period, std::size_t periods,
         event_side<period_in<Key>>& side)
    {
        auto records = std::vector<record<Id, Amount>>{};
        auto why = reason::defined;
        for (std::size_t i = 0; i < periods; ++i) {
            auto found = record_of(ledger, period, state);
            (found.why() == reason::no_record ? side.missing : side.counted).push_back(period);
            if (found.why() == reason::defined) {
                records.push_back(std::move(found));
            } else if (found.why() != reason::no_record) {
                why = found.why();
            }
            if (i + 1 < periods) {
                ++period;
            }
        }
        if (side.counted.empty()) {
            why = reason::no_record;
        }
        if (why != reason::defined) {
            side.share = estimate::without(why);
            return std::nullopt;
        }
        auto parts = std::vector<detail::addend<Id, Amount>>{};
        for (auto const& one : records) {
            parts.push_back({one.flows()});
        }
        return detail::combined(parts, [](Amount const& x, double) { return x; });
    }

    /// The difference of two shares, of which neither is rounded first.
    template <class Flows, class Power>
    [[nodiscard]] static double difference(Flows const& before, Flows const& after, Power const& power)
    {
        auto const then = detail::quotient(exposure_detail::holding_of(before, power).listed, before.totals().whole());
        auto const now = detail::quotient(exposure_detail::holding_of(after, power).listed, after.totals().whole());
        return std::clamp((now - then).value(), -1.0, 1.0) + 0.0;
    }
};

} // namespace change_detail

/// The exposure to a power before and after an event: `around_event(ledger, state, power, period, window)`.
///
/// The keys of the ledger are (period, state). `event_window{.before = 3, .after = 3}` compares the three periods
/// before the period of the event with the three after it. The flows of each side are summed, so that a period with
/// larger flows counts for more. Periods without a portfolio of the state are omitted and listed in `missing`. State
/// and power may be blocs, as in `history` and `exposure`. `difference` is in [-1, 1]; `turnover` compares the two
/// sums.
///
/// The difference is undefined, with bounds, where a part of a total is unattributed that may belong to the power, the
/// turnover where any part is unattributed. Both are undefined where a side has no portfolio at all.
/// @throws invalid_parameter for a window of 0 or of more than 10 000 periods on a side, and for one that reaches
/// beyond the range of the period's type Source: defined by this library, as the before-after comparison of event
/// studies. Other things change at the same time, so that the difference is not the effect of the event.
inline constexpr change_detail::around_event_fn around_event{};

} // namespace equipoise
