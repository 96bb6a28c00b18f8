// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>

#include <mpi.h>

#include <algorithm>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// Bytes from rank to rank.
namespace equipoise {

/// How large what the ranks send one another may be.
struct message_limits {
    /// The cells of a ledger are sent in blocks of about this number of bytes. A rank holds one that it sends and one
    /// that it receives.
    std::size_t block = std::size_t{8} << 20U;
    /// No call of MPI gets more bytes than this; what is larger is sent in several messages. At most 2147483647, as MPI
    /// counts with an int.
    std::size_t message = std::size_t{1} << 30U;
};

namespace distributed_detail {

using bytes = std::vector<std::byte>;

/// A communicator of our own for one call, with the ranks of that of the caller, so that no message of the caller is
/// taken for one of ours.
class channel {
public:
    /// @throws invalid_parameter before MPI_Init and after MPI_Finalize
    explicit channel(MPI_Comm of, message_limits const& limits) : limits_{limits}
    {
        auto begun = 0;
        auto ended = 0;
        MPI_Initialized(&begun);
        MPI_Finalized(&ended);
        if (begun == 0 || ended != 0) {
            throw invalid_parameter{"distributed", "MPI is not running: call MPI_Init before, and MPI_Finalize after"};
        }
        if (limits.message == 0 || limits.message > INT_MAX) {
            throw invalid_parameter{"distributed", "message", std::to_string(limits.message), "from 1 to 2147483647"};
        }
        MPI_Comm_dup(of, &comm_);
        MPI_Comm_rank(comm_, &rank_);
        MPI_Comm_size(comm_, &size_);
    }
    channel(channel const&) = delete;
    channel& operator=(channel const&) = delete;
    ~channel() { MPI_Comm_free(&comm_); }

    [[nodiscard]] int rank() const noexcept { return rank_; }
    [[nodiscard]] int size() const noexcept { return size_; }
    [[nodiscard]] message_limits const& limits() const noexcept { return limits_; }

    /// The smallest of the numbers that the ranks give.
    [[nodiscard]] int smallest(int mine) const
    {
        auto found = mine;
        MPI_Allreduce(&mine, &found, 1, MPI_INT, MPI_MIN, comm_);
        return found;
    }

    /// Sends bytes that have to stay where they are until `finish`.
    void begin_sending(int to, std::uint64_t const& size, std::span<std::byte const> all) noexcept
    {
        MPI_Isend(&size, 1, MPI_UINT64_T, to, 0, comm_, &requests_.emplace_back());
        for_each_part(all.size(), [&](std::size_t first, int count) {
            MPI_Isend(all.data() + first, count, MPI_BYTE, to, 0, comm_, &requests_.emplace_back());
        });
    }

    void finish()
    {
        for (auto& each : requests_) {
            MPI_Wait(&each, MPI_STATUS_IGNORE);
        }
        requests_.clear();
    }

    /// A rank without memory for what it has to receive ends the program, as the others would wait for it for ever.
    [[nodiscard]] bytes receive(int from) const noexcept
    {
        auto size = std::uint64_t{0};
        MPI_Recv(&size, 1, MPI_UINT64_T, from, 0, comm_, MPI_STATUS_IGNORE);
        auto all = bytes(io::detail::as_size(size));
        for_each_part(all.size(), [&](std::size_t first, int count) {
            MPI_Recv(all.data() + first, count, MPI_BYTE, from, 0, comm_, MPI_STATUS_IGNORE);
        });
        return all;
    }

    /// What each rank has, on rank 0, in the order of the ranks; nothing on the others.
    [[nodiscard]] std::vector<bytes> gather(bytes const& mine) noexcept
    {
        auto found = std::vector<bytes>{};
        auto const size = std::uint64_t{mine.size()};
        begin_sending(0, size, mine);
        for (auto i = 0; rank_ == 0 && i < size_; ++i) {
            found.push_back(receive(i));
        }
        finish();
        return found;
    }

    /// What one rank has, on all of them.
    void broadcast(bytes& all, int from) const noexcept
    {
        auto size = std::uint64_t{all.size()};
        MPI_Bcast(&size, 1, MPI_UINT64_T, from, comm_);
        all.resize(io::detail::as_size(size));
        for_each_part(all.size(), [&](std::size_t first, int count) {
            MPI_Bcast(all.data() + first, count, MPI_BYTE, from, comm_);
        });
    }

    /// What each rank has, on all of them, in the order of the ranks.
    [[nodiscard]] std::vector<bytes> all_of(bytes const& mine) const noexcept
    {
        auto found = std::vector<bytes>(static_cast<std::size_t>(size_));
        found[static_cast<std::size_t>(rank_)] = mine;
        for (auto i = 0; i < size_; ++i) {
            broadcast(found[static_cast<std::size_t>(i)], i);
        }
        return found;
    }

private:
    template <class F>
    void for_each_part(std::size_t size, F const& f) const
    {
        for (std::size_t first = 0; first < size; first += limits_.message) {
            f(first, static_cast<int>((std::min)(limits_.message, size - first)));
        }
    }

    MPI_Comm comm_{};
    message_limits limits_;
    int rank_ = 0;
    int size_ = 1;
    std::vector<MPI_Request> requests_;
};

} // namespace distributed_detail

} // namespace equipoise
