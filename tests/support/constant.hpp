// SPDX-License-Identifier: BSL-1.0
#pragma once

/// A static_assert of what uses vectors, which compilers can evaluate with the ordinary containers of the standard
/// library but not with the checked ones of libstdc++. Those check at least that it compiles.
#if defined(_GLIBCXX_DEBUG)
#define SUPPORT_STATIC_ASSERT(...) static_assert(sizeof(static_cast<bool>(__VA_ARGS__)) != 0)
#else
#define SUPPORT_STATIC_ASSERT(...) static_assert(__VA_ARGS__)
#endif
