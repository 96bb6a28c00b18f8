// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/arrow/interface.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Arrow columns that are built by hand, in buffers that are as long as they have to be, and a stream of them that
/// counts what is released.
namespace support {

using arrow_buffer = std::optional<std::vector<unsigned char>>; // nothing is a null pointer

/// A column, or a batch of columns.
struct arrow_node {
    std::string format;
    std::string name = {};
    std::int64_t length = 0;
    std::int64_t null_count = 0;
    std::int64_t offset = 0;
    std::vector<arrow_buffer> buffers = {};
    std::vector<arrow_node> children = {};
    std::shared_ptr<arrow_node> dictionary = {};
    std::size_t misaligned_by = 0; ///< bytes that each buffer begins after an aligned address
};

template <class T>
[[nodiscard]] std::vector<unsigned char> bytes_of(std::vector<T> const& values)
{
    auto bytes = std::vector<unsigned char>(values.size() * sizeof(T));
    if (!bytes.empty()) {
        std::memcpy(bytes.data(), values.data(), bytes.size());
    }
    return bytes;
}

/// A column of numbers of one size.
template <class T>
[[nodiscard]] arrow_node arrow_numbers(std::string format, std::string name, std::vector<T> const& values)
{
    return {.format = std::move(format),
            .name = std::move(name),
            .length = static_cast<std::int64_t>(values.size()),
            .buffers = {std::nullopt, bytes_of(values)}};
}

[[nodiscard]] inline arrow_node arrow_doubles(std::string name, std::vector<double> const& values)
{
    return arrow_numbers("g", std::move(name), values);
}

/// Texts with offsets of type Offset.
template <class Offset>
[[nodiscard]] arrow_node arrow_texts(std::string format, std::string name, std::vector<std::string> const& values)
{
    auto offsets = std::vector<Offset>{0};
    auto text = std::string{};
    for (auto const& each : values) {
        text += each;
        offsets.push_back(static_cast<Offset>(text.size()));
    }
    return {.format = std::move(format),
            .name = std::move(name),
            .length = static_cast<std::int64_t>(values.size()),
            .buffers = {std::nullopt, bytes_of(offsets), std::vector<unsigned char>(text.begin(), text.end())}};
}

[[nodiscard]] inline arrow_node arrow_texts(std::string name, std::vector<std::string> const& values)
{
    return arrow_texts<std::int32_t>("u", std::move(name), values);
}

/// Views: texts of at most 12 bytes are in the view, each other one is in a buffer of its own.
[[nodiscard]] inline arrow_node arrow_views(std::string name, std::vector<std::string> const& values)
{
    auto node = arrow_node{.format = "vu", .name = std::move(name), .length = static_cast<std::int64_t>(values.size())};
    auto views = std::vector<unsigned char>(values.size() * 16);
    auto sizes = std::vector<std::int64_t>{};
    auto more = std::vector<arrow_buffer>{};
    for (std::size_t i = 0; i < values.size(); ++i) {
        auto const& text = values[i];
        auto const size = static_cast<std::int32_t>(text.size());
        std::memcpy(&views[i * 16], &size, 4);
        if (text.size() <= 12) {
            std::memcpy(&views[i * 16] + 4, text.data(), text.size());
        } else {
            std::int32_t const place[] = {static_cast<std::int32_t>(more.size()),
                                          1}; // after one byte that is not of it
            std::memcpy(&views[i * 16] + 4, text.data(), 4);
            std::memcpy(&views[i * 16] + 8, place, 8);
            auto const kept = '#' + text;
            more.emplace_back(std::vector<unsigned char>(kept.begin(), kept.end()));
            sizes.push_back(static_cast<std::int64_t>(kept.size()));
        }
    }
    node.buffers = {std::nullopt, views};
    node.buffers.insert(node.buffers.end(), more.begin(), more.end());
    node.buffers.push_back(bytes_of(sizes));
    return node;
}

/// Numbers of the entries of a dictionary.
template <class Index>
[[nodiscard]] arrow_node arrow_dictionary(std::string format, std::string name, std::vector<Index> const& indices,
                                          arrow_node entries)
{
    auto node = arrow_numbers(std::move(format), std::move(name), indices);
    node.dictionary = std::make_shared<arrow_node>(std::move(entries));
    return node;
}

/// The same with values that are null where `valid` has a 0.
[[nodiscard]] inline arrow_node with_nulls(arrow_node node, std::string_view valid, std::int64_t null_count = -1)
{
    auto bits = std::vector<unsigned char>((valid.size() + 7) / 8);
    for (std::size_t i = 0; i < valid.size(); ++i) {
        bits[i / 8] = static_cast<unsigned char>(bits[i / 8] | (valid[i] == '1' ? 1U : 0U) << (i % 8));
    }
    node.buffers[0] = bits;
    node.null_count = null_count;
    return node;
}

/// The rows from `offset` on.
[[nodiscard]] inline arrow_node sliced(arrow_node node, std::int64_t offset, std::int64_t length)
{
    node.offset = offset;
    node.length = length;
    return node;
}

/// A batch of columns, as long as the first one.
[[nodiscard]] inline arrow_node arrow_batch(std::vector<arrow_node> columns)
{
    auto const length = columns.empty() ? 0 : columns.front().length;
    return {.format = "+s", .length = length, .buffers = {std::nullopt}, .children = std::move(columns)};
}

/// What streams have handed out, and what of it was released.
struct arrow_counts {
    int handed_out = 0;
    int released = 0;

