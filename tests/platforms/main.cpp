// SPDX-License-Identifier: BSL-1.0
#define BOOST_TEST_MODULE equipoise
#include <boost/test/included/unit_test.hpp>
