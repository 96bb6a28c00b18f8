// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include "../support/plain_number.hpp"

#include <equipoise/io/delimited.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace reading;
namespace detail = eq::io::detail;

// What becomes of a text, in words: its rows, its report and the message of the error that ends it.
struct transcript {
    std::string rows;
    std::vector<std::string> complaints;
    std::size_t read = 0;
    std::size_t used = 0;
    std::size_t unknown = 0;

    void add(std::size_t line, std::string_view a, std::string_view b)
    {
        rows += std::to_string(line);
        rows += '<';
        rows += a;
        rows += '|';
        rows += b;
        rows += ">\n";
    }

    [[nodiscard]] std::string words(std::size_t skipped) const
    {
        auto out = rows;
        for (std::size_t i = 0; i < complaints.size() && i < 10; ++i) {
            out += complaints[i] + '\n';
        }
        for (auto const n : {read, used, unknown, skipped}) {
            out += ' ' + std::to_string(n);
        }
        return out;
    }
};

// A header whose names and end are known beforehand, and which wants "a" and perhaps "b".
struct header {
    std::string text;
    std::size_t lines;
    std::size_t width;
    std::size_t a;
    std::size_t b; // width: there is none
    bool unnamed_end;
};

// Those with quotes last.
auto const headers = std::vector<header>{
    {"a,b\n", 1, 2, 0, 1, false},
    {"x,b,a,\n", 1, 4, 2, 1, true},
    {"a\n", 1, 1, 0, 1, false},
    {"\xEF\xBB\xBF\n\"b\",a\r\n", 2, 2, 1, 0, false},
    {"a,x,\"y\nz\",w\n", 2, 4, 0, 4, false},
};

struct settings {
    bool skip = true;
    std::size_t longest_row = std::size_t{1} << 24U;
    char quote = '"';
    bool multiline = true;
};

header const& any_header(std::mt19937& random, settings const& set)
{
    return headers[random() % (set.quote == '\0' ? 3 : set.multiline ? headers.size() : headers.size() - 1)];
}

// ---- The simple way: one character after the other, the whole text at hand. ----

struct plain_row {
    std::vector<std::string> raw;    // fields with their quotes
    std::vector<std::string> fields; // without
    std::size_t next = 0;
    std::size_t breaks = 0;
    std::size_t flaw = std::string::npos;
    std::size_t open_quote = std::string::npos;
    bool ended = false; // by a line feed
};

plain_row split_plainly(std::string_view text, std::size_t at, char quote)
{
    auto row = plain_row{};
    for (auto more = true; more;) {
        auto const start = at;
        auto content = std::string{};
        auto const quoted = quote != '\0' && at < text.size() && text[at] == quote;
        if (quoted) {
            for (++at; at < text.size() && (text[at] != quote || text.substr(at, 2) == std::string(2, quote)); ++at) {
                content += text[at];
                row.breaks += text[at] == '\n' ? 1U : 0U;
                at += text[at] == quote ? 1U : 0U;
            }
            if (at >= text.size()) {
                row.open_quote = start;
                return row;
            }
            ++at;
        }
        auto tail = std::string{};
        for (; at < text.size() && text[at] != ',' && text[at] != '\n'; ++at) {
            tail += text[at];
        }
        more = at < text.size() && text[at] == ',';
        auto raw = std::string{text.substr(start, at - start)};
        if (!more && tail.ends_with('\r')) {
            tail.pop_back();
            raw.pop_back();
        }
        auto const well_formed = quoted ? tail.empty() : quote == '\0' || tail.find(quote) == std::string::npos;
        if (!well_formed && row.flaw == std::string::npos) {
            row.flaw = row.raw.size();
        }
        row.raw.push_back(raw);
        row.fields.push_back(content + tail);
        row.ended = at < text.size() && text[at] == '\n';
        at += at < text.size() ? 1U : 0U;
    }
    row.next = at;
    return row;
}

