// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Ledgers on many machines. Needs MPI.

#include <equipoise/distributed/collective_call.hpp>
#include <equipoise/distributed/exports.hpp>
#include <equipoise/distributed/reduce.hpp>
#include <equipoise/distributed/scatter.hpp>
