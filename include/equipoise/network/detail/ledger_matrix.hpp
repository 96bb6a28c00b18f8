// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/model/ledger.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace equipoise::network_detail {

/// The flows of a ledger as a matrix: a row for each state that is a key, a partner or in `more`.
template <identifier Id>
struct ledger_matrix {
    std::vector<Id> ids{};
    Eigen::MatrixXd amounts{}; ///< (key, partner)
    std::vector<bool> is_key{};

    [[nodiscard]] std::optional<std::size_t> position(Id const& id) const
    {
        auto const found = std::lower_bound(ids.begin(), ids.end(), id);
        return found != ids.end() && *found == id ? std::optional{static_cast<std::size_t>(found - ids.begin())}
                                                  : std::nullopt;
    }
};

/// @throws invalid_parameter for a portfolio whose total is not fully attributed to partners of known amount
template <identifier Id, amount Amount>
[[nodiscard]] ledger_matrix<Id> matrix_of(ledger<Id, Id, Amount> const& flows, std::vector<Id> const& more,
                                          std::string_view index)
{
    auto result = ledger_matrix<Id>{};
    result.ids = more;
    for (auto const& [key, partners] : flows) {
        result.ids.push_back(key);
        result.ids.insert(result.ids.end(), partners.ids().begin(), partners.ids().end());
        if (!partners.unknown().empty() || partners.unnamed() != 0 || !(partners.totals().unattributed.hi == 0)) {
            throw invalid_parameter{index,
                                    "part of the flows of " + text_of(key)
                                        + " is not known or not attributed to partners; chains need all of them"};
        }
    }
    std::sort(result.ids.begin(), result.ids.end());
    result.ids.erase(std::unique(result.ids.begin(), result.ids.end()), result.ids.end());
    auto const n = static_cast<Eigen::Index>(result.ids.size());
    result.amounts = Eigen::MatrixXd::Zero(n, n);
    result.is_key.assign(result.ids.size(), false);
    for (auto const& [key, partners] : flows) {
        auto const row = *result.position(key);
        result.is_key[row] = true;
        for (std::size_t p = 0; p < partners.size(); ++p) {
            auto const column = *result.position(partners[p].id);
            result.amounts(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)) =
                detail::scaled(partners.scaled(p), partners.totals().exponent);
        }
    }
    return result;
}

} // namespace equipoise::network_detail
