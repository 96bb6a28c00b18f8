// SPDX-License-Identifier: BSL-1.0
#include "../io/reading.hpp"
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/io/delimited.hpp>
#include <equipoise/io/flows.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/supply/eu_dependence.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <limits>
#include <random>
#include <string>
#include <tuple>
#include <vector>

namespace eq = equipoise;
namespace tt = boost::test_tools;
using namespace eq::literals;
using namespace named_states;

namespace {

constexpr auto fra = "FRA"_iso3;
using row = eq::flow<eq::iso3, double, int, std::string>;
auto const home = eq::bloc{deu, fra};
auto const nothing = flows{};      // not on file
auto const none = flows{{usa, 0}}; // on file, and nothing

} // namespace

BOOST_AUTO_TEST_SUITE(supply)
BOOST_AUTO_TEST_SUITE(eu_dependence)

BOOST_AUTO_TEST_CASE(by_hand)
{
    // 8 of 10 come from abroad, 6 and 2 of it: H = 40 / 64; 4 are exported
    auto const imports = flows{{chn, 6}, {usa, 2}, {deu, 1}, {fra, 1}};
    auto const found = eq::supply_dependence(imports, flows{{usa, 3}, {fra, 1}}, home);
    BOOST_TEST((found.verdict == eq::screen_verdict::dependent));
    BOOST_TEST((found.concentration == eq::interval{0.625, 0.625}));
    BOOST_TEST((found.foreign_share == eq::interval{0.8, 0.8}));
    BOOST_TEST((found.over_exports == eq::interval{2, 2}));
    BOOST_TEST(found.concentration.low == eq::hhi(std::vector{6, 2}));

    auto const verdict = [&](flows const& in, flows const& out, eq::supply_thresholds limits = {}) {
        return eq::supply_dependence(in, out, home, limits).verdict;
    };
    BOOST_TEST((verdict(imports, flows{{usa, 8}}) == eq::screen_verdict::independent)); // 1 is not above 1
    BOOST_TEST((verdict(imports, flows{{usa, 8}}, {.over_exports = 0.9}) == eq::screen_verdict::dependent));
    BOOST_TEST((verdict(imports, none, {.concentration = 0.625}) == eq::screen_verdict::independent));
    BOOST_TEST((verdict(imports, none, {.foreign_share = 0.8}) == eq::screen_verdict::independent));
    BOOST_TEST((verdict(imports, none) == eq::screen_verdict::dependent));
    BOOST_TEST((eq::supply_dependence(imports, none, home).over_exports == eq::interval{infinity, infinity}));
    BOOST_TEST((eq::supply_dependence(imports, none, home).why == eq::reason::defined));
    BOOST_TEST((verdict(flows{{deu, 1}}, none) == eq::screen_verdict::independent)); // nothing from abroad
    BOOST_TEST((verdict(flows{{chn, 0}}, none) == eq::screen_verdict::independent)); // nothing at all
    BOOST_TEST((verdict(nothing, none) == eq::screen_verdict::unknown));

    // one state alone: only what it imports from itself is not foreign
    auto const alone = eq::supply_dependence(imports, flows{{usa, 5}}, deu);
    BOOST_TEST(alone.foreign_share.low == 0.9);
    BOOST_TEST(alone.concentration.low == 41.0 / 81);
    BOOST_TEST(alone.over_exports.low == 1.8);
}

