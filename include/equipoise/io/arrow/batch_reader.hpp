// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/undefined.hpp>
#include <equipoise/io/arrow/column_values.hpp>
#include <equipoise/io/arrow/owned.hpp>
#include <equipoise/io/books.hpp>
#include <equipoise/io/detail/directions_seen.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/io/report.hpp>
#include <equipoise/io/row.hpp>
#include <equipoise/model/flow.hpp>
#include <equipoise/model/flow_batch.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io {

/// The names of the columns of flows in an Arrow stream. The first three are required, and so are period and channel
/// if they are named; `std::nullopt` or an empty name switches a column off.
struct arrow_columns {
    std::string origin = "origin";
    std::string destination = "destination";
    std::string amount = "amount";
    column period = if_present("period");
    column channel = if_present("channel");
};

/// How an Arrow stream is read. See `delimited_options` for what the members mean.
struct arrow_options {
    arrow_columns columns = {};
    std::vector<std::string> aggregates = {"World", "WLD", "W00"};
    on_malformed malformed = fail;
    bool keep_books = false;
};

/// A row of an Arrow stream without a known amount; with the other parts of the row, as far as they can be read.
template <identifier Id, identifier Channel, identifier Period>
struct unknown_arrow_flow {
    flow<Id, double, Period, Channel> row; ///< its amount is NaN
    bool has_origin = true;                ///< whether the origin could be read; so for the others
    bool has_destination = true;
    bool has_period = true;
    bool has_channel = true;
};

namespace detail {

/// Whose books are kept, and whether flows of a state to itself are of a class of their own.
struct arrow_side {
    bool exports = true;
    bool sets_own_aside = false;
};

/// Makes flows of the batches of a stream and hands them to a sink.
template <class Id, class Channel, class Period>
class arrow_batch_reader {
public:
    using flow_type = flow<Id, double, Period, Channel>;
    using unknown_type = unknown_arrow_flow<Id, Channel, Period>;

    arrow_batch_reader(arrow_options options, arrow_column origin, arrow_column destination, arrow_column amount,
                       arrow_column period, arrow_column channel, std::vector<std::string> others)
        : options_{std::move(options)}, origins_{std::move(origin), false},
          destinations_{std::move(destination), false}, amounts_{std::move(amount)}, periods_{std::move(period), false},
          channels_{std::move(channel), std::same_as<Channel, std::string>}
    {
        report_.other_columns = std::move(others);
        for (auto const& code : options_.aggregates) {
            if (!trimmed(code).empty()) {
                aggregates_.add(code);
                numbers_ = numbers_ || parse<double>{}(trimmed(code)).has_value();
            }
        }
    }

    void keep_books_of(arrow_side side) noexcept { side_ = side; }

    /// Reads the rows of a batch.
    template <class Sink>
    void read(ArrowArray const& batch, Sink& sink)
    {
        if (batch.offset < 0 || batch.length < 0) {
            refuse_arrow("a batch has offset " + std::to_string(batch.offset) + " and length "
                         + std::to_string(batch.length));
        }
        auto const first = static_cast<std::size_t>(batch.offset);
        auto const count = static_cast<std::size_t>(batch.length);
        valid_ = batch.null_count != 0 && batch.n_buffers > 0 && batch.buffers != nullptr
                     ? static_cast<unsigned char const*>(batch.buffers[0])
                     : nullptr;
        first_ = first;
        if (count == 0) {
            return;
        }
        if (read_columns(batch, first, count)) {
            use(0, count, sink);
        } else {
            use_singly(count, sink);
        }
        rows_ += count;
        report_.read += count;
    }

    [[nodiscard]] io::report& report() noexcept { return report_; }
    [[nodiscard]] directions_seen const& directions() const noexcept { return directions_; }
    [[nodiscard]] flow_type const& last_flow() const noexcept { return last_; }
    [[nodiscard]] std::string const& channel_name() const noexcept { return channels_.column().name; }

private:
    using batch_type = equipoise::detail::flow_batch<Id, double, Period, Channel>;

