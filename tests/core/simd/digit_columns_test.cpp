// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/simd/digit_columns.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace {

namespace detail = equipoise::detail;

/// The fields, each followed by other digits, and further ones up to a multiple of four.
std::unique_ptr<detail::short_fields> fields_of(std::vector<std::string> const& texts)
{
    auto fields = std::make_unique<detail::short_fields>();
    for (std::size_t i = 0; i < (texts.size() + 3) / 4 * 4; ++i) {
        auto const text = i < texts.size() ? texts[i] : "0";
        auto const padded = text + "12345678";
        fields->words[i] = 0;
        for (std::size_t byte = 0; byte < 8; ++byte) {
            fields->words[i] |= std::uint64_t{static_cast<unsigned char>(padded[byte])} << (8 * byte);
        }
        fields->sizes[i] = text.size();
    }
    return fields;
}

bool is_short_number(std::string const& text, bool points)
{
    auto const digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    auto const others = static_cast<std::ptrdiff_t>(text.size()) - digits;
    return text.size() <= 8 && digits > 0 && (others == 0 || (points && others == 1 && text.find('.') != text.npos));
}

/// Compares with the standard library what is read from the texts, all of it or, without vector code, nothing.
template <bool Points>
void check(std::vector<std::string> const& texts)
{
    for (auto const by : {detail::instruction_set::baseline, detail::best_instruction_set()}) {
        auto const reads = by != detail::instruction_set::baseline;
        auto const fields = fields_of(texts);
        auto all = reads;
        auto const read_all = detail::read_short_fields<Points>(by, *fields, texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (!reads || !is_short_number(texts[i], Points)) {
                BOOST_TEST_REQUIRE(fields->words[i] == detail::no_short_number, texts[i]);
                all = false;
            } else if (Points) {
                BOOST_TEST_REQUIRE(std::bit_cast<double>(fields->words[i]) == std::strtod(texts[i].c_str(), nullptr),
                                   texts[i]);
            } else {
                BOOST_TEST_REQUIRE(fields->words[i] == std::strtoull(texts[i].c_str(), nullptr, 10), texts[i]);
            }
        }
        BOOST_TEST_REQUIRE(read_all == all);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(simd)
BOOST_AUTO_TEST_SUITE(digit_columns)

BOOST_AUTO_TEST_CASE(short_numbers_are_read_as_the_standard_library_reads_them)
{
    auto random = std::mt19937_64{31};
    for (auto trial = 0; trial < 3000; ++trial) {
        auto texts = std::vector<std::string>(1 + random() % detail::short_fields::most);
        for (auto& text : texts) {
            text = std::to_string(random() % 100'000'000);
            text.resize(1 + random() % text.size());
            if (trial % 2 == 0 && text.size() < 8) {
                text.insert(random() % (text.size() + 1), ".");
            }
        }
        check<true>(texts);
        check<false>(texts);
    }
}

BOOST_AUTO_TEST_CASE(other_fields_are_told_apart_from_numbers)
{
    for (auto const* const odd : {"", ".", "..", "1..", "1.2.3", "-1", "+1", "1e5", " 1", "1 ", "123456789", "1234567a",
                                  "\xB0", "1:", "/1", "12345.678"}) {
        for (std::size_t place = 0; place < 4; ++place) {
            auto texts = std::vector<std::string>{"1", "22", "333", "4444"};
            texts[place] = odd;
            check<true>(texts);
            check<false>(texts);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
