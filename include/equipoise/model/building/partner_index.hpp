// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/building/codes.hpp>
#include <equipoise/model/identifier.hpp>

#include <algorithm>
#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace equipoise {

namespace detail {

/// Calls f with what may be the state in the key of a portfolio: the key itself, or the first two parts of a tuple such
/// as (period, state) or (state, period, product), as far as they are of the type Id.
template <class Id, class Key, class F>
void for_each_state_in(Key const& key, F const& f)
{
    if constexpr (std::same_as<Key, Id>) {
        f(key);
    } else if constexpr (requires { std::tuple_size<Key>::value; }) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            auto const take = [&](auto const& part) {
                if constexpr (std::same_as<std::remove_cvref_t<decltype(part)>, Id>) {
                    f(part);
                }
            };
            (take(std::get<I>(key)), ...);
        }(std::make_index_sequence<(std::min)(std::tuple_size<Key>::value, std::size_t{2})>{});
    }
}

} // namespace detail

/// The states that occur in a ledger, as partners or with a portfolio of their own. They are gathered when they are
/// asked for the first time, which takes time linear in the cells; several threads may ask at once.
template <identifier Id>
class partner_index {
public:
    /// @param cells the partners of all cells, which have to outlive the index, as the keys have to
    /// @param more partners without a cell
    template <class Key = Id>
    partner_index(std::span<Id const> cells, std::vector<Id> more, std::span<Key const> keys = {})
        : cells_{cells}, more_{std::move(more)}, keys_{keys.data()}, key_count_{keys.size()},
          append_states_{append<Key>}
    {
    }

    partner_index(partner_index const&) = delete;
    partner_index& operator=(partner_index const&) = delete;
    ~partner_index() { delete gathered_.load(std::memory_order_relaxed); }

    [[nodiscard]] bool contains(Id const& id) const
    {
        auto const* known = gathered_.load(std::memory_order_acquire);
        if (known == nullptr) {
            known = gather();
        }
        return std::binary_search(known->begin(), known->end(), id);
    }

private:
    using ids = std::vector<Id>;

    static constexpr std::size_t chunk = std::size_t{1} << 16U;
    static constexpr std::uint64_t widest_table = std::uint64_t{1} << 22U;

    /// Of several threads that gather at once, the first one to finish keeps what it found.
    [[nodiscard, gnu::noinline]] ids const* gather() const
    {
        auto found = std::make_unique<ids>(distinct());
        ids const* first = nullptr;
        if (gathered_.compare_exchange_strong(first, found.get(), std::memory_order_acq_rel)) {
            return found.release();
        }
        return first;
    }

    [[nodiscard]] ids distinct() const
    {
        auto result = more_;
        append_states_(keys_, key_count_, result);
        sort_distinct(result);
        if constexpr (requires { requires detail::codes<Id>::parts == 1; }) {
            if (tabulate(result)) {
                return result;
            }
        }
        for (std::size_t i = 0; i < cells_.size(); i += chunk) {
            auto const part = cells_.subspan(i, (std::min)(chunk, cells_.size() - i));
            auto some = ids(part.begin(), part.end());
            sort_distinct(some);
            auto both = ids{};
            std::set_union(result.begin(), result.end(), some.begin(), some.end(), std::back_inserter(both));
            result = std::move(both);
        }
        return result;
    }

    /// Marks identifiers in a table of their codes. @return whether the codes are close enough together for that
    [[nodiscard]] bool tabulate(ids& result) const
    {
        auto const code_of = [](Id const& id) {
            std::uint64_t code = 0;
            detail::codes<Id>::write(id, &code);
            return code;
        };
        auto lowest = ~std::uint64_t{0};
        auto highest = std::uint64_t{0};
        for (auto const& id : cells_) {
            auto const code = code_of(id);
            lowest = code < lowest ? code : lowest;
            highest = code > highest ? code : highest;
        }
        if (cells_.empty() || highest - lowest >= widest_table) {
            return cells_.empty();
        }
        auto seen = std::vector<unsigned char>(highest - lowest + 1);
        for (auto const& id : cells_) {
            if (auto& mark = seen[code_of(id) - lowest]; mark == 0) {
                mark = 1;
                result.push_back(id);
            }
        }
        sort_distinct(result);
        return true;
    }

    template <class Key>
    static void append(void const* keys, std::size_t count, ids& to)
    {
        for (auto const& key : std::span{static_cast<Key const*>(keys), count}) {
            detail::for_each_state_in<Id>(key, [&](Id const& state) {
                if (to.empty() || !(to.back() == state)) {
                    to.push_back(state);
                }
            });
        }
    }

    static void sort_distinct(ids& some)
    {
        std::sort(some.begin(), some.end());
        some.erase(std::unique(some.begin(), some.end()), some.end());
    }

    std::span<Id const> cells_;
    ids more_;
    void const* keys_;
    std::size_t key_count_;
    void (*append_states_)(void const*, std::size_t, ids&);
    mutable std::atomic<ids const*> gathered_{nullptr};
};

} // namespace equipoise
