// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/numeric/twofold.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

/// The table and the reduction of the argument that all logarithms share: x = 2^power z, and z times a number of few
/// bits is close to 1.
namespace equipoise::detail {

inline constexpr twofold ln_2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

/// ln 2 in two parts. The first is a multiple of 2^-42, so that its small multiples are exact.
inline constexpr twofold ln_2_split{0x1.62e42fefa3800p-1, 0x1.ef35793c76730p-45};

/// x in two parts, a multiple of 2^-42 and the rest, for |x| < 2^10.
[[nodiscard]] constexpr twofold split_ln(twofold x) noexcept
{
    auto const high = (x.hi + 0x1.8p10) - 0x1.8p10;
    return {high, (x.hi - high) + x.lo};
}

/// A number of 13 bits close to the reciprocal of z, and minus its logarithm in three parts: `high` and `low` as
/// `split_ln` gives them, and `lowest`, the rest.
struct ln_entry {
    double inverse;
    double high;
    double low;
    double lowest = 0;
};

/// The entries for 128 intervals from z = 11/16 to 11/8, with 1 at place 80; intervals below 1 are narrower. The values
/// are written out because computing them would cost each compilation a tenth of a second; the tests compute them.
inline constexpr std::array<ln_entry, 128> ln_table{{
    {5958 * 0x1p-12, -0x1.7fb7a3b581p-2, -0x1.71a5e46a7e5d1p-44, -0x1.e18p-98},
    {5924 * 0x1p-12, -0x1.79db6681bp-2, 0x1.4d319161a11f8p-44, -0x1.548p-98},
    {5891 * 0x1p-12, -0x1.74230768ap-2, 0x1.05ca6ea7f7eaep-44, 0x1.96p-101},
    {5858 * 0x1p-12, -0x1.6e626e6aaap-2, 0x1.a3326a23b743dp-44, 0x1.4fcp-99},
    {5825 * 0x1p-12, -0x1.689983bca6p-2, -0x1.25a53e0c9f034p-46, -0x1.17p-100},
    {5793 * 0x1p-12, -0x1.62f570a539p-2, 0x1.5538453b676bap-44, -0x1.441p-98},
    {5761 * 0x1p-12, -0x1.5d495dcacdp-2, -0x1.bc3fdaed5844cp-44, 0x1.6736p-98},
    {5730 * 0x1p-12, -0x1.57c2f53b05p-2, -0x1.0494c017c2a52p-45, -0x1.2p-101},
    {5699 * 0x1p-12, -0x1.5234e0670ap-2, -0x1.49483d21b40d9p-44, -0x1.64p-98},
    {5668 * 0x1p-12, -0x1.4c9f09e153p-2, 0x1.e1dde70e02dep-45, -0x1.c38p-99},
    {5638 * 0x1p-12, -0x1.472fdbe4fdp-2, -0x1.f9364c53f821fp-45, 0x1.26p-99},
    {5607 * 0x1p-12, -0x1.418a821a4cp-2, -0x1.544a950cdfe5p-45, 0x1.ddp-99},
    {5578 * 0x1p-12, -0x1.3c3b2736b4p-2, 0x1.3e5d1e9d3ddf9p-47, -0x1.a4p-102},
    {5548 * 0x1p-12, -0x1.36b5776bc1p-2, -0x1.169785a9c223fp-46, -0x1.d8p-102},
    {5519 * 0x1p-12, -0x1.31579e142ep-2, 0x1.27cda5a6d3d1fp-45, -0x1.72p-101},
    {5490 * 0x1p-12, -0x1.2bf287cc41p-2, -0x1.b0f4f549d8ecfp-45, 0x1.238p-99},
    {5461 * 0x1p-12, -0x1.268620f34dp-2, -0x1.8f44b998bb50ep-44, -0x1.63ap-99},
    {5433 * 0x1p-12, -0x1.214296d08ap-2, 0x1.cb6298064becap-44, 0x1.ep-99},
    {5405 * 0x1p-12, -0x1.1bf816355fp-2, 0x1.1b10958a02186p-44, -0x1.dbp-99},
    {5377 * 0x1p-12, -0x1.16a68c9dbdp-2, -0x1.b546cd487dbdep-44, 0x1.6c4p-98},
    {5350 * 0x1p-12, -0x1.117ee81dfep-2, -0x1.30f778a2e8cbdp-44, 0x1.37cp-98},
    {5323 * 0x1p-12, -0x1.0c50965e74p-2, -0x1.91647f8ab8825p-44, -0x1.52p-98},
    {5296 * 0x1p-12, -0x1.071b85fcd6p-2, 0x1.bcb8ba3e01a11p-44, -0x1.e77p-98},
    {5269 * 0x1p-12, -0x1.01dfa5529ap-2, -0x1.2d95d56371332p-44, 0x1.d1p-98},
    {5243 * 0x1p-12, -0x1.f99dc6c23cp-3, 0x1.7ed06117b4369p-44, 0x1.44p-100},
    {5217 * 0x1p-12, -0x1.ef6f5e338cp-3, -0x1.59e36e1b431a7p-46, -0x1.b8p-100},
    {5191 * 0x1p-12, -0x1.e533effde2p-3, 0x1.fd75bb2837bb6p-44, 0x1.b22p-98},
    {5165 * 0x1p-12, -0x1.daeb5aa6c4p-3, 0x1.8bfe9b3f43035p-44, 0x1.7b9p-99},
    {5140 * 0x1p-12, -0x1.d0fb7f2256p-3, 0x1.af52b20633b29p-47, 0x1.9p-102},
    {5115 * 0x1p-12, -0x1.c6ff3c6efcp-3, -0x1.ee1337e5107eep-44, 0x1.f72p-98},
    {5090 * 0x1p-12, -0x1.bcf6736f7ep-3, 0x1.271e894f591e4p-44, -0x1.0e28p-98},
    {5066 * 0x1p-12, -0x1.b34885022ep-3, -0x1.03ba859924374p-44, 0x1.4p-99},
    {5041 * 0x1p-12, -0x1.a926d3a4aep-3, 0x1.53935e85baac8p-44, -0x1.d4ep-98},
    {5017 * 0x1p-12, -0x1.9f60c06846p-3, 0x1.4355507c16436p-44, -0x1.8c4p-98},
    {4993 * 0x1p-12, -0x1.958eadae6p-3, 0x1.3b6857bb1fa3bp-46, -0x1.18p-104},
    {4970 * 0x1p-12, -0x1.8c19fe2982p-3, -0x1.5e01e0d7c912bp-49, 0x1.d8p-103},
    {4946 * 0x1p-12, -0x1.8230164c1ap-3, -0x1.98dd68a5d0b48p-46, -0x1.118p-100},
    {4923 * 0x1p-12, -0x1.78a4584cp-3, -0x1.9e3f57d3f542ep-44, -0x1.0f18p-98},
    {4900 * 0x1p-12, -0x1.6f0d28ae56p-3, -0x1.69737c93373dap-44, -0x1.9bp-99},
    {4877 * 0x1p-12, -0x1.656a6be1dep-3, 0x1.a4d0df2ddfbcep-44, 0x1.cap-99},
    {4855 * 0x1p-12, -0x1.5c28060c46p-3, -0x1.6ece374e0e858p-44, 0x1.0e8p-98},
    {4832 * 0x1p-12, -0x1.526e5e3a1cp-3, 0x1.790ba37fc5238p-44, 0x1.a72p-98},
    {4810 * 0x1p-12, -0x1.4915d832fcp-3, 0x1.53cee006bcf62p-44, -0x1.754p-98},
    {4788 * 0x1p-12, -0x1.3fb25a5952p-3, -0x1.195be6b358ff7p-44, -0x1.6cbp-98},
    {4766 * 0x1p-12, -0x1.3643cad058p-3, -0x1.1e18f2132dfd5p-44, 0x1.7b4p-99},
    {4745 * 0x1p-12, -0x1.2d38907e04p-3, -0x1.d2f4722be431cp-44, 0x1.69p-101},
    {4723 * 0x1p-12, -0x1.23b412580cp-3, 0x1.7e6e809e4f37dp-44, 0x1.d4p-101},
    {4702 * 0x1p-12, -0x1.1a93b7d43p-3, 0x1.3debbf4ec55f3p-44, 0x1.cf8p-100},
    {4681 * 0x1p-12, -0x1.1168e8127ep-3, -0x1.93436f195cb75p-46, 0x1.61p-100},
    {4660 * 0x1p-12, -0x1.08338affa2p-3, -0x1.0533cac823e27p-44, -0x1.23p-100},
    {4640 * 0x1p-12, -0x1.fec9131dcp-4, 0x1.54555d1ae6607p-44, -0x1.928p-99},
    {4619 * 0x1p-12, -0x1.ec3497b498p-4, 0x1.9ce038385817p-47, 0x1.38cp-101},
    {4599 * 0x1p-12, -0x1.da6e7637c4p-4, -0x1.a83eac951c1aap-46, -0x1.e3ep-100},
    {4579 * 0x1p-12, -0x1.c8948014bcp-4, -0x1.6d371637a76fbp-45, -0x1.79p-99},
    {4559 * 0x1p-12, -0x1.b6a688d9b4p-4, -0x1.b175ff3be2566p-44, 0x1.fa3p-98},
    {4539 * 0x1p-12, -0x1.a4a4637ed4p-4, 0x1.c42890c539de5p-44, -0x1.eb8p-100},
    {4520 * 0x1p-12, -0x1.9375e55594p-4, -0x1.eddc37380c364p-44, -0x1.371p-98},
    {4500 * 0x1p-12, -0x1.814be23f8cp-4, -0x1.b2381da82fdfdp-51, 0x1.fp-105},
    {4481 * 0x1p-12, -0x1.6ff7309f8cp-4, -0x1.8f19994f375abp-55, -0x1.4p-109},
    {4462 * 0x1p-12, -0x1.5e8fa4d858p-4, -0x1.1c6fce08d711p-44, 0x1.f27p-100},
    {4443 * 0x1p-12, -0x1.4d1515b988p-4, 0x1.8e7d02e3f5e95p-47, 0x1.a92p-101},
    {4424 * 0x1p-12, -0x1.3b87598b1cp-4, 0x1.2241594aca313p-45, -0x1.a178p-99},
    {4406 * 0x1p-12, -0x1.2ad449eff4p-4, 0x1.cea3ae5f05b87p-44, 0x1.cap-99},
    {4387 * 0x1p-12, -0x1.1920bc3d1cp-4, 0x1.9221e62a516ap-44, 0x1.17cp-99},
    {4369 * 0x1p-12, -0x1.08498b51e4p-4, 0x1.93b33c55fb24fp-46, -0x1.004p-100},
    {4351 * 0x1p-12, -0x1.eec11bf258p-5, -0x1.c84280496bda5p-44, 0x1.674p-98},
    {4333 * 0x1p-12, -0x1.cccb3cd798p-5, -0x1.97a98b99b5035p-44, -0x1.cc88p-98},
    {4315 * 0x1p-12, -0x1.aab12cd3ap-5, -0x1.84590fd8b3b42p-46, 0x1.0dp-102},
    {4297 * 0x1p-12, -0x1.88729e70fp-5, 0x1.9c8d8f692991dp-45, 0x1.38cp-101},
    {4280 * 0x1p-12, -0x1.67f94f0948p-5, -0x1.ecc1f3e7e4ed7p-44, 0x1.34bp-98},
    {4263 * 0x1p-12, -0x1.475ee9a0bp-5, -0x1.6de8fbaa8b77ap-46, 0x1.758p-100},
    {4245 * 0x1p-12, -0x1.24b532104p-5, 0x1.966b2dce75097p-46, -0x1.facp-100},
    {4228 * 0x1p-12, -0x1.03d5d85e7p-5, -0x1.f778960ed29cfp-44, 0x1.3e28p-98},
    {4211 * 0x1p-12, -0x1.c5a92e163p-6, 0x1.962e95bcf75e5p-44, 0x1.9cp-102},
    {4194 * 0x1p-12, -0x1.83624fba8p-6, -0x1.deb9c96b40046p-45, -0x1.15bp-100},
    {4178 * 0x1p-12, -0x1.44c28d451p-6, -0x1.98b0a50467942p-44, 0x1.5e24p-98},
    {4161 * 0x1p-12, -0x1.01f565873p-6, -0x1.6107d26f92eb5p-44, 0x1.d832p-99},
    {4145 * 0x1p-12, -0x1.85ac7e9e8p-7, 0x1.248883197ad1cp-47, 0x1.b3ap-101},
    {4128 * 0x1p-12, -0x1.fe02a6b1p-8, -0x1.9e23f0dda40e4p-46, -0x1.dc24p-100},
    {4112 * 0x1p-12, -0x1.ff00aa2bp-9, -0x1.0bc04a086b56ap-45, 0x1.2caep-99},
    {4096 * 0x1p-12, 0x0p+0, 0x0p+0, 0x0p+0},
    {4064 * 0x1p-12, 0x1.010157588p-7, 0x1.bce251998b506p-44, -0x1.898p-101},
    {4033 * 0x1p-12, 0x1.fbea8b13cp-7, 0x1.ec927b17e4e13p-50, 0x1.384p-104},
    {4002 * 0x1p-12, 0x1.7c61b1cf6p-6, -0x1.08fc8f849a447p-45, 0x1.1p-108},
    {3972 * 0x1p-12, 0x1.f7a9b1678p-6, 0x1.42ad9271be7d7p-45, 0x1.154p-101},
    {3942 * 0x1p-12, 0x1.39f07ba0e8p-5, 0x1.eb129d642e577p-44, 0x1.facp-98},
    {3913 * 0x1p-12, 0x1.766d923c2p-5, 0x1.ff0a82f1c24c1p-46, 0x1.56cp-100},
    {3884 * 0x1p-12, 0x1.b35dd9b588p-5, 0x1.d5674d6cf558ep-44, 0x1.0c44p-98},
    {3855 * 0x1p-12, 0x1.f0c30c1118p-5, -0x1.caef3588b7d8p-45, 0x1.4668p-99},
    {3827 * 0x1p-12, 0x1.163d6ef958p-4, -0x1.7f3b038d8e6ebp-46, -0x1.08p-101},
    {3799 * 0x1p-12, 0x1.345179b63cp-4, 0x1.d4203d36150dp-44, 0x1.c8d48p-98},
    {3772 * 0x1p-12, 0x1.518874226p-4, 0x1.30a1d96258b3ep-44, -0x1.d5c4p-98},
    {3745 * 0x1p-12, 0x1.6ef528c058p-4, -0x1.5d462d767cadep-44, 0x1.974p-99},
    {3718 * 0x1p-12, 0x1.8c985e9bap-4, -0x1.37c377e430036p-44, 0x1.736p-99},
    {3692 * 0x1p-12, 0x1.a956d3ecacp-4, 0x1.e63794c02c4afp-44, 0x1.55ep-98},
    {3666 * 0x1p-12, 0x1.c6494a2e4p-4, 0x1.8a5e8ab20c4e6p-44, -0x1.7638p-98},
    {3641 * 0x1p-12, 0x1.e2507702bp-4, -0x1.f897980522249p-45, 0x1.828p-100},
    {3616 * 0x1p-12, 0x1.fe89139dbcp-4, 0x1.56594d82f7a82p-44, -0x1.394p-98},
    {3591 * 0x1p-12, 0x1.0d79e7cd48p-3, 0x1.cb422847849e4p-44, -0x1.62p-98},
    {3567 * 0x1p-12, 0x1.1b35ae3b82p-3, -0x1.20a2e76016a9dp-46, -0x1.9d8p-100},
    {3542 * 0x1p-12, 0x1.299d30c606p-3, 0x1.d4d0079dc08d9p-44, -0x1.5f8p-98},
    {3519 * 0x1p-12, 0x1.36f4c27578p-3, -0x1.4d9e2683a54edp-44, 0x1.ffcp-99},
    {3495 * 0x1p-12, 0x1.44f8b726f8p-3, 0x1.df6a4432b9bb4p-44, -0x1.f2p-101},
    {3472 * 0x1p-12, 0x1.527e5e4a1cp-3, -0x1.4e60b8d4b411dp-44, 0x1.47ep-98},
    {3449 * 0x1p-12, 0x1.601b076e7ap-3, 0x1.152d7d4dfc8e5p-44, 0x1.0ccp-98},
    {3427 * 0x1p-12, 0x1.6d35fee52cp-3, -0x1.f127eb4f64e1fp-45, -0x1.728p-99},
    {3404 * 0x1p-12, 0x1.7b00916516p-3, -0x1.ae75fcb067e57p-44, -0x1.ce4p-99},
    {3383 * 0x1p-12, 0x1.87ad07c494p-3, -0x1.70f53c386330ap-44, 0x1.24cp-99},
    {3361 * 0x1p-12, 0x1.9509aa0044p-3, 0x1.f1e675b4d35c6p-44, -0x1.f5p-101},
    {3339 * 0x1p-12, 0x1.a27cc3064p-3, 0x1.d954963274bb8p-44, -0x1.54p-98},
    {3318 * 0x1p-12, 0x1.af6895610ep-3, -0x1.148288bf7a937p-45, -0x1.8ccp-99},
    {3297 * 0x1p-12, 0x1.bc69684aeep-3, 0x1.8f6d5d141f9bdp-45, 0x1.a9cp-99},
    {3277 * 0x1p-12, 0x1.c8df7cb9a8p-3, 0x1.eee42f58e1e6ep-44, 0x1.fbp-98},
    {3256 * 0x1p-12, 0x1.d60a17f904p-3, -0x1.5d6e06fc20d39p-44, 0x1.21p-99},
    {3236 * 0x1p-12, 0x1.e2a877a6b2p-3, 0x1.823817787081ap-44, -0x1.435p-98},
    {3216 * 0x1p-12, 0x1.ef5ade4ddp-3, -0x1.a211565bb8e11p-51, -0x1.28p-105},
    {3197 * 0x1p-12, 0x1.fb7d86eee4p-3, -0x1.1c061cdb8097bp-45, 0x1.248p-102},
    {3178 * 0x1p-12, 0x1.03d95a1d67p-2, 0x1.a17880f236109p-44, -0x1.a6ap-99},
    {3158 * 0x1p-12, 0x1.0a504e97bbp-2, 0x1.03094e6690c44p-44, -0x1.03cp-98},
    {3139 * 0x1p-12, 0x1.107e404ab1p-2, -0x1.fb921823aafdap-48, -0x1.fp-104},
    {3121 * 0x1p-12, 0x1.1661caecbap-2, -0x1.171fff9fc4abbp-44, 0x1.bf8p-98},
    {3102 * 0x1p-12, 0x1.1ca28c64bbp-2, -0x1.ac4f842f5566bp-46, -0x1.bap-100},
    {3084 * 0x1p-12, 0x1.22981fbef8p-2, -0x1.a1421609580dap-44, 0x1.413p-99},
    {3066 * 0x1p-12, 0x1.2896a13e08p-2, 0x1.a8ed027e16952p-44, 0x1.8bcp-98},
    {3048 * 0x1p-12, 0x1.2e9e2bce12p-2, 0x1.4300c128d1dc2p-45, -0x1.377p-101},
    {3031 * 0x1p-12, 0x1.34585a594cp-2, -0x1.d4d9bf230f411p-44, 0x1.08p-103},
    {3013 * 0x1p-12, 0x1.3a71c56bb5p-2, -0x1.ce772094aef7p-44, 0x1.64ep-98},
    {2996 * 0x1p-12, 0x1.403d086ceap-2, 0x1.e6ef574487308p-44, 0x1.928p-99},
}};

/// x = 2^power z for a normal x > 0, with z between 0.685 and 1.372. For any other x, power and z have no meaning, but
/// z is in this range and the place in the table.
struct reduced {
    double power;
    double z;
    std::size_t place;

