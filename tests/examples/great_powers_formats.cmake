# SPDX-License-Identifier: BSL-1.0
# The machine-readable formats: JSON that parses, CSV with the figures known in advance, Markdown with whole tables.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

function(run into)
    execute_process(COMMAND "${PROGRAM}" ${ARGN} WORKING_DIRECTORY "${WORK}"
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
    if(NOT status EQUAL 0 OR NOT error STREQUAL "")
        message(FATAL_ERROR "great_powers ${ARGN}: status ${status}, ${error}")
    endif()
    if(output MATCHES "[Nn][Aa][Nn][^a-zA-Z]|[^a-z]inf[^a-z]")
        message(FATAL_ERROR "great_powers ${ARGN}: prints ${CMAKE_MATCH_0}")
    endif()
    set(${into} "${output}" PARENT_SCOPE)
endfunction()

# figures(<JSON> <state> <period> <channel> <measure> <partner> <low> <high>)
function(figures json state period channel measure partner low high)
    string(JSON count LENGTH "${json}" findings)
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
        string(JSON finding GET "${json}" findings ${i})
        foreach(name IN ITEMS state period channel measure partner low high)
            string(JSON found_${name} ERROR_VARIABLE absent GET "${finding}" ${name})
            if(absent AND name STREQUAL "partner")
                set(found_partner "")
            endif()
        endforeach()
        set(what "${state} ${period} ${channel} ${measure} ${partner}")
        if(what STREQUAL "${found_state} ${found_period} ${found_channel} ${found_measure} ${found_partner}")
            if(NOT "${found_low} ${found_high}" STREQUAL "${low} ${high}")
                message(FATAL_ERROR "${what}: ${found_low} ${found_high}, not ${low} ${high}")
            endif()
            return()
        endif()
    endforeach()
    message(FATAL_ERROR "no ${what} among ${count} findings")
endfunction()

run(json --format json)
string(JSON period GET "${json}" period)
string(JSON power GET "${json}" powers 1)
string(JSON weight GET "${json}" weights arms)
if(NOT "${period} ${power} ${weight}" STREQUAL "2019 RUS 1")
    message(FATAL_ERROR "JSON: period ${period}, second power ${power}, weight ${weight}")
endif()
# CMake shows a number with 17 digits, whatever the text of it.
figures("${json}" MNG 2019 exports exposure CHN 0.81000000000000005 0.81000000000000005)
figures("${json}" KAZ 2019 exports exposure CHN 0.13 0.13)

run(csv --format csv)
foreach(row IN ITEMS
    "state,period,channel,measure,low,high"
    "MNG,2019,exports,exposure_CHN,0.81,0.81"
    "KAZ,2019,exports,exposure_CHN,0.13,0.13"
    "KAZ,2019,arms,exposure_RUS,0.8214285714285714,0.8214285714285714" # 1541 / 1876 = 0.821428..., = 23 / 28
    "MNG,2023,imports,exposure_RUS,0,0.21")                            # Russia stopped reporting: not 0
    if(NOT "\n${csv}" MATCHES "\n${row}\n")
        message(FATAL_ERROR "CSV: no row ${row} in\n${csv}")
    endif()
endforeach()
string(REGEX REPLACE "[A-Z][A-Z][A-Z],[0-9]+,[a-z+]+,[A-Za-z_]+,-?[0-9.]+,-?[0-9.]+\n" "" rest "${csv}")
if(NOT rest STREQUAL "state,period,channel,measure,low,high\n")
    message(FATAL_ERROR "CSV: other rows than expected:\n${rest}")
endif()

run(markdown --format markdown)
if(NOT markdown MATCHES "\n\\| MNG, 2019 \\| exports \\| imports \\| arms \\|\n\\| --- \\| --- \\| --- \\| --- \\|\n\\| exposure to CHN \\| 0.81 \\| 0.31 \\| 0 \\|\n")
    message(FATAL_ERROR "Markdown: no such table in\n${markdown}")
endif()

# A file of one's own: bilateral flows without channel, period or total, names that need care, several files.
file(WRITE "${WORK}/a b.csv" "origin,destination,amount\nMNG,CHN,3\nMNG,RUS,1\nRUS,MNG,2\nKAZ,RUS,0\n")
run(json --flows "a b.csv" --format json --weights exports=2)
figures("${json}" MNG "" exports tilt "" 0.5 0.5)
figures("${json}" MNG "" imports exposure RUS 1 1)
figures("${json}" KAZ "" exports hhi "" "" "")
run(text --flows "a b.csv")
if(NOT text MATCHES "no flow" OR NOT text MATCHES "no imports on file")
    message(FATAL_ERROR "KAZ: says neither that exports are 0 nor that no imports are on file:\n${text}")
endif()

file(WRITE "${WORK}/odd.csv" "channel,amount,destination,origin,period\n\"a \"\"b\"\", c|d\\\",5,MNG,CHN,2020\n")
run(json --flows odd.csv --states MNG --powers CHN --format json)
figures("${json}" MNG 2020 "a \"b\", c|d\\" exposure CHN 1 1)
run(csv --flows odd.csv --states MNG --powers CHN --format csv)
if(NOT csv MATCHES "\nMNG,2020,\"a \"\"b\"\", c\\|d\\\\\",exposure_CHN,1,1\n")
    message(FATAL_ERROR "CSV: a channel that needs quotes is not quoted:\n${csv}")
endif()