// Exports that are not on file are not zero: foreign imports over unknown exports have no value.
BOOST_AUTO_TEST_CASE(exports_not_on_file)
{
    auto const imports = flows{{chn, 6}, {usa, 2}, {deu, 1}, {fra, 1}};
    auto const open = eq::supply_dependence(imports, nothing, home);
    BOOST_TEST((open.concentration == eq::interval{0.625, 0.625}));
    BOOST_TEST((open.foreign_share == eq::interval{0.8, 0.8}));
    BOOST_TEST(eq::is_undefined(open.over_exports.low));
    BOOST_TEST(eq::is_undefined(open.over_exports.high));
    BOOST_TEST((open.verdict == eq::screen_verdict::unknown));
    BOOST_TEST((open.why == eq::reason::unknown_exports));
    // a product with many suppliers is no dependence, whatever the exports are
    auto const decided = eq::supply_dependence(imports, nothing, home, {.concentration = 0.625});
    BOOST_TEST((decided.verdict == eq::screen_verdict::independent));
    BOOST_TEST((decided.why == eq::reason::unknown_exports)); // of the third indicator
    BOOST_TEST(eq::is_undefined(decided.over_exports.low));
    auto const why = [](flows const& in, flows const& out) { return eq::supply_dependence(in, out, home).why; };
    BOOST_TEST((why(nothing, none) == eq::reason::no_partners));
    BOOST_TEST((why(flows{{chn, 0}}, nothing) == eq::reason::no_flow));
    BOOST_TEST((why(flows{{deu, 1}}, nothing) == eq::reason::no_flow));                    // from abroad
    BOOST_TEST((why(flows{{{chn, 6}}, {.total = 20}}, none) == eq::reason::unattributed)); // H from .09 to .58

    // nothing of any product: the exports are not on file; of one product: it is not exported
    auto builder = eq::ledger_builder<std::string, eq::iso3>{};
    builder.add("26", chn, 4);
    builder.add("27", chn, 2);
    builder.add("27", usa, 2);
    auto const bought = builder.build();
    auto const unknown = eq::supply_dependences(bought, eq::ledger<std::string, eq::iso3>{}, home);
    BOOST_TEST(unknown.dependent.empty());
    BOOST_TEST((unknown.unknown == std::vector<std::string>{"26", "27"}));
    for (auto const& each : unknown.products) {
        BOOST_TEST((each.result.why == eq::reason::unknown_exports));
        BOOST_TEST(eq::is_undefined(each.result.over_exports.high));
    }
    BOOST_TEST((unknown.share_of_imports == eq::interval{0, 1}));
    auto const open_one =
        eq::supply_dependences(bought, eq::ledger<std::string, eq::iso3>{}, home, {.concentration = 0.6});
    BOOST_TEST((open_one.unknown == std::vector<std::string>{"26"})); // "27" is of two suppliers, H = .5
    BOOST_TEST((open_one.share_of_imports == eq::interval{0, 0.5}));
    auto exported = eq::ledger_builder<std::string, eq::iso3>{};
    exported.add("99", chn, 1);
    auto const not_exported = eq::supply_dependences(bought, exported.build(), home);
    BOOST_TEST((not_exported.dependent == std::vector<std::string>{"26", "27"}));
    BOOST_TEST((not_exported.products[0].result.over_exports == eq::interval{infinity, infinity}));
    BOOST_TEST((not_exported.products[0].result.why == eq::reason::defined));
    // a year without exports in a ledger that has another year's
    auto const rows = std::vector<row>{{chn, mng, 6, 2019, "26"}, {mng, chn, 4, 2018, "26"}};
    auto const of_all_years = eq::export_ledger(rows, eq::by_period_state_and_channel);
    auto const year = eq::import_ledger(rows, eq::by_period_state_and_channel);
    BOOST_TEST(eq::supply_dependences(eq::products_of(year, 2019, mng), eq::products_of(of_all_years, 2019, mng), mng)
                   .dependent.empty());
}

