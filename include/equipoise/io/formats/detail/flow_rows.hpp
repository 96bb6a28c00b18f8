// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/detail/utf8_text.hpp>
#include <equipoise/io/formats/detail/listed_sums.hpp>
#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/formats/detail/provider_row.hpp>
#include <equipoise/io/formats/detail/repeat_search.hpp>
#include <equipoise/io/formats/detail/texts_of_states.hpp>
#include <equipoise/io/formats/options.hpp>
#include <equipoise/io/formats/report.hpp>
#include <equipoise/io/row.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <deque>
#include <string>
#include <utility>

namespace equipoise::io::detail {

/// Classifies the rows of a file of flows, closes its books, and hands the flows to a sink, which has the members
/// flow(reported_flow const&), unknown(reported_flow const&) for a flow of unknown amount, and
/// residual(residual_flow const&).
template <class Format, class Sink>
class flow_rows {
public:
    flow_rows(Format& format, format_options const& options, format_report& to, Sink& sink)
        : format_{format}, options_{options}, report_{to}, sink_{sink}
    {
    }

    /// Takes a row of the file.
    row_outcome operator()(row const& from)
    {
        try {
            format_.read(from, [&](provider_row const& each) { take(prepared(each), from.line()); });
        } catch (format_error const& error) {
            if (options_.malformed == on_malformed::skip) {
                ++malformed_;
                take_readable(from, error);
            }
            throw;
        }
        return row_outcome::used;
    }

    /// Ends the reading: takes the rows that the format has held back, and hands out the flow that waits and what is
    /// left of the totals.
    void finish()
    {
        if constexpr (requires { format_.finish([](provider_row const&) {}); }) {
            format_.finish([&](provider_row const& each) { take(prepared(each), each.line); });
        }
        release();
        report_.joined += reporters_.joined() + partners_.joined();
        sums_.finish(
            options_.areas, [&](gap_in_total const& gap) { note_gap(gap); },
            [&](residual_flow const& rest) { sink_.residual(rest); });
        std::stable_sort(report_.gaps.begin(), report_.gaps.end(), [](auto const& a, auto const& b) {
            return std::fabs(a.stated - a.listed) > std::fabs(b.stated - b.listed);
        });
    }

    /// The number of malformed rows that were entered in the books.
    [[nodiscard]] std::size_t malformed() const noexcept { return malformed_; }

    /// Enters the row that waits until it is known that the next row does not repeat it, and hands it on.
    void release()
    {
        if (!waits_) {
            return;
        }
        waits_ = false;
        enter(waiting_, last_line_, waiting_.of, waiting_why_);
        if (waiting_.of == row_class::aggregate && waiting_.states_total) {
            sums_.note_total(waiting_, adds_);
        } else if (waiting_.of == row_class::area) {
            note_area(waiting_);
        } else if (waiting_.of == row_class::used || waiting_.of == row_class::unknown) {
            if (!waiting_flag_.empty()) {
                ++report_.flags[waiting_flag_];
            }
            reporters_.count(waiting_.reporter.state, waiting_.reporter_text);
            partners_.count(waiting_.partner.state, waiting_.partner_text);
            hand_on();
        }
    }

    /// The codes or names of the states on both sides of the flows that became data.
    [[nodiscard]] texts_of_states& reporters() noexcept { return reporters_; }
    [[nodiscard]] texts_of_states& partners() noexcept { return partners_; }

    /// Searches repeated rows, or uses what such a search found.
    void watch(repeat_watch const& by) noexcept { watch_ = by; }

    /// Whether a row has the same key as the last one.
    [[nodiscard]] bool repeats_last(row_key const& key) const
    {
        return has_last_ && last_.period == key.period && last_partner_ == key.partner && last_reporter_ == key.reporter
               && last_product_ == key.product;
    }

    /// Remembers the key of a row that was used elsewhere; line 0 stands for the line before the one that is read next.
    void remember(row_key const& key, std::size_t line)
    {
        has_last_ = true;
        last_ = {};
        last_.period = key.period;
        last_reporter_ = key.reporter;
        last_partner_ = key.partner;
        last_product_ = key.product;
        last_line_ = line;
    }

private:
    /// The row, with its texts in UTF-8 and the codes that the options read as states.
    [[nodiscard]] provider_row prepared(provider_row each)
    {
        auto const texts =
            std::array{&each.reporter_text, &each.partner_text, &each.product, &each.key_rest, &each.flag};
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (!is_utf8(*texts[i])) {
                report_.latin1 = true;
                in_utf8_[i] = utf8_of(*texts[i]);
                *texts[i] = in_utf8_[i];
            }
        }
        for (auto const& [text, state] : options_.read_as) {
            if (each.reporter_text == text) {
                each.reporter = {code_kind::state, state};
            }
            if (each.partner_text == text) {
                each.partner = {code_kind::state, state};
            }
        }
        return each;
    }

