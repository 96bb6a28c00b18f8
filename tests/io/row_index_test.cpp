// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/row_index.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace detail = equipoise::io::detail;

using places = std::vector<detail::row_index::place>;

struct ends {
    places fields{0};
    places rows;

    friend bool operator==(ends const&, ends const&) = default;
};

ends one_by_one(std::string_view text)
{
    auto found = ends{};
    text = text.substr(0, detail::row_index::reach);
    text = text.substr(0, text.find_first_of(std::string_view{"\"\0", 2}));
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const behind = static_cast<detail::row_index::place>(i + 1);
        if (text[i] == ',' || text[i] == '\n') {
            found.fields.push_back(behind);
        }
        if (text[i] == '\n') {
            found.rows.push_back(behind);
        }
    }
    return found;
}

ends found_by(detail::row_index& index, std::string_view text)
{
    // a copy as long as the text, so that reading beyond is found out
    auto const bytes = std::vector<char>(text.begin(), text.end());
    index.mark(bytes.data(), bytes.size());
    return {places(index.fields(), index.fields() + index.field_count() + 1),
            places(index.row_ends(), index.row_ends() + index.row_count())};
}

struct all_ways {
    detail::row_index plain{{',', '"'}, detail::instruction_set::baseline};
    detail::row_index wide{{',', '"'}, (std::min)(detail::instruction_set::avx2, detail::best_instruction_set())};
    detail::row_index widest{{',', '"'}, detail::best_instruction_set()};

    void check(std::string_view text)
    {
        auto const expected = one_by_one(text);
        BOOST_TEST_REQUIRE((found_by(plain, text) == expected));
        BOOST_TEST_REQUIRE((found_by(wide, text) == expected));
        BOOST_TEST_REQUIRE((found_by(widest, text) == expected));
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(row_index)

BOOST_AUTO_TEST_CASE(fields_and_rows)
{
    auto index = detail::row_index{{',', '"'}, detail::best_instruction_set()};
    BOOST_TEST((found_by(index, "1,23\n,\n\n4") == ends{{0, 2, 5, 6, 7, 8}, {5, 7, 8}}));
    BOOST_TEST((found_by(index, "1,2\n3,\"4\",5\n") == ends{{0, 2, 4, 6}, {4}}));
    BOOST_TEST((found_by(index, "") == ends{}));
    auto const semicolons = [](char quote) {
        auto other = detail::row_index{{';', quote}, detail::best_instruction_set()};
        return found_by(other, "1;2,'\"3'\n4\n");
    };
    BOOST_TEST((semicolons('"') == ends{{0, 2}, {}}));
    BOOST_TEST((semicolons('\'') == ends{{0, 2}, {}}));
    BOOST_TEST((semicolons('\0') == ends{{0, 2, 9, 11}, {9, 11}}));
}

BOOST_AUTO_TEST_CASE(random_texts_of_every_size)
{
    auto random = std::mt19937{22};
    auto index = all_ways{};
    for (auto const alphabet :
         {std::string_view{"a,\n"}, std::string_view{",\n"}, std::string_view{"aaaaaaaaa,aaaaaaaa\n"},
          std::string_view{"aaaaaaa,aaaaaaaaaaaaa,aaaaaaaaaaa,aaaaaaaa\n\"\0", 46}}) {
        for (std::size_t size = 0; size < 400; ++size) {
            auto text = std::string(size, ' ');
            for (auto& c : text) {
                c = alphabet[random() % alphabet.size()];
            }
            index.check(text);
        }
    }
}

BOOST_AUTO_TEST_CASE(as_far_as_it_reaches)
{
    auto index = all_ways{};
    constexpr auto reach = detail::row_index::reach;
    for (auto const byte : {'a', ',', '\n'}) { // no end, ends of fields, ends of rows: as many as fit in
        for (auto const size : {reach - 1, reach, reach + 1, 2 * reach}) {
            index.check(std::string(size, byte));
        }
    }
    BOOST_TEST(one_by_one(std::string(2 * reach, '\n')).rows.size() == reach);
    for (std::size_t i = 0; i < 70; ++i) {
        auto text = std::string(reach + 64, 'a');
        text[reach - 66 + i] = '\n';
        text[reach - 65 + i] = '"';
        index.check(text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
