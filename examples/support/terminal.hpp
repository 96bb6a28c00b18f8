// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace support {

[[nodiscard]] inline bool stderr_is_terminal()
{
#ifdef _WIN32
    return _isatty(2) != 0;
#else
    return isatty(2) != 0;
#endif
}

/// Shows on a terminal how many rows have been read, if reading takes longer than a second.
class progress {
public:
    explicit progress(std::string what) : what_{std::move(what)} {}
    progress(progress const&) = delete;
    progress& operator=(progress const&) = delete;

    ~progress()
    {
        if (shown_) {
            std::fprintf(stderr, "\r\033[K");
        }
    }

    void step()
    {
        if (++rows_ % 0x8000 == 0 && watched_) {
            show();
        }
    }

private:
    using clock = std::chrono::steady_clock;

    void show()
    {
        auto const now = clock::now();
        if (now < next_) {
            return;
        }
        next_ = now + std::chrono::milliseconds{200};
        shown_ = true;
        std::fprintf(stderr, "\rreading %s: %.1f million rows", what_.c_str(), static_cast<double>(rows_) / 1e6);
        std::fflush(stderr);
    }

    std::string what_;
    std::size_t rows_ = 0;
    bool watched_ = stderr_is_terminal();
    bool shown_ = false;
    clock::time_point next_ = clock::now() + std::chrono::seconds{1};
};

} // namespace support
