// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/arrow/interface.hpp>
#include <equipoise/io/report.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace equipoise::io::detail {

/// How messages name the input.
inline constexpr std::string_view arrow_name = "Arrow stream";

[[noreturn]] inline void refuse_arrow(std::string const& message)
{
    throw input_error{std::string{arrow_name}, message};
}

/// A struct of the interface, which it releases once.
template <class Struct>
class arrow_owned {
public:
    arrow_owned() = default;

    /// Takes a struct over: the one that it is taken from counts as released, as the interface lays down for moves.
    explicit arrow_owned(Struct& from) noexcept : held_{from} { from.release = nullptr; }

    arrow_owned(arrow_owned&& other) noexcept : arrow_owned{other.held_} {}
    arrow_owned& operator=(arrow_owned&& other) noexcept
    {
        std::swap(held_, other.held_);
        return *this;
    }
    ~arrow_owned()
    {
        if (held_.release != nullptr) {
            held_.release(&held_);
        }
    }

    [[nodiscard]] bool released() const noexcept { return held_.release == nullptr; }
    [[nodiscard]] Struct& operator*() noexcept { return held_; }
    [[nodiscard]] Struct const& operator*() const noexcept { return held_; }
    [[nodiscard]] Struct* operator->() noexcept { return &held_; }
    [[nodiscard]] Struct const* operator->() const noexcept { return &held_; }

private:
    Struct held_{};
};

/// A stream that was taken over.
class arrow_source {
public:
    explicit arrow_source(ArrowArrayStream& from) noexcept : stream_{from} {}

    [[nodiscard]] arrow_owned<ArrowSchema> schema()
    {
        auto found = arrow_owned<ArrowSchema>{};
        check("get_schema", stream_->get_schema(&*stream_, &*found));
        if (found.released()) {
            refuse_arrow("get_schema returned no schema");
        }
        return found;
    }

    /// The next batch; one that is released at the end.
    [[nodiscard]] arrow_owned<ArrowArray> next()
    {
        auto found = arrow_owned<ArrowArray>{};
        check("get_next", stream_->get_next(&*stream_, &*found));
        return found;
    }

private:
    void check(std::string const& function, int error)
    {
        if (error != 0) {
            auto const* const text = stream_->get_last_error(&*stream_);
            refuse_arrow(function + " failed with error " + std::to_string(error)
                         + (text != nullptr && *text != '\0' ? ": " + printable(text) : std::string{}));
        }
    }

    arrow_owned<ArrowArrayStream> stream_;
};

} // namespace equipoise::io::detail
