// SPDX-License-Identifier: BSL-1.0
#include "../support/ledger_bytes.hpp"
#include "../support/message_of.hpp"
#include "ledgers_for_files.hpp"

#include <equipoise/codes/m49.hpp>
#include <equipoise/core/version.hpp>
#include <equipoise/io/ledger_file.hpp>
#include <equipoise/model/building/ledger_builder.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace {

namespace eq = equipoise;
using eq::iso3;
using support::book;
using support::book_key;
using support::bytes_in;
using support::put_bytes;
using support::same;
using support::scratch_folder;

std::filesystem::path const version_1 = EQUIPOISE_SOURCE_DIR "/tests/io/data/version_1.ledger";

book read_book(std::filesystem::path const& path)
{
    return eq::io::read_ledger<book_key, iso3>(path);
}

book merge_books(std::vector<std::filesystem::path> const& paths)
{
    return eq::io::merge_ledgers<book_key, iso3>(paths);
}

/// Why a file is refused, without its name; read_ledger, merge_ledgers and ledger_file agree.
std::string why_refused(std::filesystem::path const& path)
{
    auto const message = message_of<eq::io::file_error>([&] { static_cast<void>(read_book(path)); });
    BOOST_TEST(message_of<eq::io::file_error>([&] { static_cast<void>(merge_books({path})); }) == message);
    auto const name = path.string() + ": ";
    BOOST_TEST(message.starts_with(name));
    return message.substr((std::min)(name.size(), message.size()));
}

/// Why a file is refused that has these bytes.
std::string why_refused(scratch_folder const& folder, std::span<std::byte const> content)
{
    put_bytes(folder / "altered", content);
    return why_refused(folder / "altered");
}

support::bytes text_bytes(std::string const& text)
{
    auto const all = std::as_bytes(std::span{text});
    return {all.begin(), all.end()};
}

/// 2000 portfolios under long texts, of 1 to 9 partners: columns of several blocks.
eq::ledger<std::string, std::string> long_book()
{
    auto rows = eq::ledger_builder<std::string, std::string>{};
    for (auto i = 0; i < 2000; ++i) {
        auto const key = "a portfolio with the rather long name number " + std::to_string(10000 + i);
        for (auto j = 0; j <= i % 9; ++j) {
            rows.add(key, "partner " + std::string(static_cast<std::size_t>(j), '+'), 0.1 * i + j);
        }
    }
    return rows.build();
}

using channel_key = std::pair<support::channel, bool>;

