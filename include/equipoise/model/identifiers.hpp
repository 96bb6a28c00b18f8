// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/identifier.hpp>
#include <equipoise/model/iso3.hpp>
