// SPDX-License-Identifier: BSL-1.0
#pragma once

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
            auto* const memory = ::operator new(n * sizeof(T), std::align_val_t{page});
            static_cast<void>(::madvise(memory, n * sizeof(T), MADV_HUGEPAGE)); // advice: it may well be declined
            return static_cast<T*>(memory);
        }
#endif
        return std::allocator<T>{}.allocate(n);
    }

    void deallocate(T* memory, std::size_t n) noexcept
    {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
        if (large(n)) {
            ::operator delete(memory, std::align_val_t{page});
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
    static constexpr std::size_t page = std::size_t{1} << 21;
    static constexpr bool large(std::size_t n) noexcept
    {
        return alignof(T) <= page && n >= 2 * page / sizeof(T) && n <= static_cast<std::size_t>(-1) / 2 / sizeof(T);
    }
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
        auto const whole = [](std::uintptr_t place) { return place / page * page; };
        auto const first = whole(spent_ + page - 1);
        if (whole(end) > first) { // advice: it may be declined
            static_cast<void>(::madvise(reinterpret_cast<void*>(first), whole(end) - first, MADV_DONTNEED));
            spent_ = whole(end);
        }
#endif
    }

private:
    static constexpr std::uintptr_t page = std::uintptr_t{1} << 21U;
    static constexpr std::uintptr_t step = 4 * page;

    std::uintptr_t spent_;
};

} // namespace equipoise::detail
