// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Codes and names of states in all lists, and how they are converted. `iso3` is part of equipoise.hpp.

#include <equipoise/codes/convert.hpp>
#include <equipoise/codes/dialects.hpp>
#include <equipoise/codes/names.hpp>
#include <equipoise/codes/succession.hpp>
