# SPDX-License-Identifier: BSL-1.0
# Files as providers hand them out, with votes and a tidy file, all in one call; the values are calculated by hand.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(failures 0)

# run(<variable> <argument>...)    sets said to what is on stderr
function(run into)
    execute_process(COMMAND "${PROGRAM}" ${ARGN} WORKING_DIRECTORY "${WORK}"
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "great_powers ${ARGN}: status ${status}, ${error}")
    endif()
    set(${into} "${output}" PARENT_SCOPE)
    set(said "${error}" PARENT_SCOPE)
endfunction()

# expect(<text> <regular expression>)    whatever the width of the page broke
function(expect text expression)
    string(REGEX REPLACE "\n  +" " " text "${text}")
    if(NOT text MATCHES "${expression}")
        message("nothing like ${expression} in\n${text}")
        math(EXPR failures "${failures} + 1")
        set(failures ${failures} PARENT_SCOPE)
    endif()
endfunction()

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

# UN Comtrade, as its API answers: of 100 exported in 2024, 80 went to CHN and 15 to RUS; 5 are not specified by partner
# (899). 7 went from MNG to itself, and 3 of those to CHN are a part by mode of transport.
set(row "\"typeCode\": \"C\", \"freqCode\": \"A\", \"period\": \"2024\", \"cmdCode\": \"TOTAL\", \"customsCode\": \"C00\"")
set(comtrade "")
foreach(each IN ITEMS "X 496 0 0 100" "X 496 156 0 80" "X 496 643 0 15" "X 496 899 0 5" "X 496 496 0 7" "X 496 156 2 3")
    string(REPLACE " " ";" each "${each}")
    list(GET each 0 flow)
    list(GET each 1 reporter)
    list(GET each 2 partner)
    list(GET each 3 transport)
    list(GET each 4 value)
    string(APPEND comtrade "${comma}{${row}, \"flowCode\": \"${flow}\", \"reporterCode\": ${reporter}, \"partnerCode\": ${partner}, "
        "\"partner2Code\": 0, \"motCode\": ${transport}, \"primaryValue\": ${value}}")
    set(comma ", ")
endforeach()
file(WRITE "${WORK}/comtrade.json" "{\"count\": 6, \"data\": [${comtrade}]}\n")

# SIPRI: in the five years to 2024, Mongolia received 30 from Russia and 10 from the United States. 0 is less than half.
file(WRITE "${WORK}/tiv.csv" "\"TIV of arms exports to Mongolia, 2020-2024\"\nFigures are in millions.\nGenerated: 1 March 2025\n\n"
    ",2020,2021,2022,2023,2024,Total\nRussia,,10,,,20,30\nUnited States,,,10,,0,10\n,,,,,,\nTotal,,10,10,,20,40\n")

# A tidy file: 3 of 4 from RUS.
file(WRITE "${WORK}/energy.csv" "origin,destination,amount,period,channel\nRUS,MNG,3,2024,energy\nCHN,MNG,1,2024,energy\n"
    "CHN,MNG,9,2023,energy\n")

# UN Digital Library: MNG yes, yes, no, abstain; CHN yes, abstain, no, abstain; RUS no, no, not voting, abstain.
# Agreement with CHN 1 - (0 + 1 + 0 + 0) / 4 / 2 = .875, with RUS 1 - (2 + 2 + 0) / 3 / 2 = 1/3. Kappa with CHN: 3/4
# alike; by chance 1/2 1/4 + 1/4 1/2 + 1/4 1/4 = 5/16; (3/4 - 5/16) / (1 - 5/16) = 7/11.
set(votes "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link\n")
foreach(each IN ITEMS "1 MNG Y" "1 CHN Y" "1 RUS N" "2 MNG Y" "2 CHN A" "2 RUS N" "3 MNG N" "3 CHN N" "3 RUS X" "4 MNG A" "4 CHN A"
    "4 RUS A")
    string(REPLACE " " ";" each "${each}")
    list(GET each 0 id)
    list(GET each 1 state)
    list(GET each 2 vote)
    string(APPEND votes "${id},${state},,${vote},2024-12-0${id},79,A/RES/79/${id},,,,,,,,,,,,,\n")
endforeach()
file(WRITE "${WORK}/votes.csv" "${votes}")

