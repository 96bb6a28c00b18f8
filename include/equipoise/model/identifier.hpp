// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace equipoise {

/// What a state, partner, period, channel or key may be: any regular type with a total order.
template <class T>
concept identifier = std::regular<T> && std::totally_ordered<T>;

namespace detail {

/// The type in which an identifier that was given as a T is kept: text in place of pointers to it, whose addresses
/// would be compared.
template <class T>
using member_t = std::conditional_t<std::is_same_v<T, char const*>, std::string, T>;

} // namespace detail

/// An identifier as text, for messages and tables: what its `str()` or `to_string` returns, the text or number itself,
/// the number of an enumerator, or the parts of a tuple with blanks between them.
template <class Id>
[[nodiscard]] std::string text_of(Id const& id)
{
    if constexpr (requires {
                      { id.str() } -> std::convertible_to<std::string>;
                  }) {
        return id.str();
    } else if constexpr (std::convertible_to<Id const&, std::string>) {
        return id;
    } else if constexpr (std::convertible_to<Id const&, std::string_view>) {
        return std::string{std::string_view{id}};
    } else if constexpr (requires {
                             { to_string(id) } -> std::convertible_to<std::string>;
                         }) {
        return to_string(id);
    } else if constexpr (std::is_enum_v<Id>) {
        return std::to_string(static_cast<std::underlying_type_t<Id>>(id));
    } else if constexpr (std::is_arithmetic_v<Id>) {
        return std::to_string(id);
    } else if constexpr (requires { std::tuple_size<Id>::value; }) {
        return std::apply(
            [](auto const&... parts) {
                auto text = std::string{};
                auto const append = [&](std::string const& part) {
                    text += text.empty() || part.empty() ? part : ' ' + part;
                };
                (append(text_of(parts)), ...);
                return text;
            },
            id);
    } else {
        return "(without a printable name)";
    }
}

} // namespace equipoise
