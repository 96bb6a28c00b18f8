// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/amounts.hpp>
#include <equipoise/core/errors.hpp>
#include <equipoise/core/index.hpp>
#include <equipoise/core/numeric/twofold.hpp>
#include <equipoise/core/undefined.hpp>
#include <equipoise/model/identifier.hpp>
#include <equipoise/model/portfolio.hpp>
#include <equipoise/model/unknown_partners.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// What may take the place of flows that are lost: assumptions, which the caller states.
///
///     substitution::none, substitution::full    nothing is replaced, or everything
///     spare{.2}                                 each remaining partner can add a fifth of what it delivers now
///     spare{fractions{{.2, 0, 1}}}              a fraction for each partner, in the order of the partners
///     spare{capacities}                         an amount for each partner, as a portfolio or in a list
///     spare{.2}.with_stock(50)                  and 50 from stocks; with_domestic(10): and 10 from own production
namespace equipoise {

/// The ends of what can be assumed. Without a capacity, the truth lies between them.
enum class substitution : unsigned char {
    none, ///< nothing that is lost is replaced
    full, ///< everything that is lost is replaced, whoever is left
};

/// How remaining partners share what they replace.
enum class replacement : unsigned char {
    by_capacity, ///< in proportion to their spare capacities, the stocks and the own production
    by_flows,    ///< in proportion to what they deliver now, as far as the capacity of each of them reaches
};

/// The spare capacity of each partner as a fraction of what it delivers now, in the order of the partners of the
/// portfolio.
struct fractions {
    std::vector<double> each{};
};

/// No stocks and no own production.
struct nothing_beyond {};

namespace scenario_detail {

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

template <class Flows>
using amount_in = std::remove_cvref_t<decltype(std::declval<Flows const&>().amounts()[0])>;

/// Amounts that are numbers alike, or quantities of one unit.
template <class A, class B>
concept same_unit =
    amount<A> && amount<B> && (std::same_as<A, B> || (detail::fits_double<A> && detail::fits_double<B>));

inline void check_fraction(double fraction, std::string_view name)
{
    if (!(fraction >= 0 && fraction <= (std::numeric_limits<double>::max)())) {
        throw invalid_parameter{"spare", name, fraction, "finite and not negative"};
    }
}

template <class Amount>
void check_capacity(Amount const& capacity, std::string_view name)
{
    if (!(capacity >= Amount{}) || !detail::finite(capacity)) {
        throw invalid_parameter{"spare", name, detail::bare(capacity), "finite and not negative"};
    }
}

} // namespace scenario_detail

/// Spare capacity: what the remaining partners can add to what they deliver now, with what stocks and own production
/// add. All of it is assumed by the caller.
///
/// Made from a number (`spare{.2}`, a fraction of what each partner delivers now, unlisted partners included), from
/// `fractions`, from a list of amounts in the order of the partners, or from a portfolio of amounts, which finds its
/// partners by their identifiers. Partners of this portfolio that deliver nothing now count as suppliers who could
/// begin to; a partner that it does not list has no spare capacity, as far as the portfolio's total is attributed.
/// Amounts are in the unit of the flows. Where part of the flows has no listed partner, a list does not say what those
/// partners can add, so that results are intervals.
/// @throws invalid_parameter for a fraction or amount that is negative, infinite or NaN
/// Source: defined by this library; a fraction of present flows is the usual assumption of studies of gas and oil.
template <class Capacities = double, class Beyond = nothing_beyond>
class spare {
public:
    explicit spare(Capacities capacities) : spare(std::move(capacities), {}, {}) {}

    /// The same with a stock that can be drawn in the period of the flows.
    template <amount Amount>
        requires std::same_as<Beyond, nothing_beyond> || std::convertible_to<Amount, Beyond>
    [[nodiscard]] auto with_stock(Amount stock) const
    {
        scenario_detail::check_capacity(stock, "stock");
        if constexpr (std::same_as<Beyond, nothing_beyond>) {
            return spare<Capacities, Amount>{capacities_, stock, Amount{}};
        } else {
            return spare{capacities_, static_cast<Beyond>(stock), domestic_};
        }
    }

