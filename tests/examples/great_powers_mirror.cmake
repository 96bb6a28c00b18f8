# SPDX-License-Identifier: BSL-1.0
# Bounds from the reports of both states, where a rate of freight is given.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(flows --flows "${DATA}/invented_exports.csv" --flows "${DATA}/invented_imports.csv")

function(run expected_status into)
    execute_process(COMMAND "${PROGRAM}" ${ARGN} WORKING_DIRECTORY "${WORK}"
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
    if(NOT status EQUAL expected_status)
        message(FATAL_ERROR "great_powers ${ARGN}: status ${status}, ${error}")
    endif()
    set(${into} "${output}${error}" PARENT_SCOPE)
endfunction()

# Mongolia to China: 1200, and 1420 with freight, which is 1290.91 to 1352.38. To the others at most 10, 95.24 and 60,
# and 40 to areas; at least 10, 90 and 18.18. 1200 / 1405.24 = .8539, 1352.38 / 1470.56 = .9196.
# Kazakhstan from China: 2000, and 2300 with freight, which is 2090.91 to 2190.48. Russia reports nothing: 1454.55 to
# 1523.81 by Kazakhstan; Italy 76.36 to 80. 2000 / 3603.81 = .5550, 2190.48 / 3721.39 = .5886.
run(0 csv ${flows} --cif 0.05,0.10 --format csv)
foreach(row IN ITEMS
    "MNG,2023,exports,exposure_CHN,0\\.85394[0-9]*,0\\.91963[0-9]*"
    "KAZ,2023,imports,exposure_CHN,0\\.55496[0-9]*,0\\.58861[0-9]*")
    if(NOT csv MATCHES "\n${row}\r?\n")
        message(SEND_ERROR "no ${row} in\n${csv}")
    endif()
endforeach()

# Without a rate, each state's own report counts: 1200 of 1400, as 40 more are with areas; 2300 of 3984.
run(0 own ${flows} --format csv)
foreach(row IN ITEMS "MNG,2023,exports,exposure_CHN,0\\.857142[0-9]*," "KAZ,2023,imports,exposure_CHN,0\\.577309[0-9]*,")
    if(NOT own MATCHES "\n${row}")
        message(SEND_ERROR "no ${row} in\n${own}")
    endif()
endforeach()

run(0 text ${flows} --cif 0.05,0.10 --pictures pictures)
string(REGEX REPLACE "[ \n]+" " " text "${text}")
if(NOT text MATCHES "bounds from the reports of both states, .* at a rate of 0\\.05 to 0\\.10")
    message(SEND_ERROR "no word of both reports in\n${text}")
endif()

# Both pictures show the bounds: bars as long as the interval above, .91963 - .85394, and words that say what they are.
file(READ "${WORK}/pictures/exposure_over_time.gp" over_time)
if(NOT over_time MATCHES "\n[0-9.]+ 0\\.85394[0-9]* 0\\.0656[89][0-9]*\r?\n"
    OR NOT over_time MATCHES "bars where only bounds are known")
    message(SEND_ERROR "no bounds of Mongolia's exports to China in\n${over_time}")
endif()
file(READ "${WORK}/pictures/triangle.gp" triangle)
if(NOT triangle MATCHES "Hollow: by the state''s own report; bars: how far its partners'' reports, or the rest")
    message(SEND_ERROR "no word of the reports of partners in\n${triangle}")
endif()
run(0 one_report ${flows} --pictures one_report)
file(READ "${WORK}/one_report/exposure_over_time.gp" over_time)
file(READ "${WORK}/one_report/triangle.gp" triangle)
if(over_time MATCHES "0\\.85394" OR triangle MATCHES "partners'' reports")
    message(SEND_ERROR "bounds of two reports without a rate of freight in\n${over_time}\n${triangle}")
endif()

# A receipt keeps the rate.
run(0 first ${flows} --cif 0.05,0.10 --receipt receipt.json)
run(0 again --replay receipt.json)
if(NOT again MATCHES "bit for bit" OR NOT again MATCHES "0\\.05 to 0\\.10")
    message(SEND_ERROR "not the same figures:\n${again}")
endif()

run(2 usage --cif 0.1)
if(NOT usage MATCHES "--cif: the bundled figures have no second report")
    message(SEND_ERROR "${usage}")
endif()
run(2 order ${flows} --cif 0.2,0.1)
if(NOT order MATCHES "--cif: found \"0.2,0.1\", expected a rate that is not negative")
    message(SEND_ERROR "${order}")
endif()
run(1 alone --flows "${DATA}/invented_exports.csv" --cif 0.1)
if(NOT alone MATCHES "--cif: no imports are on file to compare the reports of both states")
    message(SEND_ERROR "${alone}")
endif()
