# SPDX-License-Identifier: BSL-1.0
function(read_cache name)
    file(STRINGS "$ENV{EQUIPOISE_BUILD}/CMakeCache.txt" line REGEX "^${name}:")
    string(REGEX REPLACE "^[^=]*=" "" value "${line}")
    set(${name} "${value}" PARENT_SCOPE)
endfunction()
read_cache(CMAKE_PROJECT_VERSION)
read_cache(CMAKE_PROJECT_DESCRIPTION)

set(CPACK_GENERATOR DEB)
set(CPACK_CMAKE_GENERATOR Ninja)
set(CPACK_INSTALL_CMAKE_PROJECTS "$ENV{EQUIPOISE_BUILD};equipoise;ALL;/")
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/documents.cmake")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_PACKAGE_NAME libequipoise-dev)
set(CPACK_PACKAGE_VENDOR equipoise)
set(CPACK_PACKAGE_CONTACT "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
set(CPACK_PACKAGE_VERSION ${CMAKE_PROJECT_VERSION})
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "librange-v3-dev (>= 0.12.0)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libtbb-dev, zlib1g-dev, libzip-dev, libsimdjson-dev, libeigen3-dev, libboost-dev")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libopenmpi-dev")
set(CPACK_PACKAGE_FILE_NAME libequipoise-dev_${CPACK_PACKAGE_VERSION}-1_all)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "measures of dependence and great-power balancing, C++20 headers")
set(CPACK_PACKAGE_DESCRIPTION "${CMAKE_PROJECT_DESCRIPTION}:
concentration of trade partners and arms suppliers, exposure to single
states, tilt between powers, and bounds where figures are incomplete.")
