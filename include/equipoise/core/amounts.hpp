// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/sums.hpp>
#include <equipoise/core/undefined.hpp>

#include <range/v3/functional/identity.hpp>
#include <range/v3/functional/invoke.hpp>
#include <range/v3/range/access.hpp>
#include <range/v3/range/concepts.hpp>
#include <range/v3/range/primitives.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace equipoise {

namespace detail {

/// Arithmetic types that count or measure something, which truth values and characters do not.
template <class T>
concept number =
    std::is_arithmetic_v<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t>
    && !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

} // namespace detail

/// What can be summed and shared out: numbers (bool and characters are none), and quantities of a unit library.
///
/// A quantity has a zero `T{}`, an order, `a + b`, and an `a / b` that is a floating-point number in all but name;
/// types whose quotient truncates, such as integer durations, do not qualify.
template <class T>
concept amount = std::totally_ordered<T> && std::copyable<T> && std::default_initializable<T>
                 && (detail::number<T> || (!std::is_arithmetic_v<T> && requires(T const& a, T const& b) {
                         { a + b } -> std::convertible_to<T>;
                         double{a / b};
                     }));

/// The amount that projection `Proj` takes from an element of range `R`.
template <class R, class Proj = ranges::identity>
using amount_t = std::remove_cvref_t<std::invoke_result_t<Proj&, ranges::range_reference_t<R>>>;

/// A range whose elements are amounts, or become amounts by a projection.
template <class R, class Proj = ranges::identity>
concept amount_range =
    ranges::input_range<R> && std::invocable<Proj&, ranges::range_reference_t<R>> && amount<amount_t<R, Proj>>;

namespace detail {

/// Amounts that a double may not hold are read as multiples of the largest of them, which takes a look ahead.
template <class T>
inline constexpr bool fits_double = std::is_arithmetic_v<T> && !std::same_as<T, long double>;

/// x as a number without its unit, for messages.
template <amount T>
[[nodiscard]] constexpr double bare(T const& x)
{
    if constexpr (std::is_arithmetic_v<T>) {
        return static_cast<double>(x);
    } else if constexpr (requires { static_cast<double>(x.value()); }) {
        return static_cast<double>(x.value());
    } else if constexpr (requires { static_cast<double>(x.count()); }) {
        return static_cast<double>(x.count());
    } else {
        return x < T{} ? -1.0 : undefined;
    }
}

/// Whether x >= 0 is not infinite.
template <amount T>
[[nodiscard]] constexpr bool finite(T const& x)
{
    if constexpr (std::is_arithmetic_v<T>) {
        return x <= (std::numeric_limits<T>::max)();
    } else {
        return x == T{} || double{x / x} == 1;
    }
}

/// x / unit; what is no amount keeps its own value, to be refused under it.
template <amount T>
[[nodiscard]] constexpr double multiple(T const& x, T const& unit)
{
    if (!(x >= T{})) {
        return bare(x);
    }
    if (x == T{}) {
        return 0;
    }
    if constexpr (std::is_arithmetic_v<T>) {
        auto const ratio = static_cast<double>(x / unit);
        return ratio == ratio ? ratio : bare(x);
    } else {
        auto const ratio = double{x / unit};
        return ratio == ratio ? ratio : bare(x);
    }
}

inline constexpr std::size_t block_size = 512;

/// Doubles that stand in a row as they are.
template <class R, class Proj>
concept doubles_in_a_row = ranges::contiguous_range<R> && ranges::sized_range<R>
                           && std::same_as<amount_t<R, Proj>, double> && std::same_as<Proj, ranges::identity>;

/// Calls visit(first, count) with the amounts as doubles, a block at a time; doubles in a row are not copied.
template <class R, class Proj, class Visit>
constexpr void for_each_block(R& flows, Proj& proj, Visit visit)
{
    using T = amount_t<R&, Proj>;
    if constexpr (doubles_in_a_row<R&, Proj>) {
        double const* const first = ranges::data(flows);
        auto const size = static_cast<std::size_t>(ranges::size(flows));
        for (std::size_t i = 0; i < size; i += block_size) {
            visit(first + i, size - i < block_size ? size - i : block_size);
        }
    } else {
        auto unit = T{};
        if constexpr (!fits_double<T>) {
            auto last = ranges::end(flows);
            for (auto it = ranges::begin(flows); it != last; ++it) {
                T const x = std::invoke(proj, *it);
                unit = unit < x ? x : unit;
            }
        }
        double block[block_size];
        std::size_t filled = 0;
        auto last = ranges::end(flows);
        for (auto it = ranges::begin(flows); it != last; ++it) {
            T const x = std::invoke(proj, *it);
            if constexpr (fits_double<T>) {
                block[filled] = static_cast<double>(x);
            } else {
                block[filled] = multiple(x, unit);
            }
            if (++filled == block_size) {
                visit(static_cast<double const*>(block), filled);
                filled = 0;
            }
        }
        if (filled != 0) {
            visit(static_cast<double const*>(block), filled);
        }
    }
}

} // namespace detail
} // namespace equipoise
