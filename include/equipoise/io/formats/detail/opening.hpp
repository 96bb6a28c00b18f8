// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/detail/utf8_text.hpp>
#include <equipoise/io/row_splitter.hpp>
#include <equipoise/io/source.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io {

/// The head of a file: what stands above its rows.
struct file_head {
    std::string file{};
    std::vector<std::string> preamble{}; ///< the lines above the header row
    std::vector<std::string> names{};    ///< of the columns, without the blanks around them
    char separator = ',';

    /// Where the names that a format looks for are noted, each of which then counts as there; null where they are not.
    std::vector<std::string>* wanted = nullptr;

    [[nodiscard]] bool has(std::string_view name) const
    {
        if (wanted != nullptr) {
            wanted->emplace_back(name);
            return true;
        }
        return std::find(names.begin(), names.end(), name) != names.end();
    }

    [[nodiscard]] bool has_all(std::initializer_list<std::string_view> all) const
    {
        return std::all_of(all.begin(), all.end(), [&](std::string_view name) { return has(name); });
    }

    /// What follows a word in a line of the preamble, such as "22 April 2022" after "Generated:"; empty where no line
    /// has it.
    [[nodiscard]] std::string_view after(std::string_view word) const
    {
        for (auto const& line : preamble) {
            if (auto const at = line.find(word); at != std::string::npos) {
                constexpr auto marks = std::string_view{", \"\t\r"}; // of fields that the line may be split into
                auto rest = std::string_view{line}.substr(at + word.size());
                rest = rest.substr(0, rest.find_last_not_of(marks) + 1);
                return rest.substr((std::min)(rest.find_first_not_of(marks), rest.size()));
            }
        }
        return {};
    }
};

namespace detail {

/// The text of a source from its beginning, of which the first part has been looked at.
class opened_source {
public:
    explicit opened_source(source const& from) : name_{from.name()}
    {
        if (from.in_memory()) {
            memory_ = std::make_unique<source>(from);
            head_ = from.characters().substr(0, most_head);
            whole_ = from.characters().size() <= most_head;
            return;
        }
        blocks_ = std::make_unique<block_reader>(from, most_head);
        blocks_->fill();
        head_ = blocks_->text();
        whole_ = blocks_->last();
    }

    opened_source(opened_source const&) = delete;
    opened_source& operator=(opened_source const&) = delete;

    [[nodiscard]] std::string const& name() const noexcept { return name_; }
    [[nodiscard]] std::string_view head() const noexcept { return head_; } ///< at most 64 KiB from the beginning
    [[nodiscard]] bool whole() const noexcept { return whole_; }           ///< whether that is the whole text

    /// Whether what is known of the text is in UTF-8.
    [[nodiscard]] bool is_utf8() const noexcept
    {
        auto rest = head_;
        while (!rest.empty()) {
            auto const size = length_of_character(rest);
            if (size == 0) {
                return !whole_ && rest.size() < 4; // a character may be cut off
            }
            rest.remove_prefix(size);
        }
        return true;
    }

    /// Whether the source can be read once more: streams and pipes cannot.
    [[nodiscard]] bool again() const noexcept { return memory_ != nullptr || blocks_->has_size(); }

    /// All of the text, to be read once.
    [[nodiscard]] source text() { return memory_ != nullptr ? *memory_ : source{*this, name_}; }

    /// The members of a byte_stream.
    void read(char* to, std::streamsize count)
    {
        auto const size = static_cast<std::size_t>(count);
        auto const first = (std::min)(size, head_.size() - given_);
        std::char_traits<char>::copy(to, head_.data() + given_, first);
        given_ += first;
        got_ = static_cast<std::streamsize>(first
                                            + (first < size && !whole_ ? blocks_->read(to + first, size - first) : 0));
    }
    [[nodiscard]] std::streamsize gcount() const noexcept { return got_; }
    [[nodiscard]] static bool fail() noexcept { return false; }
    [[nodiscard]] static bool bad() noexcept { return false; }

private:
    static constexpr std::size_t most_head = std::size_t{1} << 16U;

    std::string name_;
    std::unique_ptr<source> memory_;
    std::unique_ptr<block_reader> blocks_;
    std::string_view head_;
    bool whole_ = false;
    std::size_t given_ = 0;
    std::streamsize got_ = 0;
};

inline constexpr std::size_t most_header_lines = 40;

/// Calls found(file_head) with each of the first lines, split by each of the separators that it holds, until this
/// returns true. @return whether it did
template <class Found>
bool for_each_header(opened_source const& from, Found const& found)
{
    auto text = from.head();
    text.remove_prefix(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    auto head = file_head{.file = from.name()};
    for (std::size_t line = 0; line < most_header_lines && !text.empty(); ++line) {
        auto const stop = text.find('\n');
        if (stop == std::string_view::npos && !from.whole()) {
            return false;
        }
        auto const size = stop == std::string_view::npos ? text.size() : stop + 1;
        for (auto const separator : std::array{',', '\t', ';'}) {
            auto splitter = row_splitter{separator, '"'};
            if (text.substr(0, size).find(separator) == std::string_view::npos
                || splitter.split(text.data(), text.data() + size, true) == nullptr
                || splitter.flaw() != row_splitter::none) {
                continue;
            }
            head.separator = separator;
            head.names.clear();
            for (std::size_t i = 0; i < splitter.size(); ++i) {
                auto storage = std::string{};
                head.names.emplace_back(trimmed(splitter.plain(i, storage)));
            }
            if (found(std::as_const(head))) {
                return true;
            }
        }
        auto const printed = text.substr(0, size - (stop == std::string_view::npos ? 0 : 1));
        head.preamble.emplace_back(printed.substr(0, printed.size() - (printed.ends_with('\r') ? 1 : 0)));
        text.remove_prefix(size);
    }
    return false;
}

} // namespace detail

} // namespace equipoise::io
