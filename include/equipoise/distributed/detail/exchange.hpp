// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/distributed/collective_call.hpp>
#include <equipoise/distributed/detail/channel.hpp>
#include <equipoise/distributed/detail/ledger_message.hpp>
#include <equipoise/io/ledger_files/layout.hpp>
#include <equipoise/io/ledger_files/records.hpp>
#include <equipoise/model/building/ledger_contents.hpp>
#include <equipoise/model/ledger.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

/// Ledgers from rank to rank, in blocks of portfolios. A rank that meets an error goes on with the exchange, sends that
/// it has nothing more, and remembers the error until `agree`; so no rank waits for a message that does not come.
namespace equipoise::distributed_detail {

/// Adds up ledgers in such a way that each cell is merged a number of times that grows with the logarithm of their
/// number. Their order matters to no bit.
template <class Ledger>
class ledger_sum {
public:
    void add(Ledger next)
    {
        sums_.push_back(std::move(next));
        while (sums_.size() > 1 && sums_[sums_.size() - 2].cells() <= 2 * sums_.back().cells()) {
            join();
        }
    }

    [[nodiscard]] Ledger take()
    {
        while (sums_.size() > 1) {
            join();
        }
        auto all = sums_.empty() ? Ledger{} : std::move(sums_.front());
        sums_.clear();
        return all;
    }

private:
    void join()
    {
        auto const last = std::move(sums_.back());
        sums_.pop_back();
        sums_.back() += last;
    }

    std::vector<Ledger> sums_;
};

enum class block_kind : std::uint8_t { more, last };

/// The blocks of some portfolios of a ledger. There is at least one, which tells the unit.
template <class Key, class Id, class Amount>
class outgoing_blocks {
public:
    outgoing_blocks(ledger<Key, Id, Amount> const& from, key_range of, std::size_t block_size)
        : from_{&from}, left_{of}, cells_{block_size / cell_width}
    {
    }

    [[nodiscard]] bool done() const noexcept { return done_; }

    /// The next block. After an error, the last one, which is empty.
    [[nodiscard]] bytes next(std::exception_ptr& failure)
    {
        auto to = io::detail::byte_writer{};
        auto end = left_.last;
        if (!failure) {
            failure = failure_of([&] {
                end = end_of_block();
                to.number(static_cast<std::uint8_t>(end == left_.last ? block_kind::last : block_kind::more));
                put_ledger(to, *from_, {left_.first, end, left_.own_rows});
            });
        }
        if (failure) {
            done_ = true;
            return bytes{static_cast<std::byte>(block_kind::last)};
        }
        done_ = end == left_.last;
        left_.first = end;
        left_.own_rows = false;
        return std::move(to.bytes);
    }

private:
    static constexpr std::size_t cell_width = io::detail::record<Id>::width + 2 * io::detail::record<Amount>::width;

    /// As many keys as fit, but at least one.
    [[nodiscard]] std::size_t end_of_block() const
    {
        auto const columns = detail::ledger_contents<Key, Id, Amount>::columns_of(*from_);
        auto const cell_of = [&](std::size_t key) {
            return key < columns.keys.size() ? columns.firsts[key] : columns.ids.size();
        };
        constexpr auto key_cells = 1 + io::detail::record<Key>::width / cell_width; // what a key takes, in cells
        auto const first = cell_of(left_.first);
        auto low = left_.first;
        auto high = left_.last;
        while (low < high) {
            auto const middle = high - (high - low) / 2;
            if (cell_of(middle) - first + (middle - left_.first) * key_cells <= cells_) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low == left_.first && low < left_.last ? low + 1 : low;
    }

    ledger<Key, Id, Amount> const* from_;
    key_range left_;
    std::size_t cells_; ///< of a block
    bool done_ = false;
};

/// Sends portfolios to one rank, and receives others from one at the same time; either may be missing.
/// @return what was received
template <class Key, class Id, class Amount>
[[nodiscard]] ledger<Key, Id, Amount> exchange(channel& among, ledger<Key, Id, Amount> const& from,
                                               std::optional<int> to_rank, key_range sent, std::optional<int> from_rank,
                                               std::exception_ptr& failure)
{
    auto blocks = outgoing_blocks<Key, Id, Amount>{from, sent, among.limits().block};
    auto received = ledger_sum<ledger<Key, Id, Amount>>{};
    auto sends = to_rank.has_value();
    auto receives = from_rank.has_value();
    while (sends || receives) {
        auto block = bytes{};
        auto size = std::uint64_t{0};
        if (sends) {
            block = blocks.next(failure);
            size = block.size();
            among.begin_sending(*to_rank, size, block);
            sends = !blocks.done();
        }
        if (receives) {
            auto const got = among.receive(*from_rank);
            auto reader = io::detail::byte_reader{got};
            receives = static_cast<block_kind>(reader.number<std::uint8_t>()) == block_kind::more;
            if (!failure && !reader.left.empty()) {
                failure = failure_of([&] { received.add(taken_ledger<Key, Id, Amount>(reader)); });
            }
        }
        among.finish();
    }
    auto all = ledger<Key, Id, Amount>{};
    if (!failure) {
        failure = failure_of([&] { all = received.take(); });
    }
    return all;
}

} // namespace equipoise::distributed_detail
