// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/distributed/collective_call.hpp>
#include <equipoise/distributed/detail/channel.hpp>
#include <equipoise/distributed/detail/exchange.hpp>
#include <equipoise/distributed/detail/ledger_message.hpp>
#include <equipoise/io/ledger_files/layout.hpp>
#include <equipoise/model/building/ledger_contents.hpp>
#include <equipoise/model/ledger.hpp>

#include <mpi.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <utility>
#include <vector>

/// A ledger that is spread over the ranks: `scatter_by_key`.
namespace equipoise {

namespace distributed_detail {

/// A key, and how many cells it stands for.
template <class Key>
struct key_sample {
    Key key{};
    std::uint64_t cells = 0;
};

/// Keys at equal distances of cells. The work and memory of a rank grow with its cells.
template <class Key, class Id, class Amount>
[[nodiscard]] bytes sample_keys(ledger<Key, Id, Amount> const& from, int ranks)
{
    auto const columns = detail::ledger_contents<Key, Id, Amount>::columns_of(from);
    auto const cells = columns.ids.size();
    auto const wanted = (std::max)(std::size_t{64}, static_cast<std::size_t>(ranks));
    auto const count = (std::min)(wanted, columns.keys.size());
    auto keys = std::vector<Key>{};
    auto weights = std::vector<std::uint64_t>{};
    for (std::size_t i = 0; i < count; ++i) {
        auto const cell = cells / count * i + (std::min)(i, cells % count);
        auto const next = cells / count * (i + 1) + (std::min)(i + 1, cells % count);
        auto const after = std::upper_bound(columns.firsts.begin(), columns.firsts.end(), cell);
        keys.push_back(columns.keys[static_cast<std::size_t>(after - columns.firsts.begin()) - 1]);
        weights.push_back(next - cell + 1); // also where no portfolio has cells
    }
    auto to = io::detail::byte_writer{};
    put_column(to, std::span<Key const>{keys});
    put_column(to, std::span<std::uint64_t const>{weights});
    return std::move(to.bytes);
}

/// The first key of each rank except the lowest, so that each has about the same number of cells.
template <class Key>
[[nodiscard]] std::vector<Key> first_keys(std::vector<bytes> const& samples)
{
    auto all = std::vector<key_sample<Key>>{};
    auto cells = std::uint64_t{0};
    for (auto const& each : samples) {
        auto from = io::detail::byte_reader{each};
        auto keys = std::vector<Key>{};
        auto weights = std::vector<std::uint64_t>{};
        take_column<Key>(from, keys);
        take_column<std::uint64_t>(from, weights);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            all.push_back({std::move(keys[i]), weights[i]});
            cells += weights[i];
        }
    }
    std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.key < b.key; });
    auto firsts = std::vector<Key>{};
    auto passed = std::uint64_t{0};
    auto const ranks = std::uint64_t{samples.size()};
    for (auto const& each : all) {
        // The share of the next rank begins where that many parts of all cells lie before it.
        while (firsts.size() + 1 < samples.size() && passed >= cells / ranks * (firsts.size() + 1) + 1) {
            firsts.push_back(each.key);
        }
        passed += each.cells;
    }
    return firsts;
}

template <class Key, class Id, class Amount>
[[nodiscard]] ledger<Key, Id, Amount> scattered(channel& among, ledger<Key, Id, Amount> const& book,
                                                std::exception_ptr& failure)
{
    auto sample = bytes{};
    agree(among, failure_of([&] { sample = sample_keys(book, among.size()); }));
    auto const samples = among.all_of(sample);
    auto firsts = std::vector<Key>{};
    agree(among, failure_of([&] { firsts = first_keys<Key>(samples); }));

    auto const keys = book.keys();
    auto const begin_of = [&](int rank) {
        if (rank == 0) {
            return std::size_t{0};
        }
        auto const i = static_cast<std::size_t>(rank) - 1;
        return i < firsts.size()
                   ? static_cast<std::size_t>(std::lower_bound(keys.begin(), keys.end(), firsts[i]) - keys.begin())
                   : keys.size();
    };
    auto sum = ledger_sum<ledger<Key, Id, Amount>>{};
    for (auto distance = 0; distance < among.size(); ++distance) {
        auto const to = static_cast<int>((std::int64_t{among.rank()} + distance) % among.size());
        auto const from = static_cast<int>((std::int64_t{among.rank()} - distance + among.size()) % among.size());
        auto run = exchange(among, book, to, {begin_of(to), begin_of(to + 1), to == 0}, from, failure);
        if (!failure) {
            failure = failure_of([&] { sum.add(std::move(run)); });
        }
    }
    auto all = ledger<Key, Id, Amount>{};
    if (!failure) {
        failure = failure_of([&] { all = sum.take(); });
    }
    return all;
}

} // namespace distributed_detail

/// Gives each rank a share of the keys: the sum of the ledgers of all ranks, of which each rank holds the portfolios
/// from one key to another. For ledgers that no machine has memory for.
///
/// The shares are in the order of the ranks: all keys of a rank come before those of the next. They have about the same
/// number of cells; where there are few keys, a rank may have none. Portfolios are whole, and their bits are those that
/// `reduce` gives. Own rows are counted by rank 0. `knows` of a share is told of the partners in that share only.
///
/// Each rank sends each other its portfolios in blocks, one rank after the other: p - 1 steps for p ranks. Besides its
/// ledger and its share, it holds one block that it sends and one that it receives. Where the keys begin is found from
/// the larger of 64 and p keys of each rank.
/// @param limits how large blocks and messages are; the same on all ranks
/// @throws what += of ledgers throws on any rank, on all ranks (see `call_collectively`); invalid_parameter when MPI is
/// not running
template <identifier Key, identifier Id, amount Amount>
[[nodiscard]] ledger<Key, Id, Amount> scatter_by_key(MPI_Comm communicator, ledger<Key, Id, Amount> const& book,
                                                     message_limits const& limits = {})
{
    auto among = distributed_detail::channel{communicator, limits};
    auto failure = std::exception_ptr{};
    auto share = distributed_detail::scattered(among, book, failure);
    distributed_detail::agree(among, failure);
    return share;
}

} // namespace equipoise