    [[nodiscard]] bool balanced() const { return handed_out == released; }
};

namespace arrow_detail {

struct held_array {
    arrow_counts* counts;
    std::vector<std::unique_ptr<unsigned char[]>> memory;
    std::vector<void const*> buffers;
    std::vector<ArrowArray> children;
    std::vector<ArrowArray*> places;
    ArrowArray dictionary{};
};

struct held_schema {
    arrow_counts* counts;
    std::string format;
    std::string name;
    std::vector<ArrowSchema> children;
    std::vector<ArrowSchema*> places;
    ArrowSchema dictionary{};
};

template <class Struct, class Held>
void release(Struct* self)
{
    auto* const held = static_cast<Held*>(self->private_data);
    for (auto& each : held->children) {
        if (each.release != nullptr) {
            each.release(&each);
        }
    }
    if (held->dictionary.release != nullptr) {
        held->dictionary.release(&held->dictionary);
    }
    ++held->counts->released;
    delete held;
    self->release = nullptr;
}

} // namespace arrow_detail

inline void export_array(arrow_node const& node, arrow_counts& counts, ArrowArray* to)
{
    auto held = std::make_unique<arrow_detail::held_array>();
    held->counts = &counts;
    for (auto const& buffer : node.buffers) {
        if (!buffer) {
            held->buffers.push_back(nullptr);
            continue;
        }
        auto memory = std::make_unique<unsigned char[]>(buffer->size() + node.misaligned_by);
        if (!buffer->empty()) {
            std::memcpy(memory.get() + node.misaligned_by, buffer->data(), buffer->size());
        }
        held->buffers.push_back(memory.get() + node.misaligned_by);
        held->memory.push_back(std::move(memory));
    }
    held->children.resize(node.children.size());
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        export_array(node.children[i], counts, &held->children[i]);
        held->places.push_back(&held->children[i]);
    }
    if (node.dictionary) {
        export_array(*node.dictionary, counts, &held->dictionary);
    }
    ++counts.handed_out;
    *to = {.length = node.length,
           .null_count = node.null_count,
           .offset = node.offset,
           .n_buffers = static_cast<std::int64_t>(node.buffers.size()),
           .n_children = static_cast<std::int64_t>(node.children.size()),
           .buffers = held->buffers.data(),
           .children = held->places.data(),
           .dictionary = node.dictionary ? &held->dictionary : nullptr,
           .release = arrow_detail::release<ArrowArray, arrow_detail::held_array>,
           .private_data = held.get()};
    static_cast<void>(held.release());
}

inline void export_schema(arrow_node const& node, arrow_counts& counts, ArrowSchema* to)
{
    auto held = std::make_unique<arrow_detail::held_schema>();
    held->counts = &counts;
    held->format = node.format;
    held->name = node.name;
    held->children.resize(node.children.size());
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        export_schema(node.children[i], counts, &held->children[i]);
        held->places.push_back(&held->children[i]);
    }
    if (node.dictionary) {
        export_schema(*node.dictionary, counts, &held->dictionary);
    }
    ++counts.handed_out;
    *to = {.format = held->format.c_str(),
           .name = held->name.c_str(),
           .metadata = nullptr,
           .flags = ARROW_FLAG_NULLABLE,
           .n_children = static_cast<std::int64_t>(node.children.size()),
           .children = held->places.data(),
           .dictionary = node.dictionary ? &held->dictionary : nullptr,
           .release = arrow_detail::release<ArrowSchema, arrow_detail::held_schema>,
           .private_data = held.get()};
    static_cast<void>(held.release());
}

/// Batches as a stream. Lives longer than the streams that it hands out.
struct arrow_batches {
    std::vector<arrow_node> batches;
    std::optional<arrow_node> type = {}; ///< of the stream; without, that of the first batch
    int schema_error = 0;
    int error_at_end = 0; ///< instead of the end
    char const* error_text = nullptr;
    arrow_counts counts = {};
    std::size_t next = 0;

    [[nodiscard]] ArrowArrayStream stream()
    {
        next = 0;
        ++counts.handed_out;
        return {.get_schema =
                    [](ArrowArrayStream* self, ArrowSchema* out) {
                        auto& all = of(self);
                        if (all.schema_error == 0) {
                            export_schema(all.type ? *all.type : all.batches.front(), all.counts, out);
                        }
                        return all.schema_error;
                    },
                .get_next =
                    [](ArrowArrayStream* self, ArrowArray* out) {
                        auto& all = of(self);
                        if (all.next < all.batches.size()) {
                            export_array(all.batches[all.next++], all.counts, out);
                            return 0;
                        }
                        *out = {};
                        return all.error_at_end;
                    },
                .get_last_error = [](ArrowArrayStream* self) { return of(self).error_text; },
                .release =
                    [](ArrowArrayStream* self) {
                        ++of(self).counts.released;
                        self->release = nullptr;
                    },
                .private_data = this};
    }

private:
    [[nodiscard]] static arrow_batches& of(ArrowArrayStream* self)
    {
        return *static_cast<arrow_batches*>(self->private_data);
    }
};

} // namespace support
