// SPDX-License-Identifier: BSL-1.0
#include "../provider_files.hpp"

#include <equipoise/io/books_table.hpp>
#include <equipoise/io/table_text.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <vector>

// Rows of numbers are read many at a time, except where no row may be longer than the index reaches: then each is read
// singly. Both must tell the same of every file.

namespace {

namespace eq = equipoise;
namespace eio = eq::io;
using namespace eq::literals;

constexpr auto header = "t,i,j,k,v,q\n";

/// What a reading tells: the ledger, and the books with their examples; or the error.
std::string told(eio::source const& from, eio::format_options const& options)
{
    auto out = std::string{};
    try {
        auto const both = std::array{eio::read_exports(from, eio::baci, {}, options),
                                     eio::read_imports(from, eio::baci, {}, options)};
        for (auto const& [ledger, report] : both) {
            for (auto const& [key, trade] : ledger) {
                out += std::to_string(std::get<0>(key)) + std::get<1>(key).str() + ' '
                       + eq::detail::number_text(trade.residual_share()) + ':';
                for (auto const& [partner, amount] : trade) {
                    out += ' ' + partner.str() + ' ' + eq::detail::number_text(amount);
                }
                for (auto const& [partner, known] : trade.unknown()) {
                    out += " ?" + partner.str() + ' ' + eq::detail::number_text(known);
                }
                out += '\n';
            }
            out += eio::as_csv(eio::table_of(report.books)) + eio::as_csv(eio::table_by_state(report.books));
            for (std::size_t of = 0; of < eio::number_of_row_classes; ++of) {
                for (auto const& each : report.books.examples(static_cast<eio::row_class>(of))) {
                    out += std::to_string(each.line) + ": " + each.what + '\n';
                }
            }
            out += std::to_string(report.not_asked) + " not asked, " + std::to_string(report.lines.read) + " read, "
                   + std::to_string(report.lines.skipped) + " skipped, " + std::to_string(report.joined) + " joined\n";
            for (auto const& note : report.notes) {
                out += note + '\n';
            }
        }
    } catch (eio::input_error const& error) {
        return error.what();
    }
    return out;
}

double total_of(eq::portfolio_view<eq::iso3> const& trade)
{
    auto const& sums = trade.totals();
    return std::ldexp(sums.whole().value(), sums.exponent);
}

std::string told_of_stream(std::string const& text, eio::format_options const& options)
{
    // a stream is read only once: exports alone
    auto stream = std::istringstream{text};
    try {
        auto const result = eio::read_exports(eio::source{stream, "f.csv"}, eio::baci, {}, options);
        return eio::as_csv(eio::table_of(result.report.books)) + eio::as_csv(eio::table_by_state(result.report.books));
    } catch (eio::input_error const& error) {
        return error.what();
    }
}

eio::format_options singly(eio::format_options options)
{
    options.longest_row = 100;
    return options;
}

void check_both_ways(std::string const& text, eio::format_options const& options)
{
    auto const single = told(eio::text(text, "f.csv"), singly(options));
    BOOST_TEST(told(eio::text(text, "f.csv"), options) == single, text);
    auto const one_stream = told_of_stream(text, singly(options));
    for (auto const block : {std::size_t{1} << 18U, std::size_t{97}, std::size_t{1000}}) {
        auto by_block = options;
        by_block.block_size = block;
        BOOST_TEST(told_of_stream(text, by_block) == one_stream, "blocks of " << block << ": " << text);
    }
}

/// Invented files in which everything occurs that a row may be: whole amounts and quarters, so that sums are exact.
class maker {
public:
    explicit maker(unsigned seed) : draw_{seed} {}

    std::string file(std::size_t rows)
    {
        auto text = std::string{header};
        auto last = std::string{};
        auto const strange = 1 + below(40); // how seldom rows are that are not plain
        for (std::size_t i = 0; i < rows; ++i) {
            if (below(8) == 0) {
                reporter_ = one_of(std::array{"496", "398", "842", "156", "490", "0490", "697", "891", "058", "0251"});
            }
            if (below(30) == 0) {
                year_ = one_of(std::array{"2019", "2020", "1995"});
            }
            auto key = year_ + ',' + reporter_ + ',' + partner() + ',' + product() + ',';
            if (below(strange) == 0 && !last.empty()) {
                key = last;
            }
            text += key + amount(strange) + ',' + (below(2) == 0 ? "" : "  NA") + (below(20) == 0 ? "\r\n" : "\n");
            last = key;
        }
        return text;
    }

private:
    unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>{0, limit - 1}(draw_); }

