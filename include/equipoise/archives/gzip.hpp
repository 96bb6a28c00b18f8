// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/report.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zlib.h>

/// Text that is compressed by gzip, decompressed while it is read, through zlib.
namespace equipoise::archives {

/// A stream of bytes that gunzips what another stream delivers: `gunzip{stream, "flows.csv.gz"}`.
///
/// `From` has read(char*, std::size_t) -> std::size_t, which returns fewer bytes than asked for only at its end. Reads
/// members that were joined to one file, one after the other, and accepts zeros after the last one, as tapes have them.
/// In constant memory, whatever the size of the text.
/// @throws io::file_error when the data end early, are corrupt by their check sum, or are followed by other data; and
/// when there are none at all, as for gzip itself
template <class From>
class gunzip {
public:
    gunzip(From from, std::string name) : state_{std::make_unique<state>(std::move(from), std::move(name))} {}

    /// Reads n bytes, or fewer at the end; gcount() tells how many.
    void read(char* to, std::size_t n) { count_ = state_->read(to, n); }
    [[nodiscard]] std::size_t gcount() const noexcept { return count_; }
    [[nodiscard]] static constexpr bool fail() noexcept { return false; } ///< errors are thrown
    [[nodiscard]] static constexpr bool bad() noexcept { return false; }

private:
    struct state {
        state(From source, std::string file)
            : from{std::move(source)}, name{std::move(file)}, buffer(std::size_t{1} << 16U)
        {
            constexpr auto gzip_only = 16;
            if (inflateInit2(&inflating, MAX_WBITS + gzip_only) != Z_OK) {
                throw io::file_error{name, "cannot be decompressed: zlib does not start"};
            }
        }

        state(state const&) = delete;
        state& operator=(state const&) = delete;
        ~state() { inflateEnd(&inflating); }

        std::size_t read(char* to, std::size_t n)
        {
            auto done = std::size_t{0};
            while (done < n && !ended) {
                if (inflating.avail_in == 0) {
                    fill();
                    if (inflating.avail_in == 0) {
                        finish();
                        break;
                    }
                }
                if (!in_member) {
                    begin_member();
                    continue;
                }
                auto const room = (std::min)(n - done, std::size_t{(std::numeric_limits<uInt>::max)()});
                inflating.next_out = reinterpret_cast<Bytef*>(to + done);
                inflating.avail_out = static_cast<uInt>(room);
                auto const status = ::inflate(&inflating, Z_NO_FLUSH);
                auto const got = room - inflating.avail_out;
                done += got;
                written += got;
                if (status == Z_STREAM_END) {
                    in_member = false;
                } else if (status != Z_OK && status != Z_BUF_ERROR) {
                    fail();
                }
            }
            return done;
        }

        void fill()
        {
            auto const got = from.read(buffer.data(), buffer.size());
            inflating.next_in = reinterpret_cast<Bytef*>(buffer.data());
            inflating.avail_in = static_cast<uInt>(got);
        }

        // A member ends where the last one ended, and another one or only zeros follow.
        void begin_member()
        {
            if (members == 0 || (!padded && *inflating.next_in != 0)) {
                if (inflateReset(&inflating) != Z_OK) {
                    fail();
                }
                in_member = true;
                ++members;
                return;
            }
            padded = true;
            while (inflating.avail_in != 0) {
                if (*inflating.next_in != 0) {
                    throw io::file_error{name, "other data follow the end of the gzip data, after "
                                                   + std::to_string(written) + " bytes of text"};
                }
                ++inflating.next_in;
                --inflating.avail_in;
            }
        }

        void finish()
        {
            if (members == 0) {
                throw io::file_error{name, "is empty, expected gzip data"};
            }
            if (in_member) {
                throw io::file_error{name, "is cut off: the gzip data end after " + std::to_string(written)
                                               + " bytes of text, before their check sum"};
            }
            ended = true;
        }

        [[noreturn]] void fail() const
        {
            throw io::file_error{name, "corrupt gzip data after " + std::to_string(written) + " bytes of text"
                                           + (inflating.msg != nullptr ? ": " + std::string{inflating.msg} : "")};
        }

        From from;
        std::string name;
        std::vector<char> buffer;
        z_stream inflating{};
        std::uintmax_t written = 0; ///< bytes of text
        std::size_t members = 0;
        bool in_member = false;
        bool padded = false;
        bool ended = false;
    };

    std::unique_ptr<state> state_; ///< zlib refers to it by its address
    std::size_t count_ = 0;
};

} // namespace equipoise::archives
