// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/code_meaning.hpp>
#include <equipoise/codes/convert.hpp>
#include <equipoise/codes/detail/comtrade_numbers.hpp>
#include <equipoise/codes/detail/fold.hpp>
#include <equipoise/codes/detail/imf_numbers.hpp>
#include <equipoise/codes/detail/set_aside_names.hpp>
#include <equipoise/codes/names.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What the codes and names in a provider's files stand for: a state, an area, a group of states, or nothing.
///
///     dialects::comtrade            numbers of UN Comtrade and BACI; 490 (Other Asia, not specified) is an area
///     dialects::comtrade_taiwan     the same, where 490 is Taiwan, as most users take it
///     dialects::wits                codes and names of WITS
///     dialects::cow_numbers         numbers of the Correlates of War list
///     dialects::sipri               names of SIPRI's tables and registers
///     dialects::factbook            names of the World Factbook, with its misprints
///     dialects::gec_codes           GEC (FIPS 10-4) codes in small letters or capitals
///     dialects::eurostat            codes of Eurostat: ISO 3166-1 alpha-2 with EL, UK, XI and XU
///     dialects::imf                 codes and older numbers of the International Monetary Fund
///     dialects::world_bank          codes and names of the World Bank, where CHI is the Channel Islands
///     dialects::undl                codes and names of the UN Digital Library
///     dialects::iso                 ISO 3166-1 alpha-3 codes in any letters, with earlier ones, and ISO numbers
///     dialects::names               English names and those of all providers

namespace equipoise {

/// The codes and names of a provider. A meaning is looked up in a table, never guessed.
class dialect {
public:
    using text_reader = code_meaning (*)(std::string_view text, int year);
    using number_reader = code_meaning (*)(int number, int year);

    constexpr dialect(std::string_view name, text_reader text, number_reader number)
        : name_{name}, text_{text}, number_{number}
    {
    }

    [[nodiscard]] constexpr std::string_view name() const noexcept { return name_; }

    /// What a code or name stands for, in data of a year where that matters; 0 is no year. Blanks around it are
    /// ignored.
    [[nodiscard]] code_meaning meaning(std::string_view text, int year = 0) const { return text_(text, year); }

