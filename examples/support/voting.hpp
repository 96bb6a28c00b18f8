// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "command_line.hpp"
#include "findings.hpp"
#include "opened_file.hpp"

#include <equipoise/alignment/agreement.hpp>
#include <equipoise/alignment/vote_tables.hpp>
#include <equipoise/alignment/votes.hpp>
#include <equipoise/io/formats/known_format.hpp>
#include <equipoise/io/formats/read_votes.hpp>
#include <equipoise/io/report.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// How far states vote like the powers in the General Assembly of the United Nations.
namespace support {

/// The name of the votes among the channels of findings.
inline constexpr auto votes_channel = "votes";

/// Adds to a report how the states that it is about voted in its year, compared with each power.
inline void measure_votes(std::string const& file, question const& asked, report& to)
{
    auto const opened = opened_file{file_named(file)};
    auto const format = equipoise::io::known_format(equipoise::io::text(opened.head(), std::string{opened.name()}));
    if (!format || format->subject != equipoise::io::subject::votes) {
        throw equipoise::io::input_error{opened.name(),
                                         "holds no votes"
                                             + (format ? ", but is a file of " + std::string{format->provider}
                                                       : std::string{" in a format that is known"})};
    }
    auto const year = to.period > 99'999 ? to.period / 100 : to.period; // 201905 is a month
    auto const years = year != 0 ? std::vector{year} : std::vector<int>{};
    auto votes = equipoise::io::read_votes(opened.source(), {.years = years});
    for (auto const state : asked.states) {
        for (auto const power : asked.powers) {
            auto const both = equipoise::shared_votes(votes, state, power);
            auto const add = [&](std::string const& measure, double value) {
                to.findings.push_back({state, to.period, votes_channel, measure, power.str(), {value, value}});
            };
            add("vote_agreement", equipoise::vote_agreement(both.first, both.second));
            add("cohen_kappa", equipoise::cohen_kappa(both.first, both.second));
            add("joint_votes", static_cast<double>(both.joint()));
        }
    }
    to.votes = std::move(votes.report);
}

} // namespace support