BOOST_AUTO_TEST_CASE(unattributed_imports)
{
    // 6 from China, 2 from Germany, 2 from unknown suppliers: Germany's are known, France's are not
    auto const partly = flows{{{chn, 6}, {deu, 2}}, {.total = 10}};
    auto const found = eq::supply_dependence(partly, flows{{usa, 4}}, home);
    BOOST_TEST((found.foreign_share == eq::interval{0.6, 0.8}));
    BOOST_TEST((found.over_exports == eq::interval{1.5, 2}));
    BOOST_TEST((found.concentration == eq::interval{36.0 / 64, 1})); // all of it French: China is alone
    BOOST_TEST((found.verdict == eq::screen_verdict::dependent));
    BOOST_TEST((eq::supply_dependence(partly, flows{{usa, 4}}, home, {.foreign_share = 0.7}).verdict
                == eq::screen_verdict::unknown));
    auto const known = eq::supply_dependence(partly, flows{{usa, 4}}, deu);
    BOOST_TEST((known.foreign_share == eq::interval{0.8, 0.8}));
    BOOST_TEST((known.concentration == eq::interval{36.0 / 64, 40.0 / 64}));
    // no supplier is known
    auto const dark = eq::supply_dependence(flows{{{deu, 1}}, {.total = 3}}, nothing, home);
    BOOST_TEST((dark.concentration == eq::interval{0, 1}));
    auto const infinity = std::numeric_limits<double>::infinity();
    auto const without_exports = eq::supply_dependence(flows{{{deu, 1}}, {.total = 3}}, none, home);
    BOOST_TEST((without_exports.over_exports == eq::interval{infinity, infinity}));
    BOOST_TEST((dark.verdict == eq::screen_verdict::unknown));
}

BOOST_AUTO_TEST_CASE(bounds_hold_for_every_completion)
{
    auto random = std::mt19937{352};
    auto draw = [&] { return static_cast<double>(std::uniform_int_distribution{1, 9}(random)); };
    for (auto i = 0; i < 1000; ++i) {
        double amounts[] = {draw(), draw(), draw(), draw(), draw(), draw()};
        std::sort(std::begin(amounts), std::end(amounts), std::greater<>{});
        auto total = 0.0;
        auto whole = std::vector<eq::partner<int>>{};
        for (auto k = 0; k < 6; ++k) {
            total += amounts[k];
            whole.push_back({k, amounts[k]});
        }
        auto const at_home = eq::bloc{i % 5, 3 + i % 3};
        auto const exports = eq::portfolio<int>{{1, draw()}};
        auto const exact = eq::supply_dependence(eq::portfolio<int>{whole}, exports, at_home);
        for (auto const which : {eq::listing::some, eq::listing::largest}) {
            auto const top = eq::portfolio<int>{{{0, amounts[0]}, {1, amounts[1]}}, {.total = total, .listing = which}};
            auto const ends = eq::supply_dependence(top, exports, at_home);
            auto const holds = [](eq::interval inner, eq::interval outer) {
                return eq::is_undefined(inner.low)
                       || (outer.low <= inner.low * (1 + 1e-15) && inner.high <= outer.high * (1 + 1e-15));
            };
            BOOST_TEST(holds(exact.concentration, ends.concentration));
            BOOST_TEST(holds(exact.foreign_share, ends.foreign_share));
            BOOST_TEST(holds(exact.over_exports, ends.over_exports));
            BOOST_TEST((ends.verdict == eq::screen_verdict::unknown || ends.verdict == exact.verdict));
        }
    }
}

BOOST_AUTO_TEST_CASE(all_products_of_a_state)
{
    auto const rows = std::vector<row>{{chn, mng, 6, 2019, "26"}, {rus, mng, 2, 2019, "26"}, {mng, chn, 4, 2019, "26"},
                                       {chn, mng, 1, 2019, "27"}, {rus, mng, 1, 2019, "27"}, {mng, chn, 9, 2019, "27"},
                                       {rus, mng, 2, 2019, "31"}, {chn, mng, 1, 2018, "44"}, {chn, rus, 5, 2019, "71"}};
    auto const imports = eq::import_ledger(rows, eq::by_period_state_and_channel);
    auto const exports = eq::export_ledger(rows, eq::by_period_state_and_channel);
    auto const found =
        eq::supply_dependences(eq::products_of(imports, 2019, mng), eq::products_of(exports, 2019, mng), mng);
    BOOST_TEST(found.products.size() == 3U);
    BOOST_TEST(found.products[0].result.concentration.low == 0.625);
    BOOST_TEST(found.products[0].result.over_exports.low == 2);
    BOOST_TEST((found.dependent == std::vector<std::string>{"26", "31"}));
    BOOST_TEST(found.unknown.empty());
    BOOST_TEST((found.share_of_imports == eq::interval{10.0 / 12, 10.0 / 12}));
    auto const another_year =
        eq::supply_dependences(eq::products_of(imports, 2017, mng), eq::products_of(exports, 2017, mng), mng);
    BOOST_TEST(another_year.products.empty());
    BOOST_TEST(eq::is_undefined(another_year.share_of_imports.low));

    // a ledger keyed by the product alone, of a union of states
    auto builder = eq::ledger_builder<std::string, eq::iso3>{};
    builder.add("26", chn, 4);
    builder.add("27", chn, 2);
    builder.add("27", usa, 2);
    builder.add("28", chn, 2);
    builder.declare("28", {.total = 4}); // of 2 it is not known whether they come from abroad, and from how many
    auto const bought = builder.build();
    auto exported = eq::ledger_builder<std::string, eq::iso3>{};
    exported.add("99", chn, 1); // none of the products that are bought
    auto const sold = exported.build();
    auto const open = eq::supply_dependences(bought, sold, home, {.concentration = 0.6});
    BOOST_TEST((open.dependent == std::vector<std::string>{"26"}));
    BOOST_TEST((open.unknown == std::vector<std::string>{"28"}));
    // the foreign imports of "26" are 4, of "27" 4, of "28" 2 to 4
    BOOST_TEST((open.share_of_imports == eq::interval{4.0 / 12, 8.0 / 12}));
}

