// SPDX-License-Identifier: BSL-1.0
// fuzz_arrow [SECONDS [SEED]]    reads made-up rows as Arrow columns of all types, and columns whose values are damaged
#include "../support/arrow_columns.hpp"
#include "mutations.hpp"

#include <equipoise/core/errors.hpp>
#include <equipoise/io/arrow.hpp>
#include <equipoise/io/books.hpp>
#include <equipoise/io/ledgers.hpp>
#include <equipoise/model/collect.hpp>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace eq = equipoise;
using support::arrow_node;

void require(bool holds, char const* what)
{
    if (!holds) {
        throw std::logic_error{what};
    }
}

/// Rows as columns, and how they are stored.
struct made_rows {
    std::vector<std::string> origins = {};
    std::vector<std::string> destinations = {};
    std::vector<std::int32_t> periods = {};
    std::vector<std::optional<std::int32_t>> amounts = {}; ///< in quarters; nothing is null
    std::size_t text_kind = 0;
    std::size_t period_kind = 0;
    std::size_t amount_kind = 0;
};

made_rows make_rows(fuzz::generator& random)
{
    constexpr char const* states[] = {"MNG", "CHN", "RUS", "USA", " JPN", "World", "", "QQ", "XXXXXXXXXXXXXX"};
    auto rows = made_rows{.text_kind = random.below(6), .period_kind = random.below(3), .amount_kind = random.below(5)};
    auto const known = random.one_in(3) ? std::size_t{9} : std::size_t{6};
    auto const nulls = random.one_in(2);
    for (auto left = random.below(60); left != 0; --left) {
        rows.origins.emplace_back(states[random.below(known)]);
        rows.destinations.emplace_back(states[random.below(known)]);
        rows.periods.push_back(static_cast<std::int32_t>(2000 + random.below(3)));
        auto const amount = static_cast<std::int32_t>(random.below(1000)) * (rows.amount_kind == 2 ? 4 : 1);
        rows.amounts.push_back(nulls && random.one_in(5) ? std::nullopt : std::optional{amount});
    }
    return rows;
}

std::string csv_of(made_rows const& rows)
{
    auto text = std::string{"origin,destination,period,amount\n"};
    for (std::size_t i = 0; i < rows.origins.size(); ++i) {
        text += rows.origins[i] + ',' + rows.destinations[i] + ',' + std::to_string(rows.periods[i]) + ',';
        text += rows.amounts[i] ? std::to_string(*rows.amounts[i] / 4) + '.'
                                      + std::to_string(*rows.amounts[i] % 4 * 25 + 100).substr(1)
                                : std::string{};
        text += '\n';
    }
    return text;
}

/// The values from `first` to `last`, after some that are not to be read.
template <class T>
std::vector<T> piece(std::vector<T> const& all, std::size_t first, std::size_t last, std::size_t before)
{
    auto values = std::vector<T>(before);
    values.insert(values.end(), all.begin() + static_cast<std::ptrdiff_t>(first),
                  all.begin() + static_cast<std::ptrdiff_t>(last));
    return values;
}

template <class To, class From>
std::vector<To> converted(std::vector<From> const& all)
{
    auto result = std::vector<To>{};
    for (auto const& each : all) {
        result.push_back(static_cast<To>(each));
    }
    return result;
}

template <class Index>
arrow_node in_dictionary(std::string format, std::string name, std::vector<std::string> const& values,
                         fuzz::generator& random)
{
    auto entries = values;
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    for (auto left = random.below(3); left != 0; --left) {
        entries.emplace_back("not used");
    }
    auto indices = std::vector<Index>{};
    for (auto const& each : values) {
        indices.push_back(static_cast<Index>(std::find(entries.begin(), entries.end(), each) - entries.begin()));
    }
    return support::arrow_dictionary(std::move(format), std::move(name), indices,
                                     random.one_in(2) ? support::arrow_texts("", entries)
                                                      : support::arrow_views("", entries));
}

arrow_node text_column(std::size_t kind, std::string name, std::vector<std::string> const& values,
                       fuzz::generator& random)
{
    switch (kind) {
    case 0: return support::arrow_texts(std::move(name), values);
    case 1: return support::arrow_texts<std::int64_t>("U", std::move(name), values);
    case 2: return support::arrow_views(std::move(name), values);
    case 3: return in_dictionary<std::int8_t>("c", std::move(name), values, random);
    case 4: return in_dictionary<std::int32_t>("i", std::move(name), values, random);
    default: return in_dictionary<std::uint64_t>("L", std::move(name), values, random);
    }
}

