// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/facts.hpp>

#include <map>
#include <stdexcept>
#include <string>

/// The unit of each channel, which all of its files share.
namespace support {

/// Tells by what amounts of a file are multiplied to be in the unit of their channel, which is that of its first file.
class channel_units {
public:
    /// A number to multiply by and one to divide by, one of which is 1: each power of ten is exact.
    struct factor {
        double by = 1;
        double divided_by = 1;

        [[nodiscard]] double operator()(double amount) const { return amount * by / divided_by; }
    };

    /// @throws std::runtime_error when the two units do not convert to one another
    factor convert(std::string const& channel, equipoise::io::unit unit, std::string const& format,
                   std::string const& file)
    {
        auto const [place, is_first] = first_.emplace(channel, first{unit, format, file});
        auto const& before = place->second;
        if (is_first || (unit == before.unit && (unit != equipoise::io::unit::other || format == before.format))) {
            return {};
        }
        auto const from = per_base_unit(unit);
        auto const to = per_base_unit(before.unit);
        if (from == 0 || to == 0 || is_euro(unit) != is_euro(before.unit)) {
            throw std::runtime_error{file + ": gives " + channel + " in " + in_words(unit) + ", and " + before.file
                                     + " in " + in_words(before.unit)
                                     + "; a channel has one unit: name another channel for one of the two, as in "
                                       "--flows NAME=FILE"};
        }
        return from > to ? factor{from / to, 1} : factor{1, to / from};
    }

private:
    struct first {
        equipoise::io::unit unit;
        std::string format;
        std::string file;
    };

    [[nodiscard]] static bool is_euro(equipoise::io::unit unit)
    {
        return unit == equipoise::io::unit::eur || unit == equipoise::io::unit::million_eur;
    }

    [[nodiscard]] static std::string in_words(equipoise::io::unit unit)
    {
        return unit == equipoise::io::unit::unstated ? "a unit that it does not state" : std::string{words(unit)};
    }

    std::map<std::string, first> first_;
};

} // namespace support
