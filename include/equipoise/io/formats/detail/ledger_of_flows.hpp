// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/io/formats/detail/batched_rows.hpp>
#include <equipoise/io/formats/reported_flow.hpp>
#include <equipoise/model/building/collector.hpp>
#include <equipoise/model/building/ledger_builder.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/ledger_keys.hpp>

#include <concepts>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace equipoise::io::detail {

/// Collects the exports or imports of a file in a ledger.
template <bool Exports, class By>
class ledger_of_flows {
public:
    /// Whether the key of a flow does not depend on its product.
    static constexpr bool plain =
        std::same_as<By, equipoise::detail::by_state_fn> || std::same_as<By, equipoise::detail::by_period_and_state_fn>;
    using collector = equipoise::detail::collector<Exports, std::conditional_t<plain, plain_flow, reported_flow>, By>;
    using key = typename collector::key;

    ledger_of_flows(By const& by, own_flows own) : by_{by}, collected_{by, 0.0, own} {}

    void flow(reported_flow const& each)
    {
        if (belongs(each.by)) {
            if constexpr (plain) {
                collected_(plain_flow{each.origin, each.destination, each.amount, each.period});
            } else {
                collected_(each);
            }
        }
    }

    /// Takes flows of one state and period.
    void flows(flow_run const& run)
        requires plain
    {
        collected_.collect(run);
    }

    void unknown(reported_flow const& each)
    {
        if (belongs(each.by)) {
            unknown_.insert(group_of(Exports ? each.origin : each.destination, each.period, each.channel));
            if constexpr (plain) {
                collected_.unknown(
                    unknown_reported<plain_flow>{{each.origin, each.destination, each.amount, each.period}});
            } else {
                collected_.unknown(unknown_reported<reported_flow>{each});
            }
        }
    }

    void residual(residual_flow const& each)
    {
        if (belongs(each.by)) {
            auto as_flow = reported_flow{each.state, each.state, each.amount, each.period, each.channel, each.by};
            auto const under = key{std::invoke(by_, as_flow, each.state)};
            if (each.of_stated_total) {
                stated_.insert(group_of(each.state, each.period, each.channel));
            }
            auto& rest = residuals_[under];
            if (is_undefined(each.amount)) {
                unknown_.insert(group_of(each.state, each.period, each.channel));
                return;
            }
            rest.amount = rest.amount + equipoise::detail::twofold{each.amount};
            rest.all_largest = rest.all_largest && each.listing == listing::largest;
        }
    }

    [[nodiscard]] ledger<key, iso3> build()
    {
        auto listed = collected_.build();
        auto totals = ledger_builder<key, iso3>{};
        auto const open = open_keys();
        for (auto const& [under, rest] : residuals_) {
            if (open.contains(under)) { // there is no total, and the areas are part of what is not known
                totals.add_unknown(under);
                continue;
            }
            auto const flows = listed.find(under);
            auto whole = rest.amount;
            if (flows) {
                auto const& sums = flows->totals();
                for (auto const part : {sums.attributed.hi, sums.attributed.lo}) {
                    whole = whole + equipoise::detail::twofold{equipoise::detail::scaled(part, sums.exponent)};
                }
            }
            totals.declare(under,
                           {.total = whole.value(), .listing = rest.all_largest ? listing::largest : listing::some});
        }
        listed += totals.build();
        return listed;
    }

private:
    using group = std::tuple<iso3, int, std::string>; ///< a state, period and product

    [[nodiscard]] static group group_of(iso3 state, int period, std::string const& channel)
    {
        return {state, period, channel};
    }

    /// The keys with a flow of unknown amount that is part of no stated total.
    [[nodiscard]] std::set<key> open_keys() const
    {
        auto open = std::set<key>{};
        for (auto const& each : unknown_) {
            if (!stated_.contains(each)) {
                auto const& [state, period, channel] = each;
                open.insert(std::invoke(by_, reported_flow{state, state, 0, period, channel}, state));
            }
        }
        return open;
    }

    struct remainder {
        equipoise::detail::twofold amount{};
        bool all_largest = true;
    };

    /// A flow of unknown amount, all other parts of which are known.
    template <class Row>
    struct unknown_reported {
        Row row;
        bool has_origin = true;
        bool has_destination = true;
        bool has_period = true;
        bool has_channel = true;
    };

    [[nodiscard]] static bool belongs(reported_by by)
    {
        return by == reported_by::both || by == (Exports ? reported_by::exporter : reported_by::importer);
    }

    By by_;
    collector collected_;
    std::map<key, remainder> residuals_;
    std::set<group> unknown_; ///< those with a flow of unknown amount
    std::set<group> stated_;  ///< those with a residual of a stated total
};

} // namespace equipoise::io::detail
