// SPDX-License-Identifier: BSL-1.0
#include "../../support/ledger_bytes.hpp"
#include "../ledgers_for_files.hpp"

#include <equipoise/io/ledger_file.hpp>
#include <equipoise/model/building/ledger_builder.hpp>

#include <boost/test/unit_test.hpp>
#include <rapidcheck.h>
#include <rapidcheck/boost_test.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace {

namespace eq = equipoise;
using builder = eq::ledger_builder<int, int>;
using book = eq::ledger<int, int>;

/// A row of some ledger, and in which of the files it stands.
struct row {
    int file;
    int kind; ///< 0: of unknown amount, 1: with a declared total, 2: own; else an amount
    int key;
    int partner;
    double amount;
};

rc::Gen<row> any_row()
{
    return rc::gen::map(rc::gen::tuple(rc::gen::inRange(0, 4), rc::gen::inRange(0, 12), rc::gen::inRange(0, 5),
                                       rc::gen::inRange(0, 6), rc::gen::inRange(0, 1 << 20), rc::gen::inRange(-40, 60)),
                        [](auto const& drawn) {
                            auto const& [file, kind, key, partner, digits, exponent] = drawn;
                            return row{file, kind, key, partner, std::ldexp(digits, exponent)};
                        });
}

void add(builder& to, row const& each)
{
    switch (each.kind) {
    case 0: to.add_unknown(each.key, each.partner != 0 ? std::optional{each.partner} : std::nullopt); break;
    case 1: to.declare(each.key, {.total = each.amount}); break;
    case 2: to.set_aside(each.amount); break;
    default: to.add(each.key, each.partner, each.amount);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(ledger_files)
BOOST_AUTO_TEST_SUITE(merged_ledger)

RC_BOOST_PROP(files_of_any_parts_in_any_order_are_merged_to_the_ledger_of_all_rows, ())
{
    auto const rows = *rc::gen::container<std::vector<row>>(any_row());
    auto whole = builder{};
    auto parts = std::vector<builder>(4);
    for (auto const& each : rows) {
        add(whole, each);
        add(parts[static_cast<std::size_t>(each.file)], each);
    }
    auto const folder = support::scratch_folder{};
    auto paths = std::vector<std::filesystem::path>{};
    for (auto& part : parts) {
        paths.push_back(folder / std::to_string(paths.size()));
        auto const of_part = part.build();
        eq::io::write_ledger(paths.back(), of_part);
        auto const read = eq::io::read_ledger<int, int>(paths.back());
        RC_ASSERT(support::same(read, of_part));
    }
    auto const merged = eq::io::merge_ledgers<int, int>(paths);
    std::reverse(paths.begin(), paths.end());
    auto const reversed = eq::io::merge_ledgers<int, int>(paths);
    std::swap(paths[0], paths[2]);
    auto const swapped = eq::io::merge_ledgers<int, int>(paths);
    RC_ASSERT(support::same(reversed, merged));
    RC_ASSERT(support::same(swapped, merged));

    auto const all = whole.build();
    RC_ASSERT(merged.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const mine = merged[i].flows;
        auto const other = all[i].flows;
        RC_ASSERT(merged[i].key == all[i].key);
        RC_ASSERT(std::ranges::equal(mine.ids(), other.ids()));
        RC_ASSERT(std::ranges::equal(mine.amounts(), other.amounts()));
        RC_ASSERT(std::ranges::equal(mine.unknown(), other.unknown()));
        RC_ASSERT(mine.unnamed() == other.unnamed());
        RC_ASSERT(mine.totals().why_unknown == other.totals().why_unknown);
        RC_ASSERT(support::equal_bits(mine.totals().unattributed.hi, other.totals().unattributed.hi));
    }
    RC_ASSERT(merged.own_rows() == all.own_rows());
    RC_ASSERT(merged.own_amount() == all.own_amount());
    RC_ASSERT(merged.contradictions().size() == all.contradictions().size());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
