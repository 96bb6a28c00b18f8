// SPDX-License-Identifier: BSL-1.0
// Every index, and what portfolios are asked, with amounts of types that are no numbers of the language: what they are
// as a double is divided, and not they themselves, whose quotient may truncate or be a float.
#include "../support/all_indices.hpp"
#include "../support/amounts.hpp"

#include <equipoise/equipoise.hpp>

#include <boost/test/unit_test.hpp>

#if __has_include(<boost/multiprecision/cpp_int.hpp>)
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_dec_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#define EQUIPOISE_TEST_MULTIPRECISION
#endif
#if __has_include(<boost/units/quantity.hpp>)
#include <boost/units/quantity.hpp>
#include <boost/units/systems/si/mass.hpp>
#define EQUIPOISE_TEST_UNITS
#endif

#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace eq = equipoise;
namespace d = eq::detail;
namespace tt = boost::test_tools;

namespace amount_types {

/// A quantity of floats that tells its number, one that does not, and one whose quotient is a whole number.
struct volume {
    float litres = 0;

    [[nodiscard]] constexpr float value() const { return litres; }
    friend constexpr auto operator<=>(volume const&, volume const&) = default;
    friend constexpr volume operator+(volume a, volume b) { return {a.litres + b.litres}; }
    friend constexpr float operator/(volume a, volume b) { return a.litres / b.litres; }
};
template <class Quotient>
struct closed {
    Quotient inside{};

    friend constexpr auto operator<=>(closed const&, closed const&) = default;
    friend constexpr closed operator+(closed a, closed b) { return {a.inside + b.inside}; }
    friend constexpr Quotient operator/(closed a, closed b) { return a.inside / b.inside; }
};
/// One that converts to a whole number and to nothing else.
struct truncated : closed<long> {
    constexpr operator long() const { return inside; }
    friend constexpr truncated operator+(truncated a, truncated b) { return {{a.inside + b.inside}}; }
};

} // namespace amount_types

