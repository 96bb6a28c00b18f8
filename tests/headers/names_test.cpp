// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <istream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

using homes = std::map<std::string, std::set<std::string>>; // of each name, the namespaces that declare it

// What a header declares in namespaces. It relies on the format: only such declarations begin in the first column.
void look_at(std::istream& header, homes& found)
{
    static auto const opens = std::regex{R"(^(?:inline )?namespace ([\w:]+) \{)"};
    static auto const closes = std::regex{"^\\} // namespace"};
    static auto const attributes = std::regex{R"(\[\[[^\]]*\]\] ?)"};
    static auto const arguments = std::regex{"<[^<>]*>"};
    static auto const no_declaration = std::regex{"^(?:template|requires|static_assert|namespace|using [\\w:]+;)\\b"};
    static auto const type = std::regex{R"(^(?:struct|class|enum class|enum|union|concept|using) (\w+)\b(?!::))"};
    static auto const other = std::regex{R"((?:^|[ &*])(\w+)(?:\(|\{| = |;|$))"};
    auto opened = std::vector<std::string>{};
    for (auto line = std::string{}; std::getline(header, line);) {
        auto match = std::smatch{};
        if (std::regex_search(line, match, opens)) {
            opened.push_back((opened.empty() ? "" : opened.back() + "::") + match.str(1));
            continue;
        }
        if (std::regex_search(line, closes)) {
            BOOST_TEST_REQUIRE(!opened.empty());
            opened.pop_back();
            continue;
        }
        line = std::regex_replace(line, attributes, "");
        for (auto shorter = std::string{}; shorter != line;) {
            shorter = line;
            line = std::regex_replace(line, arguments, "");
        }
        if (opened.empty() || line.empty() || std::string{" {}#/"}.find(line[0]) != std::string::npos
            || std::regex_search(line, no_declaration)) {
            continue;
        }
        if (std::regex_search(line, match, type) || std::regex_search(line, match, other)) {
            found[match.str(1)].insert(opened.back());
        }
    }
    BOOST_TEST(opened.empty());
}

std::string list(std::set<std::string> const& spaces)
{
    auto text = std::string{};
    for (auto const& space : spaces) {
        text += (text.empty() ? "" : ", ") + space;
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(headers)
BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(what_a_header_declares)
{
    auto found = homes{};
    auto header = std::istringstream{R"(
#include <vector>
namespace outer {
enum class twice : unsigned char {
    inner_value,
};
namespace inner {
struct twice {
    int member = 0;
};
template <class T>
concept wanted = requires(T x) { x; };
[[nodiscard]] constexpr std::array<std::vector<int>, 3> called(int x) noexcept
template <class T>
std::array<std::vector<int>, 3>
called_below(int x)
inline constexpr family_fn<make<form>> object{};
inline constexpr bool flag = true;
using alias = int;
using std::vector;
int type::defined_elsewhere()
} // namespace inner
int called(int);
} // namespace outer
)"};
    look_at(header, found);
    auto const expected = homes{
        {"alias", {"outer::inner"}},  {"called", {"outer", "outer::inner"}}, {"called_below", {"outer::inner"}},
        {"flag", {"outer::inner"}},   {"object", {"outer::inner"}},          {"twice", {"outer", "outer::inner"}},
        {"wanted", {"outer::inner"}},
    };
    for (auto const& [name, spaces] : found) {
        BOOST_TEST(expected.contains(name), name);
    }
    for (auto const& [name, spaces] : expected) {
        BOOST_TEST(list(found[name]) == list(spaces), name);
    }
}

bool is_private(std::string const& space)
{
    return space.find("detail") != std::string::npos;
}

// A name with a public and a private meaning means one thing or the other by which header came first. The private names
// of two rooms stand in namespaces of their own, so that they do not meet.
BOOST_AUTO_TEST_CASE(no_name_has_two_meanings)
{
    auto found = homes{};
    for (auto const& entry : std::filesystem::recursive_directory_iterator{EQUIPOISE_SOURCE_DIR "/include"}) {
        if (entry.path().extension() == ".hpp") {
            auto header = std::ifstream{entry.path()};
            look_at(header, found);
        }
    }
    BOOST_TEST(found["hhi"].contains("equipoise"));
    BOOST_TEST(found["twofold"].contains("equipoise::detail"));
    BOOST_TEST(found["row_index"].contains("equipoise::io::detail"));
    for (auto [name, spaces] : found) {
        spaces.erase("equipoise::dialects"); // named as formats are, and always written with this namespace
        auto const all_private = std::all_of(spaces.begin(), spaces.end(), is_private);
        BOOST_TEST((spaces.size() <= 1 || all_private), name << " is declared in " << list(spaces));
    }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
