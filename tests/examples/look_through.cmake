# SPDX-License-Identifier: BSL-1.0
# What look_through answers to wrong names and files, and to files in other layouts.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

# answer(<status> <regular expression> <argument>...)    one line on stderr and nothing on stdout, or all on stdout
function(answer expected_status expression)
    execute_process(COMMAND "${PROGRAM}" ${ARGN} WORKING_DIRECTORY "${WORK}"
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
    if(expected_status EQUAL 0)
        set(answered "${output}")
        set(other "${error}")
    else()
        set(answered "${error}")
        set(other "${output}")
    endif()
    if(NOT status STREQUAL expected_status OR NOT answered MATCHES "${expression}" OR NOT other STREQUAL "")
        message(SEND_ERROR "look_through ${ARGN}: status ${status}, not ${expected_status}, and not like "
            "'${expression}':\n${output}\n${error}")
    endif()
endfunction()

answer(0 "^usage: look_through " --help)
answer(2 "^look_through: there is no option --nope. there are --power, --user, [^\n]+\n$" --nope)
answer(2 "^look_through: --power names nothing\n$" --power)
answer(2 "^look_through: --user names nothing\n$" --user "")
answer(2 "^look_through: --power: found XYZ, expected one of those in invented_table.csv: CHN, KAZ, KOR, MNG, RUS\n$"
    --power XYZ)
answer(2 "^look_through: --user: found USA, expected one of those in invented_table.csv: CHN, KAZ, KOR, MNG, RUS\n$"
    --user USA)
answer(1 "^look_through: missing.csv: No such file or directory\n$" missing.csv)
file(WRITE "${WORK}/rows.csv" "origin,destination,amount\nMNG,CHN,81\n")
answer(1 "^look_through: rows.csv: has no column of final use in its first line: [^\n]+\n$" rows.csv)

# The toy of two regions: .255319 of what stands behind B's goods is A's, of which .161094 is seen.
file(WRITE "${WORK}/toy.csv" "V1,A_s,B_s,A_HFCE,B_HFCE,OUT\nA_s,10,20,30,,60\nB_s,5,15,,50,70\n")
answer(0 "\nface value +0.1611\nhidden +0.0942\nlook-through +0.2553\n" toy.csv --power A --user B)
file(WRITE "${WORK}/Z.txt" "\t\tA\tB\n\t\ts\ts\nA\ts\t10\t20\nB\ts\t5\t15\n")
file(WRITE "${WORK}/Y.txt" "\t\tA\tB\n\t\tc\tc\nA\ts\t30\t0\nB\ts\t0\t50\n")
answer(0 "\nlook-through +0.2553\n.*not used: the file rows.csv; the file toy.csv\n" . --power A --user B)
file(WRITE "${WORK}/Y.txt" "\t\tA\tB\n\t\tc\tc\nA\ts\t30\t0\nB\ts\t0\t\n")
answer(1 "^look_through: published_table: .: 1 cell is unknown: the delivery of B_s to B_c. [^\n]+\n$"
    . --power A --user B)
# a final demand of nothing has no shares; sectors that feed on themselves are named
file(WRITE "${WORK}/none.csv" "V1,A_s,B_s,A_HFCE,B_HFCE,OUT\nA_s,10,20,30,,60\nB_s,5,15,50,0,70\n")
answer(0 "\nlook-through +[a-z ]+\n" none.csv --power A --user B)
file(WRITE "${WORK}/closed.csv" "V1,A_s,B_s,A_HFCE,B_HFCE,OUT\nA_s,50,50,0,0,100\nB_s,50,50,0,0,100\n")
answer(1 "^look_through: [^\n]*A s[^\n]*\n$" closed.csv --power A --user B)
