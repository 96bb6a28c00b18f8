// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/evaluation.hpp>
#include <equipoise/core/facts.hpp>
#include <equipoise/core/logarithm.hpp>
#include <equipoise/core/out_of.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace equipoise {

/// Partners with their amounts, totals and unattributed rest: `portfolio`, `portfolio_view` and types like them.
template <class P>
concept portfolio_like = requires(std::remove_cvref_t<P> const& flows) {
    flows.ids();
    flows.amounts();
    { flows.totals() } -> std::convertible_to<rules::totals>;
};

/// Many portfolios under keys: `ledger` and types like it.
template <class L>
concept ledger_like = requires(std::remove_cvref_t<L> const& ledger) {
    { ledger.size() } -> std::convertible_to<std::size_t>;
    ledger[0].key;
    requires portfolio_like<decltype(ledger[0].flows)>;
};

namespace detail {

/// Why nothing is known of the total of one of several portfolios (the reason of the first such); `defined` if all
/// totals are known.
template <class... Flows>
[[nodiscard]] constexpr reason unknown_total(Flows const&... flows)
{
    auto why = reason::defined;
    ((why = why == reason::defined ? flows.totals().why_unknown : why), ...);
    return why;
}

/// Why nothing can be said of the shares of a portfolio; `defined` if something can.
template <portfolio_like Flows>
[[nodiscard]] reason without_flow(Flows const& flows)
{
    if (flows.totals().whole().hi != 0) {
        return unknown_total(flows);
    }
    return flows.size() == 0 ? reason::no_partners : reason::no_flow;
}

/// Whether there is a record of the flows: a portfolio with neither partners nor a total says that nothing is known,
/// not that nothing flows.
template <portfolio_like Flows>
[[nodiscard]] bool on_file(Flows const& flows)
{
    return without_flow(flows) != reason::no_partners;
}

} // namespace detail

/// A rule that needs to know who the partners are.
template <class Rule, class P>
concept partner_rule = portfolio_like<P> && requires(Rule const& rule, std::remove_cvref_t<P> const& flows) {
    { rule(flows) } -> detail::rule_result;
};

/// Whole numbers that count things, such as votes, treaties and deals. Amounts of money are not counts, even if whole.
template <class T>
concept whole_numbers = amount<T> && std::integral<T>;

namespace detail {

template <class R, class Proj>
[[nodiscard]] constexpr auto amount_in() noexcept
{
    if constexpr (portfolio_like<R>) {
        return std::type_identity<std::remove_cvref_t<decltype(std::declval<R&>().amounts()[0])>>{};
    } else if constexpr (amount_range<R, Proj>) {
        return std::type_identity<amount_t<R, Proj>>{};
    }
}

} // namespace detail

/// A rule with a constant `counts_only` corrects for small counts and takes whole numbers only.
template <class Rule, class R, class Proj = ranges::identity>
concept counts_where_required =
    !requires { requires Rule::counts_only; } || whole_numbers<typename decltype(detail::amount_in<R, Proj>())::type>;

/// The flows that a rule can be evaluated over: portfolios, which take no projection, and ranges of amounts. A range
/// that can be read only once suffices for a rule that needs only one pass.
template <class Rule, class R, class Proj = ranges::identity>
concept measurable = counts_where_required<Rule, R, Proj>
                     && (((partner_rule<Rule, R> || (detail::amount_rule<Rule> && portfolio_like<R>))
                          && std::same_as<Proj, ranges::identity>)
                         || (detail::amount_rule<Rule> && !portfolio_like<R> && amount_range<R, Proj>
                             && (ranges::forward_range<R>
                                 || (!Rule::statistic::needs_totals && detail::fits_double<amount_t<R, Proj>>))));

template <class Rule>
struct index_fn;

namespace detail {

/// What stands to the right of `|`: `flows | piped{f}` is f(flows).
template <class F>
struct piped {
    F function;

