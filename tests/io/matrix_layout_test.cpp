// SPDX-License-Identifier: BSL-1.0
#include <equipoise/io/matrix_layout.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

namespace eio = equipoise::io;
using eio::label;
using eio::label_kind;
using eio::detail::make_label;

} // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(matrix_layout)

BOOST_AUTO_TEST_CASE(a_label_is_a_region_and_a_name)
{
    BOOST_TEST((label{"AUS", "A01_02"}.text() == "AUS_A01_02"));
    BOOST_TEST((label{"", "TLS"}.text() == "TLS"));
    BOOST_TEST((label{"AUS", "x"} < label{"AUT", "a"} && label{"AUS", "a"} < label{"AUS", "b"}));
    BOOST_TEST((label{"AUS", "a", "t"} < label{"AUS", "a", "u"}));
    BOOST_TEST((label{"AUS", "a"} < label{"AUS", "a", "", label_kind::total}));
    BOOST_TEST((!(label{"AUS", "a"} < label{"AUS", "a"}) && label{"AUS", "a"} != label{"AUS", "a", "t"}));
}

// The labels are those that formats of the OECD and of Eurostat are described with.
BOOST_AUTO_TEST_CASE(labels_of_the_oecd)
{
    auto const of = [](char const* text) { return make_label({text}, eio::oecd_icio()); };
    BOOST_TEST((of("AUS_A01_02") == label{"AUS", "A01_02"}));
    BOOST_TEST((of("AUS_HFCE") == label{"AUS", "HFCE", "", label_kind::final_use}));
    BOOST_TEST((of("HC_AUS") == label{"AUS", "HC", "", label_kind::final_use})); // the edition of 2016
    BOOST_TEST((of("TLS") == label{"", "TLS", "", label_kind::primary}));
    BOOST_TEST((of("AUS_TAXSUB") == label{"AUS", "TAXSUB", "", label_kind::primary}));
    BOOST_TEST((of("OUT") == label{"", "OUT", "", label_kind::total}));
    BOOST_TEST((of("") == label{}));
    BOOST_TEST(eio::oecd_icio().empty.value() == 0);
    BOOST_TEST((eio::oecd_icio_parts().at("MX2") == "MEX" && eio::oecd_icio_parts().at("CN1") == "CHN"));
}

BOOST_AUTO_TEST_CASE(labels_of_eurostat)
{
    auto const of = [](char const* text) { return make_label({text}, eio::figaro()); };
    BOOST_TEST((of("ES_A01") == label{"ES", "A01"}));
    BOOST_TEST((of("ES_P3_S13") == label{"ES", "P3_S13", "", label_kind::final_use}));
    BOOST_TEST((of("FIGW1_P5M") == label{"FIGW1", "P5M", "", label_kind::final_use}));
    BOOST_TEST((of("W2_D21X31") == label{"W2", "D21X31", "", label_kind::primary}));
    BOOST_TEST(!eio::figaro().empty.has_value()); // an empty cell is an error
}

BOOST_AUTO_TEST_CASE(labels_of_several_levels)
{
    auto layout = eio::pymrio(2, 3);
    BOOST_TEST((layout.separator == '\t' && layout.header_rows == 2U && layout.index_columns == 3U));
    layout.final_uses = {"gov*"};
    BOOST_TEST((make_label({"reg1", "food", "M EUR", "x"}, layout) == label{"reg1", "food", "M EUR/x"}));
    BOOST_TEST((make_label({"reg1", "government"}, layout) == label{"reg1", "government", "", label_kind::final_use}));
    BOOST_TEST((make_label({"reg1_food"}, layout) == label{"", "reg1_food"}));
}

BOOST_AUTO_TEST_CASE(labels_in_files_of_their_own)
{
    auto const layout = eio::eora({{"AFG", "a"}}, {{"AFG", "a"}, {"ALB", "a"}});
    BOOST_TEST((layout.header_rows == 0U && layout.index_columns == 0U && layout.separator == '\t'));
    BOOST_TEST((layout.row_labels.size() == 1U && layout.column_labels.size() == 2U));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
