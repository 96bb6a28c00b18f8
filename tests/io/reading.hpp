// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../support/message_of.hpp"

#include <equipoise/io/delimited.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace reading {

namespace eq = equipoise;

using table = std::vector<std::vector<std::string>>;

/// The wanted fields of every row, as they stand in the file.
inline table rows_of(eq::io::source const& from, eq::io::delimited_options<> const& options)
{
    auto rows = table{};
    eq::io::for_each_row(from, options, [&](eq::io::row const& row) {
        auto& fields = rows.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) {
            fields.emplace_back(row[i]);
        }
    });
    return rows;
}

inline table rows_in(std::string_view characters, eq::io::delimited_options<> const& options)
{
    return rows_of(eq::io::text(characters, "f.csv"), options);
}

/// The same by way of a stream, so that blocks end where `options.block_size` says.
inline table rows_in_stream(std::string const& characters, eq::io::delimited_options<> const& options)
{
    auto stream = std::istringstream{characters};
    return rows_of(eq::io::source{stream, "f.csv"}, options);
}

using ::message_of;

inline void check_balance(eq::io::report const& report)
{
    BOOST_TEST(report.read
               == report.used + report.unknown + report.skipped + report.own + report.aggregate + report.duplicate);
    auto by_reason = std::size_t{0};
    for (auto const& [reason, count] : report.reasons) {
        by_reason += count;
    }
    BOOST_TEST(by_reason == report.skipped);
    BOOST_TEST(report.examples.size() == std::min<std::size_t>(report.skipped, 10));
}

/// A file that lives as long as the test case.
class scratch_path {
public:
    scratch_path()
        : path_{std::filesystem::temp_directory_path()
                / ("equipoise_" + std::to_string(std::random_device{}()) + ".csv")}
    {
    }

    scratch_path(scratch_path const&) = delete;
    scratch_path& operator=(scratch_path const&) = delete;

    ~scratch_path() { std::filesystem::remove(path_); }

    [[nodiscard]] std::filesystem::path const& get() const { return path_; }

private:
    std::filesystem::path path_;
};

/// The path of a provider's file; says so where it is not on this machine.
inline std::optional<std::string> reference(std::string const& name)
{
#ifdef EQUIPOISE_REFERENCE_DIR
    auto path = std::string{EQUIPOISE_REFERENCE_DIR "/data/"} + name;
    if (std::filesystem::exists(path)) {
        return path;
    }
#endif
    BOOST_TEST_MESSAGE("not run: there is no reference file " << name);
    return std::nullopt;
}

} // namespace reading