    /// The same with what the state's own production can add.
    template <amount Amount>
        requires std::same_as<Beyond, nothing_beyond> || std::convertible_to<Amount, Beyond>
    [[nodiscard]] auto with_domestic(Amount domestic) const
    {
        scenario_detail::check_capacity(domestic, "domestic capacity");
        if constexpr (std::same_as<Beyond, nothing_beyond>) {
            return spare<Capacities, Amount>{capacities_, Amount{}, domestic};
        } else {
            return spare{capacities_, stock_, static_cast<Beyond>(domestic)};
        }
    }

    [[nodiscard]] Capacities const& capacities() const noexcept { return capacities_; }
    [[nodiscard]] Beyond const& stock() const noexcept { return stock_; }
    [[nodiscard]] Beyond const& domestic() const noexcept { return domestic_; }

private:
    template <class C, class B>
    friend class spare;

    spare(Capacities capacities, Beyond stock, Beyond domestic)
        : capacities_{std::move(capacities)}, stock_{std::move(stock)}, domestic_{std::move(domestic)}
    {
        auto const position = [](std::size_t i) { return " " + std::to_string(i); };
        if constexpr (std::is_arithmetic_v<Capacities>) {
            scenario_detail::check_fraction(static_cast<double>(capacities_), "fraction");
        } else if constexpr (std::same_as<Capacities, fractions>) {
            for (std::size_t i = 0; i < capacities_.each.size(); ++i) {
                scenario_detail::check_fraction(capacities_.each[i], "fraction" + position(i));
            }
        } else if constexpr (scenario_detail::is_list<Capacities>) {
            for (std::size_t i = 0; i < capacities_.size(); ++i) {
                scenario_detail::check_capacity(capacities_[i], "capacity" + position(i));
            }
        }
    }

    Capacities capacities_;
    Beyond stock_;
    Beyond domestic_;
};

template <class Capacities>
spare(Capacities) -> spare<Capacities>;

namespace scenario_detail {

/// Nothing is assumed: the answer is the interval from no to full substitution.
struct not_stated {};

template <class S>
inline constexpr bool is_spare = false;
template <class C, class B>
inline constexpr bool is_spare<spare<C, B>> = true;

/// Capacities that can be matched with the partners of some flows.
template <class C, class Flows>
concept capacities_for =
    std::is_arithmetic_v<C> || std::same_as<C, fractions>
    || (is_list<C> && requires(C const& list) { requires same_unit<typename C::value_type, amount_in<Flows>>; })
    || (portfolio_like<C> && requires(C const& capacities, Flows const& flows) {
           capacities.position(flows.ids()[0]);
           requires same_unit<amount_in<C>, amount_in<Flows>>;
       });

/// What can be assumed of the substitution of some flows.
template <class S, class Flows>
concept substitution_for =
    std::same_as<S, substitution> || std::same_as<S, not_stated> || (is_spare<S> && requires(S const& assumed) {
        requires capacities_for<std::remove_cvref_t<decltype(assumed.capacities())>, Flows>;
        requires std::same_as<std::remove_cvref_t<decltype(assumed.stock())>, nothing_beyond>
                     || same_unit<std::remove_cvref_t<decltype(assumed.stock())>, amount_in<Flows>>;
    });

/// The first three of several things, "and 4 more"; "none" of no things.
class first_few {
public:
    explicit first_few(std::size_t size) : size_{size} {}

    void add(std::string const& one)
    {
        if (added_ < most) {
            text_ += (added_ == 0 ? "" : ", ") + one;
        }
        ++added_;
    }

    /// Whether another one would not be shown.
    [[nodiscard]] bool is_full() const noexcept { return added_ >= most; }

