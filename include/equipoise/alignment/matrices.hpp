// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/agreement.hpp>
#include <equipoise/alignment/ties.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// The agreement of all pairs of states at once.
///
///     agreement_matrix(ties, measure)         a table of one measure
///     agreement_matrices(ties, measures...)   tables of several measures, for which the ties are read once
///     agreement_similarity(table)             (1 + agreement) / 2, as similarities of states
namespace equipoise {

/// The agreement of every two of some states, each pair once, with the number of targets known of both.
///
/// `at` and `joint_at` find a pair by identifiers, `value` and `joint` by positions in the order of the states. A value
/// is NaN where the measure is undefined. Takes 16 bytes for each pair; the pairs of states with themselves are among
/// them.
template <identifier Id>
class agreement_table {
public:
    agreement_table() = default;

    /// @throws invalid_parameter when a state occurs twice
    explicit agreement_table(std::vector<Id> states)
        : states_{std::move(states)}, places_{states_, "agreement_table"},
          entries_(states_.size() * (states_.size() + 1) / 2)
    {
    }

    [[nodiscard]] std::vector<Id> const& states() const& noexcept { return states_; }
    [[nodiscard]] std::vector<Id> states() const&& { return states_; }
    [[nodiscard]] std::size_t size() const noexcept { return states_.size(); }

    [[nodiscard]] double value(std::size_t i, std::size_t j) const { return entries_[pair(i, j)].value; }
    [[nodiscard]] std::size_t joint(std::size_t i, std::size_t j) const { return entries_[pair(i, j)].joint; }

    /// @throws not_found for a state that is not in the table
    [[nodiscard]] double at(Id const& a, Id const& b) const { return value(place(a), place(b)); }
    [[nodiscard]] std::size_t joint_at(Id const& a, Id const& b) const { return joint(place(a), place(b)); }

    void set(std::size_t i, std::size_t j, double value, std::size_t joint) { entries_[pair(i, j)] = {value, joint}; }

private:
    struct entry {
        double value = undefined;
        std::size_t joint = 0;
    };

    [[nodiscard]] std::size_t place(Id const& id) const { return places_.at(id, "agreement_table"); }

    [[nodiscard]] static std::size_t pair(std::size_t i, std::size_t j)
    {
        return i < j ? j * (j + 1) / 2 + i : i * (i + 1) / 2 + j;
    }

    std::vector<Id> states_;
    alignment_detail::id_places<Id> places_;
    std::vector<entry> entries_;
};

namespace alignment_detail {

/// Reads the joint ties of one pair of rows after another. Where all ties of the table are few different integers, it
/// counts how often each pair of values occurs; otherwise it lists the ties one by one.
template <class Table>
class all_pairs {
public:
    all_pairs(Table const& ties, std::vector<double> weights, tie_range const& range)
        : ties_{ties}, weights_{std::move(weights)}, range_{range}, values_{range.categories()}
    {
        for (std::size_t i = 0; i < ties.states().size(); ++i) {
            rows_.emplace_back();
            rows_.back().add(ties.row(i));
        }
        if (values_ != 0) {
            for (auto const x : ties.entries()) {
                codes_.push_back(static_cast<unsigned char>(is_undefined(x) ? 0 : 1 + (x - range.low)));
            }
        }
    }

    /// The exponent of the power of two in whose units a measure takes the ties of two rows. It does not depend on the
    /// other rows.
    [[nodiscard]] int exponent(std::size_t i, std::size_t j, comparison const& by) const
    {
        return by.exponent(rows_[i].with(rows_[j]));
    }

    /// Replaces the content of `joint` by the joint ties of two rows, in units of 2^exponent, and returns their number.
    template <class Joint>
    std::size_t read(std::size_t i, std::size_t j, int exponent, Joint& joint)
    {
        joint.clear();
        return values_ != 0 && exponent == 0 ? count(i, j, joint) : list(i, j, exponent, joint);
    }

private:
    static constexpr std::size_t side = 17; ///< code 0 stands for an unknown tie, the 16 others for values

