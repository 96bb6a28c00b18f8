// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/distributed/detail/channel.hpp>
#include <equipoise/io/ledger_files/layout.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/io/report.hpp>

#include <mpi.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

/// An error on one rank, met by all of them: `call_collectively`, `rank_error`.
namespace equipoise {

/// An error that another rank met: its message, and which rank it was.
class rank_error : public std::runtime_error, public error {
public:
    rank_error(int rank, std::string const& message) : std::runtime_error{message}, rank_{rank} {}

    [[nodiscard]] char const* what() const noexcept override { return std::runtime_error::what(); }
    [[nodiscard]] int rank() const noexcept { return rank_; }

private:
    int rank_;
};

namespace distributed_detail {

enum class error_kind : unsigned char { other, file, input, header, row };

/// Writes the parts of an error, all but file and message.
inline void put_row_error(io::detail::byte_writer& to, io::format_error const& e)
{
    to.number(std::uint64_t{e.line});
    to.text(e.column);
    to.text(e.found);
    to.text(e.expected);
}

[[nodiscard]] inline io::format_error taken_row_error(io::detail::byte_reader& from, std::string const& file,
                                                      std::string const& message)
{
    auto const line = io::detail::as_size(from.number<std::uint64_t>());
    auto const column = from.text();
    auto const found = from.text();
    auto const expected = from.text();
    auto const size = std::string{io::format_error{file, line, column, found, expected}.what()}.size();
    return {file,
            line,
            column,
            found,
            expected, // what helps comes after "; "
            message.size() > size ? message.substr(size + 2) : std::string{}};
}

/// Writes an error in such a way that the errors of reading keep their type on other ranks.
[[nodiscard]] inline bytes bytes_of(std::exception_ptr const& from)
{
    auto to = io::detail::byte_writer{};
    auto const put = [&](error_kind kind, std::string const& file, std::string const& message) {
        to.number(static_cast<std::uint8_t>(kind));
        to.text(file);
        to.text(message);
    };
    try {
        std::rethrow_exception(from);
    } catch (io::format_error const& e) {
        put(error_kind::row, e.file, e.what());
        put_row_error(to, e);
    } catch (io::header_error const& e) {
        put(error_kind::header, e.file, e.what());
    } catch (io::file_error const& e) {
        put(error_kind::file, e.file, e.what());
    } catch (io::input_error const& e) {
        put(error_kind::input, e.file, e.what());
    } catch (std::exception const& e) {
        put(error_kind::other, "", e.what());
    } catch (...) {
        put(error_kind::other, "", "an exception that is no std::exception");
    }
    return std::move(to.bytes);
}

[[noreturn]] inline void throw_error(bytes const& all, int rank)
{
    auto from = io::detail::byte_reader{all};
    auto const kind = static_cast<error_kind>(from.number<std::uint8_t>());
    auto const file = from.text();
    auto const message = from.text();
    auto const after_file = message.substr((std::min)(message.size(), file.size() + 2)); // after ": "
    switch (kind) {
    case error_kind::file: throw io::file_error{file, after_file};
    case error_kind::input: throw io::input_error{file, after_file};
    case error_kind::header: {
        if (message.compare(file.size(), 2, ": ") == 0) {
            throw io::header_error{file, after_file};
        }
        char* end = nullptr;
        auto const line = std::strtoull(message.c_str() + file.size() + 1, &end, 10);
        throw io::header_error{file, static_cast<std::size_t>(line), std::string{end + 2}};
    }
    case error_kind::row: throw taken_row_error(from, file, message);
    case error_kind::other: break;
    }
    throw rank_error{rank, message};
}

/// Ends the call on all ranks if any of them met an error: with that of the lowest such rank.
inline void agree(channel const& among, std::exception_ptr const& mine)
{
    auto const first = among.smallest(mine ? among.rank() : among.size());
    if (first == among.size()) {
        return;
    }
    auto message = first == among.rank() ? bytes_of(mine) : bytes{};
    among.broadcast(message, first);
    if (first == among.rank()) {
        std::rethrow_exception(mine);
    }
    throw_error(message, first);
}

/// What f() throws; nothing if it throws nothing.
template <class F>
[[nodiscard]] std::exception_ptr failure_of(F const& f)
{
    try {
        f();
    } catch (...) {
        return std::current_exception();
    }
    return nullptr;
}

} // namespace distributed_detail

/// Calls f() on each rank of a communicator and returns what it returns. If it throws on any rank, the call throws on
/// all of them: on the lowest rank that threw what it threw, on the others an error with the same message. So a rank
/// does not wait for ever for one that has ended:
///
///     auto const mine = equipoise::call_collectively(MPI_COMM_WORLD, [&] { return ledger_of(files_of_this_rank); });
///     auto const all = equipoise::reduce(MPI_COMM_WORLD, mine);
///
/// On other ranks, the errors of reading (`io::format_error` and its like) are of the same type, all others are
/// `rank_error`. All ranks have to call it.
/// @param f takes nothing and does not call what all ranks have to call
/// @throws what f throws on any rank; invalid_parameter when MPI is not running
template <std::invocable F>
std::invoke_result_t<F&> call_collectively(MPI_Comm communicator, F f)
{
    using result = std::invoke_result_t<F&>;
    auto const among = distributed_detail::channel{communicator, {}};
    if constexpr (std::is_void_v<result>) {
        distributed_detail::agree(among, distributed_detail::failure_of([&] { std::invoke(f); }));
    } else {
        auto made = std::optional<result>{};
        distributed_detail::agree(among, distributed_detail::failure_of([&] { made.emplace(std::invoke(f)); }));
        return *std::move(made);
    }
}

} // namespace equipoise
