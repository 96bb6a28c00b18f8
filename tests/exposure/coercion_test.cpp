// SPDX-License-Identifier: BSL-1.0
#include "../support/message_of.hpp"
#include "../support/states.hpp"

#include <equipoise/exposure/coercion.hpp>
#include <equipoise/model/collect.hpp>
#include <equipoise/uncertainty/bound.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace eq = equipoise;
using namespace eq::literals;
using namespace named_states;

namespace {

using levers = std::vector<eq::lever<flows>>;

// fuel: 3/4 from Russia, half of it replaceable; goods: 1/4 from Russia, nothing of it
levers const of_mongolia{{"fuel", flows{{rus, 3}, {chn, 1}}, 1, 0.5}, {"goods", flows{{rus, 1}, {chn, 3}}, 3, 0.0}};
levers const of_russia{{"cashmere", flows{{mng, 1}, {chn, 7}}, 1, 0.5}};

} // namespace

BOOST_AUTO_TEST_SUITE(exposure)
BOOST_AUTO_TEST_SUITE(coercion)

BOOST_AUTO_TEST_CASE(what_cannot_be_replaced)
{
    BOOST_TEST(eq::coercion_exposure(of_mongolia, rus) == 0.28125); // (3/8 + 3/4) / 4
    BOOST_TEST(eq::coercion_exposure(of_mongolia, chn) == 0.59375); // (1/8 + 9/4) / 4
    BOOST_TEST(eq::coercion_exposure(of_mongolia, eq::bloc{chn, rus}) == 0.875);
    BOOST_TEST(eq::coercion_exposure(of_mongolia, aus) == 0);
    BOOST_TEST(eq::coercion_exposure(levers{{"fuel", flows{{rus, 1}}, 1, 1.0}}, rus) == 0);
    BOOST_TEST((eq::coercion_exposure.bound(of_mongolia, rus) == eq::interval{0.28125, 0.28125}));
    BOOST_TEST(eq::coercion_exposure.why_undefined(of_mongolia, rus).empty());
    // Russia's own exposure to Mongolia is 1/8 . 1/2
    BOOST_TEST(eq::coercion_balance(of_mongolia, rus, of_russia, mng) == 0.28125 - 0.0625);
    BOOST_TEST(eq::coercion_balance(of_russia, mng, of_mongolia, rus) == 0.0625 - 0.28125);
    using names = eq::portfolio<std::string>;
    auto const named = std::vector<eq::lever<names>>{{"fuel", names{{"r", 3}, {"c", 1}}, 1, 0.5}};
    BOOST_TEST(eq::coercion_exposure(named, std::string{"r"}) == 0.375);
}

BOOST_AUTO_TEST_CASE(unknown_is_not_zero)
{
    auto with = of_mongolia;
    with[0].substitutability.reset(); // 0 to 3/4 of the fuel
    BOOST_TEST(eq::is_undefined(eq::coercion_exposure(with, rus)));
    BOOST_TEST(eq::coercion_exposure.why_undefined(with, rus) == eq::words(eq::reason::unknown_part));
    BOOST_TEST((eq::coercion_exposure.bound(with, rus) == eq::interval{0.1875, 0.375}));
    BOOST_TEST((eq::coercion_balance.bound(with, rus, of_russia, mng) == eq::interval{0.125, 0.3125}));
    BOOST_TEST(eq::is_undefined(eq::coercion_balance(with, rus, of_russia, mng)));
    BOOST_TEST(eq::coercion_exposure(with, aus) == 0); // Australia sells nothing of it
    with[0].weight = 0;
    BOOST_TEST(eq::coercion_exposure(with, rus) == 0.25); // it does not count

    with = of_mongolia;
    with[0].flows = flows{}; // it is not known where the fuel comes from
    BOOST_TEST(eq::coercion_exposure.why_undefined(with, rus) == eq::words(eq::reason::no_partners));
    BOOST_TEST((eq::coercion_exposure.bound(with, rus) == eq::interval{0.1875, 0.3125}));
    with[0].flows = flows{{{chn, 1}}, {.total = 4}}; // up to 3/4 of it from Russia
    BOOST_TEST(eq::coercion_exposure.why_undefined(with, rus) == eq::words(eq::reason::not_listed));
    BOOST_TEST((eq::coercion_exposure.bound(with, rus) == eq::interval{0.1875, 0.28125}));
    BOOST_TEST(eq::coercion_exposure.why_undefined(levers{}, rus) == eq::words(eq::reason::no_partners));
    BOOST_TEST(eq::is_undefined(eq::coercion_exposure.bound(levers{}, rus).low));
}

BOOST_AUTO_TEST_CASE(bad_input)
{
    auto with = of_mongolia;
    with[0].substitutability = 50;
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::coercion_exposure(with, rus); })
               == "coercion_exposure: substitutability of fuel is 50; it must be in [0, 1]");
    with = of_mongolia;
    with[1].weight = -1;
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::coercion_exposure(with, rus); })
               == "channel_profile: weight of goods is -1; it must be finite and not negative");
    with[0].weight = with[1].weight = 0;
    BOOST_CHECK_THROW((void)eq::coercion_exposure(with, rus), eq::invalid_parameter);
}

BOOST_AUTO_TEST_CASE(goods_that_the_coercer_needs)
{
    using row = eq::flow<eq::iso3, double, int, std::string>;
    // China buys 8 of 10 of 26 from Australia and Mongolia together, 5 of 10 of 27, and all of 51 from Mongolia
    auto const rows = std::vector<row>{{aus, chn, 6, 2019, "26"}, {mng, chn, 2, 2019, "26"}, {rus, chn, 2, 2019, "26"},
                                       {aus, chn, 5, 2019, "27"}, {rus, chn, 5, 2019, "27"}, {mng, chn, 1, 2019, "51"},
                                       {rus, chn, 0, 2019, "71"}};
    auto const imports = eq::import_ledger(rows, eq::by_period_state_and_channel);
    auto const goods = eq::products_of(imports, 2019, chn);
    using names = std::vector<std::string>;
    BOOST_TEST((eq::leverage(goods, eq::bloc{aus, mng}).dependent == names{"26", "51"}));
    BOOST_TEST((eq::leverage(goods, mng).dependent == names{"51"}));
    BOOST_TEST((eq::leverage(goods, eq::bloc{aus, mng}, 0.4).dependent == names{"26", "27", "51"}));
    BOOST_TEST((eq::leverage(goods, eq::bloc{aus, mng}, 0.8).dependent == names{"51"})); // .8 is not above .8
    auto builder = eq::ledger_builder<std::string, eq::iso3>{};
    builder.add("28", rus, 1);
    builder.declare("28", {.total = 10});
    auto const open = eq::leverage(builder.build(), mng);
    BOOST_TEST(open.dependent.empty());
    BOOST_TEST((open.unknown == names{"28"}));
    BOOST_TEST(message_of<eq::invalid_parameter>([&] { (void)eq::leverage(goods, mng, 70); })
               == "leverage: threshold is 70; it must be in [0, 1]");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
