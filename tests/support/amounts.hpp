// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "message_of.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// Types of amounts and ranges that users may have.
namespace support {

/// Whether the compiler optimises. If it does not, tests that would take long use fewer samples.
#if defined(__OPTIMIZE__)
inline constexpr bool optimised = true;
#else
inline constexpr bool optimised = false;
#endif

/// A quantity with only the operations that the library requires.
struct money {
    double usd = 0;

    friend constexpr auto operator<=>(money const&, money const&) = default;
    friend constexpr money operator+(money a, money b) { return {a.usd + b.usd}; }
    friend constexpr double operator/(money a, money b) { return a.usd / b.usd; }
};

/// A quantity that can also be subtracted and converted to its number.
struct tonnes {
    double number = 0;

    [[nodiscard]] constexpr double value() const { return number; }
    friend constexpr auto operator<=>(tonnes const&, tonnes const&) = default;
    friend constexpr tonnes operator+(tonnes a, tonnes b) { return {a.number + b.number}; }
    friend constexpr tonnes operator-(tonnes a, tonnes b) { return {a.number - b.number}; }
    friend constexpr double operator/(tonnes a, tonnes b) { return a.number / b.number; }
};

/// Money in whole cents, like common classes for money: a quotient keeps two decimals, and it converts to double.
struct cents {
    long long number = 0;

    explicit constexpr operator double() const { return static_cast<double>(number) / 100; }
    friend constexpr auto operator<=>(cents const&, cents const&) = default;
    friend constexpr cents operator+(cents a, cents b) { return {a.number + b.number}; }
    friend constexpr cents operator/(cents a, cents b) { return {100 * a.number / b.number}; }
};

/// Elements that can be read only once; a second reading throws.
template <class T>
class single_use {
public:
    explicit single_use(std::vector<T> elements) : elements_{std::move(elements)} {}

    class iterator {
    public:
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        iterator() = default;
        explicit iterator(single_use& source) : source_{&source} {}

        T operator*() const { return source_->elements_[source_->read_]; }
        iterator& operator++()
        {
            ++source_->read_;
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const { return source_->read_ == source_->elements_.size(); }

    private:
        single_use* source_ = nullptr;
    };

    iterator begin()
    {
        if (std::exchange(begun_, true)) {
            throw std::logic_error{"a range that can be read once was read twice"};
        }
        return iterator{*this};
    }
    std::default_sentinel_t end() const { return {}; }

private:
    std::vector<T> elements_;
    std::size_t read_ = 0;
    bool begun_ = false;
};

/// Random numbers that are the same on every machine, unlike those of std::uniform_real_distribution.
class random {
public:
    explicit random(std::uint64_t seed) : engine_{seed} {}

    [[nodiscard]] std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
    [[nodiscard]] std::uint64_t bits() { return engine_(); }
    [[nodiscard]] double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; } ///< in [0, 1)

    template <class T>
    void shuffle(std::vector<T>& elements)
    {
        for (auto i = elements.size(); i > 1; --i) {
            std::swap(elements[i - 1], elements[below(i)]);
        }
    }

private:
    std::mt19937_64 engine_;
};

} // namespace support
