# SPDX-License-Identifier: BSL-1.0
# Debian wants a licence and a changelog in every package.
set(documents "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/doc/libequipoise-dev")
file(MAKE_DIRECTORY "${documents}")

file(READ "${CMAKE_CURRENT_LIST_DIR}/../../LICENSE" licence)
string(REGEX REPLACE "\n\n" "\n.\n" licence "${licence}")
string(REGEX REPLACE "\n([^\n])" "\n \\1" licence "\n${licence}")
string(STRIP "${licence}" licence)
file(WRITE "${documents}/copyright"
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
    "Upstream-Name: equipoise\n\n"
    "Files: *\n"
    "Copyright: 2026 the authors of equipoise\n"
    "License: BSL-1.0\n ${licence}\n")

string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE "${documents}/changelog.Debian"
    "equipoise (${CPACK_PACKAGE_VERSION}-1) unstable; urgency=medium\n\n"
    "  * Release ${CPACK_PACKAGE_VERSION}.\n\n"
    " -- ${CPACK_PACKAGE_CONTACT}  ${now}\n")
execute_process(COMMAND gzip -9 -n -f "${documents}/changelog.Debian" COMMAND_ERROR_IS_FATAL ANY)
