// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <type_traits>
#include <utility>

namespace equipoise {

/// An object that decides how a call is carried out. It is the first argument of the call: `export_ledger(parallel,
/// flows)`.
///
/// A policy has a constant `is_execution_policy`, which is true, and a member function run(function, arguments...) for
/// every call that it can carry out. The core itself has no policy; parallel/ has one.
template <class P>
concept execution_policy = requires { requires std::remove_cvref_t<P>::is_execution_policy; };

/// A policy that can carry out this call.
template <class P, class Function, class... Arguments>
concept runs = execution_policy<P> && requires(P const& policy, Function const& function, Arguments&&... arguments) {
    policy.run(function, std::forward<Arguments>(arguments)...);
};

} // namespace equipoise
