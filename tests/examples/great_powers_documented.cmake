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
file(WRITE "${WORK}/WITS-Partner-Timeseries.csv" "Reporter Name,Partner Name,Trade Flow,Indicator,2016,2017\r\n"
    "Mongolia, World,Export,Export (US$ Thousand),100,200\r\nMongolia,China,Export,Export (US$ Thousand),80,170\r\n"
    "Mongolia,Russian Federation,Export,Export (US$ Thousand),,9\r\n")
file(WRITE "${WORK}/wits_api.csv" "Freq,Reporter,Partner,ProductCode,Indicator,Year,Value\nA,MNG,WLD,Total,XPRT-TRD-VL,2017,200\n"
    "A,MNG,CHN,Total,XPRT-TRD-VL,2017,170\nA,MNG,RUS,Total,MPRT-TRD-VL,2017,9\n")
file(WRITE "${WORK}/DF_DAC2A.csv" "STRUCTURE,STRUCTURE_ID,ACTION,DONOR,RECIPIENT,MEASURE,UNIT_MEASURE,PRICE_BASE,FREQ,TIME_PERIOD,"
    "OBS_VALUE,OBS_STATUS,UNIT_MULT\nDATAFLOW,OECD.DCD.FSD:DF_DAC2A(1.4),I,JPN,MNG,206,USD,V,A,2022,1.5,A,6\n"
    "DATAFLOW,OECD.DCD.FSD:DF_DAC2A(1.4),I,JPN,MNG,206,USD,Q,A,2022,1.25,A,6\n"
    "DATAFLOW,OECD.DCD.FSD:DF_DAC2A(1.4),I,KOR,MNG,206,USD,V,A,2022,.5,F,6\n")
file(WRITE "${WORK}/nrg_ti_gas.tsv" "freq,siec,partner,unit,geo\\TIME_PERIOD\t2022 \t2023 \nA,G3000,RU,MIO_M3,EL\t30 \t20 p\n"
    "A,G3000,NO,MIO_M3,EL\t50 \t60 \nA,G3000,TOTAL,MIO_M3,EL\t100 \t100 \nA,G3000,RU,TJ_GCV,EL\t1200 \t800 \n")
file(WRITE "${WORK}/deals.csv" "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Delivery year,TIV delivery values\n"
    "1,Russia,Kazakhstan,Mi-35M,combat helicopter,2021,40\n2,China,Kazakhstan,Y-8,transport aircraft,2018,10\n"
    "3,Russia,Kazakhstan,Su-30,fighter,2017,10\n")
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
    # 20 of 100 in 2023; 1.5 of 2 in current prices; 170 of 200; 50 of 60 in the five years to 2021
    foreach(expected IN ITEMS "nrg_ti_gas.tsv/Russia +0.2000" "DF_DAC2A.csv/Japan +0.7500" "WITS-Partner-Timeseries.csv/China +0.8500"
        "wits_api.csv/China +0.8500 " "deals.csv/Russia +0.8333")
        string(REPLACE "/" ";" expected "${expected}")
        list(GET expected 0 file)
        list(GET expected 1 figure)
        string(FIND "${command}" "${file}" place)
        if(NOT place EQUAL -1 AND NOT output MATCHES "\nexposure to ${figure}")
            message(SEND_ERROR "${command}\n  not ${figure}:\n${output}")
        endif()
    endforeach()
endforeach()
