// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/portfolio_sum.hpp>

#include <algorithm>
#include <concepts>
#include <iterator>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

/// Ratios of a state's share to the world's: comparative advantage by product, trade intensity by partner.
///
///     rca(exports, world, product)                            (x_k / X) / (w_k / W)
///     location_quotient(flows, reference, part)               the same, under its name in regional science
///     symmetric_rca(exports, world, product)                  (RCA - 1) / (RCA + 1)
///     trade_intensity(exports, world_imports, own, partner)   (E_ij / E_i) / (M_j / (M_w - M_i))
namespace equipoise {

namespace trade_structure_detail {

/// The ratio of two shares, (part / whole) / (reference part / reference whole), as one quotient, so that it is exactly
/// 1 when the shares are equal.
class share_ratio {
public:
    [[nodiscard]] static constexpr share_ratio of(detail::twofold part, detail::twofold whole,
                                                  detail::twofold reference_part, detail::twofold reference_whole)
    {
        auto const exponent = exponent_or_zero(part);
        auto const reference_exponent = exponent_or_zero(reference_part);
        return {reference_whole * detail::scaled(part, -exponent),
                whole * detail::scaled(reference_part, -reference_exponent), exponent - reference_exponent};
    }

    [[nodiscard]] constexpr double value() const
    {
        return numerator_.hi == 0     ? 0
               : denominator_.hi == 0 ? std::numeric_limits<double>::infinity()
                                      : detail::scaled(numerator_ / denominator_, exponent_);
    }

    /// (r - 1) / (r + 1)
    [[nodiscard]] constexpr double symmetric() const
    {
        auto const a = detail::scaled(numerator_, (std::min)(exponent_, 0));
        auto const b = detail::scaled(denominator_, (std::min)(-exponent_, 0));
        return numerator_.hi == 0 ? -1 : (a - b) / (a + b);
    }

private:
    constexpr share_ratio(detail::twofold numerator, detail::twofold denominator, int exponent)
        : numerator_{numerator}, denominator_{denominator}, exponent_{exponent}
    {
    }

    [[nodiscard]] static constexpr int exponent_or_zero(detail::twofold x)
    {
        return x.hi == 0 ? 0 : detail::exponent_of(x.hi);
    }

    // the ratio is numerator / denominator x 2^exponent
    detail::twofold numerator_;
    detail::twofold denominator_;
    int exponent_;
};

struct rca_form {
    static constexpr facts about{.name = "rca",
                                 .symbol = "RCA_k",
                                 .formula = "(x_k / X) / (w_k / W)",
                                 .source = "Balassa (1965)",
                                 .ignores_zeros = true};
    static constexpr interval range{0, std::numeric_limits<double>::infinity()};
    [[nodiscard]] static constexpr double of(share_ratio const& ratio) { return ratio.value(); }
};

struct location_quotient_form : rca_form {
    static constexpr facts about{.name = "location_quotient",
                                 .symbol = "LQ_k",
                                 .formula = "(x_k / X) / (w_k / W)",
                                 .source = "regional science; as a measure of trade, Balassa (1965)",
                                 .ignores_zeros = true};
};

struct symmetric_rca_form {
    static constexpr facts about{.name = "symmetric_rca",
                                 .symbol = "RSCA_k",
                                 .formula = "(RCA - 1) / (RCA + 1)",
                                 .source = "Dalum, Laursen and Villumsen (1998)",
                                 .ignores_zeros = true};
    static constexpr interval range{-1, 1};
    [[nodiscard]] static constexpr double of(share_ratio const& ratio) { return ratio.symmetric(); }
};

struct trade_intensity_form : rca_form {
    static constexpr facts about{.name = "trade_intensity",
                                 .symbol = "TII_ij",
                                 .formula = "(E_ij / E_i) / (M_j / (M_w - M_i))",
                                 .source = "Kojima (1964); Drysdale and Garnaut (1982)",
                                 .ignores_zeros = true};
};

/// The share of a part of the flows, divided by the share of the same part of a reference without `own`.
template <class Form, portfolio_like Reference, party Part>
struct share_ratio_rule {
    static constexpr facts about = Form::about;
    Reference reference;
    Part part;
    bloc<detail::id_in<Reference>> own{};

