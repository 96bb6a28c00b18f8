// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>

#include <limits>

namespace equipoise {

/// The base of a logarithm, which is the unit of an entropy: `nats` (the default), `bits`, or `logarithm{10}`.
class logarithm {
public:
    /// The natural logarithm.
    constexpr logarithm() noexcept = default;

    /// @throws invalid_parameter for a base that is not finite and greater than 1
    constexpr explicit logarithm(double base) : base_{base}
    {
        if (!(base > 1 && base <= (std::numeric_limits<double>::max)())) {
            throw invalid_parameter{"logarithm", "base", base, "finite and greater than 1"};
        }
    }

    [[nodiscard]] constexpr bool natural() const noexcept { return base_ == 0; }
    [[nodiscard]] constexpr double base() const noexcept { return base_; } ///< 0 for the natural logarithm

    friend constexpr bool operator==(logarithm const&, logarithm const&) = default;

private:
    double base_ = 0;
};

inline constexpr logarithm nats{};
inline constexpr logarithm bits{2};

} // namespace equipoise
