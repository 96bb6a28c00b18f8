// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Routes with capacities. Needs the headers of Boost 1.74, which network.hpp does not include.

#include <equipoise/network/cut_dependence.hpp>
#include <equipoise/network/max_flow.hpp>
#include <equipoise/network/redundancy.hpp>
#include <equipoise/network/route_graph.hpp>
