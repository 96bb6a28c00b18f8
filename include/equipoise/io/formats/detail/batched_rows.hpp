// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/dialects.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/io/digit_columns.hpp>
#include <equipoise/io/formats/detail/flow_rows.hpp>
#include <equipoise/io/row_batch.hpp>
#include <equipoise/model/flow_batch.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace equipoise::io::detail {

/// A flow without its product.
struct plain_flow {
    iso3 origin{};
    iso3 destination{};
    double amount = 0;
    int period = 0;
};

using plain_flow_batch = equipoise::detail::flow_batch<iso3, double, int, unspecified>;

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
    }

    row_outcome operator()(row const& from) { return single_(from); }

    void finish()
    {
        enter();
        single_.finish();
    }

    [[nodiscard]] std::size_t malformed() const noexcept { return single_.malformed(); }

    /// Tells a search of all rows that are taken, apart from those that repeat the one before.
    void tell(repeat_search* search) noexcept
    {
        search_ = search;
        single_.tell(search);
    }

    /// Reads the columns of many rows.
    void read(row_batch const& rows)
    {
        count_ = possible_ && !rows.where().missing.hold_numbers() ? rows.size() : 0;
        fine_.assign(rows.size(), count_ != 0 ? used : left_to_single);
        if (count_ == 0) {
            return;
        }
        if (years_.size() < count_) {
            for (auto* const column : {&years_, &reporters_, &partners_}) {
                column->resize(count_);
            }
            amounts_.resize(count_);
            origins_.resize(count_);
            destinations_.resize(count_);
        }
        reporter_fields_ = rows[Format::numbers.reporter];
        partner_fields_ = rows[Format::numbers.partner];
        product_fields_ = rows[Format::numbers.product];
        digits_.read(rows[Format::numbers.year], count_, years_.data(), fine_.data());
        digits_.read(reporter_fields_, count_, reporters_.data(), fine_.data());
        digits_.read(partner_fields_, count_, partners_.data(), fine_.data());
        digits_.read(rows[Format::numbers.amount], count_, amounts_.data(), fine_.data());
        leave_other_products();
        mark_repeats();
        if (options_.repeats == repeats::last || options_.repeats == repeats::largest) {
            fine_[count_ - 1] = left_to_single; // the first row of the next batch may take its place
        }
        for (std::size_t first = 0; first != count_;) {
            auto const end = end_of_run(first, count_);
            classify(first, end);
            first = end;
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
            auto const end = end_of_run(first, last);
            use_run(first, end);
            first = end;
        }
        single_.remember(key_of(last - 1), 0);
        return last;
    }

