// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <cstddef>

namespace equipoise::detail {

/// Flows as columns of `count` elements, which they do not own. A column that the flows lack is null.
template <class Id, class Amount, class Period, class Channel>
struct flow_batch {
    Id const* origins = nullptr;
    Id const* destinations = nullptr;
    Amount const* amounts = nullptr;
    Period const* periods = nullptr;
    Channel const* channels = nullptr;
    std::size_t count = 0;
};

} // namespace equipoise::detail
