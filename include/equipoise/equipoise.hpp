// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Everything of equipoise that needs nothing but range-v3.

#include <equipoise/alignment/agreement.hpp>
#include <equipoise/alignment/capability.hpp>
#include <equipoise/alignment/matrices.hpp>
#include <equipoise/alignment/power.hpp>
#include <equipoise/alignment/tau_b.hpp>
#include <equipoise/alignment/ties.hpp>
#include <equipoise/alignment/votes.hpp>
#include <equipoise/balancing/channels.hpp>
#include <equipoise/balancing/poles.hpp>
#include <equipoise/concentration/counts.hpp>
#include <equipoise/concentration/decomposition.hpp>
#include <equipoise/concentration/divergence.hpp>
#include <equipoise/concentration/dominance.hpp>
#include <equipoise/concentration/entropy.hpp>
#include <equipoise/concentration/gini.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/concentration/hill.hpp>
#include <equipoise/concentration/hoover.hpp>
#include <equipoise/concentration/lorenz.hpp>
#include <equipoise/concentration/ranked.hpp>
#include <equipoise/concentration/rao.hpp>
#include <equipoise/concentration/reference.hpp>
#include <equipoise/concentration/similarity.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/measure.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/model/bloc.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/model/flow.hpp>
#include <equipoise/model/identifiers.hpp>
#include <equipoise/model/ledger.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/state.hpp>
#include <equipoise/uncertainty/bounds.hpp>