    template <class Flows>
        requires(portfolio_like<Flows> || ledger_like<Flows>) && std::invocable<F const&, Flows const&>
    [[nodiscard]] friend constexpr auto operator|(Flows const& flows, piped const& right)
    {
        return right.function(flows);
    }
};

template <class F>
piped(F) -> piped<F>; // clang 14 does not deduce it

// Arguments that indices are called with by mistake. For each there is a deleted overload, whose line the compiler
// quotes.

/// A range that can be read only once, such as the numbers of a stream.
template <class R>
concept read_only_once = requires(std::remove_reference_t<R>& range) {
    range.begin();
    range.end();
} && !ranges::forward_range<R> && !portfolio_like<R> && (!ranges::input_range<R> || amount_range<R>);

/// Rows that are not amounts, without a projection that finds the amount of a row.
template <class R>
concept rows_of_no_amounts = ranges::input_range<R> && !portfolio_like<R> && !ledger_like<R> && !amount_range<R>;

/// A portfolio whose identifiers are of another type than those of the rule.
template <class Rule, class R>
concept partners_of_another_type = portfolio_like<R> && !amount_rule<Rule> && !partner_rule<Rule, R>;

/// Parameters, perhaps after flows, of which `Make` tells that a state stands where its identifier is needed, or an
/// identifier where a state with its GDP is.
template <class Make, class... Arguments>
concept state_for_identifier = requires { requires Make::template mistaken<std::remove_cvref_t<Arguments>...>; };

/// What an index takes when it is called, besides flows and a projection.
template <class T>
concept index_option = std::same_as<std::remove_cvref_t<T>, out_of> || std::same_as<std::remove_cvref_t<T>, logarithm>;

/// Refuses amounts of a constant expression before they are counted. Compilers list all functions between a call and
/// what is wrong with it, and there are fewer of them here.
template <class R, class Proj>
constexpr void refuse_invalid([[maybe_unused]] R& flows, [[maybe_unused]] Proj& proj,
                              [[maybe_unused]] std::string_view index)
{
    if constexpr (!portfolio_like<R> && ranges::forward_range<R>) {
        if constexpr (fits_double<amount_t<R&, Proj>>) {
            auto place = std::size_t{0};
            for (auto it = ranges::begin(flows); it != ranges::end(flows); ++it, ++place) {
                auto const x = static_cast<double>(std::invoke(proj, *it));
                if (!(x >= 0 && x <= (std::numeric_limits<double>::max)())) {
                    throw invalid_amount{index, place, x};
                }
            }
        }
    }
}

template <class Rule, class R, class Proj>
constexpr outcome evaluate(Rule const& rule, R& flows, Proj& proj)
{
    if constexpr (partner_rule<Rule, R>) {
        return outcome_of(rule(flows));
    } else {
        auto evaluated = evaluation<Rule>{rule};
        if constexpr (portfolio_like<R>) {
            evaluated.over(flows.amounts(), flows.totals());
        } else {
            evaluated.over(flows, proj);
        }
        return evaluated.results()[0];
    }
}

} // namespace detail

/// A measure as a value: a constexpr function object that is called like a free function.
///
/// It takes a portfolio, or any range of amounts, optionally with a projection, and returns one double, which is
/// `undefined` where the formula has no value. Each element counts as one partner; sum the rows of a partner first (a
/// portfolio or a ledger does). The input is read and never changed. Amounts of every type are read as doubles of 53
/// bits, about 16 decimal digits; the concept `amount` says what is rounded.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
template <class Rule>
struct index_fn {
    Rule rule{};

    template <class R, class Proj = ranges::identity>
        requires measurable<Rule, R, Proj>
    [[nodiscard]] constexpr double operator()(R&& flows, Proj proj = {}) const
    {
        if (std::is_constant_evaluated()) {
            detail::refuse_invalid(flows, proj, Rule::about.name);
        }
        return detail::evaluate(rule, flows, proj).value;
    }

    template <ledger_like Ledger, class... Options>
    double operator()(Ledger&&, Options&&...) const EQUIPOISE_REFUSED("a ledger is measured by measure(ledger, index)");

    template <detail::read_only_once R, detail::index_option... Options>
        requires(!measurable<Rule, R>)
    double operator()(R&&, Options&&...) const EQUIPOISE_REFUSED("put what can be read only once into a vector first");

