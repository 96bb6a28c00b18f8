// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/estimate.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/portfolio_sum.hpp>
#include <equipoise/uncertainty/completion.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <utility>

/// How many of the importers of a product a state sells it to: `market_penetration`, partners reached / partners
/// importing.
namespace equipoise {

namespace trade_structure_detail {
struct make_market_penetration;
} // namespace trade_structure_detail

/// Export market penetration: the number of partners to which a state sells a product, over the number of partners that
/// import it.
///
/// `market_penetration(exports, importers)` of one product; the partners of `importers` are all states that import it,
/// with what they import; with the exporter (or bloc) as a third argument, it is not counted among them.
/// `market_penetration(importers)` is an index. Partners with nothing do not count. Range [0, 1]; higher means that
/// more partners are reached. Undefined without exports on file, without importers, and where an unattributed part
/// hides partners: `bound(exports, market_penetration(importers))` gives the interval. n log n.
/// @throws invalid_parameter, which names the partner, for one that the importers do not list, and for the exporter
/// itself
/// Source: after World Integrated Trade Solution (World Bank), indicator metadata; its computation was not consulted.
inline constexpr family_fn<trade_structure_detail::make_market_penetration> market_penetration{};

namespace trade_structure_detail {

template <class Importers>
struct market_penetration_rule {
    static constexpr facts about{.name = "market_penetration",
                                 .symbol = "EMP",
                                 .formula = "partners reached / partners importing",
                                 .source = "World Integrated Trade Solution",
                                 .ignores_zeros = true,
                                 .counts_traces = true};
    Importers importers;
    bloc<detail::id_in<Importers>> own{};

    [[nodiscard]] static constexpr interval range(double) { return {0, 1}; }

    template <portfolio_like Flows>
        requires std::same_as<detail::id_in<Flows>, detail::id_in<Importers>>
    [[nodiscard]] estimate operator()(Flows const& exports) const
    {
        if (auto const why = detail::unknown_total(exports, importers); why != reason::defined) {
            return estimate::without(why);
        }
        auto const rest = exports.totals().unattributed.value();
        auto const more_importers = importers.totals().unattributed.hi != 0;
        auto importing = 0.0; // the number of partners known to import
        auto unlisted = 0.0;  // the number of these that the exports do not list
        for (std::size_t i = 0; i < importers.size(); ++i) {
            auto const& id = importers.ids()[i];
            if (uncertainty_detail::has_something(importers, i) && !own.contains(id)) {
                importing += 1;
                unlisted += exports.contains(id) ? 0 : 1;
            }
        }
        auto reached = 0.0;
        for (std::size_t i = 0; i < exports.size(); ++i) {
            auto const& id = exports.ids()[i];
            if (!uncertainty_detail::has_something(exports, i)) {
                continue;
            }
            auto const place = importers.position(id);
            if (own.contains(id)) {
                throw invalid_parameter{about.name, "partner", text_of(id), "a state other than the exporter"};
            }
            if ((!place && !more_importers) || (place && !uncertainty_detail::has_something(importers, *place))) {
                throw invalid_parameter{about.name, text_of(id)
                                                        + " is missing among the importers, but the state sells to "
                                                          "it"};
            }
            reached += 1;
            importing += place ? 0 : 1;
        }
        if (exports.size() == 0 && exports.totals().whole().hi == 0) {
            return estimate::without(reason::no_partners);
        }
        if (importing == 0 && !more_importers) {
            return estimate::without(reason::no_reference);
        }
        // the rest of the exports goes to as few or to as many partners as possible, none of which is listed
        auto const fewest =
            rest > 0
                ? reached + (std::max)(1.0, std::ceil(rest / uncertainty_detail::hidden_cap(exports) * (1 - 1e-12)))
                : reached;
        auto const most = rest > 0 ? reached + unlisted : reached;
        if (more_importers) {
            return estimate::within({0, rest > 0 ? 1 : importing == 0 ? 0 : reached / importing}, reason::unattributed);
        }
        return estimate::within({(std::min)(fewest, most) / importing, most / importing},
                                rest > 0 && fewest < most ? reason::unattributed : reason::defined);
    }
};

struct make_market_penetration {
    template <class Id, class Amount>
    [[nodiscard]] market_penetration_rule<portfolio<Id, Amount>> operator()(portfolio<Id, Amount> importers) const
    {
        return {std::move(importers)};
    }

    template <class Id, class Amount>
    [[nodiscard]] market_penetration_rule<portfolio<Id, Amount>> operator()(portfolio_view<Id, Amount> importers) const
    {
        return {portfolio<Id, Amount>{importers}};
    }

    template <portfolio_like Importers, party Own>
        requires party_in<Own, Importers>
    [[nodiscard]] auto operator()(Importers const& importers, Own const& own) const
    {
        auto rule = (*this)(importers);
        rule.own = detail::bloc_of<detail::id_in<Importers>>(own);
        return rule;
    }
};

} // namespace trade_structure_detail

} // namespace equipoise
