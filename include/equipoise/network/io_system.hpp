// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/model/identifier.hpp>
#include <equipoise/model/party.hpp>
#include <equipoise/network/detail/io_reading.hpp>
#include <equipoise/network/detail/resolvent.hpp>
#include <equipoise/network/detail/table.hpp>
#include <equipoise/network/io_options.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Input-output tables of several regions, as a system of which all measures of network/ are functions.
namespace equipoise {

/// What the sectors of all regions deliver to one another (Z), to final uses (Y) and in all (x = the sums of the rows
/// of Z and Y), in money.
///
///     auto const world = io_system{deliveries, final_demand, labels};
///
/// Z is not copied: it is an object or a view of the caller's that has to outlive the system and all copies of it. It
/// may be an Eigen matrix of double or float, by rows or by columns, an Eigen::Map of memory from elsewhere, or a
/// sparse matrix, whose positions may stand in any order. Labels are pairs of a region and a sector, in the order of
/// the rows. Each column of Y belongs to a consuming region: without `consumers`, there is one column for each region,
/// in the order in which the labels name the regions first; with it, columns of the same consumer are parts of its
/// demand.
///
/// Inputs per unit of output are A_ij = Z_ij / x_j; the coefficient of value added is v_j = 1 - sum_i A_ij, or the
/// published amount over x_j. A sector without output has no inputs and uses nothing. Negative final demand is
/// allowed, as changes in inventories may be negative. Value added may be negative, and inputs may exceed outputs, as
/// long as the measures find the system productive.
/// @throws invalid_amount for a delivery that is infinite, NaN or, unless allowed, negative, with the labels of both
/// sides
/// @throws invalid_parameter for numbers of rows, columns and labels that contradict each other; for a label that
/// occurs twice; for a final demand that is not finite; for inputs of a sector without output; for an output that is
/// negative or beyond doubles, or that differs from the sum of the deliveries by more than the tolerance. The message
/// has the label. Cost: one pass over Z.
template <identifier Region, identifier Sector = std::string>
class io_system {
public:
    using region_type = Region;
    using label = std::pair<Region, Sector>;

    template <network_detail::kept_matrix Deliveries, class Demand>
    io_system(Deliveries&& deliveries, Eigen::DenseBase<Demand> const& final_demand, std::vector<label> labels,
              io_options const& options = {})
        : io_system(network_detail::lines_of(deliveries, "io_system"), std::move(labels))
    {
        take_table(final_demand.derived(), first_named_regions(), options);
    }

    template <network_detail::kept_matrix Deliveries, class Demand>
    io_system(Deliveries&& deliveries, Eigen::DenseBase<Demand> const& final_demand, std::vector<label> labels,
              std::vector<Region> consumers, io_options const& options = {})
        : io_system(network_detail::lines_of(deliveries, "io_system"), std::move(labels))
    {
        take_table(final_demand.derived(), std::move(consumers), options);
    }

    /// A table of deliveries whose outputs are known and whose final demand is not. Measures of final demand throw.
    template <network_detail::kept_matrix Deliveries>
    [[nodiscard]] static io_system from_outputs(Deliveries&& deliveries, std::vector<double> const& output,
                                                std::vector<label> labels, io_options options = {})
    {
        auto system = io_system{network_detail::lines_of(deliveries, "io_system"), std::move(labels)};
        options.output = output;
        system.take_table(Eigen::MatrixXd(static_cast<Eigen::Index>(system.size()), 0), {}, options);
        return system;
    }

    /// From coefficients A_ij and outputs x. Final demand is not known; measures of it throw.
    template <network_detail::kept_matrix Coefficients>
    [[nodiscard]] static io_system from_coefficients(Coefficients&& inputs, std::vector<double> const& output,
                                                     std::vector<label> labels, io_options options = {})
    {
        auto system = io_system{network_detail::lines_of(inputs, "io_system"), std::move(labels)};
        options.output = output;
        system.take_coefficients(Eigen::MatrixXd(static_cast<Eigen::Index>(system.size()), 0), {}, options);
        return system;
    }

