# SPDX-License-Identifier: BSL-1.0
# Finds libzip as the target libzip::zip, if it is there. libzip's own configuration files come last, because those of
# some distributions name programs of other packages and end the configuration where these are not installed.
if(NOT TARGET libzip::zip AND NOT CMAKE_DISABLE_FIND_PACKAGE_libzip)
    if(NOT DEFINED VCPKG_TARGET_TRIPLET AND NOT libzip_DIR)
        find_package(PkgConfig QUIET)
        if(PkgConfig_FOUND)
            pkg_check_modules(EQUIPOISE_LIBZIP QUIET IMPORTED_TARGET libzip)
        endif()
    endif()
    if(TARGET PkgConfig::EQUIPOISE_LIBZIP)
        add_library(libzip::zip INTERFACE IMPORTED)
        set_target_properties(libzip::zip PROPERTIES INTERFACE_LINK_LIBRARIES PkgConfig::EQUIPOISE_LIBZIP)
    else()
        find_package(libzip CONFIG QUIET)
    endif()
endif()
