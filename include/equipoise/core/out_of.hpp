// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/tally.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace equipoise {

/// The number of partners n, for an index that depends on it. `listed`, the default, counts every partner of the list,
/// including those with a zero amount; `positive` counts the partners with an amount above zero; `out_of{n}` is a
/// number that the caller knows, such as the 190 other states of the world.
class out_of {
public:
    /// @throws invalid_parameter for a negative n
    template <std::integral N>
        requires(!std::same_as<N, bool>)
    constexpr explicit out_of(N n) : kind_{kind::given}, given_{static_cast<std::size_t>(n)}
    {
        if (n < N{}) {
            throw invalid_parameter{"out_of", "n", static_cast<double>(n), "at least 0"};
        }
    }

    [[nodiscard]] static constexpr out_of of_listed() noexcept { return out_of{kind::listed}; }
    [[nodiscard]] static constexpr out_of of_positive() noexcept { return out_of{kind::positive}; }

    /// The number of partners of a list. @throws invalid_parameter if a given n is smaller than the number of partners
    /// with an amount above zero
    [[nodiscard]] constexpr std::size_t count(rules::totals const& sums, std::string_view index) const
    {
        if (kind_ == kind::given && given_ < sums.positive) {
            throw invalid_parameter{index, "out_of", static_cast<double>(given_),
                                    "at least the number of positive partners, "
                                        + detail::number_text(static_cast<double>(sums.positive))};
        }
        return kind_ == kind::given ? given_ : kind_ == kind::positive ? sums.positive : sums.listed;
    }

    friend constexpr bool operator==(out_of const&, out_of const&) = default;

private:
    enum class kind : unsigned char { listed, positive, given };

    constexpr explicit out_of(kind which) noexcept : kind_{which} {}

    kind kind_;
    std::size_t given_ = 0;
};

inline constexpr out_of listed = out_of::of_listed();
inline constexpr out_of positive = out_of::of_positive();

} // namespace equipoise