    template <class Array>
    std::string one_of(Array const& values)
    {
        return values[below(static_cast<unsigned>(std::size(values)))];
    }

    std::string partner()
    {
        return one_of(std::array{"156", "643", "392", "410", "842", "826", "276", "251", "490", "697", "496", "\"124\"",
                                 " 699", "58", "711", "891"});
    }

    std::string product()
    {
        return below(4) == 0
                   ? one_of(std::array{"20500", "020500", "\"20500\"", "\t20500", " 020500", "020500 ", "27010"})
                   : std::to_string(270100 + 10 * below(3));
    }

    std::string amount(unsigned strange)
    {
        auto text = std::to_string(below(2000)) + one_of(std::array{"", ".5", ".25", ".000", ".75"});
        switch (below(3 * strange)) {
        case 0: return one_of(std::array{"", "NA", " 12.5 ", "1e3", "\"7.25\"", "0", "-0", "1234567890.25"});
        default: return text;
        }
    }

    std::mt19937 draw_;
    std::string year_ = "2019";
    std::string reporter_ = "496";
};

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(formats)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(batched_rows)

BOOST_AUTO_TEST_CASE(random_files_are_told_alike_row_by_row_and_many_at_a_time)
{
    for (auto seed = 1U; seed <= 40; ++seed) {
        auto make = maker{seed};
        auto const text = make.file(seed < 20 ? 12 : 400);
        auto options = eio::format_options{};
        options.own = seed % 3 == 0 ? eq::own_flows::keep : eq::own_flows::set_aside;
        options.areas = seed % 2 == 0 ? eio::areas::set_aside : eio::areas::to_residual;
        options.search_repeats = seed % 4 == 0;
        options.years = seed % 5 == 0 ? std::vector{2020} : std::vector<int>{};
        for (auto const repeats : {eio::repeats::refuse, eio::repeats::sum, eio::repeats::first, eio::repeats::last,
                                   eio::repeats::largest}) {
            options.repeats = repeats;
            BOOST_TEST_CONTEXT("seed " << seed << ", repeats " << static_cast<int>(repeats))
            {
                check_both_ways(text, options);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_product_that_lost_its_zeros_repeats_one_that_has_them)
{
    auto text = std::string{header};
    for (auto pair = 0; pair < 200; ++pair) {
        auto const partner = std::array{"156", "643", "842"}[static_cast<std::size_t>(pair % 3)];
        auto const products = pair % 2 == 0 ? std::array{"020500", "20500"} : std::array{" 270112", "270112"};
        for (auto const* const product : products) {
            text += std::string{"2019,496,"} + partner + ',' + product + ',' + std::to_string(text.size() % 97) + ",\n";
        }
    }
    for (auto const repeats :
         {eio::repeats::refuse, eio::repeats::sum, eio::repeats::first, eio::repeats::last, eio::repeats::largest}) {
        check_both_ways(text, {.repeats = repeats});
    }
    BOOST_TEST(told(eio::text(text), {.repeats = eio::repeats::last}).find("duplicate,200,") != std::string::npos);
}

// Each of 300 rows of Other Asia, not specified, has an amount of 2 and another partner than the one before: 100 with
// each of three states. Of 100 rows of the state 891 in 1991, before it was Serbia and Montenegro, each has 1.
BOOST_AUTO_TEST_CASE(flows_that_an_area_reports_are_in_the_residual_of_the_importer)
{
    auto text = std::string{header};
    for (auto i = 0; i < 300; ++i) {
        text += std::string{"2019,490,"} + std::array{"156", "643", "842"}[static_cast<std::size_t>(i % 3)]
                + ",270112,2,\n";
    }
    for (auto i = 0; i < 100; ++i) {
        text += std::string{"1991,891,156,"} + std::to_string(270100 + i) + ",1,\n";
    }
    auto const [exports, imports, report] = eio::read_ledgers(eio::text(text), eio::baci);
    for (auto const importer : {"CHN"_iso3, "RUS"_iso3, "USA"_iso3}) {
        auto const trade = imports.at({2019, importer});
        BOOST_TEST(trade.empty());
        BOOST_TEST(total_of(trade) == 200);
    }
    BOOST_TEST(exports.size() == 1U);
    BOOST_TEST(total_of(exports.at({1991, "YUG"_iso3})) == 100);
    auto const& area = report.books.states().find("490")->second[eio::row_class::area];
    BOOST_TEST(area.rows == 300U);
    BOOST_TEST(area.amount() == 600);
    check_both_ways(text, {});
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
