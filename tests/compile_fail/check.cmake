# SPDX-License-Identifier: BSL-1.0
if(CASE STREQUAL "control")
    set(macro EQUIPOISE_CONTROL)
    file(STRINGS "${SOURCE}" line REGEX "// CONTROL WITH ")
else()
    set(macro EQUIPOISE_FAIL_${CASE})
    file(STRINGS "${SOURCE}" line REGEX "// FAIL ${CASE}( WITH [^:]+)?: ")
    string(REGEX REPLACE ".*// FAIL ${CASE}( WITH [^:]+)?: *" "" expected "${line}")
endif()
if(line MATCHES " WITH ([^:]+)")
    string(APPEND FLAGS " ${CMAKE_MATCH_1}")
endif()

separate_arguments(flags NATIVE_COMMAND "${FLAGS}")
list(REMOVE_DUPLICATES INCLUDES)
list(REMOVE_ITEM INCLUDES ${IMPLICIT_INCLUDES} "")
list(TRANSFORM INCLUDES PREPEND "-isystem")

set(ENV{LC_ALL} C)
execute_process(
    COMMAND "${COMPILER}" ${flags} -w ${INCLUDES} -D${macro} -fsyntax-only "${SOURCE}"
    RESULT_VARIABLE status
    ERROR_VARIABLE message)

if(CASE STREQUAL "control")
    if(NOT status EQUAL 0)
        message("${message}")
        message(FATAL_ERROR "does not compile with -D${macro}")
    endif()
elseif(status EQUAL 0)
    message(FATAL_ERROR "compiles with -D${macro}")
elseif(NOT message MATCHES "${expected}")
    message("${message}")
    message(FATAL_ERROR "fails with -D${macro}, but with no message that matches ${expected}")
endif()
