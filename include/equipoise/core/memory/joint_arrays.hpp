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

/// Types whose objects may become part of a vector without being constructed by it.
template <class T>
concept joinable = std::is_trivially_copyable_v<T> && std::is_trivially_default_constructible_v<T>;

/// One allocation that is shared by several vectors, each of which fills its own part.
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

/// Allocates as large_page_allocator does, except that one array at a time, of 65536 elements or more, gets the joint
/// memory from `place` on.
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

    /// The number of elements to reserve for an array that may grow to n: all of the joint memory, if it is to have it.
    [[nodiscard]] std::size_t room_for(std::size_t n) const noexcept { return fits((std::min)(n, size_)) ? size_ : n; }

    [[nodiscard]] T* allocate(std::size_t n)
    {
        if (fits(n)) {
            used_ = true;
            return first_;
        }
        return large_page_allocator<T>{}.allocate(n);
    }

    void deallocate(T* memory, std::size_t n) noexcept
    {
        if (used_ && memory == first_) {
            used_ = false;
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
    static constexpr std::size_t smallest_array = std::size_t{1} << 16U;

    [[nodiscard]] bool fits(std::size_t n) const noexcept { return n >= smallest_array && n <= size_ && !used_; }

    std::shared_ptr<T> memory_;
    T* first_ = nullptr;
    std::size_t size_ = 0;
    bool used_ = false;
};

/// An array that may be filled in joint memory.
template <class T>
using joint_vector = std::vector<T, joint_allocator<T>>;

/// Appends the elements of `from`, beginning with the i-th, to `to`. Nothing is moved where they follow each other in
/// joint memory already.
template <class T>
void append_joint(joint_vector<T> const& from, std::size_t i, joint_vector<T>& to)
{
    if constexpr (joinable<T>) {
        auto const* const first = from.data() + i;
        auto const before = to.size();
        auto const count = from.size() - i;
        to.resize(before + count); // leaves what the memory holds
        if (to.data() + before != first && count != 0) {
            std::memmove(to.data() + before, first, count * sizeof(T));
        }
    } else {
        to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(i), from.end());
    }
}

} // namespace equipoise::detail
