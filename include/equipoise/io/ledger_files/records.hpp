// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/ledger_files/ledger_value.hpp>

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

/// Values as the bytes of a ledger file, the lowest byte first on every machine.
namespace equipoise::io::detail {

template <std::size_t Size>
using bits_of_size = std::conditional_t<
    Size == 1, std::uint8_t,
    std::conditional_t<Size == 2, std::uint16_t, std::conditional_t<Size == 4, std::uint32_t, std::uint64_t>>>;

inline constexpr bool bytes_are_reversed = std::endian::native == std::endian::big;

template <stored_number T>
void put_number(T x, std::byte* to)
{
    auto bytes = std::bit_cast<std::array<std::byte, sizeof(T)>>(x);
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        to[i] = bytes[bytes_are_reversed ? sizeof(T) - 1 - i : i];
    }
}

template <stored_number T>
[[nodiscard]] T number_at(std::byte const* from)
{
    auto bytes = std::array<std::byte, sizeof(T)>{};
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        bytes[bytes_are_reversed ? sizeof(T) - 1 - i : i] = from[i];
    }
    return std::bit_cast<T>(bytes);
}

/// A value as bytes of a fixed number, `width`. Of a text, these are its place among the texts of its column and its
/// length; `has_text` tells whether there are any.
template <class T>
struct record {
    using value = ledger_value<T>;
    using stored = record<typename value::stored>;
    static constexpr std::size_t width = stored::width;
    static constexpr bool has_text = stored::has_text;

    static void put(T const& x, std::byte* to, std::uint64_t& text_end) { stored::put(value::store(x), to, text_end); }

    template <class F>
    static void for_each_text(T const& x, F const& f)
    {
        stored::for_each_text(value::store(x), f);
    }

    /// @return false where the bytes are those of no value
    template <class Texts>
    [[nodiscard]] static bool take(std::byte const* from, Texts& texts, T& x)
    {
        auto known = typename value::stored{};
        if (!stored::take(from, texts, known)) {
            return false;
        }
        auto const restored = value::restore(known);
        if (restored) {
            x = *restored;
        }
        return restored.has_value();
    }
};

template <stored_number T>
struct record<T> {
    static constexpr std::size_t width = sizeof(T);
    static constexpr bool has_text = false;

    static void put(T x, std::byte* to, std::uint64_t&) { put_number(x, to); }
    template <class F>
    static void for_each_text(T, F const&)
    {
    }
    template <class Texts>
    [[nodiscard]] static bool take(std::byte const* from, Texts&, T& x)
    {
        x = number_at<T>(from);
        return true;
    }
};

template <>
struct record<std::string> {
    static constexpr std::size_t width = 16;
    static constexpr bool has_text = true;

    static void put(std::string const& x, std::byte* to, std::uint64_t& text_end)
    {
        put_number(text_end, to);
        put_number(std::uint64_t{x.size()}, to + 8);
        text_end += x.size();
    }
    template <class F>
    static void for_each_text(std::string const& x, F const& f)
    {
        f(x);
    }
    template <class Texts>
    [[nodiscard]] static bool take(std::byte const* from, Texts& texts, std::string& x)
    {
        return texts.read(number_at<std::uint64_t>(from), number_at<std::uint64_t>(from + 8), x);
    }
};

template <class... Parts>
struct record<std::tuple<Parts...>> {
    static constexpr std::size_t width = (std::size_t{0} + ... + record<Parts>::width);
    static constexpr bool has_text = (false || ... || record<Parts>::has_text);

    static void put(std::tuple<Parts...> const& x, std::byte* to, std::uint64_t& text_end)
    {
        std::apply(
            [&](Parts const&... part) { ((record<Parts>::put(part, to, text_end), to += record<Parts>::width), ...); },
            x);
    }
    template <class F>
    static void for_each_text(std::tuple<Parts...> const& x, F const& f)
    {
        std::apply([&](Parts const&... part) { (record<Parts>::for_each_text(part, f), ...); }, x);
    }
    template <class Texts>
    [[nodiscard]] static bool take(std::byte const* from, Texts& texts, std::tuple<Parts...>& x)
    {
        auto const next = [&]<class Part>(Part& part) {
            auto const known = record<Part>::take(from, texts, part);
            from += record<Part>::width;
            return known;
        };
        return std::apply([&](Parts&... part) { return (true && ... && next(part)); }, x);
    }
};

/// Types whose objects have, on this machine, the bytes that they are stored as.
template <class T>
inline constexpr bool stored_as_is =
    !bytes_are_reversed
    && (stored_number<T> || (std::is_trivially_copyable_v<T> && sizeof(T) == 2 && requires(T const& code) {
            { code.index() } -> std::same_as<std::uint16_t>;
            T::why_refused(code.str());
        }));

} // namespace equipoise::io::detail