    template <detail::rows_of_no_amounts R, detail::index_option... Options>
    double operator()(R&&, Options&&...) const EQUIPOISE_REFUSED("name the amount of a row: hhi(rows, &row::usd)");

    template <class R>
        requires detail::partners_of_another_type<Rule, R>
    double operator()(R&&) const EQUIPOISE_REFUSED("give ids and amounts in the flows' types: \"CHN\"_iso3");

    /// The same index with another number of partners n: `gini(positive)`, `gini(out_of{190})`.
    [[nodiscard]] constexpr index_fn operator()(out_of n) const
        requires requires(Rule r) { r.n = n; }
    {
        auto with_base = *this;
        with_base.rule.n = n;
        return with_base;
    }

    template <class R, class Proj = ranges::identity>
        requires measurable<Rule, R, Proj> && requires(Rule r, out_of n) { r.n = n; }
    [[nodiscard]] constexpr double operator()(R&& flows, out_of n, Proj proj = {}) const
    {
        return (*this)(n)(flows, std::move(proj));
    }

    /// The same index in another unit: `shannon(bits)`, `shannon(logarithm{10})`.
    [[nodiscard]] constexpr index_fn operator()(logarithm unit) const
        requires requires(Rule r) { r.unit = unit; }
    {
        auto with_unit = *this;
        with_unit.rule.unit = unit;
        return with_unit;
    }

    template <class R, class Proj = ranges::identity>
        requires measurable<Rule, R, Proj> && requires(Rule r, logarithm unit) { r.unit = unit; }
    [[nodiscard]] constexpr double operator()(R&& flows, logarithm unit, Proj proj = {}) const
    {
        return (*this)(unit)(flows, std::move(proj));
    }
};

namespace detail {

/// The rule that `Make` makes of all arguments but the last, and the last, which is a projection.
template <class Make, class Arguments, class Places = std::make_index_sequence<std::tuple_size_v<Arguments> - 1>>
struct parameters_and_projection;
template <class Make, class Arguments, std::size_t... I>
    requires std::invocable<Make const&, std::tuple_element_t<I, Arguments>...>
struct parameters_and_projection<Make, Arguments, std::index_sequence<I...>> {
    using rule = std::invoke_result_t<Make const&, std::tuple_element_t<I, Arguments>...>;
    using projection = std::remove_cvref_t<std::tuple_element_t<sizeof...(I), Arguments>>;
};

template <class Make, class R, class... Arguments>
concept end_in_a_projection = (sizeof...(Arguments) > 1) && requires {
    typename parameters_and_projection<Make, std::tuple<Arguments...>>::rule;
    requires measurable<typename parameters_and_projection<Make, std::tuple<Arguments...>>::rule, R,
                        typename parameters_and_projection<Make, std::tuple<Arguments...>>::projection>;
};

} // namespace detail

/// A measure with parameters: `concentration_ratio(4)(flows)`, `concentration_ratio(flows, 4)`, or with a projection
/// `concentration_ratio(rows, 4, &row::usd)`. `Make` turns the parameters into a rule and throws `invalid_parameter`
/// for those outside their domain.
template <class Make>
struct family_fn {
    template <class... Parameters>
        requires std::invocable<Make const&, Parameters...>
    [[nodiscard]] constexpr auto operator()(Parameters&&... parameters) const
    {
        return index_fn<std::invoke_result_t<Make const&, Parameters...>>{
            Make{}(std::forward<Parameters>(parameters)...)};
    }

    template <class R, class... Parameters>
        requires(sizeof...(Parameters) > 0) && std::invocable<Make const&, Parameters...>
                && measurable<std::invoke_result_t<Make const&, Parameters...>, R>
    [[nodiscard]] constexpr double operator()(R&& flows, Parameters&&... parameters) const
    {
        return (*this)(std::forward<Parameters>(parameters)...)(flows);
    }

