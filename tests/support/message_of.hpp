// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

namespace support {

/// The message of the Error that f() throws.
template <class Error, class F>
[[nodiscard]] std::string message_of(F f)
{
    try {
        f();
    } catch (Error const& error) {
        return error.what();
    }
    return "(no exception)";
}

} // namespace support

using support::message_of;
