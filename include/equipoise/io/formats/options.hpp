// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/codes/iso3.hpp>
#include <equipoise/io/formats/sdmx_mapping.hpp>
#include <equipoise/io/options.hpp>
#include <equipoise/model/flow.hpp>
#include <equipoise/model/period.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise::io {

/// What becomes of flows with areas that are no states: areas not specified, bunkers, special categories.
enum class areas : unsigned char {
    to_residual, ///< they belong to the total of the state, and to no partner that is known
    set_aside,   ///< they are neither partners nor part of the total
};

/// What a rounded figure of 0 stands for where the provider says that it is more than nothing: SIPRI writes 0 for
/// deliveries of less than half a million TIV, and the World Factbook for less than half a percent. An empty cell of
/// SIPRI, which is a true zero, is never listed.
enum class below_half : unsigned char {
    unknown, ///< the partner is listed with an unknown amount
    zero,    ///< the partner is listed with an amount of 0, which is too little by less than half a unit
};

/// How a file of a provider is read. All that is set aside is counted in the books of the result.
struct format_options {
    std::vector<int> years{}; ///< to read; none means all
    std::vector<std::string>
        products{}; ///< to read, as the file writes them; none means all, which must be of one level

    /// The number of digits of the products to read, 0 for totals, where a file holds several levels and `products`
    /// names none: a total or a product with fewer digits is then an aggregate, and one with more digits is a sub-row.
    std::optional<std::size_t> product_level{};

    equipoise::frequency frequency = equipoise::frequency::year; ///< of the figures to read, where a file holds several

    /// Codes or names of the file that are read as a state besides those of the provider's list, such as {"490",
    /// "TWN"_iso3}: UN Comtrade's "Other Asia, not elsewhere specified" is mostly, but not only, Taiwan.
    std::vector<std::pair<std::string, iso3>> read_as{};
    io::areas areas = areas::to_residual;
    own_flows own = own_flows::set_aside;
    io::repeats repeats = repeats::refuse;

    /// Whether repeated rows are searched in the whole file, for 8 bytes a row. Otherwise those that stand next to each
    /// other are found, as they do in sorted files. With repeats::sum, rows far apart are added as well. With first,
    /// last and largest the file is read twice, and three times where rows repeat, each of which then takes about 150
    /// bytes more; from standard input and other streams, which are read only once, rows far apart are refused.
    bool search_repeats = false;
    io::below_half below_half = below_half::unknown;
    on_malformed malformed = fail;
    bool unknown_codes = false; ///< whether rows that name an unknown state are set aside as refused, and no error

    sdmx_mapping sdmx{}; ///< what the dimensions of SDMX files and of Eurostat's tables stand for

    /// The largest gap, relative to the total, between a total that the file states and the sum of the partners and
    /// areas that it lists. A larger one is an error that names state and period. Infinite: any gap is accepted, and is
    /// the residual.
    double tolerance = std::numeric_limits<double>::infinity();

    std::size_t block_size = std::size_t{1} << 18U; ///< bytes read at a time
    std::size_t longest_row = std::size_t{1} << 24U;
    bool multiline = true; ///< whether a quoted field may hold line breaks; if not, its row is malformed

    [[nodiscard]] bool wants_year(int year) const
    {
        return years.empty() || std::find(years.begin(), years.end(), year) != years.end();
    }

    [[nodiscard]] bool wants_product(std::string_view product) const
    {
        return products.empty() || std::find(products.begin(), products.end(), product) != products.end();
    }
};

} // namespace equipoise::io
