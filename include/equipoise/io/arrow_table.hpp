// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/io/arrow/interface.hpp>
#include <equipoise/io/arrow/output.hpp>
#include <equipoise/io/detail/utf8_text.hpp>
#include <equipoise/io/ledger_table.hpp>
#include <equipoise/io/table.hpp>
#include <equipoise/model/identifier.hpp>
#include <equipoise/model/ledger.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// Tables of results and ledgers as Arrow streams, for databases and data frames: `to_arrow`.
namespace equipoise::io {

namespace detail {

/// Fills a column cell by cell.
class arrow_column_writer {
public:
    arrow_column_writer(std::string name, char const* format, std::size_t rows)
    {
        column_.name = std::move(name);
        column_.format = format;
        if (column_.format == "U") {
            column_.offsets.reserve(rows + 1);
            column_.offsets.push_back(0);
        }
    }

    void add(std::string_view text)
    {
        if (is_utf8(text)) {
            column_.text += text;
        } else {
            column_.text += utf8_of(text);
        }
        column_.offsets.push_back(static_cast<std::int64_t>(column_.text.size()));
        ++rows_;
    }

    void add(double number)
    {
        if (column_.format == "l") { // a whole number that is missing
            add_null();
            return;
        }
        if (number != number) {
            add_null();
            return;
        }
        column_.numbers.push_back(number);
        ++rows_;
    }

    void add(std::int64_t number)
    {
        column_.wholes.push_back(number);
        ++rows_;
    }

    void add_null()
    {
        nulls_.push_back(rows_);
        ++rows_;
        if (column_.format == "l") {
            column_.wholes.push_back(0);
        } else if (column_.format == "g") {
            column_.numbers.push_back(0);
        } else {
            column_.offsets.push_back(static_cast<std::int64_t>(column_.text.size()));
        }
    }

