# SPDX-License-Identifier: BSL-1.0
# Bad input as a user would give it: one clear line on stderr, exit status 2 for the command line and 1 for the data,
# nothing on stdout, nothing half-written.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(failures 0)

# refuse(<status> <regular expression> <argument>...)
function(refuse expected_status expression)
    execute_process(COMMAND "${PROGRAM}" ${ARGN} WORKING_DIRECTORY "${WORK}"
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
    if(NOT status STREQUAL expected_status OR NOT output STREQUAL "" OR NOT error MATCHES "^great_powers: [^\n]+\n$"
        OR NOT error MATCHES "${expression}")
        string(JOIN " " arguments ${ARGN})
        message("great_powers ${arguments}\n  status: ${status}, not ${expected_status}, and a line like: ${expression}"
            "\n  stdout: ${output}\n  stderr: ${error}")
        math(EXPR failures "${failures} + 1")
        set(failures ${failures} PARENT_SCOPE)
    endif()
endfunction()

# refuse_rows(<regular expression> <header> <row>)
macro(refuse_rows expression header rows)
    file(WRITE "${WORK}/rows.csv" "${header}\n${rows}\n")
    refuse(1 "${expression}" --flows rows.csv)
endmacro()

set(usual origin,destination,amount,period,channel,total,listing,source)
set(short origin,destination,amount,period,channel)

# files
file(WRITE "${WORK}/empty.csv" "")
file(WRITE "${WORK}/header.csv" "${short}\n")
file(WRITE "${WORK}/good.csv" "${short}\nMNG,CHN,81,2019,exports\nMNG,RUS,19,2019,exports\nKAZ,CHN,1,2019,exports\n")
refuse(1 "missing.csv: " --flows missing.csv)
refuse(1 ": " --flows .)
refuse(1 "empty.csv: " --flows empty.csv)
refuse(1 "header.csv: has a header, but no rows" --flows header.csv)
refuse(1 "header.csv: has a header, but no rows" --flows good.csv --flows header.csv)
refuse(1 "missing.csv: " --flows good.csv --flows missing.csv)
refuse(2 "--flows: good.csv is given twice" --flows good.csv --flows header.csv --flows good.csv)
refuse(2 "--flows: ./good.csv is given twice, also as good.csv" --flows good.csv --flows ./good.csv)
refuse(2 "--flows: - is given twice" --flows - --flows -)

# headers and rows
refuse_rows("rows.csv:1: .*amount" origin,destination,period,channel MNG,CHN,2019,exports)
refuse_rows("rows.csv:2: " ${short} MNG,CHN,81)
refuse_rows("rows.csv:2: column amount: found \"many\"" ${short} MNG,CHN,many,2019,exports)
refuse_rows("rows.csv:2: column amount: found \"-81\"" ${short} MNG,CHN,-81,2019,exports)
refuse_rows("rows.csv:2: column amount: found \"NaN\"" ${short} MNG,CHN,NaN,2019,exports)
refuse_rows("rows.csv:2: column amount: found \"inf\"" ${short} MNG,CHN,inf,2019,exports)
refuse_rows("rows.csv:2: column period: found \"last year\"" ${short} "MNG,CHN,81,last year,exports")
refuse_rows("rows.csv:2: column destination: found \"China\"" ${short} MNG,China,81,2019,exports)
refuse_rows("rows.csv:2: column listing: found \"most\"" ${usual} MNG,CHN,81,2019,exports,100,most,nobody)
refuse_rows("2019 MNG exports: total is 100; .*rounding" ${usual} "MNG,CHN,101,2019,exports,100,largest,nobody")
refuse_rows("total" ${usual} "MNG,CHN,81,2019,exports,100,some,a\nMNG,RUS,9,2019,exports,90,some,a")
refuse_rows("rows.csv:2: column total: .*channel" origin,destination,amount,total MNG,CHN,81,100)
refuse_rows("rows.csv:2: column period: found \"2019.5\", expected a whole number" ${short} MNG,CHN,81,2019.5,exports)

# a direction that is none, in a file that has directions, or one that is a guess in any file
set(directions "expected a direction, such as exports, X, imports or M")
refuse_rows("rows.csv:3: column channel: found \"Exprot\", ${directions}, as in line 2; " ${short}
    "MNG,CHN,81,2019,exports\nMNG,RUS,9,2019,Exprot")
refuse_rows("rows.csv:2: column channel: found \"Exprot\", ${directions}, as in line 4; " ${short}
    "MNG,CHN,81,2019,Exprot\nMNG,RUS,9,2019,arms\nMNG,RUS,9,2019,M")
refuse_rows("rows.csv:3: column channel: found \"\", ${directions}, as in line 2; " ${short}
    "MNG,CHN,81,2019,RX\nMNG,RUS,9,2019,")
refuse_rows("rows.csv:2: column channel: found \"energy exports\", ${directions}" ${short}
    "MNG,CHN,81,2019,energy exports")
refuse_rows("rows.csv:2: column channel: found \"E\", ${directions}" ${short} MNG,CHN,81,2019,E)

# the command line
refuse(2 "--states: \"XYZ1\" is the code or name of no state" --states MNG,XYZ1)
refuse(2 "--states: \"MNX\"" --states MNX)
refuse(2 "--states: MNG is named twice" --states MNG,MNG)
refuse(2 "--states: Russia is one of the powers" --states RUS)
refuse(2 "--powers: \"WLD\"" --powers CHN,WLD)
refuse(2 "--neighbors: \"EU\"" --neighbors EU)
refuse(2 "--neighbors: China is one of the powers" --neighbors CHN)
refuse(2 "--format: .*xml" --format xml)
refuse(2 "--period" --period soon)
refuse(2 "--period" --period)
refuse(2 "--rounding" --rounding=-1)
refuse(2 "--rounding" --rounding nan)
refuse(2 "--weights: found \"arms\"" --weights arms)
refuse(2 "--weights: found \"arms=much\"" --weights arms=much)
refuse(2 "--weights: found \"arms=-1\"" --weights arms=-1)
refuse(2 "--weights: arms is named twice" --weights arms=1,arms=2)
refuse(2 "--columns: found \"i\", expected one of origin, " --flows good.csv --columns i)
refuse(2 "--columns: found \"from=i\", expected one of origin, " --flows good.csv --columns from=i)
refuse(2 "--columns: found \"origin=\"" --flows good.csv --columns origin=)
refuse(2 "--columns: origin is named twice" --flows good.csv --columns origin=i,origin=j)
refuse(2 "--columns: there is no --flows" --columns origin=i)
refuse(2 "--columns: reporter, partner and channel go together" --flows good.csv --columns reporter=i,partner=j)
refuse(2 "--columns: names reporter or partner and origin" --flows good.csv --columns reporter=i,destination=j)
refuse(2 "--columns: a reporter is the origin of its exports" --flows good.csv
    --columns origin=reporterISO,destination=partnerISO,channel=flowCode)
refuse(1 "good.csv:1: no column \"v\"" --flows good.csv --columns amount=v)
refuse(1 "good.csv:1: no column \"year\"" --flows good.csv --columns period=year)
refuse(1 "good.csv:1: no column \"reporter\"|\"i\", \"j\"" --flows good.csv
    --columns reporter=i,partner=j,channel=channel)
refuse(2 "--colour" --colour)
refuse(2 "partners.csv" partners.csv)

# receipts
file(WRITE "${WORK}/no_receipt.json" "{\n  \"receipt\": 1\n}\n")
refuse(2 "--receipt: " "--receipt=")
refuse(2 "--replay: " "--replay=")
refuse(2 "--replay: --states is what the receipt says" --replay r.json --states MNG)
refuse(2 "--replay: --rounding is what the receipt says" --rounding 0 --replay r.json)
refuse(2 "--flows: standard input cannot be read again" --flows - --receipt r.json)
refuse(2 "--flows: standard input cannot be read again" --flows - --replay r.json)
refuse(2 "--receipt: good.csv is read as --flows" --flows good.csv --receipt good.csv)
refuse(2 "--receipt: ./good.csv is read as --flows" --flows good.csv --receipt ./good.csv)
refuse(1 "--receipt: nowhere/r.json cannot be written" --receipt nowhere/r.json)
refuse(1 "--receipt: . cannot be written" --receipt .)
refuse(1 "missing.json: " --replay missing.json)
refuse(1 "good.csv:1: found \"o\" at character 1, expected a value" --replay good.csv)
refuse(1 "no_receipt.json:1: found an object at character 1, expected one with the member \"library_version\""
    --replay no_receipt.json)
refuse(1 "1999" --period 1999 --receipt r.json)

# what the data do not have
refuse(1 "--states: no flows of France are on file" --states MNG,FRA)
refuse(1 "--powers: Antarctica is no partner of any state on file" --powers CHN,ATA)
refuse(1 "--neighbors: Antarctica is no partner of any state on file" --neighbors ATA)
refuse(1 "--period: nothing is on file for 1999, only for 2014, 2015," --period 1999)
refuse(1 "--weights: no channel \"arm\"" --weights arm=2)

# pictures
refuse(2 "--pictures" "--pictures=")
refuse(1 "empty.csv: " --pictures empty.csv)
refuse(1 "empty.csv" --pictures empty.csv/pictures)
refuse(1 "missing.csv: " --flows missing.csv --pictures pictures)
refuse(1 "1999" --period 1999 --pictures pictures)
refuse(2 "xml" --format xml --pictures pictures)

file(GLOB left RELATIVE "${WORK}" LIST_DIRECTORIES true "${WORK}/*" "${WORK}/.*")
list(SORT left)
list(REMOVE_ITEM left . ..)
if(NOT left STREQUAL "empty.csv;good.csv;header.csv;no_receipt.json;rows.csv")
    message("left behind: ${left}")
    math(EXPR failures "${failures} + 1")
endif()
if(failures)
    message(FATAL_ERROR "${failures} of the checks failed")
endif()
