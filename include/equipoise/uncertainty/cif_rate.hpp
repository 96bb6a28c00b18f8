// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>

#include <limits>

/// The rate of insurance and freight, by which the value of an import exceeds that of the export.
namespace equipoise {

/// The rate c of insurance and freight: CIF = (1 + c) FOB. It is one number, a range, or not stated:
///
///     cif_rate{}             not stated: imports are not converted
///     cif_rate{.06}          6 percent of the FOB value
///     cif_rate{.05, .10}     between 5 and 10 percent
///
/// @throws invalid_parameter for a rate that is negative, infinite or not a number, and for a range whose ends are in
/// the wrong order
class cif_rate {
public:
    constexpr cif_rate() noexcept = default;
    constexpr cif_rate(double rate) : cif_rate{rate, rate} {}

    constexpr cif_rate(double low, double high) : low_{low}, high_{high}, stated_{true}
    {
        for (auto const rate : {low, high}) {
            if (!(rate >= 0 && rate <= (std::numeric_limits<double>::max)())) {
                throw invalid_parameter{"cif_rate", "rate", rate, "finite and not negative"};
            }
        }
        if (low > high) {
            throw invalid_parameter{"cif_rate", "low", low, "at most high, " + detail::number_text(high)};
        }
    }

    [[nodiscard]] constexpr bool stated() const noexcept { return stated_; }
    [[nodiscard]] constexpr double low() const noexcept { return low_; }   ///< 0 where no rate is stated
    [[nodiscard]] constexpr double high() const noexcept { return high_; } ///< 0 where no rate is stated

    friend constexpr bool operator==(cif_rate const&, cif_rate const&) = default;

private:
    double low_ = 0;
    double high_ = 0;
    bool stated_ = false;
};

} // namespace equipoise