    /// @return whether each row is a flow that is read in full; if not, `fine_` tells which ones are
    [[nodiscard]] bool read_columns(ArrowArray const& batch, std::size_t first, std::size_t count)
    {
        static auto const none = missing_codes{};
        fine_.assign(count, numbers_ ? 0 : 1);
        auto all = !numbers_;
        auto const add = [&](auto& values, auto const&... special) {
            if (values.column().present) {
                auto const place = values.column().place;
                if (static_cast<std::uint64_t>((std::max)(batch.n_children, std::int64_t{0})) <= place
                    || batch.children[place] == nullptr) {
                    refuse_arrow("a batch lacks column " + printable(values.column().name));
                }
                all = values.read(*batch.children[place], first, count, special..., fine_.data()) && all;
            }
        };
        add(origins_, aggregates_);
        add(destinations_, aggregates_);
        add(amounts_);
        add(periods_, none);
        add(channels_, none);
        for (std::size_t i = 0; valid_ != nullptr && i < count; ++i) {
            if (is_null_row(i)) {
                fine_[i] = 0;
                all = false;
            }
        }
        return all;
    }

    [[nodiscard]] bool is_null_row(std::size_t i) const noexcept
    {
        auto const at = first_ + i;
        return valid_ != nullptr && (valid_[at / 8] >> (at % 8) & 1) == 0;
    }

    template <class Sink>
    void use_singly(std::size_t count, Sink& sink)
    {
        for (std::size_t i = 0; i < count;) {
            auto const rest = fine_.begin() + static_cast<std::ptrdiff_t>(i);
            auto const end = static_cast<std::size_t>(
                std::find(rest, fine_.begin() + static_cast<std::ptrdiff_t>(count), 0) - fine_.begin());
            if (end != i) {
                use(i, end - i, sink);
            }
            if (end != count) {
                use_one(end, sink);
            }
            i = end + 1;
        }
    }

    /// Hands flows that are read in full to the sink.
    template <class Sink>
    void use(std::size_t first, std::size_t count, Sink& sink)
    {
        auto const columns = batch_type{origins_.data() + first,
                                        destinations_.data() + first,
                                        amounts_.data() + first,
                                        periods_.column().present ? periods_.data() + first : nullptr,
                                        channels_.column().present ? channels_.data() + first : nullptr,
                                        count};
        if constexpr (may_tell_direction<Channel>) {
            for (std::size_t i = 0; columns.channels != nullptr && i < count; ++i) {
                directions_.note(columns.channels[i]);
            }
            if (columns.channels != nullptr && count != 0) {
                static_cast<void>(flow_of(columns, count - 1)); // a flow that `told_apart` can ask the key about
            }
        }
        for (std::size_t i = 0; options_.keep_books && i < count; ++i) {
            enter(flow_of(columns, i), first + i);
        }
        if constexpr (requires { sink.collect(columns); }) {
            sink.collect(columns);
        } else {
            for (std::size_t i = 0; i < count; ++i) {
                sink(std::as_const(flow_of(columns, i)));
            }
        }
        report_.used += count;
    }

    [[nodiscard]] flow_type& flow_of(batch_type const& columns, std::size_t i)
    {
        last_.origin = columns.origins[i];
        last_.destination = columns.destinations[i];
        last_.amount = columns.amounts[i];
        last_.period = columns.periods != nullptr ? columns.periods[i] : Period{};
        if (columns.channels != nullptr) {
            last_.channel = columns.channels[i];
        } else {
            last_.channel = Channel{};
        }
        return last_;
    }

    /// Reads a row that is not a flow that is read in full.
    template <class Sink>
    void use_one(std::size_t i, Sink& sink)
    {
        auto const amount = amount_of(i);
        auto const known = amount >= 0 && amount <= (std::numeric_limits<double>::max)();
        auto const check_amount = [&] {
            if (!known && !is_undefined(amount)) {
                throw format_error{std::string{arrow_name}, rows_ + i + 1, amounts_.column().name, amounts_.words(i),
                                   amount > 0 ? "a number" : "no negative amount"};
            }
        };
        auto const refuse_row = [&](format_error const& error) {
            report_.skip(error);
            enter(row_class::refused, state_words(i), undefined, i, [&] { return std::string{error.what()}; });
        };
        if (!is_null_row(i) && (is_aggregate(origins_, i) || is_aggregate(destinations_, i))) {
            try {
                check_amount();
            } catch (format_error const& error) {
                if (options_.malformed == fail) {
                    throw;
                }
                refuse_row(error);
                return;
            }
            ++report_.aggregate;
            report_.aggregate_sum = report_.aggregate_sum + rules::twofold{known ? amount : 0.0};
            enter(row_class::aggregate, state_words(i), known ? amount : undefined, i, [&] {
                return detail::quoted((is_aggregate(origins_, i) ? origins_ : destinations_).words(i))
                       + " is a group of states";
            });
            return;
        }
        auto unknown = unknown_type{};
        unknown.row.amount = undefined;
        unknown.has_origin = take(origins_, i, unknown.row.origin);
        unknown.has_destination = take(destinations_, i, unknown.row.destination);
        unknown.has_period = take(periods_, i, unknown.row.period);
        unknown.has_channel = take(channels_, i, unknown.row.channel);
        try {
            require(unknown.has_origin, origins_, i);
            require(unknown.has_destination, destinations_, i);
            require(unknown.has_period, periods_, i);
            require(unknown.has_channel, channels_, i);
            note(unknown);
            check_amount();
        } catch (format_error const& error) {
            if (options_.malformed == fail) {
                throw;
            }
            refuse_row(error);
            note(unknown);
            tell(sink, unknown);
            return;
        }
        if (known) {
            last_ = unknown.row;
            last_.amount = amount;
            enter(last_, i);
            sink(std::as_const(last_));
            ++report_.used;
            return;
        }
        ++report_.unknown;
        report_.nan += amounts_.is_null(i) || is_null_row(i) ? 0U : 1U;
        enter(row_class::unknown, state_words(i), undefined, i,
              [&] { return std::string{amounts_.is_null(i) ? "the amount is missing" : "the amount is NaN"}; });
        tell(sink, unknown);
    }

