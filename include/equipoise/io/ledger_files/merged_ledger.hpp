// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/ledger_files/file_bytes.hpp>
#include <equipoise/io/ledger_files/portfolio_reader.hpp>
#include <equipoise/io/ledger_files/sizes.hpp>
#include <equipoise/model/building/ledger_contents.hpp>
#include <equipoise/model/building/plan.hpp>
#include <equipoise/model/ledger.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

/// Merges ledger files, reading all of them from front to back.
namespace equipoise::io::detail {

/// Adds up portfolios of the same key. Sums are added in the order of their amounts, so that no bit of the result
/// depends on the order of the files.
template <class Key, class Id, class Amount>
class merged_ledger {
public:
    using reader = portfolio_reader<Key, Id, Amount>;

    [[nodiscard]] ledger<Key, Id, Amount> of(std::span<std::filesystem::path const> paths)
    {
        auto most = equipoise::detail::plan::in_order;
        auto own = std::vector<cell>{};
        auto const later = [](std::unique_ptr<reader> const& a, std::unique_ptr<reader> const& b) {
            return b->key() < a->key();
        };
        auto open = std::vector<std::unique_ptr<reader>>{}; // a heap: the one with the first key in front
        for (auto const& path : paths) {
            auto next = std::make_unique<reader>(path, file_access::on_demand);
            most = (std::max)(most, static_cast<equipoise::detail::plan>(next->directory().plan));
            result_.own_rows += as_size(next->directory().own_rows);
            own.push_back(next->own());
            take_unit(next->directory().unit, path);
            if (!next->done()) {
                open.push_back(std::move(next));
                std::push_heap(open.begin(), open.end(), later);
            }
        }
        while (!open.empty()) {
            auto const key = open.front()->key();
            while (!open.empty() && open.front()->key() == key) {
                std::pop_heap(open.begin(), open.end(), later);
                take(*open.back());
                if (open.back()->done()) {
                    open.pop_back();
                } else {
                    std::push_heap(open.begin(), open.end(), later);
                }
            }
            append(key);
        }
        result_.own = sum_of(own);
        result_.cells.set_plan(most);
        return result_.build();
    }

private:
    using contents = equipoise::detail::ledger_contents<Key, Id, Amount>;
    using cell = equipoise::detail::cell<Amount>;
    using named_cell = typename reader::named_cell;
    using unknown_cell = typename notes_reader<Key, Id, Amount>::unknown_cell;

    void take_unit(std::string const& unit, std::filesystem::path const& path)
    {
        if (result_.unit.empty()) {
            result_.unit = unit;
        } else if (!unit.empty() && unit != result_.unit) {
            throw invalid_parameter{"merge_ledgers", "amounts are in " + unit + " in " + path.string() + ", and in "
                                                         + result_.unit
                                                         + " in the files before; write ledgers of flows "
                                                         + "in one unit, which io::in_unit makes"};
        }
    }

    /// Takes the present portfolio of a file.
    void take(reader& from)
    {
        from.take([&](named_cell&& each) { cells_.push_back(std::move(each)); },
                  [&](auto const& entry) { result_.totals.add(entry); },
                  [&](unknown_cell&& each) { unknown_.push_back(std::move(each)); });
    }

    /// Appends the portfolio whose parts were taken.
    void append(Key const& key)
    {
        std::sort(cells_.begin(), cells_.end(), [](named_cell const& a, named_cell const& b) {
            return a.id < b.id || (!(b.id < a.id) && comes_first(a.sum, b.sum));
        });
        std::sort(unknown_.begin(), unknown_.end(), [](unknown_cell const& a, unknown_cell const& b) {
            return equipoise::detail::comes_before(a.of, b.of);
        });
        result_.cells.open(key);
        auto next = std::size_t{0};
        for (std::size_t i = 0; i < unknown_.size();) {
            auto& first = unknown_[i].of;
            sums_.clear();
            if (first.partner) {
                next = append_before(next, &*first.partner);
                for (; next < cells_.size() && cells_[next].id == *first.partner; ++next) {
                    sums_.push_back(cells_[next].sum);
                }
            }
            sums_.push_back(unknown_[i].known);
            for (++i; i < unknown_.size() && unknown_[i].of.partner == first.partner; ++i) {
                first.rows += unknown_[i].of.rows;
                sums_.push_back(unknown_[i].known);
            }
            result_.unknown.push_back(std::move(first));
            result_.known_parts.push_back(sum_of(sums_));
        }
        static_cast<void>(append_before(next, nullptr));
        cells_.clear();
        unknown_.clear();
    }

    /// Appends the partners before `end`, or all, from a cell on. @return the first cell that was not appended
    [[nodiscard]] std::size_t append_before(std::size_t next, Id const* end)
    {
        while (next < cells_.size() && (end == nullptr || cells_[next].id < *end)) {
            auto const first = next;
            auto sum = cells_[first].sum;
            for (++next; next < cells_.size() && cells_[next].id == cells_[first].id; ++next) {
                sum.add(cells_[next].sum);
            }
            result_.cells.append_new(cells_[first].id, sum);
        }
        return next;
    }

    /// The order in which sums are added.
    [[nodiscard]] static bool comes_first(cell const& a, cell const& b)
    {
        auto const& mine = a.without_remainder();
        auto const& other = b.without_remainder();
        return other < mine || (!(mine < other) && b.correction() < a.correction());
    }

    /// The sum of sums. @throws sum_overflow
    [[nodiscard]] static cell sum_of(std::vector<cell>& sums)
    {
        std::sort(sums.begin(), sums.end(), comes_first);
        auto sum = cell{};
        for (std::size_t i = 0; i < sums.size(); ++i) {
            if (i == 0) {
                sum = sums[0];
            } else {
                sum.add(sums[i]);
            }
        }
        return sum;
    }

    contents result_{};
    std::vector<named_cell> cells_;
    std::vector<unknown_cell> unknown_;
    std::vector<cell> sums_; ///< of one partner
};

} // namespace equipoise::io::detail
