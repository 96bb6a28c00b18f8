// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/source.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

/// The digest of a file, by which a receipt tells whether a file is still the same.
namespace equipoise::io {

namespace detail {

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
inline constexpr std::uint32_t sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

} // namespace detail

/// The SHA-256 digest of bytes that are given piece by piece. Source: NIST (2015), FIPS 180-4.
///
/// It is written here because the library needs nothing but range-v3, and has to tell files apart, not to keep secrets.
class sha256 {
public:
    void add(std::string_view bytes) noexcept
    {
        size_ += bytes.size();
        if (kept_ != 0) {
            auto const more = (std::min)(bytes.size(), block_size - kept_);
            std::memcpy(block_.data() + kept_, bytes.data(), more);
            kept_ += more;
            bytes.remove_prefix(more);
            if (kept_ < block_size) {
                return;
            }
            enter(block_.data());
            kept_ = 0;
        }
        for (; bytes.size() >= block_size; bytes.remove_prefix(block_size)) {
            enter(bytes.data());
        }
        if (!bytes.empty()) {
            std::memcpy(block_.data(), bytes.data(), bytes.size());
            kept_ = bytes.size();
        }
    }

    /// The number of bytes that were given.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

    /// The digest of all bytes that were given so far: 64 hexadecimal digits in lower case.
    [[nodiscard]] std::string digest() const
    {
        auto rest = *this;
        auto const bits = size_ * 8;
        rest.add(std::string_view{"\x80", 1});
        while (rest.kept_ != block_size - 8) {
            rest.add(std::string_view{"\0", 1});
        }
        char length[8];
        for (unsigned i = 0; i < 8; ++i) {
            length[i] = static_cast<char>(bits >> (56 - 8 * i) & 0xFFU);
        }
        rest.add({length, sizeof length});
        constexpr auto hex = std::string_view{"0123456789abcdef"};
        auto text = std::string{};
        for (auto const each : rest.state_) {
            for (auto shift = 28; shift >= 0; shift -= 4) {
                text += hex[each >> static_cast<unsigned>(shift) & 15U];
            }
        }
        return text;
    }

private:
    static constexpr std::size_t block_size = 64;

    void enter(char const* block) noexcept
    {
        std::uint32_t w[64];
        for (std::size_t i = 0; i < 16; ++i) {
            w[i] = 0;
            for (std::size_t k = 0; k < 4; ++k) {
                w[i] = w[i] << 8U | static_cast<unsigned char>(block[4 * i + k]);
            }
        }
        for (std::size_t i = 16; i < 64; ++i) {
            auto const a = w[i - 15];
            auto const b = w[i - 2];
            w[i] = w[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3U) + w[i - 7]
                   + (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10U);
        }
        auto [a, b, c, d, e, f, g, h] = state_;
        for (std::size_t i = 0; i < 64; i += 8) { // by eight, after which each variable has its own name again
            turn(a, b, c, d, e, f, g, h, w[i], i);
            turn(h, a, b, c, d, e, f, g, w[i + 1], i + 1);
            turn(g, h, a, b, c, d, e, f, w[i + 2], i + 2);
            turn(f, g, h, a, b, c, d, e, w[i + 3], i + 3);
            turn(e, f, g, h, a, b, c, d, w[i + 4], i + 4);
            turn(d, e, f, g, h, a, b, c, w[i + 5], i + 5);
            turn(c, d, e, f, g, h, a, b, w[i + 6], i + 6);
            turn(b, c, d, e, f, g, h, a, w[i + 7], i + 7);
        }
        auto const added = std::array<std::uint32_t, 8>{a, b, c, d, e, f, g, h};
        for (std::size_t i = 0; i < 8; ++i) {
            state_[i] += added[i];
        }
    }

    using word = std::uint32_t;

    [[gnu::always_inline]] static void turn(word a, word b, word c, word& d, word e, word f, word g, word& h, word w,
                                            std::size_t i) noexcept
    {
        h += (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + (g ^ (e & (f ^ g))) + detail::sha256_constants[i]
             + w;
        d += h;
        h += (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) | (c & (a | b)));
    }

    // The first 32 bits of the fractional parts of the square roots of the first 8 primes.
    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<char, block_size> block_{};
    std::size_t kept_ = 0; ///< bytes in `block_`
    std::uint64_t size_ = 0;
};

/// The digest of the bytes of a file, a stream or a text, which is read to its end, in constant memory.
/// @throws file_error when it cannot be read
[[nodiscard]] inline sha256 sha256_of(source const& from)
{
    auto digest = sha256{};
    auto reader = detail::block_reader{from, std::size_t{1} << 18U};
    while (!reader.last()) {
        reader.fill();
        digest.add(reader.text());
        reader.drop(reader.text().size());
    }
    if (from.in_memory()) {
        digest.add(reader.text());
    }
    return digest;
}

} // namespace equipoise::io
