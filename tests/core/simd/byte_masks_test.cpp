// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/simd/byte_masks.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace {

namespace detail = equipoise::detail;

using text = std::array<char, detail::mask_width>;

detail::byte_masks one_by_one(text const& bytes, detail::special_bytes special)
{
    auto masks = detail::byte_masks{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto const bit = std::uint64_t{1} << i;
        masks.ends |= bytes[i] == special.separator || bytes[i] == '\n' ? bit : 0;
        masks.lines |= bytes[i] == '\n' ? bit : 0;
        masks.odd |= bytes[i] == special.quote || bytes[i] == '\0' ? bit : 0;
    }
    return masks;
}

bool equal(detail::byte_masks const& a, detail::byte_masks const& b)
{
    return a.ends == b.ends && a.lines == b.lines && a.odd == b.odd;
}

// Says whether there was anything wide to be checked.
bool check(text const& bytes, detail::special_bytes special)
{
    auto const expected = one_by_one(bytes, special);
    BOOST_TEST_REQUIRE(equal(detail::masks_scalar(bytes.data(), special), expected));
#if EQUIPOISE_X86_VECTORS
    auto const best = detail::best_instruction_set();
    if (best >= detail::instruction_set::avx512) {
        BOOST_TEST_REQUIRE(equal(detail::masks_avx512(bytes.data(), special), expected));
    }
    if (best >= detail::instruction_set::avx2) {
        BOOST_TEST_REQUIRE(equal(detail::masks_avx2(bytes.data(), special), expected));
        return true;
    }
#endif
    return false;
}

auto const usual = detail::special_bytes{',', '"'};
auto const others = {usual, detail::special_bytes{'\t', '\0'}, detail::special_bytes{'\xA7', '\''},
                     detail::special_bytes{'\x8A', '\xFF'}, detail::special_bytes{'\x7F', '\x80'}};

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(simd)
BOOST_AUTO_TEST_SUITE(byte_masks)

BOOST_AUTO_TEST_CASE(what_the_masks_of_a_text_are)
{
    auto bytes = text{};
    bytes.fill('x');
    bytes[0] = ',';
    bytes[9] = '\n';
    bytes[31] = '"';
    bytes[32] = '\0';
    bytes[63] = ',';
    auto const masks = detail::masks_scalar(bytes.data(), usual);
    BOOST_TEST(masks.ends == 0x8000'0000'0000'0201U);
    BOOST_TEST(masks.lines == 0x200U);
    BOOST_TEST(masks.odd == 0x1'8000'0000U);
    BOOST_TEST((check(bytes, usual) || detail::best_instruction_set() == detail::instruction_set::baseline));
}

BOOST_AUTO_TEST_CASE(every_byte_at_every_place)
{
    for (auto const& special : others) {
        for (std::size_t place = 0; place < detail::mask_width; ++place) {
            for (auto value = 0; value < 256; ++value) {
                auto bytes = text{};
                bytes.fill('x');
                bytes[place] = static_cast<char>(value);
                check(bytes, special);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(random_bytes)
{
    auto random = std::mt19937{21};
    auto const close = std::string{",\n\"-+\x0B\x09\x8A\xAC\xA2\x00\x01\x80\xFF\x7F'\xA7!", 18};
    for (auto i = 0; i < 20'000; ++i) {
        auto bytes = text{};
        for (auto& c : bytes) {
            c = i % 2 == 0 ? close[random() % close.size()] : static_cast<char>(random());
        }
        for (auto const& special : others) {
            check(bytes, special);
        }
    }
}

BOOST_AUTO_TEST_CASE(places_of_the_bits_of_a_mask)
{
#if EQUIPOISE_X86_VECTORS
    if (detail::best_instruction_set() >= detail::instruction_set::avx512) {
        auto random = std::mt19937_64{22};
        for (auto i = 0; i < 2000; ++i) {
            auto const sparse = random() & random();
            auto const mask = i == 0 ? 0 : i == 1 ? ~std::uint64_t{0} : i % 2 == 0 ? sparse & random() : ~sparse;
            auto expected = std::vector<std::uint32_t>{};
            for (auto bit = 0U; bit < 64; ++bit) {
                if ((mask >> bit & 1U) != 0) {
                    expected.push_back(4096 + bit);
                }
            }
            auto const check = [&](std::size_t usual, auto const& put_places) {
                auto found = std::vector<std::uint32_t>(expected.size() + usual);
                auto const* const end = put_places(found.data(), mask, 4096);
                BOOST_TEST_REQUIRE(end - found.data() == static_cast<std::ptrdiff_t>(expected.size()));
                found.resize(expected.size());
                BOOST_TEST_REQUIRE((found == expected));
            };
            check(16, detail::put_places_avx512<16>);
            check(32, detail::put_places_avx512<32>);
        }
    }
#endif
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
