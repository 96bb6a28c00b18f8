// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/dialects.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/io/digit_columns.hpp>
#include <equipoise/io/formats/detail/flow_rows.hpp>
#include <equipoise/io/formats/detail/flow_run.hpp>
#include <equipoise/io/formats/detail/texts_of_states.hpp>
#include <equipoise/io/row_batch.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace equipoise::io::detail {

/// The rows of a file that consists of numbers, many at a time: those that are used are classified, searched for
/// repeats, entered in the books and handed on in columns, which takes a ninth of the time of single rows. All others
/// are left to `flow_rows`, row by row. The format says by `numbers` which columns hold year, reporter, partner,
/// product and amount, and by which dialect the codes are read; its rows flow from the reporter to the partner, and
/// belong to the exports and imports of the states.
template <class Format, class Sink>
class batched_flow_rows {
public:
    batched_flow_rows(Format& format, format_options const& options, format_report& to, Sink& sink)
        : single_{format, options, to, sink}, options_{options}, report_{to}, sink_{sink},
          possible_{options.read_as.empty() && options.products.empty()}
    {
        std::transform(Format::meanings().begin(), Format::meanings().end(), meanings_.begin(), known);
    }

    row_outcome operator()(row const& from) { return single_(from); }

    void finish()
    {
        enter();
        for (std::size_t number = 0; number != most_numbers; ++number) {
            count_code(static_cast<int>(number));
        }
        single_.finish();
    }

    [[nodiscard]] std::size_t malformed() const noexcept { return single_.malformed(); }

    /// Searches repeated rows, or uses what such a search found.
    void watch(repeat_watch const& by) noexcept
    {
        search_ = by.search;
        possible_ = possible_ && by.choice == nullptr && by.chosen == nullptr; // which take lines
        single_.watch(by);
    }

    /// Reads the columns of many rows.
    void read(row_batch const& rows)
    {
        count_ = possible_ && !rows.where().missing.hold_numbers() ? rows.size() : 0;
        fine_.assign(rows.size(), count_ != 0 ? static_cast<unsigned char>(used | area) : left_to_single);
        if (count_ == 0) {
            return;
        }
        if (years_.size() < count_) {
            for (auto* const column : {&years_, &reporters_, &partners_}) {
                column->resize(count_);
            }
            amounts_.resize(count_);
            destinations_.resize(count_);
        }
        reporter_fields_ = rows[Format::numbers.reporter];
        partner_fields_ = rows[Format::numbers.partner];
        product_fields_ = rows[Format::numbers.product];
        digits_.read(rows[Format::numbers.year], count_, years_.data(), fine_.data());
        digits_.read(reporter_fields_, count_, reporters_.data(), fine_.data());
        digits_.read(partner_fields_, count_, partners_.data(), fine_.data());
        digits_.read(rows[Format::numbers.amount], count_, amounts_.data(), fine_.data());
        mark_repeats();
        if (options_.repeats == repeats::last || options_.repeats == repeats::largest) {
            fine_[count_ - 1] = left_to_single; // the first row of the next batch may take its place
        }
        run_ends_.clear();
        run_ = 0;
        for (std::size_t first = 0; first != count_; first = run_ends_.back()) {
            run_ends_.push_back(end_of_run(first));
            classify(first, run_ends_.back());
        }
    }

    /// Uses the rows from i on, up to the first one that is left to `flow_rows`. @return the number of that row
    std::size_t use(std::size_t i)
    {
        if (i == fine_.size()) {
            return i;
        }
        auto const* const stop = std::memchr(fine_.data() + i, 0, fine_.size() - i);
        auto const last = stop == nullptr
                              ? fine_.size()
                              : static_cast<std::size_t>(static_cast<unsigned char const*>(stop) - fine_.data());
        if (last == i || single_.repeats_last(key_of(i))) {
            return i;
        }
        single_.release();
        for (auto first = i; first != last;) {
            while (run_ends_[run_] <= first) {
                ++run_;
            }
            auto const end = (std::min)(run_ends_[run_], last);
            use_run(first, end);
            first = end;
        }
        single_.remember(key_of(last - 1), 0);
        return last;
    }

private:
    /// The key of a row, as a single row has it; valid until the next call.
    [[nodiscard]] row_key key_of(std::size_t i)
    {
        return {years_[i], trimmed(*(reporter_fields_ + i)), trimmed(*(partner_fields_ + i)),
                with_zeros(trimmed(*(product_fields_ + i)), Format::numbers.product_size, product_)};
    }

    /// The first row that has another year or reporter than row `first`.
    [[nodiscard]] std::size_t end_of_run(std::size_t first) const noexcept
    {
        auto const last = count_;
        auto const* const years = years_.data();
        auto const* const reporters = reporters_.data();
        auto const year = years[first];
        auto const reporter = reporters[first];
        for (auto end = first; end != last;) {
            auto const block = (std::min)(last - end, std::size_t{64});
            auto other = 0;
            for (std::size_t i = end; i != end + block; ++i) { // without a branch, so that it becomes vector code
                other |= (years[i] ^ year) | (reporters[i] ^ reporter);
            }
            if (other != 0) {
                while (years[end] == year && reporters[end] == reporter) {
                    ++end;
                }
                return end;
            }
            end += block;
        }
        return last;
    }

