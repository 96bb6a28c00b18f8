// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/alignment/tie_tables.hpp>
#include <equipoise/alignment/vote_tables.hpp>
#include <equipoise/io/books_table.hpp>
#include <equipoise/io/formats/mirror.hpp>
#include <equipoise/io/formats/partner_list.hpp>
#include <equipoise/io/formats/ranges.hpp>
#include <equipoise/io/formats/read.hpp>
#include <equipoise/io/formats/read_indicators.hpp>
#include <equipoise/io/formats/read_ties.hpp>
#include <equipoise/io/formats/read_votes.hpp>

/// Files as providers hand them out: flows, votes, ties and indicators. It is not part of equipoise.hpp or io.hpp,
/// because the compiler takes as long for all formats as for all measures.