    /// From coefficients A_ij and final demand Y, which the outputs x = (I - A)^-1 y meet.
    /// @throws not_productive where no finite outputs meet it
    template <network_detail::kept_matrix Coefficients, class Demand>
    [[nodiscard]] static io_system
    from_coefficients(Coefficients&& inputs, Eigen::DenseBase<Demand> const& final_demand, std::vector<label> labels,
                      std::vector<Region> consumers, io_options options = {})
    {
        auto system = io_system{network_detail::lines_of(inputs, "io_system"), std::move(labels)};
        auto const demand = Eigen::MatrixXd{final_demand.derived()};
        system.check_demand(demand, consumers);
        auto const output = system.outputs_for(demand, options.allow_negative);
        options.output = output;
        system.take_coefficients(demand, std::move(consumers), options);
        return system;
    }

    [[nodiscard]] std::size_t size() const noexcept { return labels_->size(); } ///< sectors of all regions
    [[nodiscard]] std::vector<label> const& labels() const& noexcept { return *labels_; }
    [[nodiscard]] std::vector<Region> const& regions() const& noexcept
    {
        return regions_;
    } ///< in their order, each once
    [[nodiscard]] std::vector<Region> const& consumers() const& noexcept { return consumers_; } ///< of each column of Y
    [[nodiscard]] std::vector<double> const& output() const& noexcept { return output_; }       ///< x, in money
    /// v, value added per unit of output.
    [[nodiscard]] std::vector<double> const& value_added() const& noexcept { return value_added_; }
    [[nodiscard]] bool value_added_is_given() const noexcept { return value_added_given_; }
    [[nodiscard]] bool has_final_demand() const noexcept { return demand_.cols() > 0; }
    /// The columns of final demand in use, one after another, in the order of `consumers()`.
    [[nodiscard]] Eigen::MatrixXd const& final_demand() const& noexcept { return demand_; }
    /// The largest difference of a published output and the sum of its deliveries, in money; NaN if there was nothing
    /// to compare.
    [[nodiscard]] double largest_discrepancy() const noexcept { return discrepancy_; }
    /// What each sector delivers to the columns that were set aside by `io_options::without`. Where it is not 0,
    /// outputs are no longer the sums of the rows.
    [[nodiscard]] std::vector<double> const& set_aside() const& noexcept { return set_aside_; }

    /// The position of a label. @throws not_found when there is none
    [[nodiscard]] std::size_t position(label const& wanted, std::string_view index = "io_system") const
    {
        auto const found = std::find(labels_->begin(), labels_->end(), wanted);
        if (found == labels_->end()) {
            throw not_found{index, "sector " + text_of(wanted) + " in the table"};
        }
        return static_cast<std::size_t>(found - labels_->begin());
    }

    // For the measures of network/.
    [[nodiscard]] friend network_detail::coefficients const& core_of(io_system const& system) noexcept
    {
        return system.core_;
    }
    [[nodiscard]] std::shared_ptr<std::vector<label> const> shared_labels() const { return labels_; }
    [[nodiscard]] std::size_t region_of(std::size_t i) const { return region_of_[i]; } ///< its place in regions()
    [[nodiscard]] std::string name(std::size_t i) const { return text_of((*labels_)[i]); }

    /// 1 for the sectors of a region or a bloc of regions, else 0. @throws not_found for a region that the table lacks
    template <party Party>
    [[nodiscard]] std::vector<double> indicator(Party const& who, std::string_view index) const
    {
        auto u = std::vector<double>(size());
        for (auto const& id : detail::members(who)) {
            auto const wanted = Region(id);
            auto const found = std::lower_bound(regions_.begin(), regions_.end(), wanted);
            if (found == regions_.end() || !(*found == wanted)) {
                throw not_found{index, "region " + text_of(id) + " in the table"};
            }
            for (auto const i : core_.groups[static_cast<std::size_t>(found - regions_.begin())]) {
                u[i] = 1;
            }
        }
        return u;
    }

