// SPDX-License-Identifier: BSL-1.0
#include "../io/ledgers_for_files.hpp"
#include "../support/amounts.hpp"
#include "../support/ledger_bytes.hpp"
#include "../support/message_of.hpp"
#include "ranks.hpp"

#include <equipoise/distributed/exports.hpp>
#include <equipoise/io/ledgers.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

namespace eq = equipoise;
using namespace eq::literals;
namespace io = eq::io;
using path = std::filesystem::path;

/// Whether two ledgers are equal in every bit that can be seen. What corrects the sums of own rows and of the known
/// parts of unknown partners for rounding is stored as it was added up; only its sum does not depend on an order.
template <class Book>
bool same(Book const& a, Book const& b)
{
    auto equal = a.size() == b.size() && a.own_rows() == b.own_rows() && a.own_amount() == b.own_amount()
                 && std::ranges::equal(a.unknown(), b.unknown(), [](auto const& x, auto const& y) {
                        return x.key == y.key && x.partner == y.partner && x.rows == y.rows;
                    });
    for (std::size_t i = 0; i < a.size() && equal; ++i) {
        auto const x = a[i];
        auto const y = b[i];
        equal = x.key == y.key && std::ranges::equal(x.flows.ids(), y.flows.ids())
                && std::ranges::equal(x.flows.amounts(), y.flows.amounts())
                && std::ranges::equal(x.flows.unknown(), y.flows.unknown(), [](auto const& p, auto const& q) {
                       return p.id == q.id && p.amount == q.amount;
                   });
    }
    using contents = eq::detail::ledger_contents<std::remove_cvref_t<decltype(a.keys()[0])>, eq::iso3, double>;
    return equal && std::ranges::equal(contents::columns_of(a).remainders, contents::columns_of(b).remainders)
           && a.contradictions().size() == b.contradictions().size();
}

/// Files that the first rank of all writes and all of them read.
class shared_files {
public:
    shared_files()
    {
        ranks::start_mpi();
        auto name = folder_.path().string();
        name.resize(200, '\0');
        MPI_Bcast(name.data(), 200, MPI_CHAR, 0, MPI_COMM_WORLD);
        name_ = name.c_str();
    }

    path write(std::string const& name, std::string const& text) const
    {
        if (ranks::rank_in(MPI_COMM_WORLD) == 0) {
            std::ofstream{name_ / name, std::ios::binary} << text;
        }
        MPI_Barrier(MPI_COMM_WORLD);
        return name_ / name;
    }
    shared_files(shared_files const&) = delete;
    shared_files& operator=(shared_files const&) = delete;
    ~shared_files() { MPI_Barrier(MPI_COMM_WORLD); }

private:
    support::scratch_folder folder_;
    path name_;
};

constexpr auto header = "# invented\norigin,destination,amount,period,total,note\n";

/// Rows with amounts that are unknown, own rows, totals, aggregates, and perhaps quoted notes over several lines.
std::string random_rows(std::uint64_t seed, std::size_t count, bool quotes)
{
    auto random = support::random{seed};
    auto const of = [&](std::vector<std::string> const& texts) { return texts[random.below(texts.size())]; };
    auto text = std::string{};
    for (; count > 0; --count) {
        auto const origin = of({"CHN", "KAZ", "MNG", "RUS", "USA"});
        auto const destination = of({"CHN", "KAZ", "MNG", "W00", "RUS"});
        auto const amount = of({"0.5", "1e16", "NA", "3", "7.25"});
        text += origin + "," + destination + "," + amount + "," + std::to_string(2018 + random.below(2)) + ","
                + (random.below(50) == 0 ? "1e20" : "") + ","
                + (quotes && random.below(8) == 0 ? of({"\"a\nb, \"\"c\"\"\n\nd\"", "\"\n\"", "\"x\""}) : "-")
                + (random.below(5) == 0 ? "\r\n" : "\n");
    }
    return text;
}

io::flow_options const options = {.aggregates = {"W00"}, .skip_lines = 1};

