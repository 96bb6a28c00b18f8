// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/digit_columns.hpp>
#include <equipoise/io/row_batch.hpp>

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace detail = equipoise::io::detail;

// One column, each field on a line of its own, with as much text behind the last as a batch needs.
struct column {
    std::string text;
    std::vector<detail::row_index::place> begins{0};

    explicit column(std::vector<std::string> const& fields)
    {
        for (auto const& field : fields) {
            text += field + '\n';
            begins.push_back(static_cast<detail::row_index::place>(text.size()));
        }
        text += std::string(detail::row_batch::ahead, '1');
    }

    template <class T>
    void check(detail::instruction_set by, bool end_rows) const
    {
        auto const count = begins.size() - 1;
        auto const first = detail::row_batch::fields{text.data(), begins.data(), 1, end_rows};
        auto values = std::vector<T>(count);
        auto fine = std::vector<unsigned char>(count, 1);
        detail::digit_columns{by}.read(first, count, values.data(), fine.data());
        for (std::size_t i = 0; i < count; ++i) {
            auto const field = *(first + i);
            auto expected = T{};
            BOOST_TEST_REQUIRE(detail::read_quickly(field, expected) == (fine[i] != 0), field << " of " << count);
            if (fine[i] != 0) {
                BOOST_TEST_REQUIRE(values[i] == expected, field);
            }
        }
    }
};

void check(std::vector<std::string> const& fields)
{
    auto const all = column{fields};
    for (auto const by : {detail::instruction_set::baseline, detail::best_instruction_set()}) {
        for (auto const end_rows : {false, true}) {
            all.check<double>(by, end_rows);
            all.check<int>(by, end_rows);
            all.check<std::uint64_t>(by, end_rows);
            all.check<std::int16_t>(by, end_rows);
            all.check<float>(by, end_rows);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(digit_columns)

BOOST_AUTO_TEST_CASE(numbers_of_every_size)
{
    auto fields = std::vector<std::string>{};
    for (std::size_t size = 0; size <= 20; ++size) {
        auto const digits = std::string{"12345678901234567890"}.substr(0, size);
        fields.push_back(digits);
        fields.push_back(digits + '\r');
        for (std::size_t place = 0; place <= size; ++place) {
            fields.push_back(digits.substr(0, place) + '.' + digits.substr(place));
        }
    }
    check(fields);
    // groups of four in which all are short, all digits, and any one is not
    for (auto const& odd : fields) {
        for (std::size_t place = 0; place < 5; ++place) {
            auto some = std::vector<std::string>{"1", "22", "333", "4444", "55555", "666666", "7777777"};
            some[place] = odd;
            check(some);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_byte_in_every_place)
{
    for (auto const* const number : {"1", "23", "456", "7890", "12.5", "1234567", "89012345", "1234567."}) {
        for (std::size_t place = 0; place < std::string_view{number}.size(); ++place) {
            auto fields = std::vector<std::string>{};
            for (auto byte = 0; byte < 256; ++byte) {
                fields.emplace_back(number);
                fields.back()[place] = static_cast<char>(byte);
            }
            check(fields);
        }
    }
}

BOOST_AUTO_TEST_CASE(columns_of_every_length)
{
    auto random = std::mt19937{41};
    constexpr auto alphabet = std::string_view{"0123456789.."};
    for (auto const count : {1U, 2U, 3U, 4U, 5U, 255U, 256U, 257U, 511U, 700U}) {
        auto fields = std::vector<std::string>(count);
        for (auto& field : fields) {
            for (auto size = random() % 12; field.size() < size;) {
                field += alphabet[random() % (random() % 8 == 0 ? 12 : 10)];
            }
        }
        check(fields);
    }
}

BOOST_AUTO_TEST_CASE(the_same_field_over_and_over)
{
    for (auto const* const field : {"2019", "7", "", "x1", "12345678", "123456789", ".", "9\r"}) {
        for (auto const count : {1U, 31U, 32U, 33U, 300U}) {
            auto fields = std::vector<std::string>(count, field);
            check(fields);
            fields.back() += '1'; // and another at last
            check(fields);
            fields.back() = "3";
            check(fields);
        }
    }
    // a row that another column spoilt stays spoilt
    auto const all = column{{"5", "5"}};
    auto values = std::vector<int>(2);
    auto fine = std::vector<unsigned char>{0, 1};
    detail::digit_columns{}.read({all.text.data(), all.begins.data(), 1, false}, 2, values.data(), fine.data());
    BOOST_TEST((fine == std::vector<unsigned char>{0, 1}));
}

BOOST_AUTO_TEST_CASE(values_known_beforehand)
{
    auto const all = column{{"2019", ".5", "7.", "0.001", "99999999"}};
    auto values = std::vector<double>(5);
    auto fine = std::vector<unsigned char>(5, 1);
    detail::digit_columns{}.read({all.text.data(), all.begins.data(), 1, true}, 5, values.data(), fine.data());
    BOOST_TEST((values == std::vector<double>{2019, .5, 7, .001, 99999999}));
    BOOST_TEST((fine == std::vector<unsigned char>(5, 1)));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