eq::ledger<channel_key, eq::m49, std::int64_t> whole_numbers()
{
    auto rows = eq::ledger_builder<channel_key, eq::m49, std::int64_t>{};
    rows.add({support::channel::arms, true}, eq::m49{156}, std::int64_t{9007199254740993}); // no double has this value
    rows.add({support::channel::arms, false}, eq::m49{643}, 2);
    rows.add({support::channel::finance, false}, eq::m49{643}, 3);
    rows.declare({support::channel::finance, false}, {.total = 5});
    return rows.build();
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(ledger_file)

BOOST_AUTO_TEST_CASE(a_ledger_that_is_read_is_the_one_that_was_written)
{
    auto const folder = scratch_folder{};
    auto const full = support::full_book();
    eq::io::write_ledger(folder / "full", full, "made up");
    auto const read = read_book(folder / "full");
    BOOST_TEST(same(read, full));
    BOOST_TEST(same(full, read));

    // by hand
    auto const mongolia = read.at({2019, iso3{"MNG"}});
    BOOST_TEST(mongolia.amounts()[*mongolia.position(iso3{"CHN"})] == 1e16 + 2);
    BOOST_TEST(mongolia.unknown().size() == 2U);
    BOOST_TEST(mongolia.unknown()[1].amount == 1e17 + 5);
    BOOST_TEST(mongolia.unnamed() == 3U);
    BOOST_TEST(read.at({2018, iso3{"MNG"}}).residual_share() == 0.005);
    BOOST_TEST(read.own_rows() == 2U);
    BOOST_TEST(read.contradictions().size() == 1U);
    BOOST_TEST(read.knows(iso3::user_assigned("XAA")));
    BOOST_TEST(!read.knows(iso3{"USA"}));
}

BOOST_AUTO_TEST_CASE(other_types_of_keys_partners_and_amounts)
{
    auto const folder = scratch_folder{};
    auto const texts = long_book();
    eq::io::write_ledger(folder / "texts", texts);
    BOOST_TEST((same(eq::io::read_ledger<std::string, std::string>(folder / "texts"), texts)));

    auto const numbers = whole_numbers();
    eq::io::write_ledger(folder / "numbers", numbers);
    auto const read = eq::io::read_ledger<channel_key, eq::m49, std::int64_t>(folder / "numbers");
    BOOST_TEST(same(read, numbers));
    BOOST_TEST(read.at({support::channel::arms, true}).amounts()[0] == 9007199254740993);

    eq::io::write_ledger(folder / "empty", book{});
    BOOST_TEST(read_book(folder / "empty").empty());
    BOOST_TEST(!read_book(folder / "empty").knows(iso3{"CHN"}));
}

BOOST_AUTO_TEST_CASE(a_file_says_what_it_is)
{
    auto const of = eq::io::describe_ledger(version_1);
    BOOST_TEST(of.library_version == "0.1.0");
    BOOST_TEST(of.keys == "(period, iso3)");
    BOOST_TEST(of.partners == "iso3");
    BOOST_TEST(of.amounts == "float64");
    BOOST_TEST(of.unit == "thousand US$");
    BOOST_TEST(of.provenance == "made up for tests");
    BOOST_TEST(of.portfolios == 11U);
    BOOST_TEST(of.cells == 10U);

    auto const folder = scratch_folder{};
    eq::io::write_ledger(folder / "numbers", whole_numbers());
    BOOST_TEST(eq::io::describe_ledger(folder / "numbers").keys == "(channel, bool)");
    BOOST_TEST(eq::io::describe_ledger(folder / "numbers").amounts == "int64");
}

// The file is never written anew.
BOOST_AUTO_TEST_CASE(files_of_version_1_are_read_for_ever)
{
    auto const full = support::full_book();
    BOOST_TEST(same(read_book(version_1), full));
    BOOST_TEST(same(merge_books({version_1}), full));

    // the header by hand, from the table in io/ledger_files/layout.hpp; the keys begin at byte 64 and take 6 bytes each
    auto const file = bytes_in(version_1);
    BOOST_TEST(file.size() == 0x717U);
    auto const begin = std::array<unsigned, 24>{0x89, 0x45, 0x51, 0x4C, 0x0D, 0x0A, 0x1A, 0x0A, 1, 0, 0, 0,
                                                64,   0,    0,    0,    0x17, 0x07, 0,    0,    0, 0, 0, 0};
    for (std::size_t i = 0; i < begin.size(); ++i) {
        BOOST_TEST(std::to_integer<unsigned>(file[i]) == begin[i], "byte " << i);
    }
    // the first key: the year 2018 in bits 12 and above, frequency 0 in bits 9 to 11, number 1 below: 0x007E2001; and
    // CHN, 2 * 676 + 7 * 26 + 13 = 1547 = 0x060B
    auto const key = std::array<unsigned, 6>{0x01, 0x20, 0x7E, 0x00, 0x0B, 0x06};
    for (std::size_t i = 0; i < key.size(); ++i) {
        BOOST_TEST(std::to_integer<unsigned>(file[64 + i]) == key[i], "byte " << 64 + i);
    }
}

BOOST_AUTO_TEST_CASE(files_are_the_same_on_all_machines)
{
    auto const folder = scratch_folder{};
    eq::io::write_ledger(folder / "now", support::full_book(), "made up for tests");
    auto const now = bytes_in(folder / "now");
    auto const then = bytes_in(version_1);
    auto const directory =
        eq::io::detail::number_at<std::uint64_t>(then.data() + 24); // which has the library's version
    BOOST_TEST(std::equal(then.begin() + 64, then.begin() + static_cast<std::ptrdiff_t>(directory), now.begin() + 64));
    BOOST_TEST((eq::library_version != "0.1.0" || now == then));
}

BOOST_AUTO_TEST_CASE(merging_files_is_adding_ledgers_in_any_order)
{
    auto const folder = scratch_folder{};
    auto parts = std::vector<book>{};
    parts.push_back(support::full_book());
    auto rows = support::book_builder{};
    for (auto const amount : {1e16, 3.3, 1e-3}) {
        rows.add({2019, iso3{"MNG"}}, iso3{"CHN"}, amount);
    }
    rows.add({2019, iso3{"MNG"}}, iso3{"RUS"}, 0.7); // which is unknown in the first
    rows.add({2019, iso3{"MNG"}}, iso3{"KAZ"}, 8);
    rows.add_unknown({2019, iso3{"MNG"}}, iso3{"CHN"}, 4); // which is known in the others
    rows.add_unknown({2019, iso3{"MNG"}}, std::nullopt, 2);
    rows.declare({2018, iso3{"MNG"}}, {.total = 90.0});
    rows.declare({2018, iso3{"CHN"}}, {.total = 30.0});
    rows.declare({2024, iso3{"CHN"}}, {.total = 7.0});
    rows.set_aside(0.5);
    parts.push_back(rows.build());
    for (auto const amount : {1e16, 7.0, 0.7}) {
        rows.add({2019, iso3{"MNG"}}, iso3{"CHN"}, amount);
        rows.add({2017, iso3{"USA"}}, iso3{"CHN"}, amount);
        rows.add({2019, iso3{"MNG"}}, iso3{"XKX"}, amount);
    }
    parts.push_back(rows.build());
    parts.emplace_back();

    auto sum = book{};
    auto again = book{};
    auto paths = std::vector<std::filesystem::path>{};
    for (auto const& each : parts) {
        paths.push_back(folder / std::to_string(paths.size()));
        eq::io::write_ledger(paths.back(), each);
        sum += each;
        again += read_book(paths.back());
    }
    BOOST_TEST(same(again, sum)); // ledgers that were read merge as the originals do

    auto const merged = merge_books(paths);
    for (std::sort(paths.begin(), paths.end()); std::next_permutation(paths.begin(), paths.end());) {
        BOOST_TEST(same(merge_books(paths), merged));
    }
    // What the ledger says of its portfolios has the same bits; the parts that rounding took may differ in the last.
    BOOST_TEST_REQUIRE(merged.size() == sum.size());
    for (std::size_t i = 0; i < sum.size(); ++i) {
        auto const mine = merged[i].flows;
        auto const other = sum[i].flows;
        BOOST_TEST((merged[i].key == sum[i].key));
        BOOST_TEST(std::ranges::equal(mine.ids(), other.ids()));
        BOOST_TEST(std::ranges::equal(mine.amounts(), other.amounts()));
        BOOST_TEST((mine.totals().why_unknown == other.totals().why_unknown));
        BOOST_TEST(mine.totals().attributed.hi == other.totals().attributed.hi);
        BOOST_TEST(support::equal_bits(mine.totals().unattributed.hi, other.totals().unattributed.hi));
        BOOST_TEST(mine.unnamed() == other.unnamed());
        BOOST_TEST(std::ranges::equal(mine.unknown(), other.unknown(), [](auto const& a, auto const& b) {
            return a.id == b.id && a.amount == b.amount;
        }));
    }
    BOOST_TEST(merged.unknown().size() == sum.unknown().size());
    BOOST_TEST(merged.own_rows() == 3U);
    BOOST_TEST(merged.own_amount() == 1e16 + 2); // 1e16 + 1.5, rounded once
    BOOST_TEST(merged.contradictions().size() == sum.contradictions().size());
    // by hand: CHN is at least 1e16 + 2.1 + (1e16 + 3.301) + (1e16 + 7.7)
    auto const mongolia = merged.at({2019, iso3{"MNG"}});
    BOOST_TEST(mongolia.unknown()[0].amount == 30000000000000012.0);
    BOOST_TEST(mongolia.unknown()[1].amount == 8);
    BOOST_TEST(mongolia.unnamed() == 5U);

    BOOST_TEST(merge_books({}).empty());

    BOOST_TEST(merged.amounts_in() == "thousand US$"); // the others do not say
    auto in_tonnes = book{};
    in_tonnes.state_amounts_in("tonnes");
    eq::io::write_ledger(folder / "tonnes", in_tonnes);
    BOOST_TEST(
        message_of<eq::invalid_parameter>([&] { static_cast<void>(merge_books({version_1, folder / "tonnes"})); })
        == "merge_ledgers: amounts are in tonnes in " + (folder / "tonnes").string()
               + ", and in thousand US$ in the files before; write ledgers of flows in one unit, which io::in_unit "
                 "makes");
}

BOOST_AUTO_TEST_CASE(long_files_are_merged_block_by_block)
{
    auto const folder = scratch_folder{};
    auto const whole = long_book();
    eq::io::write_ledger(folder / "a", whole);
    auto const both = eq::io::merge_ledgers<std::string, std::string>({folder / "a", folder / "a"});
    BOOST_TEST_REQUIRE(both.size() == whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        BOOST_TEST_REQUIRE(both[i].key == whole[i].key);
        BOOST_TEST_REQUIRE(std::ranges::equal(both[i].flows.amounts(), whole[i].flows.amounts(),
                                              [](double twice, double once) { return twice == 2 * once; }));
    }
}

BOOST_AUTO_TEST_CASE(portfolios_are_looked_up_in_the_file)
{
    auto const file = eq::io::ledger_file<book_key, iso3>{version_1};
    auto const full = support::full_book();
    BOOST_TEST(file.size() == full.size());
    BOOST_TEST(file.cells() == full.cells());
    BOOST_TEST(file.amounts_in() == "thousand US$");
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { static_cast<void>(file.key(11)); })
               == "ledger_file: position is 11; it must be below 11");
    BOOST_TEST(file.provenance() == "made up for tests");
    for (std::size_t i = 0; i < full.size(); ++i) {
        BOOST_TEST((file.key(i) == full.keys()[i]));
        auto const found = file.at(full.keys()[i]);
        auto const flows = eq::portfolio<iso3>{full[i].flows};
        BOOST_TEST(std::ranges::equal(found.ids(), flows.ids()));
        BOOST_TEST(std::ranges::equal(found.amounts(), flows.amounts()));
        BOOST_TEST((found.listing() == flows.listing()));
        BOOST_TEST((found.totals().why_unknown == flows.totals().why_unknown));
        BOOST_TEST(support::equal_bits(found.residual_share(), flows.residual_share()));
        BOOST_TEST(found.unnamed() == flows.unnamed());
        BOOST_TEST(std::ranges::equal(found.unknown(), flows.unknown(), [](auto const& a, auto const& b) {
            return a.id == b.id && a.amount == b.amount;
        }));
    }
    BOOST_TEST(!file.find({2017, iso3{"MNG"}}));
    BOOST_TEST(!file.find({2025, iso3{"MNG"}}));
    BOOST_TEST(message_of<eq::not_found>([&] { static_cast<void>(file.at({2017, iso3{"MNG"}})); })
               == "ledger_file: no flows under 2017 MNG");

    // as where the system has no mmap
    auto const in_memory =
        eq::io::detail::mapped_ledger<book_key, iso3, double>{version_1, eq::io::detail::file_access::in_memory};
    auto const mongolia = in_memory.find({2019, iso3{"MNG"}});
    BOOST_TEST(mongolia.unknown().size() == 3U);

    auto const folder = scratch_folder{};
    eq::io::write_ledger(folder / "empty", book{});
    BOOST_TEST(!(eq::io::ledger_file<book_key, iso3>{folder / "empty"}.find({2019, iso3{"MNG"}})));
}

