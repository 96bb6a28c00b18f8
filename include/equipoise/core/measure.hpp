// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/execution.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/row_iterator.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace equipoise {

/// A row of measures: the key of a portfolio and the values of the indices, in the order in which they were given.
template <class Key, std::size_t N>
struct measures {
    Key key;
    std::array<double, N> values;
};

namespace detail {

/// The positions, among all rules, of those that read amounts alone; the last element is their number.
template <class R, class... Rules>
[[nodiscard]] consteval auto amount_places()
{
    constexpr bool reads_amounts[] = {!partner_rule<Rules, R>...};
    auto places = std::array<std::size_t, sizeof...(Rules) + 1>{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < sizeof...(Rules); ++i) {
        if (reads_amounts[i]) {
            places[count++] = i;
        }
    }
    places.back() = count;
    return places;
}

template <class R, class Sequence, class... Rules>
struct evaluated_rules;
template <class R, std::size_t... I, class... Rules>
struct evaluated_rules<R, std::index_sequence<I...>, Rules...> {
    static constexpr auto places = amount_places<R, Rules...>();
    using type = evaluation<std::tuple_element_t<places[I], std::tuple<Rules...>>...>;

    [[nodiscard]] static constexpr type of([[maybe_unused]] std::tuple<Rules const&...> const& all)
    {
        return type{std::get<places[I]>(all)...};
    }
};

/// Measures one list of flows after another and keeps its memory. Rules that read amounts alone are evaluated together:
/// they share passes, sums and the sort.
template <class R, class... Rules>
class measurer {
public:
    constexpr explicit measurer(Rules const&... rules) : rules_{rules...}, shared_{amount_rules::of(rules_)} {}

    measurer(measurer const&) = delete;
    measurer& operator=(measurer const&) = delete;

    template <class Proj>
    [[nodiscard]] constexpr std::array<double, sizeof...(Rules)> values(R& flows, Proj& proj)
    {
        auto values = std::array<double, sizeof...(Rules)>{};
        std::apply(
            [&](Rules const&... rules) {
                std::size_t i = 0;
                (value_of_partners(rules, flows, values[i++]), ...);
            },
            rules_);
        if constexpr (count != 0) {
            if constexpr (portfolio_like<R>) {
                shared_.over(flows.amounts(), flows.totals());
            } else {
                shared_.over(flows, proj);
            }
            auto const results = shared_.results();
            for (std::size_t i = 0; i < count; ++i) {
                values[places[i]] = results[i].value;
            }
        }
        return values;
    }

private:
    template <class Rule>
    static constexpr void value_of_partners([[maybe_unused]] Rule const& rule, [[maybe_unused]] R& flows,
                                            [[maybe_unused]] double& value)
    {
        if constexpr (partner_rule<Rule, R>) {
            value = outcome_of(rule(flows)).value;
        }
    }

    static constexpr auto places = amount_places<R, Rules...>();
    static constexpr auto count = places.back();
    using amount_rules = evaluated_rules<R, std::make_index_sequence<count>, Rules...>;

    std::tuple<Rules const&...> rules_;
    typename amount_rules::type shared_;
};

/// The rows of a measured ledger, each of them measured when it is read. Valid as long as the ledger.
///
/// An iterator keeps its working memory, as `for_each` does, so that a pass over all rows allocates only a few times;
/// rows[i] allocates each time. Several threads may share the range, but each needs iterators of its own.
template <class Ledger, class... Indices>
class measured_ledger {
    using entry = decltype(std::declval<Ledger const&>()[0]);
    using flows = std::remove_cvref_t<decltype(std::declval<entry const&>().flows)> const;
    using row = measures<std::remove_cvref_t<decltype(std::declval<entry const&>().key)>, sizeof...(Indices)>;

    /// Copies share the ledger but not the working memory.
    class rows {
    public:
        rows() = default;
        explicit rows(measured_ledger const* all) noexcept : all_{all} {}
        rows(rows const& other) noexcept : all_{other.all_} {}
        rows& operator=(rows const& other) noexcept
        {
            if (all_ != other.all_) {
                own_.reset();
                all_ = other.all_;
            }
            return *this;
        }
        ~rows() = default;

        [[nodiscard]] row operator[](std::size_t i) const
        {
            auto const at = (*all_->ledger_)[i];
            auto proj = ranges::identity{};
            return {at.key, working_memory().values(at.flows, proj)};
        }

    private:
        using own_memory = measurer<flows, std::remove_cvref_t<decltype(std::declval<Indices&>().rule)>...>;

        /// Made with the first row. Not inline: g++ 12 would take it for uninitialised.
        [[nodiscard, gnu::noinline]] own_memory& working_memory() const
        {
            if (!own_) {
                std::apply([this](auto const&... index) { own_.emplace(index.rule...); }, all_->indices_);
            }
            return *own_;
        }

        measured_ledger const* all_ = nullptr;
        mutable std::optional<own_memory> own_;
    };

public:
    measured_ledger(Ledger const& ledger, std::tuple<Indices...> indices)
        : ledger_{&ledger}, indices_{std::move(indices)}
    {
    }