    template <class Joint>
    std::size_t count(std::size_t i, std::size_t j, Joint& joint)
    {
        auto const targets = ties_.targets().size();
        auto const* const a = codes_.data() + i * targets;
        auto const* const b = codes_.data() + j * targets;
        auto const width = values_ + 1;
        std::fill_n(counts_.begin(), width * width, 0);
        for (std::size_t k = 0; k < targets; ++k) {
            ++counts_[a[k] * width + b[k]];
        }
        if (!weights_.empty()) {
            std::fill_n(sums_.begin(), width * width, detail::twofold{});
            for (std::size_t k = 0; k < targets; ++k) {
                auto& sum = sums_[a[k] * width + b[k]];
                sum = sum + weights_[k];
            }
        }
        std::size_t known = 0;
        for (std::size_t x = 1; x < width; ++x) {
            for (std::size_t y = 1; y < width; ++y) {
                if (auto const times = counts_[x * width + y]; times != 0) {
                    known += times;
                    joint.add(range_.low + static_cast<double>(x - 1), range_.low + static_cast<double>(y - 1),
                              weights_.empty() ? detail::twofold{static_cast<double>(times)} : sums_[x * width + y]);
                }
            }
        }
        return known;
    }

    template <class Joint>
    std::size_t list(std::size_t i, std::size_t j, int exponent, Joint& joint)
    {
        auto const a = ties_.row(i);
        auto const b = ties_.row(j);
        std::size_t known = 0;
        for (std::size_t k = 0; k < a.size(); ++k) {
            if (!is_undefined(a[k]) && !is_undefined(b[k])) {
                joint.add(detail::scaled(a[k], -exponent), detail::scaled(b[k], -exponent),
                          {weights_.empty() ? 1.0 : weights_[k]});
                ++known;
            }
        }
        return known;
    }

