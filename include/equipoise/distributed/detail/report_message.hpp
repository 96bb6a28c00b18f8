// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/distributed/collective_call.hpp>
#include <equipoise/io/ledger_files/layout.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/io/report.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

/// Reports as bytes. Their books are not written.
namespace equipoise::distributed_detail {

template <class Report>
[[nodiscard]] auto counts_of(Report& of)
{
    return std::array{&of.preamble,  &of.read,      &of.used,     &of.unknown,   &of.skipped,         &of.own,
                      &of.aggregate, &of.duplicate, &of.repeated, &of.multiline, &of.first_multiline, &of.unfinished};
}

template <class Report>
[[nodiscard]] auto sums_of(Report& of)
{
    return std::array{&of.own_amount, &of.aggregate_sum.hi, &of.aggregate_sum.lo, &of.duplicate_sum.hi,
                      &of.duplicate_sum.lo};
}

inline void put_report(io::detail::byte_writer& to, io::report const& from)
{
    for (auto const* each : counts_of(from)) {
        to.number(std::uint64_t{*each});
    }
    for (auto const* each : sums_of(from)) {
        to.number(*each);
    }
    auto const put_counts = [&](auto const& counts, auto const& put_key) {
        to.number(std::uint64_t{counts.size()});
        for (auto const& [key, count] : counts) {
            put_key(key);
            to.number(std::uint64_t{count});
        }
    };
    put_counts(from.unknown_in, [&](std::string const& key) { to.text(key); });
    put_counts(from.reasons, [&](std::string const& key) { to.text(key); });
    put_counts(from.flags, [&](char key) { to.number(static_cast<unsigned char>(key)); });
    for (auto const* texts : {&from.contradictions, &from.other_columns}) {
        to.number(std::uint64_t{texts->size()});
        for (auto const& each : *texts) {
            to.text(each);
        }
    }
    to.number(std::uint64_t{from.examples.size()});
    for (auto const& each : from.examples) {
        to.text(each.file);
        to.text(each.what());
        put_row_error(to, each);
    }
}

[[nodiscard]] inline io::report taken_report(io::detail::byte_reader& from)
{
    auto found = io::report{};
    for (auto* each : counts_of(found)) {
        *each = io::detail::as_size(from.number<std::uint64_t>());
    }
    for (auto* each : sums_of(found)) {
        *each = from.number<double>();
    }
    auto const take_counts = [&](auto& counts, auto const& take_key) {
        for (auto left = from.number<std::uint64_t>(); left != 0 && from.complete; --left) {
            auto key = take_key();
            counts[std::move(key)] = io::detail::as_size(from.number<std::uint64_t>());
        }
    };
    take_counts(found.unknown_in, [&] { return from.text(); });
    take_counts(found.reasons, [&] { return from.text(); });
    take_counts(found.flags, [&] { return static_cast<char>(from.number<unsigned char>()); });
    for (auto* texts : {&found.contradictions, &found.other_columns}) {
        for (auto left = from.number<std::uint64_t>(); left != 0 && from.complete; --left) {
            texts->push_back(from.text());
        }
    }
    for (auto left = from.number<std::uint64_t>(); left != 0 && from.complete; --left) {
        auto const file = from.text();
        auto const message = from.text();
        found.examples.push_back(taken_row_error(from, file, message));
    }
    return found;
}

} // namespace equipoise::distributed_detail
