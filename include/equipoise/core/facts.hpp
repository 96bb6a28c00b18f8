// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>

/// Facts of an index: its names, formula and source, and how it responds to a change of the flows.
namespace equipoise {

/// How an index responds when flows are concentrated, that is when some of them move from a smaller to a larger
/// partner.
enum class concentrating : unsigned char {
    raises, ///< the index rises or stays: it is Schur-convex
    lowers, ///< the index falls or stays: it is Schur-concave
    neither,
};

/// How an index responds when every partner is replaced by k partners with the same amount.
enum class replicating : unsigned char {
    changes, ///< in none of the following ways
    keeps,
    divides,    ///< by k
    multiplies, ///< by k
};

namespace rules {

/// A std::string_view whose length is counted by a built-in function of the compiler. With the texts of a hundred
/// facts, that saves 2 percent of the time that equipoise.hpp takes to compile.
struct literal : std::string_view {
    constexpr literal() = default;
    constexpr literal(std::string_view text) noexcept : std::string_view{text} {}
    constexpr literal(char const* text) noexcept : std::string_view{text, __builtin_strlen(text)} {}
};

} // namespace rules

/// What an index states about itself.
struct facts {
    rules::literal name{};
    rules::literal symbol{};
    rules::literal formula{};
    rules::literal source{};
    concentrating effect = concentrating::neither;
    replicating copies = replicating::changes;
    bool ignores_zeros = false; ///< adding a partner with a zero amount changes nothing
    bool counts_traces = false; ///< discontinuous at zero: an arbitrarily small partner counts as a whole one
};

/// A measure that states its facts in a constant `about`.
template <class Measure>
concept states_facts = requires { requires std::same_as<std::remove_cvref_t<decltype(Measure::about)>, facts>; };

/// The facts of such a measure: name, symbol, formula, source, and how it behaves.
template <states_facts Measure>
[[nodiscard]] constexpr facts describe(Measure const&)
{
    return Measure::about;
}

} // namespace equipoise
