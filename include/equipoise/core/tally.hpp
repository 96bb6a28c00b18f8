// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/core/simd/block_sums.hpp>

#include <cstddef>
#include <limits>
#include <string_view>
#include <type_traits>

namespace equipoise::detail {

/// Summary of a list of amounts, computed in one pass. All sums are in units of 2^exponent; the exponent follows from
/// the largest amount, so that neither the sums nor the squares leave the range of a double.
struct totals {
    std::size_t listed = 0;   ///< number of partners, including those with a zero amount
    std::size_t positive = 0; ///< number of partners with an amount above zero
    int exponent = 0;
    double largest = 0;
    twofold attributed{};                 ///< sum of the amounts
    twofold unattributed{};               ///< the part of the total that belongs to partners that are not listed
    std::size_t unit = 0;                 ///< in a portfolio, the position of the largest amount
    twofold squares{undefined};           ///< sum of the amounts' squares, if they were asked for; else NaN
    reason why_unknown = reason::defined; ///< why nothing is known of the total; `unattributed` is NaN then

    [[nodiscard]] constexpr twofold whole() const noexcept
    {
        return unattributed.hi == 0 ? attributed : attributed + unattributed;
    }

    /// Why not all of the total is attributed to listed partners; `defined` where it is.
    [[nodiscard]] constexpr reason why_open() const noexcept
    {
        return why_unknown != reason::defined ? why_unknown
               : unattributed.hi != 0         ? reason::unattributed
                                              : reason::defined;
    }

    /// Marks the total as unknown: everything computed from it is NaN from now on.
    constexpr void hide(reason why) noexcept
    {
        unattributed = {undefined, undefined};
        why_unknown = why;
    }
};

/// Amounts between 2^-400 and 2^400 need no scaling: sums of their squares stay in the range of a double.
inline constexpr int widest_exponent = 400;

[[nodiscard]] constexpr int scale_for(double largest) noexcept
{
    if (largest == 0 || (largest < power_of_two(widest_exponent) && largest > power_of_two(-widest_exponent))) {
        return 0;
    }
    return exponent_of(largest);
}

/// Whether an amount that was converted to units of 2^exponent became subnormal and so lost digits.
[[nodiscard]] constexpr bool too_small_in_units(double amount, int exponent) noexcept
{
    return exponent > 0 && amount < (std::numeric_limits<double>::min)();
}

/// The amounts of a block in units of 2^exponent: the block itself if the exponent is 0, else a scaled copy in
/// `buffer`.
[[nodiscard]] constexpr double const* scaled_block(double const* first, std::size_t count, int exponent,
                                                   double* buffer) noexcept
{
    if (exponent == 0) {
        return first;
    }
    for (std::size_t i = 0; i < count; ++i) {
        buffer[i] = scaled(first[i], -exponent);
    }
    return buffer;
}

/// Sums of amounts and, if `Squares`, of their squares, kept to about 106 bits.
template <bool Squares>
class moments {
public:
    /// Adds amounts one by one. They must be valid and in the range that needs no scaling (see `scale_for`).
    constexpr void add(double const* first, std::size_t count) noexcept
    {
        sum_.add(first, count);
        if constexpr (Squares) {
            for (std::size_t i = 0; i < count; ++i) {
                squares_.add(two_product(first[i], first[i]));
            }
        }
    }

    /// Vectorised fast path. Stops at the first block that is too short, or that holds an invalid amount or one that
    /// needs scaling. Returns the number of amounts added and the largest of them; the caller handles the rest.
    [[nodiscard]] block_result add_fast(double const* first, std::size_t count) noexcept
    {
        auto all = block_result{};
        if (count < shortest) {
            return all;
        }
        for (auto const whole = count - count % 8; all.added < whole;) {
            auto const some = add_blocks<Squares>(
                first + all.added, whole - all.added, bound(), power_of_two(bound_ + terms_log2),
                power_of_two(2 * bound_ + terms_log2), sum_.all_lanes(), Squares ? squares_.all_lanes() : sum_lanes{});
            all.added += some.added;
            all.largest = all.largest < some.largest ? some.largest : all.largest;
            if (all.added < whole) {
                if (!(some.refused > 0 && scale_for(some.refused) == 0)) {
                    return all;
                }
                bound_ = exponent_of(some.refused) + 1;
            }
        }
        auto const* const rest = first + all.added;
        for (; all.added < count && first[all.added] >= 0 && first[all.added] <= bound(); ++all.added) {
            all.largest = all.largest < first[all.added] ? first[all.added] : all.largest;
        }
        add(rest, static_cast<std::size_t>(first + all.added - rest));
        return all;
    }

