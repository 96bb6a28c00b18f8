// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/sha256.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace {

using namespace reading;
using eq::io::sha256_of;

std::string digest_of(std::string_view bytes)
{
    auto digest = eq::io::sha256{};
    digest.add(bytes);
    return digest.digest();
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(sha256)

// The examples that NIST publishes with FIPS 180-4, and the empty message of its test vectors for bytes.
BOOST_AUTO_TEST_CASE(published_digests)
{
    BOOST_TEST(digest_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    BOOST_TEST(digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(digest_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
               == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    BOOST_TEST(digest_of(std::string(1000000, 'a'))
               == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

BOOST_AUTO_TEST_CASE(pieces_of_any_size)
{
    auto bytes = std::string{};
    for (auto i = 0; i < 1000; ++i) {
        bytes += static_cast<char>(i * 7);
    }
    auto const whole = digest_of(bytes);
    for (std::size_t const piece : {1U, 3U, 55U, 63U, 64U, 65U, 128U, 999U}) {
        auto digest = eq::io::sha256{};
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            digest.add(std::string_view{bytes}.substr(at, piece));
            BOOST_TEST(digest.digest() == digest_of(std::string_view{bytes}.substr(0, at + piece))); // adds nothing
        }
        BOOST_TEST(digest.digest() == whole);
        BOOST_TEST(digest.size() == 1000U);
    }
}

BOOST_AUTO_TEST_CASE(files_streams_and_texts)
{
    auto const bytes = std::string(1000000, 'a');
    auto const expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    auto const path = scratch_path{};
    std::ofstream{path.get(), std::ios::binary} << bytes;
    auto stream = std::istringstream{bytes};
    BOOST_TEST(sha256_of(path.get()).digest() == expected);
    BOOST_TEST(sha256_of(path.get()).size() == 1000000U);
    BOOST_TEST(sha256_of(eq::io::source{stream}).digest() == expected);
    BOOST_TEST(sha256_of(eq::io::text(bytes)).digest() == expected);
    BOOST_TEST(sha256_of(eq::io::text("")).digest() == digest_of(""));
    BOOST_TEST(message_of<eq::io::file_error>([] { (void)sha256_of("no such file"); }).starts_with("no such file: "));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
