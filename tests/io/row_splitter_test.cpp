// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <equipoise/io/row_splitter.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace reading;
using eq::io::detail::byte_finder;
using splitter_type = eq::io::detail::row_splitter;

// RFC 4180 one character after the other; an empty result is a row that is not well-formed.
table split_plainly(std::string_view text, char separator)
{
    auto rows = table{};
    for (std::size_t at = 0; at < text.size();) {
        auto row = std::vector<std::string>{};
        auto well_formed = true;
        auto quoted = false;
        for (auto more = true; more;) {
            auto field = std::string{};
            quoted = at < text.size() && text[at] == '"';
            if (quoted) {
                for (++at; at < text.size() && (text[at] != '"' || text.substr(at, 2) == "\"\""); ++at) {
                    field += text[at];
                    at += text[at] == '"' ? 1U : 0U;
                }
                if (at == text.size()) {
                    throw std::runtime_error{"an open quote"};
                }
                ++at;
            }
            auto tail = std::string{};
            for (; at < text.size() && text[at] != separator && text[at] != '\n'; ++at) {
                tail += text[at];
            }
            more = at < text.size() && text[at] == separator;
            if (!more && tail.ends_with('\r')) {
                tail.pop_back();
            }
            well_formed = well_formed && tail.find('"') == std::string::npos && (!quoted || tail.empty());
            row.push_back(field + tail);
            at += at < text.size() ? 1U : 0U;
            if (more && at == text.size()) {
                row.emplace_back();
                more = false;
            }
        }
        if (row.size() > 1 || quoted || row[0].find_first_not_of(" \t") != std::string::npos || !well_formed) {
            rows.push_back(well_formed ? row : std::vector<std::string>{});
        }
    }
    return rows;
}

table split(std::string_view text, char separator)
{
    auto splitter = splitter_type{separator, '"'};
    auto rows = table{};
    auto const* const end = text.data() + text.size();
    for (auto const* at = text.data(); at != end;) {

        auto const* const next = splitter.split(at, end, true);
        if (next == nullptr) {
            throw std::runtime_error{"an open quote"};
        }
        if (!splitter.blank()) {
            auto& row = rows.emplace_back();
            auto storage = std::string{};
            storage.reserve(static_cast<std::size_t>(next - at));
            for (std::size_t i = 0; i < splitter.size() && splitter.flaw() == splitter_type::none; ++i) {
                row.emplace_back(splitter.plain(i, storage));
            }
        }
        at = next;
    }
    return rows;
}

std::string random_text(std::mt19937& random, std::string_view alphabet)
{
    auto text = std::string(random() % 120, ' ');
    for (auto& c : text) {
        c = alphabet[random() % alphabet.size()];
    }
    return text;
}

auto const both = eq::io::delimited_options<>{.columns = {"a", "b"}};

} // namespace

BOOST_TEST_DONT_PRINT_LOG_VALUE(table)

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(row_splitter)

BOOST_AUTO_TEST_CASE(bytes_are_found_exactly)
{
    auto random = std::mt19937_64{3};
    auto const near = std::string{",\n\";-+\x0B\x09\x8A\xAC\xA2\x00\x01\x80\xFF\x2D", 16};
    auto const find = byte_finder{',', '\n', '"'};
    for (auto i = 0; i < 10'000; ++i) {
        char text[8];
        for (auto& c : text) {
            c = near[random() % near.size()];
        }
        auto const n = random() % 9;
        auto found = find(byte_finder::load(text, n));
        for (std::size_t at = 0; at < n; ++at) {
            if (text[at] == ',' || text[at] == '\n' || text[at] == '"') {
                BOOST_TEST_REQUIRE(found != 0U);
                BOOST_TEST_REQUIRE(byte_finder::place(found) == at);
                found &= found - 1;
            }
        }
        BOOST_TEST_REQUIRE(found == 0U);
    }
}

