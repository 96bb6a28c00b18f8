// SPDX-License-Identifier: BSL-1.0
// fuzz_ledger_files [SECONDS [SEED]]    reads ledger files whose bytes are damaged, with checksums that are right
#include "../io/ledgers_for_files.hpp"
#include "../support/ledger_bytes.hpp"
#include "mutations.hpp"

#include <equipoise/core/errors.hpp>
#include <equipoise/io/ledger_file.hpp>
#include <equipoise/model/building/ledger_builder.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace {

namespace eq = equipoise;
using support::bytes;
using key_type = std::tuple<eq::period, eq::iso3, std::string>; // all ways in which values are stored

/// A ledger with all that there can be.
eq::ledger<key_type, eq::iso3> sample()
{
    auto rows = eq::ledger_builder<key_type, eq::iso3>{};
    auto const full = support::full_builder().build();
    for (auto const& [key, flows] : full) {
        auto const& [period, state] = key;
        auto const text = "arms" + std::string(flows.size(), '+');
        for (auto const& [id, amount] : flows) {
            rows.add({period, state, text}, id, amount);
            rows.add({period, state, text}, id, 1e-17 * amount);
            rows.add({period, state, ""}, id, amount);
        }
        for (auto const& [id, amount] : flows.unknown()) {
            rows.add({period, state, text}, id, amount);
            rows.add_unknown({period, state, text}, id);
        }
        rows.declare({period, state, "declared"}, {.total = 100.0, .listing = flows.listing(), .rounding = 0.5});
    }
    rows.declare({2018, eq::iso3{"CHN"}, "declared"}, {.total = 90.0}); // contradicts the one before
    rows.add_unknown({2018, eq::iso3{"CHN"}, "declared"});
    rows.set_aside(5);
    return rows.build();
}

void require(bool holds, char const* what)
{
    if (!holds) {
        throw std::logic_error{what};
    }
}

/// What f returns; nothing where it throws an error of the library. All other exceptions pass.
template <class F>
auto unless_error(F const& f) -> std::optional<decltype(f())>
{
    try {
        return f();
    } catch (eq::error const& error) {
        require(error.what() != nullptr && *error.what() != '\0', "an error without words");
        return std::nullopt;
    }
}

/// A file that is read is that of a ledger: it can be written, is read again as the same, and its portfolios are those
/// that the mapped file has. A file that is refused as a whole is refused where it is merged.
void check(std::filesystem::path const& path, std::filesystem::path const& copy)
{
    auto const read = unless_error([&] { return eq::io::read_ledger<key_type, eq::iso3>(path); });
    auto const merged = unless_error([&] { return eq::io::merge_ledgers<key_type, eq::iso3>({path, path}); });
    if (auto const file = unless_error([&] { return eq::io::ledger_file<key_type, eq::iso3>{path}; })) {
        for (std::size_t i = 0; i < (std::min)(file->size(), std::size_t{20}); ++i) {
            static_cast<void>(unless_error([&] {
                auto const key = file->key(i);
                auto const found = file->find(key);
                require(!read || (found && found->size() == read->at(key).size()), "a portfolio is not found");
                return true;
            }));
        }
    }
    if (!read) {
        return;
    }
    for (std::size_t i = 0; i + 1 < read->size(); ++i) {
        require(read->keys()[i] < read->keys()[i + 1], "keys are not in order");
    }
    for (auto const& [key, flows] : *read) {
        require(std::all_of(flows.amounts().begin(), flows.amounts().end(), [](double x) { return x >= 0; }),
                "an amount is negative");
    }
    eq::io::write_ledger(copy, *read);
    require(support::same(eq::io::read_ledger<key_type, eq::iso3>(copy), *read),
            "a ledger that is written anew is another one");
    require(!merged || merged->size() == read->size(), "a merged ledger has other portfolios");
}

bytes damaged(bytes file, fuzz::generator& random)
{
    constexpr auto hard = std::array<std::uint64_t, 12>{0,
                                                        1,
                                                        2,
                                                        7,
                                                        0xFFFF,
                                                        0xFFFFFFFF,
                                                        0x7FFFFFFFFFFFFFFF,
                                                        0x8000000000000000,
                                                        0xFFFFFFFFFFFFFFFF,
                                                        0x7FF0000000000000,
                                                        0x7FF8000000000000,
                                                        0x7FEFFFFFFFFFFFFF};
    for (auto left = 1 + random.below(3); left != 0; --left) {
        auto const at = random.below(file.size());
        auto const place = file.begin() + static_cast<std::ptrdiff_t>(at);
        auto const count = (std::min)(std::size_t{1} << random.below(5), file.size() - at);
        switch (random.below(6)) {
        case 0: *place ^= std::byte{static_cast<unsigned char>(1U << random.below(8))}; break;
        case 1: *place = static_cast<std::byte>(random.below(256)); break;
        case 2:
            if (file.size() - at >= 8) {
                auto const shift = random.one_in(2) ? random.below(64) : 0;
                eq::io::detail::put_number(random.one_of(hard) >> shift, &*place);
            }
            break;
        case 3: std::fill_n(place, count, std::byte{}); break;
        case 4: { // what stands elsewhere
            auto const from = file.begin() + static_cast<std::ptrdiff_t>(random.below(file.size() - count + 1));
            auto const taken = bytes(from, from + static_cast<std::ptrdiff_t>(count));
            std::copy(taken.begin(), taken.end(), place);
            break;
        }
        default:
            if (random.one_in(4)) {
                file.resize(at + 1);
            } else {
                eq::io::detail::put_number(static_cast<std::uint8_t>(std::to_integer<unsigned>(*place) + 1), &*place);
            }
        }
    }
    if (!random.one_in(8)) {
        support::mend_checksums(file);
    }
    return file;
}

} // namespace

int main(int count, char** arguments)
{
    auto const seconds = count > 1 ? std::atof(arguments[1]) : 2.0;
    auto const seed = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 19ULL;
    auto const folder = support::scratch_folder{};
    eq::io::write_ledger(folder / "good", sample(), "made up");
    auto const good = support::bytes_in(folder / "good");

    auto random = fuzz::generator{seed};
    auto tried = 0UL;
    auto accepted = 0UL;
    auto failures = 0;
    auto const end = std::chrono::steady_clock::now() + std::chrono::duration<double>{seconds};
    while (std::chrono::steady_clock::now() < end && failures < 20) {
        support::put_bytes(folder / "damaged", damaged(good, random));
        try {
            check(folder / "damaged", folder / "copy");
            accepted += std::filesystem::exists(folder / "copy") ? 1U : 0U;
            std::filesystem::remove(folder / "copy");
        } catch (std::exception const& error) {
            ++failures;
            std::printf("number %lu by the seed %llu: %s\n", tried, seed, error.what());
        }
        ++tried;
    }
    std::printf("%lu damaged files by the seed %llu, %lu of them ledgers, %d failures\n", tried, seed, accepted,
                failures);
    return failures == 0 && accepted != 0 && accepted != tried ? EXIT_SUCCESS : EXIT_FAILURE;
}
