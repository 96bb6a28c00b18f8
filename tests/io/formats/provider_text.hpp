// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../../support/message_of.hpp"

#include <equipoise/io/books.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/source.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

/// What the tests of providers' formats share.
namespace provider_text {

namespace eq = equipoise;
using eq::io::row_class;

/// The number of rows of a class in the books.
inline std::size_t rows(eq::io::format_report const& report, row_class of)
{
    return report.books.file()[of].rows;
}

/// The reason of the first row of a class that was set aside, with its line.
inline std::string first(eq::io::format_report const& report, row_class of)
{
    auto const& examples = report.books.examples(of);
    return examples.empty() ? "none" : std::to_string(examples[0].line) + ": " + examples[0].what;
}

/// A file of the reference data, where it is present.
inline std::optional<std::string> reference(std::string_view path)
{
    auto const whole = std::filesystem::path{EQUIPOISE_REFERENCE_DIR} / "data" / path;
    if (!std::filesystem::exists(whole)) {
        BOOST_TEST_MESSAGE("not run: no " << whole);
        return std::nullopt;
    }
    return whole.string();
}

} // namespace provider_text