// What is found for a state in the ledger of the world is what is found when nothing else is on file.
BOOST_AUTO_TEST_CASE(each_state_of_a_large_ledger_in_turn)
{
    using key = std::tuple<eq::iso3, int, std::string>;
    constexpr eq::iso3 states[] = {deu, fra, mng, chn, rus, usa};
    auto random = std::mt19937{2021};
    auto draw = [&](int most) { return std::uniform_int_distribution{0, most}(random); };
    auto rows = std::vector<row>{};
    for (auto i = 0; i < 2000; ++i) {
        auto const from = draw(5);
        rows.push_back({states[from], states[(from + 1 + draw(4)) % 6], static_cast<double>(draw(9)), 2018 + draw(1),
                        std::to_string(10 + draw(20))});
    }
    auto const by_product_last = [](row const& each, eq::iso3 state) { return key{state, each.period, each.channel}; };
    auto const bought = eq::import_ledger(rows, by_product_last);
    auto const sold = eq::export_ledger(rows, by_product_last);
    auto visited = 0;
    eq::for_each_products(bought, [&](eq::iso3 state, int year, auto const& products) {
        ++visited;
        auto const found = eq::supply_dependences(products, eq::products_of(sold, state, year), state);
        auto own = std::vector<row>{};
        for (auto const& each : rows) {
            if (each.period == year && (each.origin == state || each.destination == state)) {
                own.push_back(each);
            }
        }
        auto const own_bought = eq::import_ledger(own, by_product_last);
        auto const own_sold = eq::export_ledger(own, by_product_last);
        auto const alone = eq::supply_dependences(eq::products_of(own_bought, state, year),
                                                  eq::products_of(own_sold, state, year), state);
        BOOST_TEST(found.products.size() == products.size());
        BOOST_TEST((found.dependent == alone.dependent));
        BOOST_TEST((found.share_of_imports == alone.share_of_imports));
    });
    BOOST_TEST(visited == 12);
}

