// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

/// what() of the Error that f() throws.
template <class Error, class F>
std::string message_of(F const& f)
{
    try {
        f();
    } catch (Error const& error) {
        return error.what();
    }
    return "nothing thrown";
}
