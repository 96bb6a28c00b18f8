// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/undefined.hpp>
#include <equipoise/uncertainty/declared_range.hpp>
#include <equipoise/uncertainty/detail/range_columns.hpp>
#include <equipoise/uncertainty/interval_ledger.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace equipoise::uncertainty_detail {

/// All that a ledger of ranges consists of, to be filled by what keeps such ledgers elsewhere.
template <class Key, class Id>
struct interval_contents {
    std::vector<Key> keys{};
    std::vector<std::size_t> offsets{}; ///< of each key: its first cell; and at the end, the number of cells
    range_columns<Id> columns{};
    std::vector<declared_range> known{};
    std::vector<reason> why_unknown{};

    [[nodiscard]] interval_ledger<Key, Id> build()
    {
        auto made = interval_ledger<Key, Id>{};
        made.keys_ = std::move(keys);
        made.offsets_ = std::move(offsets);
        made.columns_ = std::move(columns);
        made.known_ = std::move(known);
        made.why_unknown_ = std::move(why_unknown);
        made.renew_index();
        return made;
    }
};

} // namespace equipoise::uncertainty_detail
