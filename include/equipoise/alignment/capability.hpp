// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/profiles.hpp>
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
namespace equipoise {

/// A state's composite capability, and how many of its components are known.
struct capability_value {
    double value = undefined;
    std::size_t known = 0;
};

namespace alignment_detail {

/// States whose components, seen through a projection, are numbers or std::optional of them.
template <class R, class Proj>
concept component_range =
    ranges::input_range<R> && std::invocable<Proj&, ranges::range_reference_t<R>>
    && tie_profile<std::invoke_result_t<Proj&, ranges::range_reference_t<R>>>
    && detail::number<known_tie_t<ranges::range_value_t<std::invoke_result_t<Proj&, ranges::range_reference_t<R>>>>>;

/// The shares of one component, with the known ones as the whole.
template <class Number>
class component {
public:
    constexpr void add(double amount, std::size_t state)
    {
        if (!(amount >= 0 || is_undefined(amount)) || amount > (std::numeric_limits<double>::max)()) {
            throw invalid_amount{"cinc", state, amount};
        }
        amounts_.push_back(amount);
        largest_ = amount > largest_ ? amount : largest_;
    }

    constexpr void close()
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

    [[nodiscard]] constexpr bool known(std::size_t state) const
    {
        return !is_undefined(amounts_[state]) && largest_ > 0;
    }
    [[nodiscard]] constexpr detail::twofold share(std::size_t state) const
    {
        return detail::quotient({amounts_[state]}, whole_);
    }

private:
    std::vector<Number> amounts_;
    double largest_ = 0;
    detail::twofold whole_;
};

} // namespace alignment_detail

struct cinc_fn {
    static constexpr facts about{"cinc", "CINC", "mean of the state's known shares of the world's components",
                                 "after Singer, Bremer and Stuckey (1972); primary text not consulted"};

    template <class States, class Proj = ranges::identity, class Number = double>
        requires alignment_detail::component_range<States, Proj>
    [[nodiscard]] constexpr std::vector<capability_value> result(States&& states, Proj proj = {}) const
    {
        auto components = std::vector<alignment_detail::component<Number>>{};
        std::size_t state = 0;
        auto const last = ranges::end(states);
        for (auto it = ranges::begin(states); it != last; ++it, ++state) {
            auto&& row = *it; // kept: the projection may return a part of it
            auto&& amounts = std::invoke(proj, std::forward<decltype(row)>(row));
            std::size_t c = 0;
            auto const end = ranges::end(amounts);
            for (auto each = ranges::begin(amounts); each != end; ++each, ++c) {
                if (c == components.size() && state == 0) {
                    components.emplace_back();
                }
                if (c < components.size()) {
                    components[c].add(alignment_detail::tie_number(*each), state);
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
        requires alignment_detail::component_range<States, Proj>
    [[nodiscard]] constexpr std::vector<double> operator()(States&& states, Proj proj = {}) const
    {
        auto values = std::vector<double>{};
        for (auto const& entry : result(states, std::move(proj))) {
            values.push_back(entry.value);
        }
        return values;
    }

private:
    template <class Components>
    [[nodiscard]] static constexpr auto averages(Components& components, std::size_t states)
    {
        for (auto& component : components) {
            component.close();
        }
        auto values = std::vector<capability_value>(states);
        for (std::size_t state = 0; state < states; ++state) {
            auto sum = detail::twofold{};
            auto& entry = values[state];
            for (auto const& component : components) {
                if (component.known(state)) {
                    sum = sum + component.share(state);
                    ++entry.known;
                }
            }
            if (entry.known != 0) {
                entry.value = sum / detail::twofold{static_cast<double>(entry.known)};
            }
        }
        return values;
    }
};

/// Composite index of national capability: the mean of a state's shares of the world total of each component.
///
/// `cinc(states, proj)`: all states of one year; the projection takes the components from a state, six numbers or
/// std::optional (military expenditure and personnel, iron and steel, energy, total and urban population) in any one
/// order. A component unknown of a state is left out of its mean and of the world's total, as in the published index;
/// so is one that is zero everywhere. Range [0, 1]; the values add up to 1 if all is known. NaN for a state of which
/// nothing is known; `cinc.result(..)` says of how many components a value is the mean. Throws `invalid_amount` with
/// the state's position, `invalid_parameter` for states with different numbers of components.
/// Source: after Singer, Bremer and Stuckey (1972); primary text not consulted, rule checked against published values.
inline constexpr cinc_fn cinc{};

} // namespace equipoise