void check_equal(io::report const& a, io::report const& b)
{
    BOOST_TEST((a.preamble == b.preamble && a.read == b.read && a.used == b.used && a.unknown == b.unknown));
    BOOST_TEST((a.skipped == b.skipped && a.own == b.own && a.own_amount == b.own_amount));
    BOOST_TEST((a.aggregate == b.aggregate && a.aggregate_amount() == b.aggregate_amount()));
    BOOST_TEST((a.multiline == b.multiline && a.first_multiline == b.first_multiline && a.unfinished == b.unfinished));
    BOOST_TEST((a.unknown_in == b.unknown_in && a.contradictions == b.contradictions && a.reasons == b.reasons));
    BOOST_TEST((a.flags == b.flags && a.other_columns == b.other_columns));
    BOOST_TEST_REQUIRE(a.examples.size() == b.examples.size());
    for (std::size_t i = 0; i < a.examples.size(); ++i) {
        BOOST_TEST(a.examples[i].what() == b.examples[i].what());
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(distributed)
BOOST_AUTO_TEST_SUITE(exports)

BOOST_AUTO_TEST_CASE(a_file_is_read_as_by_one_process)
{
    auto const files = shared_files{};
    for (auto const quotes : {false, true}) {
        auto const file = files.write(quotes ? "quotes.csv" : "plain.csv", header + random_rows(7, 500, quotes));
        auto const one = io::read_exports(file, options);
        auto const imports = io::read_imports(file, options, eq::by_state);
        BOOST_TEST((one.report.unknown > 50U && one.report.own > 50U && one.report.aggregate > 50U));
        BOOST_TEST((one.report.multiline > 20U) == quotes);
        ranks::for_each_group([&](MPI_Comm group, int size, int rank) {
            auto const all = io::read_exports(group, file, options);
            BOOST_TEST(same(all.ledger, one.ledger));
            check_equal(all.report, one.report);
            auto const limits = eq::message_limits{.block = 100, .message = 64};
            auto const at_root =
                io::read_imports(group, file, options, eq::by_state, {}, {io::placement::at_root, size - 1, limits});
            BOOST_TEST((rank == size - 1 ? same(at_root.ledger, imports.ledger) : at_root.ledger.empty()));
            check_equal(at_root.report, imports.report);
            auto const share = io::read_exports(group, file, options, {}, {}, {io::placement::by_key, 0, limits});
            check_equal(share.report, one.report);
            BOOST_TEST(same(eq::all_reduce(group, share.ledger), one.ledger));
        });
    }
}

BOOST_AUTO_TEST_CASE(files_are_split_at_every_byte)
{
    auto const files = shared_files{};
    auto const rows = random_rows(11, 12, true);
    for (std::size_t cut = 0; cut < 90; ++cut) { // a longer preamble moves where the pieces begin
        auto const text = std::string(cut, '-') + header + rows.substr(0, rows.size() - cut % 2);
        auto const file = files.write("cut" + std::to_string(cut) + ".csv", text);
        auto const one = io::read_exports(file, options);
        ranks::for_each_group([&](MPI_Comm group, int, int) {
            auto const all = io::read_exports(group, file, options);
            BOOST_TEST(same(all.ledger, one.ledger));
            check_equal(all.report, one.report);
        });
    }
}

BOOST_AUTO_TEST_CASE(several_files_add_up)
{
    auto const files = shared_files{};
    auto paths = std::vector<path>{};
    for (auto const count : {40U, 0U, 3U, 900U, 1U, 0U, 7U}) {
        auto const number = std::to_string(paths.size());
        paths.push_back(files.write(number + ".csv", header + random_rows(paths.size(), count, true)));
    }
    auto sum = eq::ledger<std::tuple<int, eq::iso3>, eq::iso3>{};
    auto rows = io::report{};
    for (auto const& each : paths) {
        auto const one = io::read_exports(each, options);
        sum += one.ledger;
        rows += one.report;
    }
    rows.own_amount = sum.own_amount(); // rounded once
    rows.contradictions.clear();
    for (auto const& each : sum.contradictions()) {
        rows.contradictions.push_back(each.message);
    }
    ranks::for_each_group([&](MPI_Comm group, int, int) {
        auto const all = io::read_exports(group, paths, options);
        BOOST_TEST(same(all.ledger, sum));
        check_equal(all.report, rows);
        BOOST_TEST(io::read_exports(group, std::vector<path>{}, options).ledger.empty());
    });
}

BOOST_AUTO_TEST_CASE(the_first_error_in_the_files_is_met_by_all)
{
    auto const files = shared_files{};
    auto const good = files.write("good.csv", header + random_rows(3, 100, false));
    auto const errors = [](MPI_Comm group, io::files const& from, io::flow_options const& how = options) {
        return message_of<io::input_error>([&] { static_cast<void>(io::read_exports(group, from, how)); });
    };
    auto const one = [](path const& from, io::flow_options const& how = options) {
        return message_of<io::input_error>([&] { static_cast<void>(io::read_exports(from, how)); });
    };
    auto const bad_row = std::string{"MNG,CHN,much,2019,,\n"};
    auto const two = files.write("two.csv", header + random_rows(5, 200, true) + bad_row + random_rows(6, 300, false)
                                                + "MNG,CHN,-1,2019,,\n" + random_rows(8, 90, false));
    auto const open = files.write("open.csv", header + random_rows(5, 50, true) + "MNG,CHN,1,2019,,\"open\n"
                                                  + random_rows(6, 200, false));
    auto const empty = files.write("empty.csv", "");
    auto const other = files.write("other.csv", "x\norigin,destination,value\n" + random_rows(6, 40, false));
    auto const missing = good.parent_path() / "missing.csv";
    BOOST_TEST(one(two).find("much") != std::string::npos);
    BOOST_TEST(one(open).find("quote") != std::string::npos);
    ranks::for_each_group([&](MPI_Comm group, int, int) {
        for (auto const& each : {two, open, empty, other, missing}) {
            BOOST_TEST(one(each) != "(no exception)");
            BOOST_TEST(errors(group, each) == one(each));
            BOOST_TEST(errors(group, {good, each, missing, two}) == one(each));
        }
        auto skipping = options;
        skipping.malformed = io::on_malformed::skip;
        auto const all = io::read_exports(group, two, skipping);
        BOOST_TEST(all.report.skipped == 2U);
        check_equal(all.report, io::read_exports(two, skipping).report);
    });
}

BOOST_AUTO_TEST_CASE(rows_of_several_directions_are_refused)
{
    auto const files = shared_files{};
    auto text = std::string{"origin,destination,amount,period,channel\n"};
    for (auto i = 0; i < 40; ++i) {
        text += "MNG,CHN,1,2019,X\n";
    }
    auto const exports_only = files.write("x.csv", text);
    auto const both = files.write("both.csv", text + "MNG,CHN,1,2019,M\n");
    auto const broken = files.write("broken.csv", text + "MNG,CHN,much,2019,M\n");
    auto const of = [](auto const& read) { return message_of<io::input_error>([&] { static_cast<void>(read()); }); };
    auto const expected = of([&] { return io::read_exports(both); });
    BOOST_TEST(expected.find("holds \"X\" (exports) and \"M\" (imports)") != std::string::npos);
    ranks::for_each_group([&](MPI_Comm group, int, int) {
        BOOST_TEST(of([&] { return io::read_exports(group, {exports_only, both, broken}); }) == expected);
        BOOST_TEST(of([&] { return io::read_exports(group, {exports_only, broken, both}); })
                   == of([&] { return io::read_exports(broken); }));
        BOOST_TEST(io::read_exports(group, exports_only).ledger.at({2019, "MNG"_iso3}).amounts()[0] == 40);
    });
}

BOOST_AUTO_TEST_CASE(books_are_refused)
{
    ranks::for_each_group([](MPI_Comm group, int, int) {
        BOOST_TEST(
            message_of<eq::invalid_parameter>(
                [&] { static_cast<void>(io::read_exports(group, "any.csv", {.row_key = {"origin"}})); })
            == "read_exports: row_key and keep_books need all rows of a file in their order; read it on one rank, "
               "without a communicator");
    });
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