    /// Final demand of a consumer, or of a bloc of them, for each sector. @throws not_found for a consumer of no
    /// column; invalid_parameter when final demand is not known
    template <party Party>
    [[nodiscard]] std::vector<double> demand_of(Party const& who, std::string_view index) const
    {
        if (!has_final_demand()) {
            throw invalid_parameter{index, "the system was made without final demand, which this measure needs"};
        }
        auto y = std::vector<double>(size());
        for (auto const& id : detail::members(who)) {
            auto any = false;
            for (std::size_t c = 0; c < consumers_.size(); ++c) {
                if (consumers_[c] == Region(id)) {
                    any = true;
                    for (std::size_t i = 0; i < y.size(); ++i) {
                        y[i] += demand_(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(c));
                    }
                }
            }
            if (!any) {
                throw not_found{index, "consumer " + text_of(id) + " in the table"};
            }
        }
        return y;
    }

private:
    network_detail::coefficients core_;
    std::shared_ptr<std::vector<label> const> labels_;
    std::vector<Region> regions_;
    std::vector<std::size_t> region_of_;
    std::vector<Region> consumers_;
    Eigen::MatrixXd demand_;
    std::vector<double> output_;
    std::vector<double> value_added_;
    std::vector<double> set_aside_;
    bool value_added_given_ = false;
    double discrepancy_ = undefined;

    io_system(network_detail::matrix_lines matrix, std::vector<label> labels)
    {
        core_.matrix = matrix;
        if (labels.size() != core_.size()) {
            throw invalid_parameter{"io_system", "number of labels", static_cast<double>(labels.size()),
                                    "that of the rows, " + std::to_string(core_.size())};
        }
        for (auto const& [region, sector] : labels) {
            regions_.push_back(region);
        }
        std::sort(regions_.begin(), regions_.end());
        regions_.erase(std::unique(regions_.begin(), regions_.end()), regions_.end());
        core_.groups.resize(regions_.size());
        for (std::size_t i = 0; i < labels.size(); ++i) {
            auto const place = std::lower_bound(regions_.begin(), regions_.end(), labels[i].first);
            region_of_.push_back(static_cast<std::size_t>(place - regions_.begin()));
            core_.groups[region_of_.back()].push_back(i);
        }
        auto sorted = labels;
        std::sort(sorted.begin(), sorted.end());
        auto const twice = std::adjacent_find(sorted.begin(), sorted.end());
        if (twice != sorted.end()) {
            throw invalid_parameter{"io_system", "the label " + text_of(*twice)
                                                     + " occurs twice; each sector has a label of its own"};
        }
        labels_ = std::make_shared<std::vector<label> const>(std::move(labels));
    }

    [[nodiscard]] std::vector<Region> first_named_regions() const
    {
        auto named = std::vector<Region>{};
        auto seen = std::vector<bool>(regions_.size());
        for (std::size_t i = 0; i < size(); ++i) {
            if (!seen[region_of_[i]]) {
                seen[region_of_[i]] = true;
                named.push_back(regions_[region_of_[i]]);
            }
        }
        return named;
    }

    void check_demand(Eigen::MatrixXd const& demand, std::vector<Region> const& consumers) const
    {
        network_detail::check_demand(size(), demand, consumers.size(), names(),
                                     [&](std::size_t c) { return text_of(consumers[c]); });
    }

    [[nodiscard]] network_detail::table_sums checked_sums(bool allow_negative)
    {
        auto sums = network_detail::sums_of(core_.matrix, allow_negative);
        if (sums.unusual) {
            throw invalid_amount{"io_system: delivery of " + name(sums.row) + " to " + name(sums.column),
                                 sums.row * size() + sums.column, sums.value};
        }
        core_.negative = sums.negative;
        return sums;
    }

    void take_demand(Eigen::MatrixXd const& demand, std::vector<Region> consumers, io_options const& options)
    {
        set_aside_.assign(size(), 0.0);
        auto kept = std::vector<Eigen::Index>{};
        for (Eigen::Index c = 0; c < demand.cols(); ++c) {
            auto const& out = options.without;
            if (std::find(out.begin(), out.end(), static_cast<std::size_t>(c)) == out.end()) {
                kept.push_back(c);
                consumers_.push_back(consumers[static_cast<std::size_t>(c)]);
                continue;
            }
            for (std::size_t i = 0; i < size(); ++i) {
                set_aside_[i] += demand(static_cast<Eigen::Index>(i), c);
            }
        }
        for (auto const c : options.without) {
            if (c >= consumers.size()) {
                throw invalid_parameter{"io_system", "a column of final demand to set aside", static_cast<double>(c),
                                        "below the number of columns, " + std::to_string(consumers.size())};
            }
        }
        demand_.resize(demand.rows(), static_cast<Eigen::Index>(kept.size()));
        for (std::size_t c = 0; c < kept.size(); ++c) {
            demand_.col(static_cast<Eigen::Index>(c)) = demand.col(kept[c]);
        }
    }