    [[nodiscard]] static constexpr interval range(double) { return Form::range; }

    template <portfolio_like Flows>
        requires party_in<Part, Flows> && party_in<Part, Reference>
    [[nodiscard]] estimate operator()(Flows const& flows) const
    {
        if (auto const why = without_shares(flows); why != reason::defined) {
            return estimate::without(why);
        }
        auto const in_flows = exposure_detail::holding_of(flows, part);
        auto const in_reference = exposure_detail::holding_of(reference, part);
        auto const excluded = exposure_detail::holding_of(reference, own);
        auto const whole = flows.totals().whole();
        auto const rest = reference.totals().whole() - excluded.listed;
        auto const has_hidden = in_flows.hidden != 0 || in_reference.hidden != 0 || excluded.hidden != 0;
        if ((in_reference.listed + in_reference.hidden).hi == 0 || !(rest.hi > 0)) {
            return estimate::without(has_hidden ? reason::not_listed : reason::zero_divisor);
        }
        auto const value_with = [&](detail::twofold held) {
            return Form::of(share_ratio::of(held, whole, in_reference.listed, rest));
        };
        if (!has_hidden) {
            return estimate::of(value_with(in_flows.listed));
        }
        auto const least_rest = rest - detail::twofold{excluded.hidden};
        auto const low = Form::of(share_ratio::of(in_flows.listed, whole, in_reference.listed + in_reference.hidden,
                                                  least_rest.hi > 0 ? least_rest : detail::twofold{}));
        return estimate::within({low, value_with(in_flows.listed + in_flows.hidden)}, reason::not_listed);
    }

private:
    /// Why one of the shares is not known at all.
    /// @throws invalid_parameter for a part that the flows have and the reference does not list
    template <class Flows>
    [[nodiscard]] reason without_shares(Flows const& flows) const
    {
        if (auto const why = detail::without_flow(flows); why != reason::defined) {
            return why;
        }
        if (auto const why = detail::without_flow(reference); why != reason::defined) {
            return detail::unknown_total(reference) != reason::defined ? why : reason::no_reference;
        }
        if (reference.totals().unattributed.hi == 0) {
            for (auto const& id : detail::members(part)) {
                auto const found = flows.position(id);
                if (found && uncertainty_detail::has_something(flows, *found) && !reference.contains(id)) {
                    throw invalid_parameter{about.name, text_of(id)
                                                            + " is missing in the reference, but the flows have "
                                                              "some of it"};
                }
            }
        }
        return reason::defined;
    }
};

template <class Form>
struct share_ratio_fn {
    /// The index that compares with this reference.
    template <portfolio_like Reference, party Part>
        requires party_in<Part, Reference>
    [[nodiscard]] auto operator()(Reference&& reference, Part part) const
    {
        using rule = share_ratio_rule<Form, std::remove_cvref_t<Reference>, Part>;
        return index_fn<rule>{rule{std::forward<Reference>(reference), std::move(part)}};
    }

    template <portfolio_like Flows, portfolio_like Reference, party Part>
        requires party_in<Part, Flows> && party_in<Part, Reference>
    [[nodiscard]] double operator()(Flows const& flows, Reference const& reference, Part part) const
    {
        return (*this)(detail::view_of(reference), std::move(part))(flows);
    }

