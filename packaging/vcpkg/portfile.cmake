# SPDX-License-Identifier: BSL-1.0
# An overlay port that builds the checkout it lies in: vcpkg install equipoise --overlay-ports=packaging/vcpkg
set(VCPKG_BUILD_TYPE release)

vcpkg_cmake_configure(
    SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../.."
    OPTIONS
        -DEQUIPOISE_BUILD_TESTS=OFF
        -DEQUIPOISE_BUILD_EXAMPLES=OFF
        -DEQUIPOISE_INSTALL=ON)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH share/cmake/equipoise)
vcpkg_fixup_pkgconfig()
vcpkg_install_copyright(FILE_LIST "${CMAKE_CURRENT_LIST_DIR}/../../LICENSE")