    [[nodiscard]] std::string text() const
    {
        return size_ == 0 ? "none" : size_ > most ? text_ + " and " + std::to_string(size_ - most) + " more" : text_;
    }

private:
    static constexpr std::size_t most = 3;
    std::size_t size_;
    std::size_t added_ = 0;
    std::string text_{};
};

/// The numbers of a list, in its order.
template <class Amount>
[[nodiscard]] std::string numbers_in_words(std::vector<Amount> const& numbers)
{
    auto words = first_few{numbers.size()};
    for (std::size_t i = 0; i < numbers.size() && !words.is_full(); ++i) {
        words.add(detail::number_text(detail::bare(numbers[i])));
    }
    return words.text();
}

/// The capacities of a portfolio, each with its partner: "15 of JPN, 20 of RUS".
template <portfolio_like Capacities>
[[nodiscard]] std::string capacities_in_words(Capacities const& capacities)
{
    auto const not_known = detail::unknown_in(capacities);
    auto words = first_few{capacities.size() + not_known.size()};
    for (std::size_t i = 0; i < capacities.size() && !words.is_full(); ++i) {
        words.add(detail::number_text(detail::bare(capacities.amounts()[i])) + " of " + text_of(capacities.ids()[i]));
    }
    for (std::size_t i = 0; i < not_known.size() && !words.is_full(); ++i) {
        words.add("an unknown one of " + text_of(not_known[i].id));
    }
    auto const text = words.text();
    auto const& totals = capacities.totals();
    auto unlisted = std::string{};
    if (totals.why_unknown != reason::defined && (not_known.empty() || detail::unnamed_in(capacities) != 0)) {
        unlisted = "an unknown one";
    } else if (totals.why_unknown == reason::defined && totals.unattributed.hi != 0) {
        if constexpr (detail::fits_double<amount_in<Capacities>>) {
            unlisted = detail::number_text(detail::scaled(totals.unattributed.value(), totals.exponent));
        } else {
            unlisted = "some";
        }
    }
    if (unlisted.empty()) {
        return text;
    }
    auto const lists_nobody = capacities.empty() && not_known.empty();
    return (lists_nobody ? "" : text + "; ") + unlisted + " of partners that are not listed";
}

/// The assumption in words, for results.
template <class S>
[[nodiscard]] std::string assumption_in_words([[maybe_unused]] S const& assumed)
{
    if constexpr (std::same_as<S, not_stated>) {
        return "no capacity is stated: from no to full substitution";
    } else if constexpr (std::same_as<S, substitution>) {
        return assumed == substitution::none ? "nothing is replaced" : "everything is replaced";
    } else {
        using capacities = std::remove_cvref_t<decltype(assumed.capacities())>;
        auto text = std::string{};
        if constexpr (std::is_arithmetic_v<capacities>) {
            text = "spare capacity of " + detail::number_text(static_cast<double>(assumed.capacities()))
                   + " of what each remaining partner delivers";
        } else if constexpr (std::same_as<capacities, fractions>) {
            text = "spare capacity as a stated fraction of what each partner delivers ("
                   + numbers_in_words(assumed.capacities().each) + ')';
        } else if constexpr (is_list<capacities>) {
            text =
                "stated spare capacities in the order of the partners (" + numbers_in_words(assumed.capacities()) + ')';
        } else {
            text = "stated spare capacities (" + capacities_in_words(assumed.capacities()) + ')';
        }
        if constexpr (!std::same_as<std::remove_cvref_t<decltype(assumed.stock())>, nothing_beyond>) {
            auto const add = [&](std::string_view what, auto const& amount) {
                if (!(amount == std::remove_cvref_t<decltype(amount)>{})) {
                    text += what;
                    text += detail::number_text(detail::bare(amount));
                }
            };
            add(", a stock of ", assumed.stock());
            add(", own production of ", assumed.domestic());
        }
        return text;
    }
}

} // namespace scenario_detail

} // namespace equipoise