    /// The ratio of every product of the flows or of the reference, in their order.
    template <portfolio_like Flows, portfolio_like Reference>
        requires std::same_as<detail::id_in<Flows>, detail::id_in<Reference>>
    [[nodiscard]] auto operator()(Flows const& flows, Reference const& reference) const
    {
        auto const own = flows.ids();
        auto const others = reference.ids();
        auto ids = std::vector<detail::id_in<Flows>>{};
        std::set_union(own.begin(), own.end(), others.begin(), others.end(), std::back_inserter(ids));
        auto result = std::vector<partner<detail::id_in<Flows>>>{};
        result.reserve(ids.size());
        for (auto const& id : ids) {
            result.push_back({id, (*this)(flows, reference, id)});
        }
        return result;
    }
};

struct trade_intensity_fn {
    template <portfolio_like World, party Own, party Partner>
        requires party_in<Own, World> && party_in<Partner, World>
    [[nodiscard]] auto operator()(World&& imports, Own own, Partner partner) const
    {
        using rule = share_ratio_rule<trade_intensity_form, std::remove_cvref_t<World>, Partner>;
        auto const excluded = detail::bloc_of<detail::id_in<World>>(own);
        for (auto const& id : detail::members(partner)) {
            if (excluded.contains(id)) {
                throw invalid_parameter{"trade_intensity", "partner", text_of(id), "a state other than the exporter"};
            }
        }
        return index_fn<rule>{rule{std::forward<World>(imports), std::move(partner), excluded}};
    }

    template <portfolio_like Flows, portfolio_like World, party Own, party Partner>
        requires party_in<Own, World> && party_in<Partner, World> && party_in<Partner, Flows>
    [[nodiscard]] double operator()(Flows const& exports, World const& imports, Own own, Partner partner) const
    {
        return (*this)(detail::view_of(imports), std::move(own), std::move(partner))(exports);
    }
};

} // namespace trade_structure_detail

/// Revealed comparative advantage in product k: (x_k / X) / (w_k / W), the product's share of a state's exports over
/// its share of the world's.
///
/// `rca(exports, world, product)` of portfolios whose partners are products; `rca(world, product)` is an index for
/// `bound` and `why_undefined`; `rca(exports, world)` lists the ratio of every product. A `bloc` is a group of
/// products. Range [0, infinity); above 1 where the product is over-represented, and exactly 1 for equal shares.
/// Undefined without flow in either, where the world has nothing of the product, and where the product is not listed in
/// a portfolio of which a part is not attributed; `bound` gives the interval. Logarithmic in the number of products.
/// @throws invalid_parameter, which names the product, for one that the state has and the world does not list
/// Source: Balassa (1965), Trade Liberalisation and "Revealed" Comparative Advantage.
inline constexpr trade_structure_detail::share_ratio_fn<trade_structure_detail::rca_form> rca{};

/// Location quotient: (x_k / X) / (w_k / W), the share of an activity in a region over its share in the whole country.
///
/// The name that regional science has for `rca`, and the same number; forms, range, undefined cases, errors and cost as
/// for `rca`, under its own name.
inline constexpr trade_structure_detail::share_ratio_fn<trade_structure_detail::location_quotient_form>
    location_quotient{};

/// Symmetric comparative advantage: (RCA - 1) / (RCA + 1), without the cancellation near 1.
///
/// Forms, undefined cases, errors and cost as for `rca`. Range [-1, 1]; above 0 where the product is over-represented.
/// Source: after Dalum, Laursen and Villumsen (1998); primary text not consulted.
inline constexpr trade_structure_detail::share_ratio_fn<trade_structure_detail::symmetric_rca_form> symmetric_rca{};

/// Trade intensity: (E_ij / E_i) / (M_j / (M_w - M_i)), partner j's share of i's exports over j's share of what all
/// states except i import.
///
/// `trade_intensity(exports, world_imports, own, partner)`; the partners in `world_imports` are the importers, with
/// what they import from everywhere; own and partner are identifiers or blocs. `trade_intensity(world_imports, own,
/// partner)` is an index. Range [0, infinity); above 1 where the trade is more intense than j's size explains.
/// Undefined as `rca`.
/// @throws invalid_parameter as `rca` does, and when the partner is the exporter itself
/// Source: after Kojima (1964) and Drysdale and Garnaut (1982), Trade Intensities and the Analysis of Bilateral Trade
/// Flows; primary texts not consulted.
inline constexpr trade_structure_detail::trade_intensity_fn trade_intensity{};

} // namespace equipoise
