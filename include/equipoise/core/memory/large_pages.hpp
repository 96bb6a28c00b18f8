// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace equipoise::detail {

inline constexpr std::uintptr_t large_page = std::uintptr_t{1} << 21U; ///< bytes

/// Asks for large pages where an array covers them: advice, which may be declined.
template <class T>
void ask_for_large_pages([[maybe_unused]] T* array, [[maybe_unused]] std::size_t n) noexcept
{
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    auto const place = reinterpret_cast<std::uintptr_t>(array);
    auto const first = (place + large_page - 1) / large_page * large_page;
    auto const last = (place + n * sizeof(T)) / large_page * large_page;
    if (first < last) {
        static_cast<void>(::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE));
    }
#endif
}

/// Allocates large arrays in large pages where the system has them: the first touch of an ordinary page costs more
/// than what is computed with its content. Elements are left uninitialised where their type allows it.
template <class T>
class large_page_allocator {
public:
    using value_type = T;

    large_page_allocator() = default;
    template <class U>
    constexpr large_page_allocator(large_page_allocator<U> const&) noexcept
    {
    }

    [[nodiscard]] T* allocate(std::size_t n)
    {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
        if (large(n)) {
            return static_cast<T*>(map(whole_pages(n)));
        }
#endif
        return std::allocator<T>{}.allocate(n);
    }

    void deallocate(T* memory, std::size_t n) noexcept
    {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
        if (large(n)) {
            ::munmap(memory, whole_pages(n));
            return;
        }
#endif
        std::allocator<T>{}.deallocate(memory, n);
    }

    template <class U>
    void construct(U* place)
    {
        ::new (static_cast<void*>(place)) U;
    }
    template <class U, class... Args>
        requires(sizeof...(Args) > 0)
    void construct(U* place, Args&&... args)
    {
        ::new (static_cast<void*>(place)) U(std::forward<Args>(args)...);
    }

private:
    /// What has a destructor may own other memory, which tools that look for leaks must find.
    static constexpr bool large(std::size_t n) noexcept
    {
        return std::is_trivially_copyable_v<T> && alignof(T) <= large_page && n >= 2 * large_page / sizeof(T)
               && n <= static_cast<std::size_t>(-1) / 2 / sizeof(T);
    }

    static constexpr std::size_t whole_pages(std::size_t n) noexcept
    {
        return (n * sizeof(T) + large_page - 1) / large_page * large_page;
    }

#if defined(__linux__) && defined(MADV_HUGEPAGE)
    /// From the system itself, as memory that the heap keeps when it is freed would be missed elsewhere.
    static void* map(std::size_t size)
    {
        auto* const memory =
            ::mmap(nullptr, size + large_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) {
            throw std::bad_alloc{};
        }
        auto* const first = static_cast<char*>(memory);
        auto const before = (large_page - reinterpret_cast<std::uintptr_t>(first) % large_page) % large_page;
        if (before != 0) {
            ::munmap(first, before);
        }
        ::munmap(first + before + size, large_page - before);
        ask_for_large_pages(first + before, size);
        return first + before;
    }
#endif
};

template <class T, class U>
[[nodiscard]] constexpr bool operator==(large_page_allocator<T> const&, large_page_allocator<U> const&) noexcept
{
    return true;
}

template <class T>
using large_vector = std::vector<T, large_page_allocator<T>>;

/// Gives the memory of a large array back while that is read from front to back for the last time, if its elements
/// have nothing to be destroyed.
template <class T>
class spent_memory {
public:
    explicit spent_memory(T* first) noexcept : spent_{reinterpret_cast<std::uintptr_t>(first)} {}

    /// What stands before `at` is needed no more, and perhaps lost.
    void up_to([[maybe_unused]] T const* at) noexcept
    {
#if defined(__linux__)
        auto const end = reinterpret_cast<std::uintptr_t>(at);
        if (!std::is_trivially_copyable_v<T> || end < spent_ + step) {
            return;
        }
        auto const whole = [](std::uintptr_t place) { return place / large_page * large_page; };
        auto const first = whole(spent_ + large_page - 1);
        if (whole(end) > first) { // advice: it may be declined
            static_cast<void>(::madvise(reinterpret_cast<void*>(first), whole(end) - first, MADV_DONTNEED));
            spent_ = whole(end);
        }
#endif
    }

private:
    static constexpr std::uintptr_t step = 4 * large_page;

    std::uintptr_t spent_;
};

} // namespace equipoise::detail
