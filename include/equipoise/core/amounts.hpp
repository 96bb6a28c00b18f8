// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/numeric/twofold.hpp>
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

/// What an amount may be, numbers and quantities of a unit library, and how ranges of amounts are read as doubles:
/// the concepts `amount` and `amount_range`.
namespace equipoise {

namespace detail {

/// Arithmetic types that count or measure something; bool and the character types do not.
template <class T>
concept number =
    std::is_arithmetic_v<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t>
    && !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

/// Classes that convert to double.
template <class T>
concept becomes_double = std::is_class_v<T> && requires(T const& x) { double{x}; };

/// Quantities whose number, in the unit of their type, is returned by value() or count().
template <class T>
concept tells_number = requires(T const& x) { static_cast<double>(x.value()); }
                       || requires(T const& x) { static_cast<double>(x.count()); };

using widest_floating = long double;

/// Types whose quotient a / b is a floating-point number, or converts to one without loss.
template <class T>
concept floating_quotient = requires(T const& a, T const& b) {
    { a / b } -> std::convertible_to<double>;
    widest_floating{a / b};
};

/// Types whose quotient has no more digits than a float.
template <class T>
concept short_quotient = floating_quotient<T> && requires(T const& a, T const& b) { float{a / b}; };

/// Quantities of a unit library. If their quotient is a float, their numbers are divided as doubles instead.
template <class T>
concept quantity = floating_quotient<T> && (!short_quotient<T> || tells_number<T>);

} // namespace detail

/// Types of flows: numbers (not bool and not characters), types that convert to double, and quantities of a unit
/// library. All have a zero `T{}`, an order and `a + b`.
///
/// A class with an `operator double`, explicit or not, such as a multiprecision number or money in whole cents, is
/// converted before it is divided, so that its own `a / b`, which may truncate, does not matter. A quantity does not
/// convert to double, and its `a / b` is a floating-point number or converts to one; if that is a float, the quantity
/// must also have a member `value()` or `count()`, and these numbers are divided as doubles. Types whose quotient
/// truncates, such as integer durations, do not qualify.
///
/// The rows of a partner are summed in the type of the amount, without loss. Indices read amounts as doubles of 53
/// bits, about 16 decimal digits: an integer above 2^53 is rounded to the nearest double; an amount of a type with a
/// wider range than double (`long double`, multiprecision numbers, quantities) is divided by the largest amount, and
/// the quotient is rounded. Equal amounts stay equal, but two amounts that differ only after their 16th digit may
/// become equal: `gini` of {2^60 + 1, 2^60} is 0. An amount below 5e-324 times the largest counts as zero.
template <class T>
concept amount = std::totally_ordered<T> && std::copyable<T> && std::default_initializable<T>
                 && (detail::number<T> || (!std::is_arithmetic_v<T> && requires(T const& a, T const& b) {
                         { a + b } -> std::convertible_to<T>;
                     } && (detail::becomes_double<T> || detail::quantity<T>)));

/// The amount that projection `Proj` takes from an element of range `R`.
template <class R, class Proj = ranges::identity>
using amount_t = std::remove_cvref_t<std::invoke_result_t<Proj&, ranges::range_reference_t<R>>>;

/// A range whose elements are amounts, or become amounts by a projection.
template <class R, class Proj = ranges::identity>
concept amount_range =
    ranges::input_range<R> && std::invocable<Proj&, ranges::range_reference_t<R>> && amount<amount_t<R, Proj>>;

namespace detail {

/// Whether every value of a type is in the range of a double. Such amounts are converted one by one; others are divided
/// by the largest amount, which has to be found first.
template <class T>
inline constexpr bool fits_double = [] {
    using limits = std::numeric_limits<T>;
    if constexpr (std::is_arithmetic_v<T>) {
        return !std::same_as<T, long double> && limits::max_exponent <= 1024;
    } else if constexpr (becomes_double<T>) {
        return !limits::is_specialized
               || (limits::is_bounded && (limits::is_integer ? limits::digits < 1024 : limits::max_exponent <= 1024));
    } else {
        return false;
    }
}();

/// Whether x >= 0 is not infinite.
template <amount T>
[[nodiscard]] constexpr bool finite(T const& x)
{
    if constexpr (std::is_arithmetic_v<T>) {
        return x <= (std::numeric_limits<T>::max)();
    } else if constexpr (fits_double<T>) {
        return static_cast<double>(x) <= (std::numeric_limits<double>::max)();
    } else {
        return x == T{} || static_cast<double>(x / x) == 1;
    }
}

/// x as a number without its unit, for messages; -1 for a negative quantity without value() or count().
template <amount T>
[[nodiscard]] constexpr double bare(T const& x)
{
    if constexpr (std::is_arithmetic_v<T> || becomes_double<T>) {
        return static_cast<double>(x);
    } else if constexpr (requires { static_cast<double>(x.value()); }) {
        return static_cast<double>(x.value());
    } else if constexpr (requires { static_cast<double>(x.count()); }) {
        return static_cast<double>(x.count());
    } else if (x > T{} && !finite(x)) {
        return std::numeric_limits<double>::infinity();
    } else {
        return x < T{} ? -1.0 : undefined;
    }
}

/// A whole number x > 0 as number * 2^power; the power is above 0 only if x is beyond the range of a double.
struct whole_in_range {
    double number;
    int power = 0;

    template <class T>
    [[nodiscard]] static constexpr whole_in_range of(T const& x)
    {
        constexpr auto most = (std::numeric_limits<double>::max)();
        if (auto const number = static_cast<double>(x); number <= most) {
            return {number};
        }
        constexpr int step =
            900; // leaves at least 2^123 of a number beyond the range, so that no digit of the double is cut off
        T divisor = x / x;
        for (int i = 0; i < step; ++i) {
            divisor = divisor + divisor;
        }
        T left = x / divisor;
        auto power = step;
        for (; !(static_cast<double>(left) <= most); power += step) {
            left = left / divisor;
        }
        return {static_cast<double>(left), power};
    }
};

/// x / unit; an invalid amount is returned as it is, so that the error names its value.
template <amount T>
[[nodiscard]] constexpr double multiple(T const& x, T const& unit)
{
    if (!(x >= T{})) {
        return bare(x);
    }
    if (x == T{}) {
        return 0;
    }
    auto ratio = 0.0;
    if constexpr (becomes_double<T> && std::numeric_limits<T>::is_integer) { // whose own quotient truncates
        auto const part = whole_in_range::of(x);
        auto const whole = whole_in_range::of(unit);
        ratio = scaled(part.number / whole.number, part.power - whole.power);
    } else if constexpr (!std::is_arithmetic_v<T> && !becomes_double<T> && short_quotient<T>) {
        ratio = bare(x) / bare(unit);
    } else {
        ratio = static_cast<double>(x / unit);
    }
    return ratio == ratio ? ratio : bare(x);
}

inline constexpr std::size_t block_size = 512;

/// Doubles in contiguous memory, without a projection.
template <class R, class Proj>
concept contiguous_doubles = ranges::contiguous_range<R> && ranges::sized_range<R>
                             && std::same_as<amount_t<R, Proj>, double> && std::same_as<Proj, ranges::identity>;

/// Calls visit(first, count) with the amounts as doubles, block by block; contiguous doubles are not copied.
template <class R, class Proj, class Visit>
constexpr void for_each_block(R& flows, Proj& proj, Visit visit)
{
    using T = amount_t<R&, Proj>;
    if constexpr (contiguous_doubles<R&, Proj>) {
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
