// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/identifier.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace equipoise {

/// Rows of a portfolio whose amounts are not known.
template <identifier Key, identifier Id>
struct unknown_rows {
    Key key{};                   ///< of the portfolio
    std::optional<Id> partner{}; ///< empty where the partner is not known either
    std::size_t rows = 0;        ///< how many there are
};

namespace detail {

/// By key, then by partner, the rows of unknown partners first.
template <class Key, class Id>
[[nodiscard]] bool comes_before(unknown_rows<Key, Id> const& a, unknown_rows<Key, Id> const& b)
{
    return a.key < b.key || (!(b.key < a.key) && b.partner > a.partner);
}

/// Sorts rows of unknown amount by key and partner, and joins those of the same key and partner.
template <class Key, class Id>
void sort_and_join(std::vector<unknown_rows<Key, Id>>& all)
{
    std::sort(all.begin(), all.end(), comes_before<Key, Id>);
    auto last = std::size_t{0};
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (all[last].key == all[i].key && all[last].partner == all[i].partner) {
            all[last].rows += all[i].rows;
        } else {
            all[++last] = all[i];
        }
    }
    all.erase(all.begin() + static_cast<std::ptrdiff_t>((std::min)(last + 1, all.size())), all.end());
}

} // namespace detail

} // namespace equipoise
