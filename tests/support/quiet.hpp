// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/test/unit_test.hpp>

#include <cfenv>
#include <exception>
#include <string>
#include <string_view>

/// Checks that code raises none of the floating-point exceptions for which a program may have enabled traps.
namespace support {

/// Whether the compiler executes only the operations of the source. A compiler that computes both sides of a choice and
/// selects one raises the exceptions of the other side as well.
#if defined(__clang__) && defined(__OPTIMIZE__)
inline constexpr bool exceptions_are_kept = false;
#else
inline constexpr bool exceptions_are_kept = true;
#endif

/// The names of the exceptions that were raised since they were last cleared.
[[nodiscard]] inline std::string raised()
{
    auto names = std::string{};
    names += std::fetestexcept(FE_INVALID) != 0 ? " invalid" : "";
    names += std::fetestexcept(FE_DIVBYZERO) != 0 ? " division by zero" : "";
    names += std::fetestexcept(FE_OVERFLOW) != 0 ? " overflow" : "";
    return names;
}

/// Checks that the valid call f raises no exception.
template <class F>
void check_quiet(std::string_view what, F const& f)
{
    std::feclearexcept(FE_ALL_EXCEPT);
    f();
    auto const names = raised();
    BOOST_TEST((names.empty() || !exceptions_are_kept), what << " raises:" << names);
}

} // namespace support
