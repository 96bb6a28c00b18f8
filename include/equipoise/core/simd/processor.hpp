// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Which vector instructions the library may use: what the compiler allows, and what the processor has.
///
/// Vector code is compiled by GCC and Clang for x86-64, except for Windows, where g++ does not align vectors of 32
/// bytes on the stack (GCC bug 54412). All other platforms, ARM among them, run the scalar code, which gives the same
/// bits. Only line_marks.hpp and network/detail/passes.hpp have vectors for them, of 16 bytes, from which the compiler
/// makes its own instructions. EQUIPOISE_NO_SIMD, defined alike in all translation units of a program, removes all
/// vector code.
///
/// This is the only header that includes <immintrin.h>, for which `#include <equipoise/equipoise.hpp>` takes g++ 12
/// 0.27 s more than 2.06 s, clang 14 0.12 s more than 1.83 s and clang 19 0.12 s more than 1.98 s (-O0 -fsyntax-only,
/// median of five runs). A program that calls a few indices compiles 2 to 6 % longer with g++ -O2. Neither compiler
/// lets the headers for AVX2 and FMA be included alone.

#include <equipoise/core/compiler.hpp>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(_WIN32) && !defined(EQUIPOISE_NO_SIMD)
#define EQUIPOISE_X86_VECTORS 1
#include <immintrin.h>
#else
#define EQUIPOISE_X86_VECTORS 0
#endif

/// What functions for an instruction_set are compiled for, in [[gnu::target(...)]].
#define EQUIPOISE_AVX2 "avx2,fma,bmi,popcnt"
#define EQUIPOISE_AVX512 EQUIPOISE_AVX2 ",avx512f,avx512bw,avx512vbmi2"

namespace equipoise::detail {

/// The instruction sets for which the library has code of its own, each with all that the ones before it have.
enum class instruction_set : unsigned char {
    baseline, ///< what the compiler was told that every processor has
    avx2,     ///< and AVX2, FMA, BMI and POPCNT
    avx512,   ///< and AVX-512 F, BW and VBMI2
};

/// The largest instruction set that was compiled and that this processor has.
[[nodiscard]] inline instruction_set best_instruction_set() noexcept
{
#if EQUIPOISE_X86_VECTORS
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi")
        && __builtin_cpu_supports("popcnt")) [[likely]] {
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
                       && __builtin_cpu_supports("avx512vbmi2")
                   ? instruction_set::avx512
                   : instruction_set::avx2;
    }
#endif
    return instruction_set::baseline;
}

} // namespace equipoise::detail
