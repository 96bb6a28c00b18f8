// SPDX-License-Identifier: BSL-1.0
// fuzz_readers [SECONDS [SEED]]    reads samples of all formats, cut off at each byte, then damaged ones for some
// seconds
#include "mutations.hpp"
#include "properties.hpp"

#ifdef EQUIPOISE_FUZZ_RECORDS
#include <equipoise/json/records.hpp>
#endif

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

namespace {

/// What a text is, on one line.
std::string escaped(std::string_view text)
{
    auto out = std::string{};
    for (auto const c : text.substr(0, 6000)) {
        auto const byte = static_cast<unsigned char>(c);
        auto code = std::array<char, 8>{};
        if (c == '\n') {
            out += "\\n";
        } else if (c == '"' || c == '\\') {
            out += {'\\', c};
        } else if (byte < 0x20 || byte >= 0x7F) {
            std::snprintf(code.data(), code.size(), "\\%03o", static_cast<unsigned>(byte));
            out += code.data();
        } else {
            out += c;
        }
    }
    return out;
}

fuzz::choices drawn(fuzz::generator& random)
{
    using namespace equipoise;
    auto by = fuzz::choices{};
    by.repeats = random.one_of(std::array{io::repeats::refuse, io::repeats::refuse, io::repeats::sum,
                                          io::repeats::first, io::repeats::last, io::repeats::largest});
    by.malformed = random.one_in(2) ? io::skip : io::fail;
    by.unknown_codes = random.one_in(2);
    by.as_stream = random.one_in(3);
    by.block_size = random.one_of(std::array<std::size_t, 5>{1, 7, 100, 5000, std::size_t{1} << 18U});
    by.longest_row = random.one_of(std::array<std::size_t, 3>{200, std::size_t{1} << 16U, std::size_t{1} << 24U});
    by.search_repeats = random.one_in(4);
    by.areas = random.one_in(2) ? io::areas::to_residual : io::areas::set_aside;
    by.own = random.one_in(4) ? own_flows::keep : own_flows::set_aside;
    return by;
}

#ifdef EQUIPOISE_FUZZ_RECORDS
void check_records(std::string const& text, std::size_t cut, fuzz::choices const& by)
{
    namespace eq = equipoise;
    for (auto const part : {std::string_view{text}, std::string_view{text}.substr(0, cut)}) {
        static_cast<void>(fuzz::unless_error([&] {
            return fuzz::read_from(part, by, [&](eq::io::source const& from) {
                auto options = eq::io::flow_options{};
                options.malformed = by.malformed;
                auto table = eq::io::read_flows(eq::json::records(from, {.part_is_enough = by.unknown_codes}), options);
                fuzz::check_lines(table.report);
                return table;
            });
        }));
    }
}
#endif

/// Checks a text. @return whether all holds
bool holds(fuzz::sample const& of, std::string const& text, std::size_t cut, fuzz::choices const& by, unsigned notation)
{
    try {
#ifdef EQUIPOISE_FUZZ_RECORDS
        if (of.by == fuzz::reader::json) {
            check_records(text, cut, by);
            return true;
        }
#endif
        fuzz::check(of, text, cut, by, notation);
        return true;
    } catch (std::exception const& error) {
        std::printf(
            "%s: %s\n  cut after %zu, repeats %d, malformed %d, unknown codes %d, stream %d, blocks %zu, rows %zu, "
            "own %d, areas %d, notation %u\n  \"%s\"\n",
            of.name.c_str(), error.what(), cut, static_cast<int>(by.repeats), static_cast<int>(by.malformed),
            static_cast<int>(by.unknown_codes), static_cast<int>(by.as_stream), by.block_size, by.longest_row,
            static_cast<int>(by.own), static_cast<int>(by.areas), notation, escaped(text).c_str());
        return false;
    }
}

/// Whether a sample can be read as it is, so that damaged ones are not all refused for another reason.
bool is_readable(fuzz::sample const& of)
{
    auto rows = std::size_t{0};
    auto const from = equipoise::io::text(of.text, of.name);
    try {
        switch (of.by) {
        case fuzz::reader::flows: rows = equipoise::io::read(from, of.options).flows.size(); break;
        case fuzz::reader::ties: rows = equipoise::io::read_ties(from).ties.size(); break;
        case fuzz::reader::votes: rows = equipoise::io::read_votes(from).votes.size(); break;
        case fuzz::reader::indicators: rows = equipoise::io::read_indicators(from).values.size(); break;
        case fuzz::reader::tidy: rows = equipoise::io::read_flows(from).flows.size(); break;
        case fuzz::reader::matrix:
            rows = of.name == "matrix" ? 1 : equipoise::io::read_matrix(from, equipoise::io::oecd_icio()).rows.size();
            break;
        case fuzz::reader::json: rows = 1; break;
        }
    } catch (std::exception const& error) {
        std::printf("%s: %s\n", of.name.c_str(), error.what());
        return false;
    }
    if (rows == 0) {
        std::printf("%s: nothing is read\n", of.name.c_str());
    }
    return rows != 0;
}

} // namespace

int main(int count, char** arguments)
{
    auto const seconds = count > 1 ? std::atof(arguments[1]) : 5.0;
    auto const seed = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 16ULL;
    auto const samples = fuzz::samples();
    auto failures = 0;
    for (auto const& each : samples) {
        failures += is_readable(each) ? 0 : 1;
        for (std::size_t cut = 0; cut <= each.text.size(); ++cut) {
            failures += holds(each, each.text, cut, {}, 0) ? 0 : 1;
            auto lenient = fuzz::choices{};
            lenient.malformed = equipoise::io::skip;
            lenient.unknown_codes = true;
            failures += holds(each, each.text.substr(0, cut), cut / 2, lenient, 0) ? 0 : 1;
        }
    }
    auto random = fuzz::generator{seed};
    auto tried = 0UL;
    auto const end = std::chrono::steady_clock::now() + std::chrono::duration<double>{seconds};
    while (std::chrono::steady_clock::now() < end && failures < 20) {
        auto const& each = random.one_of(samples);
        auto const text = fuzz::damaged(each.text, random);
        auto const cut = random.below(text.size() + 1);
        auto const by = drawn(random);
        failures += holds(each, text, cut, by, static_cast<unsigned>(random.below(128))) ? 0 : 1;
        ++tried;
    }
    std::printf("%lu damaged texts by the seed %llu, %d failures\n", tried, seed, failures);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