    /// Takes a malformed row once more: where only its amounts cannot be read, they are unknown.
    void take_readable(row const& from, format_error const& error)
    {
        auto notes = std::deque<std::string>{};
        try {
            format_.read(from.with_notes(notes), [&](provider_row const& each) { take(prepared(each), from.line()); });
        } catch (format_error const&) {
            report_.books.enter(row_class::refused, {}, undefined, from.line(),
                                [&] { return std::string{error.what()}; });
        }
    }

    void take(provider_row const& each, std::size_t line_read)
    {
        auto const line = each.line != 0 ? each.line : line_read;
        if (each.implied) {
            if (options_.wants_year(year_of(each.period)) && options_.wants_product(each.product)) {
                sums_.note_total(each, false);
            }
            return;
        }
        if (!each.asked || !options_.wants_year(year_of(each.period)) || !options_.wants_product(each.product)) {
            ++report_.not_asked;
            return;
        }
        auto const [of, why] = class_of(each);
        if (of == row_class::refused && each.of != row_class::refused && !is_lost_total(each)
            && !options_.unknown_codes) {
            throw input_error{
                report_.file + ":" + std::to_string(line),
                why + spelled_like(each.reporter.kind == code_kind::unknown ? each.reporter_text : each.partner_text)};
        }
        if (of == row_class::sub_row || of == row_class::direction) { // their key has further parts
            enter(each, line, of, why);
            return;
        }
        if (watch_.choice != nullptr) {
            watch_.choice->add(key_of(each), each.amount, line);
            return;
        }
        if (watch_.chosen != nullptr) {
            if (auto const winner = watch_.chosen->line_for(key_of(each)); winner != 0 && winner != line) {
                set_aside(each, line, winner);
                return;
            }
        }
        if (repeats_last(each)) {
            take_repeated(each, line, of, why);
            return;
        }
        release();
        hold(each, line, of, why);
        if (watch_.search != nullptr) {
            watch_.search->add(key_of(each));
        }
        if (watch_.pairs != nullptr) {
            watch_.pairs->add(key_of(each), line);
        }
    }

    [[nodiscard]] static row_key key_of(provider_row const& each) noexcept
    {
        return {each.period, each.reporter_text, each.partner_text, each.product, each.key_rest, each.by};
    }

    void enter(provider_row const& each, std::size_t line, row_class of, std::string const& why)
    {
        auto const letters = each.reporter.state.letters();
        auto const state = each.reporter.kind == code_kind::state ? std::string_view{letters.data(), letters.size()}
                                                                  : each.reporter_text;
        report_.books.enter(of, state, each.amount, line, [&] { return why; });
    }

    /// Whether a row would state a total if its amount could be read.
    [[nodiscard]] static bool is_lost_total(provider_row const& each) noexcept
    {
        return each.states_total && !each.unreadable.empty();
    }

    [[nodiscard]] std::pair<row_class, std::string> class_of(provider_row const& each) const
    {
        if (is_lost_total(each)) {
            return {row_class::refused, std::string{each.unreadable}};
        }
        if (each.of != row_class::used) {
            return {each.of, std::string{each.why}};
        }
        for (auto const& [meaning, text] :
             {std::pair{each.reporter, each.reporter_text}, {each.partner, each.partner_text}}) {
            auto const named = [name = text](char const* what) { return detail::quoted(name) + what; };
            switch (meaning.kind) {
            case code_kind::unknown: return {row_class::refused, named(" is no state, area or group that is known")};
            case code_kind::aggregate: return {row_class::aggregate, named(" is a group of states")};
            case code_kind::area: return {row_class::area, named(" is an area that is no state")};
            case code_kind::state: break;
            }
        }
        if (each.reporter.state == each.partner.state && options_.own == own_flows::set_aside) {
            return {row_class::own, detail::quoted(each.reporter_text) + " is its own partner"};
        }
        if (is_undefined(each.amount)) {
            return {row_class::unknown,
                    each.unreadable.empty() ? "the amount is missing" : std::string{each.unreadable}};
        }
        return {row_class::used, {}};
    }

    // Repeated rows stand next to each other in a sorted file; those far apart are found by repeat_search.

