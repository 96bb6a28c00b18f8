// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>

namespace equipoise {

/// What a code or name in a file stands for.
enum class code_kind : unsigned char {
    unknown,   ///< nothing: the dialect has no such code
    state,     ///< a state, or a territory with an ISO 3166-1 code
    area,      ///< what is no state: not specified, bunkers, rebels, organisations, states without an ISO 3166-1 code
    aggregate, ///< a group whose members stand in the file as well: the world, regions, the European Union
};

/// What a code or name stands for; `state` is set where it is a state.
struct code_meaning {
    code_kind kind = code_kind::unknown;
    iso3 state{};

    [[nodiscard]] friend constexpr bool operator==(code_meaning const&, code_meaning const&) = default;
};

} // namespace equipoise
