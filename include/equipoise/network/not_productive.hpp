// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/errors.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equipoise {

/// Sectors that use up all that they make, or more, to make it: no finite output of theirs meets any demand, so that
/// there is no answer to the question what it takes to make them.
class not_productive : public std::domain_error, public error {
public:
    /// "index: the sectors LABELS need at least all that they make for making it; no finite output meets any demand"
    not_productive(std::string_view index, std::vector<std::string> labels)
        : std::domain_error{std::string{index} + ": the " + listed(labels) + "; no finite output meets any demand"},
          labels_{std::move(labels)}
    {
    }

    [[nodiscard]] char const* what() const noexcept override { return std::domain_error::what(); }
    /// All sectors of the class, each of which supplies all others directly or through them.
    [[nodiscard]] std::vector<std::string> const& labels() const noexcept { return labels_; }

private:
    std::vector<std::string> labels_;

    [[nodiscard]] static std::string listed(std::vector<std::string> const& labels)
    {
        if (labels.size() == 1) {
            return "sector " + labels[0] + " needs at least all that it makes for making it";
        }
        constexpr std::size_t shown = 5;
        auto text = std::string{"sectors "};
        for (std::size_t i = 0; i < labels.size() && i < shown; ++i) {
            text += (i == 0 ? "" : ", ") + labels[i];
        }
        if (labels.size() > shown) {
            text += " and " + std::to_string(labels.size() - shown) + " others";
        }
        return text + " need at least all that they make for making it";
    }
};

} // namespace equipoise
