// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What becomes of files on their way: bytes, lines, columns and numbers that are damaged, doubled or moved.
namespace fuzz {

/// SplitMix64: the same numbers on every platform.
class generator {
public:
    explicit generator(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next()
    {
        auto z = state_ += 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

    /// A number below the limit, which is not 0.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
    bool one_in(std::size_t n) { return below(n) == 0; }

    template <class List>
    auto const& one_of(List const& list)
    {
        return list[below(std::size(list))];
    }

private:
    std::uint64_t state_;
};

[[nodiscard]] inline std::vector<std::string> split(std::string const& text, char at)
{
    auto parts = std::vector<std::string>(1);
    for (auto const c : text) {
        if (c == at) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

[[nodiscard]] inline std::string joined(std::vector<std::string> const& parts, char with)
{
    auto text = std::string{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        text += (i == 0 ? "" : std::string(1, with)) + parts[i];
    }
    return text;
}

/// Fields that are hard to read, or hard to add up.
inline constexpr auto hard_fields = std::to_array<std::string_view>({"",
                                                                     "0",
                                                                     "-0",
                                                                     "-1",
                                                                     "-9",
                                                                     "1e308",
                                                                     "1e309",
                                                                     "4.9e-324",
                                                                     "1e-400",
                                                                     "NaN",
                                                                     "nan",
                                                                     "inf",
                                                                     "-inf",
                                                                     "1,5",
                                                                     "1.5.2",
                                                                     "+5",
                                                                     "0x10",
                                                                     "1e",
                                                                     "e1",
                                                                     ".",
                                                                     "-",
                                                                     "..",
                                                                     ":",
                                                                     ": c",
                                                                     "NA",
                                                                     "2e3",
                                                                     "2019.0",
                                                                     "2019.5",
                                                                     "201913",
                                                                     "99999999",
                                                                     "2147483648",
                                                                     "-2147483649",
                                                                     "9007199254740993",
                                                                     "18446744073709551616",
                                                                     "000000000000000000000000000000000001",
                                                                     " 12 ",
                                                                     "12\r",
                                                                     "\"12\"",
                                                                     "1 000",
                                                                     "1.000,5",
                                                                     "52.3 bu",
                                                                     "World",
                                                                     "WLD",
                                                                     "W00",
                                                                     "0000",
                                                                     "156",
                                                                     "490",
                                                                     "842",
                                                                     "CHN",
                                                                     "chn",
                                                                     "RUS",
                                                                     "SUN",
                                                                     "XXA",
                                                                     "ZAR",
                                                                     "China",
                                                                     "Mongolia",
                                                                     "C\xC3\xB4te d'Ivoire",
                                                                     "C\xF4te d'Ivoire",
                                                                     "\xEF\xBB\xBF",
                                                                     "\xFF\xFE",
                                                                     "2021; 2023",
                                                                     "(2020)",
                                                                     "2024-Q1",
                                                                     "2024-M13",
                                                                     "10/27/2015",
                                                                     "13/45/2015",
                                                                     "31/12/0",
                                                                     "1970-01-01",
                                                                     "Total",
                                                                     "TOTAL",
                                                                     "X",
                                                                     "M",
                                                                     "RX"});

/// Damages a text in one way.
inline void damage(std::string& text, generator& random)
{
    auto const place = [&] { return random.below(text.size() + 1); };
    auto const separators = std::to_array<char>({',', '\t', ';'});
    auto lines = std::vector<std::string>{};
    auto const of_lines = [&](auto const& change) {
        lines = split(text, '\n');
        change();
        text = joined(lines, '\n');
    };
    auto const of_fields = [&](auto const& change) {
        of_lines([&] {
            auto& line = lines[random.below(lines.size())];
            for (auto const separator : separators) {
                if (line.find(separator) != std::string::npos) {
                    auto fields = split(line, separator);
                    change(fields);
                    line = joined(fields, separator);
                    return;
                }
            }
        });
    };
    if (text.empty()) {
        text = "a,b\n1,2\n";
        return;
    }
    switch (random.below(18)) {
    case 0: // a byte
        text[random.below(text.size())] = static_cast<char>(random.below(256));
        break;
    case 1: // a bit
        text[random.below(text.size())] ^= static_cast<char>(1U << random.below(8));
        break;
    case 2: // the end
        text.resize(place());
        break;
    case 3: // a piece
    {
        auto const at = place();
        text.erase(at, random.below(40));
        break;
    }
    case 4: // a piece again
    {
        auto const piece = text.substr(place(), random.below(60));
        text.insert(place(), piece);
        break;
    }
    case 5: // a line again
        of_lines([&] {
            auto const line = random.one_of(lines);
            lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(random.below(lines.size())), line);
        });
        break;
    case 6: // a line less
        of_lines([&] { lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(random.below(lines.size()))); });
        break;
    case 7: // two lines change places
        of_lines([&] { std::swap(lines[random.below(lines.size())], lines[random.below(lines.size())]); });
        break;
    case 8: // a quote
        text.insert(place(), "\"");
        break;
    case 9: // a character with a meaning
        text.insert(place(), 1, random.one_of(std::string_view{"\0\r\n,\t;\" :.-", 11}));
        break;
    case 10: // a mark of UTF-8, which belongs at the beginning alone
        text.insert(random.one_in(2) ? 0 : place(), "\xEF\xBB\xBF");
        break;
    case 11: // a long field
        text.insert(place(), std::string(random.one_in(8) ? 70000 : 300, random.one_in(2) ? '7' : 'x'));
        break;
    case 12: // a hard field
    case 13:
    case 14: of_fields([&](auto& fields) { fields[random.below(fields.size())] = random.one_of(hard_fields); }); break;
    case 15: // two fields change places
        of_fields(
            [&](auto& fields) { std::swap(fields[random.below(fields.size())], fields[random.below(fields.size())]); });
        break;
    case 16: // all lines end otherwise
        of_lines([&] {
            for (auto& line : lines) {
                if (line.ends_with('\r')) {
                    line.pop_back();
                } else {
                    line += '\r';
                }
            }
        });
        break;
    default: // a block of lines many times, so that rows are read many at a time
        of_lines([&] {
            auto const times = random.one_in(10) ? 200U : 3U;
            auto const all = lines;
            for (auto i = 0U; i < times && all.size() > 2; ++i) {
                lines.insert(lines.end() - 1, all.begin() + 1, all.end() - 1);
            }
        });
    }
}

[[nodiscard]] inline std::string damaged(std::string text, generator& random)
{
    for (auto times = 1 + random.below(4); times != 0; --times) {
        damage(text, random);
    }
    return text;
}

} // namespace fuzz