    [[nodiscard]] std::size_t size() const { return ledger_->size(); }
    [[nodiscard]] auto begin() const& { return row_iterator<rows>{rows{this}, 0}; }
    [[nodiscard]] auto end() const& { return row_iterator<rows>{rows{this}, size()}; }
    void begin() const&& = delete; // it would outlive the range
    void end() const&& = delete;
    [[nodiscard]] auto operator[](std::size_t i) const { return rows{this}[i]; }

    /// Calls f with the rows from first to last, excluding last, in order.
    template <class F>
    void for_each(std::size_t first, std::size_t last, F f) const
    {
        auto const kept = rows{this};
        for (auto i = first; i < last; ++i) {
            f(kept[i]);
        }
    }

private:
    Ledger const* ledger_;
    std::tuple<Indices...> indices_;
};

template <class... Indices>
struct measure_each {
    std::tuple<Indices...> indices;

    template <ledger_like Ledger>
    [[nodiscard]] friend auto operator|(Ledger const& ledger, measure_each each)
    {
        return measured_ledger<Ledger, Indices...>{ledger, std::move(each.indices)};
    }

    template <portfolio_like Flows>
    [[nodiscard]] friend constexpr auto operator|(Flows const& flows, measure_each const& each)
    {
        return std::apply(
            [&](auto const&... index) {
                auto proj = ranges::identity{};
                return measurer<Flows const, std::remove_cvref_t<decltype(index.rule)>...>{index.rule...}.values(flows,
                                                                                                                 proj);
            },
            each.indices);
    }

    template <ledger_like Ledger>
    friend auto operator|(Ledger const&& ledger, measure_each each) = delete; // the rows would outlive the ledger
};

struct measure_fn {
    /// The values of several indices of the same flows, in their order.
    template <class R, class... Rules>
        requires(sizeof...(Rules) > 0 && (measurable<Rules, R> && ...))
    [[nodiscard]] constexpr std::array<double, sizeof...(Rules)> operator()(R&& flows,
                                                                            index_fn<Rules> const&... indices) const
    {
        auto proj = ranges::identity{};
        if (std::is_constant_evaluated()) {
            refuse_invalid(flows, proj, std::array<std::string_view, sizeof...(Rules)>{Rules::about.name...}[0]);
        }
        return measurer<std::remove_reference_t<R>, Rules...>{indices.rule...}.values(flows, proj);
    }

    /// Rows whose amounts a projection finds: `measure(rows, &row::usd, hhi, gini)`.
    template <class R, class Proj, class... Rules>
        requires(sizeof...(Rules) > 0) && (!portfolio_like<R>) && (!any_index<Proj>)
                && (measurable<Rules, R, Proj> && ...)
    [[nodiscard]] constexpr std::array<double, sizeof...(Rules)> operator()(R&& rows, Proj proj,
                                                                            index_fn<Rules> const&... indices) const
    {
        return measurer<std::remove_reference_t<R>, Rules...>{indices.rule...}.values(rows, proj);
    }

    /// The rows of a ledger at once, in a vector of `measures`.
    template <ledger_like Ledger, class... Rules>
        requires(sizeof...(Rules) > 0)
    [[nodiscard]] auto operator()(Ledger const& ledger, index_fn<Rules> const&... indices) const
    {
        auto const rows = measured_ledger<Ledger, index_fn<Rules>...>{ledger, {indices...}};
        auto result = std::vector<decltype(rows[0])>{};
        result.reserve(rows.size());
        rows.for_each(0, rows.size(), [&](auto row) { result.push_back(std::move(row)); });
        return result;
    }

    template <read_only_once R, class... Rules>
        requires(sizeof...(Rules) > 0 && !(measurable<Rules, R> && ...))
    void operator()(R&&, index_fn<Rules> const&...) const EQUIPOISE_REFUSED("put the amounts into a vector first");

    template <rows_of_no_amounts R, class... Rules>
        requires(sizeof...(Rules) > 0)
    void operator()(R&&, index_fn<Rules>...) const EQUIPOISE_REFUSED("name the amount: measure(rows, &row::usd, hhi)");

    /// What `ledger |` takes.
    template <class... Rules>
        requires(sizeof...(Rules) > 0)
    [[nodiscard]] constexpr auto operator()(index_fn<Rules> const&... indices) const
    {
        return measure_each<index_fn<Rules>...>{{indices...}};
    }

    /// The rows of a ledger at once, as a policy computes them: `measure(parallel, ledger, hhi, gini)`.
    template <class Policy, class... Arguments>
        requires runs<Policy, measure_fn, Arguments...>
    [[nodiscard]] auto operator()(Policy const& policy, Arguments&&... arguments) const
    {
        return policy.run(*this, std::forward<Arguments>(arguments)...);
    }
};

} // namespace detail

/// Several indices at once. `measure(flows, hhi, shannon, gini)` returns their values in one array, and so does
/// `measure(rows, &row::usd, hhi, gini)`; it costs one pass over the amounts and, if an index ranks them, one sort.
///
/// `ledger | measure(hhi, exposure(china), gini)` is a lazy range of rows, one for each portfolio of the ledger;
/// `measure(ledger, hhi, exposure(china), gini)` is the vector of these rows. Throws what the indices throw.
inline constexpr detail::measure_fn measure{};

} // namespace equipoise