set(mixture --flows comtrade.json --flows tiv.csv --flows energy.csv --votes votes.csv --years 2024)
run(csv ${mixture} --states Mongolia --powers china,643 --format csv)
foreach(row IN ITEMS
    "MNG,2024,exports,exposure_CHN,0.8,0.8"
    "MNG,2024,exports,exposure_RUS,0.15,0.15"
    "MNG,2024,arms,exposure_RUS,0.75,0.75"
    "MNG,2024,arms,exposure_CHN,0,0"
    "MNG,2024,energy,exposure_RUS,0.75,0.75"
    "MNG,2024,votes,vote_agreement_CHN,0.875,0.875"
    "MNG,2024,votes,joint_votes_CHN,4,4"
    "MNG,2024,votes,joint_votes_RUS,3,3")
    expect("\n${csv}" "\n${row}\n")
endforeach()
expect("${csv}" "\nMNG,2024,votes,vote_agreement_RUS,0\\.33333333333333[0-9]+,")
expect("${csv}" "\nMNG,2024,votes,cohen_kappa_CHN,0\\.63636363636363[0-9]+,")
if(said OR csv MATCHES ",2023,")
    message(FATAL_ERROR "a message, or a year that was not asked for: ${said}\n${csv}")
endif()
run(text ${mixture} --states Mongolia)
expect("${text}" "^Exposure of Mongolia to China and Russia, 2024\n")
expect("${text}" "\nexposure to China +0\\.8000 +0 +0\\.2500\n")
expect("${text}" "\nMongolia, votes of 2024 +China +Russia\nvote agreement +0\\.8750 +0\\.3333\nCohen's kappa +0\\.6364 +")
expect("${text}" "\nroll calls with both +4 +3\n")
expect("${text}" "\ncomtrade.json: UN Comtrade [(]comtrade_plus[)], US[$]; rows read 6, used 2; set aside: aggregate 1, area 1, own state 1, sub-row 1\\.\n")
expect("${text}" "\ntiv.csv: SIPRI, Arms Transfers Database [(]sipri_tiv[)], 1 March 2025, million TIV; rows read [0-9]+, used 4; set aside: aggregate [0-9]+\\.\n")
expect("${text}" "\nvotes.csv: United Nations Digital Library[^\n]*; rows read 12, used 11; set aside: unknown 1\\.\n")
expect("${text}" "\nRows used of tidy files: 2\\.\n")
expect("${text}" "\nRows of years or directions that were not asked for: 1\\.\n")
expect("${text}" "\nSource of arms, 2024: SIPRI, Arms Transfers Database; 1 March 2025; sum over 2020-2024\\.\n")
run(text ${mixture} --states MNG --codes --arms-years 1 --verbose)
expect("${text}" "^Exposure of MNG to CHN and RUS, 2024\n")
expect("${text}" "\nexposure to RUS +0\\.1500 +1 +0\\.7500\n") # in 2024 alone, 20 of 20
expect("${text}" "\nroll calls with both +4 +3\n")
expect("${text}" "\ncomtrade.json in full\n")
expect("${text}" "\nown state +1 +7 +line [0-9]+: ")
expect("${text}" "\nline [0-9]+, sub-row: a part of a row")
expect("${text}" "\nMNG +6 +210 +2 +95 ") # all rows of the state, and those that were used
run(csv ${mixture} --states MNG --format csv --verbose)
expect("${said}" "\nvotes.csv in full\n")

# A file whose years are too few is not passed over without a word.
run(text --flows comtrade.json --flows tiv.csv --arms-years 9 --states MNG)
expect("${text}" "\ntiv.csv: has no flows of the years asked for, as its years are not enough for sums over 9 [(]--arms-years[)]\\.\n")

# No votes of the year: not an agreement of nothing.
run(text --flows tiv.csv --votes votes.csv --states MNG --powers RUS,USA --period 2023 --arms-years 3)
expect("${text}" "\nexposure to United States +0\\.5000\n") # 2021 to 2023: 10 and 10
expect("${text}" "\nno votes on file in 2023\n")
if(text MATCHES "2021" AND text MATCHES "\n2021 +1")
    message(FATAL_ERROR "a sum over three years of which the file has two:\n${text}")
endif()

