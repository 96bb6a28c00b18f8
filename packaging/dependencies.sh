#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# dependencies.sh PACKAGE...    sees to it that these Debian packages, or what they are elsewhere, are installed
set -euo pipefail

# Debian package, command or header in it, and its name for dnf, pacman, brew and vcpkg (of several, with commas)
table='
    cmake                       cmake                         cmake                   cmake       cmake             -
    g++                         c++                           gcc-c++                 gcc         gcc               -
    ninja-build                 ninja                         ninja-build             ninja       ninja             -
    pkg-config                  pkg-config                    pkgconf-pkg-config      pkgconf     pkgconf           -
    gnuplot-nox                 gnuplot                       gnuplot                 gnuplot     gnuplot           -
    clang-14                    clang++-14                    clang                   clang       llvm              -
    clang-19                    clang++-19                    clang                   clang       llvm              -
    clang-format-19             clang-format-19               clang-tools-extra       clang       clang-format      -
    g++-aarch64-linux-gnu       aarch64-linux-gnu-g++         -                       -           -                 -
    g++-s390x-linux-gnu         s390x-linux-gnu-g++           -                       -           -                 -
    g++-i686-linux-gnu          i686-linux-gnu-g++            -                       -           -                 -
    g++-mingw-w64-x86-64-posix  x86_64-w64-mingw32-g++-posix  -                       -           -                 -
    qemu-user                   qemu-aarch64                  -                       -           -                 -
    wine                        wine                          -                       -           -                 -
    librange-v3-dev             range/v3/range_fwd.hpp        range-v3-devel          range-v3    range-v3          range-v3
    libboost-dev                boost/units/quantity.hpp      boost-devel             boost       boost             boost-units,boost-graph
    libboost-test-dev           boost/test/unit_test.hpp      boost-devel             boost       boost             boost-test
    libc++-19-dev               -                             -                       -           -                 -
    libc++abi-19-dev            -                             -                       -           -                 -
    libtbb-dev                  tbb/parallel_pipeline.h       tbb-devel               onetbb      tbb               tbb
    zlib1g-dev                  zlib.h                        zlib-devel              zlib        zlib              zlib
    libzip-dev                  zip.h                         libzip-devel            libzip      libzip            libzip
    libsimdjson-dev             simdjson.h                    simdjson-devel          simdjson    simdjson          simdjson
    libeigen3-dev               eigen3/Eigen/Core             eigen3-devel            eigen       eigen             eigen3
    libopenmpi-dev              mpi.h                         openmpi-devel           openmpi     open-mpi          openmpi
    openmpi-bin                 mpirun                        openmpi                 openmpi     open-mpi          -
    libcli11-dev                CLI/CLI.hpp                   cli11-devel             cli11       cli11             cli11
    librapidcheck-dev           rapidcheck.h                  rapidcheck-devel        rapidcheck  rapidcheck        rapidcheck
    libbenchmark-dev            benchmark/benchmark.h         google-benchmark-devel  benchmark   google-benchmark  benchmark
    python3-numpy               numpy                         python3-numpy           python-numpy numpy            -
    python3-scipy               scipy                         python3-scipy           python-scipy scipy            -
    libopenblas0-pthread        -                             -                       -           -                 -
    nodejs                      node                          nodejs                  nodejs      node              -
    npm                         npm                           nodejs-npm              npm         node              -
    python3-pandas              pandas                        python3-pandas          python-pandas -               -
    r-cran-data.table           data.table                    R-data.table            r           r                 -
'

entry() { awk -v package="$1" -v n="$2" '$1 == package { print $n }' <<<"$table"; }

on_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

has_header()
{
    if on_debian; then
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
    elif [ -n "${CMAKE_TOOLCHAIN_FILE:-}" ]; then
        true # CMake knows where vcpkg or Conan has it.
    else
        local brew=
        if command -v brew >/dev/null; then
            brew=-I$(brew --prefix)/include
        fi
        echo "#include <$2>" | "${CXX:-c++}" -std=c++20 ${brew:+"$brew"} -E -x c++ - >/dev/null 2>&1
    fi
}

is_there()
{
    local probe
    probe=$(entry "$1" 2)
    case $1 in
        g++) command -v "${CXX:-$probe}" >/dev/null ;;
        python3-*) python3 -c "import $probe" >/dev/null 2>&1 || /usr/bin/python3 -c "import $probe" >/dev/null 2>&1 ;;
        lib* | zlib*) has_header "$1" "$probe" ;;
        python3-*) PATH=/usr/bin:$PATH python3 -c "import $probe" >/dev/null 2>&1 ;;
        r-cran-*) command -v Rscript >/dev/null && Rscript -e "library($probe)" >/dev/null 2>&1 ;;
        *) command -v "$probe" >/dev/null ;;
    esac
}

missing=()
for package; do
    case ${EQUIPOISE_FETCH_DEPENDENCIES:-OFF}/$package in
        ON/librange-v3-dev | ON/libboost*) ;;
        *) is_there "$package" || missing+=("$package") ;;
    esac
done
if [ ${#missing[@]} = 0 ]; then
    exit 0
fi

if on_debian; then
    as_root=
    if [ "$(id -u)" != 0 ]; then
        as_root=sudo
    fi
    if [ -z "$as_root" ] || command -v sudo >/dev/null; then
        echo "installing ${missing[*]}" >&2
        log=$(mktemp)
        trap 'rm -f "$log"' EXIT
        apt_get() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1; }
        if ! { apt_get update && apt_get install --yes --no-install-recommends --no-remove "${missing[@]}"; }; then
            cat "$log" >&2
            exit 1
        fi
        exit 0
    fi
fi

advise()
{
    local names
    names=$(for package in "${missing[@]}"; do entry "$package" "$2"; done | tr , '\n' | grep -vx -e - | sort -u | paste -s -d ' ' -)
    [ -z "$names" ] || printf '    %-8s  %s %s\n' "$1" "$3" "$names"
}
{
    echo "These packages are missing; install them, then run this again:"
    advise Debian 1 "apt-get install"
    advise Fedora 3 "dnf install"
    advise Arch 4 "pacman -S"
    advise Homebrew 5 "brew install"
    advise vcpkg 6 "CMAKE_TOOLCHAIN_FILE=<vcpkg's> vcpkg install"
    case "${missing[*]}" in
        *range-v3* | *boost*)
            echo "With EQUIPOISE_FETCH_DEPENDENCIES=ON in the environment CMake fetches range-v3 and Boost itself."
            ;;
    esac
} >&2
exit 1