    /// Hands on rows of one year and reporter.
    void use_run(std::size_t first, std::size_t end)
    {
        if (!options_.wants_year(years_[first])) {
            report_.not_asked += end - first;
            return;
        }
        if (search_ != nullptr) {
            for (auto i = first; i != end; ++i) {
                search_->add(key_of(i));
            }
        }
        auto const other_text =
            of_reporter_.kind == code_kind::area && reporter_text_ != trimmed(*(reporter_fields_ + first));
        if (reporters_[first] != reporter_ || years_[first] != year_ || other_text) {
            enter();
            reporter_ = reporters_[first];
            year_ = years_[first];
            of_reporter_ = meaning_of(reporter_);
            if (of_reporter_.kind == code_kind::area) {
                reporter_text_ = trimmed(*(reporter_fields_ + first));
            }
        }
        if (of_reporter_.kind == code_kind::area) {
            use_area(first, end);
            return;
        }
        partner_rows_.count(partners_.data() + first, end - first);
        end = first + set_areas_aside(first, end);
        used_rows_ += end - first;
        used_sum_.add(amounts_.data() + first, end - first);
        sink_.flows(
            flow_run{of_reporter_.state, year_, destinations_.data() + first, amounts_.data() + first, end - first});
    }

    /// Tells flow_rows of the rows of a code that were counted, by what it stands for in the year of the last ones.
    void count_code(int number)
    {
        if (auto const rows = partner_rows_.take(number); rows != 0) {
            if (auto const of = meaning_of(number); of.kind == code_kind::state) {
                single_.partners().count(of.state, std::to_string(number), rows);
            }
        }
    }

    /// Adds up the flows with areas, and moves the others together. @return the number of these
    [[nodiscard]] std::size_t set_areas_aside(std::size_t first, std::size_t end)
    {
        auto const* const some =
            static_cast<unsigned char const*>(std::memchr(fine_.data() + first, area, end - first));
        if (some == nullptr) {
            return end - first;
        }
        auto i = static_cast<std::size_t>(some - fine_.data());
        auto used_end = i;
        for (; i != end; ++i) {
            if (fine_[i] == area) {
                ++area_rows_;
                area_sum_.add(amounts_[i]);
            } else {
                amounts_[used_end] = amounts_[i];
                destinations_[used_end++] = destinations_[i];
            }
        }
        return used_end - first;
    }

    /// Takes flows that an area reports: they belong to the residual of the state at the other end.
    void use_area(std::size_t first, std::size_t end)
    {
        area_rows_ += end - first;
        area_sum_.add(amounts_.data() + first, end - first);
        if (options_.areas != areas::to_residual) {
            return;
        }
        for (auto i = first; i != end; ++i) {
            if (auto const partner = meaning_of(partners_[i]); partner.kind == code_kind::state) {
                sink_.residual(residual_flow{partner.state, amounts_[i], year_, {}, reported_by::importer});
            }
        }
    }

    /// What a code stands for in the year of the rows that are entered next.
    [[nodiscard]] code_meaning meaning_of(int code) const { return Format::numbers_dialect().meaning(code, year_); }

    /// Enters the rows that were read since the reporter or the year changed.
    void enter()
    {
        auto const letters = of_reporter_.state.letters();
        auto const is_area = of_reporter_.kind == code_kind::area;
        auto const state =
            is_area ? std::string_view{reporter_text_} : std::string_view{letters.data(), letters.size()};
        if (used_rows_ != 0) {
            report_.books.enter(row_class::used, state, {used_rows_, used_sum_.value()});
            single_.reporters().count(of_reporter_.state, std::to_string(reporter_), used_rows_);
            used_rows_ = 0;
            used_sum_.clear();
        }
        if (area_rows_ != 0) {
            report_.books.enter(row_class::area, state, {area_rows_, area_sum_.value()});
            if (options_.areas == areas::to_residual && !is_area) {
                auto const sum = area_sum_.value();
                for (auto const part : {sum.hi, sum.lo}) { // in two parts, so that nothing is rounded
                    sink_.residual(residual_flow{of_reporter_.state, part, year_, {}, reported_by::exporter});
                }
            }
            area_rows_ = 0;
            area_sum_.clear();
        }
        for (auto const number : Format::varying()) {
            count_code(number);
        }
    }

    /// Leaves rows that may repeat the one before to flow_rows: those with the same partner, of which the products are
    /// the same, or not written in full, so that their texts do not tell.
    void mark_repeats()
    {
        constexpr auto block = std::size_t{64};
        for (std::size_t begin = 1; begin < count_; begin += block) {
            auto const end = (std::min)(begin + block, count_);
            if (!any_partner_again(begin, end)) {
                continue;
            }
            auto const plain = are_plain(begin - 1, end);
            // the text of the first two rows may be shorter than eight characters
            if (plain && begin > 1 && !(product_fields_ + begin).may_repeat(end - begin)) {
                continue;
            }
            for (auto i = begin; i != end; ++i) {
                if (partners_[i] == partners_[i - 1]
                    && ((!plain && !are_plain(i - 1, i + 1))
                        || *(product_fields_ + i) == *(product_fields_ + (i - 1)))) {
                    fine_[i - 1] = left_to_single; // the first of them waits for the second
                    fine_[i] = left_to_single;
                }
            }
        }
    }

