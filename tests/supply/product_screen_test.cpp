// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/model/collect.hpp>
#include <equipoise/supply/product_screen.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;
using namespace named_states;

namespace {

using row = eq::flow<eq::iso3, double, int, std::string>;

auto const by_product = [](row const& each, eq::iso3) { return each.channel; };

// China has 6 of 8 of the world's exports, (36 + 1 + 1)/64 = .59375, and the others would have to grow by 3.
auto const suppliers = flows{{chn, 6}, {rus, 1}, {aus, 1}};
auto const bought = flows{{chn, 2}, {rus, 1}};
auto const nothing = flows{};      // not on file
auto const none = flows{{chn, 0}}; // on file, and nothing

} // namespace

BOOST_AUTO_TEST_SUITE(supply)
BOOST_AUTO_TEST_SUITE(product_screen)

BOOST_AUTO_TEST_CASE(all_steps_passed)
{
    auto const found = eq::screen_product(suppliers, bought, flows{{rus, 1}}, chn);
    BOOST_TEST((found.verdict == eq::screen_verdict::dependent));
    BOOST_TEST((found.decided_by == eq::screen_step::diversion));
    BOOST_TEST((found.concentration == eq::interval{0.59375, 0.59375}));
    BOOST_TEST((found.world_share == eq::interval{0.75, 0.75}));
    BOOST_TEST((found.growth_needed == eq::interval{3, 3}));
    BOOST_TEST((found.diversion == eq::interval{0.5, 0.5}));
    BOOST_TEST((eq::screen_product(suppliers, bought, none, chn).diversion == eq::interval{0, 0}));
    BOOST_TEST((eq::screen_product(suppliers, bought, none, chn).verdict == eq::screen_verdict::dependent));
}

BOOST_AUTO_TEST_CASE(each_step_decides)
{
    auto const decided_by = [](auto const& market, auto const& in, auto const& out, eq::iso3 power,
                               eq::screen_thresholds limits = {}) {
        auto const found = eq::screen_product(market, in, out, power, limits);
        BOOST_TEST((found.verdict == eq::screen_verdict::independent));
        return found.decided_by;
    };
    auto const even = flows{{chn, 1}, {rus, 1}, {aus, 1}, {mng, 1}}; // an HHI of .25 is not above .25
    BOOST_TEST((decided_by(even, bought, nothing, chn) == eq::screen_step::concentration));
    BOOST_TEST((decided_by(suppliers, bought, nothing, rus) == eq::screen_step::world_share));
    BOOST_TEST((decided_by(suppliers, bought, nothing, chn, {.growth = 3}) == eq::screen_step::growth));
    BOOST_TEST((decided_by(suppliers, bought, flows{{rus, 2}}, chn) == eq::screen_step::diversion));
    BOOST_TEST((decided_by(suppliers, flows{{rus, 2}}, nothing, chn) == eq::screen_step::diversion));
    BOOST_TEST((decided_by(suppliers, bought, nothing, chn, {.world_share = 0.75}) == eq::screen_step::world_share));
    auto const half = flows{{chn, 1}, {rus, 1}};
    BOOST_TEST((decided_by(half, bought, nothing, chn, {.world_share = 0.4}) == eq::screen_step::growth));
}

BOOST_AUTO_TEST_CASE(unknown_is_not_independent)
{
    // 6 of 10 are China's, and 4 are not attributed: H in [.36, .52], China's share .6
    auto const partly = flows{{{chn, 6}}, {.total = 10}};
    auto const found = eq::screen_product(partly, bought, none, chn);
    BOOST_TEST((found.verdict == eq::screen_verdict::dependent));
    BOOST_TEST(found.concentration.low == 0.36);
    BOOST_TEST(found.concentration.high == 0.52);
    auto const open = eq::screen_product(partly, bought, nothing, chn, {.concentration = 0.4});
    BOOST_TEST((open.verdict == eq::screen_verdict::unknown));
    BOOST_TEST((open.decided_by == eq::screen_step::concentration));
    // another step decides all the same: Russia has .4 at most
    auto const closed = eq::screen_product(partly, bought, nothing, rus, {.concentration = 0.4});
    BOOST_TEST((closed.verdict == eq::screen_verdict::independent));
    BOOST_TEST((closed.decided_by == eq::screen_step::world_share));
    // what comes from China is between 0 and 2, and the own exports are 1
    auto const dark = flows{{{rus, 1}}, {.total = 3}};
    auto const hidden = eq::screen_product(suppliers, dark, flows{{rus, 1}}, chn);
    BOOST_TEST((hidden.verdict == eq::screen_verdict::unknown));
    BOOST_TEST((hidden.decided_by == eq::screen_step::diversion));
    BOOST_TEST((hidden.diversion == eq::interval{0.5, infinity}));
    // no market and no imports on file
    BOOST_TEST((eq::screen_product(nothing, bought, nothing, chn).verdict == eq::screen_verdict::unknown));
    BOOST_TEST((eq::screen_product(suppliers, nothing, nothing, chn).verdict == eq::screen_verdict::unknown));
}

