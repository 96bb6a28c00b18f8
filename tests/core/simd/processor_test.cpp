// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/simd/processor.hpp>

#include <boost/test/unit_test.hpp>

namespace detail = equipoise::detail;

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(simd)
BOOST_AUTO_TEST_SUITE(processor)

BOOST_AUTO_TEST_CASE(only_what_was_compiled_is_used)
{
    auto const best = detail::best_instruction_set();
    BOOST_TEST((EQUIPOISE_X86_VECTORS != 0 || best == detail::instruction_set::baseline));
#if defined(EQUIPOISE_NO_SIMD)
    BOOST_TEST((best == detail::instruction_set::baseline));
#endif
}

#if EQUIPOISE_X86_VECTORS

BOOST_AUTO_TEST_CASE(an_instruction_set_is_used_when_the_processor_has_all_of_it)
{
    auto const best = detail::best_instruction_set();
    if (best >= detail::instruction_set::avx2) {
        BOOST_TEST(__builtin_cpu_supports("avx2"));
        BOOST_TEST(__builtin_cpu_supports("fma"));
        BOOST_TEST(__builtin_cpu_supports("bmi"));
        BOOST_TEST(__builtin_cpu_supports("popcnt"));
    } else {
        BOOST_TEST(!(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi")
                     && __builtin_cpu_supports("popcnt")));
    }
    auto const has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
                            && __builtin_cpu_supports("avx512vbmi2");
    BOOST_TEST((best == detail::instruction_set::avx512) == (has_avx512 && best >= detail::instruction_set::avx2));
}

#endif

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