arrow_node period_column(std::size_t kind, std::vector<std::int32_t> const& values)
{
    switch (kind) {
    case 0: return support::arrow_numbers("i", "period", values);
    case 1: return support::arrow_numbers("l", "period", converted<std::int64_t>(values));
    default: return support::arrow_numbers("g", "period", converted<double>(values));
    }
}

arrow_node amount_column(std::size_t kind, std::vector<std::optional<std::int32_t>> const& values)
{
    auto numbers = std::vector<double>{};
    auto hundredths = std::vector<std::int64_t>{};
    auto valid = std::string{};
    for (auto const& each : values) {
        numbers.push_back(each.value_or(-7) * 0.25);
        hundredths.push_back(each.value_or(-7) * std::int64_t{25});
        valid += each ? '1' : '0';
    }
    auto column = kind == 0   ? support::arrow_numbers("g", "amount", numbers)
                  : kind == 1 ? support::arrow_numbers("f", "amount", converted<float>(numbers))
                  : kind == 2 ? support::arrow_numbers("i", "amount", converted<std::int32_t>(numbers))
                  : kind == 3 ? support::arrow_numbers("d:18,2,64", "amount", hundredths)
                              : support::arrow_numbers("d:9,2,32", "amount", converted<std::int32_t>(hundredths));
    return valid.find('0') != valid.npos ? support::with_nulls(std::move(column), valid) : column;
}

support::arrow_batches batches_of(made_rows const& rows, fuzz::generator& random)
{
    auto all = support::arrow_batches{};
    auto first = std::size_t{0};
    do {
        auto const last = first + random.below(rows.origins.size() - first + 1);
        auto const before_rows = random.below(4);
        auto batch = arrow_node{.format = "+s",
                                .length = static_cast<std::int64_t>(last - first),
                                .offset = static_cast<std::int64_t>(before_rows),
                                .buffers = {std::nullopt}};
        auto const add = [&](auto const& make, auto const& values) {
            auto const before = random.below(10);
            auto column = make(piece(values, first, last, before + before_rows));
            column.offset = static_cast<std::int64_t>(before);
            column.length -= column.offset;
            column.misaligned_by = random.below(3);
            batch.children.push_back(std::move(column));
        };
        using texts = std::vector<std::string>;
        add([&](texts const& v) { return text_column(rows.text_kind, "origin", v, random); }, rows.origins);
        add(
            [&](texts const& v) {
                return text_column(rows.text_kind == 3 ? 0 : rows.text_kind, "destination", v, random);
            },
            rows.destinations);
        add([&](auto const& v) { return period_column(rows.period_kind, v); }, rows.periods);
        add([&](auto const& v) { return amount_column(rows.amount_kind, v); }, rows.amounts);
        if (!all.batches.empty() && rows.text_kind >= 3) { // the type of entries is that of the stream
            auto& first_batch = all.batches.front();
            for (std::size_t i = 0; i < 2; ++i) {
                if (batch.children[i].dictionary
                    && batch.children[i].dictionary->format != first_batch.children[i].dictionary->format) {
                    batch.children[i] = first_batch.children[i];
                    return all;
                }
            }
        }
        all.batches.push_back(std::move(batch));
        first = last;
    } while (first != rows.origins.size() && !random.one_in(20));
    return all;
}

/// Changes values, and nothing that says where these are: amounts, periods, numbers of entries, characters and bitmaps.
void damage(arrow_node& batch, fuzz::generator& random)
{
    auto& column = batch.children[random.below(batch.children.size())];
    auto& target = column.dictionary && random.one_in(2) ? *column.dictionary : column;
    auto const is_text = target.format == "u" || target.format == "U";
    if (target.format == "vu") {
        return;
    }
    auto& buffer = target.buffers[random.one_in(3) ? 0 : is_text ? 2 : 1];
    for (auto left = 1 + random.below(4); buffer && !buffer->empty() && left != 0; --left) {
        (*buffer)[random.below(buffer->size())] =
            random.one_in(3) ? static_cast<unsigned char>(0xFF) : static_cast<unsigned char>(random.below(256));
    }
}

