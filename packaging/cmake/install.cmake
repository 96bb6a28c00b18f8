# SPDX-License-Identifier: BSL-1.0
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(config_dir share/cmake/equipoise)

install(TARGETS equipoise
    EXPORT equipoise-targets
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
    # The file set alone exports no include directory that Meson or an older CMake would see.
    INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT equipoise-targets NAMESPACE equipoise:: DESTINATION ${config_dir})

configure_package_config_file(
    "${CMAKE_CURRENT_LIST_DIR}/equipoise-config.cmake.in"
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config.cmake"
    INSTALL_DESTINATION ${config_dir}
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config-version.cmake"
    COMPATIBILITY SameMinorVersion
    ARCH_INDEPENDENT)
configure_file("${CMAKE_CURRENT_LIST_DIR}/equipoise.pc.in" "${CMAKE_CURRENT_BINARY_DIR}/equipoise.pc" @ONLY)

install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config-version.cmake"
    DESTINATION ${config_dir})
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/equipoise.pc" DESTINATION share/pkgconfig)
