# SPDX-License-Identifier: BSL-1.0
# Writes to OUTPUT the #include lines of HEADERS that name a header of somebody else.
foreach(header IN LISTS HEADERS)
    file(STRINGS "${header}" lines REGEX "^#include <")
    list(APPEND includes ${lines})
endforeach()
list(FILTER includes EXCLUDE REGEX "<equipoise/")
list(SORT includes)
list(REMOVE_DUPLICATES includes)
list(JOIN includes "\n" text)
file(WRITE "${OUTPUT}" "#pragma once\n${text}\n")
