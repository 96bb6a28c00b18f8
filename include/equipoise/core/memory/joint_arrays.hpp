// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/memory/large_pages.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace equipoise::detail {

/// Whether objects may stand, unmoved, in an array that others began.
template <class T>
concept joinable = std::is_trivially_copyable_v<T> && std::is_trivially_default_constructible_v<T>;

/// Memory for the arrays of several, who fill it from different places on.
template <class T>
struct joint_memory {
    std::shared_ptr<T> begin;
    std::size_t size = 0;

    explicit joint_memory(std::size_t n)
        : begin{large_page_allocator<T>{}.allocate(n),
                [n](T* memory) { large_page_allocator<T>{}.deallocate(memory, n); }},
          size{n}
    {
    }
};

/// Allocates as large_page_allocator does, but for one array, once that is large, the joint memory from some place on.
template <class T>
class joint_allocator {
public:
    using value_type = T;
    using propagate_on_container_move_assignment = std::true_type;
    using propagate_on_container_swap = std::true_type;
    using is_always_equal = std::false_type;

    joint_allocator() = default;
    joint_allocator(joint_memory<T> const& memory, std::size_t place) noexcept
        : memory_{memory.begin}, first_{memory.begin.get() + place}, size_{memory.size - place}
    {
    }
    template <class U>
    explicit joint_allocator(joint_allocator<U> const&) noexcept
    {
    }

    /// How many elements an array should ask for that may come to n: all that joint memory has room for.
    [[nodiscard]] std::size_t room_for(std::size_t n) const noexcept
    {
        return can_give((std::min)(n, size_)) ? size_ : n;
    }

    [[nodiscard]] T* allocate(std::size_t n)
    {
        if (can_give(n)) {
            given_ = true;
            return first_;
        }
        return large_page_allocator<T>{}.allocate(n);
    }

    void deallocate(T* memory, std::size_t n) noexcept
    {
        if (given_ && memory == first_) {
            given_ = false;
        } else {
            large_page_allocator<T>{}.deallocate(memory, n);
        }
    }

    template <class U, class... Args>
    void construct(U* place, Args&&... args)
    {
        large_page_allocator<T>{}.construct(place, std::forward<Args>(args)...);
    }

    [[nodiscard]] joint_allocator select_on_container_copy_construction() const noexcept { return {}; }

    [[nodiscard]] friend bool operator==(joint_allocator const& a, joint_allocator const& b) noexcept
    {
        return a.memory_ == b.memory_ && a.first_ == b.first_;
    }

private:
    static constexpr std::size_t fewest = std::size_t{1} << 16U;

    [[nodiscard]] bool can_give(std::size_t n) const noexcept { return n >= fewest && n <= size_ && !given_; }

    std::shared_ptr<T> memory_;
    T* first_ = nullptr;
    std::size_t size_ = 0;
    bool given_ = false;
};

/// An array that may be filled in memory that it shares with others.
template <class T>
using joint_vector = std::vector<T, joint_allocator<T>>;

/// Puts the elements of an array from the i-th on behind those of another; nothing is moved if they are there.
template <class T>
void put_behind(joint_vector<T> const& from, std::size_t i, joint_vector<T>& to)
{
    if constexpr (joinable<T>) {
        auto const* const first = from.data() + i;
        auto const before = to.size();
        auto const count = from.size() - i;
        to.resize(before + count); // leaves what is in the memory
        if (to.data() + before != first && count != 0) {
            std::memmove(to.data() + before, first, count * sizeof(T));
        }
    } else {
        to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(i), from.end());
    }
}

} // namespace equipoise::detail