BOOST_AUTO_TEST_CASE(random_texts_are_split_as_the_plain_way_does)
{
    auto random = std::mt19937{4};
    for (auto const* const alphabet :
         {"a,\n", "a,\n\"", "a b,\r\n\"", "\",\n\r", "aaaaaaaaaaaa,,\"\n", "\xE2\x80,\n\""}) {
        for (auto i = 0; i < 4'000; ++i) {
            auto const text = random_text(random, alphabet);
            auto plain = table{};
            auto open = false;
            try {
                plain = split_plainly(text, ',');
            } catch (std::runtime_error const&) {
                open = true;
            }
            if (open) {
                BOOST_CHECK_THROW(split(text, ','), std::runtime_error);
            } else if (split(text, ',') != plain) {
                BOOST_ERROR(text);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_row_is_complete_or_asks_for_more)
{
    auto random = std::mt19937{5};
    auto splitter = splitter_type{',', '"'};
    for (auto i = 0; i < 2'000; ++i) {
        auto const text = random_text(random, "ab,\r\n\"");
        auto const* const first = text.data();
        auto const* const whole = splitter.split(first, first + text.size(), true);
        auto const fields = splitter.size();
        for (std::size_t n = 0; n <= text.size(); ++n) {
            auto const* const next = splitter.split(first, first + n, false);
            if (next != nullptr) {
                BOOST_TEST_REQUIRE(next == whole);
                BOOST_TEST_REQUIRE(splitter.size() == fields);
            } else {
                BOOST_TEST_REQUIRE((whole == nullptr || first + n <= whole));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(blocks_may_end_anywhere)
{
    auto const text = std::string{"\xEF\xBB\xBF"
                                  "x,\"a\",b\r\n1,\"two, 2\",three\r\n\r\n4,\"say \"\"five\"\"\",\"six\r\nlines\"\r\n"
                                  "\n7,\"\",\"\"\"\"\n8,9,10,\r\n11,\"\"\"\"\"\",\r\n,,\n12,13,\"14\""};
    auto const expected =
        table{{"two, 2", "three"}, {"say \"five\"", "six\r\nlines"}, {"", "\""}, {"9", "10"}, {"\"\"", ""}, {"", ""},
              {"13", "14"}};
    BOOST_TEST((rows_in(text, both) == expected));
    for (std::size_t block = 0; block <= text.size() + 1; ++block) {
        auto options = both;
        options.block_size = block;
        BOOST_TEST((rows_in_stream(text, options) == expected), "blocks of " << block);
    }
}

BOOST_AUTO_TEST_CASE(random_texts_do_not_depend_on_the_block)
{
    auto random = std::mt19937{6};
    auto const outcome_of = [&](eq::io::source const& from, std::size_t block) {
        auto options = eq::io::delimited_options<>{
            .columns = {"a", eq::io::if_present("b")}, .malformed = eq::io::skip, .block_size = block};
        auto out = std::string{};
        try {
            auto const report = eq::io::for_each_row(from, options, [&](eq::io::row const& row) {
                out += std::to_string(row.line()) + '<' + std::string{row[0]} + '|' + std::string{row[1]} + '>';
            });
            check_balance(report);
            for (auto const& error : report.examples) {
                out += error.what() + std::string{"; "};
            }
        } catch (eq::io::input_error const& error) {
            out += error.what();
        }
        return out;
    };
    for (auto i = 0; i < 100; ++i) {
        auto const text = "a,b\n" + random_text(random, "xy,,\r\n\n\"\"") + (i % 2 == 0 ? "\"" : "");
        auto const expected = outcome_of(eq::io::text(text, "f"), 1);
        for (std::size_t block = 1; block <= 64; ++block) {
            auto stream = std::istringstream{text};
            auto const got = outcome_of({stream, "f"}, block);
            if (got != expected) {
                BOOST_ERROR("blocks of " << block << ", " << text << ": " << got << " but " << expected);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_field_of_a_megabyte)
{
    auto const wide = std::string(1'000'000, 'w');
    auto quoted = std::string{};
    for (auto i = 0; i < 250'000; ++i) {
        quoted += "\"\"\n,";
    }
    auto plain = std::string{};
    for (auto i = 0; i < 250'000; ++i) {
        plain += "\"\n,";
    }
    auto const text = "a,b\n1," + wide + "\n\"" + quoted + "\",2\n3,4\n";
    auto const expected = table{{"1", wide}, {plain, "2"}, {"3", "4"}};
    for (auto const block : {std::size_t{1}, std::size_t{4096}, std::size_t{1} << 18U, std::size_t{1} << 22U}) {
        auto options = both;
        options.block_size = block;
        BOOST_TEST((rows_in_stream(text, options) == expected));
    }
    auto line = std::size_t{0};
    eq::io::for_each_row(eq::io::text(text), both, [&](eq::io::row const& row) { line = row.line(); });
    BOOST_TEST(line == 250'004U);
}

BOOST_AUTO_TEST_CASE(blocks_of_nothing_but_line_breaks)
{
    auto const text = "a,b\n" + std::string(10'000, '\n') + "1,2" + std::string(10'000, '\n') + "\r\n3,4\n";
    for (auto const block : {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::size_t{4096}}) {
        auto options = both;
        options.block_size = block;
        BOOST_TEST((rows_in_stream(text, options) == table{{"1", "2"}, {"3", "4"}}));
    }
    BOOST_TEST(rows_in_stream("a,b\n" + std::string(5000, '\n'), both).empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
