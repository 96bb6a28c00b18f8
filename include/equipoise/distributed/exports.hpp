// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/distributed/collective_call.hpp>
#include <equipoise/distributed/detail/channel.hpp>
#include <equipoise/distributed/detail/pieces.hpp>
#include <equipoise/distributed/detail/report_message.hpp>
#include <equipoise/distributed/reduce.hpp>
#include <equipoise/distributed/scatter.hpp>
#include <equipoise/io/flow_reader.hpp>
#include <equipoise/io/ledger_files/file_bytes.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/io/ledgers.hpp>

#include <mpi.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Ledgers of tidy files, read on many machines: `read_exports(communicator, ...)`, `read_imports(communicator, ...)`.
namespace equipoise::io {

/// One file or several: a path, or a list of paths.
class files {
public:
    files(std::filesystem::path path) : paths_{std::move(path)} {}
    files(std::string path) : paths_{std::move(path)} {}
    files(char const* path) : paths_{path} {}
    files(std::initializer_list<std::filesystem::path> paths) : paths_{paths} {}
    files(std::vector<std::filesystem::path> paths) : paths_{std::move(paths)} {}

    [[nodiscard]] std::vector<std::filesystem::path> const& paths() const noexcept { return paths_; }

private:
    std::vector<std::filesystem::path> paths_;
};

/// Which ranks have a ledger that all of them have read.
enum class placement : unsigned char {
    everywhere, ///< each has the whole ledger
    at_root,    ///< one has it, the others have an empty one
    by_key,     ///< each has a share of the keys, as `scatter_by_key` spreads them
};

/// What becomes of a ledger that all ranks have read.
struct ledger_placement {
    placement keep = placement::everywhere;
    int root = 0; ///< which rank has it, where one has
    message_limits limits{};
};

namespace detail {

/// The part of some files that a rank reads.
template <bool Exports, class Id, class Channel, class Period, class By>
class files_reader {
public:
    using collector = flow_collector<Exports, Id, Channel, Period, By>;

    files_reader(distributed_detail::channel& among, std::vector<std::filesystem::path> const& paths,
                 flow_options const& options, By const& by, ledger_options<> const& how)
        : among_{among}, paths_{paths}, options_{options}, layout_{layout_of(options)}, by_{by}, how_{how},
          collected_{by, how.rounding, how.own}
    {
    }

    /// Reads the rows. @return what became of the rows of all ranks, on rank 0
    /// @throws on all ranks, for the first error in the files
    report read()
    {
        auto failure = std::exception_ptr{};
        auto known = distributed_detail::bytes{};
        if (among_.rank() == 0) {
            failure = distributed_detail::failure_of([&] {
                for (auto const size : distributed_detail::sizes_of(paths_)) {
                    known.resize(known.size() + sizeof size);
                    put_number(size, known.data() + known.size() - sizeof size);
                }
            });
        }
        distributed_detail::agree(among_, failure);
        among_.broadcast(known, 0); // the sizes that all ranks go by
        for (std::size_t i = 0; i < known.size(); i += sizeof(std::uint64_t)) {
            sizes_.push_back(number_at<std::uint64_t>(known.data() + i));
        }
        auto const pieces = distributed_detail::pieces_of(sizes_, among_.rank(), among_.size());
        failure = distributed_detail::failure_of([&] { look_at(pieces); });
        auto const failed_at = failure ? at_ : none;
        auto all = std::vector<distributed_detail::piece_summary>{};
        auto before = std::size_t{0};
        auto const summaries = among_.all_of(distributed_detail::bytes_of(summaries_));
        for (std::size_t i = 0; i < summaries.size(); ++i) {
            before = i == static_cast<std::size_t>(among_.rank()) ? all.size() : before;
            distributed_detail::take_summaries(summaries[i], all);
        }
        auto const rows = distributed_detail::rows_of(all, sizes_);
        auto const later = distributed_detail::failure_of([&] {
            auto next = before;
            for (auto const& each : pieces) {
                at_ = each.file;
                if (at_ == failed_at) {
                    std::rethrow_exception(failure); // now that the rows before it have been read
                }
                if (each.whole) {
                    read_whole(each.file);
                } else {
                    read_rows(rows[next], each.begin == 0, opened_[next - before]);
                    ++next;
                }
            }
        });
        return joined(later);
    }

    [[nodiscard]] auto build() { return collected_.build(); }

private:
    static constexpr auto none = (std::numeric_limits<std::uint64_t>::max)();

    /// A file of which the rank reads a part.
    struct opened_file {
        file_bytes bytes;
        header_reader header;
        std::size_t rows = 0; ///< where the first row begins

        [[nodiscard]] std::string_view text() const
        {
            auto const size = as_size(bytes.size());
            return {reinterpret_cast<char const*>(bytes.at(0, size).data()), size};
        }
    };

