// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/by_bloc.hpp>
#include <equipoise/concentration/detail/power_mean.hpp>
#include <equipoise/concentration/detail/power_sum.hpp>
#include <equipoise/concentration/inequality.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

/// Decomposition of concentration by bloc: how much of it is between blocs of partners, and how much within them.
///
///   hhi_by_bloc                 H = sum S_g^2 H_g
///   shannon_by_bloc             H1(p) = H1(S) + sum S_g H1_g
///   theil_by_bloc               T = sum S_g ln(S_g / (n_g / n)) + sum S_g T_g
///   mean_log_deviation_by_bloc  L = sum (n_g / n) ln((n_g / n) / S_g) + sum (n_g / n) L_g
///   hill_by_bloc                gamma = alpha beta, the effective partners per bloc times the effective blocs
///
/// S_g is the share of bloc g, n_g the number of its partners. All functions are called in the same way:
/// `theil_by_bloc(flows, labels)`. The flows are a portfolio or a range of amounts, with a projection as last argument
/// where one is needed. The labels say which bloc each partner belongs to. They are
///   a range with one label for each partner, in the order of the flows;
///   for a portfolio also a function of an identifier, a map from identifiers, a vector of `bloc`s (each other partner
///   then forms a bloc of its own), or a `partition`, which also says how other partners are treated.
/// A portfolio with an unattributed part cannot be decomposed.
namespace equipoise {

/// One bloc of a decomposition.
template <class Label>
struct bloc_measure {
    Label label{};
    std::size_t partners = 0;  ///< the number of listed partners, or of those with positive amounts for `positive`
    double share = undefined;  ///< the share of the bloc in the flows
    double inside = undefined; ///< the measure of the partners of this bloc alone; undefined without flow
};

/// A measure of all partners, its parts between and within blocs, and the blocs in the order of their labels.
template <class Label>
struct decomposition {
    double total = undefined;
    double between = undefined;
    double within = undefined;
    reason why = reason::defined; ///< why the results are undefined; `blocs` is then empty
    std::vector<bloc_measure<Label>> blocs{};
};

/// A Herfindahl-Hirschman index, its parts, and by how much it would rise if every bloc acted as one partner.
template <class Label>
struct hhi_decomposition {
    double total = undefined;
    double between = undefined;   ///< the index if every bloc were one partner
    double within = undefined;    ///< total / between
    double gap = undefined;       ///< between - total
    reason why = reason::defined; ///< why the results are undefined; `blocs` is then empty
    std::vector<bloc_measure<Label>> blocs{};
};

namespace concentration_detail {

struct hhi_parts {
    static constexpr std::string_view name = "hhi_by_bloc";
    template <class Label>
    using result = hhi_decomposition<Label>;

    template <class Label>
    static constexpr void compute(result<Label>& parts, detail::grouped<Label> const& flows)
    {
        auto const whole = flows.sums.whole();
        auto squares_of_blocs = detail::running_sum{};
        auto gap = detail::running_sum{};
        for (std::size_t g = 0; g < flows.labels.size(); ++g) {
            auto const amounts = flows.of(g);
            auto const bloc_flow = sum_of(amounts);
            squares_of_blocs.add(bloc_flow * bloc_flow);
            for (auto const x : amounts) {
                gap.add((bloc_flow + -x) * x);
            }
            append_bloc(parts.blocs, flows, amounts.size(), bloc_flow, [](auto const& own, detail::totals const& sums) {
                return sum_of_squares(own) / (sums.whole() * sums.whole());
            });
        }
        auto const squared = sum_of_squares(flows.all());
        parts.total = squared / (whole * whole);
        parts.between = squares_of_blocs.value() / (whole * whole);
        parts.within = squared / squares_of_blocs.value();
        parts.gap = gap.value() / (whole * whole);
    }
};

struct shannon_parts {
    static constexpr std::string_view name = "shannon_by_bloc";
    template <class Label>
    using result = decomposition<Label>;

    template <class Label>
    static constexpr void compute(result<Label>& parts, detail::grouped<Label> const& flows)
    {
        auto const whole = flows.sums.whole();
        auto const bloc_flows = bloc_totals(flows);
        auto between = detail::running_sum{};
        auto within = detail::running_sum{};
        for (std::size_t g = 0; g < bloc_flows.size(); ++g) {
            append_bloc(parts.blocs, flows, flows.of(g).size(), bloc_flows[g],
                        [&](auto const& own, detail::totals const& sums) {
                            auto const share = detail::quotient(bloc_flows[g], whole);
                            auto const inside = statistic_of(entropy{sums}, own).value();
                            between.add(share * ln_inverse_share(bloc_flows, g, whole));
                            within.add(share * inside);
                            return inside.value();
                        });
        }
        parts.total = statistic_of(entropy{flows.sums}, flows.all()).value().value();
        parts.between = between.value().value();
        parts.within = within.value().value();
    }
};

/// The decomposition of the divergence from equal shares: of order 1, Theil's T, where the index of a bloc is weighted
/// by its share of the flows, or of order 0, the mean log deviation, where it is weighted by its share of the partners.
template <int Order>
struct inequality_parts {
    static constexpr std::string_view name = Order == 1 ? "theil_by_bloc" : "mean_log_deviation_by_bloc";
    template <class Label>
    using result = decomposition<Label>;

