// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/identifier.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// States that act as one: `bloc`, which every function that takes a state takes as well.
namespace equipoise {

namespace detail {

template <class T>
inline constexpr bool is_vector = false;
template <class T, class Allocator>
inline constexpr bool is_vector<std::vector<T, Allocator>> = true;

} // namespace detail

/// States that act as one: each once, in order. Functions that take a state take a bloc as well.
template <identifier Id>
class bloc {
public:
    bloc() = default;
    // Only the guides below deduce Id.
    bloc(std::initializer_list<std::type_identity_t<Id>> members) : bloc(std::vector<Id>(members)) {}

    explicit bloc(std::vector<Id> members) : members_{std::move(members)}
    {
        std::stable_sort(members_.begin(), members_.end());
        members_.erase(std::unique(members_.begin(), members_.end()), members_.end());
    }

    [[nodiscard]] bool contains(Id const& id) const { return std::binary_search(members_.begin(), members_.end(), id); }

    [[nodiscard]] std::span<Id const> ids() const& noexcept { return members_; }
    [[nodiscard]] std::vector<Id> ids() const&& { return members_; }
    [[nodiscard]] std::size_t size() const noexcept { return members_.size(); }
    [[nodiscard]] auto begin() const& noexcept { return members_.begin(); }
    [[nodiscard]] auto end() const& noexcept { return members_.end(); }
    void begin() const&& = delete; // it would outlive the bloc
    void end() const&& = delete;

    friend bool operator==(bloc const&, bloc const&) = default;

private:
    std::vector<Id> members_;
};

template <class Id>
    requires(!detail::is_vector<Id>) // or bloc{vector} would be a bloc of one vector
bloc(std::initializer_list<Id>) -> bloc<detail::member_t<Id>>;
template <class Id>
bloc(std::vector<Id>) -> bloc<Id>;

} // namespace equipoise
