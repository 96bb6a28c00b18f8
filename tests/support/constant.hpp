// SPDX-License-Identifier: BSL-1.0
#pragma once

/// A static_assert for code that uses vectors. Compilers can evaluate it with the ordinary containers of the standard
/// library, but not with the checked containers of libstdc++, for which it is only compiled.
#if defined(_GLIBCXX_DEBUG)
#define SUPPORT_STATIC_ASSERT(...) static_assert(sizeof(static_cast<bool>(__VA_ARGS__)) != 0)
#else
#define SUPPORT_STATIC_ASSERT(...) static_assert(__VA_ARGS__)
#endif
