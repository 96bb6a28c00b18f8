// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/report.hpp>

#include <cerrno>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace equipoise::io {

/// Streams with the members of std::istream that reading needs, such as the decompressing streams of Boost.Iostreams.
template <class T>
concept byte_stream = requires(T& stream, char* to) {
    stream.read(to, 1);
    { stream.gcount() } -> std::integral;
    { stream.fail() } -> std::convertible_to<bool>;
    { stream.bad() } -> std::convertible_to<bool>;
};

/// std::filesystem::path and similar types.
template <class T>
concept path_like = requires(T const& path) {
    path.native();
    { path.string() } -> std::convertible_to<std::string>;
};

/// Where text comes from: a file given by its path, an open stream, or characters in memory (see `text`).
/// Refers to a stream or characters and does not own them: they have to outlive the call that reads them.
class source {
public:
    source(char const* path) : name_{path} {}
    source(std::string path) : name_{std::move(path)} {}

    template <path_like Path>
    source(Path const& path) : name_{path.string()}
    {
    }

    /// `name` is used in messages in place of a path.
    template <byte_stream Stream>
    source(Stream& stream, std::string name = "input")
        : name_{std::move(name)}, stream_{&stream}, read_{[](source const& self, char* to, std::size_t n) {
              auto& from = *static_cast<Stream*>(self.stream_);
              if (from.fail()) {
                  throw file_error{self.name_, "the stream is not readable"};
              }
              using count = decltype(from.gcount());
              from.read(to, static_cast<count>(n));
              if (from.bad()) {
                  throw file_error{self.name_, "the stream broke off"};
              }
              return static_cast<std::size_t>(from.gcount());
          }}
    {
    }

    template <byte_stream Stream>
        requires(!std::is_lvalue_reference_v<Stream>)
    friend source kept_stream(Stream&& stream, std::string name);
    friend source text(std::string_view characters, std::string name);
    friend source kept_text(std::string&& characters, std::string name);

    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] bool in_memory() const { return characters_.data() != nullptr; }
    [[nodiscard]] std::string_view characters() const { return characters_; }
    [[nodiscard]] bool is_stream() const { return stream_ != nullptr; }
    [[nodiscard]] std::size_t read(char* to, std::size_t n) const { return read_(*this, to, n); }

private:
    std::string name_;
    std::string_view characters_;
    std::shared_ptr<void const> owned_; ///< the characters or the stream, where the source keeps them
    void* stream_ = nullptr;
    std::size_t (*read_)(source const&, char*, std::size_t) = nullptr;
};

/// Characters in memory, read in place as the content of a file called `name`.
[[nodiscard]] inline source text(std::string_view characters, std::string name = "text")
{
    auto made = source{std::move(name)};
    made.characters_ = characters.data() != nullptr ? characters : std::string_view{""};
    return made;
}

/// The same for a string that the source keeps.
[[nodiscard]] inline source kept_text(std::string&& characters, std::string name = "text")
{
    auto made = source{std::move(name)};
    auto owned = std::make_shared<std::string const>(std::move(characters));
    made.characters_ = *owned;
    made.owned_ = std::move(owned);
    return made;
}

/// The same for a string that is a temporary, which the source keeps.
template <std::same_as<std::string> Text>
[[nodiscard]] source text(Text&& characters, std::string name = "text")
{
    return kept_text(std::move(characters), std::move(name));
}

/// A stream that the source keeps. Copies of the source read on in the same stream, so that it is read only once.
template <byte_stream Stream>
    requires(!std::is_lvalue_reference_v<Stream>)
[[nodiscard]] source kept_stream(Stream&& stream, std::string name)
{
    auto owned = std::make_shared<Stream>(std::move(stream));
    auto made = source{*owned, std::move(name)};
    made.owned_ = std::move(owned);
    return made;
}

