// SPDX-License-Identifier: BSL-1.0
#include <equipoise/parallel/workers.hpp>

#include <boost/test/unit_test.hpp>

#include <tbb/parallel_for.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

// What was added to what.
struct text {
    std::string letters;

    text& operator+=(text&& other)
    {
        letters += other.letters;
        return *this;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(parallel)
BOOST_AUTO_TEST_SUITE(workers)

BOOST_AUTO_TEST_CASE(lends_each_copy_to_one_at_a_time)
{
    struct counter {
        int calls = 0;
        bool busy = false;
        counter& operator+=(counter const& other)
        {
            calls += other.calls;
            return *this;
        }
    };
    auto const pattern = counter{};
    auto all = equipoise::parallel_detail::workers<counter>{pattern};
    auto overlaps = std::vector<int>(10'000);
    tbb::parallel_for(std::size_t{0}, overlaps.size(), [&](std::size_t i) {
        all.lend([&](counter& own) {
            overlaps[i] = own.busy ? 1 : 0;
            own.busy = true;
            ++own.calls;
            own.busy = false;
        });
    });
    BOOST_TEST(overlaps == std::vector<int>(10'000), boost::test_tools::per_element());
    BOOST_TEST(all.sum().calls == 10'000);
    BOOST_TEST(pattern.calls == 0);
}

BOOST_AUTO_TEST_CASE(lends_another_while_one_is_out)
{
    auto const pattern = text{"x"};
    auto all = equipoise::parallel_detail::workers<text>{pattern};
    all.lend([&](text& outer) {
        all.lend([&](text& inner) {
            BOOST_TEST(&inner != &outer);
            inner.letters += "i";
        });
        outer.letters += "o";
    });
    all.lend([](text& again) { again.letters += "a"; });
    all.for_each([](text& each) { each.letters += "."; });
    BOOST_TEST(all.sum().letters == "xoa.xi.");
}

BOOST_AUTO_TEST_CASE(one_that_was_thrown_out_of_comes_back)
{
    auto const pattern = text{};
    auto all = equipoise::parallel_detail::workers<text>{pattern};
    BOOST_CHECK_THROW(all.lend([](text& own) {
        own.letters = "a";
        throw std::runtime_error{"thrown"};
    }),
                      std::runtime_error);
    all.lend([](text& own) { BOOST_TEST(own.letters == "a"); });
}

BOOST_AUTO_TEST_CASE(there_is_a_sum_without_work)
{
    auto const pattern = text{"x"};
    BOOST_TEST(equipoise::parallel_detail::workers<text>{pattern}.sum().letters == "x");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
