// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

namespace equipoise::detail {

template <class T, class On>
struct later_than {
    using type = T;
};

/// T, in a template with the parameter `On`: the compiler makes nothing of it before the template is used. Who includes
/// a header then does not wait for the containers of what is never called.
template <class T, class On>
using later = typename later_than<T, On>::type;

} // namespace equipoise::detail
