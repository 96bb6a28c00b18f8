// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "archive.hpp"
#include "command_line.hpp"
#include "findings.hpp"
#include "machine_formats.hpp"

#include <equipoise/balancing/poles.hpp>
#include <equipoise/concentration/herfindahl.hpp>
#include <equipoise/exposure/shares.hpp>
#include <equipoise/io/number_text.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/receipt.hpp>
#include <equipoise/io/receipt_text.hpp>
#include <equipoise/io/sha256.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

/// The receipt of the figures that great_powers prints, and how they are computed again from it.
namespace support {

namespace detail {

inline constexpr auto program_name = "great_powers";
inline constexpr auto bundled = "bundled"; // the data, where no file was named

/// The measures that are no indices of one portfolio.
[[nodiscard]] inline std::vector<equipoise::io::receipt_index> measures_of_several()
{
    return {{"largest_exposure", "the largest share of a partner", "Berger and Parker (1970)"},
            {"balancing_gain", "sum w_d H_d - H(sum w_d p_d), H = 1 - sum of squared shares",
             "defined by equipoise; Rao (1982)"},
            {"offset", "1 - |sum w t| / sum w |t|, t = tilt", "defined by equipoise"}};
}

[[nodiscard]] inline std::vector<equipoise::io::receipt_index> measures_of_votes()
{
    return {{"vote_agreement", "1 - mean |v1 - v2| / 2", "Lijphart (1963)"},
            {"cohen_kappa", "1 - Do / De, De from each side's own marginals", "Cohen (1960)"}};
}

[[nodiscard]] inline std::vector<equipoise::io::receipt_index> measures_in(question const& asked, bool with_votes)
{
    using equipoise::io::index_receipt;
    auto const under_name = [](equipoise::io::receipt_index index, std::string name) {
        index.name = std::move(name);
        return index;
    };
    auto result = std::vector<equipoise::io::receipt_index>{};
    for (auto const power : asked.powers) {
        result.push_back(index_receipt(equipoise::exposure(power)));
    }
    result.push_back(index_receipt(equipoise::hhi));
    result.push_back(index_receipt(equipoise::effective_number));
    if (!asked.neighbors.empty()) {
        auto const neighbors = equipoise::bloc(asked.neighbors);
        result.push_back(under_name(index_receipt(equipoise::exposure(neighbors)), "third_neighbors"));
    }
    auto const powers = equipoise::bloc(asked.powers);
    result.push_back(under_name(index_receipt(equipoise::third_neighbor_share(powers)), "third_neighbor_share"));
    if (asked.powers.size() > 1) {
        result.push_back(under_name(index_receipt(equipoise::tilt(asked.powers[0], asked.powers[1])), "tilt"));
    }
    for (auto& measure : measures_of_several()) {
        result.push_back(std::move(measure));
    }
    for (auto& measure : with_votes ? measures_of_votes() : std::vector<equipoise::io::receipt_index>{}) {
        result.push_back(std::move(measure));
    }
    return result;
}

/// The texts that were joined by commas.
[[nodiscard]] inline std::vector<std::string> split(std::string const& text)
{
    auto parts = std::vector<std::string>{};
    for (std::size_t begin = 0; !text.empty() && begin <= text.size();) {
        auto const end = std::min(text.find(',', begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

} // namespace detail

namespace detail {

/// What a receipt says of a provider's file, or of several in one archive.
[[nodiscard]] inline equipoise::io::receipt_source source_of(std::string const& file,
                                                             std::vector<equipoise::io::format_report> const& reports)
{
    auto books = equipoise::io::books{};
    auto formats = std::set<std::string>{};
    auto providers = std::set<std::string>{};
    auto vintages = std::set<std::string>{};
    for (auto const& each : reports) {
        books += each.books;
        formats.emplace(each.about.name);
        providers.emplace(each.about.provider);
        vintages.insert(each.vintage);
    }
    vintages.erase("");
    auto const joined = [](std::set<std::string> const& texts) { return join({texts.begin(), texts.end()}, " / "); };
    auto result = equipoise::io::source_receipt(file_named(file).path, books);
    result.file = file;
    result.format = joined(formats);
    result.provider = joined(providers);
    result.vintage = joined(vintages);
    return result;
}

} // namespace detail

/// The receipt of a report. `files` are those that were read, in the order in which the archive has them.
[[nodiscard]] inline equipoise::io::receipt receipt_of(options const& chosen, question const& asked,
                                                       archive const& data, double rounding, report const& all)
{
    auto result = equipoise::io::receipt{.program = detail::program_name};
    result.options = {{"data", chosen.files.empty() ? detail::bundled : "files"},
                      {"channels", join(chosen.channels, ",")},
                      {"votes", chosen.votes.empty() ? "no" : "yes"},
                      {"columns", join(chosen.columns, ",")},
                      {"products", join(chosen.products, ",")},
                      {"sdmx", join(chosen.sdmx, ",")},
                      {"states", join(texts(asked.states), ",")},
                      {"powers", join(texts(asked.powers), ",")},
                      {"neighbors", join(texts(codes("--neighbors", chosen.neighbors)), ",")},
                      {"weights", join(chosen.weights, ",")},
                      {"years", join(chosen.years, ",")},
                      {"arms_years", std::to_string(chosen.arms_years)},
                      {"period", std::to_string(all.period)},
                      {"rounding", equipoise::io::exact_text(rounding)}};
    if (chosen.product_level) {
        result.options.emplace_back("product_level", std::to_string(*chosen.product_level));
    }
    if (!chosen.cif.empty()) {
        result.options.emplace_back("cif", join(chosen.cif, ","));
    }
    for (auto const& file : data.files) {
        if (!file.reports.empty()) {
            result.sources.push_back(detail::source_of(file.file, file.reports));
            continue;
        }
        auto source = equipoise::io::source_receipt(file_named(file.file).path, file.rows);
        source.file = file.file;
        source.format = "tidy";
        source.vintage = join({file.sources.begin(), file.sources.end()}, " / ");
        source.rows = {{"used", file.rows.used - file.own - file.set_aside - file.not_asked},
                       {"unknown", file.rows.unknown},
                       {"own", file.own},
                       {"part of exports or imports", file.set_aside}};
        if (file.not_asked != 0) {
            source.rows.push_back({"not asked for", file.not_asked});
        }
        result.sources.push_back(std::move(source));
    }
    if (all.votes) {
        result.sources.push_back(detail::source_of(chosen.votes, {*all.votes}));
    }
    result.indices = detail::measures_in(asked, all.votes.has_value());
    result.results = equipoise::io::results_of(table_of(all));
    return result;
}

/// Writes a receipt. @throws std::runtime_error when it cannot be written; then there is no file of this name, unless
/// there was one before
inline void write_receipt(std::string const& file, equipoise::io::receipt const& receipt)
{
    auto const unfinished = file + ".part";
    auto error = std::error_code{};
    auto written = false;
    {
        auto out = std::ofstream{unfinished, std::ios::binary};
        written = static_cast<bool>(out << equipoise::io::write_receipt(receipt) << std::flush);
    }
    if (written) {
        std::filesystem::rename(unfinished, file, error);
    }
    if (!written || error) {
        auto ignored = std::error_code{};
        std::filesystem::remove(unfinished, ignored);
        throw std::runtime_error{"--receipt: " + file + " cannot be written"};
    }
}

/// The options of a receipt. `bundled_files` are those of this program; --flows says where other files are now.
[[nodiscard]] inline options options_of(equipoise::io::receipt const& receipt, options chosen)
{
    auto const refuse = [&](std::string const& what) { throw std::runtime_error{chosen.replay + ": " + what}; };
    auto const option = [&](std::string const& name) {
        auto const found = std::find_if(receipt.options.begin(), receipt.options.end(),
                                        [&](auto const& each) { return each.first == name; });
        if (found == receipt.options.end()) {
            refuse("has no option " + name);
        }
        return found->second;
    };
    if (receipt.program != detail::program_name) {
        refuse("is no receipt of " + std::string{detail::program_name});
    }
    if (option("data") == detail::bundled && !chosen.files.empty()) {
        refuse("is a receipt of the bundled data, and takes no --flows");
    }
    auto const with_votes = option("votes") == "yes";
    auto const count = receipt.sources.size() - (with_votes && !receipt.sources.empty() ? 1 : 0);
    if (option("data") != detail::bundled && chosen.files.empty()) {
        for (std::size_t i = 0; i < count; ++i) {
            chosen.files.push_back(receipt.sources[i].file);
        }
    }
    if (with_votes && chosen.votes.empty() && count < receipt.sources.size()) {
        chosen.votes = receipt.sources[count].file;
    }
    chosen.channels = detail::split(option("channels"));
    chosen.channels.resize(chosen.files.size());
    chosen.years = detail::split(option("years"));
    auto const arms_years = equipoise::io::parse<int>{}(option("arms_years"));
    chosen.arms_years = arms_years.value_or(0);
    chosen.columns = detail::split(option("columns"));
    for (auto const& [name, text] : receipt.options) { // which earlier receipts do not have
        if (name == "products") {
            chosen.products = detail::split(text);
        } else if (name == "product_level") {
            chosen.product_level = equipoise::io::parse<std::size_t>{}(text);
        } else if (name == "sdmx") {
            chosen.sdmx = detail::split(text);
        } else if (name == "cif") {
            chosen.cif = detail::split(text);
        }
    }
    chosen.states = detail::split(option("states"));
    chosen.powers = detail::split(option("powers"));
    chosen.neighbors = detail::split(option("neighbors"));
    chosen.weights = detail::split(option("weights"));
    chosen.period = equipoise::io::parse<int>{}(option("period"));
    chosen.rounding = equipoise::io::parse<double>{}(option("rounding"));
    if (!chosen.period || !chosen.rounding || chosen.arms_years < 1) {
        refuse("has no number as its period, rounding or arms_years");
    }
    return chosen;
}

/// Refuses files that are not those of a receipt.
inline void check_files_of(equipoise::io::receipt const& receipt, std::vector<std::string> const& files,
                           std::string const& name)
{
    if (files.size() != receipt.sources.size()) {
        throw std::runtime_error{name + ": is a receipt of " + std::to_string(receipt.sources.size())
                                 + " files, not of " + std::to_string(files.size())};
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (auto const digest = equipoise::io::sha256_of(file_named(files[i]).path).digest();
            digest != receipt.sources[i].sha256) {
            throw std::runtime_error{files[i] + ": is another file than that of " + name + "; its SHA-256 digest is "
                                     + digest + ", not " + receipt.sources[i].sha256};
        }
    }
}

/// Compares the figures of two receipts. @return a sentence that says that they are the same
/// @throws std::runtime_error naming the first difference
[[nodiscard]] inline std::string compare(equipoise::io::receipt const& before, equipoise::io::receipt const& now,
                                         std::string const& name)
{
    auto const found = equipoise::io::differences(before, now);
    if (!found.empty()) {
        auto const more = found.size() - 1;
        throw std::runtime_error{name + ": " + found[0]
                                 + (more != 0 ? "; and " + std::to_string(more) + " more differences" : "")};
    }
    return "great_powers: all " + std::to_string(now.results.rows.size()) + " figures are those of " + name
           + ", bit for bit"
           + (before.version != now.version ? "; equipoise " + before.version + " made them, this is " + now.version
                                            : "")
           + '\n';
}

} // namespace support