    template <class R, class... Arguments>
        requires detail::end_in_a_projection<Make, R, Arguments...>
    [[nodiscard]] constexpr double operator()(R&& flows, Arguments&&... arguments) const
    {
        auto given = std::forward_as_tuple(std::forward<Arguments>(arguments)...);
        if (std::is_constant_evaluated()) {
            using rule = typename detail::parameters_and_projection<Make, std::tuple<Arguments...>>::rule;
            detail::refuse_invalid(flows, std::get<sizeof...(Arguments) - 1>(given), rule::about.name);
        }
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return (*this)(std::get<I>(std::move(given))...)(flows, std::get<sizeof...(I)>(std::move(given)));
        }(std::make_index_sequence<sizeof...(Arguments) - 1>{});
    }

    template <ledger_like Ledger, class... P>
        requires(sizeof...(P) > 0) && std::invocable<Make const&, P...>
    double operator()(Ledger&&, P&&...) const EQUIPOISE_REFUSED("a ledger is measured by measure(ledger, index)");

    template <detail::read_only_once R, class... P>
        requires(sizeof...(P) > 0)
                && std::invocable<Make const&, P...> && (!measurable<std::invoke_result_t<Make const&, P...>, R>)
    double operator()(R&&, P&&...) const EQUIPOISE_REFUSED("put what can be read only once into a vector first");

    template <detail::rows_of_no_amounts R, class... P>
        requires(sizeof...(P) > 0) && std::invocable<Make const&, P...> && (!std::invocable<Make const&, R, P...>)
    double operator()(R&&, P&&...) const EQUIPOISE_REFUSED("name the amount of a row: hill(2)(rows, &row::usd)");

    template <class R, class... P>
        requires(sizeof...(P) > 0) && std::invocable<Make const&, P...>
                && detail::partners_of_another_type<std::invoke_result_t<Make const&, P...>, R>
    double operator()(R&&, P&&...) const EQUIPOISE_REFUSED("give ids and amounts in the flows' types: \"CHN\"_iso3");

    template <class... P>
        requires detail::state_for_identifier<Make, P...>
    void operator()(P&&...) const EQUIPOISE_REFUSED("give a power by its id, a state with its GDP: state{id, 17e9}");
};

template <class I>
inline constexpr bool is_index = false;
template <class Rule>
inline constexpr bool is_index<index_fn<Rule>> = true;

template <class I>
concept any_index = is_index<std::remove_cvref_t<I>>;

/// The facts of an index and, for a number of partners n, the range of its values.
template <class Rule>
struct description : facts {
    Rule rule;
    [[nodiscard]] constexpr interval range(double n) const { return rule.range(n); }
};

/// The facts of an index: name, symbol, formula, source, effect of concentration, and the range for n partners. They
/// hold for the index with its parameters and its number of partners: an index over the `positive` partners, whose
/// number falls when flows are concentrated, is neither raised nor lowered.
template <class Rule>
[[nodiscard]] constexpr description<Rule> describe(index_fn<Rule> const& index)
{
    auto about = Rule::about;
    if constexpr (detail::counts_partners<Rule>) {
        about.ignores_zeros = about.ignores_zeros || index.rule.n != listed;
        if (index.rule.n == positive) {
            about.effect = concentrating::neither;
            about.counts_traces = true;
        }
    }
    if constexpr (requires { index.rule.effect(); }) {
        about.effect = index.rule.effect();
    }
    if constexpr (requires { index.rule.counts_traces(); }) {
        about.counts_traces = index.rule.counts_traces();
    }
    return {about, index.rule};
}

/// Why `index(flows, proj)` is undefined, in words; empty when it is defined.
template <class R, class Rule, class Proj = ranges::identity>
    requires measurable<Rule, R, Proj>
[[nodiscard]] constexpr std::string_view why_undefined(R&& flows, index_fn<Rule> const& index, Proj proj = {})
{
    return words(detail::evaluate(index.rule, flows, proj).why);
}

template <class Rule, class R>
    requires(portfolio_like<R> || ranges::input_range<R>)
void why_undefined(index_fn<Rule> const&, R&&) EQUIPOISE_REFUSED("flows first: why_undefined(flows, hhi)");

/// The same for a pipe: `flows | why_undefined(index)`.
template <class Rule>
[[nodiscard]] constexpr auto why_undefined(index_fn<Rule> const& index)
{
    return detail::piped{[index](auto const& flows) { return why_undefined(flows, index); }};
}

} // namespace equipoise
