# SPDX-License-Identifier: BSL-1.0
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(config_dir share/cmake/equipoise)
# By this name a project around it installs the library, or leaves it out: cmake --install .. --component
set(component COMPONENT equipoise_Development)

install(TARGETS equipoise
    EXPORT equipoise-targets
    FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" ${component}
    # The file set alone exports no include directory that Meson or an older CMake would see.
    INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT equipoise-targets NAMESPACE equipoise:: DESTINATION ${config_dir} ${component})

foreach(part IN LISTS parts)
    install(TARGETS equipoise_${part}
        EXPORT equipoise-${part}-targets
        FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" ${component}
        INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
    install(EXPORT equipoise-${part}-targets NAMESPACE equipoise:: DESTINATION ${config_dir} ${component})
endforeach()

configure_package_config_file(
    "${CMAKE_CURRENT_LIST_DIR}/equipoise-config.cmake.in"
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config.cmake"
    INSTALL_DESTINATION ${config_dir}
    NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config-version.cmake"
    COMPATIBILITY SameMinorVersion
    ARCH_INDEPENDENT)
# A distribution may give an absolute one, which stands alone.
if(IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
    set(pkg_config_includedir "${CMAKE_INSTALL_INCLUDEDIR}")
else()
    set(pkg_config_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
foreach(name IN ITEMS equipoise equipoise-parallel equipoise-archives equipoise-json equipoise-network equipoise-distributed)
    configure_file("${CMAKE_CURRENT_LIST_DIR}/${name}.pc.in" "${CMAKE_CURRENT_BINARY_DIR}/${name}.pc" @ONLY)
    install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${name}.pc" DESTINATION share/pkgconfig ${component})
endforeach()

install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/equipoise-config-version.cmake"
    "${CMAKE_CURRENT_LIST_DIR}/equipoise-libzip.cmake"
    DESTINATION ${config_dir} ${component})