    /// Whether any row has the partner of the row before it.
    [[nodiscard]] bool any_partner_again(std::size_t begin, std::size_t end) const noexcept
    {
        auto const* const partners = partners_.data();
        auto any = 0;
        for (auto i = begin; i != end; ++i) { // without a branch, so that it becomes vector code
            any |= partners[i] == partners[i - 1] ? 1 : 0;
        }
        return any != 0;
    }

    /// Whether the products of rows are written in full.
    [[nodiscard]] bool are_plain(std::size_t begin, std::size_t end) const noexcept
    {
        return (product_fields_ + begin).all_plain(end - begin, Format::numbers.product_size);
    }

    /// Finds the states of rows of one year and reporter; leaves rows with a code that is neither a state nor an area
    /// to flow_rows.
    void classify(std::size_t first, std::size_t end)
    {
        auto const year = years_[first];
        auto const& dialect = Format::numbers_dialect();
        auto const reporter = dialect.meaning(reporters_[first], year);
        // the first rows of the class are examples, which tell the line
        auto const knows_areas = report_.books.examples(row_class::area).size() == books::most_examples;
        if (reporter.kind == code_kind::area && knows_areas && (reporter_fields_ + first).all_equal(end - first)) {
            return; // whatever the partner is
        }
        if (reporter.kind != code_kind::state) {
            std::fill(fine_.begin() + static_cast<std::ptrdiff_t>(first),
                      fine_.begin() + static_cast<std::ptrdiff_t>(end), left_to_single);
            return;
        }
        for (auto const number : Format::varying()) {
            meanings_[static_cast<std::size_t>(number)] = known(dialect.meaning(number, year));
        }
        auto const taken = static_cast<unsigned>(knows_areas ? used | area : used);
        auto const own = options_.own == own_flows::keep ? ~0U : unsigned{reporter.state.index()};
        auto const* const partners = partners_.data();
        auto const* const meanings = meanings_.data();
        auto* const destinations = destinations_.data();
        auto* const fine = fine_.data();
        for (auto i = first; i != end; ++i) { // without a branch, which areas would make hard to predict
            auto const number = (std::min)(static_cast<unsigned>(partners[i]), most_numbers);
            auto const partner = meanings[number];
            destinations[i] = partner.state;
            auto const kind = static_cast<unsigned>(partner.kind) & (partner.state.index() == own ? 0U : taken);
            fine[i] = static_cast<unsigned char>(fine[i] & kind);
        }
    }

    /// The meaning of a code if it is a state or an area; rows with others are left to flow_rows.
    [[nodiscard]] static constexpr code_meaning known(code_meaning meaning) noexcept
    {
        return meaning.kind == code_kind::state || meaning.kind == code_kind::area ? meaning : code_meaning{};
    }

    // What becomes of a row of the batch.
    static constexpr unsigned char left_to_single = 0;
    static constexpr auto used = static_cast<unsigned char>(code_kind::state);
    static constexpr auto area = static_cast<unsigned char>(code_kind::area);
    static_assert((used & area) == 0);

    static constexpr auto most_numbers = static_cast<unsigned>(Format::meanings().size());

    flow_rows<Format, Sink> single_;
    format_options const& options_;
    format_report& report_;
    Sink& sink_;
    repeat_search* search_ = nullptr;
    bool possible_; ///< whether the options leave any rows to this class
    std::size_t count_ = 0;
    std::vector<std::size_t> run_ends_;                     ///< of the runs of rows of one year and reporter
    std::size_t run_ = 0;                                   ///< that of the row that is used next, or an earlier one
    std::vector<unsigned char> fine_;                       ///< for each row of the batch: whether it is used here
    std::array<code_meaning, most_numbers + 1> meanings_{}; ///< those that are known; the last one is not
    rows_by_number<most_numbers> partner_rows_;
    digit_columns digits_;
    std::vector<int> years_;
    std::vector<int> reporters_;
    std::vector<int> partners_;
    std::vector<double> amounts_;
    std::vector<iso3> destinations_;
    row_batch::fields reporter_fields_;
    row_batch::fields partner_fields_;
    row_batch::fields product_fields_;
    std::string product_;         ///< of a key, where it is not written in full
    int reporter_ = -1;           ///< the code of the reporter of the rows that are not entered in the books yet
    int year_ = 0;                ///< their year
    code_meaning of_reporter_{};  ///< what that code stands for
    std::string reporter_text_{}; ///< that code in the file, where it stands for an area
    std::size_t used_rows_ = 0;
    std::size_t area_rows_ = 0;
    equipoise::detail::running_sum used_sum_;
    equipoise::detail::running_sum area_sum_;
};

} // namespace equipoise::io::detail
