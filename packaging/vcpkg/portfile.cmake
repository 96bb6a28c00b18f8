# SPDX-License-Identifier: BSL-1.0
# An overlay port that builds the checkout it lies in: vcpkg install equipoise --overlay-ports=packaging/vcpkg
# packaging/release makes the port for vcpkg's own index of it, in which the source is that of a release.
set(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../..")
if(NOT EXISTS "${SOURCE_PATH}/packaging/vcpkg/portfile.cmake")
    message(FATAL_ERROR "this port builds the checkout that it lies in and does not work as a copy")
endif()

set(VCPKG_BUILD_TYPE release) # header-only

vcpkg_check_features(OUT_FEATURE_OPTIONS FEATURE_OPTIONS
    FEATURES
        parallel CMAKE_REQUIRE_FIND_PACKAGE_TBB
        archives CMAKE_REQUIRE_FIND_PACKAGE_ZLIB
        json CMAKE_REQUIRE_FIND_PACKAGE_simdjson
        network CMAKE_REQUIRE_FIND_PACKAGE_Eigen3
        network CMAKE_REQUIRE_FIND_PACKAGE_Boost
        distributed CMAKE_REQUIRE_FIND_PACKAGE_MPI
    INVERTED_FEATURES
        parallel CMAKE_DISABLE_FIND_PACKAGE_TBB
        archives CMAKE_DISABLE_FIND_PACKAGE_ZLIB
        archives CMAKE_DISABLE_FIND_PACKAGE_libzip
        json CMAKE_DISABLE_FIND_PACKAGE_simdjson
        network CMAKE_DISABLE_FIND_PACKAGE_Eigen3
        network CMAKE_DISABLE_FIND_PACKAGE_Boost
        distributed CMAKE_DISABLE_FIND_PACKAGE_MPI)
vcpkg_cmake_configure(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS
        ${FEATURE_OPTIONS}
        -DEQUIPOISE_BUILD_TESTS=OFF
        -DEQUIPOISE_BUILD_EXAMPLES=OFF
        -DEQUIPOISE_INSTALL=ON)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH share/cmake/equipoise)
# vcpkg looks for what each .pc file requires, which comes with the feature alone.
foreach(part IN ITEMS parallel archives json network distributed)
    if(NOT part IN_LIST FEATURES)
        file(REMOVE "${CURRENT_PACKAGES_DIR}/share/pkgconfig/equipoise-${part}.pc")
    endif()
endforeach()
vcpkg_fixup_pkgconfig()
# What vcpkg would print by itself names the targets of the features without their components.
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
