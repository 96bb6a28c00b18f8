// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/memory/large_pages.hpp>
#include <equipoise/core/simd/processor.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>

// Fails unless vector code and large pages are used where they are not switched off, and only there.

namespace {

std::size_t largest_request = 0; // of operator new

namespace eq = equipoise;

bool fails(bool right, char const* what)
{
    if (!right) {
        std::fprintf(stderr, "%s\n", what);
    }
    return !right;
}

} // namespace

void* operator new(std::size_t size)
{
    largest_request = size < largest_request ? largest_request : size;
    if (auto* const memory = std::malloc(size); memory != nullptr) {
        return memory;
    }
    throw std::bad_alloc{};
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

int main()
{
    auto failures = 0;
#if defined(EQUIPOISE_NO_SIMD)
#if EQUIPOISE_X86_VECTORS || defined(_IMMINTRIN_H_INCLUDED) || defined(__IMMINTRIN_H)
#error "EQUIPOISE_NO_SIMD does not remove vector code"
#endif
    failures += fails(eq::detail::best_instruction_set() == eq::detail::instruction_set::baseline, "vectors are used");
#elif defined(__linux__) && defined(__x86_64__)
    auto const has_vectors = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    failures += fails((eq::detail::best_instruction_set() != eq::detail::instruction_set::baseline) == has_vectors,
                      "vectors are used where the processor has none, or not where it has");
#endif

    constexpr auto count = std::size_t{1} << 20U;
    auto numbers = eq::detail::large_vector<double>(count);
    numbers.back() = 1;
    auto const mapped = largest_request < count * sizeof(double);
#if defined(__linux__) && !defined(EQUIPOISE_NO_LARGE_PAGES)
    failures += fails(mapped, "a large array is not mapped");
#else
    failures += fails(!mapped, "a large array does not come from operator new");
#endif
    return failures;
}