    [[nodiscard]] arrow_output_column finish()
    {
        if (!nulls_.empty()) {
            column_.valid.assign((rows_ + 7) / 8, 0xFF);
            for (auto const i : nulls_) {
                column_.valid[i / 8] = static_cast<unsigned char>(column_.valid[i / 8] & ~(1U << (i % 8)));
            }
            column_.null_count = static_cast<std::int64_t>(nulls_.size());
        }
        return std::move(column_);
    }

private:
    arrow_output_column column_;
    std::vector<std::size_t> nulls_; ///< the rows of these
    std::size_t rows_ = 0;
};

/// The format for values of a T.
template <class T>
[[nodiscard]] constexpr char const* arrow_format_for() noexcept
{
    using cell = typename cell_of<T>::type;
    return std::same_as<cell, std::string> ? "U" : std::same_as<cell, double> ? "g" : "l";
}

template <class T>
void arrow_add(arrow_column_writer& to, T const& value)
{
    if constexpr (is_whole<T>) {
        if (!fits_whole(value)) {
            throw invalid_parameter{"to_arrow", "a number", std::to_string(value), "at most 9223372036854775807"};
        }
        to.add(static_cast<std::int64_t>(value));
    } else if constexpr (std::floating_point<T>) {
        to.add(static_cast<double>(value));
    } else {
        to.add(std::string_view{text_of(value)});
    }
}

} // namespace detail

/// Hands out a table as an Arrow stream of one batch, with the columns that `as_csv` writes: texts as large_utf8, whole
/// numbers as int64, numbers as float64, an interval called `hhi` as `hhi_low` and `hhi_high`, and an estimate as these
/// two and `hhi` and `hhi_reason`. NaN, which stands for what has no value, and missing whole numbers are null.
///
///     auto stream = ArrowArrayStream{};
///     io::to_arrow(io::table_of(ledger, hhi, exposure(china)), &stream); // for pyarrow, polars, DuckDB, R ...
///
/// The consumer releases the stream, and what it takes from it, in any order; the values live as long as any of them.
/// @param to is filled; it must not hold a stream that is not released
/// @throws invalid_parameter where `to` is null
inline void to_arrow(table const& content, ArrowArrayStream* to)
{
    if (to == nullptr) {
        throw invalid_parameter{"to_arrow", "the stream is null"};
    }
    auto output = detail::arrow_output{.rows = content.rows()};
    for (auto const& column : detail::written_columns(content)) {
        auto const of_texts =
            column.of->kind == cell_kind::text || (column.of->kind == cell_kind::estimate && column.part == 3);
        auto const* const format = of_texts ? "U" : column.of->kind == cell_kind::whole ? "l" : "g";
        auto writer = detail::arrow_column_writer{column.name, format, content.rows()};
        for (std::size_t i = 0; i < content.rows(); ++i) {
            column.visit(i, [&](auto cell) { writer.add(cell); });
        }
        output.columns.push_back(writer.finish());
    }
    detail::arrow_export_stream(std::move(output), *to);
}

/// Hands out the cells of a ledger as an Arrow stream of one batch: a row for each partner of each portfolio, in their
/// order, with a column for each part of the key, and the columns `partner` and `amount`. Keys and partners that are
/// whole numbers are int64, others large_utf8. A row of unknown amount is one with null as its amount, after those of
/// its portfolio that are known, and with null as its partner where that is not known either; what is known of a
/// partner of unknown amount is a row of its own. Declared totals and own flows are not in the stream; `write_ledger`
/// keeps them.
///
///     io::to_arrow(ledger, &stream);                              // state, partner, amount for by_state
///     io::to_arrow(ledger, {"year", "exporter"}, &stream);        // with names of your own for the parts of the key
///
/// @throws invalid_parameter where `to` is null, for a number of names that is not that of the parts of a key, and for
/// a whole number beyond 2^63 - 1
template <identifier Key, identifier Id, std::floating_point Amount>
void to_arrow(ledger<Key, Id, Amount> const& ledger, std::vector<std::string> const& key_names, ArrowArrayStream* to)
{
    using parts = decltype(detail::parts_of(std::declval<Key const&>()));
    constexpr auto count = std::tuple_size_v<parts>;
    if (to == nullptr) {
        throw invalid_parameter{"to_arrow", "the stream is null"};
    }
    if (key_names.size() != count) {
        throw invalid_parameter{"to_arrow", "the number of names of key parts", std::to_string(key_names.size()),
                                std::to_string(count)};
    }
    auto output = detail::arrow_output{};
    auto writers = std::vector<detail::arrow_column_writer>{};
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (writers.emplace_back(key_names[I], detail::arrow_format_for<std::tuple_element_t<I, parts>>(), ledger.cells()),
         ...);
    }(std::make_index_sequence<count>{});
    auto partners = detail::arrow_column_writer{"partner", detail::arrow_format_for<Id>(), ledger.cells()};
    auto amounts = detail::arrow_column_writer{"amount", "g", ledger.cells()};
    auto const begin_row = [&](Key const& key) {
        ++output.rows;
        std::size_t column = 0;
        std::apply([&](auto const&... part) { (detail::arrow_add(writers[column++], part), ...); },
                   detail::parts_of(key));
    };
    auto const add = [&](Key const& key, Id const& partner, double amount) {
        begin_row(key);
        detail::arrow_add(partners, partner);
        amounts.add(amount);
    };
    auto const unknown = ledger.unknown();
    auto next = unknown.begin();
    for (std::size_t i = 0; i < ledger.size(); ++i) {
        auto const& key = ledger.keys()[i];
        auto const flows = ledger[i].flows;
        for (std::size_t j = 0; j < flows.ids().size(); ++j) {
            add(key, flows.ids()[j], static_cast<double>(flows.amounts()[j]));
        }
        for (auto const& each : flows.unknown()) {
            if (each.amount != 0) {
                add(key, each.id, static_cast<double>(each.amount));
            }
        }
        for (; next != unknown.end() && next->key == key; ++next) {
            for (std::size_t row = 0; row < next->rows; ++row) {
                begin_row(key);
                next->partner ? detail::arrow_add(partners, *next->partner) : partners.add_null();
                amounts.add_null();
            }
        }
    }
    for (auto& each : writers) {
        output.columns.push_back(each.finish());
    }
    output.columns.push_back(partners.finish());
    output.columns.push_back(amounts.finish());
    detail::arrow_export_stream(std::move(output), *to);
}

template <identifier Key, identifier Id, std::floating_point Amount>
void to_arrow(ledger<Key, Id, Amount> const& ledger, ArrowArrayStream* to)
{
    using parts = decltype(detail::parts_of(std::declval<Key const&>()));
    to_arrow(ledger, detail::names_of_parts(static_cast<parts const*>(nullptr)), to);
}

} // namespace equipoise::io