BOOST_AUTO_TEST_CASE(any_scale_and_type)
{
    auto const large = eq::supply_dependence(flows{{chn, 1e308}, {usa, 1e308}}, flows{{chn, 5e-324}}, home);
    BOOST_TEST(large.concentration.low == 0.5);
    BOOST_TEST(large.over_exports.low == infinity);
    auto const small = eq::supply_dependence(flows{{chn, 5e-324}, {usa, 5e-324}}, flows{{chn, 5e-324}}, home);
    BOOST_TEST(small.concentration.low == 0.5);
    BOOST_TEST(small.over_exports.low == 2);
    using integers = eq::portfolio<int, long long>;
    auto const whole = eq::supply_dependence(integers{{1, 6}, {2, 2}}, integers{{1, 4}}, 0);
    BOOST_TEST(whole.concentration.low == 0.625);
    BOOST_TEST(whole.over_exports.low == 2);
    using wide = eq::portfolio<int, long double>;
    auto const wider = eq::supply_dependence(wide{{1, 6}, {2, 2}}, wide{{1, 4}}, 0);
    BOOST_TEST(wider.over_exports.low == 2);
    auto builder = eq::ledger_builder<int, int, long double>{};
    builder.add(1, 1, 1e4000L);
    builder.add(2, 1, 1e4000L);
    builder.add(2, 2, 1e4000L);
    auto exported = eq::ledger_builder<int, int, long double>{};
    exported.add(3, 1, 1);
    auto const found = eq::supply_dependences(builder.build(), exported.build(), 0, {.concentration = 0.5});
    BOOST_TEST((found.dependent == std::vector{1}));
    BOOST_TEST(found.share_of_imports.low == 1.0 / 3);
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto const imports = flows{{chn, 6}};
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [&] { (void)eq::supply_dependence(imports, nothing, home, {.concentration = 40}); })
               == "supply_dependence: threshold of the concentration is 40; it must be in [0, 1]");
    BOOST_TEST(message_of<eq::invalid_parameter>(
                   [&] { (void)eq::supply_dependence(imports, nothing, home, {.over_exports = -1}); })
               == "supply_dependence: threshold of imports over exports is -1; it must be at least 0");
    BOOST_CHECK_THROW((void)eq::supply_dependence(imports, nothing, home, {.foreign_share = eq::undefined}),
                      eq::invalid_parameter);
}

namespace {

/// Fuels of 2017 by one side's own reports, in US$; without the rows for the World.
eq::ledger<eq::iso3, eq::iso3> fuels(std::string const& path)
{
    auto builder = eq::ledger_builder<eq::iso3, eq::iso3>{};
    auto const report = eq::io::for_each_row(
        path, {.columns = {"Reporter ISO", "Partner ISO", "Trade Value (US$)"}}, [&](eq::io::row const& row) {
            auto const reporter = eq::iso3::parse(row.trimmed(0));
            auto const partner = eq::iso3::parse(row.trimmed(1));
            if (!reporter || !partner) {
                return eq::io::row_outcome::unknown; // World, and areas without a code
            }
            builder.add(*reporter, *partner, row.get<double>(2));
            return eq::io::row_outcome::used;
        });
    BOOST_TEST(report.used > 1000U);
    return builder.build();
}

} // namespace

BOOST_AUTO_TEST_CASE(fuels_of_2017)
{
    auto const bought_path = reading::reference("trade/comtrade/legacy22_HS27_2017_imports_allreporters.csv");
    auto const sold_path = reading::reference("trade/comtrade/legacy22_HS27_2017_exports_allreporters.csv");
    if (!bought_path || !sold_path) {
        return;
    }
    auto const bought = fuels(*bought_path);
    auto const sold = fuels(*sold_path);
    auto const imports = bought.at(mng);
    auto const exports = sold.at(mng);
    BOOST_TEST(eq::exposure(imports, rus) == 0.8301, tt::tolerance(1e-4));
    BOOST_TEST(eq::exposure(imports, chn) == 0.1297, tt::tolerance(1e-3));
    BOOST_TEST(eq::exposure(exports, chn) == 0.9713, tt::tolerance(1e-4));
    // China reports the mirror, with freight, and something of the kind
    auto const mirror = bought.at(chn);
    auto const to_china = exports.amounts()[exports.position(chn).value()];
    auto const from_mongolia = mirror.amounts()[mirror.position(mng).value()];
    BOOST_TEST(from_mongolia / to_china > 0.5);
    BOOST_TEST(from_mongolia / to_china < 2);
    // concentrated and all of it foreign, but Mongolia sells more fuel, coal, than it buys, oil
    auto const found = eq::supply_dependence(imports, exports, mng);
    BOOST_TEST(found.concentration.low > 0.69);
    BOOST_TEST(found.foreign_share.low == 1);
    BOOST_TEST(found.over_exports.low == 971.4 / 2648.9, tt::tolerance(1e-3));
    BOOST_TEST((found.verdict == eq::screen_verdict::independent));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
