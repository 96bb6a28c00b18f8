// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/philox.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/model/declared.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/uncertainty/detail/drawn_flows.hpp>
#include <equipoise/uncertainty/detail/random_blocks.hpp>
#include <equipoise/uncertainty/resampling.hpp>

#include <range/v3/range/concepts.hpp>
#include <range/v3/range/traits.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

/// Records drawn anew: `resample(deals, rows{&deal::seller, &deal::value}, {.draws = 2000, .seed = 1}, hhi)`.
namespace equipoise {

/// How often each record counts in a draw.
enum class row_weights : unsigned char {
    with_replacement, ///< as many records as there are, each drawn from all of them: the bootstrap
    bayesian, ///< with weights that are positive and sum to the number of records, all such weights equally likely
};

namespace uncertainty_detail {

/// Draws records: see `rows`.
template <identifier Id>
class row_sampler {
public:
    template <class Amount>
    row_sampler(portfolio<Id, Amount> const& flows, std::vector<partner<Id, Amount>> records, row_weights weights,
                std::uint64_t seed)
        : weights_{weights}, seed_{seed}
    {
        // draws do not depend on the order of the records
        std::sort(records.begin(), records.end(),
                  [](auto const& a, auto const& b) { return a.id == b.id ? b.amount > a.amount : a.id < b.id; });
        auto const exponent = flows.totals().exponent;
        for (auto const& each : records) {
            amounts_.push_back(detail::scaled(detail::number_of(each.amount, flows.unit()), -exponent));
            if (all_.empty() || !(all_.back() == each.id)) {
                all_.push_back(each.id);
                ends_.push_back(0);
            }
            ends_.back() = amounts_.size();
        }
        times_.assign(amounts_.size(), 0.0);
        auto stated = std::vector<partner<Id>>{};
        for (std::size_t i = 0; i < flows.size(); ++i) {
            stated.push_back({flows.ids()[i], flows.scaled(i)});
        }
        stated_ = portfolio<Id>{stated};
    }

    /// The flows of all records.
    [[nodiscard]] portfolio<Id> const& stated() const noexcept { return stated_; }

    [[nodiscard]] drawn<Id> draw(std::uint64_t number)
    {
        if (weights_ == row_weights::bayesian && !times_.empty()) {
            weigh(number);
        } else {
            count(number);
        }
        ids_.clear();
        sums_.clear();
        std::size_t i = 0;
        for (std::size_t j = 0; j < all_.size(); ++j) {
            auto sum = detail::running_sum{};
            auto occurs = false;
            for (; i < ends_[j]; ++i) {
                occurs = occurs || times_[i] > 0;
                sum.add(detail::two_product(amounts_[i], times_[i]));
            }
            if (occurs) {
                ids_.push_back(all_[j]);
                sums_.push_back(sum.value().value());
            }
        }
        auto const listed = std::span<double const>{sums_};
        auto const totals = detail::listed_totals(listed);
        return {{ids_, listed, totals, listing::some, 1.0}, listed, totals};
    }

private:
    /// One record for each record, from all of them: the word w of n records draws floor(n w / 2^64).
    void count(std::uint64_t number)
    {
        auto const random = random_draw{seed_, stream::rows, number};
        std::fill(times_.begin(), times_.end(), 0.0);
        for (std::size_t first = 0; first < times_.size(); first += 4) {
            auto const words = random.words(first / 4);
            for (std::size_t k = 0; k < 4 && first + k < times_.size(); ++k) {
                times_.data()[detail::wide_multiply(words[k], times_.size()).high] += 1;
            }
        }
    }

    /// Exponential variables, divided by their mean.
    void weigh(std::uint64_t number)
    {
        auto const random = random_draw{seed_, stream::row_weights, number};
        auto sum = detail::running_sum{};
        for_each_block(times_.size(), [&](std::size_t first, std::size_t size) {
            double block[block_width];
            random.uniforms(first, size, block);
            exponential_each(block, size);
            sum.add(block, size);
            std::copy(block, block + size, times_.begin() + static_cast<std::ptrdiff_t>(first));
        });
        auto const factor = detail::twofold{static_cast<double>(times_.size())} / sum.value();
        for (auto& each : times_) {
            each *= factor;
        }
        settle(times_.data());
    }

    row_weights weights_;
    std::uint64_t seed_;
    std::vector<Id> all_;
    std::vector<std::size_t> ends_; ///< of the records of each of these partners
    std::vector<double> amounts_;   ///< of the records, by partner
    std::vector<double> times_;     ///< how often each of them counts
    portfolio<Id> stated_;
    std::vector<Id> ids_; ///< of the partners of a draw
    std::vector<double> sums_;
};

} // namespace uncertainty_detail

/// Records, such as deals, votes or lines of a customs declaration, drawn anew from those on record, and the portfolio
/// rebuilt from them. This is valid where records are exchangeable: one might have been observed as well as another.
/// Partners are never drawn by themselves, since that would change the composition that is to be measured.
///
///     resample(deals, rows{&deal::seller, &deal::value}, {.draws = 2000, .seed = 1}, hhi)
///     resample(deals, rows{&deal::seller, &deal::value, row_weights::bayesian}, {.draws = 2000, .seed = 1}, hhi)
///     resample(partners, rows{}, {.draws = 2000, .seed = 1}, hhi)     // pairs, or structs with `id` and `amount`
///
/// With `row_weights::with_replacement`, a draw has as many records as there are, each drawn from all of them (Efron
/// 1979); a partner without a drawn record is no partner in that draw. With `row_weights::bayesian`, each record
/// counts with a weight, and all weights that are positive and have the sum n are equally likely (Rubin 1981); every
/// partner is then in every draw. The order of the records does not matter.
///
/// Random numbers: Philox4x64-10; the record floor(n w / 2^64) for a word w, or exponential variables, minus the
/// logarithm of a uniform, divided by their mean; version 1 (see uncertainty/detail/random_blocks.hpp).
/// @throws invalid_amount (by `resample`) for a record whose amount is negative, infinite or NaN
/// Source: Efron (1979), Bootstrap methods; Rubin (1981), The Bayesian bootstrap.
template <class IdOf = detail::id_of, class AmountOf = detail::amount_of>
class rows {
public:
    rows() = default;
    explicit rows(row_weights weights) : weights_{weights} {}
    rows(IdOf id, AmountOf amount, row_weights weights = row_weights::with_replacement)
        : id_{std::move(id)}, amount_{std::move(amount)}, weights_{weights}
    {
    }

    template <ranges::input_range Records>
        requires(!portfolio_like<Records>) && std::invocable<IdOf const&, ranges::range_reference_t<Records const>>
                && std::invocable<AmountOf const&, ranges::range_reference_t<Records const>>
    [[nodiscard]] auto sampler(Records const& records, resampling const& how) const
    {
        using id = std::remove_cvref_t<std::invoke_result_t<IdOf const&, ranges::range_reference_t<Records const>>>;
        using amount =
            std::remove_cvref_t<std::invoke_result_t<AmountOf const&, ranges::range_reference_t<Records const>>>;
        auto copies = std::vector<partner<id, amount>>{};
        for (auto const& each : records) {
            copies.push_back({std::invoke(id_, each), std::invoke(amount_, each)});
        }
        auto const all = portfolio<id, amount>{copies}; // refuses invalid amounts
        return uncertainty_detail::row_sampler<id>{all, std::move(copies), weights_, how.seed};
    }

private:
    IdOf id_{};
    AmountOf amount_{};
    row_weights weights_ = row_weights::with_replacement;
};

rows() -> rows<>;
rows(row_weights) -> rows<>;

} // namespace equipoise