# In 2023, 9 came from unknown suppliers: of 30 in two years, China had from 6 to 15, and Russia, which has a row for
# both, 15.
file(WRITE "${WORK}/values.csv" "Volume of transfers\nData generated: 28 Sep 2026\n\nSupplier,2022,2023,2022-2023,Percentage\n"
    "Russia,10,5,15,50%\nChina,6,,6,20%\nunknown supplier(s),,9,9,30%\nTotal exports to Kazakhstan,16,14,30,100%\n")
run(csv --flows values.csv --states KAZ --arms-years 2 --format csv)
expect("${csv}" "\nKAZ,2023,arms,exposure_CHN,0\\.2,0\\.5\n")
expect("${csv}" "\nKAZ,2023,arms,exposure_RUS,0\\.5,0\\.5\n")

# BACI in a zip archive with a file for each year, gzip, and names of channels. Amounts are thousand US$ there and US$
# of UN Comtrade. 2023: MNG sends 60 to CHN and 20 to RUS, and receives 40 from CHN.
set(baci "t,i,j,k,v,q\n")
file(WRITE "${WORK}/BACI_HS92_Y2023_V202401b.csv" "${baci}2023,496,156,270100,60,\n2023,496,643,270100,20,\n2023,156,496,850000,40,\n")
file(WRITE "${WORK}/BACI_HS92_Y2024_V202401b.csv" "${baci}2024,496,156,270100,1,\n2024,496,643,270100,3,\n")
file(WRITE "${WORK}/country_codes_V202401b.csv" "country_code,country_name\n496,Mongolia\n")
execute_process(COMMAND "${CMAKE_COMMAND}" -E tar cf BACI.zip --format=zip
    BACI_HS92_Y2023_V202401b.csv BACI_HS92_Y2024_V202401b.csv country_codes_V202401b.csv WORKING_DIRECTORY "${WORK}" COMMAND_ERROR_IS_FATAL ANY)
file(ARCHIVE_CREATE OUTPUT "${WORK}/baci.csv.gz" PATHS "${WORK}/BACI_HS92_Y2024_V202401b.csv" FORMAT raw COMPRESSION GZip)
run(csv --flows BACI.zip --flows comtrade.json --years 2023 --states MNG --format csv)
expect("${csv}" "\nMNG,2023,exports,exposure_CHN,0\\.75,0\\.75\n")
expect("${csv}" "\nMNG,2023,imports,exposure_CHN,1,1\n")
run(text --flows BACI.zip --years 2024 --states MNG)
expect("${text}" "\nBACI.zip/BACI_HS92_Y2024_V202401b.csv: CEPII, BACI [(]baci[)], V202401b, thousand US[$]; rows read 2, used 2\\.\n")
run(csv --flows BACI.zip/BACI_HS92_Y2023_V202401b.csv --flows comtrade.json --states MNG --format csv)
expect("${csv}" "\nMNG,2023,exports,exposure_CHN,0\\.75,0\\.75\n")
expect("${csv}" "\nMNG,2024,exports,exposure_CHN,0\\.8,0\\.8\n")
run(csv --flows "BACI.zip/*Y2024*" --states MNG --format csv)
expect("${csv}" "\nMNG,2024,exports,exposure_CHN,0\\.25,0\\.25\n")
run(csv --flows baci.csv.gz --states MNG --format csv)
expect("${csv}" "\nMNG,2024,exports,exposure_CHN,0\\.25,0\\.25\n")
execute_process(COMMAND "${PROGRAM}" --flows - --states MNG --format csv INPUT_FILE "${WORK}/baci.csv.gz"
    OUTPUT_VARIABLE csv COMMAND_ERROR_IS_FATAL ANY)
expect("${csv}" "\nMNG,2024,exports,exposure_CHN,0\\.25,0\\.25\n")
run(csv --flows fuel=BACI_HS92_Y2023_V202401b.csv --states MNG --powers CHN --format csv) # what it receives
expect("${csv}" "\nMNG,2023,fuel,exposure_CHN,1,1\n")
if(csv MATCHES "exports")
    message(FATAL_ERROR "other channels than the one that was named:\n${csv}")
endif()
run(csv --flows exports=BACI_HS92_Y2023_V202401b.csv --flows fuel=energy.csv --states MNG --format csv)
expect("${csv}" "\nMNG,2023,exports,exposure_CHN,0\\.75,0\\.75\n")
expect("${csv}" "\nMNG,2024,fuel,exposure_RUS,0\\.75,0\\.75\n")
if(csv MATCHES "imports|energy")
    message(FATAL_ERROR "other channels than those that were named:\n${csv}")