    void look_at(std::vector<distributed_detail::file_piece> const& pieces)
    {
        for (auto const& each : pieces) {
            if (each.whole) {
                continue;
            }
            at_ = each.file;
            auto const& path = paths_[static_cast<std::size_t>(each.file)];
            auto header = header_reader{path.string(), layout_};
            auto rows = std::size_t{0};
            for (auto blocks = block_reader{path, layout_.block_size}; !header.found();) {
                blocks.fill();
                auto const read = header.consume(blocks.text(), blocks.last());
                blocks.drop(read);
                rows += read;
            }
            auto bytes = file_bytes{path, file_access::mapped};
            if (bytes.size() != sizes_[static_cast<std::size_t>(each.file)]) {
                throw file_error{path.string(), "has another size on another rank"};
            }
            opened_.push_back({std::move(bytes), std::move(header), rows});
            summaries_.push_back(distributed_detail::summary_of(opened_.back().text(), rows, each, layout_));
        }
        at_ = none;
    }

    void read_whole(std::uint64_t file)
    {
        auto use = reader{collected_};
        counts_ += read_tidy_rows(paths_[as_size(file)], options_,
                                  {Exports ? origin_place : destination_place, how_.own == own_flows::set_aside}, use);
        note_directions(use, file);
    }

    void read_rows(distributed_detail::piece_rows const& rows, bool first, opened_file const& from)
    {
        if (rows.all) {
            read_whole(rows.file);
            return;
        }
        auto use = reader{collected_};
        auto body =
            body_reader{from.header.where(), layout_, from.header.next_line() + static_cast<std::size_t>(rows.line)};
        if (rows.begin < rows.end) {
            auto const begin = static_cast<std::size_t>(rows.begin);
            auto const text = from.text().substr(begin, static_cast<std::size_t>(rows.end) - begin);
            body.consume(text, rows.end == from.bytes.size(), use);
        }
        auto counts = body.result();
        counts.preamble = first ? from.header.line() - 1 : 0;
        counts.other_columns = from.header.where().other_columns();
        counts_ += counts;
        note_directions(use, rows.file);
    }

    using reader = flow_reader<Id, Channel, collector&, Period>;

    void note_directions(reader& use, std::uint64_t file)
    {
        if (!use.directions().empty()) {
            directions_.emplace_back(file, use.directions());
        }
    }

    /// Brings together what the ranks have found. Of several errors, the first in the files is met.
    report joined(std::exception_ptr const& failure)
    {
        auto mine = byte_writer{};
        mine.number(failure ? at_ : none);
        mine.number(std::uint64_t{directions_.size()});
        for (auto& [file, seen] : directions_) {
            mine.number(file);
            for (auto const& text : seen.texts()) {
                mine.text(text);
            }
        }
        distributed_detail::put_report(mine, counts_);
        auto const all = among_.gather(mine.bytes);
        auto total = report{};
        auto before = none; // the first file that cannot be read
        auto seen = std::optional<directions_seen>{};
        auto file_of_seen = none;
        auto failure_of_directions = std::exception_ptr{};
        auto const check = [&] {
            if (seen && file_of_seen < before && !failure_of_directions) {
                failure_of_directions = distributed_detail::failure_of([&] { refuse_several(*seen, file_of_seen); });
            }
        };
        for (auto const& each : all) { // the files are in the order of the ranks
            auto from = byte_reader{each};
            before = (std::min)(before, from.number<std::uint64_t>());
            for (auto left = from.number<std::uint64_t>(); left != 0; --left) {
                auto const file = from.number<std::uint64_t>();
                auto more = directions_seen{};
                for (auto& text : more.texts()) {
                    text = from.text();
                }
                if (file != file_of_seen) {
                    check();
                    seen = directions_seen{};
                    file_of_seen = file;
                }
                *seen += more;
            }
            total += distributed_detail::taken_report(from);
        }
        check();
        distributed_detail::agree(among_, failure_of_directions ? failure_of_directions : failure);
        return total;
    }

    void refuse_several(directions_seen const& seen, std::uint64_t file) const
    {
        if constexpr (may_tell_direction<Channel>) {
            auto const like = tidy_flow<Id, Channel, Period>{};
            if (!seen.told_apart(by_, like, Exports ? like.origin : like.destination)) {
                seen.check_single(paths_[as_size(file)].string(), options_.columns.channel.name);
            }
        }
    }