    Table const& ties_;
    std::vector<double> weights_;
    tie_range range_;
    std::vector<tie_range> rows_;
    std::size_t values_;
    std::vector<unsigned char> codes_;
    std::array<std::size_t, side * side> counts_;
    std::array<detail::twofold, side * side> sums_;
};

/// The place of a tie in a table, for messages.
template <class Id, class Target>
[[nodiscard]] std::string place_of(tie_table<Id, Target> const& ties, double tie)
{
    auto const entries = ties.entries();
    auto const at = static_cast<std::size_t>(std::find(entries.begin(), entries.end(), tie) - entries.begin());
    auto const targets = ties.targets().size();
    return "tie of " + text_of(ties.states()[at / targets]) + " with " + text_of(ties.targets()[at % targets]);
}

/// Calls f(reader, i) for every row, one after the other.
struct row_by_row {
    template <class Reader, class F>
    void operator()(std::size_t rows, Reader reader, F const& f) const
    {
        for (std::size_t i = 0; i < rows; ++i) {
            f(reader, i);
        }
    }
};

/// Reads pairs of rows into joint ties of its own.
template <class Table>
struct pair_reader {
    all_pairs<Table> pairs;
    joint_ties joint{};
};

/// The tables of several measures. `for_rows` may call its function for several rows at the same time, if each call has
/// a reader of its own.
/// @throws invalid_parameter for a tie off the scale of a measure
template <class Id, class Target, std::size_t N, class Rows = row_by_row>
[[nodiscard]] std::array<agreement_table<Id>, N>
agree_all(tie_table<Id, Target> const& ties, std::vector<double> weights, std::array<comparison, N> const& measures,
          Rows const& for_rows = {})
{
    auto range = tie_range{};
    range.add(ties.entries());
    for (auto const& by : measures) {
        if (by.scale.given()) {
            range.check(by.scale, by.name, [&](double tie) { return place_of(ties, tie); });
        }
    }
    auto tables = std::array<agreement_table<Id>, N>{};
    tables.fill(agreement_table<Id>{ties.states()});
    using reader = pair_reader<tie_table<Id, Target>>;
    for_rows(ties.states().size(), reader{{ties, std::move(weights), range}}, [&](reader& own, std::size_t i) {
        for (std::size_t j = 0; j <= i; ++j) {
            auto exponent = own.pairs.exponent(i, j, measures[0]);
            auto const known = own.pairs.read(i, j, exponent, own.joint);
            for (std::size_t m = 0; m < N; ++m) {
                auto const& by = measures[m];
                if (auto const its_own = own.pairs.exponent(i, j, by); its_own != exponent) {
                    exponent = its_own;
                    own.pairs.read(i, j, exponent, own.joint);
                }
                auto const found =
                    own.joint.compare(by.distance, by.expected, detail::scaled(by.scale.width(), -exponent));
                tables[m].set(i, j, found.value, known);
            }
        }
    });
    return tables;
}

} // namespace alignment_detail

/// The agreement of all pairs of states in a table of ties, by one measure: `agreement_matrix(ties, s_score(3))`.
///
/// `agreement_matrix(ties, cohen_kappa, weights)` weighs the targets. The value of a pair is that of the measure for
/// the two rows, NaN where it is undefined; its joint count is the number of targets known of both. O(n^2 K) for n
/// states and K targets; ties that are integers with at most 16 different values are counted and not sorted. The memory
/// grows with the number of pairs.
/// @throws invalid_parameter as the measure does
template <class Id, class Target, class Form>
[[nodiscard]] agreement_table<Id> agreement_matrix(tie_table<Id, Target> const& ties, agreement_fn<Form> const& kind)
{
    return std::move(alignment_detail::agree_all(ties, {}, std::array{alignment_detail::comparison_by(kind)})[0]);
}

template <class Id, class Target, class Form, class Weights>
    requires amount_range<Weights const&>
[[nodiscard]] agreement_table<Id> agreement_matrix(tie_table<Id, Target> const& ties, agreement_fn<Form> const& kind,
                                                   Weights const& weights)
{
    auto const by = alignment_detail::comparison_by(kind);
    auto read = alignment_detail::read_weights(weights, ties.targets().size(), by.name);
    return std::move(alignment_detail::agree_all(ties, std::move(read), std::array{by})[0]);
}

/// The same by several measures, for which each pair is read only once:
/// `auto const [s, kappa, pi] = agreement_matrices(ties, s_score(3), cohen_kappa, scott_pi);`
template <class Id, class Target, class... Forms>
    requires(sizeof...(Forms) > 0)
[[nodiscard]] std::array<agreement_table<Id>, sizeof...(Forms)>
agreement_matrices(tie_table<Id, Target> const& ties, agreement_fn<Forms> const&... measures)
{
    return alignment_detail::agree_all(ties, {}, std::array{alignment_detail::comparison_by(measures)...});
}

/// The similarity of two states by a table of agreements, in [0, 1]: what `agreement_similarity` returns.
template <class Id>
struct similarity_by_agreement {
    agreement_table<Id> agreements;

    /// (1 + agreement) / 2; 1 of a state with itself, NaN where the agreement is undefined.
    /// @throws not_found for a state that is not in the table, unless both are the same
    [[nodiscard]] double operator()(Id const& a, Id const& b) const
    {
        return a == b ? 1 : (1 + agreements.at(a, b)) / 2;
    }
};

/// Agreements as similarities in [0, 1] for `similar_hill`: (1 + agreement) / 2, and 1 of a state with itself.
///
/// `similar_hill(capabilities, 2, agreement_similarity(table))`: two states that always agree count as one, and two
/// that always oppose each other as two. Agreements of `lijphart` are in [0, 1] already: use S, kappa or pi. An
/// undefined agreement stays NaN, which `similar_hill` refuses by name. Source: defined by this library; the rescaling
/// that takes [-1, 1] to [0, 1].
template <class Id>
[[nodiscard]] similarity_by_agreement<Id> agreement_similarity(agreement_table<Id> agreements)
{
    return {std::move(agreements)};
}

} // namespace equipoise
