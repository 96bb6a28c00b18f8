// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/tally.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

namespace equipoise {

/// The number of partners n that an index counts where n matters: `listed`, the default, counts every partner of
/// the range, those with nothing among them; `positive` counts those with more than nothing; `base{n}` is a number
/// that the caller knows, such as all the states of the world.
class base {
public:
    /// @throws invalid_parameter for a negative n
    template <std::integral N>
        requires(!std::same_as<N, bool>)
    constexpr explicit base(N n) : kind_{kind::given}, given_{static_cast<std::size_t>(n)}
    {
        if (n < N{}) {
            throw invalid_parameter{"base", "n", static_cast<double>(n), "not negative"};
        }
    }

    [[nodiscard]] static constexpr base of_listed() noexcept { return base{kind::listed}; }
    [[nodiscard]] static constexpr base of_positive() noexcept { return base{kind::positive}; }

    /// @throws invalid_parameter when a given n is smaller than the number of partners with more than nothing
    [[nodiscard]] constexpr std::size_t count(detail::totals const& sums, std::string_view index) const
    {
        if (kind_ == kind::given && given_ < sums.positive) {
            throw invalid_parameter{index, "base", static_cast<double>(given_),
                                    "at least the number of positive partners, "
                                        + detail::number_text(static_cast<double>(sums.positive))};
        }
        return kind_ == kind::given ? given_ : kind_ == kind::positive ? sums.positive : sums.listed;
    }

    friend constexpr bool operator==(base const&, base const&) = default;

private:
    enum class kind : unsigned char { listed, positive, given };

    constexpr explicit base(kind which) noexcept : kind_{which} {}

    kind kind_;
    std::size_t given_ = 0;
};

inline constexpr base listed = base::of_listed();
inline constexpr base positive = base::of_positive();

} // namespace equipoise