BOOST_AUTO_TEST_CASE(only_what_is_looked_up_is_read)
{
    auto const folder = scratch_folder{};
    auto const whole = long_book();
    eq::io::write_ledger(folder / "texts", whole);
    auto content = bytes_in(folder / "texts");
    auto bytes = eq::io::detail::file_bytes{folder / "texts", eq::io::detail::file_access::open};
    auto const directory = eq::io::detail::read_directory(bytes);
    auto const amounts = std::find_if(directory.sections.begin(), directory.sections.end(),
                                      [](auto const& each) { return each.name == "amounts"; });
    BOOST_TEST_REQUIRE((amounts != directory.sections.end()));
    BOOST_TEST(amounts->blocks() == 2U); // 9998 amounts, 8192 in a block
    content[static_cast<std::size_t>(amounts->offset + amounts->size) - 8] ^= std::byte{1};
    put_bytes(folder / "altered", content);

    auto const file = eq::io::ledger_file<std::string, std::string>{folder / "altered"};
    for (auto i = std::size_t{0}; i < 1600; i += 40) {
        auto const& [key, flows] = whole[i];
        BOOST_TEST(std::ranges::equal(file.at(key).amounts(), flows.amounts()));
        BOOST_TEST(std::ranges::equal(file.at(key).ids(), flows.ids()));
    }
    auto const message = message_of<eq::io::file_error>([&] { static_cast<void>(file.at(whole.keys()[1999])); });
    BOOST_TEST(message.starts_with((folder / "altered").string() + ": amounts, block 1: was altered: its CRC-32C is "));
}