namespace {

using namespace amount_types;

template <class T>
struct as {
    static T number(int n) { return T(n); }
};
template <>
struct as<support::cents> {
    static support::cents number(int n) { return {100LL * n}; }
};

static_assert(eq::amount<support::cents> && d::fits_double<support::cents>);
static_assert(eq::amount<volume> && eq::amount<closed<double>> && eq::amount<closed<long double>>);
static_assert(!eq::amount<closed<float>>, "29 of 53 bits would be lost without a word");
static_assert(!eq::amount<closed<long>> && !eq::amount<truncated> && !eq::amount<closed<support::cents>>);
static_assert(eq::amount<std::chrono::duration<float>> && eq::amount<std::chrono::duration<long double>>);
static_assert(!eq::amount<std::chrono::milliseconds>);
static_assert(eq::amount<closed<double>> && !d::fits_double<closed<double>> && !d::fits_double<long double>);

static_assert(d::bare(volume{-2.5F}) == -2.5 && d::bare(support::cents{-250}) == -2.5);
static_assert(d::bare(closed<double>{-2}) == -1 && d::bare(closed<double>{2}) != d::bare(closed<double>{2}));

#ifdef EQUIPOISE_TEST_MULTIPRECISION
namespace mp = boost::multiprecision;
template <>
struct as<mp::cpp_rational> {
    static mp::cpp_rational number(int n) { return mp::cpp_rational{n, 7}; }
};
static_assert(eq::amount<mp::cpp_int> && eq::amount<mp::int128_t> && eq::amount<mp::cpp_dec_float_50>);
static_assert(d::fits_double<mp::int128_t> && d::fits_double<mp::cpp_bin_float_double>);
static_assert(!d::fits_double<mp::cpp_int> && !d::fits_double<mp::int1024_t> && !d::fits_double<mp::cpp_rational>
              && !d::fits_double<mp::cpp_dec_float_50> && !d::fits_double<mp::cpp_bin_float_quad>);
static_assert(!eq::amount<std::chrono::duration<mp::cpp_int>>, "its quotient truncates");
using whole = std::tuple<mp::cpp_int>;
using every_multiprecision = std::tuple<mp::cpp_int, mp::int128_t, mp::int1024_t, mp::cpp_dec_float_50,
                                        mp::cpp_bin_float_quad, mp::cpp_bin_float_double, mp::cpp_rational>;
#else
using whole = std::tuple<>;
using every_multiprecision = std::tuple<>;
#endif

#ifdef EQUIPOISE_TEST_UNITS
template <class Number>
using mass = boost::units::quantity<boost::units::si::mass, Number>;
template <class Number>
struct as<mass<Number>> {
    static mass<Number> number(int n) { return mass<Number>::from_value(static_cast<Number>(n)); }
};
static_assert(eq::amount<mass<double>> && eq::amount<mass<float>> && eq::amount<mass<long double>>);
static_assert(!eq::amount<mass<int>> && !eq::amount<mass<long>>);
using every_mass = std::tuple<mass<float>, mass<long double>>;
#else
using every_mass = std::tuple<>;
#endif

using every_type = decltype(std::tuple_cat(
    std::tuple<support::cents, std::chrono::duration<float>, std::chrono::duration<long double>>{},
    every_multiprecision{}, every_mass{}));
/// One for each way of reading them: what is tried with these takes long to compile.
using each_kind = decltype(std::tuple_cat(std::tuple<support::cents, std::chrono::duration<float>>{}, whole{}));

template <class T>
std::vector<T> numbers(std::vector<int> const& amounts)
{
    auto all = std::vector<T>{};
    for (auto const n : amounts) {
        all.push_back(as<T>::number(n));
    }
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(amount_types)

// 9 + 4 + 1 = 14 of 36; Gini (2 (1 + 2 * 2 + 3 * 3) / (3 * 6)) - 4/3 = 2/9.
BOOST_AUTO_TEST_CASE_TEMPLATE(three_two_one, Amount, every_type)
{
    auto const amounts = numbers<Amount>({3, 2, 1});
    BOOST_TEST(eq::hhi(amounts) == 14. / 36, tt::tolerance(4e-16));
    BOOST_TEST(eq::gini(amounts) == 2. / 9, tt::tolerance(1e-15));
    auto const flows = eq::portfolio<int, Amount>{{1, amounts[0]}, {2, amounts[1]}, {3, amounts[2]}};
    BOOST_TEST(eq::hhi(flows) == 14. / 36, tt::tolerance(4e-16));
    BOOST_TEST(eq::exposure(flows, 2) == 1. / 3, tt::tolerance(4e-16));
    BOOST_TEST(eq::tilt(flows, 1, 2) == .2, tt::tolerance(1e-15));
    BOOST_TEST(eq::measure(flows, eq::hhi, eq::concentration_ratio(2))[1] == 5. / 6, tt::tolerance(4e-16));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(every_index_is_that_of_the_numbers, Amount, each_kind)
{
    auto const plain = std::vector<double>{30, 7, 2, 2, 1, 0};
    auto const amounts = numbers<Amount>({30, 7, 2, 2, 1, 0});
    auto compared = 0;
    auto const each = [&](auto const&... kinds) {
        auto const compare = [&](auto const& kind) {
            for (auto const& index : kind) {
                BOOST_TEST_INFO(eq::describe(index).name);
                auto const right = index(plain);
                BOOST_TEST((index(amounts) == right || std::abs(index(amounts) - right) <= 4e-15 * right
                            || (std::isnan(right) && std::isnan(index(amounts)))));
                ++compared;
            }
        };
        (compare(kinds), ...);
    };
    std::apply(each, support::all_indices);
    BOOST_TEST(compared > 100);
}

// Listed 5 and 2, 1 more with an unknown partner; GDP 16; sums of 4 + 1 and 2.
BOOST_AUTO_TEST_CASE_TEMPLATE(portfolios_and_ledgers, Amount, each_kind)
{
    auto const n = [](int whole) { return as<Amount>::number(whole); };
    using flows = eq::portfolio<int, Amount>;
    auto const close = tt::tolerance(1e-15);
    auto const known = flows({{1, n(4)}, {2, n(2)}, {1, n(1)}}, {.total = n(8), .rounding = n(1)});
    BOOST_TEST((known.amounts()[0] == n(5)));
    BOOST_TEST(known.share(0) == .625, close);
    BOOST_TEST(known.residual_share() == .125, close);
    BOOST_TEST(eq::bound(known, eq::exposure(3)).high == .125, close);
    BOOST_CHECK_THROW(flows({{1, n(9)}}, {.total = n(8)}), eq::invalid_parameter);

    auto const all = flows{{1, n(5)}, {2, n(2)}, {3, n(1)}};
    auto const mine = eq::state<int, Amount>{9, n(16)};
    BOOST_TEST(eq::openness(all, mine) == .5, close);
    BOOST_TEST(eq::dependence(all, mine, 2) == .125, close);
    BOOST_TEST(eq::vulnerability(all, 2, n(16), .5) == .0625, close);
    BOOST_TEST(eq::exposure(eq::trade(all, flows{{2, n(2)}}), 2) == .4, close);
    BOOST_TEST(eq::exposure(eq::trade(known, known), 1) == .625, close);
    BOOST_TEST(eq::balance_asymmetry(all, flows{{2, n(6)}}, 2) == -.5, close);
    BOOST_TEST(eq::grubel_lloyd(all, flows{{1, n(5)}, {2, n(4)}}) == 1 - 3. / 17, close);
    auto const split = eq::log_split(all, mine, flows{{1, n(3)}, {2, n(4)}}, eq::state<int, Amount>{9, n(7)}, 2);
    BOOST_TEST(split.dependence == std::log((4. / 7) / .125), close);
    BOOST_TEST(split.share == std::log((4. / 7) / .25), close);
    BOOST_TEST(split.openness == std::log(2.), close);
    BOOST_TEST(eq::geopolrisk(all, all, std::optional{n(8)}, [](int) { return 1.; }) == 15. / 64, close); // 30/64 * 1/2
    BOOST_TEST(eq::third_neighbors(all, eq::bloc{1}).share.value == .375, close);
    BOOST_TEST(eq::hhi_by_bloc(numbers<Amount>({5, 2, 1}), std::vector{1, 2, 2}).between == 34. / 64, close);
    BOOST_TEST(eq::kl(numbers<Amount>({5, 2, 1}), numbers<Amount>({10, 4, 2})) == 0);
    BOOST_TEST(eq::coalition_balance(numbers<Amount>({5, 1}), numbers<Amount>({8})) == .75, close);

    auto rows = std::vector<eq::flow<int, Amount, int>>{{9, 1, n(3), 2019}, {9, 2, n(1), 2019}, {9, 1, n(4), 2018}};
    auto book = eq::export_ledger(rows);
    book += eq::export_ledger(rows);
    BOOST_TEST((book.at({2019, 9}).amounts()[0] == n(6)));
    auto const measured = book | eq::measure(eq::hhi, eq::exposure(2));
    BOOST_TEST(measured[1].values[0] == .625, close);
    BOOST_TEST(measured[1].values[1] == .25, close);
    BOOST_TEST(eq::exposure(eq::window(book, 2019, 9, eq::absent_years::are_none, 2), 2) == .125, close);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_is_refused_is_named_by_its_number, Amount, every_type)
{
    auto const refused = [](auto const& call) { return support::message_of<eq::invalid_amount>(call); };
    auto const value = as<Amount>::number(-35);
    auto const number = std::string{d::bare(value) == -5 ? "-5" : "-35"}; // a rational one was made of sevenths
    BOOST_TEST(refused([&] { (void)eq::hhi(std::vector<Amount>{as<Amount>::number(3), value}); })
               == "hhi: amount " + number + " at position 1; amounts are finite and not negative");
    BOOST_TEST(refused([&] { eq::portfolio<int, Amount>{{1, as<Amount>::number(3)}, {2, value}}; })
               == "portfolio: amount " + number + " at position 1; amounts are finite and not negative");
}

BOOST_AUTO_TEST_CASE(quantities_that_tell_no_number)
{
    constexpr auto infinite = std::numeric_limits<double>::infinity();
    BOOST_TEST(d::bare(closed<double>{infinite}) == infinite);
    BOOST_TEST(d::bare(closed<double>{-2}) == -1); // the sign is all that is known
    BOOST_TEST(std::isnan(d::bare(closed<double>{2})));
    BOOST_TEST(eq::hhi(std::vector<closed<long double>>{{3}, {2}, {1}}) == 14. / 36, tt::tolerance(4e-16));
}

BOOST_AUTO_TEST_CASE(money_in_cents)
{
    // 10 000 and a thousand times 40: (10^8 + 1000 * 1600) / 50 000^2
    auto amounts = std::vector<support::cents>(1001, {4000});
    amounts[0] = {1000000};
    BOOST_TEST(eq::hhi(amounts) == 101.6e6 / 2.5e9);
    BOOST_TEST(eq::hhi(support::single_use<support::cents>{amounts}) == 101.6e6 / 2.5e9);
}

#ifdef EQUIPOISE_TEST_MULTIPRECISION

BOOST_AUTO_TEST_CASE(whole_numbers_beyond_the_range_of_a_double)
{
    using mp::cpp_int;
    for (auto const power : {1, 900, 1022, 1023, 1024, 1100, 2047, 5000}) {
        auto const unit = cpp_int{1} << power;
        BOOST_TEST(eq::hhi(std::vector<cpp_int>{3 * unit, 2 * unit, unit}) == 14. / 36, tt::tolerance(4e-16));
        // what is there beside 2^power units counts as next to nothing: (3^2 + 2^2) / 5^2
        BOOST_TEST(eq::hhi(std::vector<cpp_int>{3 * (unit << 60), 2 * (unit << 60), 1}) == .52, tt::tolerance(4e-16));
        auto const flows = eq::portfolio<int, cpp_int>({{1, 6 * unit}, {2, unit}}, {.total = 8 * unit});
        BOOST_TEST(eq::exposure(flows, 1) == .75);
        BOOST_TEST(eq::openness(flows, eq::state<int, cpp_int>{9, 16 * unit}) == .5);
        auto const mersenne = mp::int1024_t{1};
        BOOST_TEST(eq::hhi(std::vector<mp::int1024_t>{mersenne << (power % 1023), mersenne << (power % 1023)}) == .5);
    }
    BOOST_TEST(d::multiple(cpp_int{1} << 4000, cpp_int{1} << 4003) == .125);
    BOOST_TEST(d::multiple(cpp_int{1} << 1000, cpp_int{1} << 1500) == 0x1p-500);
    BOOST_TEST(d::multiple(cpp_int{1} << 1500, cpp_int{1} << 1000) == 0x1p500);
    BOOST_TEST(d::multiple(cpp_int{1}, cpp_int{1} << 5000) == 0);
}

BOOST_AUTO_TEST_CASE(infinite_multiprecision_is_named)
{
    using number = mp::cpp_dec_float_50;
    auto const infinite = std::numeric_limits<number>::infinity();
    BOOST_TEST(support::message_of<eq::invalid_amount>([&] { (void)eq::hhi(std::vector<number>{3, infinite}); })
               == "hhi: amount inf at position 1; amounts are finite and not negative");
    BOOST_TEST(support::message_of<eq::invalid_amount>([&] { eq::portfolio<int, number>{{1, infinite}}; })
               == "portfolio: amount inf at position 0; amounts are finite and not negative");
    auto const not_a_number = std::numeric_limits<number>::quiet_NaN();
    BOOST_TEST(support::message_of<eq::invalid_amount>([&] { (void)eq::hhi(std::vector<number>{not_a_number, 3}); })
               == "hhi: amount nan at position 0; amounts are finite and not negative");
}

BOOST_AUTO_TEST_CASE(a_sum_that_the_type_cannot_hold_is_an_error)
{
    auto const most = (std::numeric_limits<mp::int128_t>::max)();
    BOOST_CHECK_THROW((eq::portfolio<int, mp::int128_t>{{1, most}, {1, 1}}), std::overflow_error);
    BOOST_TEST((eq::portfolio<int, mp::int128_t>{{1, most - 1}, {1, 1}}.amounts()[0] == most));
    BOOST_TEST((eq::portfolio<int, mp::cpp_int>{{1, most}, {1, 1}}.amounts()[0] == mp::cpp_int{most} + 1));
}

#endif

// Sums are exact, and what an index reads of them has 53 bits: 2^60 + 1 is read as 2^60, 2^60 + 129 as 2^60 + 256.
BOOST_AUTO_TEST_CASE(amounts_are_read_with_53_bits)
{
    constexpr auto big = std::int64_t{1} << 60;
    BOOST_TEST(eq::gini(std::vector<std::int64_t>{big + 1, big}) == 0);
    BOOST_TEST(eq::gini(std::vector<std::int64_t>{big + 128, big}) == 0);  // halfway: to the even one
    auto const next = eq::gini(std::vector<double>{0x1p60 + 256, 0x1p60}); // 256 / (2 (2^61 + 256)), 5.55e-17
    BOOST_TEST(next == 128. / (0x1p61 + 256), tt::tolerance(1e-15));
    BOOST_TEST(eq::gini(std::vector<std::int64_t>{big + 129, big}) == next);
    BOOST_TEST(eq::gini(std::vector<std::int64_t>{big + 257, big}) == next);
    auto const flows = eq::portfolio<int, std::int64_t>{{1, big}, {1, 1}, {2, big}};
    BOOST_TEST(flows.amounts()[0] == big + 1);
    BOOST_TEST(eq::gini(flows) == 0);
    BOOST_TEST(eq::hhi(flows) == .5);
    // read as multiples of the largest: 1 - 2^-60 is 1, 1 - 2^-53 is a double
    BOOST_TEST(eq::gini(std::vector{1.0L, 1 - 0x1p-60L}) == 0);
    BOOST_TEST(eq::gini(std::vector{1.0L, 1 - 0x1p-53L}) == eq::gini(std::vector{1.0, 1 - 0x1p-53}));
    auto const odd = std::vector<std::int64_t>(7, big + 77);
    BOOST_TEST(eq::gini(odd) == 0);
    BOOST_TEST(eq::hhi(odd) == 1. / 7);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