private:
    /// The key of a row, as a single row has it.
    [[nodiscard]] row_key key_of(std::size_t i) const
    {
        return {years_[i], trimmed(*(reporter_fields_ + i)), trimmed(*(partner_fields_ + i)), *(product_fields_ + i)};
    }

    /// The first row that has another year or reporter than row `first`.
    [[nodiscard]] std::size_t end_of_run(std::size_t first, std::size_t last) const noexcept
    {
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
        if (!(origins_[first] == state_) || years_[first] != year_) {
            enter();
            state_ = origins_[first];
            year_ = years_[first];
        }
        while (first != end) {
            auto const* const stop = std::memchr(fine_.data() + first, area, end - first);
            auto const next = stop == nullptr
                                  ? end
                                  : static_cast<std::size_t>(static_cast<unsigned char const*>(stop) - fine_.data());
            used_rows_ += next - first;
            used_sum_.add(amounts_.data() + first, next - first);
            sink_.flows(plain_flow_batch{origins_.data() + first, destinations_.data() + first, amounts_.data() + first,
                                         years_.data() + first, nullptr, next - first});
            first = next;
            if (first != end) {
                ++area_rows_;
                area_sum_.add(amounts_[first++]);
            }
        }
    }

    /// Enters the rows that were read since the reporter or the year changed.
    void enter()
    {
        auto const letters = state_.letters();
        auto const state = std::string_view{letters.data(), letters.size()};
        if (used_rows_ != 0) {
            report_.books.enter(row_class::used, state, {used_rows_, used_sum_.value()});
            used_rows_ = 0;
            used_sum_.clear();
        }
        if (area_rows_ != 0) {
            report_.books.enter(row_class::area, state, {area_rows_, area_sum_.value()});
            if (options_.areas == areas::to_residual) {
                auto const sum = area_sum_.value();
                for (auto const part : {sum.hi, sum.lo}) { // in two parts, so that nothing is rounded
                    sink_.residual(residual_flow{state_, part, year_, {}, reported_by::exporter});
                }
            }
            area_rows_ = 0;
            area_sum_.clear();
        }
    }

    /// Leaves rows to flow_rows whose products are not written in full, as in its texts blanks are missing and lost
    /// zeros are back.
    void leave_other_products()
    {
        constexpr auto block = std::size_t{64};
        for (std::size_t begin = 0; begin < count_; begin += block) {
            auto const end = (std::min)(begin + block, count_);
            if (!(product_fields_ + begin).all_plain(end - begin, Format::numbers.product_size)) {
                for (auto i = begin; i != end; ++i) {
                    if (!(product_fields_ + i).all_plain(1, Format::numbers.product_size)) {
                        fine_[i] = left_to_single;
                        fine_[i - (i != 0 ? 1 : 0)] = left_to_single; // which it may repeat
                    }
                }
            }
        }
    }

    /// Leaves rows that may repeat the one before to flow_rows: those with the same last eight characters up to the end
    /// of the product, and the same partner.
    void mark_repeats()
    {
        constexpr auto block = std::size_t{64};
        for (std::size_t begin = 1; begin < count_; begin += block) {
            auto const end = (std::min)(begin + block, count_);
            // the text of the first two rows may be shorter than eight characters
            if (begin > 1 && !(product_fields_ + begin).may_repeat(end - begin)) {
                continue;
            }
            for (auto i = begin; i != end; ++i) {
                if (partners_[i] == partners_[i - 1] && *(product_fields_ + i) == *(product_fields_ + (i - 1))) {
                    fine_[i - 1] = left_to_single; // the first of them waits for the second
                    fine_[i] = left_to_single;
                }
            }
        }
    }

    /// Finds the states of rows of one year and reporter; leaves rows with a code that is no state to flow_rows.
    void classify(std::size_t first, std::size_t end)
    {
        auto const year = years_[first];
        auto const& dialect = Format::numbers_dialect();
        auto const reporter = dialect.meaning(reporters_[first], year);
        std::fill(origins_.begin() + static_cast<std::ptrdiff_t>(first),
                  origins_.begin() + static_cast<std::ptrdiff_t>(end), reporter.state);
        if (reporter.kind != code_kind::state) {
            std::fill(fine_.begin() + static_cast<std::ptrdiff_t>(first),
                      fine_.begin() + static_cast<std::ptrdiff_t>(end), left_to_single);
            return;
        }
        // the first rows of the class are examples, which tell the line
        auto const area_here =
            report_.books.examples(row_class::area).size() == books::most_examples ? area : left_to_single;
        auto const keeps_own = options_.own == own_flows::keep;
        auto const* const partners = partners_.data();
        auto* const destinations = destinations_.data();
        auto* const fine = fine_.data();
        for (auto i = first; i != end; ++i) {
            auto const partner = dialect.meaning(partners[i], year);
            destinations[i] = partner.state;
            if (partner.kind != code_kind::state || (partner.state == reporter.state && !keeps_own)) [[unlikely]] {
                fine[i] = fine[i] == used && partner.kind == code_kind::area ? area_here : left_to_single;
            }
        }
    }

    // What becomes of a row of the batch.
    static constexpr unsigned char left_to_single = 0;
    static constexpr unsigned char used = 1;
    static constexpr unsigned char area = 2;

    flow_rows<Format, Sink> single_;
    format_options const& options_;
    format_report& report_;
    Sink& sink_;
    repeat_search* search_ = nullptr;
    bool possible_; ///< whether the options leave any rows to this class
    std::size_t count_ = 0;
    std::vector<unsigned char> fine_; ///< for each row of the batch: whether it is used here
    digit_columns digits_;
    std::vector<int> years_;
    std::vector<int> reporters_;
    std::vector<int> partners_;
    std::vector<double> amounts_;
    std::vector<iso3> origins_;
    std::vector<iso3> destinations_;
    row_batch::fields reporter_fields_;
    row_batch::fields partner_fields_;
    row_batch::fields product_fields_;
    iso3 state_{}; ///< the reporter of the rows that are not entered in the books yet
    int year_ = 0; ///< their year
    std::size_t used_rows_ = 0;
    std::size_t area_rows_ = 0;
    equipoise::detail::running_sum used_sum_;
    equipoise::detail::running_sum area_sum_;
};

} // namespace equipoise::io::detail
