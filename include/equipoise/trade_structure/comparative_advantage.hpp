// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold_functions.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/portfolio_sum.hpp>

#include <algorithm>
#include <concepts>
#include <iterator>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// A share over the same share of a reference: what a state sells, and to whom it sells, more than the world does.
namespace equipoise {

namespace trade_structure_detail {

/// A share over another, (part / whole) / (reference part / reference whole), as one quotient: it is 1 to the last
/// digit when the shares are the same.
class share_ratio {
public:
    [[nodiscard]] static constexpr share_ratio of(detail::twofold part, detail::twofold whole,
                                                  detail::twofold reference_part, detail::twofold reference_whole)
    {
        auto const mine = power_of(part);
        auto const theirs = power_of(reference_part);
        return {reference_whole * detail::scaled(part, -mine), whole * detail::scaled(reference_part, -theirs),
                mine - theirs};
    }

    [[nodiscard]] constexpr double value() const
    {
        return over_.hi == 0    ? 0
               : under_.hi == 0 ? std::numeric_limits<double>::infinity()
                                : detail::scaled(over_ / under_, power_);
    }

    /// (r - 1) / (r + 1)
    [[nodiscard]] constexpr double symmetric() const
    {
        auto const a = detail::scaled(over_, (std::min)(power_, 0));
        auto const b = detail::scaled(under_, (std::min)(-power_, 0));
        return over_.hi == 0 ? -1 : (a - b) / (a + b);
    }

private:
    constexpr share_ratio(detail::twofold over, detail::twofold under, int power)
        : over_{over}, under_{under}, power_{power}
    {
    }

    [[nodiscard]] static constexpr int power_of(detail::twofold x) { return x.hi == 0 ? 0 : detail::exponent_of(x.hi); }

    detail::twofold over_;
    detail::twofold under_;
    int power_;
};

struct rca_form {
    static constexpr facts about{
        "rca", "RCA_k", "(x_k / X) / (w_k / W)", "Balassa (1965)", concentrating::neither, replicating::changes, true};
    static constexpr interval range{0, std::numeric_limits<double>::infinity()};
    [[nodiscard]] static constexpr double of(share_ratio const& ratio) { return ratio.value(); }
};

struct symmetric_rca_form {
    static constexpr facts about{"symmetric_rca",
                                 "RSCA_k",
                                 "(RCA - 1) / (RCA + 1)",
                                 "Dalum, Laursen and Villumsen (1998)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
    static constexpr interval range{-1, 1};
    [[nodiscard]] static constexpr double of(share_ratio const& ratio) { return ratio.symmetric(); }
};

struct trade_intensity_form : rca_form {
    static constexpr facts about{"trade_intensity",
                                 "TII_ij",
                                 "(E_ij / E_i) / (M_j / (M_w - M_i))",
                                 "Kojima (1964); Drysdale and Garnaut (1982)",
                                 concentrating::neither,
                                 replicating::changes,
                                 true};
};

/// The share of a part of the flows over the share of the same part of a reference, from which `own` is excluded.
template <class Form, portfolio_like Reference, detail::party Part>
struct share_ratio_rule {
    static constexpr facts about = Form::about;
    Reference reference;
    Part part;
    bloc<detail::id_in<Reference>> own{};

    [[nodiscard]] static constexpr interval range(double) { return Form::range; }

    template <portfolio_like Flows>
        requires detail::party_in<Part, Flows> && detail::party_in<Part, Reference>
    [[nodiscard]] outcome operator()(Flows const& flows) const
    {
        if (auto const why = without_shares(flows); why != reason::defined) {
            return why;
        }
        auto const mine = exposure_detail::holding_of(flows, part);
        auto const theirs = exposure_detail::holding_of(reference, part);
        auto const excluded = exposure_detail::holding_of(reference, own);
        if (mine.hidden != 0 || theirs.hidden != 0 || excluded.hidden != 0) {
            return reason::not_listed;
        }
        auto const rest = reference.totals().whole() - excluded.listed;
        if (theirs.listed.hi == 0 || !(rest.hi > 0)) {
            return reason::zero_divisor;
        }
        return Form::of(share_ratio::of(mine.listed, flows.totals().whole(), theirs.listed, rest));
    }

    template <portfolio_like Flows>
        requires detail::party_in<Part, Flows> && detail::party_in<Part, Reference>
    [[nodiscard]] interval bound(Flows const& flows) const
    {
        if (without_shares(flows) != reason::defined) {
            return {undefined, undefined};
        }
        auto const mine = exposure_detail::holding_of(flows, part);
        auto const theirs = exposure_detail::holding_of(reference, part);
        auto const excluded = exposure_detail::holding_of(reference, own);
        auto const rest = reference.totals().whole() - excluded.listed;
        auto const whole = flows.totals().whole();
        if ((theirs.listed + theirs.hidden).hi == 0 || !(rest.hi > 0)) {
            return {undefined, undefined};
        }
        auto const least = rest - detail::twofold{excluded.hidden};
        return {Form::of(share_ratio::of(mine.listed, whole, theirs.listed + theirs.hidden,
                                         least.hi > 0 ? least : detail::twofold{})),
                Form::of(share_ratio::of(mine.listed + mine.hidden, whole, theirs.listed, rest))};
    }

private:
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
                    throw invalid_parameter{about.name, text_of(id), "missing in the reference",
                                            "there, as the state has some of it"};
                }
            }
        }
        return reason::defined;
    }
};

