# SPDX-License-Identifier: BSL-1.0
execute_process(COMMAND ${COMMAND} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
file(READ "${EXPECTED}" expected)
if(NOT output STREQUAL expected)
    message("${output}")
    message(FATAL_ERROR "prints other text than ${EXPECTED}")
endif()