std::string trim(std::string const& text)
{
    auto const first = text.find_first_not_of(" \t");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

bool reads_as_number(std::string text)
{
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
        text.erase(0, 1);
    }
    auto const digits = text.starts_with('-') ? text.substr(1) : text;
    return !digits.empty() && (digits[0] == '.' || (digits[0] >= '0' && digits[0] <= '9'))
           && support::plain_number<double>(text);
}

std::string counted(std::size_t n)
{
    return std::to_string(n) + (n == 1 ? " field" : " fields");
}

std::string expected_of(std::string_view body, header const& head, settings const& set)
{
    auto out = transcript{};
    auto line = head.lines + 1;
    auto const breaks_before = [&](std::size_t from, std::size_t to) {
        return static_cast<std::size_t>(std::count(body.begin() + static_cast<std::ptrdiff_t>(from),
                                                   body.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
    };
    auto const fatal = [&](std::size_t at_line, std::string const& what) {
        return "f:" + std::to_string(at_line) + ": found " + what + '\n' + out.rows;
    };
    auto const endless = [&](std::size_t at, std::size_t end, std::size_t open_quote, std::string const& within) {
        if (auto const nul = body.find('\0', at); nul < end) {
            return fatal(line + breaks_before(at, nul), "a NUL byte, expected text");
        }
        return open_quote != std::string::npos
                   ? fatal(line + breaks_before(at, open_quote), "an opening quote, expected its closing one " + within)
                   : fatal(line, "a row without end, expected a line break " + within);
    };
    for (std::size_t at = 0; at < body.size();) {
        auto const line_end = set.multiline ? std::string::npos : body.find('\n', at);
        auto const rows = line_end == std::string::npos ? body : body.substr(0, line_end + 1);
        auto row = split_plainly(rows, at, set.quote);
        auto const open = row.open_quote != std::string::npos;
        if ((open ? rows.size() : row.next) - at > set.longest_row) {
            auto const begin = split_plainly(rows.substr(0, at + set.longest_row), at, set.quote);
            return endless(at, at + set.longest_row, set.multiline ? begin.open_quote : std::string::npos,
                           "within " + std::to_string(set.longest_row) + " bytes");
        }
        if (open && !set.multiline) {
            row.next = rows.size();
            row.breaks = 0;
        } else if (open) {
            return endless(at, body.size(), row.open_quote, "before the file ends");
        }
        if (auto const nul = body.find('\0', at); nul < row.next) {
            return fatal(line + breaks_before(at, nul), "a NUL byte, expected text");
        }
        auto complaint = std::string{};
        auto const n = row.fields.size();
        auto const name = [&](std::size_t i) {
            auto const names = split_plainly(head.text.substr(head.text.find_first_not_of("\xEF\xBB\xBF\n")), 0, '"');
            return i < names.fields.size() && !names.fields[i].empty() ? detail::printable(names.fields[i])
                                                                       : std::to_string(i + 1);
        };
        auto const complain = [&](std::string const& what) { complaint = "f:" + std::to_string(line) + ": " + what; };
        if (open) {
            ++out.read;
            auto text = std::string{rows.substr(row.open_quote)};
            text.erase(text.find_last_not_of("\r\n") + 1);
            complain("column " + name(n) + ": found " + detail::quoted(text)
                     + ", expected a quote that is closed on its line");
        } else if (n > 1 || !trim(row.raw[0]).empty()) {
            ++out.read;
            auto const fits = n == head.width || (n == head.width + 1 && trim(row.fields[head.width]).empty())
                              || (n + 1 == head.width && head.unnamed_end);
            if (row.flaw != std::string::npos) {
                complain("column " + name(row.flaw) + ": found " + detail::quoted(row.raw[row.flaw])
                         + ", expected quotes only around a whole field, and doubled within");
            } else if (!fits) {
                complain("found " + counted(n) + ", expected " + counted(head.width));
            } else {
                auto const& a = row.fields[head.a];
                out.add(line, a, head.b < head.width ? row.fields[head.b] : "");
                auto const text = trim(a);
                if (text.empty() || text == "NA" || text == "N/A" || text == ".." || text == "-1" || text == "23") {
                    ++out.unknown;
                } else if (reads_as_number(text)) {
                    ++out.used;
                } else {
                    auto const help = detail::number_hint(text);
                    complain("column a: found " + detail::quoted(text) + ", expected a number"
                             + (help.empty() ? "" : "; " + help));
                }
            }
        }
        if (!complaint.empty()) {
            if (!set.skip) {
                return complaint + '\n' + out.rows;
            }
            out.complaints.push_back(complaint);
        }
        line += 1 + row.breaks;
        at = row.next;
    }
    return out.words(out.complaints.size());
}

// ---- The reader. ----

std::string transcript_of(eq::io::source const& from, settings const& set, std::size_t block,
                          detail::instruction_set by)
{
    auto out = transcript{};
    auto const options = eq::io::delimited_options<>{.columns = {"a", eq::io::if_present("b")},
                                                     .quote = set.quote,
                                                     .multiline = set.multiline,
                                                     .also_missing = {"-1", "23"},
                                                     .malformed = set.skip ? eq::io::skip : eq::io::fail,
                                                     .block_size = block,
                                                     .longest_row = set.longest_row};
    auto sink = [&](eq::io::row const& row) {
        out.add(row.line(), row[0], row[1]);
        auto const value = row.known<double>(0);
        if (!value) {
            return eq::io::row_outcome::unknown;
        }
        BOOST_TEST_REQUIRE(row.get<double>(0) == *value);
        return eq::io::row_outcome::used;
    };
    try {
        auto blocks = detail::block_reader{from, options.block_size};
        auto head = detail::header_reader{from.name(), options};
        while (!head.found()) {
            blocks.fill();
            blocks.drop(head.consume(blocks.text(), blocks.last()));
        }
        auto body = detail::body_reader{head.where(), options, head.next_line(), by};
        for (;;) {
            blocks.drop(body.consume(blocks.text(), blocks.last(), sink));
            if (blocks.last()) {
                break;
            }
            blocks.fill();
        }
        auto const& report = body.result();
        check_balance(report);
        for (auto const& error : report.examples) {
            out.complaints.emplace_back(error.what());
        }
        out.read = report.read;
        out.used = report.used;
        out.unknown = report.unknown;
        return out.words(report.skipped);
    } catch (eq::io::input_error const& error) {
        return error.what() + ('\n' + out.rows);
    }
}

void check(std::string const& body, header const& head, settings const& set, std::vector<std::size_t> const& blocks)
{
    auto const expected = expected_of(body, head, set);
    auto const text = head.text + body;
    for (auto const by :
         {detail::instruction_set::baseline, detail::best_instruction_set()}) { // the same on every processor
        auto const wide = by != detail::instruction_set::baseline;
        auto const whole = transcript_of(eq::io::text(text, "f"), set, 1, by);
        if (whole != expected) {
            BOOST_ERROR((wide ? "wide, " : "plain, ") << text << "\n---- read as\n"
                                                      << whole << "\n---- not\n"
                                                      << expected);
        }
        for (auto const block : blocks) {
            auto stream = std::istringstream{text};
            auto const got = transcript_of({stream, "f"}, set, block, by);
            if (got != expected) {
                BOOST_ERROR("blocks of " << block << (wide ? ", wide, " : ", plain, ") << text << "\n---- read as\n"
                                         << got << "\n---- not\n"
                                         << expected);
            }
        }
    }
}

std::string random_text(std::mt19937& random, std::string_view alphabet, std::size_t size)
{
    auto text = std::string(size, ' ');
    for (auto& c : text) {
        c = alphabet[random() % alphabet.size()];
    }
    return text;
}

// Mostly rows as they should be, now and then something else.
std::string random_rows(std::mt19937& random, std::size_t size)
{
    auto const fields = std::vector<std::string>{"1",    "23",          "4567",   "89.5",  "-1",
                                                 "-2",   "NA",          "",       " 6 ",   "..",
                                                 "x",    "+7",          "1e3",    "\"8\"", "\"say \"\"9\"\"\"",
                                                 "\"\"", "a\"",         "\"\n\"", "NA ",   "123456.75",
                                                 "0",    "\"1,\r\n2\"", "\t"};
    auto text = std::string{};
    auto const odd = random() % 4;
    while (text.size() < size) {
        auto const n = 2 + (random() % 16 == 0 ? random() % 4 : 0);
        for (std::size_t i = 0; i < n; ++i) {
            text += i > 0 ? "," : "";
            text += fields[random() % (odd == 0 ? fields.size() : 5)];
        }
        text += random() % 8 == 0 ? "\r\n" : random() % 32 == 0 ? "\n\n" : "\n";
    }
    text.resize(size);
    return text;
}

std::vector<std::size_t> const no_blocks;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(table_reader)

BOOST_AUTO_TEST_CASE(the_plain_way_reads_what_is_known)
{
    BOOST_TEST(expected_of("1,2\n\"x\n\",3\nNA,4\n5\n6\"7,\r\n", headers[0], {})
               == "2<1|2>\n3<x\n|3>\n5<NA|4>\n"
                  "f:3: column a: found \"x\\n\", expected a number\n"
                  "f:6: found 1 field, expected 2 fields\n"
                  "f:7: column a: found \"6\"7\", expected quotes only around a whole field, and doubled within\n"
                  " 5 1 1 3");
    BOOST_TEST(expected_of("1,2\n3,\"4\n5,6\r\n\"\r", headers[0], {.multiline = false})
               == "2<1|2>\n4<5|6>\n"
                  "f:3: column b: found \"\"4\", expected a quote that is closed on its line\n"
                  "f:5: column a: found \"\"\", expected a quote that is closed on its line\n"
                  " 4 2 0 2");
    BOOST_TEST(expected_of("1,2\n\n3,\"4\n", headers[3], {})
               == "f:5: found an opening quote, expected its closing one before the file ends\n3<2|1>\n");
}

BOOST_AUTO_TEST_CASE(random_texts)
{
    auto random = std::mt19937{11};
    for (auto const* const alphabet :
         {"1,\n", "12,\n\"", "1 2,\r\n\"", "\",\n\r", "11111111,,\"\n", "1.5e,-+\n", "NA/.,\n"}) {
        for (auto i = 0; i < 120; ++i) {
            auto const set = settings{.skip = i % 3 != 0,
                                      .longest_row = i % 5 == 0 ? 30U : 1U << 24U,
                                      .quote = i % 7 == 0 ? '\0' : '"',
                                      .multiline = i % 4 < 2};
            check(random_text(random, alphabet, random() % 200), any_header(random, set), set, no_blocks);
        }
    }
}

BOOST_AUTO_TEST_CASE(random_rows_in_blocks_of_every_size)
{
    auto random = std::mt19937{12};
    auto sizes = std::vector<std::size_t>{100, 128, 255, 1000};
    for (std::size_t size = 1; size <= 64; ++size) {
        sizes.push_back(size);
    }
    for (auto i = 0; i < 12; ++i) {
        auto const set =
            settings{.skip = i % 4 != 0, .longest_row = i % 5 == 0 ? 20U : 1U << 24U, .multiline = i % 3 != 1};
        check(random_rows(random, 40 + random() % 160), any_header(random, set), set, sizes);
    }
}

BOOST_AUTO_TEST_CASE(more_rows_than_are_looked_at_at_once)
{
    auto random = std::mt19937{13};
    for (auto i = 0; i < 12; ++i) {
        auto const size = 3 * detail::row_index::reach + random() % 1000;
        check(random_rows(random, size), headers[static_cast<std::size_t>(i) % headers.size()], {},
              {4096, 8192, 20'000});
    }
    for (auto const& head : headers) { // every place of the end of a row
        for (std::size_t n = detail::row_index::reach - 66; n < detail::row_index::reach + 66; n += 3) {
            check("1,2\n" + std::string(n, 'w') + ",4\r\n5,6\n", head, {}, no_blocks);
        }
    }
}

BOOST_AUTO_TEST_CASE(nul_bytes)
{
    auto random = std::mt19937{14};
    for (auto i = 0; i < 60; ++i) {
        auto body = random_rows(random, 20 + random() % 300);
        body[random() % body.size()] = '\0';
        auto const set = settings{.skip = i % 2 == 0, .quote = i % 3 == 0 ? '\0' : '"', .multiline = i % 4 < 2};
        check(body, any_header(random, set), set, {1, 7, 64});
    }
    check(std::string(100, '\0'), headers[0], {}, {1, 64});
}

BOOST_AUTO_TEST_CASE(trailing_separators_and_spare_fields)
{
    auto body = std::string{};
    for (auto i = 0; i < 1000; ++i) {
        body += i % 3 == 0 ? "1,2,\n" : i % 3 == 1 ? "3,4\n" : "5,6,\"\"\r\n";
    }
    for (auto const& head : headers) {
        check(body, head, {}, {1000});
    }
}

BOOST_AUTO_TEST_CASE(rows_about_as_long_as_they_may_be)
{
    for (std::size_t n = 20; n < 40; ++n) {
        for (auto const skip : {false, true}) {
            check("1,2\n3," + std::string(n, 'x') + "\n5,6\n", headers[0], {.skip = skip, .longest_row = 30},
                  {1, 16, 64});
            check("1\n" + std::string(n, '2') + "\n3\n", headers[2], {.skip = skip, .longest_row = 30}, {1, 16, 64});
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_but_line_breaks)
{
    for (auto const& head : headers) {
        check(std::string(20'000, '\n') + "1,2" + std::string(20'000, '\n') + "\r\n \n3,4", head, {}, {4096});
        check(std::string(3'000, '\n'), head, {}, {64});
        check("", head, {}, {1, 64});
        check("\r", head, {}, {1, 64});
    }
}

BOOST_AUTO_TEST_CASE(fields_of_a_megabyte)
{
    auto const wide = std::string(1'000'000, 'w');
    auto quoted = std::string{};
    for (auto i = 0; i < 250'000; ++i) {
        quoted += "\"\"\n,";
    }
    auto const body = "1," + wide + "\n\"" + quoted + "\",2\n3,4\n" + wide + ",5\n,6";
    check(body, headers[0], {}, {std::size_t{1} << 18U});
    check(body, headers[0], {.longest_row = 10'000}, {std::size_t{1} << 18U});
    check(body.substr(0, 1'100'000), headers[0], {.multiline = false}, {std::size_t{1} << 18U});
}

BOOST_AUTO_TEST_CASE(what_a_column_at_the_end_of_the_row_holds)
{
    auto const read = [](detail::instruction_set by) {
        auto const options = eq::io::delimited_options<>{.columns = {"c", "a", eq::io::if_present("d"), "c", "b"}};
        auto header = detail::header_reader{"f", options};
        auto const text = std::string_view{"a,b,c\r\n1,2,3\r\n4,5,\r\n,,\n6,7,\r\r\n8,9,\"\"\r\n"};
        auto const begin = header.consume(text, true);
        auto body = detail::body_reader{header.where(), options, header.next_line(), by};
        auto rows = table{};
        auto sink = [&](eq::io::row const& row) {
            auto& fields = rows.emplace_back();
            for (std::size_t i = 0; i < row.size(); ++i) {
                fields.emplace_back(row[i]);
            }
        };
        BOOST_TEST(body.consume(text.substr(begin), true, sink) == text.size() - begin);
        return rows;
    };
    auto const expected = table{{"3", "1", "", "3", "2"},
                                {"", "4", "", "", "5"},
                                {"", "", "", "", ""},
                                {"\r", "6", "", "\r", "7"},
                                {"", "8", "", "", "9"}};
    BOOST_TEST((read(detail::instruction_set::baseline) == expected));
    BOOST_TEST((read(detail::best_instruction_set()) == expected));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
