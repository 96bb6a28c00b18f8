// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/identifier.hpp>
#include <equipoise/codes/iso3.hpp>
