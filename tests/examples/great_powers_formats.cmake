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
string(JSON reading GET "${json}" readings KAZ)
if(NOT reading MATCHES "^leans to RUS in arms, is even between them in exports and imports")
    message(FATAL_ERROR "JSON: reading of KAZ ${reading}")
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
    "KAZ,2019,arms,exposure_CHN,1.9189765458422176e-2,1.9189765458422176e-2" # 36 / 1876, in 17 digits
    "MNG,2023,imports,exposure_RUS,0,0.21")                            # Russia stopped reporting: not 0
    if(NOT "\n${csv}" MATCHES "\n${row}\n")
        message(FATAL_ERROR "CSV: no row ${row} in\n${csv}")
    endif()
endforeach()
set(number "-?[0-9.]+(e-[0-9]+)?")
string(REGEX REPLACE "[A-Z][A-Z][A-Z],[0-9]+,[a-z+]+,[A-Za-z_]+,${number},${number}\n" "" rest "${csv}")
if(NOT rest STREQUAL "state,period,channel,measure,low,high\n")
    message(FATAL_ERROR "CSV: other rows than expected:\n${rest}")
endif()

run(markdown --format markdown)
if(NOT markdown MATCHES "\n\\| Mongolia, 2019 \\| exports \\| imports \\| arms \\|\n\\| --- \\| --- \\| --- \\| --- \\|\n\\| exposure to China \\| 0.8100 \\| 0.3100 \\| 0 \\|\n")
    message(FATAL_ERROR "Markdown: no such table in\n${markdown}")
endif()

# Markdown is for people: each cell is rounded as in the text, the bounds outwards.
run(text)
string(REGEX MATCHALL "\\[[^]]*\\]|[+-]?[0-9]+\\.[0-9]+" markdown_numbers "${markdown}")
foreach(number IN LISTS markdown_numbers)
    string(FIND "${text}" "${number}" place)
    if(place EQUAL -1)
        message(FATAL_ERROR "Markdown: ${number} is not in the text")
    endif()
endforeach()
if(NOT markdown MATCHES "\n\\| HHI \\| \\[0.6642, 0.6724\\] \\|")
    message(FATAL_ERROR "Markdown: bounds that are not rounded as in the text:\n${markdown}")
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

# Words of a direction, whatever their capitals: MNG exports 80 of 100 to CHN. Parts of exports and imports, and flows
# from a state to itself, are set aside and counted; 2019.0 is a whole number; the last row has no line break.
function(expect text expression)
    string(REGEX REPLACE "\n  +" " " text "${text}") # what the width of the page broke
    if(NOT text MATCHES "${expression}")
        message(FATAL_ERROR "nothing like ${expression} in\n${text}")
    endif()
endfunction()
set(header origin,destination,amount,period,channel)
foreach(words IN ITEMS "exports imports" "Export Import" "X M" "x m" "EXPORTS IMPORTS" "XG_FOB_USD MG_CIF_USD")
    string(REGEX MATCHALL "[^ ]+" words "${words}")
    list(GET words 0 out)
    list(GET words 1 in)
    file(WRITE "${WORK}/words.csv" "${header}\nMNG,CHN,80,2019.0,${out}\nMNG,RUS,20,2019,${out}\nRUS,MNG,3,2.019e3,${in}\n"
        "MNG,CHN,1000,2019,RX\nMNG,CHN,1000,2019,Re-Export\nCHN,MNG,1000,2019,RM\nCHN,MNG,1000,2019,MIP\n"
        "MNG,CHN,1000,2019,XIP\nMNG,MNG,1000,2019,${out}")
    run(json --flows words.csv --states MNG --format json)
    figures("${json}" MNG 2019 exports exposure CHN 0.80000000000000004 0.80000000000000004)
    figures("${json}" MNG 2019 imports exposure RUS 1 1)
    run(text --flows words.csv --states MNG)
    expect("${text}" "\nRows used: 3\\.\n")
    expect("${text}" "\nRows set aside, because exports or imports contain their flows already: MIP 1, RM 1, RX 1, Re-Export 1, XIP 1\\.\n")
    expect("${text}" "\nRows set aside, because they are flows of a state to itself: 1\\.\n")
    expect("${text}" "\nThe last row of words.csv has no line break: the file may have been cut off")