// What could be diverted is not known where no export is on file, and is nothing where the product is not among them.
BOOST_AUTO_TEST_CASE(exports_not_on_file)
{
    auto const found = eq::screen_product(suppliers, bought, nothing, chn);
    BOOST_TEST((found.verdict == eq::screen_verdict::unknown));
    BOOST_TEST((found.decided_by == eq::screen_step::diversion));
    BOOST_TEST((found.why == eq::reason::unknown_exports));
    BOOST_TEST(eq::is_undefined(found.diversion.low));
    BOOST_TEST(eq::is_undefined(found.diversion.high));
    BOOST_TEST((eq::screen_product(suppliers, bought, none, chn).why == eq::reason::defined));
    // another step decides
    auto const decided = eq::screen_product(suppliers, bought, nothing, chn, {.growth = 3});
    BOOST_TEST((decided.verdict == eq::screen_verdict::independent));
    BOOST_TEST((decided.why == eq::reason::defined));
    // nothing comes from Australia, so that there is nothing to divert for
    BOOST_TEST((eq::screen_product(flows{{aus, 6}, {rus, 1}}, bought, nothing, aus).verdict
                == eq::screen_verdict::independent));
    auto const why = [](flows const& market, flows const& in, flows const& out, eq::screen_thresholds limits = {}) {
        return eq::screen_product(market, in, out, chn, limits).why;
    };
    BOOST_TEST((why(nothing, bought, none) == eq::reason::no_partners));
    BOOST_TEST((why(flows{{chn, 0}}, bought, none) == eq::reason::no_flow));
    BOOST_TEST((why(suppliers, nothing, none) == eq::reason::no_partners));
    BOOST_TEST((why(suppliers, flows{{chn, 0}}, none) == eq::reason::defined)); // it buys nothing from China
    auto const partly = flows{{{chn, 6}}, {.total = 10}};
    BOOST_TEST((why(partly, bought, nothing, {.concentration = 0.4}) == eq::reason::unattributed)); // the first step
    BOOST_TEST((why(suppliers, flows{{{rus, 1}}, {.total = 3}}, flows{{rus, 1}}) == eq::reason::unattributed));

    auto builder = eq::ledger_builder<std::string, eq::iso3>{};
    builder.add("26", chn, 2);
    auto const in = builder.build();
    builder.add("26", chn, 6);
    auto const market = builder.build();
    auto const unknown = eq::screen_products(market, in, eq::ledger<std::string, eq::iso3>{}, chn);
    BOOST_TEST((unknown[0].result.why == eq::reason::unknown_exports));
    builder.add("99", rus, 1);
    auto const not_exported = eq::screen_products(market, in, builder.build(), chn);
    BOOST_TEST((not_exported[0].result.verdict == eq::screen_verdict::dependent));
    BOOST_TEST((not_exported[0].result.diversion == eq::interval{0, 0}));
}

BOOST_AUTO_TEST_CASE(bounds_of_the_concentration_hold)
{
    auto random = std::mt19937{11};
    auto draw = [&] { return static_cast<double>(std::uniform_int_distribution{1, 9}(random)); };
    for (auto i = 0; i < 500; ++i) {
        double amounts[] = {draw(), draw(), draw(), draw(), draw()};
        std::sort(std::begin(amounts), std::end(amounts), std::greater<>{});
        auto total = 0.0;
        auto squares = 0.0;
        for (auto const x : amounts) {
            total += x;
            squares += x * x;
        }
        for (auto const which : {eq::listing::some, eq::listing::largest}) {
            auto const top = eq::portfolio<int>{{{1, amounts[0]}, {2, amounts[1]}}, {.total = total, .listing = which}};
            auto const ends = eq::screen_product(top, top, top, 1).concentration;
            BOOST_TEST((ends.low <= squares / total / total && squares / total / total <= ends.high + 1e-15));
        }
    }
}

