// SPDX-License-Identifier: BSL-1.0
#include "../../support/message_of.hpp"

#include <equipoise/io/detail/directions_seen.hpp>

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <string>

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

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
