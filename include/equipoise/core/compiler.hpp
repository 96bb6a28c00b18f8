// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Compiler options with which results would be wrong, or errors could not be reported, stop the compilation here with
/// one sentence. Define EQUIPOISE_ALLOW_FAST_MATH before the first header to allow imprecise arithmetic all the same.

#if !defined(__cpp_exceptions)
#error "equipoise reports invalid input by exceptions: compile it without -fno-exceptions"
#endif

#if !defined(EQUIPOISE_ALLOW_FAST_MATH)
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ != 0)                             \
    || defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__)
#error "equipoise gives wrong numbers with -ffast-math, -Ofast and their parts: compile it without them, or define \
EQUIPOISE_ALLOW_FAST_MATH to do without exact results and without undefined ones"
#endif
#endif

#if defined(__FLT_EVAL_METHOD__) && (__FLT_EVAL_METHOD__ == 2 || (__FLT_EVAL_METHOD__ < 0 && !defined(__FAST_MATH__)))
#error "equipoise gives wrong numbers with x87 arithmetic: compile it with -msse2 -mfpmath=sse"
#endif

/// Ends the declaration of an overload that must not be called. The compiler shows the words, which say what to do
/// instead. After a call of a deleted function clang lists every other candidate; after this attribute it lists none.
#if defined(__clang__)
#define EQUIPOISE_REFUSED(words)                                                                                       \
    _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"")                              \
        __attribute__((diagnose_if(true, words, "error"))) _Pragma("clang diagnostic pop")
#else
#define EQUIPOISE_REFUSED(words) = delete
#endif

/// `constexpr`, for functions whose local variables or members are a std::vector. With _GLIBCXX_DEBUG, the vectors of
/// libstdc++ are checked and no constant expressions; a function that uses one and is declared constexpr then does not
/// compile before C++23.
#if defined(_GLIBCXX_DEBUG) && __cplusplus < 202302L
#define EQUIPOISE_CONSTEXPR inline
#else
#define EQUIPOISE_CONSTEXPR constexpr
#endif
