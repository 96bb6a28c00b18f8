// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/comparison/detail/comparison_measure.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/model/bloc.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// An index of one state over time: `history`, a series of `observation`s.
namespace equipoise {

/// What is known of an index in one period: its value, the interval that holds it, and the reason where it has none.
template <class Period>
struct observation {
    Period period{};
    estimate result{};
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
    && requires(State const& state, period_in<Key> const& period) { Key{period, detail::members(state)[0]}; };

/// Periods that have a next one: whole numbers, std::chrono::year.
template <class Period>
concept countable_period = !std::floating_point<Period> && requires(Period p) { ++p; };

/// The flows of a state in a period, or those of a bloc as if it were one state; or the reason why there are none.
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

/// Flows between members of a bloc are not flows of the bloc. An unattributed part may contain such flows, so that the
/// total of the bloc is then not known.
template <class Key, class Id, class Amount, class State>
[[nodiscard]] record<Id, Amount> record_of(ledger<Key, Id, Amount> const& ledger, period_in<Key> const& period,
                                           State const& state)
{
    if constexpr (!detail::is_bloc<State>) {
        auto const flows = ledger.find(Key{period, state});
        return flows ? record<Id, Amount>{*flows} : record<Id, Amount>{};
    } else {
        auto rows = std::vector<partner<Id, Amount>>{};
        auto why = state.size() == 0 ? reason::no_record : reason::defined;
        for (auto const& member : state) {
            auto const flows = ledger.find(Key{period, member});
            if (!flows) {
                return {};
            }
            if (auto const open = flows->totals().why_open(); open != reason::defined) {
                why = detail::unknown_total(*flows) != reason::defined || why == reason::defined ? open : why;
            }
            for (auto const& row : *flows) {
                if (!state.contains(row.id)) {
                    rows.push_back(row);
                }
            }
        }
        return why == reason::defined ? record<Id, Amount>{portfolio<Id, Amount>(rows)} : record<Id, Amount>{why};
    }
}

/// The periods of a ledger, and those that are missing between them where periods can be counted.
/// @throws invalid_parameter for more than 100 000 missing periods
template <class Key, class Id, class Amount>
[[nodiscard]] std::vector<period_in<Key>> periods_of(ledger<Key, Id, Amount> const& ledger)
{
    constexpr std::size_t most_missing = 100'000; // more are a sign of time stamps
    auto periods = std::vector<period_in<Key>>{};
    std::size_t missing = 0;
    for (auto const& key : ledger.keys()) {
        auto const& period = std::get<0>(key);
        if (!periods.empty() && periods.back() == period) {
            continue;
        }
        if constexpr (countable_period<period_in<Key>>) {
            if (!periods.empty()) {
                for (auto between = periods.back(); ++between < period;) {
                    if (++missing > most_missing) {
                        throw invalid_parameter{"history", "more than 100000 periods are missing before "
                                                               + text_of(period)
                                                               + "; give dates a type that is not a number"};
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
    [[nodiscard]] auto operator()(ledger<Key, Id, Amount> const& ledger, State const& state,
                                  index_fn<Rule> const& index) const
    {
        auto series = std::vector<observation<period_in<Key>>>{};
        for (auto const& period : periods_of(ledger)) {
            auto const found = record_of(ledger, period, state);
            series.push_back({period, found.why() == reason::defined ? estimate_of(found.flows(), index)
                                                                     : estimate::without(found.why())});
        }
        return series;
    }

    template <class Measure, class Key, class Id, class Amount, class State>
        requires dated_key<Key, State>
    [[nodiscard]] auto operator()(ledger<Key, Id, Amount> const& ledger, State const& state,
                                  comparison_detail::comparison_fn<Measure> measure) const
    {
        auto series = std::vector<observation<period_in<Key>>>{};
        auto before = record<Id, Amount>{};
        auto first = true;
        for (auto const& period : periods_of(ledger)) {
            auto after = record_of(ledger, period, state);
            if (!std::exchange(first, false)) {
                auto const why = before.why() != reason::defined ? before.why() : after.why();
                series.push_back({period, why == reason::defined ? measure.result(after.flows(), before.flows())
                                                                 : estimate::without(why)});
            }
            before = std::move(after);
        }
        return series;
    }

    /// For a pipe: `ledger | history(state, index)`.
    template <class State, class Rule>
    [[nodiscard]] constexpr auto operator()(State const& state, index_fn<Rule> const& index) const
    {
        return piped(state, index);
    }

    template <class State, class Measure>
    [[nodiscard]] constexpr auto operator()(State const& state, comparison_detail::comparison_fn<Measure> measure) const
    {
        return piped(state, measure);
    }

    template <class I, ledger_like L, class S>
        requires(!ledger_like<I>)
    void operator()(I const&, L&&, S&&) const EQUIPOISE_REFUSED("ledger first: history(ledger, state, hhi)");

private:
    template <class State, class Measure>
    [[nodiscard]] static constexpr auto piped(State const& state, Measure const& measure)
    {
        return detail::piped{
            [state, measure](auto const& ledger)
                requires std::invocable<history_fn const&, decltype(ledger), State const&, Measure const&>
            { return history_fn{}(ledger, state, measure); }};
    }
};

} // namespace change_detail

/// An index of one state over time: `history(ledger, state, index)`, or in a pipe `ledger | history(state, index)`, for
/// a ledger whose keys are (period, state).
///
/// Returns a vector of `observation`s, one for each period from the ledger's first to its last. Whole numbers and
/// std::chrono::year are counted without gaps: a period in which the state has no portfolio has no value, and its
/// reason says so. Where a part of a total is not attributed to partners, the observation holds the interval that
/// `bound` gives. Any index of portfolios; `history(ledger, state, turnover)` compares each period, from the second on,
/// with the one before it.
///
/// The state may be a `bloc`: the flows of all members without those between members. A period has no value unless
/// every member has a portfolio in it, or where one has an unattributed part.
/// @throws invalid_parameter for more than 100 000 missing periods; otherwise as the index
inline constexpr change_detail::history_fn history{};

} // namespace equipoise
