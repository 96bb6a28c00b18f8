// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/concentration/detail/power_forms.hpp>

#include <cstddef>
#include <type_traits>
#include <variant>

namespace equipoise::concentration_detail {

/// What `call` returns for the form that is held. std::visit does the same by a table of functions for each call, for
/// which g++ takes a fiftieth of the time of equipoise.hpp.
template <class Call, class Form>
constexpr auto with_form(Call call, Form& form) noexcept
{
    static_assert(std::variant_size_v<std::remove_const_t<Form>> == 6);
    switch (form.index()) {
    case 0: return call(std::get<0>(form));
    case 1: return call(std::get<1>(form));
    case 2: return call(std::get<2>(form));
    case 3: return call(std::get<3>(form));
    case 4: return call(std::get<4>(form));
    default: return call(std::get<5>(form));
    }
}

/// The sum of powers of the shares S_q = sum p^q over p > 0 for any order q >= 0: the statistic of all Hill numbers.
///
/// It chooses the form that suits the order and the number of partners:
///   q = 0                             count_of_partners
///   q = 1                             entropy_sum
///   q = 2                             square_sums
///   q >= 2^64, as good as infinite    largest_share
///   other q, S_q near 1               excess_power_sum
///   other q, where S_q may be tiny    relative_power_sum
class power_sum {
public:
    static constexpr bool needs_totals = true;

    /// `hidden` is the number of partners that are added later and hold the unattributed rest; it may be infinite.
    constexpr power_sum(detail::totals const& sums, double q, double hidden = 0) noexcept
        : q_{q}, largest_{sums.largest}, form_{form_for(sums, q, hidden)}
    {
    }

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        with_form([=](auto& form) { form.add(first, count); }, form_);
    }

    constexpr void add(double amount, double times) noexcept
    {
        if (amount > 0 && times > 0) {
            largest_ = largest_ < amount ? amount : largest_;
            with_form([=](auto& form) { form.add(amount, times); }, form_);
        }
    }

    constexpr void add_infinitesimals(double amount) noexcept
    {
        unbounded_ = true;
        with_form([=](auto& form) { form.add_infinitesimals(amount); }, form_);
    }

    /// S_q^(1 / (1 - q))
    [[nodiscard]] constexpr double number() const noexcept
    {
        return infinitely_many() || (largest_ == 0 && q_ != 0)
                   ? infinite
                   : with_form([](auto const& form) { return form.number(); }, form_);
    }

    /// The reciprocal of number().
    [[nodiscard]] constexpr double share() const noexcept
    {
        return infinitely_many() ? 0 : with_form([](auto const& form) { return form.share(); }, form_);
    }

    /// ln(S_q) / (1 - q)
    [[nodiscard]] constexpr detail::twofold ln_number() const noexcept
    {
        return infinitely_many() ? detail::twofold{infinite}
                                 : with_form([](auto const& form) { return form.ln_number(); }, form_);
    }

    /// (1 - S_q) / (q - 1)
    [[nodiscard]] constexpr double deformed_entropy() const noexcept
    {
        if (infinitely_many()) {
            return q_ <= 1 ? infinite : q_ >= infinite_from ? 1 / q_ : detail::twofold{1} / detail::two_sum(q_, -1);
        }
        return with_form([](auto const& form) { return form.deformed_entropy(); }, form_);
    }

private:
    using any_form =
        std::variant<count_of_partners, entropy_sum, square_sums, excess_power_sum, relative_power_sum, largest_share>;

    static constexpr auto infinite_from = 0x1p64; ///< orders of this size give the results of infinity

    [[nodiscard]] static constexpr any_form form_for(detail::totals const& sums, double q, double hidden) noexcept
    {
        if (q == 0) {
            return count_of_partners{sums};
        }
        if (q == 1) {
            return entropy_sum{sums};
        }
        if (q == 2) {
            return square_sums{sums};
        }
        if (q >= infinite_from) {
            return largest_share{sums, q};
        }
        if (q < 1 || largest_negative_ln(sums, q, hidden) < 2) {
            return excess_power_sum{sums, q};
        }
        return relative_power_sum{sums, q};
    }

    /// The largest value that -ln S_q can have for q > 1, which is that of equal partners. Infinitely many partners
    /// add nothing to S_q and leave that of the listed ones, whose shares sum to less than 1.
    [[nodiscard]] static constexpr double largest_negative_ln(detail::totals const& sums, double q,
                                                              double hidden) noexcept
    {
        auto const partners = static_cast<double>(sums.positive) + (hidden < infinite ? hidden : 0);
        auto const equal = partners < 2 ? 0 : (q - 1) * detail::ln({partners}).hi;
        return hidden < infinite || sums.whole().hi == 0
                   ? equal
                   : equal - q * detail::ln(detail::quotient(sums.attributed, sums.whole())).hi;
    }

    /// Whether infinitely many partners determine the result: they do up to order 1, which counts them, and where no
    /// other partner has anything, so that S_q is 0.
    [[nodiscard]] constexpr bool infinitely_many() const noexcept { return unbounded_ && (q_ <= 1 || largest_ == 0); }

    double q_;
    double largest_;
    bool unbounded_ = false; ///< whether an amount is spread over infinitely many partners
    any_form form_;
};

} // namespace equipoise::concentration_detail