endforeach()
file(WRITE "${WORK}/whole.csv" "${header}\nMNG,CHN,1,2019,X\n")
run(text --flows whole.csv --states MNG --powers CHN)
if(text MATCHES "set aside|cut off")
    message(FATAL_ERROR "a file without any such row has rows set aside, or is said to be cut off:\n${text}")
endif()

# What went to RUS is not known: MNG's exports to it are any share, and the HHI is at least that of two equal partners,
# 1/2. Where a total is declared, CHN has 80 of 100 and RUS from 0 to 20. A flow of 0 is known.
file(WRITE "${WORK}/unknown.csv" "${header},total\nMNG,CHN,80,2019,X,\nMNG,RUS,NA,2019,X,\nMNG,CHN,80,2018,X,100\nMNG,RUS,,2018,X,100\n"
    "KAZ,CHN,0,2019,X,\n")
run(json --flows unknown.csv --format json)
figures("${json}" MNG 2019 exports exposure RUS 0 1)
figures("${json}" MNG 2019 exports exposure CHN 0 1)
figures("${json}" MNG 2019 exports hhi "" 0.5 1)
figures("${json}" MNG 2018 exports exposure CHN 0.80000000000000004 0.80000000000000004)
figures("${json}" MNG 2018 exports exposure RUS 0 0.20000000000000001)
run(text --flows unknown.csv)
expect("${text}" "\nexposure to Russia +\\[0, 1\\]\nlargest partner +unknown\n")
expect("${text}" "\nexports: the amount of a flow is not known, so the total is not known\n")
expect("${text}" "\nexposure to Russia +no flow\n")
expect("${text}" "\nRows used: 3\\. Without a known amount, omitted and not taken for 0: 2\\.\n")

# A contradiction between a list and its declared total is an error for a state that was asked for, else it is counted.
file(WRITE "${WORK}/contradiction.csv" "${header},total\nMNG,CHN,80,2019,X,100\nKAZ,CHN,147,2019,X,100\nUZB,RUS,5,2019,X,10\n")
run(text --flows contradiction.csv --states MNG)
expect("${text}" "\nOmitted, because what is listed and the declared total contradict each other, for states that were not asked for: 1\\.\n")

# Other channels than trade are the destination's, in files of their own.
file(WRITE "${WORK}/other.csv" "${header}\nCHN,MNG,1,2019,important minerals\nRUS,MNG,3,2019,important minerals\n"
    "RUS,MNG,1,2019,arms\n")
run(json --flows whole.csv --flows other.csv --states MNG --format json)
figures("${json}" MNG 2019 "important minerals" exposure RUS 0.75 0.75)
figures("${json}" MNG 2019 arms exposure RUS 1 1)
figures("${json}" MNG 2019 exports exposure CHN 1 1)

# Columns by other names, from standard input. A reporter is the origin of its exports and the destination of its
# imports: 90 of 100 go to CHN, 60 of 100 come from RUS.
function(run_on_input into file)
    execute_process(COMMAND "${PROGRAM}" --flows - ${ARGN} INPUT_FILE "${WORK}/${file}"
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
    if(NOT status EQUAL 0 OR NOT error STREQUAL "")
        message(FATAL_ERROR "great_powers --flows - ${ARGN}: status ${status}, ${error}")
    endif()
    set(${into} "${output}" PARENT_SCOPE)
endfunction()
file(WRITE "${WORK}/both.csv" "refYear,reporterISO,flowCode,partnerISO,primaryValue,unused\n2020,MNG,X,CHN,90,\n"
    "2020,MNG,X,RUS,10,\n2020,MNG,M,CHN,30,\n2020,MNG,M,RUS,60,\n2020,MNG,M,JPN,10,\n")
run_on_input(json both.csv --states MNG --format json --columns
    reporter=reporterISO,partner=partnerISO,channel=flowCode,amount=primaryValue,period=refYear)
figures("${json}" MNG 2020 exports exposure CHN 0.90000000000000002 0.90000000000000002)
figures("${json}" MNG 2020 imports exposure CHN 0.29999999999999999 0.29999999999999999)
figures("${json}" MNG 2020 imports exposure RUS 0.59999999999999998 0.59999999999999998)
file(WRITE "${WORK}/renamed.csv" "t,i,j,v,origin\n2019.0,MNG,CHN,3,x\n2019.0,MNG,RUS,1,x\n")
run(json --flows renamed.csv --states MNG --format json --columns origin=i,destination=j --columns amount=v,period=t)
figures("${json}" MNG 2019 exports exposure CHN 0.75 0.75)