endif()

# Flows of states that were not asked for are not added up either.
file(WRITE "${WORK}/other.csv" "origin,destination,amount,period,channel\nKAZ,CHN,1,2024,energy\nRUS,CHN,1,2024,energy\n")
file(WRITE "${WORK}/baci_china.csv" "${baci}2024,643,156,270100,4,\n2024,643,156,270200,4,\n2024,643,496,270100,2,\n2024,156,496,270100,2,\n")
run(text --flows energy.csv --flows other.csv --states MNG)
if(text MATCHES "Omitted")
    message(FATAL_ERROR "tidy files share the flows of a state:\n${text}")
endif()
run(text --flows baci_china.csv --flows BACI_HS92_Y2024_V202401b.csv --states MNG) # both give imports of CHN
expect("${text}" "\nOmitted, because another file gives the same state, year and channel, for states that were not asked for: 1\\.\n")

# Receipts of providers' files and votes.
run(first ${mixture} --states Mongolia --format csv --receipt mixture.json)
run(again --replay mixture.json --format csv)
expect("${said}" "bit for bit\n$")
if(NOT again STREQUAL first)
    message(FATAL_ERROR "the figures of the receipt are other ones:\n${again}")
endif()
file(READ "${WORK}/mixture.json" json)
string(JSON count LENGTH "${json}" sources)
string(JSON format GET "${json}" sources 0 format)
string(JSON vintage GET "${json}" sources 1 vintage)
string(JSON fate GET "${json}" sources 0 rows 3 fate)
string(JSON rows GET "${json}" sources 0 rows 3 rows)
string(JSON amount GET "${json}" sources 0 rows 3 amount)
string(JSON states GET "${json}" options states)
if(NOT "${count} ${format} ${vintage} ${fate} ${rows} ${amount} ${states}" STREQUAL
    "4 comtrade_plus 1 March 2025 own state 1 7 MNG")
    message(FATAL_ERROR "receipt: ${count} ${format} ${vintage} ${fate} ${rows} ${amount} ${states}")
endif()
run(first --flows BACI.zip --flows fuel=energy.csv --years 2023-2024 --states MNG --format csv --receipt zip.json)
run(again --replay zip.json --format csv)
file(RENAME "${WORK}/votes.csv" "${WORK}/moved.csv")
refuse(1 "votes.csv: " --replay mixture.json)
run(again --replay mixture.json --votes moved.csv --format csv)
file(RENAME "${WORK}/moved.csv" "${WORK}/votes.csv")
refuse(2 "--replay: --years is what the receipt says" --replay mixture.json --years 2023)

file(COPY_FILE "${WORK}/energy.csv" "${WORK}/again.csv")
file(WRITE "${WORK}/tidy.csv" "origin,destination,amount,period,channel\nMNG,CHN,1,2020,exports\n")
file(WRITE "${WORK}/two.csv" "origin,destination,amount,period,channel\nMNG,CHN,1,2020,energy\nMNG,CHN,1,2020,arms\n")
file(WRITE "${WORK}/unknown.csv" "a,b,c\n1,2,3\n")
file(WRITE "${WORK}/code.csv" "${baci}2024,777,156,270100,1,\n")
file(WRITE "${WORK}/page.html" "<!DOCTYPE html><html>\n")
file(WRITE "${WORK}/stat.json" "{\"class\": \"dataset\", \"value\": [1]}\n")

# What two files give, and units that do not convert.
refuse(1 "comtrade.json and baci.csv.gz both give exports of Mongolia in 2024" --flows comtrade.json --flows baci.csv.gz --states MNG)
refuse(1 "energy.csv and again.csv both give energy of MNG in 2023" --flows energy.csv --flows again.csv --states MNG --codes)
refuse(1 "comtrade.json: gives exports in US[$], and tidy.csv in a unit that it does not state; a channel has one unit"
    --flows tidy.csv --flows comtrade.json --states MNG)
refuse(1 "tiv.csv: gives imports in million TIV, and BACI_HS92_Y2023_V202401b.csv in thousand US[$]; a channel has one unit"
    --flows BACI_HS92_Y2023_V202401b.csv --flows imports=tiv.csv --states MNG)

