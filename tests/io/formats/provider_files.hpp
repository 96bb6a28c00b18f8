// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../../support/message_of.hpp"

#include <equipoise/io/formats/read.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What tests of providers' formats have in common.
namespace provider_files {

namespace eq = equipoise;

/// A text with the name of a file.
inline eq::io::provider_flows read(std::string_view text, eq::io::format_options const& options = {},
                                   char const* name = "f.csv")
{
    return eq::io::read(eq::io::text(text, name), options);
}

inline std::string complaint(std::string_view text, eq::io::format_options const& options = {},
                             char const* name = "f.csv")
{
    return message_of<eq::io::input_error>([&] { static_cast<void>(read(text, options, name)); });
}

/// "MNG>CHN 2024 14.5", with the channel and what was not reported by the exporter, where there is any.
inline std::string words(eq::io::reported_flow const& flow)
{
    auto const amount = eq::is_undefined(flow.amount) ? std::string{"?"} : eq::detail::number_text(flow.amount);
    auto const by = flow.by == eq::io::reported_by::importer ? " by importer"
                    : flow.by == eq::io::reported_by::both   ? " by both"
                                                             : "";
    return flow.origin.str() + ">" + flow.destination.str() + " " + std::to_string(flow.period) + " "
           + (flow.channel.empty() ? "" : flow.channel + " ") + amount + by;
}

/// Flows, then those of unknown amount.
inline std::vector<std::string> flows_of(eq::io::provider_flows const& from)
{
    auto all = std::vector<std::string>{};
    for (auto const* const each : {&from.flows, &from.unknown}) {
        for (auto const& flow : *each) {
            all.push_back(words(flow));
        }
    }
    return all;
}

inline std::size_t rows(eq::io::provider_flows const& from, eq::io::row_class of)
{
    return from.report.books.file()[of].rows;
}

inline double amount(eq::io::provider_flows const& from, eq::io::row_class of)
{
    return from.report.books.file()[of].amount();
}

/// The sum of the flows that fit.
template <class Fits>
double sum(eq::io::provider_flows const& from, Fits const& fits)
{
    auto total = 0.0;
    for (auto const& flow : from.flows) {
        total += fits(flow) ? flow.amount : 0;
    }
    return total;
}

/// What no partner is known for, in a period.
inline double residual(eq::io::provider_flows const& from, int period)
{
    auto total = 0.0;
    for (auto const& rest : from.residuals) {
        total += rest.period == period ? rest.amount : 0;
    }
    return total;
}

/// A file that only some machines have.
inline std::optional<std::string> outside_file(std::string const& path)
{
    auto const whole = std::filesystem::path{EQUIPOISE_REFERENCE_DIR} / "data" / path;
    if (!std::filesystem::exists(whole)) {
        BOOST_TEST_MESSAGE("not run: no " << whole);
        return std::nullopt;
    }
    return whole.string();
}

/// However a text is cut off, reading it fails, or the report says that the last row is unfinished, or only whole rows
/// are missing.
inline void check_cuts(std::string_view text, eq::io::format_options const& options = {}, char const* name = "f.csv")
{
    for (std::size_t size = 0; size < text.size(); ++size) {
        auto const part = text.substr(0, size);
        try {
            auto const result = read(part, options, name);
            auto const told = part.ends_with('\n') || result.report.lines.unfinished == 1
                              || result.report.books.file().read().rows == 0;
            BOOST_TEST(told, "cut after " << size);
        } catch (eq::io::input_error const&) {
        }
    }
}

} // namespace provider_files
