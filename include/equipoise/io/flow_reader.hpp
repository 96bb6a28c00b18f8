// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/undefined.hpp>
#include <equipoise/io/detail/column_values.hpp>
#include <equipoise/io/detail/directions_seen.hpp>
#include <equipoise/io/detail/tidy_books.hpp>
#include <equipoise/io/digit_columns.hpp>
#include <equipoise/io/parse.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/row.hpp>
#include <equipoise/io/row_batch.hpp>
#include <equipoise/io/tidy_flow.hpp>
#include <equipoise/model/flow_batch.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace equipoise::io::detail {

/// A sink that is told of rows without a known amount.
template <class Sink, class Id, class Channel, class Period>
concept takes_unknown = requires(Sink& sink, unknown_flow<Id, Channel, Period> const& flow) { sink.unknown(flow); };

/// Makes flows of rows and hands them to a sink, one by one, or in batches where the sink has a member `collect` for
/// these.
template <class Id, class Channel, class Sink, class Period = int>
class flow_reader {
public:
    explicit flow_reader(Sink sink) : sink_{static_cast<Sink>(sink)} {}

    /// Makes a flow of a single row.
    row_outcome operator()(row const& row)
    {
        if (is_aggregate(row)) {
            try {
                amount_set_aside_ = amount_of(row, amount_place, "no negative amount").value_or(0);
            } catch (format_error const& error) {
                if (books_ != nullptr) {
                    books_->enter_refused(row, error);
                }
                throw;
            }
            if (books_ != nullptr) {
                books_->enter_aggregate(row);
            }
            return row_outcome::aggregate;
        }
        if (books_ != nullptr) {
            if (auto const outcome = books_->outcome_by_key(row)) {
                amount_set_aside_ = tidy_books::known_amount(row).value_or(0);
                return *outcome;
            }
        }
        auto known = false;
        try {
            known = fill(row);
        } catch (format_error const& error) {
            if (books_ != nullptr) {
                books_->enter_refused(row, error);
            }
            if constexpr (takes_unknown<Sink, Id, Channel, Period>) {
                take_rest(row); // unless it is skipped, reading ends and the sink is not used
            }
            throw;
        }
        if (books_ != nullptr) {
            books_->enter(row, flow_.amount, flow_.origin == flow_.destination);
        }
        if constexpr (takes_unknown<Sink, Id, Channel, Period>) {
            if (!known) {
                sink_.unknown(unknown_flow<Id, Channel, Period>{flow_});
            }
        }
        if (!known) {
            return row_outcome::unknown;
        }
        sink_(std::as_const(flow_));
        return row_outcome::used;
    }

    /// Tells the sink of a row that was skipped because of a quote in the wrong place.
    void broken(row const& row)
    {
        if (books_ != nullptr) {
            if (books_->chooses()) {
                return;
            }
            books_->enter_broken(row);
        }
        if constexpr (takes_unknown<Sink, Id, Channel, Period>) {
            take_rest(row);
        }
    }

    /// Reads the columns of many rows, one column after the other.
    void read(row_batch const& rows)
    {
        count_ = rows.size();
        auto const has = [&](std::size_t i) { return rows.where().places[i] != layout::absent; };
        has_period_ = has(period_place);
        has_channel_ = has(channel_place);
        auto const more = has(total_place) || has(listing_place) || has(source_place)
                          || (has_channel_ && std::same_as<Channel, std::string>);
        auto const& where = rows.where();
        auto const singly = more || books_ != nullptr || where.missing.hold_numbers() || where.aggregates.hold_numbers()
                            || !where.numbers_as_usual();
        aggregates_ = &where.aggregates;
        auto const all_complete = static_cast<unsigned char>(singly ? 0 : 1);
        complete_.assign(count_, all_complete);
        if (all_complete == 0) {
            return;
        }
        origins_.read(digits_, rows[origin_place], count_, complete_.data());
        destinations_.read(digits_, rows[destination_place], count_, complete_.data());
        amounts_.read(digits_, rows[amount_place], count_, complete_.data());
        if (has_period_) {
            periods_.read(digits_, rows[period_place], count_, complete_.data());
        }
        if (has_channel_) {
            channels_.read(digits_, rows[channel_place], count_, complete_.data());
        }
    }

