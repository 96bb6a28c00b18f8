// SPDX-License-Identifier: BSL-1.0
#include "../support/ledger_bytes.hpp"
#include "../support/message_of.hpp"
#include "ledgers_for_files.hpp"

#include <equipoise/io/interval_ledger_file.hpp>
#include <equipoise/io/ledger_file.hpp>
#include <equipoise/uncertainty/amount_error.hpp>
#include <equipoise/uncertainty/interval_ledger.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using eq::iso3;
using ranges_book = eq::interval_ledger<support::book_key, iso3>;

bool same_ranges(ranges_book const& a, ranges_book const& b)
{
    return std::ranges::equal(a.keys(), b.keys()) && std::ranges::equal(a.offsets(), b.offsets())
           && std::ranges::equal(a.ids(), b.ids())
           && std::ranges::equal(a.lows(), b.lows(), support::equal_bits<double>)
           && std::ranges::equal(a.highs(), b.highs(), support::equal_bits<double>)
           && std::ranges::equal(a.declared(), b.declared()) && std::ranges::equal(a.why_unknown(), b.why_unknown());
}

ranges_book read_ranges(std::filesystem::path const& path)
{
    return eq::io::read_interval_ledger<support::book_key, iso3>(path);
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(interval_ledger_file)

BOOST_AUTO_TEST_CASE(a_ledger_of_ranges_that_is_read_is_the_one_that_was_written)
{
    auto const folder = support::scratch_folder{};
    auto const roughly = ranges_book{support::full_builder().build(), eq::relative_error{0.1}};
    eq::io::write_ledger(folder / "ranges", roughly, "made up");
    auto const read = read_ranges(folder / "ranges");
    BOOST_TEST(same_ranges(read, roughly));
    // by hand: at least 0.9 times 10000000000000002.1, and no more than anything, as a row without partner may be its
    auto const mongolia = read.at({2019, iso3{"MNG"}});
    BOOST_TEST(mongolia.highs()[0] == std::numeric_limits<double>::infinity());
    BOOST_TEST((read.at({2018, iso3{"CHN"}}).why_unknown() == eq::reason::contradictory_total));
    BOOST_TEST((read.at({2018, iso3{"MNG"}}).declared().total == eq::interval{100, 100}));
    BOOST_TEST((read.at({2018, iso3{"MNG"}}).listing() == eq::listing::largest));
    BOOST_TEST(read.knows(iso3{"CHN"}));

    auto const of = eq::io::describe_ledger(folder / "ranges");
    BOOST_TEST(of.amounts == "range of float64");
    BOOST_TEST(of.provenance == "made up");
    BOOST_TEST(of.portfolios == 11U);

    eq::io::write_ledger(folder / "empty", ranges_book{});
    BOOST_TEST(read_ranges(folder / "empty").empty());
}

BOOST_AUTO_TEST_CASE(other_files_are_refused)
{
    auto const folder = support::scratch_folder{};
    eq::io::write_ledger(folder / "points", support::full_builder().build());
    eq::io::write_ledger(folder / "ranges", ranges_book{{{{2019, iso3{"MNG"}}, {iso3{"CHN"}, 1, 2}}}});
    BOOST_TEST(message_of<eq::io::file_error>([&] { static_cast<void>(read_ranges(folder / "points")); })
               == (folder / "points").string()
                      + ": directory: holds amounts of type float64, expected range of float64");
    BOOST_TEST(message_of<eq::io::file_error>(
                   [&] { static_cast<void>(eq::io::read_ledger<support::book_key, iso3>(folder / "ranges")); })
               == (folder / "ranges").string()
                      + ": directory: holds amounts of type range of float64, expected float64");

    auto const good = support::bytes_in(folder / "ranges");
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto content = good;
        content[i] ^= std::byte{4};
        support::put_bytes(folder / "altered", content);
        BOOST_CHECK_THROW(static_cast<void>(read_ranges(folder / "altered")), eq::io::file_error);
        support::put_bytes(folder / "altered", std::span{good}.first(i));
        BOOST_CHECK_THROW(static_cast<void>(read_ranges(folder / "altered")), eq::io::file_error);
        support::mend_checksums(content); // whatever is wrong then, is told by an error or is another ledger
        support::put_bytes(folder / "altered", content);
        try {
            static_cast<void>(read_ranges(folder / "altered"));
        } catch (eq::io::file_error const& error) {
            BOOST_TEST(std::string{error.what()}.starts_with((folder / "altered").string() + ": "));
        }
    }
    // keys take 6 bytes from byte 64, first cells 8, partners 2, and low ends begin at byte 80: 1 becomes -1, then 4
    auto content = good;
    content[87] = std::byte{0xBF};
    support::mend_checksums(content);
    support::put_bytes(folder / "altered", content);
    BOOST_TEST(message_of<eq::io::file_error>([&] { static_cast<void>(read_ranges(folder / "altered")); })
               == (folder / "altered").string() + ": low ends: record 0 is no range of amounts");
    content[87] = std::byte{0x40};
    content[86] = std::byte{0x10};
    support::mend_checksums(content);
    support::put_bytes(folder / "altered", content);
    BOOST_TEST(message_of<eq::io::file_error>([&] { static_cast<void>(read_ranges(folder / "altered")); })
               == (folder / "altered").string() + ": low ends: record 0 is no range of amounts");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