    template <class Label>
    static constexpr void compute(result<Label>& parts, detail::grouped<Label> const& flows, out_of counted = listed)
    {
        if (Order == 0 && flows.some_too_small) {
            parts.why = reason::share_too_small;
            return;
        }
        auto const& all = flows.sums;
        auto const whole = all.whole();
        auto const all_partners = counted.count(all, name);
        auto const n = static_cast<double>(all_partners);
        auto const in_blocs = counted == positive ? positive : listed;
        auto const outside = outside_of_blocs(all_partners, in_blocs.count(all, name));
        auto between = divergence_sum{};
        auto within = divergence_sum{};
        for (std::size_t g = 0; g < flows.labels.size(); ++g) {
            auto const bloc_flow = sum_of(flows.of(g));
            auto const partners = in_blocs.count(totals_of(flows.of(g), flows.given_to(g)), name);
            append_bloc(parts.blocs, flows, partners, bloc_flow, [&](auto const& own, detail::totals const& sums) {
                auto const inside = statistic_of(divergence_from_uniform{sums, partners, order}, own);
                auto const weight = Order == 1 ? bloc_flow * n : whole * static_cast<double>(partners);
                if (inside.sum().infinite()) {
                    within.add_infinity();
                } else {
                    within.add({detail::quotient(inside.sum().value(), inside.scale()) * weight});
                }
                return inside.sum().over(inside.scale());
            });
            add_bloc(between, bloc_flow, n, static_cast<double>(partners), whole);
        }
        add_bloc(between, {}, n, static_cast<double>(outside), whole);
        auto const total = statistic_of(divergence_from_uniform{all, all_partners, order}, flows.all());
        parts.total = total.sum().over(total.scale());
        parts.between = between.over(whole * n);
        parts.within = within.over(whole * n);
    }

private:
    static constexpr auto order = divergence_order::of(Order);

    /// The number of partners that are counted but not listed, and so belong to no bloc.
    [[nodiscard]] static constexpr std::size_t outside_of_blocs(std::size_t counted, std::size_t in_blocs)
    {
        if (counted < in_blocs) {
            throw invalid_parameter{name, "out_of", static_cast<double>(counted),
                                    "at least the number of listed partners, "
                                        + detail::number_text(static_cast<double>(in_blocs))};
        }
        return counted - in_blocs;
    }

    /// Adds the term of a bloc that holds the amount `bloc_flow` and has `partners` of the n partners.
    static constexpr void add_bloc(divergence_sum& between, detail::twofold bloc_flow, double n, double partners,
                                   detail::twofold whole)
    {
        auto const term = divergence_term{order};
        if (bloc_flow.hi > 0) {
            between.add(term(contrast_between(bloc_flow, {n}, partners, whole)));
        } else if (partners > 0 && term.finite_without_a()) {
            between.add(term.without_a(whole * partners));
        } else if (partners > 0) {
            between.add_infinity();
        }
    }
};

struct hill_parts {
    static constexpr std::string_view name = "hill_by_bloc";
    template <class Label>
    using result = decomposition<Label>;

    static constexpr void check(double q)
    {
        if (!(q >= 0)) {
            throw invalid_parameter{name, "q", q, "at least 0"};
        }
    }

