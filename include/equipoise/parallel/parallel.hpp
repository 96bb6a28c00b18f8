// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Every call that takes `parallel` as its first argument. Needs oneTBB.

#include <equipoise/parallel/collect.hpp>
#include <equipoise/parallel/delimited.hpp>
#include <equipoise/parallel/flows.hpp>
#include <equipoise/parallel/ledgers.hpp>
#include <equipoise/parallel/matrices.hpp>
#include <equipoise/parallel/measure.hpp>
#include <equipoise/parallel/policy.hpp>
#include <equipoise/parallel/resample.hpp>
#include <equipoise/parallel/tasks.hpp>
