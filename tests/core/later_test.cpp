// SPDX-License-Identifier: BSL-1.0
#include <equipoise/core/later.hpp>

#include <boost/test/unit_test.hpp>

#include <concepts>
#include <vector>

namespace {

namespace eq = equipoise;
using eq::detail::later;

static_assert(std::same_as<later<int, char>, int>);
static_assert(std::same_as<later<std::vector<double>, void>, std::vector<double>>);

template <class T>
struct never {
    static_assert(!std::same_as<T, T>, "made although nobody asked for it");
};

// what names it as it stands does not compile
template <class On>
[[maybe_unused]] later<never<int>, On> make_never()
{
    auto result = later<never<int>, On>{};
    return result;
}

template <class On>
struct holds_never {
    later<never<int>, On> member;
};

} // namespace

BOOST_AUTO_TEST_SUITE(core)
BOOST_AUTO_TEST_SUITE(later)

BOOST_AUTO_TEST_CASE(are_what_they_were_once_they_are_used)
{
    auto some = eq::detail::later<std::vector<int>, char>{1, 2};
    some.push_back(3);
    BOOST_TEST(some == (std::vector{1, 2, 3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
