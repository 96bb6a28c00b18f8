// SPDX-License-Identifier: BSL-1.0
#pragma once

/// What the compiler must be told: every header of equipoise stops here with one sentence where results would be wrong
/// or could not be refused. EQUIPOISE_ALLOW_FAST_MATH, defined before the first header, lets imprecise arithmetic pass.

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