template <class Form>
struct share_ratio_fn {
    /// The index that compares with this reference.
    template <portfolio_like Reference, detail::party Part>
        requires detail::party_in<Part, Reference>
    [[nodiscard]] auto operator()(Reference&& reference, Part part) const
    {
        using rule = share_ratio_rule<Form, std::remove_cvref_t<Reference>, Part>;
        return index_fn<rule>{rule{std::forward<Reference>(reference), std::move(part)}};
    }

    template <portfolio_like Flows, portfolio_like Reference, detail::party Part>
        requires detail::party_in<Part, Flows> && detail::party_in<Part, Reference>
    [[nodiscard]] double operator()(Flows const& flows, Reference const& reference, Part part) const
    {
        return (*this)(detail::view_of(reference), std::move(part))(flows);
    }

    /// Of every product of the flows or of the reference, in their order.
    template <portfolio_like Flows, portfolio_like Reference>
        requires std::same_as<detail::id_in<Flows>, detail::id_in<Reference>>
    [[nodiscard]] auto operator()(Flows const& flows, Reference const& reference) const
    {
        auto const mine = flows.ids();
        auto const theirs = reference.ids();
        auto ids = std::vector<detail::id_in<Flows>>{};
        std::set_union(mine.begin(), mine.end(), theirs.begin(), theirs.end(), std::back_inserter(ids));
        auto result = std::vector<partner<detail::id_in<Flows>>>{};
        result.reserve(ids.size());
        for (auto const& id : ids) {
            result.push_back({id, (*this)(flows, reference, id)});
        }
        return result;
    }
};

struct trade_intensity_fn {
    template <portfolio_like World, detail::party Own, detail::party Partner>
        requires detail::party_in<Own, World> && detail::party_in<Partner, World>
    [[nodiscard]] auto operator()(World&& imports, Own own, Partner partner) const
    {
        using rule = share_ratio_rule<trade_intensity_form, std::remove_cvref_t<World>, Partner>;
        auto const excluded = detail::bloc_of<detail::id_in<World>>(own);
        for (auto const& id : detail::members(partner)) {
            if (excluded.contains(id)) {
                throw invalid_parameter{"trade_intensity", "partner", text_of(id), "another state than the exporter"};
            }
        }
        return index_fn<rule>{rule{std::forward<World>(imports), std::move(partner), excluded}};
    }

    template <portfolio_like Flows, portfolio_like World, detail::party Own, detail::party Partner>
        requires detail::party_in<Own, World> && detail::party_in<Partner, World> && detail::party_in<Partner, Flows>
    [[nodiscard]] double operator()(Flows const& exports, World const& imports, Own own, Partner partner) const
    {
        return (*this)(detail::view_of(imports), std::move(own), std::move(partner))(exports);
    }
};

} // namespace trade_structure_detail

/// Revealed comparative advantage in product k: (x_k / X) / (w_k / W), its share of the exports over its share of the
/// world's.
///
/// `rca(exports, world, product)` of portfolios whose partners are products; `rca(world, product)` is an index for
/// `bound` and `why_undefined`; `rca(exports, world)` lists that of every product. A `bloc` is a group of products.
/// Range [0, infinity), above 1 = over-represented, and exactly 1 for the same share. Undefined without flow in
/// either, where the world has nothing of the product, and where either may have it in an unattributed part. Throws
/// `invalid_parameter` naming a product that the state has and the world lacks. Two searches.
/// Source: Balassa (1965), Trade Liberalisation and "Revealed" Comparative Advantage.
inline constexpr trade_structure_detail::share_ratio_fn<trade_structure_detail::rca_form> rca{};

/// Location quotient: the name that regional science has for `rca`.
inline constexpr auto location_quotient = rca;

/// Symmetric comparative advantage: (RCA - 1) / (RCA + 1), without the cancellation near 1.
///
/// Forms, undefined cases, errors and cost as for `rca`. Range [-1, 1], above 0 = over-represented.
/// Source: after Dalum, Laursen and Villumsen (1998); primary text not consulted.
inline constexpr trade_structure_detail::share_ratio_fn<trade_structure_detail::symmetric_rca_form> symmetric_rca{};

/// Trade intensity: (E_ij / E_i) / (M_j / (M_w - M_i)), partner j's share of i's exports over j's share of what the
/// world imports but for i.
///
/// `trade_intensity(exports, world_imports, own, partner)`; the partners in `world_imports` are the importers, with
/// what they import from everywhere; own and partner are identifiers or blocs. `trade_intensity(world_imports, own,
/// partner)` is an index. Range [0, infinity), above 1 = more intense than j's weight explains. Undefined and throws
/// as `rca`, and `invalid_parameter` when the partner is the state itself. Source: after Kojima (1964) and Drysdale
/// and Garnaut (1982), Trade Intensities and the Analysis of Bilateral Trade Flows; primary texts not consulted.
inline constexpr trade_structure_detail::trade_intensity_fn trade_intensity{};

} // namespace equipoise
