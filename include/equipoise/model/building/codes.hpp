// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/identifiers.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

namespace equipoise::detail {

/// Writes an identifier as `parts` unsigned numbers that are ordered as the identifiers are, and reads it back: whole
/// numbers, enumerators, codes of states, and tuples of these.
template <class T>
struct codes;

template <std::integral T>
struct codes<T> {
    static constexpr std::size_t parts = 1;
    static constexpr auto sign = std::signed_integral<T> ? std::uint64_t{1} << 63 : 0;

    static constexpr void write(T x, std::uint64_t* to) noexcept { *to = static_cast<std::uint64_t>(x) ^ sign; }
    static constexpr T read(std::uint64_t const* from) noexcept { return static_cast<T>(*from ^ sign); }
};

/// Enumerations with an order of their own, which need not be that of their numbers.
template <class T>
concept ordered_by_hand = requires(T x) { operator<(x, x); } || requires(T x) { operator<=>(x, x); };

template <class T>
    requires(std::is_enum_v<T> && !ordered_by_hand<T>)
struct codes<T> {
    using number = codes<std::underlying_type_t<T>>;
    static constexpr std::size_t parts = 1;

    static constexpr void write(T x, std::uint64_t* to) noexcept
    {
        number::write(static_cast<std::underlying_type_t<T>>(x), to);
    }
    static constexpr T read(std::uint64_t const* from) noexcept { return static_cast<T>(number::read(from)); }
};

/// iso3 and the other codes of states.
template <class T>
    requires requires(T x) {
        T::why_refused(x.str());
        { x.index() } -> std::same_as<std::uint16_t>;
    }
struct codes<T> {
    static constexpr std::size_t parts = 1;

    static constexpr void write(T x, std::uint64_t* to) noexcept { *to = x.index(); }
    static constexpr T read(std::uint64_t const* from) noexcept
    {
        return T::numbered(static_cast<std::uint16_t>(*from));
    }
};

/// All values of an empty type are equal.
template <class T>
    requires std::is_empty_v<T>
struct codes<T> {
    static constexpr std::size_t parts = 0;

    static constexpr void write(T const&, std::uint64_t*) noexcept {}
    static constexpr T read(std::uint64_t const*) noexcept { return {}; }
};

template <class T>
concept codable = requires { codes<T>::parts; };

template <codable... Parts>
struct codes<std::tuple<Parts...>> {
    static constexpr std::size_t parts = (std::size_t{0} + ... + codes<Parts>::parts);

    static constexpr void write(std::tuple<Parts...> const& x, std::uint64_t* to) noexcept
    {
        std::apply([&](auto const&... part) { ((codes<Parts>::write(part, to), to += codes<Parts>::parts), ...); }, x);
    }
    static constexpr std::tuple<Parts...> read(std::uint64_t const* from) noexcept
    {
        auto const next = [&]<class Part>(std::type_identity<Part>) {
            auto const part = codes<Part>::read(from);
            from += codes<Part>::parts;
            return part;
        };
        return std::tuple<Parts...>{next(std::type_identity<Parts>{})...}; // in braces: from left to right
    }
};

template <codable First, codable Second>
struct codes<std::pair<First, Second>> {
    using both = codes<std::tuple<First, Second>>;
    static constexpr std::size_t parts = both::parts;

    static constexpr void write(std::pair<First, Second> const& x, std::uint64_t* to) noexcept { both::write(x, to); }
    static constexpr std::pair<First, Second> read(std::uint64_t const* from) noexcept
    {
        auto const [first, second] = both::read(from);
        return {first, second};
    }
};

/// Packs N numbers into one that keeps their order; each takes as many bits as the range of the numbers so far.
template <std::size_t N>
class packing {
public:
    using numbers = std::array<std::uint64_t, N>;

    [[nodiscard]] bool fits(numbers const& x) const noexcept
    {
        std::uint64_t beyond = 0;
        for (std::size_t i = 0; i < N; ++i) {
            beyond |= (x[i] - lowest_[i]) >> width_[i];
        }
        return beyond == 0 && begun_;
    }

    /// Widens the ranges so that all numbers fit that fit another packing.
    /// @return false, and nothing is changed, when 63 bits do not suffice
    [[nodiscard]] bool widen(packing const& other) noexcept
    {
        auto const before = *this;
        if (!other.begun_ || (widen(other.lowest_) && widen(other.highest()))) {
            return true;
        }
        *this = before;
        return false;
    }

    /// Widens the ranges so that x fits. Whatever was packed before has to be packed anew.
    /// @return false, and nothing is changed, when 63 bits do not suffice
    [[nodiscard]] bool widen(numbers const& x) noexcept
    {
        auto wider = begun_ ? *this : packing{x};
        std::size_t bits = 0;
        for (std::size_t i = N; i-- > 0;) {
            wider.widen(i, x[i]);
            wider.shift_[i] = bits;
            bits += wider.width_[i];
            if (bits > 63) {
                return false;
            }
        }
        *this = wider;
        return true;
    }

    [[nodiscard]] std::uint64_t packed(numbers const& x) const noexcept
    {
        std::uint64_t code = 0;
        for (std::size_t i = 0; i < N; ++i) {
            code |= (x[i] - lowest_[i]) << shift_[i];
        }
        return code;
    }

    [[nodiscard]] numbers unpacked(std::uint64_t code) const noexcept
    {
        auto x = numbers{};
        for (std::size_t i = 0; i < N; ++i) {
            x[i] = unpacked(code, i);
        }
        return x;
    }

    /// The i-th number only.
    [[nodiscard]] std::uint64_t unpacked(std::uint64_t code, std::size_t i) const noexcept
    {
        return lowest_[i] + (code >> shift_[i] & ((std::uint64_t{1} << width_[i]) - 1));
    }

    [[nodiscard]] friend bool operator==(packing const&, packing const&) = default;

    [[nodiscard]] std::uint64_t lowest() const noexcept { return lowest_[0]; } ///< the lowest first number

    /// How many bits the numbers from `first` on take.
    [[nodiscard]] std::size_t bits_from(std::size_t first) const noexcept { return shift_[first] + width_[first]; }

    packing() = default;

private:
    [[nodiscard]] numbers highest() const noexcept
    {
        auto x = lowest_;
        for (std::size_t i = 0; i < N; ++i) {
            x[i] += (std::uint64_t{1} << width_[i]) - 1;
        }
        return x;
    }

    explicit packing(numbers const& x) noexcept : lowest_{x}, begun_{true} {}

    /// Extends the range of the i-th number to x. A range at least doubles, so that this is rare.
    void widen(std::size_t i, std::uint64_t x) noexcept
    {
        auto& lowest = lowest_[i];
        auto const highest = lowest + ((std::uint64_t{1} << width_[i]) - 1);
        if (lowest <= x && x <= highest) {
            return;
        }
        width_[i] = static_cast<std::size_t>(std::bit_width(x < lowest ? highest - x : x - lowest));
        if (width_[i] > 63) {
            return;
        }
        auto const reach = (std::uint64_t{1} << width_[i]) - 1;
        if (x < lowest) {
            lowest = highest < reach ? 0 : highest - reach;
        } else if (lowest > ~std::uint64_t{0} - reach) {
            lowest = ~std::uint64_t{0} - reach;
        }
    }

    numbers lowest_{};
    std::array<std::size_t, N> width_{};
    std::array<std::size_t, N> shift_{};
    bool begun_ = false;
};

} // namespace equipoise::detail
