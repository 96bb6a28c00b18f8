// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/interval.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/uncertainty/cif_rate.hpp>

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// One flow and its two reports: e, what the exporting state says that it exported, free on board (FOB), and m, what
/// the importing state says that it imported, with the cost of insurance and freight (CIF).
///
///     mirror_gap(e, m)                        (m - e) / (m + e)
///     mirror_log_ratio(e, m)                  ln(m / e)
///     fob_equivalent(m, cif)                  m / (1 + c)
///     compare_reports(e, m, cif, factor)      who reported, and whether the two agree
///     reconciled(e, m, cif, weights)          exp((w_e ln e + w_m ln(m / (1 + c))) / (w_e + w_m))
///     as_range(e, m, cif)                     [min(e, m / (1 + c_high)), max(e, m / (1 + c_low))]
///
/// Each report is an amount, or `std::nullopt` where there is none. A missing report is not a report of 0: nothing is
/// known of the state that did not report. No rate c of insurance and freight is built in. The International Monetary
/// Fund long used 0.10 for flows whose rate is not known, and 0.06 since 2018; CEPII's BACI estimates it for each pair
/// of states. A rate that is not stated leaves imports as they are reported, and the results say so.
namespace equipoise {

/// Which of the two reports of a flow there are, and whether they agree.
enum class report_status : unsigned char {
    both,                  ///< both states reported, and their amounts are within the factor of each other
    exporter_only,         ///< the importing state did not report the flow
    importer_only,         ///< the exporting state did not report the flow
    neither,               ///< no state reported the flow: its amount is not known
    disagree,              ///< both reported, and their amounts are further apart than the factor
    zero_against_positive, ///< one state reported that nothing flowed, and the other one that something did
};

inline constexpr unsigned number_of_report_statuses = 6;

/// The status in words.
[[nodiscard]] constexpr std::string_view words(report_status of) noexcept
{
    switch (of) {
    case report_status::both: return "both";
    case report_status::exporter_only: return "exporter only";
    case report_status::importer_only: return "importer only";
    case report_status::neither: return "neither";
    case report_status::disagree: return "disagree";
    case report_status::zero_against_positive: return "zero against positive";
    }
    return "";
}

/// How far each report is trusted. Only their ratio counts.
struct report_weights {
    double exporter = 1;
    double importer = 1;
};

/// The value of an import without insurance and freight.
struct fob_amount {
    double amount = undefined;
    bool converted = false; ///< false where no rate is stated: the amount is then the CIF value

    friend constexpr bool operator==(fob_amount const&, fob_amount const&) = default;
};

/// One amount made of two reports, which reports there were, and whether the import was converted to FOB.
struct reconciled_amount {
    double amount = undefined; ///< NaN where no state reported
    report_status status = report_status::neither;
    bool converted = false;

    friend constexpr bool operator==(reconciled_amount const&, reconciled_amount const&) = default;
};

/// The amounts that two reports allow, which reports there were, and whether the import was converted to FOB.
struct reported_range {
    interval amounts{0, std::numeric_limits<double>::infinity()}; ///< from 0 to infinity where no state reported
    report_status status = report_status::neither;
    bool converted = false;