BOOST_AUTO_TEST_CASE(products_of_a_ledger)
{
    auto const rows = std::vector<row>{{chn, mng, 2, 2019, "26"}, {chn, aus, 4, 2019, "26"}, {rus, mng, 1, 2019, "26"},
                                       {aus, rus, 1, 2019, "26"}, {rus, mng, 9, 2019, "27"}, {chn, rus, 1, 2019, "27"},
                                       {mng, chn, 5, 2019, "27"}, {chn, mng, 1, 2019, "27"}, {chn, mng, 7, 2018, "28"}};
    auto const imports = eq::import_ledger(rows, eq::by_period_state_and_channel);
    auto const exports = eq::export_ledger(rows, eq::by_period_state_and_channel);
    auto const markets = eq::import_ledger(rows, by_product);
    auto const found =
        eq::screen_products(markets, eq::products_of(imports, 2019, mng), eq::products_of(exports, 2019, mng), chn);
    BOOST_TEST(found.size() == 2U);
    BOOST_TEST(found[0].product == "26");
    BOOST_TEST((found[0].result.verdict == eq::screen_verdict::dependent)); // China has 6 of 8
    BOOST_TEST(found[1].product == "27");
    BOOST_TEST((found[1].result.decided_by == eq::screen_step::world_share)); // 2 of 16
    BOOST_TEST(found[1].result.diversion.low == 5);

    auto const largest = eq::effective_dependence(eq::products_of(imports, 2019, mng), state{mng, 16}, chn);
    BOOST_TEST(largest.value == 0.125);
    BOOST_TEST(largest.product.value() == "26");
    BOOST_TEST(eq::effective_dependence(eq::products_of(imports, 2019, mng), state{mng, 16}, eq::bloc{chn, rus}).value
               == 0.625);
    BOOST_TEST(eq::is_undefined(eq::effective_dependence(eq::products_of(imports, 2019, mng), state{mng}, chn).value));
    BOOST_TEST(
        eq::is_undefined(eq::effective_dependence(eq::products_of(imports, 2017, mng), state{mng, 16}, chn).value));

    auto const other_year = eq::export_ledger(std::vector<row>{}, by_product);
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [&] { (void)eq::screen_products(other_year, eq::products_of(imports, 2019, mng), other_year, chn); })
               == "screen_products: there is no market of 26, which is imported");
}

BOOST_AUTO_TEST_CASE(effective_dependence_with_gaps)
{
    auto builder = eq::ledger_builder<std::string, eq::iso3>{};
    builder.add("26", chn, 4);
    builder.add("27", rus, 1);
    builder.declare("27", {.total = 3}); // 2 are not attributed
    auto book = builder.build();
    auto const known = eq::effective_dependence(book, state{mng, 16}, chn);
    BOOST_TEST(known.value == 0.25); // at most 2 of the other product are China's
    BOOST_TEST(known.product.value() == "26");
    builder.add("28", rus, 1);
    builder.declare("28", {.total = 9});
    book += builder.build();
    auto const open = eq::effective_dependence(book, state{mng, 16}, chn);
    BOOST_TEST(eq::is_undefined(open.value));
    BOOST_TEST((open.why == eq::reason::not_listed));
    BOOST_TEST((eq::effective_dependence(book, state{mng}, chn).why == eq::reason::unknown_gdp));
    BOOST_TEST((eq::effective_dependence(eq::ledger<std::string, eq::iso3>{}, state{mng, 1}, chn).why
                == eq::reason::no_partners));
    BOOST_TEST(!open.product);
    BOOST_TEST((open.bounds == eq::interval{0.25, 0.5}));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [] { (void)eq::screen_product(suppliers, bought, nothing, chn, {.concentration = 25}); })
               == "screen_product: threshold of the concentration is 25; it must be in [0, 1]");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [] { (void)eq::screen_product(suppliers, bought, nothing, chn, {.growth = -1}); })
               == "screen_product: threshold of the growth is -1; it must be at least 0");
    BOOST_CHECK_THROW((void)eq::screen_product(suppliers, bought, nothing, chn, {.world_share = eq::undefined}),
                      eq::invalid_parameter);
    auto builder = eq::ledger_builder<std::string, eq::iso3>{};
    builder.add("26", chn, 4);
    auto const book = builder.build();
    BOOST_CHECK_THROW((void)eq::effective_dependence(book, state{mng, 0}, chn), eq::invalid_parameter);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
