// SPDX-License-Identifier: BSL-1.0
// A type that a ledger file does not know is told how to be stored.
// FAIL 1: specialise equipoise::io::ledger_value for it
#include <equipoise/io/ledger_file.hpp>

namespace eq = equipoise;

enum class channel : unsigned char { trade, arms };
enum class company : unsigned char { first, second };

template <>
struct equipoise::io::ledger_value<company> {
    static std::string name() { return "company"; }
    using stored = unsigned char;
    static stored store(company each) { return static_cast<stored>(each); }
    static std::optional<company> restore(stored each)
    {
        return each < 2 ? std::optional{static_cast<company>(each)} : std::nullopt;
    }
};

int main()
{
#ifdef EQUIPOISE_CONTROL
    using key = company;
#elif defined(EQUIPOISE_FAIL_1)
    using key = channel;
#endif
    return eq::io::read_ledger<key, int>("a.ledger").empty() ? 0 : 1;
}
