// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"

#include <equipoise/io/detail/directions_seen.hpp>

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <string>
#include <utility>

namespace {

namespace eio = equipoise::io;

eio::detail::directions_seen seen(std::initializer_list<char const*> channels)
{
    auto directions = eio::detail::directions_seen{};
    for (auto const* const channel : channels) {
        directions.note(channel);
    }
    return directions;
}

std::string complaint(eio::detail::directions_seen const& directions)
{
    return message_of<eio::input_error>([&] { directions.check_single("f.csv", "flow"); });
}

auto const nothing = complaint(seen({}));

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(detail)
BOOST_AUTO_TEST_SUITE(directions_seen)

BOOST_AUTO_TEST_CASE(one_direction_and_channels_of_another_kind_are_added_up)
{
    BOOST_TEST(complaint(seen({"X", "X", "Export"})) == nothing);
    BOOST_TEST(complaint(seen({"27", "71", "", "coal"})) == nothing);
    BOOST_TEST(complaint(seen({"27", "M", "coal"})) == nothing);
}

BOOST_AUTO_TEST_CASE(several_directions_are_named_by_their_first_texts)
{
    auto const found = complaint(seen({"M", "X", "Import"}));
    BOOST_TEST(found.rfind("f.csv: column flow holds \"X\" (exports) and \"M\" (imports), which", 0) == 0U, found);
    BOOST_TEST(complaint(seen({"X", "RX"})).find("\"RX\" (part of the exports)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(directions_of_two_parts_of_a_file_are_joined)
{
    auto exports = seen({"X"});
    exports += seen({"Export"});
    BOOST_TEST(complaint(exports) == nothing);
    auto imports = eio::detail::directions_seen{};
    imports.note(eio::direction::imports);
    exports += imports;
    BOOST_TEST(complaint(exports).find("\"X\" (exports) and \"imports\" (imports)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_key_may_tell_them_apart)
{
    struct flow {
        int period;
        std::string channel;
    };
    auto const year = [](flow const& row, int state) { return std::pair{row.period, state}; };
    auto const channel = [](flow const& row, int) { return row.channel; };
    auto const is_import = [](flow const& row, int state) { return std::pair{state, row.channel == "M"}; };
    auto const both = seen({"X", "27", "M"});
    BOOST_TEST(!both.told_apart(year, flow{2019, "27"}, 1));
    BOOST_TEST(both.told_apart(channel, flow{2019, "27"}, 1));
    BOOST_TEST(both.told_apart(is_import, flow{2019, "27"}, 1));
    BOOST_TEST(!seen({"X", "M", "RX"}).told_apart(is_import, flow{}, 1)); // exports and a part of them
    BOOST_TEST((seen({"X", "Export"}).told_apart(year, flow{}, 1) && seen({}).told_apart(year, flow{}, 1)));
    BOOST_TEST((seen({"27", ""}).empty() && !both.empty()));
}

BOOST_AUTO_TEST_CASE(a_key_of_directions_may_tell_them_apart)
{
    struct flow {
        eio::direction channel;
    };
    auto both = eio::detail::directions_seen{};
    both.note(eio::direction::exports);
    both.note(eio::direction::part_of_exports);
    BOOST_TEST(both.told_apart([](flow const& row, int) { return row.channel; }, flow{}, 1));
    BOOST_TEST(
        !both.told_apart([](flow const& row, int) { return row.channel == eio::direction::imports; }, flow{}, 1));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
