// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/profiles.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// The capability of states, from its components.
///
///     cinc  the mean of a state's known shares of the world's components
namespace equipoise {

/// A state's composite capability, and the number of its components that are known.
struct capability_value : estimate {
    std::size_t known = 0;
};

namespace alignment_detail {

/// States in which a projection finds the components: numbers, or std::optional of them.
template <class R, class Proj>
concept component_range =
    ranges::input_range<R> && std::invocable<Proj&, ranges::range_reference_t<R>>
    && tie_profile<std::invoke_result_t<Proj&, ranges::range_reference_t<R>>>
    && detail::number<known_tie_t<ranges::range_value_t<std::invoke_result_t<Proj&, ranges::range_reference_t<R>>>>>;

/// One component of all states: amounts, NaN where unknown, and shares of the sum of the known ones.
class component {
public:
    EQUIPOISE_CONSTEXPR void add(double amount, std::size_t state)
    {
        if (!(amount >= 0 || is_undefined(amount)) || amount > (std::numeric_limits<double>::max)()) {
            throw invalid_amount{"cinc", state, amount};
        }
        amounts_.push_back(amount);
        largest_ = amount > largest_ ? amount : largest_;
    }

    /// Sums the amounts, after the last has been added.
    EQUIPOISE_CONSTEXPR void close()
    {
        auto const exponent = detail::scale_for(largest_);
        auto sum = detail::running_sum{};
        for (auto& amount : amounts_) {
            if (!is_undefined(amount)) {
                amount = detail::scaled(amount, -exponent);
                sum.add(amount);
            }
        }
        whole_ = sum.value();
    }

    [[nodiscard]] EQUIPOISE_CONSTEXPR bool known(std::size_t state) const
    {
        return !is_undefined(amounts_[state]) && largest_ > 0;
    }
    [[nodiscard]] EQUIPOISE_CONSTEXPR detail::twofold share(std::size_t state) const
    {
        return detail::quotient({amounts_[state]}, whole_);
    }

private:
    std::vector<double> amounts_;
    double largest_ = 0;
    detail::twofold whole_;
};

struct cinc_fn {
    static constexpr facts about{.name = "cinc",
                                 .symbol = "CINC",
                                 .formula = "mean of the state's known shares of the world's components",
                                 .source = "after Singer, Bremer and Stuckey (1972); primary text not consulted"};

    /// A `capability_value` for each state, in their order.
    template <class States, class Proj = ranges::identity>
        requires component_range<States, Proj>
    [[nodiscard]] EQUIPOISE_CONSTEXPR auto result(States&& states, Proj proj = {}) const
    {
        auto components = std::vector<component>{};
        std::size_t state = 0;
        auto const last = ranges::end(states);
        for (auto it = ranges::begin(states); it != last; ++it, ++state) {
            auto&& row = *it; // kept, as the projection may return a part of it
            auto&& amounts = std::invoke(proj, std::forward<decltype(row)>(row));
            std::size_t c = 0;
            auto const end = ranges::end(amounts);
            for (auto each = ranges::begin(amounts); each != end; ++each, ++c) {
                if (c == components.size() && state == 0) {
                    components.emplace_back();
                }
                if (c < components.size()) {
                    components[c].add(tie_number(*each), state);
                }
            }
            if (c != components.size()) {
                throw invalid_parameter{about.name, "number of components of state " + std::to_string(state),
                                        static_cast<double>(c),
                                        "that of the others, " + std::to_string(components.size())};
            }
        }
        return averages(components, state);
    }

    template <class States, class Proj = ranges::identity>
        requires component_range<States, Proj>
    [[nodiscard]] EQUIPOISE_CONSTEXPR std::vector<double> operator()(States&& states, Proj proj = {}) const
    {
        auto values = std::vector<double>{};
        for (auto const& entry : result(states, std::move(proj))) {
            values.push_back(entry.value);
        }
        return values;
    }

private:
    template <class Components, class Value = capability_value>
    [[nodiscard]] static constexpr std::vector<Value> averages(Components& components, std::size_t states)
    {
        for (auto& component : components) {
            component.close();
        }
        auto values = std::vector<Value>(states);
        for (std::size_t state = 0; state < states; ++state) {
            auto sum = detail::twofold{};
            auto& entry = values[state];
            for (auto const& component : components) {
                if (component.known(state)) {
                    sum = sum + component.share(state);
                    ++entry.known;
                }
            }
            static_cast<estimate&>(entry) = entry.known != 0
                                                ? estimate::of(sum / detail::twofold{static_cast<double>(entry.known)})
                                                : estimate::without(reason::unknown_part);
        }
        return values;
    }
};

} // namespace alignment_detail

/// Composite index of national capability: the mean of a state's shares of the world total of each component.
///
/// `cinc(states, proj)` takes all states of one year; the projection finds in a state its components, six numbers or
/// std::optional (military expenditure and personnel, iron and steel, energy, total and urban population), in one order
/// for all. A component that is unknown of a state counts neither in its mean nor in the world's total, as in the
/// published index; nor does one that is zero everywhere. Range [0, 1]; the values add up to 1 if all is known.
/// Undefined for a state of which nothing is known; `cinc.result` gives the number of components that a value is
/// the mean of.
/// @throws invalid_amount with the state's position, for a component that is negative or infinite
/// @throws invalid_parameter for states with different numbers of components
/// Source: after Singer, Bremer and Stuckey (1972); primary text not consulted, rule checked against published values.
inline constexpr alignment_detail::cinc_fn cinc{};

} // namespace equipoise
