// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/ledger_files/layout.hpp>
#include <equipoise/io/ledger_files/ledger_value.hpp>
#include <equipoise/io/ledger_files/records.hpp>
#include <equipoise/io/report.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace equipoise::io::detail {

/// The columns of a ledger file, in the order of their sections. A column of texts is followed by a section with these.
enum class ledger_column : unsigned char {
    keys,              ///< of the portfolios, in order
    firsts,            ///< the first cell of each portfolio
    partners,          ///< of the cells, in order
    amounts,           ///< of the cells
    remainders,        ///< what rounding took from the amounts; without records where that is nothing
    declared_keys,     ///< of the portfolios with declared totals
    declared_flags,    ///< of `declared_flag`
    declared_totals,   ///< 0 where only the listing or rounding is declared
    declared_others,   ///< the largest of contradictory totals
    declared_rounding, ///< the most by which a listed amount may be rounded
    unknown_keys,      ///< of partners of unknown amount
    unknown_flags,     ///< 1 where the partner is known
    unknown_partners,  ///< the default where the partner is not known
    unknown_rows,      ///< how many rows there are
    known_parts,       ///< what these partners have for certain
    known_corrections, ///< what corrects that for rounding
    own_amount,        ///< of own rows: the sum, and what corrects it for rounding
};

inline constexpr std::string_view ledger_column_names[] = {
    "keys",
    "first cells",
    "partners",
    "amounts",
    "remainders",
    "declared keys",
    "declared flags",
    "declared totals",
    "other declared totals",
    "declared roundings",
    "unknown keys",
    "unknown flags",
    "unknown partners",
    "unknown rows",
    "known parts",
    "corrections of known parts",
    "own amount",
};
inline constexpr std::size_t ledger_columns = std::size(ledger_column_names);

/// The name of a section: that of a column of a ledger, or another one.
struct section_name {
    std::string text;

    section_name(ledger_column each) : text{ledger_column_names[static_cast<std::size_t>(each)]} {}
    section_name(char const* other) : text{other} {}
};

/// What is declared for a portfolio; the first two bits tell which totals there are.
enum declared_flag : std::uint8_t { has_total = 1, has_other_total = 2, lists_largest = 4 };

/// A column, and the section in which it is; the one that follows has its texts.
struct ledger_column_place {
    std::size_t section = 0;
    bool has_text = false;
};

/// Where the columns are in the file of a ledger of given types.
template <class Key, class Id, class Amount>
class ledger_sections {
    using column = ledger_column;

public:
    /// The bytes of a record of a column, and whether it has texts.
    template <class F>
    static void for_each_column(F const& f)
    {
        f(column::keys, record<Key>::width, record<Key>::has_text);
        f(column::firsts, std::size_t{8}, false);
        f(column::partners, record<Id>::width, record<Id>::has_text);
        f(column::amounts, record<Amount>::width, record<Amount>::has_text);
        f(column::remainders, record<Amount>::width, record<Amount>::has_text);
        f(column::declared_keys, record<Key>::width, record<Key>::has_text);
        f(column::declared_flags, std::size_t{1}, false);
        f(column::declared_totals, record<Amount>::width, record<Amount>::has_text);
        f(column::declared_others, record<Amount>::width, record<Amount>::has_text);
        f(column::declared_rounding, record<Amount>::width, record<Amount>::has_text);
        f(column::unknown_keys, record<Key>::width, record<Key>::has_text);
        f(column::unknown_flags, std::size_t{1}, false);
        f(column::unknown_partners, record<Id>::width, record<Id>::has_text);
        f(column::unknown_rows, std::size_t{8}, false);
        f(column::known_parts, record<Amount>::width, record<Amount>::has_text);
        f(column::known_corrections, record<Amount>::width, record<Amount>::has_text);
        f(column::own_amount, record<Amount>::width, record<Amount>::has_text);
    }

    /// The section of a column.
    [[nodiscard]] static ledger_column_place place_of(column wanted)
    {
        auto found = ledger_column_place{};
        auto next = std::size_t{0};
        for_each_column([&](column each, std::size_t, bool has_text) {
            found = each == wanted ? ledger_column_place{next, has_text} : found;
            next += has_text ? 2 : 1;
        });
        return found;
    }

    /// How many records a column has.
    [[nodiscard]] static std::uint64_t records_of(column each, ledger_directory const& of, bool has_remainders)
    {
        if (each == column::own_amount) {
            return 2;
        }
        if (each == column::remainders) {
            return has_remainders ? of.cells : 0;
        }
        return each <= column::firsts         ? of.portfolios
               : each < column::declared_keys ? of.cells
               : each < column::unknown_keys  ? of.declared
                                              : of.unknown;
    }

    /// Refuses a file of a ledger of other types, or with other sections.
    /// @throws file_error
    static void check(ledger_directory const& found, std::string const& name)
    {
        auto const same = [&](std::string_view what, std::string const& seen, std::string const& expected) {
            if (seen != expected) {
                throw file_error{name, "directory: holds " + std::string{what} + " of type " + printable(seen)
                                           + ", expected " + expected};
            }
        };
        same("keys", found.key_type, ledger_value<Key>::name());
        same("partners", found.id_type, ledger_value<Id>::name());
        same("amounts", found.amount_type, ledger_value<Amount>::name());
        auto const fail = [&] { throw file_error{name, "directory: its sections are not those of a ledger"}; };
        auto next = std::size_t{0};
        for_each_column([&](column each, std::size_t width, bool has_text) {
            auto const column_name = ledger_column_names[static_cast<std::size_t>(each)];
            if (next + (has_text ? 2 : 1) > found.sections.size()) {
                fail();
            }
            auto const& section = found.sections[next++];
            if (section.name != column_name || section.width != width
                || section.records != records_of(each, found, each == column::remainders && section.records != 0)) {
                fail();
            }
            if (has_text) {
                auto const& texts = found.sections[next++];
                if (texts.name != "texts of " + std::string{column_name} || texts.width != 1) {
                    fail();
                }
            }
        });
        if (next != found.sections.size()) {
            fail();
        }
    }
};

} // namespace equipoise::io::detail