    /// What a number stands for.
    [[nodiscard]] code_meaning meaning(int number, int year = 0) const { return number_(number, year); }

private:
    std::string_view name_;
    text_reader text_;
    number_reader number_;
};

namespace codes_detail {

[[nodiscard]] constexpr std::string_view without_blanks(std::string_view text) noexcept
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

/// A code of a provider's own; without a state, an area or group.
struct own_code {
    std::string_view code;
    code_kind kind;
    char state[4] = "";
};

[[nodiscard]] inline code_meaning a_state(std::optional<iso3> state, int year = 0)
{
    return state ? code_meaning{code_kind::state, in_its_time(*state, year)} : code_meaning{};
}

[[nodiscard]] inline std::optional<code_meaning> among(std::span<own_code const> codes, std::string_view text)
{
    for (auto const& own : codes) {
        if (own.code == text) {
            return code_meaning{own.kind, own.kind == code_kind::state ? iso3{std::string_view{own.state, 3}} : iso3{}};
        }
    }
    return std::nullopt;
}

/// An ISO 3166-1 alpha-3 code, or one that a state had earlier, or another of Kosovo.
[[nodiscard]] inline code_meaning iso_or_earlier(std::string_view text, int year)
{
    if (auto const state = iso3::parse(text)) {
        return a_state(state, year);
    }
    if (auto const now = iso3_now(text); !now.empty()) {
        return a_state(iso3::parse(now));
    }
    return is_kosovo(text) ? a_state(iso3::parse("XKX")) : code_meaning{};
}

[[nodiscard]] inline code_meaning by_name(std::string_view text, int year)
{
    auto const state = state_named(text, year == 0 ? std::nullopt : std::optional{year});
    return state ? code_meaning{code_kind::state, *state} : code_meaning{kind_of_name(folded(text)), {}};
}

/// One of the provider's own codes, an ISO 3166-1 alpha-3 code, or a name.
[[nodiscard]] inline code_meaning code_or_name(std::span<own_code const> codes, std::string_view text, int year)
{
    if (auto const own = among(codes, text)) {
        return *own;
    }
    auto const state = text.size() == 3 ? iso_or_earlier(text, year) : code_meaning{};
    return state.kind == code_kind::unknown ? by_name(text, year) : state;
}

[[nodiscard]] inline code_meaning no_number(int /*number*/, int /*year*/)
{
    return {};
}

[[nodiscard]] inline code_meaning comtrade_number(int number, int year)
{
    if (number < 0 || number > 999) {
        return {};
    }
    auto const& meaning = comtrade_numbers[static_cast<std::size_t>(number)];
    auto const varies = std::find(comtrade_numbers_by_year.begin(), comtrade_numbers_by_year.end(), number)
                        != comtrade_numbers_by_year.end();
    return varies && year != 0 ? a_state(meaning.state, year) : meaning;
}

inline constexpr auto other_asia = code_meaning{code_kind::state, iso3{"TWN"}};

[[nodiscard]] inline code_meaning comtrade_taiwan_number(int number, int year)
{
    return number == 490 ? other_asia : comtrade_number(number, year);
}

[[nodiscard]] inline code_meaning comtrade_text(std::string_view text, int year)
{
    static constexpr own_code own[] = {
        {"W00", code_kind::aggregate},
        {"WLD", code_kind::aggregate},
        {"EUR", code_kind::aggregate},
        {"_X", code_kind::area},
        {"S19", code_kind::area},
        {"A49", code_kind::area},
        {"A59", code_kind::area},
        {"A79", code_kind::area},
        {"E19", code_kind::area},
        {"E29", code_kind::area},
        {"F19", code_kind::area},
        {"F49", code_kind::area},
        {"F97", code_kind::area},
        {"O19", code_kind::area},
        {"R20", code_kind::area},
        {"R91", code_kind::area},
        {"X1", code_kind::area},
        {"X2", code_kind::area},
        {"XX", code_kind::area},
        {"ZA1", code_kind::area},
        {"PUS", code_kind::area},
        {"US Misc. Pacific Isds", code_kind::area},
        {"US Miscellaneous Pacific Islands", code_kind::area},
    };
    text = without_blanks(text);
    auto const number = number_of_digits(text);
    return number >= 0 ? comtrade_number(number, year) : code_or_name(own, text, year);
}

[[nodiscard]] inline code_meaning comtrade_taiwan_text(std::string_view text, int year)
{
    auto const inside = without_blanks(text);
    return inside == "490" || inside == "S19" || folded(inside) == "other asia nes" ? other_asia
                                                                                    : comtrade_text(text, year);
}

[[nodiscard]] inline code_meaning wits_number(int number, int year)
{
    return number == 898   ? code_meaning{code_kind::area, {}}
           : number == 918 ? code_meaning{code_kind::aggregate, {}}
           : number == 274 ? a_state(iso3::parse("PSE"))
                           : comtrade_number(number, year);
}

[[nodiscard]] inline code_meaning wits_text(std::string_view text, int year)
{
    static constexpr own_code own[] = {
        {"WLD", code_kind::aggregate},    {"EUN", code_kind::aggregate},    {"...", code_kind::aggregate},
        {"UNS", code_kind::area},         {"OAS", code_kind::area},         {"BUN", code_kind::area},
        {"FRE", code_kind::area},         {"SPE", code_kind::area},         {"GAZ", code_kind::state, "PSE"},
        {"MNT", code_kind::state, "MNE"}, {"SUD", code_kind::state, "SDN"}, {"BLX", code_kind::state, "BEL"},
        {"ECS", code_kind::aggregate},    {"EAS", code_kind::aggregate},    {"LCN", code_kind::aggregate},
        {"MEA", code_kind::aggregate},    {"NAC", code_kind::aggregate},    {"SAS", code_kind::aggregate},
        {"SSF", code_kind::aggregate},
    };
    text = without_blanks(text);
    if (text == "SER" || text == "Serbia, FR(Serbia/Montenegro)") { // kept for Serbia after 2006
        return year != 0 && year < 2006 ? a_state(iso3::parse("SCG"), year) : a_state(iso3::parse("SRB"));
    }
    auto const number = number_of_digits(text);
    return number >= 0 ? wits_number(number, year) : code_or_name(own, text, year);
}

[[nodiscard]] inline code_meaning cow_number(int number, int year)
{
    if (number < 0 || number > 999) {
        return {};
    }
    auto const place = places_by_cow[static_cast<std::size_t>(number)];
    if (!place.exists()) {
        return {cow_list::has(number) ? code_kind::area : code_kind::unknown, {}};
    }
    return a_state(place.several ? convert<iso3>(cow{number}, year == 0 ? std::nullopt : std::optional{year})
                                 : iso3::parse({code_rows[place.row()].iso3, 3}));
}

[[nodiscard]] inline code_meaning cow_text(std::string_view text, int year)
{
    return cow_number(number_of_digits(without_blanks(text)), year);
}

[[nodiscard]] inline code_meaning sipri_text(std::string_view text, int year)
{
    text = without_blanks(text);
    if (text.ends_with('*')) { // rebels have one star, organisations two
        return {code_kind::area, {}};
    }
    auto const found = by_name(text, year);
    if (year >= 1954 && year <= 1975 && folded(text) == "viet nam") {
        return a_state(iso3::parse("VDR")); // beside South Vietnam
    }
    return found;
}

[[nodiscard]] inline code_meaning factbook_text(std::string_view text, int year)
{
    static constexpr own_code misprints[] = {
        {"gernamy", code_kind::state, "DEU"},
        {"untied states", code_kind::state, "USA"},
        {"cost rica", code_kind::state, "CRI"},
        {"dominican", code_kind::state, "DOM"},
    };
    auto const misprint = among(misprints, folded(text));
    return misprint ? *misprint : by_name(text, year);
}

[[nodiscard]] inline code_meaning gec_text(std::string_view text, int year)
{
    // Of these places only a few people or none live, or their state is in dispute.
    static constexpr std::string_view areas[] = {"AT", "AX", "BQ", "BS", "CR", "DQ", "DX", "EU", "FQ", "GO",
                                                 "HQ", "IP", "JN", "JU", "KQ", "LQ", "NM", "PF", "PG", "TE"};
    text = without_blanks(text);
    if (auto const found = gec::parse(text)) {
        return a_state(convert<iso3>(*found, year == 0 ? std::nullopt : std::optional{year}));
    }
    auto const capitals = codes_detail::capitals(text);
    for (auto const area : areas) {
        if (capitals == area) {
            return {code_kind::area, {}};
        }
    }
    return {capitals == "EE" || capitals == "XX" ? code_kind::aggregate : code_kind::unknown, {}};
}

[[nodiscard]] inline code_meaning eurostat_text(std::string_view text, int year)
{
    // Northern Ireland (XI) and the rest of the United Kingdom (XU) stand for it in Comext since 2021.
    static constexpr own_code own[] = {
        {"EL", code_kind::state, "GRC"}, {"UK", code_kind::state, "GBR"}, {"XI", code_kind::state, "GBR"},
        {"XU", code_kind::state, "GBR"}, {"XS", code_kind::state, "SRB"}, {"CN_X_HK", code_kind::state, "CHN"},
        {"WORLD", code_kind::aggregate}, {"WRL", code_kind::aggregate},   {"TOTAL", code_kind::aggregate},
        {"EFTA", code_kind::aggregate},  {"OPEC", code_kind::aggregate},  {"ACP", code_kind::aggregate},
        {"ASEAN", code_kind::aggregate}, {"WRL_REST", code_kind::area},   {"FIGW1", code_kind::area},
        {"XC", code_kind::area},         {"XL", code_kind::area},
    };
    text = without_blanks(text);
    if (auto const found = among(own, text)) {
        return *found;
    }
    if (auto const found = iso2::parse(text)) {
        return a_state(convert<iso3>(*found, year == 0 ? std::nullopt : std::optional{year}), year);
    }
    if (text.size() == 2 && text[0] == 'Q' && text[1] >= 'P' && text[1] <= 'Z') { // secret, stores, not specified
        return {code_kind::area, {}};
    }
    auto const digits_follow = [text](std::size_t at) {
        return at < text.size() && text[at] >= '0' && text[at] <= '9';
    };
    auto const group = text.starts_with("EXT_") || text.starts_with("INT_") || text == "EU" || text == "EA"
                       || text.starts_with("EU_") || text.starts_with("EA_")
                       || ((text.starts_with("EU") || text.starts_with("EA")) && digits_follow(2));
    return {group ? code_kind::aggregate : code_kind::unknown, {}};
}

[[nodiscard]] inline code_meaning imf_number(int number, int year)
{
    if (auto const state = state_of_imf_number(number)) {
        return a_state(*state, year);
    }
    auto const group = std::find(std::begin(imf_groups), std::end(imf_groups), number) != std::end(imf_groups);
    return {group ? code_kind::aggregate : number == 898 ? code_kind::area : code_kind::unknown, {}};
}

[[nodiscard]] inline code_meaning imf_text(std::string_view text, int year)
{
    static constexpr own_code own[] = {{"WBG", code_kind::state, "PSE"}, {"WLD", code_kind::aggregate}};
    text = without_blanks(text);
    if (text.size() == 3 && number_of_digits(text) >= 0) {
        return imf_number(number_of_digits(text), year);
    }
    if (text.size() == 4 && text[0] == 'G' && number_of_digits(text.substr(1)) >= 0) { // G001 is the world
        return {code_kind::aggregate, {}};
    }
    return code_or_name(own, text, year);
}

[[nodiscard]] inline code_meaning world_bank_text(std::string_view text, int year)
{
    static constexpr std::string_view groups =
        "AFE AFW ARB CEB CSS EAP EAR EAS ECA ECS EMU EUU FCS HIC HPC IBD IBT IDA IDB IDX INX LAC LCN LDC LIC LMC LMY "
        "LTE "
        "MEA MIC MNA NAC OED OSS PRE PSS PST SAS SSA SSF SST TEA TEC TLA TMN TSA TSS UMC WLD ";
    static constexpr own_code own[] = {{"CHI", code_kind::area},
                                       {"WBG", code_kind::state, "PSE"},
                                       {"ADO", code_kind::state, "AND"},
                                       {"IMY", code_kind::state, "IMN"}};
    text = without_blanks(text);
    for (auto i = std::size_t{0}; text.size() == 3 && i < groups.size(); i += 4) {
        if (groups.substr(i, 3) == text) {
            return {code_kind::aggregate, {}};
        }
    }
    return code_or_name(own, text, year);
}

[[nodiscard]] inline code_meaning undl_text(std::string_view text, int year)
{
    return code_or_name({}, without_blanks(text), year);
}

[[nodiscard]] inline code_meaning iso_text(std::string_view text, int year)
{
    auto const code = capitals(without_blanks(text));
    auto const group = code == "WLD" || code == "W00" || code == "EUN" || code == "EUU";
    return group ? code_meaning{code_kind::aggregate, {}} : iso_or_earlier(code, year);
}

[[nodiscard]] inline code_meaning iso_number(int number, int year)
{
    if (number <= 0 || number > 999) {
        return {};
    }
    auto const place = places_by_number[static_cast<std::size_t>(number)];
    if (!place.exists()) {
        return {};
    }
    return a_state(iso3::parse({code_rows[place.row()].iso3, 3}), place.several ? year : 0);
}

} // namespace codes_detail

/// The dialects of providers, listed above.
namespace dialects {

inline constexpr auto comtrade = dialect{"comtrade", &codes_detail::comtrade_text, &codes_detail::comtrade_number};
inline constexpr auto comtrade_taiwan =
    dialect{"comtrade_taiwan", &codes_detail::comtrade_taiwan_text, &codes_detail::comtrade_taiwan_number};
inline constexpr auto wits = dialect{"wits", &codes_detail::wits_text, &codes_detail::wits_number};
inline constexpr auto cow_numbers = dialect{"cow_numbers", &codes_detail::cow_text, &codes_detail::cow_number};
inline constexpr auto sipri = dialect{"sipri", &codes_detail::sipri_text, &codes_detail::no_number};
inline constexpr auto factbook = dialect{"factbook", &codes_detail::factbook_text, &codes_detail::no_number};
inline constexpr auto gec_codes = dialect{"gec_codes", &codes_detail::gec_text, &codes_detail::no_number};
inline constexpr auto eurostat = dialect{"eurostat", &codes_detail::eurostat_text, &codes_detail::no_number};
inline constexpr auto imf = dialect{"imf", &codes_detail::imf_text, &codes_detail::imf_number};
inline constexpr auto world_bank = dialect{"world_bank", &codes_detail::world_bank_text, &codes_detail::no_number};
inline constexpr auto undl = dialect{"undl", &codes_detail::undl_text, &codes_detail::no_number};
inline constexpr auto iso = dialect{"iso", &codes_detail::iso_text, &codes_detail::iso_number};
inline constexpr auto names = dialect{"names", &codes_detail::by_name, &codes_detail::no_number};

} // namespace dialects

} // namespace equipoise
