// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>
#include <equipoise/core/estimate.hpp>
#include <equipoise/core/row_iterator.hpp>
#include <equipoise/model/portfolio.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

/// What a measure of network/ has found for each sector.
namespace equipoise {

/// A number for each sector of a table, or for each state of a network: a range of rows with the members `label`,
/// `value`, `bounds` and `why`, in the order of the table.
///
///     for (auto const& [label, share, bounds, why] : look_through(world, china)) ...
///
/// `bounds` holds the exact value of the formula for the given table, rounding included; where that could not be proven
/// (`is_proven()` is false, which happens with negative deliveries only), both ends are NaN.
template <identifier Label>
class sector_values {
public:
    struct row {
        Label const& label;
        double value;
        interval bounds;
        reason why;
    };

private:
    struct rows {
        sector_values const* all = nullptr;
        [[nodiscard]] row operator[](std::size_t i) const { return (*all)[i]; }
    };

public:
    using iterator = detail::row_iterator<rows>;

    sector_values(std::shared_ptr<std::vector<Label> const> labels, std::vector<estimate> values, bool proven,
                  std::size_t passes)
        : labels_{std::move(labels)}, values_{std::move(values)}, proven_{proven}, passes_{passes}
    {
    }

    [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
    [[nodiscard]] row operator[](std::size_t i) const
    {
        return {(*labels_)[i], values_[i].value, values_[i].bounds, values_[i].why};
    }
    [[nodiscard]] iterator begin() const& noexcept { return {{this}, 0}; }
    [[nodiscard]] iterator end() const& noexcept { return {{this}, size()}; }
    iterator begin() const&& = delete; // it would outlive the values
    iterator end() const&& = delete;

    /// The value of a sector; NaN where it is undefined. @throws not_found for a label that the table lacks
    [[nodiscard]] double at(Label const& label) const { return values_[position(label)].value; }
    /// The value of a sector, the interval that holds it, and the reason where there is none.
    [[nodiscard]] estimate result(Label const& label) const { return values_[position(label)]; }
    [[nodiscard]] interval bound(Label const& label) const { return result(label).bounds; }
    /// Why the value of a sector is undefined, in words; empty when it is defined.
    [[nodiscard]] std::string_view why_undefined(Label const& label) const { return words(result(label).why); }

    [[nodiscard]] std::vector<double> values() const
    {
        auto all = std::vector<double>{};
        for (auto const& each : values_) {
            all.push_back(each.value);
        }
        return all;
    }

    /// Whether the bounds are proven.
    [[nodiscard]] bool is_proven() const noexcept { return proven_; }
    /// The largest distance of a defined value from the ends of its bounds; 0 when there is none.
    [[nodiscard]] double proven_error() const noexcept
    {
        auto largest = 0.0;
        for (auto const& each : values_) {
            if (each.why == reason::defined) {
                auto const off = (std::max)(each.value - each.bounds.low, each.bounds.high - each.value);
                largest = largest != largest || largest >= off ? largest : off; // NaN, where nothing is proven, stays
            }
        }
        return largest;
    }
    /// The number of passes over the table that it took.
    [[nodiscard]] std::size_t passes() const noexcept { return passes_; }

private:
    std::shared_ptr<std::vector<Label> const> labels_;
    std::vector<estimate> values_;
    bool proven_;
    std::size_t passes_;

    [[nodiscard]] std::size_t position(Label const& label) const
    {
        auto const found = std::find(labels_->begin(), labels_->end(), label);
        if (found == labels_->end()) {
            throw not_found{"sector_values", text_of(label)};
        }
        return static_cast<std::size_t>(found - labels_->begin());
    }
};

} // namespace equipoise
