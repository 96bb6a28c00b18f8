// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/change/turnover.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/uncertainty/bound.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// An index of one state over time.
namespace equipoise {

/// A value of a series; where there is none, why, and what bounds are known.
template <class Period>
struct observation {
    Period period{};
    double value = undefined;
    interval bounds{undefined, undefined}; ///< a point where the value is known; NaN where nothing is
    reason why = reason::defined;
};

namespace change_detail {

template <class Key>
using period_in = std::remove_cvref_t<std::tuple_element_t<0, Key>>;
template <class Key>
using state_in = std::remove_cvref_t<std::tuple_element_t<1, Key>>;

/// Keys of a period and a state, as `by_period_and_state` makes them, and a state or bloc that can be found under them.
template <class Key, class State>
concept dated_key =
    std::tuple_size<Key>::value == 2 && (identifier<State> || detail::is_bloc<State>)
    && requires(State const& who, period_in<Key> const& period) { Key{period, detail::members(who)[0]}; };

/// Periods that have a next one: whole numbers, std::chrono::year.
template <class Period>
concept countable_period = !std::floating_point<Period> && requires(Period p) { ++p; };

/// The flows of a state, or of a bloc as if it were one, in a period.
template <class Id, class Amount>
class record {
public:
    record() = default;
    explicit record(reason absent) : why_{absent} {}
    explicit record(portfolio_view<Id, Amount> const& flows) : why_{reason::defined}, flows_{flows} {}
    explicit record(portfolio<Id, Amount> pooled) : why_{reason::defined}, pooled_{std::move(pooled)} {}

    [[nodiscard]] reason why() const noexcept { return why_; } ///< why there are no flows
    [[nodiscard]] portfolio_view<Id, Amount> flows() const { return pooled_ ? pooled_->view() : flows_; }

private:
    reason why_ = reason::no_record;
    portfolio_view<Id, Amount> flows_;
    std::optional<portfolio<Id, Amount>> pooled_;
};

/// Flows among the members of a bloc are not flows of the bloc; what is unattributed may be such a flow or not.
template <class Key, class Id, class Amount, class State>
[[nodiscard]] record<Id, Amount> record_of(ledger<Key, Id, Amount> const& book, period_in<Key> const& period,
                                           State const& who)
{
    if constexpr (!detail::is_bloc<State>) {
        auto const flows = book.find(Key{period, who});
        return flows ? record<Id, Amount>{*flows} : record<Id, Amount>{};
    } else {
        auto rows = std::vector<partner<Id, Amount>>{};
        auto why = who.size() == 0 ? reason::no_record : reason::defined;
        for (auto const& member : who) {
            auto const flows = book.find(Key{period, member});
            if (!flows) {
                return {};
            }
            if (auto const open = flows->totals().why_open(); open != reason::defined) {
                why = detail::unknown_total(*flows) != reason::defined || why == reason::defined ? open : why;
            }
            for (auto const& row : *flows) {
                if (!who.contains(row.id)) {
                    rows.push_back(row);
                }
            }
        }
        return why == reason::defined ? record<Id, Amount>{portfolio<Id, Amount>(rows)} : record<Id, Amount>{why};
    }
}

/// The periods of a ledger, and those that are missing between them where periods can be counted.
template <class Key, class Id, class Amount>
[[nodiscard]] std::vector<period_in<Key>> periods_of(ledger<Key, Id, Amount> const& book, std::string_view name)
{
    constexpr std::size_t most_missing = 100'000; // more than this is no calendar
    auto periods = std::vector<period_in<Key>>{};
    std::size_t missing = 0;
    for (auto const& key : book.keys()) {
        auto const& period = std::get<0>(key);
        if (!periods.empty() && periods.back() == period) {
            continue;
        }
        if constexpr (countable_period<period_in<Key>>) {
            if (!periods.empty()) {
                for (auto between = periods.back(); ++between < period;) {
                    if (++missing > most_missing) {
                        throw invalid_parameter{name, "number of missing periods before " + text_of(period),
                                                "more than 100000", "smaller; dates need a type that is no number"};
                    }
                    periods.push_back(between);
                }
            }
        }
        periods.push_back(period);
    }
    return periods;
}

struct history_fn {
    template <class Rule, class Key, class Id, class Amount, class State>
        requires dated_key<Key, State> && measurable<Rule, portfolio_view<Id, Amount> const&>
    [[nodiscard]] auto operator()(ledger<Key, Id, Amount> const& book, State const& who,
                                  index_fn<Rule> const& index) const
    {
        auto series = std::vector<observation<period_in<Key>>>{};
        for (auto const& period : periods_of(book, "history")) {
            auto const found = record_of(book, period, who);
            auto& now = series.emplace_back();
            now.period = period;
            now.why = found.why();
            if (now.why == reason::defined) {
                observe(index, found.flows(), now);
            }
        }
        return series;
    }

    template <class Measure, class Key, class Id, class Amount, class State>
        requires dated_key<Key, State>
    [[nodiscard]] auto operator()(ledger<Key, Id, Amount> const& book, State const& who,
                                  comparison_detail::comparison_fn<Measure> const&) const
    {
        auto series = std::vector<observation<period_in<Key>>>{};
        auto before = record<Id, Amount>{};
        auto first = true;
        for (auto const& period : periods_of(book, "history")) {
            auto after = record_of(book, period, who);
            if (!std::exchange(first, false)) {
                auto& now = series.emplace_back();
                now.period = period;
                now.why = before.why() != reason::defined ? before.why() : after.why();
                if (now.why == reason::defined) {
                    state(comparison_detail::compared<Measure>(
                              comparison_detail::match(after.flows(), before.flows(), Measure::about.name)),
                          now);
                    if constexpr (requires { Measure::within(after.flows(), before.flows()); }) {
                        now.bounds = comparison_detail::comparison_fn<Measure>::bound(after.flows(), before.flows());
                    }
                }
            }
            before = std::move(after);
        }
        return series;
    }

private:
    template <class Rule, class Flows, class Observation>
    static void observe(index_fn<Rule> const& index, Flows const& flows, Observation& now)
    {
        auto const found = uncertainty_detail::estimated(index.rule, flows);
        now.value = found.value;
        now.why = found.why;
        now.bounds = found.bounds;
    }

    template <class Observation>
    static void state(outcome const& result, Observation& now)
    {
        now.value = result.value;
        now.why = result.why;
        now.bounds = {result.value, result.value};
    }
};

} // namespace change_detail

/// An index of one state over time: `history(ledger, state, index)`, a ledger keyed by (period, state).
///
/// A series of `observation`s, one for each period from the ledger's first to its last, whole numbers and
/// std::chrono::year counted through: a period in which the state has no portfolio is there as a gap, with its
/// reason. Where part of a total is unattributed, `bounds` holds what `bound` knows. Any index of portfolios, and
/// `history(ledger, state, turnover)`: each period, from the second on, against the one before it. The state may be a
/// `bloc`: the flows of all members, without those among them; a gap unless every member is on record, and undefined
/// beside an unattributed part. Throws as the index, and `invalid_parameter` for more than 100 000 missing periods.
inline constexpr change_detail::history_fn history{};

} // namespace equipoise
