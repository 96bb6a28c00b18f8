# SPDX-License-Identifier: BSL-1.0
# Finds what the targets of this build need, unless the project around it has brought it; fetches on request.

# What FetchContent_Declare(... SYSTEM) is for; CMake 3.25 takes that word for a part of the option before it.
function(equipoise_mark_as_system directory)
    get_property(targets DIRECTORY "${directory}" PROPERTY BUILDSYSTEM_TARGETS)
    get_property(subdirectories DIRECTORY "${directory}" PROPERTY SUBDIRECTORIES)
    if(targets)
        set_target_properties(${targets} PROPERTIES SYSTEM ON)
    endif()
    foreach(subdirectory IN LISTS subdirectories)
        equipoise_mark_as_system("${subdirectory}")
    endforeach()
endfunction()

function(equipoise_fetch_range_v3)
    include(FetchContent)
    FetchContent_Declare(range-v3
        URL https://github.com/ericniebler/range-v3/archive/refs/tags/0.12.0.tar.gz
        URL_HASH SHA256=015adb2300a98edfceaf0725beec3337f542af4915cec4d0b89fa0886f4ba9cb
        FIND_PACKAGE_ARGS CONFIG)
    FetchContent_MakeAvailable(range-v3)
    if(range-v3_SOURCE_DIR)
        equipoise_mark_as_system("${range-v3_SOURCE_DIR}")
    endif()
endfunction()

function(equipoise_fetch_boost)
    include(FetchContent)
    FetchContent_Declare(Boost
        URL https://github.com/boostorg/boost/releases/download/boost-1.84.0/boost-1.84.0.tar.xz
        URL_HASH SHA256=2e64e5d79a738d0fa6fb546c6e5c2bd28f88d268a2a080546f74e5ff98f29d0e
        FIND_PACKAGE_ARGS 1.74 CONFIG COMPONENTS unit_test_framework)
    set(BOOST_ENABLE_CMAKE ON)
    set(BOOST_INCLUDE_LIBRARIES test units)
    set(BUILD_SHARED_LIBS ON)
    set(BUILD_TESTING OFF)
    # Warnings of this build are not meant for Boost's sources.
    if(NOT MSVC)
        string(APPEND CMAKE_CXX_FLAGS " -w")
    endif()
    FetchContent_MakeAvailable(Boost)
    if(boost_SOURCE_DIR)
        equipoise_mark_as_system("${boost_SOURCE_DIR}")
        # Boost::headers of a Boost that is installed has the headers of all libraries. Those of Boost.Graph are wanted,
        # without what is compiled of it.
        file(GLOB includes "${boost_SOURCE_DIR}/libs/*/include" "${boost_SOURCE_DIR}/libs/numeric/*/include")
        target_include_directories(boost_headers SYSTEM INTERFACE ${includes})
    endif()
endfunction()

if(NOT TARGET range-v3::range-v3)
    if(EQUIPOISE_FETCH_DEPENDENCIES)
        equipoise_fetch_range_v3()
    else()
        find_package(range-v3 CONFIG REQUIRED)
    endif()
endif()

# Its version file accepts an exact match only, and some packages give a date or a word for a version.
if(range-v3_VERSION MATCHES "^[0-9]" AND range-v3_VERSION VERSION_LESS 0.12)
    message(FATAL_ERROR "equipoise needs range-v3 0.12 or newer, not ${range-v3_VERSION} (${range-v3_DIR})")
endif()

# For equipoise::parallel, equipoise::archives, equipoise::json, equipoise::network and equipoise::distributed: whoever
# links one has to have what it needs.
if(EQUIPOISE_BUILD_TESTS)
    set(wanted REQUIRED)
else()
    set(wanted QUIET)
endif()
if(NOT TARGET TBB::tbb)
    find_package(TBB CONFIG ${wanted} COMPONENTS tbb)
endif()
if(NOT TARGET ZLIB::ZLIB)
    find_package(ZLIB ${wanted})
endif()
include("${CMAKE_CURRENT_LIST_DIR}/equipoise-libzip.cmake")
if(EQUIPOISE_BUILD_TESTS AND NOT TARGET libzip::zip)
    message(FATAL_ERROR "the tests need libzip, which is not found")
endif()
if(NOT TARGET simdjson::simdjson)
    find_package(simdjson CONFIG ${wanted})
endif()
if(NOT TARGET Eigen3::Eigen)
    find_package(Eigen3 3.4 CONFIG ${wanted})
endif()

if(NOT TARGET MPI::MPI_CXX)
    find_package(MPI QUIET COMPONENTS CXX)
    if(EQUIPOISE_BUILD_TESTS AND NOT TARGET MPI::MPI_CXX)
        message(STATUS "no MPI is found: equipoise::distributed is not tested")
    endif()
endif()

if((EQUIPOISE_BUILD_TESTS AND NOT TARGET Boost::unit_test_framework)
    OR (EQUIPOISE_BUILD_EXAMPLES AND NOT TARGET Boost::headers AND NOT TARGET Boost::units))
    if(EQUIPOISE_FETCH_DEPENDENCIES)
        equipoise_fetch_boost()
    elseif(EQUIPOISE_BUILD_TESTS)
        find_package(Boost 1.74 CONFIG REQUIRED COMPONENTS unit_test_framework)
    else()
        find_package(Boost 1.74 CONFIG REQUIRED)
    endif()
endif()
if(NOT TARGET Boost::headers)
    find_package(Boost 1.74 CONFIG ${wanted})
endif()
if(EQUIPOISE_BUILD_TESTS)
    find_package(rapidcheck CONFIG REQUIRED)
endif()
if(EQUIPOISE_BUILD_EXAMPLES)
    find_package(CLI11 CONFIG REQUIRED)
endif()
