// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/facts.hpp>

#include <map>
#include <stdexcept>
#include <string>

/// The unit of each channel, which all of its files share.
namespace support {

/// Finds the unit of each channel: the finest of those of its files, so that amounts are only multiplied.
class channel_units {
public:
    /// Notes the unit of a channel in a file.
    /// @throws std::runtime_error when it does not convert to that of another file
    void note(std::string const& channel, equipoise::io::unit unit, std::string const& format, std::string const& file)
    {
        auto const [place, is_first] = units_.emplace(channel, known{unit, format, file});
        auto& before = place->second;
        if (is_first || (unit == before.unit && (unit != equipoise::io::unit::other || format == before.format))) {
            return;
        }
        if (!converts(unit, before.unit)) {
            throw std::runtime_error{file + ": gives " + channel + " in " + unit_text(unit) + ", and " + before.file
                                     + " in " + unit_text(before.unit)
                                     + "; a channel has one unit: name another channel for one of the two, as in "
                                       "--flows NAME=FILE"};
        }
        if (per_base_unit(unit) < per_base_unit(before.unit)) {
            before = {unit, format, file};
        }
    }

    /// The units of all channels.
    [[nodiscard]] std::map<std::string, equipoise::io::unit> all() const
    {
        auto result = std::map<std::string, equipoise::io::unit>{};
        for (auto const& [channel, each] : units_) {
            result.emplace(channel, each.unit);
        }
        return result;
    }

    /// An amount of a channel in the unit of the channel.
    [[nodiscard]] double converted(double amount, std::string const& channel, equipoise::io::unit from) const
    {
        return equipoise::io::converted(amount, from, units_.at(channel).unit);
    }

private:
    struct known {
        equipoise::io::unit unit;
        std::string format;
        std::string file;
    };

    [[nodiscard]] static std::string unit_text(equipoise::io::unit unit)
    {
        return unit == equipoise::io::unit::unstated ? "a unit that it does not state" : std::string{in_words(unit)};
    }

    std::map<std::string, known> units_;
};

} // namespace support