# Files that are none of flows, or of none that is known.
refuse(1 "votes.csv: holds no flows, but votes .*; give it by --votes" --flows votes.csv)
refuse(1 "tiv.csv: holds no votes, but is a file of SIPRI" --flows comtrade.json --votes tiv.csv --states MNG)
refuse(1 "unknown.csv: is in no format that is known, and has none of the columns origin, destination and amount"
    --flows unknown.csv)
refuse(1 "unknown.csv: holds no votes in a format that is known" --flows comtrade.json --votes unknown.csv --states MNG)
refuse(1 "page.html: is a web page" --flows page.html)
refuse(1 "stat.json: is JSON-stat" --flows stat.json)
refuse(1 "BACI.zip: holds 3 data files, .*; say which: by --years" --flows BACI.zip)
refuse(1 "BACI.zip: holds 3 data files, .*; say which: by --years" --flows BACI.zip --years 1999)
refuse(1 "holds no file \"none.csv\"" --flows BACI.zip/none.csv)
refuse(1 "comtrade.json: holds no flows that states receive, and so no channel \"fuel\"" --flows fuel=comtrade.json)
refuse(1 "tiv.csv: holds no exports, and so no channel \"exports\"" --flows exports=tiv.csv)
refuse(1 "two.csv:3: column channel: found \"arms\", expected \"energy\", as in line 2" --flows fuel=two.csv)
refuse(1 "code.csv:2: .*777.* is no state" --flows code.csv)

# Names of states: misspelt, several, groups, and codes with two meanings.
refuse(2 "--states: \"Mongola\" is the code or name of no state; the name that is spelled most like it is Mongolia" --states Mongola)
refuse(2 "--powers: \"Korea\" is the code or name of no state, as it may be North Korea or South Korea" --powers Korea)
refuse(2 "--powers: \"European Union\" is a group of states" --powers "European Union")
refuse(2 "--powers: \"CH\" is Switzerland in ISO 3166-1 and China in GEC; write the name, or the code of three letters" --powers CH)
refuse(2 "--powers: \"710\" is South Africa in M49 and China in the Correlates of War list" --powers 710)
refuse(2 "--states: MONGOLIA is named twice" --states mng,MONGOLIA)
refuse(2 "--states: Russia is one of the powers" --states Russia)
refuse(2 "--years: found \"2019-\"" --years 2019-)
refuse(2 "--years: found \"2020-2019\"" --years 2020-2019)
refuse(2 "--years: found \"last\"" --years last)
refuse(2 "--arms-years" --arms-years 0)
refuse(2 "--votes: " "--votes=")
refuse(2 "--flows: found \"=a.csv\"" --flows =a.csv)
refuse(2 "--flows: energy.csv is given twice" --flows fuel=energy.csv --flows energy.csv)

# Of coal, MNG sold 80 of 100 to CHN, of copper 10 of 100: 90 of 200 of both.
file(WRITE "${WORK}/baci.csv" "t,i,j,k,v,q\n2019,496,156,260300,10,1\n2019,496,643,260300,90,1\n"
    "2019,496,156,270112,80,1\n2019,496,643,270112,20,1\n")
run(both --flows baci.csv --states Mongolia --format csv)
expect("${both}" "MNG,2019,exports,exposure_CHN,0.45,0.45")
run(coal --flows baci.csv --states Mongolia --format csv --products 270112 --receipt coal.json)
expect("${coal}" "MNG,2019,exports,exposure_CHN,0.8,0.8")
run(again --replay coal.json)
expect("${said}" "figures are those of coal.json, bit for bit")
run(listed --flows baci.csv --states Mongolia --format csv --products 270112,260300)
expect("${listed}" "MNG,2019,exports,exposure_CHN,0.45,0.45")

# A row of coal that is repeated far from the first one
run(near --flows baci.csv --states Mongolia --verbose)
expect("${near}" "Repeated rows were searched next to each other only; --search-repeats searches the whole file\\.")
run(whole --flows baci.csv --states Mongolia --verbose --search-repeats)
expect("${whole}" "Repeated rows were searched in the whole file\\.")
file(APPEND "${WORK}/baci.csv" "2019,496,156,270112,80,1\n")
refuse(1 "baci.csv:6: the row repeats line 4 \\(2019, 496, 156\\); 1 row repeats an earlier one" --flows baci.csv --search-repeats)

