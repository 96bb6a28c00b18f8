# SPDX-License-Identifier: BSL-1.0
# Each command of docs/formats.md works on files of the providers, where these are present.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/COW_Trade_4.0")
if(NOT EXISTS "${REFERENCE}/data/trade")
    message("not run: no ${REFERENCE}/data")
    return()
endif()

# The names in the document, and the files that stand for them.
foreach(pair IN ITEMS
    "comtrade.json comtrade/SYNTH_api_pinned.json"
    "TradeData.csv comtrade/SYNTH_web47_pinned.csv"
    "comtrade_2017_exports.csv trade/comtrade/legacy22_HS27_2017_exports_allreporters.csv"
    "comtrade_2017_imports.csv trade/comtrade/legacy22_HS27_2017_imports_allreporters.csv"
    "BACI_HS92_Y2023_V202501.csv baci/SYNTH_BACI_HS92_Y2023_V202501_padded.csv"
    "BACI_HS92_Y2024_V202501.csv baci/SYNTH_BACI_HS92_Y2024_V202601_plain.csv"
    "country_codes_V202501.csv baci/REAL_country_codes_V202501.csv"
    "en_MNG_AllYears_WITS_Trade_Summary.CSV trade/wits/en_MNG_AllYears_WITS_Trade_Summary.CSV"
    "en_KAZ_AllYears_WITS_Trade_Summary.CSV trade/wits/en_KAZ_AllYears_WITS_Trade_Summary.CSV"
    "IMTS.csv imf_imts/SYNTH_sdmxcsv1_MNG_2023_2024.csv"
    "full_v2_202512.dat eurostat/SYNTH_comext_full_v2_202512.dat"
    "US_TradeMatrix.csv unctad/SYNTH_US_TradeMatrix_v1.csv"
    "WtoData.csv wto/SYNTH_WtoData_long.csv"
    "COW_Trade_4.0/Dyadic_COW_4.0.csv trade/cow/cow_trade_ddy_all_dyads_2014.csv"
    "factbook.csv trade/other/cia_factbook_top_partners_2010s_2023.csv"
    "TIV-Import-MON-1950-2021.csv arms/sipri_tiv_2022/TIV-Import-MON-1950-2021.csv"
    "TIV-Import-KAZ-1950-2021.csv arms/sipri_tiv_2022/TIV-Import-KAZ-1950-2021.csv"
    "import-export-values_KAZ.csv sipri/SYNTH_import-export-values_recipient_KAZ_2021-2025.csv"
    "trade-register_KAZ.csv sipri/SYNTH_trade-register_recipient_KAZ_2021-2025.csv"
    "ga_voting.csv undl/SYNTH_2026_02_06_ga_voting.csv"
    "UNVotes.csv unga/UNVotesPublished_session70_2015_allstates.csv")
    string(REPLACE " " ";" pair "${pair}")
    list(GET pair 0 name)
    list(GET pair 1 file)
    file(COPY_FILE "${REFERENCE}/data/${file}" "${WORK}/${name}")
endforeach()
file(WRITE "${WORK}/COW_Trade_4.0/National_COW_4.0.csv" "ccode,statename,stateabb,year,imports,exports\n")
file(WRITE "${WORK}/own.csv" "i,j,v,t\nMNG,CHN,3,2019\nMNG,RUS,1,2019\n")
file(WRITE "${WORK}/own_energy.csv" "origin,destination,amount,period\nRUS,MNG,1,2024\n")
file(ARCHIVE_CREATE OUTPUT "${WORK}/baci_2024.csv.gz" PATHS "${WORK}/BACI_HS92_Y2024_V202501.csv" FORMAT raw COMPRESSION GZip)
foreach(archive IN ITEMS
    "BACI_HS92_V202501.zip BACI_HS92_Y2023_V202501.csv BACI_HS92_Y2024_V202501.csv country_codes_V202501.csv"
    "COW_Trade_4.0.zip COW_Trade_4.0")
    string(REPLACE " " ";" archive "${archive}")
    list(POP_FRONT archive name)
    execute_process(COMMAND "${CMAKE_COMMAND}" -E tar cf ${name} --format=zip ${archive} WORKING_DIRECTORY "${WORK}"
        COMMAND_ERROR_IS_FATAL ANY)
endforeach()

file(STRINGS "${DOCUMENT}" commands REGEX "^great_powers ")
list(LENGTH commands count)
if(count LESS 20)
    message(FATAL_ERROR "${DOCUMENT} has ${count} commands")
endif()
foreach(command IN LISTS commands)
    separate_arguments(arguments UNIX_COMMAND "${command}")
    list(POP_FRONT arguments)
    execute_process(COMMAND "${PROGRAM}" ${arguments} WORKING_DIRECTORY "${WORK}"
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
    if(NOT status EQUAL 0 OR NOT error STREQUAL "" OR NOT output MATCHES "\nexposure to ")
        message(SEND_ERROR "${command}\n  status ${status}, ${error}\n${output}")
    endif()
    if(command MATCHES "--arms-years 10" AND NOT output MATCHES "\nexposure to Russia +0.8214\n")
        message(SEND_ERROR "not 1541 of 1876:\n${output}")
    endif()
endforeach()
