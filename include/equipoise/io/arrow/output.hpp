// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/arrow/interface.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

/// Columns that are handed out through the Arrow C stream interface. The columns belong to all structs that were handed
/// out together, and go with the last of them; each struct is released by itself, in any order.
namespace equipoise::io::detail {

/// A column to be handed out: its buffers, bitmap of validity first, in memory that `owner` keeps.
struct arrow_output_column {
    std::string name{};
    std::string format{};
    std::int64_t null_count = 0;
    std::vector<unsigned char> valid{};  ///< a bit for each value; empty where none is null
    std::vector<double> numbers{};       ///< of the format g
    std::vector<std::int64_t> wholes{};  ///< of the format l
    std::vector<std::int64_t> offsets{}; ///< of the format U
    std::string text{};
};

/// All columns, of the same length.
struct arrow_output {
    std::vector<arrow_output_column> columns{};
    std::size_t rows = 0;
};

using arrow_output_owner = std::shared_ptr<arrow_output const>;

/// What a struct that was handed out has in its private data. A consumer may move a child out: it copies the child, and
/// marks the original as released.
template <class Struct>
struct arrow_output_struct {
    arrow_output_owner owner;
    std::vector<void const*> buffers{};
    std::vector<Struct> children{};
    std::vector<Struct*> places{};

    static void release(Struct* self) noexcept
    {
        auto const* const held = static_cast<arrow_output_struct*>(self->private_data);
        for (auto* child : held->places) {
            if (child->release != nullptr) {
                child->release(child);
            }
        }
        delete held;
        self->release = nullptr;
    }
};

/// Makes the private data of a struct and of its children, which are filled by fill(child, column, private data).
template <class Struct, class Fill>
void arrow_fill(Struct& to, arrow_output_owner const& owner, Fill const& fill)
{
    using held_struct = arrow_output_struct<Struct>;
    auto held = std::make_unique<held_struct>(held_struct{owner});
    auto children = std::vector<std::unique_ptr<held_struct>>{};
    held->buffers.push_back(nullptr);
    held->children.resize(owner->columns.size());
    for (std::size_t i = 0; i < owner->columns.size(); ++i) {
        held->places.push_back(&held->children[i]);
        children.push_back(std::make_unique<held_struct>(held_struct{owner}));
        auto& child = held->children[i];
        fill(child, owner->columns[i], *children[i]);
        child.release = held_struct::release;
        child.private_data = children[i].get();
    }
    for (auto& each : children) {
        static_cast<void>(each.release()); // released by the children from now on
    }
    to.n_children = static_cast<std::int64_t>(held->children.size());
    to.children = held->places.data();
    to.release = held_struct::release;
    to.private_data = held.release();
}

inline void arrow_export_schema(arrow_output_owner const& owner, ArrowSchema& to)
{
    auto made = ArrowSchema{};
    made.format = "+s";
    made.name = "";
    arrow_fill(made, owner, [](ArrowSchema& child, arrow_output_column const& column, auto&) {
        child = {};
        child.format = column.format.c_str();
        child.name = column.name.c_str();
        child.flags = ARROW_FLAG_NULLABLE;
    });
    to = made;
}

inline void arrow_export_rows(arrow_output_owner const& owner, ArrowArray& to)
{
    auto made = ArrowArray{};
    made.length = static_cast<std::int64_t>(owner->rows);
    made.n_buffers = 1;
    arrow_fill(made, owner, [&](ArrowArray& child, arrow_output_column const& column, auto& held) {
        child = {};
        child.length = made.length;
        child.null_count = column.null_count;
        held.buffers.push_back(column.valid.empty() ? nullptr : column.valid.data());
        static constexpr std::int64_t none = 0; // an empty vector may have no address
        if (column.format == "U") {
            held.buffers.push_back(column.offsets.data());
            held.buffers.push_back(column.text.data());
        } else if (column.format == "l") {
            held.buffers.push_back(column.wholes.empty() ? &none : column.wholes.data());
        } else {
            held.buffers.push_back(column.numbers.empty() ? static_cast<void const*>(&none) : column.numbers.data());
        }
        child.n_buffers = static_cast<std::int64_t>(held.buffers.size());
        child.buffers = held.buffers.data();
    });
    made.buffers = static_cast<arrow_output_struct<ArrowArray>*>(made.private_data)->buffers.data();
    to = made;
}

/// A stream of one batch.
struct arrow_output_stream {
    arrow_output_owner owner;
    bool at_end = false;
    char const* error = nullptr;

    static constexpr int out_of_memory = 12; // ENOMEM

    /// Calls f, and returns the number of an error that it met.
    template <class F>
    [[nodiscard]] int status_of(F const& f) noexcept
    {
        try {
            f();
            error = nullptr;
            return 0;
        } catch (std::bad_alloc const&) {
            error = "out of memory";
            return out_of_memory;
        }
    }

    [[nodiscard]] static arrow_output_stream& of(ArrowArrayStream* self) noexcept
    {
        return *static_cast<arrow_output_stream*>(self->private_data);
    }

    static int get_schema(ArrowArrayStream* self, ArrowSchema* out) noexcept
    {
        return of(self).status_of([&] { arrow_export_schema(of(self).owner, *out); });
    }

    static int get_next(ArrowArrayStream* self, ArrowArray* out) noexcept
    {
        auto& stream = of(self);
        return stream.status_of([&] {
            if (stream.at_end) {
                *out = {};
            } else {
                arrow_export_rows(stream.owner, *out);
                stream.at_end = true;
            }
        });
    }

    static char const* get_last_error(ArrowArrayStream* self) noexcept { return of(self).error; }

    static void release(ArrowArrayStream* self) noexcept
    {
        delete &of(self);
        self->release = nullptr;
    }
};

inline void arrow_export_stream(arrow_output content, ArrowArrayStream& to)
{
    auto stream = std::make_unique<arrow_output_stream>(
        arrow_output_stream{std::make_shared<arrow_output const>(std::move(content))});
    to = {};
    to.get_schema = arrow_output_stream::get_schema;
    to.get_next = arrow_output_stream::get_next;
    to.get_last_error = arrow_output_stream::get_last_error;
    to.release = arrow_output_stream::release;
    to.private_data = stream.release();
}

} // namespace equipoise::io::detail