    template <class Sink>
    static void tell(Sink& sink, unknown_type const& flow)
    {
        if constexpr (requires { sink.unknown(flow); }) {
            sink.unknown(flow);
        }
    }

    void note(unknown_type const& flow)
    {
        if constexpr (may_tell_direction<Channel>) {
            if (flow.has_channel && channels_.column().present) {
                directions_.note(flow.row.channel);
            }
        }
    }

    /// NaN where the amount is not known, and +0 for -0.
    [[nodiscard]] double amount_of(std::size_t i) const
    {
        return amounts_.is_null(i) || is_null_row(i) ? undefined : amounts_.data()[i] + 0.0;
    }

    template <class T>
    [[nodiscard]] bool is_aggregate(arrow_values<T> const& values, std::size_t i) const
    {
        return !values.is_null(i) && aggregates_.contains(values.words(i));
    }

    /// Reads a cell into `to`. @return false when it cannot be read
    template <class T>
    [[nodiscard]] bool take(arrow_values<T> const& values, std::size_t i, T& to) const
    {
        if (!values.column().present) {
            return true;
        }
        auto value = is_null_row(i) ? std::nullopt : values.get(i);
        if (value) {
            to = *std::move(value);
        }
        return value.has_value();
    }

    template <class T>
    void require(bool is_known, arrow_values<T> const& values, std::size_t i) const
    {
        if (!is_known) {
            auto const words = is_null_row(i) ? "null" : values.words(i);
            auto help = std::string{};
            if constexpr (says_why<T>) {
                help = parse<T>::why_refused(words);
            }
            throw format_error{std::string{arrow_name},         rows_ + i + 1, values.column().name, words,
                               std::string{parse<T>::expected}, help};
        }
    }

    [[nodiscard]] std::string state_words(std::size_t i) const
    {
        if (!options_.keep_books || is_null_row(i)) {
            return {};
        }
        return side_.exports ? origins_.words(i) : destinations_.words(i);
    }

    /// Enters a flow into the books.
    void enter(flow_type const& flow, std::size_t i)
    {
        auto const own = side_.sets_own_aside && flow.origin == flow.destination;
        if (options_.keep_books) {
            enter(own ? row_class::own : row_class::used, state_words(i), flow.amount, i,
                  [&] { return detail::quoted(state_words(i)) + " is its own partner"; });
        }
    }

    template <class What>
    void enter(row_class of, std::string const& state, double amount, std::size_t i, What const& what)
    {
        if (options_.keep_books) {
            report_.books.enter(of, state, amount, rows_ + i + 1, what);
        }
    }

    arrow_options options_;
    arrow_values<Id> origins_;
    arrow_values<Id> destinations_;
    arrow_amounts amounts_;
    arrow_values<Period> periods_;
    arrow_values<Channel> channels_;
    missing_codes aggregates_;
    bool numbers_ = false; ///< whether one of the aggregates is a number, for which each row is looked at
    arrow_side side_;
    io::report report_;
    directions_seen directions_;
    flow_type last_{};
    std::size_t rows_ = 0;                 ///< of earlier batches
    unsigned char const* valid_ = nullptr; ///< of the rows of the batch as a whole
    std::size_t first_ = 0;
    std::vector<unsigned char> fine_;
};

} // namespace detail

} // namespace equipoise::io