    [[nodiscard]] static constexpr reduced of(double x) noexcept
    {
        auto const bits = std::bit_cast<std::uint64_t>(x);
        auto const above = bits - 0x3fe5f00000000000U; // its first 12 bits are the power, the next 7 the place
        auto const biased = std::bit_cast<double>((above ^ std::uint64_t{1} << 63) >> 52 | 0x4330000000000000U);
        return {biased - (0x1p52 + 0x1p11), std::bit_cast<double>(bits - (above & 0xfff0000000000000U)),
                static_cast<std::uint32_t>(above >> 45 & 0x7f)};
    }
};

/// 1 - ln(1 + u) / u = u/2 - u^2/3 + ... for |u| < 1/240.
[[nodiscard]] constexpr double shortfall_of_ln(double u) noexcept
{
    auto series = 1.0 / 7 - unfused(u * (1.0 / 8));
    series = 1.0 / 6 - unfused(u * series);
    series = 1.0 / 5 - unfused(u * series);
    series = 1.0 / 4 - unfused(u * series);
    series = 1.0 / 3 - unfused(u * series);
    series = 1.0 / 2 - unfused(u * series);
    return unfused(u * series);
}

/// ln x with an error of 2^-67, in two parts of which the first is a multiple of 2^-42; `entry` is that of x in the
/// table.
[[nodiscard]] constexpr twofold ln_parts(reduced const& x, ln_entry const& entry) noexcept
{
    auto const z_high = std::bit_cast<double>(std::bit_cast<std::uint64_t>(x.z) & ~std::uint64_t{0x7fffff});
    auto const u_high = z_high * entry.inverse - 1; // exact, as are the next and the sums of multiples of 2^-42
    auto const u_low = (x.z - z_high) * entry.inverse;
    auto const u = u_high + u_low;
    return {x.power * ln_2_split.hi + entry.high + u_high,
            (unfused(x.power * ln_2_split.lo) + entry.low) + (u_low - unfused(u * shortfall_of_ln(u)))};
}

/// The logarithms of a block of normal numbers above 0, as `ln_parts` gives them. The table is read in a loop of its
/// own, because compilers vectorise only the loop that computes.
template <std::size_t Width>
constexpr void ln_each(double const* x, std::size_t count, double (&high)[Width], double (&low)[Width]) noexcept
{
    double inverse[Width];
    for (std::size_t i = 0; i < count; ++i) {
        auto const& entry = ln_table[reduced::of(x[i]).place];
        inverse[i] = entry.inverse;
        high[i] = entry.high;
        low[i] = entry.low;
    }
    for (std::size_t i = 0; i < count; ++i) {
        auto const ln = ln_parts(reduced::of(x[i]), {inverse[i], high[i], low[i]});
        high[i] = ln.hi;
        low[i] = ln.lo;
    }
}

/// The logarithm of an x that is not both finite and above 0: -infinity for 0, infinity for infinity, NaN otherwise.
[[nodiscard]] constexpr bool has_finite_ln(double x) noexcept
{
    return x > 0 && x <= (std::numeric_limits<double>::max)();
}

[[nodiscard]] constexpr double ln_at_the_ends(double x) noexcept
{
    constexpr auto infinity = std::numeric_limits<double>::infinity();
    return x == 0 ? -infinity : x == infinity ? infinity : std::numeric_limits<double>::quiet_NaN();
}

} // namespace equipoise::detail