    /// Makes flows of the rows from i on, up to the first one that takes the slow path, operator().
    /// @return the number of that row
    std::size_t use(std::size_t i)
    {
        auto const last = end_of_complete(i);
        if constexpr (read_ahead) {
            if constexpr (requires(batch const& flows) { sink_.collect(flows); }) {
                sink_.collect(columns_of(i, last - i));
                return last;
            }
        }
        for (; i != last && fill(i); ++i) {
            sink_(std::as_const(flow_));
        }
        return i;
    }

    [[nodiscard]] Sink& sink() { return sink_; }

    /// The amount of the last row that is an aggregate or repeats another one; 0 where it is not known.
    [[nodiscard]] double amount_set_aside() const noexcept { return amount_set_aside_; }

    /// Keeps books of the rows, and looks for those that repeat others.
    void watch(tidy_books& books) noexcept { books_ = &books; }

    /// The directions that the channels of the flows tell.
    [[nodiscard]] directions_seen& directions() { return directions_; }

    /// The flow that was read last, as far as flows are read one by one.
    [[nodiscard]] tidy_flow<Id, Channel, Period>& last_flow() { return flow_; }

private:
    /// Whether all columns of a batch are read before its first row is used.
    static constexpr bool read_ahead = readable_number<Id> && readable_number<Period>
                                       && (readable_number<Channel> || std::same_as<Channel, std::string>);

    using batch = equipoise::detail::flow_batch<Id, double, Period, Channel>;

    /// The columns of `count` rows of the batch from row `first` on.
    [[nodiscard]] batch columns_of(std::size_t first, std::size_t count) const
    {
        auto columns = batch{origins_.from(first), destinations_.from(first), amounts_.from(first)};
        if (has_period_) {
            columns.periods = periods_.from(first);
        }
        if constexpr (readable_number<Channel>) {
            if (has_channel_) {
                columns.channels = channels_.from(first);
            }
        }
        columns.count = count;
        return columns;
    }

    /// Reads a row into `flow_`. @return false when the amount is a missing code; it is then NaN
    [[nodiscard]] bool fill(row const& row)
    {
        flow_.origin = row.template get<Id>(origin_place);
        flow_.destination = row.template get<Id>(destination_place);
        if (row.has(period_place)) {
            flow_.period = period_of(row);
        }
        if (row.has(channel_place)) {
            if constexpr (std::same_as<Channel, std::string>) {
                flow_.channel = row.trimmed(channel_place);
            } else {
                flow_.channel = row.template get<Channel>(channel_place);
            }
            note_direction(flow_);
        }
        if (row.has(total_place)) {
            flow_.total = amount_of(row, total_place, "no negative total");
        }
        if (row.has(listing_place)) {
            flow_.listing = row.template get<decltype(flow_.listing)>(listing_place);
        }
        if (row.has(source_place)) {
            flow_.source = row.trimmed(source_place);
        }
        auto const amount = amount_of(row, amount_place, "no negative amount");
        flow_.amount = amount.value_or(undefined);
        return amount.has_value();
    }

    [[nodiscard]] static bool is_aggregate(row const& row)
    {
        return row.is_aggregate(origin_place) || row.is_aggregate(destination_place);
    }

    /// Tells the sink of a malformed row.
    void take_rest(row const& row)
    {
        if (is_aggregate(row)) {
            return;
        }
        auto const rest = rest_of(row);
        if (row.has(channel_place) && rest.has_channel) {
            note_direction(rest.row);
        }
        sink_.unknown(rest);
    }

    void note_direction(tidy_flow<Id, Channel, Period> const& flow)
    {
        if constexpr (may_tell_direction<Channel>) {
            directions_.note(flow.channel);
        }
    }