BOOST_AUTO_TEST_CASE(files_that_are_no_complete_ledger_are_refused)
{
    auto const folder = scratch_folder{};
    auto const good = bytes_in(version_1);
    BOOST_TEST(why_refused(folder, {}) == "is empty; a ledger file was expected");
    BOOST_TEST(why_refused(folder, text_bytes("i,j,v\nMNG,CHN,1\n"))
               == "is no ledger file: it begins with \"i,j,v\\nMN\"");
    BOOST_TEST(why_refused(folder, text_bytes("\x89"
                                              "EQL\n\x1A\n and more"))
               == "was altered by a transfer as text, which replaced its line ends");
    auto const all = std::span{good};
    BOOST_TEST(why_refused(folder, all.first(5))
               == "header: is cut off: the file has 5 bytes, expected at least 64 bytes");
    BOOST_TEST(why_refused(folder, all.first(1814)) == "is cut off: it has 1814 bytes, expected 1815");
    auto longer = good;
    longer.push_back(std::byte{'x'});
    BOOST_TEST(why_refused(folder, longer) == "has 1 byte after its end: it has 1816 bytes, expected 1815");

    auto newer = good;
    newer[8] = std::byte{2};
    BOOST_TEST(why_refused(folder, newer).starts_with("header: was altered: its CRC-32C is "));
    support::mend_checksums(newer);
    BOOST_TEST(why_refused(folder, newer)
               == "header: is of version 2 of ledger files; this library, " + std::string{eq::library_version}
                      + ", reads version 1");

    auto const missing = message_of<eq::io::file_error>([&] { static_cast<void>(read_book(folder / "missing")); });
    BOOST_TEST(missing.starts_with((folder / "missing").string() + ": "));
}

