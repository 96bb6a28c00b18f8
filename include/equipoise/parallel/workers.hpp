// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/parallel/add_up.hpp>

#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

namespace equipoise::parallel_detail {

/// Copies of an object, as many as are in use at the same time, which are added up when all work is done.
template <class T>
class workers {
public:
    /// `pattern` has to outlive the copies and must not change.
    explicit workers(T const& pattern) : pattern_{pattern} {}

    /// Calls f with a copy that is not lent to anyone else until f returns.
    template <class F>
    void lend(F const& f)
    {
        auto const lent = loan{*this, take()};
        f(lent.one);
    }

    /// Calls f with each copy, one after the other.
    template <class F>
    void for_each(F const& f)
    {
        for (auto& each : all_) {
            f(each);
        }
    }

    /// The sum of all copies.
    [[nodiscard]] T& sum()
    {
        if (all_.empty()) {
            all_.push_back(pattern_);
        }
        add_up(all_);
        return all_.front();
    }

private:
    struct loan {
        workers& owner;
        T& one;

        loan(workers& from, T& what) : owner{from}, one{what} {}
        loan(loan const&) = delete;
        loan& operator=(loan const&) = delete;
        ~loan()
        {
            auto const lock = std::lock_guard{owner.mutex_};
            owner.idle_.push_back(&one);
        }
    };

    T& take()
    {
        auto const lock = std::lock_guard{mutex_};
        if (idle_.empty()) {
            idle_.reserve(all_.size() + 1);
            all_.push_back(pattern_);
            return all_.back();
        }
        auto& one = *idle_.back();
        idle_.pop_back();
        return one;
    }

    T const& pattern_;
    std::mutex mutex_;
    std::deque<T> all_;
    std::vector<T*> idle_;
};

} // namespace equipoise::parallel_detail