namespace detail {

/// Hands out the text of a source in blocks. A block begins with the text that was not dropped, and may end anywhere.
class block_reader {
public:
    block_reader(source from, std::size_t size) : from_{std::move(from)}
    {
        if (from_.in_memory()) {
            text_ = from_.characters();
            last_ = true;
            return;
        }
        buffer_.resize(size > 0 ? size : 1);
        if (!from_.is_stream()) {
            do {
                errno = 0;
                file_ = open(from_.name().c_str());
            } while (file_ == nullptr && errno == EINTR); // a signal may interrupt the wait for the writer of a pipe
            if (file_ == nullptr) {
                fail();
            }
            std::setvbuf(file_, nullptr, _IONBF, 0);
            find_size();
        }
    }

    block_reader(block_reader const&) = delete;
    block_reader& operator=(block_reader const&) = delete;

    ~block_reader()
    {
        if (file_ != nullptr) {
            std::fclose(file_);
        }
    }

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] bool last() const { return last_; }
    [[nodiscard]] bool has_size() const
    {
        return size_ != 0;
    } ///< whether it is a file, which pipes and streams are not

    void drop(std::size_t n) { text_.remove_prefix(n); }

    /// Appends more text to what is not yet dropped; the buffer doubles when that alone fills it.
    void fill()
    {
        if (last_) {
            return;
        }
        auto const kept = text_.size();
        if (kept == buffer_.size()) {
            auto larger = std::vector<char>(2 * kept);
            std::char_traits<char>::copy(larger.data(), text_.data(), kept);
            buffer_.swap(larger);
        } else if (kept > 0) {
            std::char_traits<char>::move(buffer_.data(), text_.data(), kept);
        }
        auto const room = buffer_.size() - kept;
        auto const got = read(buffer_.data() + kept, room);
        text_ = {buffer_.data(), kept + got};
        last_ = got < room;
    }

    /// Reads what follows the text into memory of the caller. @return the number of characters, less than n when the
    /// source ends there
    std::size_t read(char* to, std::size_t n)
    {
        if (from_.is_stream()) {
            return from_.read(to, n);
        }
        auto got = std::size_t{0};
        for (;;) {
            errno = 0;
            got += std::fread(to + got, 1, n - got, file_);
            if (got == n || std::ferror(file_) == 0) {
                break;
            }
            if (errno != EINTR) {
                fail();
            }
            std::clearerr(file_); // a signal interrupted the call: the file itself is in order
        }
        done_ += got;
        if (got < n && done_ < size_) {
            throw file_error{from_.name(), "ends after " + std::to_string(done_) + " of the " + std::to_string(size_)
                                               + " bytes it had when it was opened: it was cut off meanwhile"};
        }
        return got;
    }

private:
    // Pipes and devices have no size; what they deliver is taken as complete.
    void find_size()
    {
        if (std::fseek(file_, 0, SEEK_END) == 0) {
            auto const end = std::ftell(file_);
            size_ = end > 0 && end < (std::numeric_limits<long>::max)() ? static_cast<std::size_t>(end) : 0;
            std::rewind(file_);
        }
        std::clearerr(file_);
    }

    // Where a long has 32 bits, std::fopen of glibc refuses files beyond 2 GiB.
    [[nodiscard]] static std::FILE* open(char const* name)
    {
#if defined(__GLIBC__) && defined(_LARGEFILE64_SOURCE)
        return ::fopen64(name, "rb");
#else
        return std::fopen(name, "rb");
#endif
    }

    [[noreturn]] void fail() const
    {
        auto const code = errno;
        throw file_error{from_.name(), code != 0 ? std::generic_category().message(code) : "cannot be read"};
    }

    source from_;
    std::FILE* file_ = nullptr;
    std::size_t size_ = 0; ///< of the file, if it has one
    std::size_t done_ = 0; ///< bytes that have been read
    std::vector<char> buffer_;
    std::string_view text_;
    bool last_ = false;
};

} // namespace detail

} // namespace equipoise::io