BOOST_AUTO_TEST_CASE(ledgers_of_other_types_are_refused)
{
    auto const refused = [](auto read) {
        return message_of<eq::io::file_error>(read).substr(version_1.string().size());
    };
    BOOST_TEST(refused([] { static_cast<void>(eq::io::read_ledger<std::string, std::string>(version_1)); })
               == ": directory: holds keys of type (period, iso3), expected text");
    auto const folder = scratch_folder{};
    eq::io::write_ledger(folder / "numbers", whole_numbers());
    BOOST_TEST(why_refused(folder / "numbers")
               == "directory: holds keys of type (channel, bool), expected (period, iso3)");
    auto of_other_type = bytes_in(version_1);
    auto const name = text_bytes("float64");
    auto const at = std::search(of_other_type.begin(), of_other_type.end(), name.begin(), name.end());
    BOOST_TEST_REQUIRE((at != of_other_type.end()));
    *(at + 6) = std::byte{'5'};
    support::mend_checksums(of_other_type);
    BOOST_TEST(why_refused(folder, of_other_type) == "directory: holds amounts of type float65, expected float64");
}

BOOST_AUTO_TEST_CASE(no_byte_can_be_altered_and_none_cut_off)
{
    auto const folder = scratch_folder{};
    auto const path = folder / "altered";
    auto good = bytes_in(version_1);
    for (std::size_t i = 0; i < good.size(); ++i) {
        good[i] ^= std::byte{static_cast<unsigned char>(1U << i % 8)};
        put_bytes(path, good);
        good[i] ^= std::byte{static_cast<unsigned char>(1U << i % 8)};
        BOOST_CHECK_THROW(static_cast<void>(read_book(path)), eq::io::file_error);
        put_bytes(path, std::span{good}.first(i));
        BOOST_CHECK_THROW(static_cast<void>(read_book(path)), eq::io::file_error);
    }
}

