# SPDX-License-Identifier: BSL-1.0
# Arguments that an example does not know are refused with what it takes; none is passed over.
function(refuses words status)
    execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE error RESULT_VARIABLE ended)
    if(NOT ended EQUAL status OR NOT error MATCHES "${words}" OR NOT output STREQUAL "")
        message(SEND_ERROR "${ARGN}: status ${ended}, not ${status}, and '${error}', not '${words}'\n${output}")
    endif()
endfunction()

refuses("^usage: mirror " 2 "${MIRROR}" --nope)
refuses("^usage: mirror " 2 "${MIRROR}" exports.csv)
refuses("^usage: mirror " 2 "${MIRROR}" exports.csv imports.csv .05)
refuses("^usage: mirror " 2 "${MIRROR}" exports.csv imports.csv low high)
refuses("^mirror: there_is_none.csv: No such file" 1 "${MIRROR}" there_is_none.csv imports.csv)
refuses("^mirror: .*-0.1" 1 "${MIRROR}" exports.csv imports.csv -.1 .1)
refuses("^usage: scenarios " 2 "${SCENARIOS}" --nope)
refuses("^usage: scenarios " 2 "${SCENARIOS}" --pictures)