using table = eq::io::ledger_table<std::tuple<int, eq::iso3>, eq::iso3>;

std::optional<table> read(support::arrow_batches& all, bool skip)
{
    auto stream = all.stream();
    auto result = std::optional<table>{};
    try {
        auto options = eq::io::arrow_options{};
        options.malformed = skip ? eq::io::skip : eq::io::fail;
        options.keep_books = skip;
        result = eq::io::read_exports(eq::io::flows_from(&stream, options));
    } catch (eq::error const& error) {
        require(error.what() != nullptr && *error.what() != '\0', "an error without words");
    }
    require(stream.release == nullptr && all.counts.balanced(), "something is not released once");
    if (result) {
        auto const& report = result->report;
        require(report.read == report.used + report.unknown + report.skipped + report.own + report.aggregate,
                "rows are lost");
        require(!skip || report.books.file().read().rows == report.read, "the books do not close");
    }
    return result;
}

void compare(table const& found, table const& expected)
{
    require(found.report.read == expected.report.read && found.report.unknown == expected.report.unknown
                && found.report.skipped == expected.report.skipped && found.report.own == expected.report.own
                && found.report.aggregate == expected.report.aggregate
                && found.report.unknown_in == expected.report.unknown_in && found.report.nan == 0,
            "the report is not that of the file");
    auto const same_account = [](auto const& a, auto const& b) {
        for (std::size_t i = 0; i < eq::io::number_of_row_classes; ++i) {
            auto const of = static_cast<eq::io::row_class>(i);
            if (a.first != b.first || a.second[of].rows != b.second[of].rows
                || a.second[of].amount() != b.second[of].amount()) {
                return false;
            }
        }
        return true;
    };
    auto const& states = found.report.books.states();
    auto const& others = expected.report.books.states();
    require(std::equal(states.begin(), states.end(), others.begin(), others.end(), same_account),
            "the books are not those of the file");
    require(std::equal(found.ledger.keys().begin(), found.ledger.keys().end(), expected.ledger.keys().begin(),
                       expected.ledger.keys().end()),
            "other keys than those of the file");
    for (std::size_t i = 0; i < found.ledger.size(); ++i) {
        auto const a = found.ledger[i].flows;
        auto const b = expected.ledger[i].flows;
        require(std::equal(a.ids().begin(), a.ids().end(), b.ids().begin(), b.ids().end())
                    && std::equal(a.amounts().begin(), a.amounts().end(), b.amounts().begin(), b.amounts().end()),
                "other cells than those of the file");
    }
}

} // namespace

int main(int count, char** arguments)
{
    auto const seconds = count > 1 ? std::atof(arguments[1]) : 2.0;
    auto const seed = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 19ULL;
    auto random = fuzz::generator{seed};
    auto tried = 0UL;
    auto compared = 0UL;
    auto refused = 0UL;
    auto failures = 0;
    auto const end = std::chrono::steady_clock::now() + std::chrono::duration<double>{seconds};
    while (std::chrono::steady_clock::now() < end && failures < 20) {
        try {
            auto const rows = make_rows(random);
            auto all = batches_of(rows, random);
            auto const found = read(all, true);
            require(found.has_value(), "rows are refused that are to be skipped");
            if (found->report.read == rows.origins.size()) {
                auto options = eq::io::flow_options{};
                options.malformed = eq::io::skip;
                options.keep_books = true;
                compare(*found, eq::io::read_exports(eq::io::text(csv_of(rows)), options));
                ++compared;
            }
            for (auto& batch : all.batches) {
                damage(batch, random);
            }
            refused += read(all, random.one_in(2)) ? 0U : 1U;
        } catch (std::exception const& error) {
            ++failures;
            std::printf("number %lu by the seed %llu: %s\n", tried, seed, error.what());
        }
        ++tried;
    }
    std::printf("%lu streams by the seed %llu, %lu compared with files, %lu refused when damaged, %d failures\n", tried,
                seed, compared, refused, failures);
    return failures == 0 && compared != 0 && refused != 0 && refused != tried ? EXIT_SUCCESS : EXIT_FAILURE;
}
