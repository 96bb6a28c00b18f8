// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/detail/opening.hpp>
#include <equipoise/io/report.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Which known formats come nearest to a file that has none of them, by the columns that they look for.
namespace equipoise::io::detail {

/// Names for a message; of many, the first twenty.
[[nodiscard]] inline std::string names_in_words(std::vector<std::string> const& names)
{
    constexpr auto most = std::size_t{20};
    auto words = std::string{};
    for (std::size_t i = 0; i < (std::min)(names.size(), most); ++i) {
        words += (i == 0 ? "" : ", ") + detail::quoted(names[i]);
    }
    return names.size() > most ? words + " and " + std::to_string(names.size() - most) + " more" : words;
}

class nearest_formats {
public:
    /// Compares a line that may be a header row with a format.
    template <class Format>
    void compare(file_head const& head)
    {
        auto wanted = std::vector<std::string>{};
        auto probe = head;
        probe.wanted = &wanted;
        static_cast<void>(Format::matches(probe));
        note(head, Format::about.name, std::move(wanted));
    }

    /// "; line 1 comes nearest to baci, of whose columns "t", "i", "j", "v", "q", "k" it lacks "v"; it holds "t", ...";
    /// empty where no line has a column of a format.
    [[nodiscard]] std::string words() const
    {
        if (found_.empty()) {
            return {};
        }
        auto text = "; line " + std::to_string(found_.front().line) + " comes nearest to ";
        for (std::size_t i = 0; i < found_.size(); ++i) {
            auto const& each = found_[i];
            text += (i == 0 ? "" : ", and to ") + std::string{each.format} + ", of whose columns "
                    + names_in_words(each.wanted) + " it lacks "
                    + (each.lacking.empty() ? "none, but not all of what else tells the format"
                                            : names_in_words(each.lacking));
        }
        return text + "; it holds " + names_in_words(names_);
    }

private:
    static constexpr std::size_t most = 3; ///< formats in a message

    struct likeness {
        std::size_t line;
        std::string_view format;
        std::vector<std::string> wanted;
        std::vector<std::string> lacking;

        /// Whether a larger part of the columns is there than another format has.
        [[nodiscard]] bool above(likeness const& other) const
        {
            return (wanted.size() - lacking.size()) * other.wanted.size()
                   > (other.wanted.size() - other.lacking.size()) * wanted.size();
        }
    };

    void note(file_head const& head, std::string_view format, std::vector<std::string> wanted)
    {
        auto lacking = std::vector<std::string>{};
        std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(lacking),
                     [&](std::string const& name) { return !head.has(name); });
        if (lacking.size() == wanted.size()) {
            return;
        }
        auto each = likeness{head.preamble.size() + 1, format, std::move(wanted), std::move(lacking)};
        if (found_.empty() || each.above(found_.front())) {
            found_.clear();
            names_ = head.names;
        } else if (found_.front().above(each) || found_.front().line != each.line || found_.size() == most) {
            return;
        }
        found_.push_back(std::move(each));
    }

    std::vector<likeness> found_; ///< of one line, those with the largest part of their columns
    std::vector<std::string> names_;
};

} // namespace equipoise::io::detail