    /// Fast path for a short list. Adds all amounts and returns true, with their largest and the number of positive
    /// ones in `sums`; or adds nothing and returns false if the list is too long or holds an amount that needs the slow
    /// path.
    [[nodiscard]] bool add_few(double const* first, std::size_t count, short_sums& sums) noexcept
    {
        if (count > longest_short || !add_short_list(first, count, -widest_exponent, sums)
            || !(sums.high <= (std::numeric_limits<double>::max)())) {
            return false;
        }
        sum_.add(fast_two_sum(sums.high, sums.low));
        if constexpr (Squares) {
            squares_.add(fast_two_sum(sums.square_high, sums.square_low));
        }
        return true;
    }

    constexpr void add_square(twofold square) noexcept { squares_.add(square); }

    constexpr void clear() noexcept
    {
        sum_.clear();
        squares_.clear();
        bound_ = -widest_exponent;
    }

    constexpr void rescale(int power) noexcept
    {
        sum_.scale(scaled(1, power));
        squares_.scale(scaled(1, 2 * power));
    }

    [[nodiscard]] constexpr twofold sum() const noexcept { return sum_.value(); }
    [[nodiscard]] constexpr twofold squares() const noexcept { return squares_.value(); }

private:
    static constexpr std::size_t shortest = 64;
    static constexpr int terms_log2 = 6;
    static_assert(longest_block == 8U << terms_log2);

    /// An upper bound of the amounts so far; 0 if all were zero, since an amount below 2^-400 needs scaling.
    [[nodiscard]] constexpr double bound() const noexcept
    {
        return bound_ == -widest_exponent ? 0 : power_of_two(bound_);
    }

    running_sum sum_;
    running_sum squares_;
    int bound_ = -widest_exponent; ///< no amount so far is above 2^bound_; the initial value stands for zero
};

/// Builds `totals` block by block. Throws `invalid_amount` for an amount that is negative, infinite or NaN.
template <bool Squares = false, bool Positive = true>
class tally {
public:
    constexpr tally() noexcept {} // not `= default`, which would fill the buffer with zeros

    /// Adds a block and returns it in units of 2^exponent. If the block changes the exponent, rescale(power) is called
    /// first, so that the caller can multiply sums of its own by 2^power.
    template <class Rescale>
    constexpr double const* add(double const* first, std::size_t count, std::string_view name, Rescale rescale)
    {
        if (auto const taken = add_fast_path(first, count); taken < count) {
            add_checked(first + taken, count - taken, name, rescale);
        }
        return scaled_block(first, count, exponent_, buffer_);
    }

    /// Adds all amounts; unlike `add`, does not return them scaled.
    constexpr void add_all(double const* first, std::size_t count, std::string_view name)
    {
        while (count != 0) {
            auto taken = add_fast_path(first, Positive && count > block_size ? block_size : count);
            if (taken == 0) {
                taken = count < block_size ? count : block_size;
                add_checked(first, taken, name, [](int) {});
            }
            first += taken;
            count -= taken;
        }
    }

    [[nodiscard]] constexpr totals result() const noexcept
    {
        auto const none = twofold{undefined};
        return {listed_,        positive_, exponent_, exponent_ == 0 ? largest_ : scaled(largest_, -exponent_),
                moments_.sum(), {},        0,         Squares ? moments_.squares() : none,
                reason::defined};
    }

private:
    constexpr void count_amounts(double largest, std::size_t count) noexcept
    {
        largest_ = largest_ < largest ? largest : largest_;
        listed_ += count;
    }

