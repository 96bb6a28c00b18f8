// SPDX-License-Identifier: BSL-1.0
// What the compiler is told makes results wrong, or input that cannot be refused.
// CONTROL WITH -ffast-math -DEQUIPOISE_ALLOW_FAST_MATH
// FAIL 1 WITH -fno-exceptions: equipoise reports invalid input by exceptions
// FAIL 2 WITH -ffast-math: equipoise gives wrong numbers with -ffast-math
// FAIL 3 WITH -Ofast: equipoise gives wrong numbers with -ffast-math
// FAIL 4 WITH -ffinite-math-only: equipoise gives wrong numbers with -ffast-math
// FAIL 5 WITH -U__FLT_EVAL_METHOD__ -D__FLT_EVAL_METHOD__=2: equipoise gives wrong numbers with x87 arithmetic
#if defined(EQUIPOISE_FAIL_1)
#include <equipoise/core/errors.hpp>
#elif defined(EQUIPOISE_FAIL_2) || defined(EQUIPOISE_FAIL_5)
#include <equipoise/core/numeric/twofold.hpp>
#elif defined(EQUIPOISE_FAIL_3)
#include <equipoise/io/parse.hpp>
#elif defined(EQUIPOISE_FAIL_4)
#include <equipoise/core/undefined.hpp>
#elif defined(EQUIPOISE_CONTROL)
#include <equipoise/equipoise.hpp>
#endif

int main() {}