// Each changes bytes of a section and mends the checksums.
BOOST_AUTO_TEST_CASE(what_no_ledger_has_is_refused)
{
    auto const folder = scratch_folder{};
    auto const good = bytes_in(version_1);
    auto bytes = eq::io::detail::file_bytes{version_1, eq::io::detail::file_access::open};
    auto const directory = eq::io::detail::read_directory(bytes);
    auto const with = [&](std::string const& section, std::size_t place, std::vector<unsigned> const& values) {
        auto const found = std::find_if(directory.sections.begin(), directory.sections.end(),
                                        [&](auto const& each) { return each.name == section; });
        BOOST_TEST_REQUIRE((found != directory.sections.end()));
        auto content = good;
        for (std::size_t i = 0; i < values.size(); ++i) {
            content[static_cast<std::size_t>(found->offset) + place + i] = static_cast<std::byte>(values[i]);
        }
        support::mend_checksums(content);
        put_bytes(folder / "altered", content);
        return message_of<eq::io::file_error>([&] { static_cast<void>(read_book(folder / "altered")); })
            .substr((folder / "altered").string().size() + 2);
    };
    BOOST_TEST(with("keys", 3, {0xFF}) == "keys: record 0 is no (period, iso3)"); // a year above 9999
    BOOST_TEST(with("keys", 4, {0xFF, 0xFF}) == "keys: record 0 is no (period, iso3)");
    BOOST_TEST(with("keys", 6, {0x01, 0x20, 0x7E, 0x00, 0x0B, 0x06}) == "keys: record 1 is not in order");
    BOOST_TEST(with("first cells", 0, {1}) == "first cells: does not begin with 0");
    BOOST_TEST(with("first cells", 8, {99}) == "first cells: record 0 is not in order");
    BOOST_TEST(with("partners", 0, {0xFF, 0xFF}) == "partners: record 0 is no iso3");
    BOOST_TEST(with("amounts", 7, {0xC0}) == "amounts: record 0 is negative, infinite or NaN");
    BOOST_TEST(with("amounts", 6, {0xF0, 0x7F}) == "amounts: record 0 is negative, infinite or NaN");
    BOOST_TEST(with("remainders", 6, {0xF8, 0x7F}) == "remainders: holds an amount that is negative, infinite or NaN");
    BOOST_TEST(with("declared flags", 0, {9}) == "declared totals: holds what no total can be");
    BOOST_TEST(with("declared keys", 4, {0x02})
               == "declared keys: record 0 is none of the portfolios, or not in order");
    BOOST_TEST(with("unknown flags", 0, {2}) == "unknown flags: holds what is no flag");
    BOOST_TEST(with("own amount", 7, {0xC0}) == "own amount: holds an amount that is negative, infinite or NaN");
}

// A file that promises more than it has must not make the reader ask for memory.
BOOST_AUTO_TEST_CASE(counts_are_compared_with_the_size_of_the_file)
{
    auto const folder = scratch_folder{};
    auto content = bytes_in(version_1);
    auto const directory = static_cast<std::size_t>(eq::io::detail::number_at<std::uint64_t>(content.data() + 24));
    auto const name = text_bytes("partners");
    auto const at =
        std::search(content.begin() + static_cast<std::ptrdiff_t>(directory), content.end(), name.begin(), name.end());
    BOOST_TEST_REQUIRE((at != content.end()));
    auto const records = content.data() + (at - content.begin()) + 8;
    eq::io::detail::put_number(std::uint64_t{1} << 60U, records);      // records
    eq::io::detail::put_number(std::uint64_t{1} << 61U, records + 24); // bytes
    support::mend_checksums(content);
    BOOST_TEST(why_refused(folder, content) == "directory: the section \"partners\" contradicts the size of the file");
}

BOOST_AUTO_TEST_CASE(files_are_complete_or_not_there)
{
    auto const folder = scratch_folder{};
    auto const full = support::full_book();
    eq::io::write_ledger(folder / "book", book{});
    eq::io::write_ledger(folder / "book", full); // replaces the first
    BOOST_TEST(same(read_book(folder / "book"), full));

    std::filesystem::create_directories(folder / "taken" / "within");
    auto const taken = message_of<eq::io::file_error>([&] { eq::io::write_ledger(folder / "taken", full); });
    BOOST_TEST(taken.starts_with((folder / "taken").string() + ": cannot be replaced: "));
    auto const nowhere = message_of<eq::io::file_error>([&] { eq::io::write_ledger(folder / "no" / "where", full); });
    BOOST_TEST(nowhere.starts_with((folder / "no" / "where").string() + ": cannot be written: "));
    auto const left = std::distance(std::filesystem::directory_iterator{folder.path()}, {});
    BOOST_TEST(left == 2); // the book, and the folder: nothing of what failed
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
