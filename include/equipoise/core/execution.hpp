// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/core/compiler.hpp>

#include <type_traits>
#include <utility>

namespace equipoise {

/// An object that says how a call is carried out, given as its first argument: `export_ledger(parallel, flows)`.
///
/// A policy has a member `is_execution_policy` that is true, and a member function run(function, arguments...) for
/// every function and arguments that it knows how to carry out. The core has no policy of its own.
template <class P>
concept execution_policy = requires { requires std::remove_cvref_t<P>::is_execution_policy; };

/// A policy that knows how to carry out this call.
template <class P, class Function, class... Arguments>
concept runs = execution_policy<P> && requires(P const& policy, Function const& function, Arguments&&... arguments) {
    policy.run(function, std::forward<Arguments>(arguments)...);
};

} // namespace equipoise
