// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/identifier.hpp>

#include <concepts>
#include <cstddef>
#include <tuple>
#include <utility>

/// The state in the key of a ledger, which changes places with a partner when a flow is seen from the other side.
namespace equipoise::uncertainty_detail {

/// The place of the state in a key that is a tuple: the second part, as in (period, state) and (period, state,
/// product), or else the first, as in (state, product).
template <class Key, class Id>
[[nodiscard]] constexpr std::size_t place_of_state()
{
    if constexpr (std::tuple_size_v<Key> > 1) {
        if constexpr (std::same_as<std::tuple_element_t<1, Key>, Id>) {
            return 1;
        }
    }
    return 0;
}

template <class Key, class Id>
concept tuple_with_state = requires {
    std::tuple_size<Key>::value;
    requires std::same_as<std::tuple_element_t<place_of_state<Key, Id>(), Key>, Id>;
};

/// A key that is a state, or that has a state among its first two parts.
template <class Key, class Id>
concept key_with_state = identifier<Key> && identifier<Id> && (std::same_as<Key, Id> || tuple_with_state<Key, Id>);

template <class Id, key_with_state<Id> Key>
[[nodiscard]] Id const& state_of(Key const& key)
{
    if constexpr (std::same_as<Key, Id>) {
        return key;
    } else {
        return std::get<place_of_state<Key, Id>()>(key);
    }
}

/// The same key of another state.
template <class Id, key_with_state<Id> Key>
[[nodiscard]] Key with_state(Key key, Id const& state)
{
    if constexpr (std::same_as<Key, Id>) {
        key = state;
    } else {
        std::get<place_of_state<Key, Id>()>(key) = state;
    }
    return key;
}

/// The parts of a key up to the state: who reported, and in which period, whatever the product.
template <class Id, key_with_state<Id> Key>
[[nodiscard]] auto reporter_of(Key const& key)
{
    if constexpr (std::same_as<Key, Id>) {
        return key;
    } else {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return std::tuple{std::get<I>(key)...};
        }(std::make_index_sequence<place_of_state<Key, Id>() + 1>{});
    }
}

} // namespace equipoise::uncertainty_detail