    [[nodiscard]] bool repeats_last(provider_row const& each) const
    {
        return Format::has_row_key && last_.by == each.by && last_.of == each.of && last_key_rest_ == each.key_rest
               && repeats_last(key_of(each));
    }

    void take_repeated(provider_row const& each, std::size_t line, row_class of, std::string const& why)
    {
        last_line_ = last_line_ != 0 ? last_line_ : line - 1;
        if (options_.repeats == repeats::refuse) {
            throw input_error{report_.file + ":" + std::to_string(line),
                              "the row repeats line " + std::to_string(last_line_) + " (" + std::to_string(each.period)
                                  + ", " + std::string{each.reporter_text} + ", " + std::string{each.partner_text}
                                  + "); say what becomes of repeated rows by repeats::sum, first, last or largest"};
        }
        if (options_.repeats == repeats::sum) {
            release();
            hold(each, line, of, why);
            adds_ = true;
            return;
        }
        if (waits_ && repeat_choice::replaces(options_.repeats, waiting_.amount, each.amount)) {
            set_aside(waiting_, last_line_, line);
            hold(each, line, of, why);
        } else {
            set_aside(each, line, last_line_);
        }
    }

    void set_aside(provider_row const& loser, std::size_t at, std::size_t winner)
    {
        enter(loser, at, row_class::duplicate, "it has the key of line " + std::to_string(winner));
    }

    /// Lets a row wait until it is known that the next one does not repeat it.
    void hold(provider_row const& each, std::size_t line, row_class of, std::string const& why)
    {
        remember(key_of(each), line);
        last_key_rest_ = each.key_rest;
        last_.by = each.by;
        last_.of = each.of;
        waiting_ = each;
        waiting_.reporter_text = last_reporter_;
        waiting_.partner_text = last_partner_;
        waiting_.product = last_product_;
        waiting_.of = of;
        waiting_flag_ = each.flag;
        waiting_why_ = why;
        waits_ = true;
        adds_ = false;
    }

    /// Hands the flow that waits to the sink.
    void hand_on()
    {
        auto const& each = waiting_;
        auto const flow = reported_flow{each.from_partner ? each.partner.state : each.reporter.state,
                                        each.from_partner ? each.reporter.state : each.partner.state,
                                        each.amount,
                                        each.period,
                                        std::string{each.product},
                                        each.by};
        auto const known = each.of != row_class::unknown;
        known ? sink_.flow(flow) : sink_.unknown(flow);
        if constexpr (Format::states_totals) {
            sums_.of(each).add_partner(each.amount, known);
        }
    }

    /// Adds a flow with an area to what the state at its other end lists, of an unknown amount where it is missing.
    void note_area(provider_row each)
    {
        if (each.reporter.kind != code_kind::state && each.by == reported_by::both) {
            std::swap(each.reporter, each.partner);
            each.from_partner = !each.from_partner;
        }
        if (each.reporter.kind != code_kind::state) {
            return;
        }
        if constexpr (Format::states_totals) {
            sums_.of(each).add_area(each.amount);
        } else if (options_.areas == areas::to_residual) {
            sink_.residual(
                residual_flow{each.reporter.state, each.amount, each.period, std::string{each.product}, side_of(each)});
        }
    }

    void note_gap(gap_in_total const& gap)
    {
        report_.gaps.push_back(gap);
        if (std::fabs(gap.stated - gap.listed) > options_.tolerance * gap.stated) {
            throw input_error{report_.file, "the total of " + gap.state.str() + " in " + std::to_string(gap.period)
                                                + ", " + equipoise::detail::number_text(gap.stated)
                                                + ", differs from the sum of what is listed, "
                                                + equipoise::detail::number_text(gap.listed)
                                                + ", by more than the tolerance"};
        }
    }

    Format& format_;
    format_options const& options_;
    format_report& report_;
    Sink& sink_;
    listed_sums sums_;
    std::array<std::string, 5> in_utf8_{}; ///< texts of the row that the file has in another encoding
    texts_of_states reporters_;
    texts_of_states partners_;
    provider_row last_{};
    std::string last_reporter_;
    std::string last_partner_;
    std::string last_product_;
    std::string last_key_rest_;
    std::size_t malformed_ = 0;
    bool has_last_ = false;     ///< whether there was a row
    std::size_t last_line_ = 0; ///< of the last row; 0 where the row is the one before
    provider_row waiting_{};    ///< the last row, if it waits; its texts are those of the members above
    std::string waiting_flag_;
    std::string waiting_why_;
    bool waits_ = false;
    repeat_watch watch_{};
    bool adds_ = false; ///< whether its amount is to be added to that of the row that it repeats
};

} // namespace equipoise::io::detail