    /// The parts of a malformed row that can be read.
    [[nodiscard]] static unknown_flow<Id, Channel, Period> rest_of(row const& row)
    {
        auto rest = unknown_flow<Id, Channel, Period>{};
        rest.row.amount = undefined;
        rest.has_origin = get_if_readable(row, origin_place, rest.row.origin);
        rest.has_destination = get_if_readable(row, destination_place, rest.row.destination);
        rest.has_period = get_if_readable(row, period_place, rest.row.period);
        if constexpr (std::same_as<Channel, std::string>) {
            rest.row.channel = row.trimmed(channel_place);
            rest.has_channel = !row.has(channel_place) || row[channel_place].data() != nullptr;
        } else {
            rest.has_channel = get_if_readable(row, channel_place, rest.row.channel);
        }
        return rest;
    }

    /// Reads a field into `to`, which keeps its value where the file lacks the column. @return false when it cannot be
    /// read
    template <class T>
    [[nodiscard]] static bool get_if_readable(row const& row, std::size_t place, T& to)
    {
        if (!row.has(place)) {
            return true;
        }
        auto value = row.template get_if<T>(place);
        if (value) {
            to = *std::move(value);
        }
        return value.has_value();
    }

    /// The first row from i on that was not read in full.
    [[nodiscard]] std::size_t end_of_complete(std::size_t i) const noexcept
    {
        auto const rest = complete_.begin() + static_cast<std::ptrdiff_t>(i);
        return static_cast<std::size_t>(std::find(rest, complete_.end(), 0) - complete_.begin());
    }

    /// Puts row i of the batch into `flow_`. @return false when it takes the slow path
    [[nodiscard, gnu::always_inline]] bool fill(std::size_t i)
    {
        if constexpr (!readable_number<Id>) {
            if (origins_.may_be_one_of(*aggregates_, i) || destinations_.may_be_one_of(*aggregates_, i)) {
                return false;
            }
        }
        amounts_.get(i, flow_.amount);
        auto const complete = (!has_period_ || periods_.get(i, flow_.period)) && origins_.get(i, flow_.origin)
                              && destinations_.get(i, flow_.destination)
                              && (!has_channel_ || channels_.get(i, flow_.channel));
        if constexpr (may_tell_direction<Channel>) {
            if (complete && has_channel_) {
                directions_.note(flow_.channel);
            }
        }
        return complete;
    }

    /// The period of a row; where it is no whole number, the message tells how months and quarters are read.
    [[gnu::always_inline]] static Period period_of(row const& row)
    {
        if constexpr (whole_number<Period>) {
            auto const period = row.template get_if<Period>(period_place);
            if (!period) [[unlikely]] {
                reject_period(row);
            }
            return *period;
        } else {
            return row.template get<Period>(period_place);
        }
    }

    [[noreturn, gnu::noinline]] static void reject_period(row const& row)
    {
        row.reject(period_place, std::string{parse<Period>::expected},
                   parse<equipoise::period>{}(row.trimmed(period_place))
                       ? "read_flows<Id, Channel, period> reads quarters, months, weeks and days"
                       : "");
    }

    [[gnu::always_inline]] static std::optional<double> amount_of(row const& row, std::size_t place,
                                                                  char const* expected)
    {
        auto const amount = row.known<double>(place);
        if (!amount) {
            return std::nullopt;
        }
        if (*amount < 0) {
            row.reject(place, expected);
        }
        return *amount + 0.0; // makes -0 a 0
    }

    Sink sink_;
    tidy_flow<Id, Channel, Period> flow_; ///< reused for all rows, so that its strings keep their memory
    tidy_books* books_ = nullptr;         ///< where the options ask for them
    double amount_set_aside_ = 0;
    directions_seen directions_;
    missing_codes const* aggregates_ = nullptr; ///< of the batch
    std::size_t count_ = 0;                     ///< rows of the batch
    bool has_period_ = false;
    bool has_channel_ = false;
    std::vector<unsigned char> complete_; ///< for each row of the batch: whether it was read in full
    digit_columns digits_;
    column_values<Id> origins_;
    column_values<Id> destinations_;
    column_values<double> amounts_;
    column_values<Period> periods_;
    column_values<Channel> channels_;
};

} // namespace equipoise::io::detail
