// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/distributed/collective_call.hpp>
#include <equipoise/distributed/detail/channel.hpp>
#include <equipoise/distributed/detail/exchange.hpp>
#include <equipoise/model/ledger.hpp>

#include <mpi.h>

#include <exception>
#include <optional>
#include <string>
#include <utility>

/// The sum of the ledgers of all ranks: `reduce` on one of them, `all_reduce` on each.
namespace equipoise {

namespace distributed_detail {

inline void check_root(channel const& among, int root)
{
    agree(among, failure_of([&] {
              if (root < 0 || root >= among.size()) {
                  throw invalid_parameter{"reduce", "root", std::to_string(root),
                                          "the number of a rank, from 0 to " + std::to_string(among.size() - 1)};
              }
          }));
    auto const smallest = among.smallest(root);
    if (auto const largest = -among.smallest(-root); smallest != largest) {
        throw invalid_parameter{
            "reduce", "root", std::to_string(smallest) + " on one rank and " + std::to_string(largest) + " on another",
            "the same on all ranks"};
    }
}

/// Ranks as they are counted from the root.
struct ranks_from {
    channel const& among;
    int root;

    [[nodiscard]] int mine() const noexcept { return (among.rank() - root + among.size()) % among.size(); }
    [[nodiscard]] int rank_of(int number) const noexcept { return (number + root) % among.size(); }
};

/// Adds the ledgers of all ranks, pairs of them at a time. @return the sum at the root, nothing at other ranks
template <class Key, class Id, class Amount>
[[nodiscard]] ledger<Key, Id, Amount> reduced(channel& among, ledger<Key, Id, Amount> sum, int root,
                                              std::exception_ptr& failure)
{
    auto const ranks = ranks_from{among, root};
    for (auto step = 1; step < among.size(); step *= 2) {
        if ((ranks.mine() & step) != 0) {
            static_cast<void>(
                exchange(among, sum, ranks.rank_of(ranks.mine() - step), {0, sum.size(), true}, std::nullopt, failure));
            return {};
        }
        if (ranks.mine() + step < among.size()) {
            auto const other = exchange(among, ledger<Key, Id, Amount>{}, std::nullopt, {},
                                        ranks.rank_of(ranks.mine() + step), failure);
            if (!failure) {
                failure = failure_of([&] { sum += other; });
            }
        }
        if (step > among.size() / 2) {
            break; // twice the step may be more than an int holds
        }
    }
    return sum;
}

/// Gives each rank the ledger of the root.
template <class Key, class Id, class Amount>
void spread(channel& among, ledger<Key, Id, Amount>& book, int root, std::exception_ptr& failure)
{
    auto const ranks = ranks_from{among, root};
    auto step = 1;
    while (step < among.size() && (ranks.mine() & step) == 0) {
        step *= 2;
    }
    if (ranks.mine() != 0) {
        book =
            exchange(among, ledger<Key, Id, Amount>{}, std::nullopt, {}, ranks.rank_of(ranks.mine() - step), failure);
    }
    while ((step /= 2) != 0) {
        if (ranks.mine() + step < among.size()) {
            static_cast<void>(exchange(among, book, ranks.rank_of(ranks.mine() + step), {0, book.size(), true},
                                       std::nullopt, failure));
        }
    }
}

} // namespace distributed_detail

/// The sum of the ledgers of all ranks, at the rank `root`; an empty ledger at the others. It is what adding the
/// ledgers with += gives: no bit depends on the number of ranks or on which of them has which rows. All ranks have to
/// call it, with ledgers of the same type and with the same root.
///
/// Ranks are added in pairs: for p ranks, log2(p) steps, rounded up. The amounts are not added by MPI_SUM, whose result
/// depends on the library, the collective and the number of elements. Besides its own ledger and the sum, a rank holds
/// a ledger that it receives and one block.
/// @param limits how large blocks and messages are; the same on all ranks
/// @throws what += of ledgers throws on any rank, on all ranks (see `call_collectively`); invalid_parameter for a root
/// that is no rank or not the same on all ranks, and when MPI is not running
template <identifier Key, identifier Id, amount Amount>
[[nodiscard]] ledger<Key, Id, Amount> reduce(MPI_Comm communicator, ledger<Key, Id, Amount> book, int root = 0,
                                             message_limits const& limits = {})
{
    auto among = distributed_detail::channel{communicator, limits};
    distributed_detail::check_root(among, root);
    auto failure = std::exception_ptr{};
    auto sum = distributed_detail::reduced(among, std::move(book), root, failure);
    distributed_detail::agree(among, failure);
    return sum;
}

/// The sum of the ledgers of all ranks, at each rank. See `reduce`. Takes twice as many steps; each rank needs memory
/// for the whole sum: where that is too much, take `scatter_by_key`.
/// @throws as `reduce` does
template <identifier Key, identifier Id, amount Amount>
[[nodiscard]] ledger<Key, Id, Amount> all_reduce(MPI_Comm communicator, ledger<Key, Id, Amount> book,
                                                 message_limits const& limits = {})
{
    auto among = distributed_detail::channel{communicator, limits};
    auto failure = std::exception_ptr{};
    auto sum = distributed_detail::reduced(among, std::move(book), 0, failure);
    distributed_detail::agree(among, failure);
    distributed_detail::spread(among, sum, 0, failure);
    distributed_detail::agree(among, failure);
    return sum;
}

} // namespace equipoise