    template <class Label>
    static EQUIPOISE_CONSTEXPR void compute(result<Label>& parts, detail::grouped<Label> const& flows, double q)
    {
        auto const whole = flows.sums.whole();
        auto const bloc_flows = bloc_totals(flows);
        auto blocs = std::vector<weighted_ln>{};
        for (std::size_t g = 0; g < bloc_flows.size(); ++g) {
            append_bloc(parts.blocs, flows, flows.of(g).size(), bloc_flows[g],
                        [&](auto const& own, detail::totals const& sums) {
                            blocs.push_back({bloc_flows[g], ln_inverse_share(bloc_flows, g, whole)});
                            return statistic_of(power_sum{sums, q}, own).number();
                        });
        }
        auto const all = statistic_of(power_sum{flows.sums, q}, flows.all());
        auto const beta = ln_power_mean(blocs, q);
        parts.total = all.number();
        parts.between = number(beta);
        parts.within = number(all.ln_number() - beta);
    }

private:
    /// The exponential of a logarithm, and at least 1.
    [[nodiscard]] static constexpr double number(detail::twofold ln) noexcept
    {
        return ln.hi <= 0 ? 1.0 : detail::exp(ln).value();
    }
};

} // namespace concentration_detail

/// Herfindahl-Hirschman index by bloc: H = sum S_g^2 H_g, S_g the share of bloc g and H_g the index inside it.
///
/// `between` = sum S_g^2, the index if every bloc were one partner; `gap` = between - total >= 0, the rise of the index
/// in that case; `within` = total / between, the mean of H_g with the weights S_g^2; `inside` = H_g. All are in [0, 1].
/// The labels are explained at the head of this header. NaN, with a reason in `why`, without flow or with an
/// unattributed part. The cost is that of a sort.
/// @throws invalid_amount for an amount that is negative, infinite or NaN
/// @throws invalid_parameter when the number of labels is not that of the partners, or a partner has no label or is in
/// two blocs
/// Source: algebra; the name of the gap is defined by this library.
inline constexpr concentration_detail::by_bloc_fn<concentration_detail::hhi_parts> hhi_by_bloc{};

/// Shannon entropy by bloc, in nats: H1(p) = H1(S) + sum S_g H1_g.
///
/// `between` = H1(S), the entropy of the shares of the blocs; `within` = sum S_g H1_g; `inside` = H1_g;
/// total = between + within. Arguments, undefined cases, errors and cost are those of `hhi_by_bloc`.
/// Source: Shannon (1948), A Mathematical Theory of Communication, the chain rule.
inline constexpr concentration_detail::by_bloc_fn<concentration_detail::shannon_parts> shannon_by_bloc{};

/// Theil's T by bloc: T = sum S_g ln(S_g / (n_g / n)) + sum S_g T_g; bloc g has n_g of the n partners.
///
/// `between` and `within` are the two sums, which are not negative; `inside` = T_g. n is the number of listed partners,
/// or the number given by `positive` or `out_of{n}`: `theil_by_bloc(flows, labels, out_of{190})`. A bloc without flow
/// adds nothing to `within`, and its `inside` is undefined. Partners that are counted but not listed form one more bloc
/// of this kind, which is not among the `blocs`. Otherwise as `hhi_by_bloc`.
/// @throws invalid_parameter for an n below the number of listed partners, and as `hhi_by_bloc`
/// Source: Theil (1967), Economics and Information Theory; primary text not consulted.
inline constexpr concentration_detail::by_bloc_fn<concentration_detail::inequality_parts<1>> theil_by_bloc{};

/// Mean log deviation (Theil's L) by bloc: L = sum (n_g / n) ln((n_g / n) / S_g) + sum (n_g / n) L_g.
///
/// `between` and `within` are the two sums, which are not negative; `inside` = L_g. A listed partner with the amount 0
/// makes the total infinite: through `within`, or through `between` if its whole bloc has no flow. Partners that are
/// counted but not listed make `between` infinite. With `positive`, only partners with positive amounts are counted:
/// `mean_log_deviation_by_bloc(flows, labels, positive)`. Undefined also when a positive share is too small for a
/// double. Otherwise as `theil_by_bloc`. Source: Theil (1967), Economics and Information Theory; primary text not
/// consulted.
inline constexpr concentration_detail::by_bloc_fn<concentration_detail::inequality_parts<0>>
    mean_log_deviation_by_bloc{};

/// Hill numbers by bloc: `hill_by_bloc(flows, labels, q)`, gamma = alpha beta, for every order q >= 0 and infinity.
///
/// `total` = gamma = D_q(p), the effective number of partners; `between` = beta = D_q(S), the effective number of
/// blocs; `within` = alpha, the effective number of partners in a bloc: the mean of order 1 - q of the D_q of the
/// blocs, which are `inside`, with the weights S_g^q (for q = 1, exp sum S_g H1_g). All are at least 1. Jost argues
/// against these weights where communities share species; blocs have no partner in common, and beta is the Hill number
/// of their shares for every q. Otherwise as `hhi_by_bloc`.
/// @throws invalid_parameter for q < 0 or NaN, and as `hhi_by_bloc`
/// Source: Hill (1973); after Jost (2007), Partitioning diversity; primary text not consulted.
inline constexpr concentration_detail::by_bloc_fn<concentration_detail::hill_parts> hill_by_bloc{};

} // namespace equipoise
