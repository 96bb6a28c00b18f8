// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/portfolio.hpp>

#include <string>

namespace equipoise {

/// One of a state's channels (exports, imports, arms, ...): its name, and a view of the flows through it.
template <identifier Id, amount Amount = double>
struct channel_flows {
    std::string name;
    portfolio_view<Id, Amount> flows;
};

} // namespace equipoise
