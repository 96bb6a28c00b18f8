// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>

#include <cstddef>
#include <cstdint>

namespace equipoise {

/// How `resample` draws: `{.draws = 2000, .seed = 1}`.
struct resampling {
    std::size_t draws = 2000;
    std::uint64_t seed = 1;

    /// The number of partners that hold what no listed partner has. 0 leaves it unattributed: an index then has an
    /// interval in every draw.
    std::size_t hidden = 0;

    /// The number of the first draw. Draw d depends on the seed and on d alone, so that the draws 0 to 999 and 1000 to
    /// 1999 of two machines are those of one that makes 2000.
    std::uint64_t first_draw = 0;
};

namespace uncertainty_detail {

inline void check(resampling const& how)
{
    if (how.draws == 0) {
        throw invalid_parameter{"resample", "draws", "0", "at least 1"};
    }
}

} // namespace uncertainty_detail

} // namespace equipoise
