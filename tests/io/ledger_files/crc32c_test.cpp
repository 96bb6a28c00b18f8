// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/ledger_files/crc32c.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace {

namespace io_detail = equipoise::io::detail;

std::span<std::byte const> bytes_of(std::string_view text)
{
    return std::as_bytes(std::span{text.data(), text.size()});
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(ledger_files)
BOOST_AUTO_TEST_SUITE(crc32c)

// Satran and others (2004), RFC 3720, appendix B.4; the check value of the catalogue of CRC algorithms.
BOOST_AUTO_TEST_CASE(published_checksums)
{
    auto rising = std::string{};
    for (char c = 0; c < 32; ++c) {
        rising += c;
    }
    auto const falling = std::string{rising.rbegin(), rising.rend()};
    struct published {
        std::string text;
        std::uint32_t checksum;
    };
    for (auto const& [text, checksum] :
         {published{"123456789", 0xE3069283U}, published{std::string(32, '\0'), 0x8A9136AAU},
          published{std::string(32, '\xFF'), 0x62A8AB43U}, published{rising, 0x46DD794EU},
          published{falling, 0x113FDB5CU}, published{"", 0U}}) {
        BOOST_TEST(io_detail::crc32c_by_table(bytes_of(text)) == checksum);
        BOOST_TEST(io_detail::crc32c(bytes_of(text)) == checksum);
    }
}

BOOST_AUTO_TEST_CASE(the_instruction_gives_the_checksum_of_the_table)
{
    auto text = std::string{};
    for (auto i = 0U; i < 100; ++i) {
        text += static_cast<char>(i * i * 7 + i / 3);
        BOOST_TEST(io_detail::crc32c(bytes_of(text)) == io_detail::crc32c_by_table(bytes_of(text)));
    }
    BOOST_TEST(io_detail::crc32c_tables[0][1] == 0xF26B8303U); // the first entry of all published tables of 256
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
