// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/state.hpp>

#include <limits>

/// States by short names, and the types of their flows and GDP, for tests about named states.
namespace named_states {

namespace eq = equipoise;

inline constexpr auto aus = eq::iso3{"AUS"};
inline constexpr auto chn = eq::iso3{"CHN"};
inline constexpr auto deu = eq::iso3{"DEU"};
inline constexpr auto jpn = eq::iso3{"JPN"};
inline constexpr auto kaz = eq::iso3{"KAZ"};
inline constexpr auto kor = eq::iso3{"KOR"};
inline constexpr auto mng = eq::iso3{"MNG"};
inline constexpr auto rus = eq::iso3{"RUS"};
inline constexpr auto usa = eq::iso3{"USA"};
inline constexpr auto infinity = std::numeric_limits<double>::infinity();

using flows = eq::portfolio<eq::iso3>;
using state = eq::state<eq::iso3>;

} // namespace named_states