    friend constexpr bool operator==(reported_range const&, reported_range const&) = default;
};

namespace uncertainty_detail {

using one_report = std::optional<double>;

inline constexpr auto always_agree = std::numeric_limits<double>::infinity();

/// @throws invalid_amount for an amount that is negative, infinite or NaN; the exporter's has position 0, the
/// importer's position 1
constexpr void check_reports(std::string_view name, one_report const& exporter, one_report const& importer)
{
    auto position = std::size_t{0};
    for (auto const& each : {exporter, importer}) {
        if (each && !(*each >= 0 && *each <= (std::numeric_limits<double>::max)())) {
            throw invalid_amount{name, position, *each};
        }
        ++position;
    }
}

/// m / (1 + c), rounded once. Both sides are scaled, because quotients of the largest and smallest doubles lose digits.
[[nodiscard]] constexpr double without_freight(double m, double c) noexcept
{
    if (m == 0 || c == 0) {
        return m;
    }
    auto const divisor = detail::two_sum(1, c);
    auto const of_m = detail::exponent_of(m);
    auto const of_divisor = detail::exponent_of(divisor.hi);
    auto const ratio = detail::quotient({detail::scaled(m, -of_m)}, detail::scaled(divisor, -of_divisor));
    return detail::scaled(ratio.value(), of_m - of_divisor);
}

/// The values of an import without freight, from the highest rate to the lowest.
[[nodiscard]] constexpr interval without_freight(double m, cif_rate const& cif) noexcept
{
    return {without_freight(m, cif.high()), without_freight(m, cif.low())};
}

constexpr void check_factor(std::string_view name, double factor)
{
    if (!(factor >= 1)) {
        throw invalid_parameter{name, "factor", factor, "at least 1"};
    }
}

/// @throws invalid_parameter for a range of rates, where one rate is needed
constexpr void check_one_rate(std::string_view name, cif_rate const& cif)
{
    if (cif.low() != cif.high()) {
        throw invalid_parameter{
            name, "cif", "a range from " + detail::number_text(cif.low()) + " to " + detail::number_text(cif.high()),
            "one rate; as_range takes a range"};
    }
}

/// The status of two reports, of which the import has these values without freight.
[[nodiscard]] constexpr report_status status_of(one_report const& e, one_report const& m, interval const& fob,
                                                double factor) noexcept
{
    if (!e || !m) {
        return e ? report_status::exporter_only : m ? report_status::importer_only : report_status::neither;
    }
    if ((*e == 0) != (*m == 0)) {
        return report_status::zero_against_positive;
    }
    auto const apart = *e != 0 && (*e * factor < fob.low || fob.high * factor < *e);
    return apart ? report_status::disagree : report_status::both;
}

/// The amounts that two checked reports allow.
[[nodiscard]] constexpr reported_range range_of_reports(one_report const& e, one_report const& m, cif_rate const& cif,
                                                        double factor) noexcept
{
    auto const fob = m ? without_freight(*m, cif) : interval{};
    auto result = reported_range{.status = status_of(e, m, fob, factor), .converted = m && cif.stated()};
    if (e && m) {
        result.amounts = {*e < fob.low ? *e : fob.low, *e > fob.high ? *e : fob.high};
    } else if (m) {
        result.amounts = fob;
    } else if (e) {
        result.amounts = {*e, *e};
    }
    return result;
}

constexpr void check_weights(std::string_view name, report_weights const& weights)
{
    for (auto const& [of, weight] : {std::pair{"weight of the exporter", weights.exporter},
                                     std::pair{"weight of the importer", weights.importer}}) {
        if (!(weight >= 0 && weight <= (std::numeric_limits<double>::max)())) {
            throw invalid_parameter{name, of, weight, "finite and not negative"};
        }
    }
    if (weights.exporter == 0 && weights.importer == 0) {
        throw invalid_parameter{name, "sum of both weights", 0, "above 0"};
    }
}

/// The share of the importer's weight, in [0, 1].
[[nodiscard]] constexpr detail::twofold share_of_importer(report_weights const& weights) noexcept
{
    auto const larger = weights.exporter > weights.importer ? weights.exporter : weights.importer;
    auto const power = -detail::exponent_of(larger);
    auto const importer = detail::scaled(weights.importer, power);
    return detail::quotient({importer}, detail::two_sum(detail::scaled(weights.exporter, power), importer));
}

/// ln(m / e) for e and m above 0.
[[nodiscard]] constexpr detail::twofold log_of_ratio(double m, double e) noexcept
{
    auto const power = detail::exponent_of(e);
    auto const apart = detail::exponent_of(m) - power;
    return apart > -900 && apart < 900 ? detail::ln_ratio({detail::scaled(m, -power)}, {detail::scaled(e, -power)})
                                       : detail::ln_ratio({m}, {e});
}

/// The weighted mean of two amounts: geometric where both are above 0, else arithmetic.
[[nodiscard]] constexpr double mean_of_reports(double e, double fob, report_weights const& weights) noexcept
{
    if (weights.importer == 0 || e == fob) {
        return e;
    }
    if (weights.exporter == 0) {
        return fob;
    }
    auto const share = share_of_importer(weights);
    auto mean = 0.0;
    if (e != 0 && fob != 0) {
        mean = detail::exp(detail::ln({e}) + share * log_of_ratio(fob, e)).value();
    } else {
        auto const larger = e > fob ? e : fob;
        auto const power = detail::exponent_of(larger);
        auto const part = e == 0 ? share : detail::twofold{1} - share;
        mean = detail::scaled((part * detail::scaled(larger, -power)).value(), power);
    }
    auto const low = e < fob ? e : fob;
    auto const high = e < fob ? fob : e;
    return mean < low ? low : mean > high ? high : mean;
}

/// One amount made of two checked reports.
[[nodiscard]] constexpr reconciled_amount mean_with_status(one_report const& e, one_report const& m,
                                                           cif_rate const& cif, report_weights const& weights,
                                                           double factor) noexcept
{
    auto const allowed = range_of_reports(e, m, cif, factor);
    auto result = reconciled_amount{.status = allowed.status, .converted = allowed.converted};
    if (e && m) {
        result.amount = mean_of_reports(*e, without_freight(*m, cif.low()), weights);
    } else if (e || m) {
        result.amount = allowed.amounts.low;
    }
    return result;
}

struct mirror_gap_measure {
    [[nodiscard]] constexpr estimate operator()(one_report const& e, one_report const& m) const
    {
        check_reports("mirror_gap", e, m);
        if (!e || !m) {
            return estimate::without(reason::no_report);
        }
        if (*e == 0 && *m == 0) {
            return estimate::without(reason::no_flow);
        }
        auto const power = -detail::exponent_of(*e > *m ? *e : *m);
        auto const exported = detail::scaled(*e, power);
        auto const imported = detail::scaled(*m, power);
        return estimate::of(detail::two_sum(imported, -exported) / detail::two_sum(imported, exported));
    }
};

struct mirror_log_ratio_measure {
    [[nodiscard]] constexpr estimate operator()(one_report const& e, one_report const& m) const
    {
        check_reports("mirror_log_ratio", e, m);
        if (!e || !m) {
            return estimate::without(reason::no_report);
        }
        if (*e == 0 && *m == 0) {
            return estimate::without(reason::no_flow);
        }
        if (*e == 0 || *m == 0) {
            constexpr auto infinite = std::numeric_limits<double>::infinity();
            return estimate::of(*e == 0 ? infinite : -infinite);
        }
        return estimate::of(log_of_ratio(*m, *e).value());
    }
};

struct fob_equivalent_fn {
    [[nodiscard]] constexpr fob_amount operator()(one_report const& m, cif_rate const& cif) const
    {
        check_reports("fob_equivalent", {}, m);
        check_one_rate("fob_equivalent", cif);
        return m ? fob_amount{without_freight(*m, cif.low()), cif.stated()} : fob_amount{};
    }
};

struct compare_reports_fn {
    [[nodiscard]] constexpr report_status operator()(one_report const& e, one_report const& m, cif_rate const& cif,
                                                     double factor) const
    {
        check_reports("compare_reports", e, m);
        check_factor("compare_reports", factor);
        return range_of_reports(e, m, cif, factor).status;
    }
};

struct reconciled_fn {
    [[nodiscard]] constexpr reconciled_amount operator()(one_report const& e, one_report const& m, cif_rate const& cif,
                                                         report_weights const& weights = {},
                                                         double factor = always_agree) const
    {
        check_reports("reconciled", e, m);
        check_one_rate("reconciled", cif);
        check_weights("reconciled", weights);
        check_factor("reconciled", factor);
        return mean_with_status(e, m, cif, weights, factor);
    }
};

struct as_range_fn {
    [[nodiscard]] constexpr reported_range operator()(one_report const& e, one_report const& m, cif_rate const& cif,
                                                      double factor = always_agree) const
    {
        check_reports("as_range", e, m);
        check_factor("as_range", factor);
        return range_of_reports(e, m, cif, factor);
    }
};

} // namespace uncertainty_detail

/// The gap between two reports of a flow, relative to their sum: (m - e) / (m + e), in [-1, 1]. Above 0 the importing
/// state reports more. Freight and insurance alone make a gap of c / (2 + c). Undefined without both reports, and where
/// both are 0. Called as `mirror_gap(e, m)`, with `mirror_gap.result(e, m)` for the reason.
/// @throws invalid_amount for an amount that is negative, infinite or NaN: e has position 0, m position 1
/// Source: the symmetric difference that statistical offices publish as asymmetry; defined here without a factor 2.
inline constexpr detail::estimate_fn<uncertainty_detail::mirror_gap_measure> mirror_gap{};

/// The logarithm of what the importing state reports over what the exporting state reports: ln(m / e), any real number.
/// Infinite where e is 0 and m is not, minus infinity where it is the other way round. Undefined without both reports,
/// and where both are 0. @throws invalid_amount as `mirror_gap`
/// Source: Gaulier and Zignago (2010), BACI, where it is the difference that the cost of freight and the quality of
/// reports explain; primary text not consulted.
inline constexpr detail::estimate_fn<uncertainty_detail::mirror_log_ratio_measure> mirror_log_ratio{};

/// The value of a reported import without insurance and freight: `fob_equivalent(m, cif)`, m / (1 + c), at most m.
/// Where no rate is stated, the amount is m, and `converted` is false; without a report it is NaN.
/// @throws invalid_amount as `mirror_gap`; invalid_parameter for a rate that is a range: see `as_range`
/// Source: the definition of CIF and FOB values.
inline constexpr uncertainty_detail::fob_equivalent_fn fob_equivalent{};

/// Which of two reports there are, and whether they agree: `compare_reports(e, m, cif, factor)`. They disagree where e
/// is more than the factor times m without freight, or less than m without freight divided by the factor, at all rates
/// of the range. No factor measures a 0 against a positive amount, which has a status of its own.
/// @throws invalid_amount as `mirror_gap`; invalid_parameter for a factor below 1
/// Source: defined here.
inline constexpr uncertainty_detail::compare_reports_fn compare_reports{};

/// One amount made of two reports: `reconciled(e, m, cif, weights, factor)`.
///
/// It is exp((w_e ln e + w_m ln f) / (w_e + w_m)), the weighted geometric mean of e and f = m / (1 + c), which lies
/// between the two. Where one of them is 0 and the other one is not, there is no logarithm: the mean is the arithmetic
/// one with the same weights, and the status says so. With one report it is that report, without any it is NaN. The
/// weights are equal unless they are given; `mirrored_flows::reliabilities` estimates them. The factor from which on
/// the status is `disagree` is infinite unless it is given.
/// @throws invalid_amount as `mirror_gap`; invalid_parameter for a rate that is a range, for weights that are negative,
/// infinite, NaN or both 0, and for a factor below 1
/// Source: after Gaulier and Zignago (2010), BACI, who weigh the logarithms of both reports by the reliability of the
/// reporters; primary text not consulted.
inline constexpr uncertainty_detail::reconciled_fn reconciled{};

/// The amounts that two reports allow: `as_range(e, m, cif, factor)`, from the smaller report to the larger one, the
/// import without freight at the rate that makes the range wider: [min(e, m / (1 + c_high)), max(e, m / (1 + c_low))].
///
/// One report e is the point e; one report m is [m / (1 + c_high), m / (1 + c_low)]; without a report the amount is in
/// [0, infinity). This is the range of what was reported, not an interval of confidence: both reports may be wrong.
/// @throws invalid_amount as `mirror_gap`; invalid_parameter for a factor below 1
/// Source: defined here.
inline constexpr uncertainty_detail::as_range_fn as_range{};

} // namespace equipoise