    /// Fast path: adds amounts up to the first that needs the slow path, and returns their number.
    constexpr std::size_t add_fast_path(double const* first, std::size_t count) noexcept
    {
        auto quick =
            !std::is_constant_evaluated() && exponent_ == 0; // not const: the compiler would evaluate it as a constant
        if (!quick) {
            return 0;
        }
        if (short_sums sums; moments_.add_few(first, count, sums)) {
            count_amounts(sums.largest, count);
            positive_ += sums.positive;
            return count;
        }
        auto const terms = moments_.add_fast(first, count);
        count_amounts(terms.largest, terms.added);
        count_positive(first, terms.added);
        return terms.added;
    }

    constexpr void count_positive(double const* first, std::size_t count) noexcept
    {
        if constexpr (Positive) {
            for (std::size_t i = 0; i < count; ++i) {
                positive_ += first[i] > 0 ? 1U : 0U;
            }
        }
    }

    template <class Rescale>
    constexpr void add_checked(double const* first, std::size_t count, std::string_view name, Rescale rescale)
    {
        auto largest = largest_;
        for (std::size_t i = 0; i < count; ++i) {
            if (!(first[i] >= 0 && first[i] <= (std::numeric_limits<double>::max)())) {
                throw invalid_amount{name, listed_ + i, first[i]};
            }
            largest = largest < first[i] ? first[i] : largest;
        }
        if (auto const exponent = scale_for(largest); exponent != exponent_) {
            if (largest_ > 0) {
                moments_.rescale(exponent_ - exponent);
                rescale(exponent_ - exponent);
            }
            exponent_ = exponent;
        }
        count_positive(first, count);
        moments_.add(scaled_block(first, count, exponent_, buffer_), count);
        count_amounts(largest, count);
    }

    moments<Squares> moments_;
    double largest_ = 0;
    int exponent_ = 0;
    std::size_t listed_ = 0;
    std::size_t positive_ = 0;
    double buffer_[block_size];
};

/// Fast path of a tally for a short list: fills `sums` and returns true, or returns false if a `tally` is needed.
[[nodiscard]] inline bool count_few(double const* first, std::size_t count, totals& sums) noexcept
{
    short_sums short_list;
    if (count > longest_short || !add_short_list(first, count, -widest_exponent, short_list)
        || !(short_list.high <= (std::numeric_limits<double>::max)())) {
        return false;
    }
    sums.listed = count;
    sums.positive = short_list.positive;
    sums.largest = short_list.largest;
    sums.attributed = fast_two_sum(short_list.high, short_list.low);
    sums.squares = fast_two_sum(short_list.square_high, short_list.square_low);
    return true;
}

/// The sum of the squared amounts, which the tally computes along with the totals.
class squares {
public:
    static constexpr bool needs_totals = false;

    constexpr void add(double const* first, std::size_t count) noexcept
    {
        added_ = true;
        if (short_sums sums; !std::is_constant_evaluated() && sums_.add_few(first, count, sums)) {
            return;
        }
        auto taken = std::size_t{0};
        if (!std::is_constant_evaluated()) {
            taken = sums_.add_fast(first, count).added;
        }
        sums_.add(first + taken, count - taken);
    }

    constexpr void add(double amount, double times) noexcept
    {
        added_ = true;
        sums_.add_square(two_product(amount, amount) * times);
    }

    constexpr void add_infinitesimals(double) noexcept {}
    constexpr void rescale(int) noexcept {} // the tally rescales the squares that it holds
    constexpr void take(twofold counted) noexcept { counted_ = counted; }

    constexpr void clear() noexcept // cheaper than a new object where the next list is short
    {
        counted_ = {};
        if (added_) {
            sums_.clear();
            added_ = false;
        }
    }

    [[nodiscard]] constexpr twofold value() const noexcept { return added_ ? counted_ + sums_.squares() : counted_; }

private:
    moments<true> sums_;
    twofold counted_{};
    bool added_ = false;
};

} // namespace equipoise::detail

namespace equipoise::rules {

using detail::totals; // described in core/rules.hpp, and named in public signatures

} // namespace equipoise::rules