    distributed_detail::channel& among_;
    std::vector<std::filesystem::path> const& paths_;
    flow_options const& options_;
    delimited_options<> layout_;
    By const& by_;
    ledger_options<> const& how_;
    collector collected_;
    std::vector<std::uint64_t> sizes_;
    std::vector<opened_file> opened_; ///< those of which the rank reads a part
    std::vector<distributed_detail::piece_summary> summaries_;
    std::vector<std::pair<std::uint64_t, directions_seen>> directions_; ///< of the files, in order
    report counts_;
    std::uint64_t at_ = none; ///< the file that is read
};

template <bool Exports, class Id, class Channel, class Period, class By>
[[nodiscard]] auto read_distributed_ledger(MPI_Comm communicator, std::vector<std::filesystem::path> const& paths,
                                           flow_options const& options, By const& by, ledger_options<> const& how,
                                           ledger_placement const& spread)
{
    namespace own = distributed_detail;
    using reader = files_reader<Exports, Id, Channel, Period, By>;
    using table = ledger_table<typename reader::collector::key, Id>;
    auto among = own::channel{communicator, spread.limits};
    if (asks_for_books(options)) { // which need the order of the rows
        throw invalid_parameter{"read_exports",
                                "row_key and keep_books need all rows of a file in their order; read it "
                                "on one rank, without a communicator"};
    }
    own::check_root(among, spread.root);
    auto files = std::optional<reader>{};
    own::agree(among, own::failure_of([&] { files.emplace(among, paths, options, by, how); }));
    auto const rows = files->read();
    auto result = table{};
    auto failure = own::failure_of([&] { result.ledger = files->build(); });
    files.reset();
    own::agree(among, failure);
    auto const root = spread.keep == placement::at_root ? spread.root : 0;
    if (spread.keep == placement::by_key) {
        result.ledger = own::scattered(among, result.ledger, failure);
    } else {
        result.ledger = own::reduced(among, std::move(result.ledger), root, failure);
    }
    own::agree(among, failure);

    // What the ledger tells, from the ranks that have it, in the order of its keys.
    auto mine = byte_writer{};
    own::agree(among, own::failure_of([&] {
                   auto of_ledger = report{};
                   if (spread.keep == placement::by_key || among.rank() == root) {
                       add_to_report(result.ledger, of_ledger);
                   }
                   own::put_report(mine, of_ledger);
               }));
    auto total = byte_writer{};
    auto sum = rows;
    for (auto const& each : among.gather(mine.bytes)) {
        auto from = byte_reader{each};
        sum += own::taken_report(from);
    }
    own::put_report(total, sum);
    among.broadcast(total.bytes, 0);
    auto from = byte_reader{total.bytes};
    result.report = own::taken_report(from);
    if (spread.keep == placement::everywhere) {
        own::spread(among, result.ledger, root, failure);
        own::agree(among, failure);
    }
    return result;
}

} // namespace detail

/// Reads tidy files straight into the ledger of their exports, on all ranks of a communicator: what `read_exports` of
/// each file, added up, returns, bit for bit, and with the same report on every rank.
///
///     auto const [ledger, report] = io::read_exports(MPI_COMM_WORLD, {"2021.csv", "2022.csv"}, {}, by_state);
///
/// Each rank reads about the same number of bytes: several files, or a part of one, which begins and ends between two
/// rows. All ranks have to be able to open the files under the same names, and call it with the same arguments. A file
/// that is split is mapped into memory; where the system has no mmap, as on Windows, each rank reads all of it.
/// `spread` says which ranks have the ledger; with `placement::by_key`, no rank holds all of it.
/// Cost: a file that is split is read twice, the first time for line ends and quotes only.
/// @throws on all ranks the first error in the files, of the type and with the message and line of `read_exports` of
/// that file; what += of ledgers throws; invalid_parameter when the options ask for books or a row key, which need the
/// rows in their order, and when MPI is not running; file_error when a file has another size on another rank
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int,
          key_of_flows<tidy_flow<Id, Channel, Period>> By = default_key>
[[nodiscard]] auto read_exports(MPI_Comm communicator, files const& from, flow_options const& options = {},
                                By const& by = {}, ledger_options<> const& how = {},
                                ledger_placement const& spread = {})
{
    return detail::read_distributed_ledger<true, Id, Channel, Period>(communicator, from.paths(), options, by, how,
                                                                      spread);
}

/// Reads tidy files straight into the ledger of their imports, on all ranks. See `read_exports(communicator, ...)`.
template <parsable Id = iso3, parsable Channel = std::string, parsable Period = int,
          key_of_flows<tidy_flow<Id, Channel, Period>> By = default_key>
[[nodiscard]] auto read_imports(MPI_Comm communicator, files const& from, flow_options const& options = {},
                                By const& by = {}, ledger_options<> const& how = {},
                                ledger_placement const& spread = {})
{
    return detail::read_distributed_ledger<false, Id, Channel, Period>(communicator, from.paths(), options, by, how,
                                                                       spread);
}

} // namespace equipoise::io
