// SPDX-License-Identifier: BSL-1.0
// Before all else, so that nothing in the core shadows what it brings.
#include <equipoise/archives/gzip.hpp>

#include "../support/message_of.hpp"
#include "packed.hpp"

#include <equipoise/io/source.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace {

namespace eq = equipoise;

/// Bytes in memory, handed out by at most `most` at a time until they end.
struct bytes {
    std::string_view left;

    std::size_t read(char* to, std::size_t n)
    {
        auto const count = (std::min)(n, left.size());
        left.copy(to, count);
        left.remove_prefix(count);
        return count;
    }
};

/// The text, read `step` bytes at a time.
std::string gunzipped(std::string_view packed_text, std::size_t step = 3)
{
    auto stream = eq::archives::gunzip<bytes>{bytes{packed_text}, "f.gz"};
    auto text = std::string{};
    auto block = std::string(step, '\0');
    for (;;) {
        stream.read(block.data(), step);
        text.append(block, 0, stream.gcount());
        if (stream.gcount() < step) {
            return text;
        }
    }
}

std::string complaint(std::string const& packed_text)
{
    return message_of<eq::io::file_error>([&] { (void)gunzipped(packed_text); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(archives)
BOOST_AUTO_TEST_SUITE(gzip)

BOOST_AUTO_TEST_CASE(what_another_program_has_packed)
{
    for (std::size_t step : {1U, 3U, 8U, 9U, 1000U}) {
        BOOST_TEST(gunzipped(packed::gzip_of_gnu, step) == "a,b\n1,2\n");
        BOOST_TEST(gunzipped(packed::gzip_of_gnu + packed::more_of_gnu, step) == "a,b\n1,2\n3,4\n");
    }
    BOOST_TEST(gunzipped(packed::gzip_of_gnu + std::string(512, '\0')) == "a,b\n1,2\n"); // as tapes have it
    BOOST_TEST(gunzipped(packed::gzip("")) == "");
    auto const large = std::string(200'000, 'x') + '\n';
    BOOST_TEST((gunzipped(packed::gzip(large), 4096) == large));
}

BOOST_AUTO_TEST_CASE(a_stream_makes_a_source)
{
    auto const from = eq::io::kept_stream(eq::archives::gunzip<bytes>{bytes{packed::gzip_of_gnu}, "f.gz"}, "f.gz");
    auto text = std::string(8, '\0');
    BOOST_TEST(from.read(text.data(), 8) == 8U);
    BOOST_TEST(text == "a,b\n1,2\n");
}

BOOST_AUTO_TEST_CASE(damage_is_told)
{
    BOOST_TEST(complaint("") == "f.gz: is empty, expected gzip data");
    BOOST_TEST(complaint(packed::gzip_of_gnu.substr(0, 24))
               == "f.gz: is cut off: the gzip data end after 8 bytes of text, before their check sum");
    BOOST_TEST(complaint(packed::gzip_of_gnu + std::string(3, '\0') + 'x')
               == "f.gz: other data follow the end of the gzip data, after 8 bytes of text");
    BOOST_TEST(complaint("a,b\n1,2\n").starts_with("f.gz: corrupt gzip data after 0 bytes of text"));
    auto corrupt = packed::gzip_of_gnu;
    corrupt[20] = static_cast<char>(corrupt[20] ^ 1); // of the check sum
    BOOST_TEST(complaint(corrupt).starts_with("f.gz: corrupt gzip data after 8 bytes of text"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
