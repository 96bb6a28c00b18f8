// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Exposure through chains of supply. Needs Eigen 3.4.

#include <equipoise/network/attenuation.hpp>
#include <equipoise/network/destinations.hpp>
#include <equipoise/network/entrepots.hpp>
#include <equipoise/network/exports.hpp>
#include <equipoise/network/extraction.hpp>
#include <equipoise/network/footprints.hpp>
#include <equipoise/network/io_system.hpp>
#include <equipoise/network/look_through.hpp>
#include <equipoise/network/not_productive.hpp>
#include <equipoise/network/origins.hpp>
#include <equipoise/network/reliance.hpp>
#include <equipoise/network/resolvent.hpp>
#include <equipoise/network/sector_values.hpp>
#include <equipoise/network/shocks.hpp>
#include <equipoise/network/unknown_cells.hpp>
#include <equipoise/network/uses.hpp>