# The total, chapter 27 and the coal in it: of the chapter, 60 of 80 go to China, of the coal all.
file(WRITE "${WORK}/levels.csv" "Trade Flow Code,Reporter Code,Partner Code,Commodity Code,Trade Value (US$),Period\n"
    "2,496,156,TOTAL,70,2019\n2,496,643,TOTAL,30,2019\n2,496,156,27,60,2019\n2,496,643,27,20,2019\n2,496,156,2701,40,2019\n")
refuse(1 "\"TOTAL\" and \"27\" in rows that are read; one of them contains the other" --flows levels.csv --states Mongolia)
run(chapter --flows levels.csv --states Mongolia --format csv --product-level 2 --receipt level.json)
expect("${chapter}" "MNG,2019,exports,exposure_CHN,0.75,0.75")
run(again --replay level.json)
expect("${said}" "figures are those of level.json, bit for bit")
run(total --flows levels.csv --states Mongolia --format csv --product-level 0)
expect("${total}" "MNG,2019,exports,exposure_CHN,0.7,0.7")

# A table of no provider that is known: exports 75 of 100 to CHN, imports 60 of 100 from RUS; WXX stands for the world, and
# volumes (Q) stand next to values (V).
file(WRITE "${WORK}/sdmx.csv" "DATAFLOW,REF_AREA,COUNTERPART_AREA,FLOW,PRICE_BASE,TIME_PERIOD,OBS_VALUE\n"
    "X:Y(1.0),MNG,CHN,X1,V,2019,75\nX:Y(1.0),MNG,RUS,X1,V,2019,25\nX:Y(1.0),MNG,CHN,X1,Q,2019,7\n"
    "X:Y(1.0),MNG,RUS,M1,V,2019,60\nX:Y(1.0),MNG,CHN,M1,V,2019,40\nX:Y(1.0),MNG,WXX,M1,V,2019,100\n")
set(mapping direction=FLOW,exports=X1,imports=M1,totals=WXX,codes=iso)
run(mapped --flows sdmx.csv --states Mongolia --format csv --sdmx "${mapping},only=PRICE_BASE:V" --receipt sdmx.json)
expect("${mapped}" "MNG,2019,exports,exposure_CHN,0.75,0.75")
expect("${mapped}" "MNG,2019,imports,exposure_RUS,0.6,0.6")
run(again --replay sdmx.json)
expect("${said}" "figures are those of sdmx.json, bit for bit")
run(added --flows sdmx.csv --states Mongolia --format csv --sdmx "${mapping},add=PRICE_BASE")
expect("${added}" "MNG,2019,exports,exposure_RUS,0.2336[0-9]*,0.2336") # 25 of 107
refuse(1 "PRICE_BASE has the values \"V\" and \"Q\"" --flows sdmx.csv --states Mongolia --sdmx "${mapping}")
refuse(2 "--sdmx: found \"foo=1\", expected one of reporter, partner" --flows sdmx.csv --sdmx foo=1)
refuse(2 "--sdmx: found \"partner\", expected a key, = and" --flows sdmx.csv --sdmx partner)
refuse(2 "--sdmx: found \"partner=\", expected a key, = and" --flows sdmx.csv --sdmx partner=)
refuse(2 "--sdmx: found \"only=V\", expected a dimension, : and" --flows sdmx.csv --sdmx only=V)
refuse(2 "--sdmx: found \"all=both\"" --flows sdmx.csv --sdmx all=both)
refuse(2 "--sdmx: found \"codes=ISO\"" --flows sdmx.csv --sdmx codes=ISO)
refuse(2 "--sdmx: found \"multiplier=6\"" --flows sdmx.csv --sdmx multiplier=6)
refuse(2 "--sdmx: partner is named twice" --flows sdmx.csv --sdmx partner=A,partner=B)
refuse(2 "--sdmx: there is no --flows FILE" --sdmx partner=A)
refuse(2 "--products: there is no --flows FILE" --products 270112)
refuse(2 "--product-level: there is no --flows FILE" --product-level 6)
refuse(2 "--product-level: --products names the products already" --flows levels.csv --products 27 --product-level 2)
refuse(2 "--product-level is what the receipt says" --replay coal.json --product-level 6)
refuse(2 "--product-level" --flows levels.csv --product-level -1)
refuse(2 "--products is what the receipt says" --replay coal.json --products 260300)

if(failures)
    message(FATAL_ERROR "${failures} of the checks failed")
endif()
