// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/row_iterator.hpp>
#include <equipoise/model/ledger.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

/// The products (or channels) of one state in a ledger of many.
namespace equipoise {

namespace detail {

/// The last part of a key that is a tuple, or the key itself.
template <class Key>
[[nodiscard]] constexpr auto const& last_part(Key const& key)
{
    if constexpr (requires { std::tuple_size<Key>::value; }) {
        return std::get<std::tuple_size<Key>::value - 1>(key);
    } else {
        return key;
    }
}

/// Compares the first parts of a key with the given ones. @return a number below, at or above 0
template <class Key, class... Parts>
[[nodiscard]] constexpr int compare_first(Key const& key, std::tuple<Parts const&...> const& given)
{
    auto order = 0;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const compare = [&](auto const& mine, auto const& wanted) {
            order = order != 0 ? order : mine < wanted ? -1 : wanted < mine ? 1 : 0;
        };
        (compare(std::get<I>(key), std::get<I>(given)), ...);
    }(std::index_sequence_for<Parts...>{});
    return order;
}

} // namespace detail

/// The portfolios of a ledger whose keys have the same first parts; read like a ledger, with the last part of the key
/// in place of the key. Valid as long as the ledger is.
template <identifier Key, identifier Id, amount Amount>
class ledger_part {
    struct rows {
        ledger<Key, Id, Amount> const* whole = nullptr;
        std::size_t first = 0;
        [[nodiscard]] auto operator[](std::size_t i) const { return (*whole)[first + i]; }
    };

public:
    using iterator = detail::row_iterator<rows>;
    using product_type = std::remove_cvref_t<decltype(detail::last_part(std::declval<Key const&>()))>;

    ledger_part(ledger<Key, Id, Amount> const& ledger, std::size_t first, std::size_t size)
        : rows_{&ledger, first}, size_{size}
    {
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] auto operator[](std::size_t i) const { return rows_[i]; }
    [[nodiscard]] iterator begin() const noexcept { return {rows_, 0}; }
    [[nodiscard]] iterator end() const noexcept { return {rows_, size_}; }

    /// The last part of the key at a position.
    [[nodiscard]] product_type const& product(std::size_t i) const
    {
        return detail::last_part(rows_.whole->keys()[rows_.first + i]);
    }

    /// The portfolio of a product; nothing when there is none. Logarithmic in the products, linear in the partners.
    [[nodiscard]] std::optional<portfolio_view<Id, Amount>> find(product_type const& wanted) const
    {
        auto const keys = rows_.whole->keys().subspan(rows_.first, size_);
        auto const found = std::lower_bound(keys.begin(), keys.end(), wanted, [](Key const& key, auto const& product) {
            return detail::last_part(key) < product;
        });
        if (found == keys.end() || !(detail::last_part(*found) == wanted)) {
            return std::nullopt;
        }
        return rows_[static_cast<std::size_t>(found - keys.begin())].flows;
    }

private:
    rows rows_;
    std::size_t size_;
};

namespace detail {

struct products_of_fn {
    template <class Key, class Id, class Amount, class... Parts>
        requires(sizeof...(Parts) == 0 || std::tuple_size<Key>::value == sizeof...(Parts) + 1)
    [[nodiscard]] ledger_part<Key, Id, Amount> operator()(ledger<Key, Id, Amount> const& ledger,
                                                          Parts const&... parts) const
    {
        auto const keys = ledger.keys();
        if constexpr (sizeof...(Parts) == 0) {
            static_assert(!requires { std::tuple_size<Key>::value; }, "the first parts of the key are missing");
            return {ledger, 0, keys.size()};
        } else {
            auto const given = std::tuple<Parts const&...>{parts...};
            auto const first = std::partition_point(keys.begin(), keys.end(),
                                                    [&](Key const& key) { return compare_first(key, given) < 0; });
            auto const last =
                std::partition_point(first, keys.end(), [&](Key const& key) { return compare_first(key, given) == 0; });
            return {ledger, static_cast<std::size_t>(first - keys.begin()), static_cast<std::size_t>(last - first)};
        }
    }

    template <class Key, class Id, class Amount, class... Parts>
    void operator()(ledger<Key, Id, Amount> const&&, Parts const&...) const = delete; // it would not live long enough
};

struct for_each_products_fn {
    template <class Key, class Id, class Amount, class Visit>
        requires(std::tuple_size<Key>::value > 1)
    void operator()(ledger<Key, Id, Amount> const& ledger, Visit visit) const
    {
        auto const keys = ledger.keys();
        for (auto first = keys.begin(); first != keys.end();) {
            [&]<std::size_t... I>(std::index_sequence<I...>) {
                auto const parts = products_of_fn{}(ledger, std::get<I>(*first)...);
                std::invoke(visit, std::get<I>(*first)..., parts);
                first += static_cast<std::ptrdiff_t>(parts.size());
            }(std::make_index_sequence<std::tuple_size<Key>::value - 1>{});
        }
    }
};

} // namespace detail

/// The products of a state in a ledger keyed by (period, state, product): `products_of(ledger, 2019, mongolia)`. In
/// general, all parts of the key except the last are given; for a ledger keyed by the product alone, none.
///
/// Empty when the state has no products. Two binary searches, without copies.
inline constexpr detail::products_of_fn products_of{};

/// Calls visit(state, period, products) for each state and period of a ledger keyed by (state, period, product), in
/// order: `for_each_products(ledger, visit)`. In general, `visit` is called with all parts of the key except the last.
///
/// Nothing is copied, and the caller need only keep what it makes of the products of one state at a time.
inline constexpr detail::for_each_products_fn for_each_products{};

} // namespace equipoise
