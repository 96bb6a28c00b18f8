# SPDX-License-Identifier: BSL-1.0
cmake_minimum_required(VERSION 3.25)

# Checks that what README.md and CONTRIBUTING.md name exists: files and folders, in links and as commands; identifiers in
# `backquotes`; presets, CMake options and targets. And that README shows what the main example prints.
# Not what builds write in the root meanwhile.
file(GLOB_RECURSE sources "${ROOT}/include/*.hpp" "${ROOT}/packaging/*.cmake" "${ROOT}/tests/*.hpp"
    "${ROOT}/tests/concentration/*.cpp" "${ROOT}/tests/benchmark/peers/*")
list(APPEND sources "${ROOT}/CMakeLists.txt" "${ROOT}/tests/CMakeLists.txt" "${ROOT}/tests/run")
set(known "")
foreach(source IN LISTS sources)
    file(READ "${source}" text)
    string(APPEND known " ${text}")
endforeach()
file(READ "${ROOT}/CMakePresets.json" presets)

set(faults "")
foreach(document IN ITEMS README.md CONTRIBUTING.md)
    file(READ "${ROOT}/${document}" text)
    string(REPLACE "](" "LINK(" text "${text}")
    string(REGEX REPLACE "[][;]" " " text "${text}")

    string(REGEX MATCHALL "LINK\\([^)#]+" links "${text}")
    foreach(link IN LISTS links)
        string(REPLACE "LINK(" "" link "${link}")
        if(NOT link MATCHES "^https?://" AND NOT EXISTS "${ROOT}/${link}")
            string(APPEND faults "${document} links to ${link}, which does not exist\n")
        endif()
    endforeach()

    # Paths from the root of the repository; words in capitals stand for something else.
    string(REGEX MATCHALL "[ \n`(](include|tests|examples|packaging|findings|\\.ci)/[^ \n`),:]*" paths "${text}")
    foreach(path IN LISTS paths)
        string(REGEX REPLACE "^[ \n`(]|[.]$" "" path "${path}")
        if(NOT path MATCHES "[A-Z*{<]|YOUR" AND NOT EXISTS "${ROOT}/${path}")
            string(APPEND faults "${document} names ${path}, which does not exist\n")
        endif()
    endforeach()
    string(REGEX MATCHALL "tests/one [a-z_]+/[a-z_/]+" tests "${text}")
    foreach(test IN LISTS tests)
        string(REPLACE "tests/one " "" test "${test}")
        if(NOT EXISTS "${ROOT}/tests/${test}_test.cpp")
            string(APPEND faults "${document} names the test ${test}, which does not exist\n")
        endif()
    endforeach()

    string(REGEX MATCHALL "(--preset |EQUIPOISE_PRESET=)[a-z0-9-]+" named "${text}")
    foreach(preset IN LISTS named)
        string(REGEX REPLACE "^.*[ =]" "" preset "${preset}")
        if(NOT presets MATCHES "\"name\": \"${preset}\"")
            string(APPEND faults "${document} names the preset ${preset}, which does not exist\n")
        endif()
    endforeach()

    # Identifiers, with their namespaces and with or without arguments; options of the command line are not among them.
    string(REGEX MATCHALL "`(eq::|equipoise::|io::)*[a-z][a-z_0-9]*_[a-z_0-9]*[`({]" named "${text}")
    string(REGEX MATCHALL "(eq|equipoise|io)::[a-z_0-9]+|EQUIPOISE_[A-Z_]+" qualified "${text}")
    list(APPEND named ${qualified})
    list(REMOVE_DUPLICATES named)
    foreach(name IN LISTS named)
        string(REGEX REPLACE "^.*::|[`({]" "" name "${name}")
        if(NOT known MATCHES "[^A-Za-z_0-9]${name}[^A-Za-z_0-9]" AND NOT EXISTS "${ROOT}/tests/support/${name}.hpp")
            string(APPEND faults "${document} names ${name}, which does not exist\n")
        endif()
    endforeach()
endforeach()

file(READ "${ROOT}/README.md" text)
string(REGEX MATCH "```text\n(Exposure of [^`]*)\\.\\.\\.\n```" _ "${text}")
set(shown "${CMAKE_MATCH_1}")
file(READ "${ROOT}/examples/expected/great_powers.txt" printed)
string(FIND "${printed}" "${shown}" place)
if(NOT shown OR NOT place EQUAL 0)
    string(APPEND faults "README.md does not show what examples/expected/great_powers.txt begins with\n")
endif()

if(faults)
    message(FATAL_ERROR "${faults}")
endif()