    void take_table(Eigen::MatrixXd const& demand, std::vector<Region> consumers, io_options const& options)
    {
        check_demand(demand, consumers);
        auto const sums = checked_sums(options.allow_negative);
        take_outputs(sums.rows, demand, options);
        take_demand(demand, std::move(consumers), options);
        auto costs = sums.columns;
        for (std::size_t j = 0; j < size(); ++j) {
            if (output_[j] == 0 && has_inputs(j, costs[j])) {
                throw invalid_parameter{"io_system", name(j) + " has inputs of " + detail::number_text(costs[j])
                                                         + " and no output; inputs need an output"};
            }
            costs[j] = output_[j] == 0 ? 0 : costs[j] / output_[j];
        }
        take_value_added(costs, options);
        core_.below = output_;
        core_.across.assign(size(), 1.0);
        take_scale(sums.rows);
        core_.unit_below = core_.unit_across;
    }

    void take_coefficients(Eigen::MatrixXd const& demand, std::vector<Region> consumers, io_options const& options)
    {
        auto const sums = checked_sums(options.allow_negative);
        take_outputs({}, demand, options);
        take_demand(demand, std::move(consumers), options);
        for (std::size_t j = 0; j < size(); ++j) {
            if (output_[j] == 0 && has_inputs(j, sums.columns[j])) {
                throw invalid_parameter{"io_system", name(j) + " has inputs of " + detail::number_text(sums.columns[j])
                                                         + " per unit and no output; inputs need an output"};
            }
        }
        take_value_added(sums.columns, options);
        core_.below.assign(size(), 1.0);
        core_.across = output_;
        take_scale(output_);
    }

    /// Whether a column has any cell; positive and negative ones may cancel.
    [[nodiscard]] bool has_inputs(std::size_t j, double sum) const
    {
        if (sum != 0 || !core_.negative) {
            return sum != 0;
        }
        for (std::size_t i = 0; i < size(); ++i) {
            if (network_detail::cell(core_.matrix, i, j) != 0) {
                return true;
            }
        }
        return false;
    }

    void take_outputs(std::vector<double> const& deliveries, Eigen::MatrixXd const& demand, io_options const& options)
    {
        auto found = network_detail::outputs_of(size(), deliveries, demand, options, names());
        output_ = std::move(found.output);
        discrepancy_ = found.discrepancy;
    }

    void take_value_added(std::vector<double> const& costs, io_options const& options)
    {
        value_added_given_ = !options.value_added.empty();
        value_added_ = network_detail::values_added(output_, costs, options, names());
    }

    void take_scale(std::vector<double> const& deliveries)
    {
        core_.scale = network_detail::units_of(output_, deliveries);
        core_.unit_across = network_detail::unit_of(output_);
    }

    [[nodiscard]] std::function<std::string(std::size_t)> names() const
    {
        return [this](std::size_t i) { return name(i); };
    }

    [[nodiscard]] std::vector<double> outputs_for(Eigen::MatrixXd const& demand, bool allow_negative)
    {
        (void)checked_sums(allow_negative);
        core_.below.assign(size(), 1.0);
        core_.across.assign(size(), 1.0);
        core_.scale.assign(size(), 1.0);
        auto y = network_detail::sums_by_row(demand);
        auto const k = network_detail::chain{core_, network_detail::direction_of_chain::forward, {}, 1, false};
        return network_detail::solve_chain(k, std::move(y), 1, "io_system", names(), network_detail::in_order).values;
    }
};

template <class Z, class D, class Region, class Sector>
io_system(Z&&, Eigen::DenseBase<D> const&, std::vector<std::pair<Region, Sector>>) -> io_system<Region, Sector>;
template <class Z, class D, class Region, class Sector>
io_system(Z&&, Eigen::DenseBase<D> const&, std::vector<std::pair<Region, Sector>>, io_options)
    -> io_system<Region, Sector>;
template <class Z, class D, class Region, class Sector>
io_system(Z&&, Eigen::DenseBase<D> const&, std::vector<std::pair<Region, Sector>>, std::vector<Region>)
    -> io_system<Region, Sector>;
template <class Z, class D, class Region, class Sector>
io_system(Z&&, Eigen::DenseBase<D> const&, std::vector<std::pair<Region, Sector>>, std::vector<Region>, io_options)
    -> io_system<Region, Sector>;

} // namespace equipoise
