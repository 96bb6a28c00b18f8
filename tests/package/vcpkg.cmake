# SPDX-License-Identifier: BSL-1.0
# cmake -DPORT_DIR=.. -DFEATURES=.. -DWORK=.. [-DARCHIVE=..] -P vcpkg.cmake
#
# Runs a port with stand-ins for the functions of vcpkg that it calls, and looks at what it installs. It shows that the
# port itself does what it should; whether vcpkg accepts it, only vcpkg can tell.
cmake_minimum_required(VERSION 3.25)
set(PORT equipoise)
set(CURRENT_PACKAGES_DIR "${WORK}/packages")
set(build "${WORK}/build")
file(REMOVE_RECURSE "${WORK}")
file(READ "${PORT_DIR}/vcpkg.json" manifest)
string(JSON VERSION GET "${manifest}" version)

function(vcpkg_from_github)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "OUT_SOURCE_PATH;REPO;REF;SHA512;HEAD_REF" "")
    if(arg_UNPARSED_ARGUMENTS OR NOT arg_REPO STREQUAL "owner/equipoise" OR NOT arg_REF STREQUAL "v${VERSION}")
        message(FATAL_ERROR "${arg_REPO} at ${arg_REF} is not the release of owner/equipoise")
    endif()
    file(SHA512 "${ARCHIVE}" sha512)
    if(NOT arg_SHA512 STREQUAL sha512)
        message(FATAL_ERROR "the port expects the digest ${arg_SHA512}, the archive has ${sha512}")
    endif()
    file(ARCHIVE_EXTRACT INPUT "${ARCHIVE}" DESTINATION "${WORK}/source")
    file(GLOB source "${WORK}/source/*")
    set(${arg_OUT_SOURCE_PATH} "${source}" PARENT_SCOPE)
endfunction()

function(vcpkg_check_features)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "OUT_FEATURE_OPTIONS" "FEATURES;INVERTED_FEATURES")
    set(options)
    foreach(kind IN ITEMS FEATURES INVERTED_FEATURES)
        while(arg_${kind})
            list(POP_FRONT arg_${kind} feature variable)
            if((kind STREQUAL "FEATURES" AND feature IN_LIST FEATURES)
                OR (kind STREQUAL "INVERTED_FEATURES" AND NOT feature IN_LIST FEATURES))
                list(APPEND options -D${variable}=ON)
            else()
                list(APPEND options -D${variable}=OFF)
            endif()
        endwhile()
    endforeach()
    set(${arg_OUT_FEATURE_OPTIONS} "${options}" PARENT_SCOPE)
endfunction()

function(vcpkg_cmake_configure)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "SOURCE_PATH" "OPTIONS")
    execute_process(
        COMMAND "${CMAKE_COMMAND}" -S "${arg_SOURCE_PATH}" -B "${build}" -G "${GENERATOR}" ${OPTIONS}
            "-DCMAKE_INSTALL_PREFIX=${CURRENT_PACKAGES_DIR}" ${arg_OPTIONS}
        COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(vcpkg_cmake_install)
    execute_process(COMMAND "${CMAKE_COMMAND}" --install "${build}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# vcpkg moves these files and mends the paths in them; here they stay.
function(vcpkg_cmake_config_fixup)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "CONFIG_PATH" "")
    set(config_dir "${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH}" PARENT_SCOPE)
endfunction()

# vcpkg asks pkg-config whether it finds what each file requires: here, among what the features bring.
function(vcpkg_fixup_pkgconfig)
    set(needs_of_parallel tbb)
    set(needs_of_archives zlib libzip)
    set(needs_of_json simdjson)
    set(needs_of_network eigen3)
    set(needs_of_distributed mpi-cxx)
    set(found equipoise)
    foreach(feature IN LISTS FEATURES)
        list(APPEND found ${needs_of_${feature}})
    endforeach()
    file(GLOB files "${CURRENT_PACKAGES_DIR}/share/pkgconfig/*.pc")
    foreach(file IN LISTS files)
        file(STRINGS "${file}" requires REGEX "^Requires:")
        string(REGEX REPLACE "^Requires:|=[^,]*" "" requires "${requires}")
        string(REGEX MATCHALL "[a-z0-9-]+" requires "${requires}")
        foreach(package IN LISTS requires)
            if(NOT package IN_LIST found)
                message(FATAL_ERROR "${file} requires ${package}, which is not installed")
            endif()
        endforeach()
    endforeach()
    set(pkg_config_files "${files}" PARENT_SCOPE)
endfunction()

function(vcpkg_install_copyright)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "FILE_LIST")
    configure_file("${arg_FILE_LIST}" "${CURRENT_PACKAGES_DIR}/share/${PORT}/copyright" COPYONLY)
endfunction()

include("${PORT_DIR}/portfile.cmake")

list(LENGTH pkg_config_files files)
list(LENGTH FEATURES expected)
math(EXPR expected "${expected} + 1")
if(NOT files EQUAL expected)
    message(FATAL_ERROR "with the features '${FEATURES}', these files are for pkg-config: ${pkg_config_files}")
endif()
foreach(file IN ITEMS
    "${config_dir}/equipoise-config.cmake"
    "${CURRENT_PACKAGES_DIR}/include/equipoise/equipoise.hpp"
    "${CURRENT_PACKAGES_DIR}/share/equipoise/copyright")
    if(NOT EXISTS "${file}")
        message(FATAL_ERROR "the port does not install ${file}")
    endif()
endforeach()

# What the port tells its users to write is what they can link.
file(READ "${CURRENT_PACKAGES_DIR}/share/${PORT}/usage" usage)
string(REGEX MATCHALL "find_package[^\n]*\n *target_link_libraries[^\n]*" ways "${usage}")
list(LENGTH ways count)
if(NOT count EQUAL 6)
    message(FATAL_ERROR "the usage text tells ${count} ways, not 6")
endif()
foreach(feature IN ITEMS parallel archives json network distributed)
    if(NOT feature IN_LIST FEATURES)
        list(FILTER ways EXCLUDE REGEX "COMPONENTS ${feature}\\)")
    endif()
endforeach()
foreach(way IN LISTS ways)
    file(REMOVE_RECURSE "${WORK}/user")
    file(WRITE "${WORK}/user/main.cpp" "int main() {}\n")
    file(WRITE "${WORK}/user/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)\nproject(user LANGUAGES CXX)\n"
        "add_executable(main main.cpp)\n${way}\n")
    execute_process(
        COMMAND "${CMAKE_COMMAND}" -S "${WORK}/user" -B "${WORK}/user/build" -G "${GENERATOR}" ${OPTIONS}
            "-Dequipoise_DIR=${config_dir}"
        COMMAND_ERROR_IS_FATAL ANY)
endforeach()
