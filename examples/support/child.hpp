// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#ifndef _WIN32
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

extern char** environ;
#endif

/// Runs other programs, and cleans up if a signal ends this one meanwhile.
namespace support {

/// A signal has asked the program to end.
struct interrupted : std::runtime_error {
    interrupted() : std::runtime_error{"interrupted by a signal"} {}
};

namespace detail {

/// The first line of a file that is not blank.
[[nodiscard]] inline std::string first_line(std::filesystem::path const& file)
{
    auto in = std::ifstream{file};
    auto line = std::string{};
    while (line.find_first_not_of(" \t^") == std::string::npos && std::getline(in, line)) {
    }
    return line;
}

#ifdef _WIN32

class held_signals {
public:
    static void check() {}
};

#else

/// Delays the signals that end a program until this object goes out of scope, so that unfinished files are removed
/// first. A file that exceeds its size limit then is an error of writing, not a signal.
class held_signals {
public:
    held_signals()
    {
        caught_ = 0;
        struct sigaction held = {};
        held.sa_handler = [](int signal) {
            caught_ = signal;
            if (child_ > 0) {
                auto const error = errno;
                kill(static_cast<pid_t>(child_), SIGTERM);
                errno = error;
            }
        };
        sigfillset(&held.sa_mask);
        for (std::size_t i = 0; i < signals.size(); ++i) {
            sigaction(signals[i], nullptr, &before_[i]);
            if (before_[i].sa_handler != SIG_IGN) { // a signal that is ignored, as under nohup, stays ignored
                sigaction(signals[i], &held, nullptr);
            }
        }
        limit_ = std::signal(SIGXFSZ, SIG_IGN);
    }

    held_signals(held_signals const&) = delete;
    held_signals& operator=(held_signals const&) = delete;

    ~held_signals()
    {
        for (std::size_t i = 0; i < signals.size(); ++i) {
            sigaction(signals[i], &before_[i], nullptr);
        }
        std::signal(SIGXFSZ, limit_);
        if (caught_ != 0) {
            std::raise(caught_);
        }
    }

    /// @throws interrupted when a signal has come
    static void check()
    {
        if (caught_ != 0) {
            throw interrupted{};
        }
    }

    /// Waits for the child that begin() makes, which a signal ends as well. No signal comes between begin() and
    /// waiting.
    template <class Begin>
    [[nodiscard]] static int wait_for(Begin const& begin)
    {
        auto held = sigset_t{};
        auto before = sigset_t{};
        sigemptyset(&held);
        for (auto const signal : signals) {
            sigaddset(&held, signal);
        }
        sigprocmask(SIG_BLOCK, &held, &before);
        auto const child = begin(before);
        child_ = child;
        sigprocmask(SIG_SETMASK, &before, nullptr);
        auto status = 0;
        while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
        child_ = 0;
        return status;
    }

private:
    static constexpr auto signals = std::array{SIGINT, SIGTERM, SIGHUP};

    static inline std::sig_atomic_t volatile caught_ = 0;
    static inline std::sig_atomic_t volatile child_ = 0; // a pid, which fits an int

    std::array<struct sigaction, signals.size()> before_{};
    void (*limit_)(int) = SIG_DFL;
};

#endif

} // namespace detail

/// Runs the program and options in `words`, which are separated by blanks and contain none. Its output goes to the file
/// `log`.
/// @return why it failed; empty when it did not fail
/// @throws interrupted when a signal comes meanwhile, which also ends the other program
[[nodiscard]] inline std::string failure_of(std::vector<std::string> words, std::string const& log)
{
#ifdef _WIN32
    auto command = std::string{};
    for (auto const& word : words) {
        command += word + ' ';
    }
    auto const status = std::system((command + ">" + log + " 2>&1").c_str());
    auto const how = "it ended with status " + std::to_string(status);
#else
    detail::held_signals::check();
    auto arguments = std::vector<char*>{};
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    auto failure = 0;
    auto const status = detail::held_signals::wait_for([&](sigset_t const& mask) {
        auto files = posix_spawn_file_actions_t{};
        auto how = posix_spawnattr_t{};
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
        posix_spawn_file_actions_adddup2(&files, 1, 2);
        posix_spawnattr_init(&how);
        posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
        posix_spawnattr_setsigmask(&how, &mask);
        auto child = pid_t{0};
        failure = posix_spawnp(&child, arguments[0], &files, &how, arguments.data(), environ);
        posix_spawnattr_destroy(&how);
        posix_spawn_file_actions_destroy(&files);
        return failure == 0 ? child : pid_t{0};
    });
    detail::held_signals::check();
    if (failure != 0) {
        return std::generic_category().message(failure);
    }
    auto const how = WIFSIGNALED(status) ? std::string{"it was ended by a signal: "} + strsignal(WTERMSIG(status))
                                         : "it ended with status " + std::to_string(WEXITSTATUS(status));
#endif
    if (status == 0) {
        return "";
    }
    auto const said = detail::first_line(log);
    return said.empty() ? how : said;
}

} // namespace support
