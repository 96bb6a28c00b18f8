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

install(TARGETS equipoise_parallel
    EXPORT equipoise-parallel-targets
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
    INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT equipoise-parallel-targets NAMESPACE equipoise:: DESTINATION ${config_dir})

configure_package_config_file(
    "${CMAKE_CURRENT_LIST_DIR}/equipoise-config.cmake.in"
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config.cmake"
    INSTALL_DESTINATION ${config_dir}
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config-version.cmake"
    COMPATIBILITY SameMinorVersion
    ARCH_INDEPENDENT)
foreach(name IN ITEMS equipoise equipoise-parallel)
    configure_file("${CMAKE_CURRENT_LIST_DIR}/${name}.pc.in" "${CMAKE_CURRENT_BINARY_DIR}/${name}.pc" @ONLY)
endforeach()

install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config-version.cmake"
    DESTINATION ${config_dir})
install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise.pc"
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-parallel.pc"
    DESTINATION share/pkgconfig)
