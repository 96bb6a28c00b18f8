// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <equipoise/io/formats/options.hpp>

#include <string>
#include <utility>
#include <vector>

/// A small file of each format, with invented figures, from which the fuzzer makes broken ones.
namespace fuzz {

enum class reader { flows, ties, votes, indicators, tidy, matrix, json };

struct sample {
    std::string name;
    reader by;
    std::string text;
    equipoise::io::format_options options{}; ///< without which the file cannot be read
};

[[nodiscard]] inline equipoise::io::format_options with_mapping(equipoise::io::sdmx_mapping mapping)
{
    return {.sdmx = std::move(mapping)};
}

[[nodiscard]] inline std::string comtrade_22(std::string const& rows)
{
    auto const header =
        std::string{"\xEF\xBB\xBF"
                    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade "
                    "Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,"
                    "Commodity,Qty Unit Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag\r\n"};
    return header + rows;
}

[[nodiscard]] inline std::vector<sample> samples()
{
    using equipoise::io::direction;
    return {
        {"baci", reader::flows,
         "t,i,j,k,v,q\n2023,496,156,270112,7600.75,  1500321.250\n2023,496,842,020500,0.041,           NA\n"
         "2023,496,251,010121,12,\n2023,496,490,270112,77.7,3.2\n2023,842,496,870323,300,1.500\n"
         "2023,842,124,870323,,1.500\n2022,842,842,870323,5,\n2022,156,496,870323,1e3,\n"},
        {"baci saved by R", reader::flows,
         "\"t\",\"i\",\"j\",\"k\",\"v\",\"q\"\r\n2023,496,156,\"270112\",\"   7600.750\",\"  1500321.250\"\r\n"
         "2023,496,842,\"20500\",\"      0.041\",\"           NA\"\r\n2023,496,697,10121,\"     12.000\",NA\r\n"},
        {"comtrade", reader::flows,
         comtrade_22("H5,2017,2017,2017,2,0,2,Export,496,Mongolia,MNG,0,World,WLD,27,\"Fuels, oils\",1,No "
                     "Quantity,0,0,1000,0\r\n"
                     "H5,2017,2017,2017,2,0,2,Export,496,Mongolia,MNG,156,China,CHN,27,\"Fuels, oils\",1,No "
                     "Quantity,0,0,800,0\r\n"
                     "H5,2017,2017,2017,2,0,2,Export,496,Mongolia,MNG,899,\"Areas, nes\",,27,\"Fuels, oils\",1,No "
                     "Quantity,0,0,100,0\r\n"
                     "H5,2017,2017,2017,2,0,3,Re-Export,496,Mongolia,MNG,156,China,CHN,27,\"Fuels\",1,No "
                     "Quantity,0,0,20,0\r\n"
                     "H5,2017,201705,2017,2,0,1,Import,496,Mongolia,MNG,643,Russia,RUS,27,\"Fuels\",1,No "
                     "Quantity,0,0,300,0\r\n")},
        {"comtrade since 2022", reader::flows,
         "typeCode,freqCode,refYear,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,partner2Code,"
         "cmdCode,"
         "customsCode,motCode,primaryValue\n"
         "\"C\",\"A\",\"2024\",\"2024\",\"496\",\"MNG\",\"X\",\"0\",\"W00\",\"0\",\"27\",\"C00\",\"0\",\"8060\",\n"
         "\"C\",\"A\",\"2024\",\"2024\",\"496\",\"MNG\",\"X\",\"156\",\"CHN\",\"0\",\"27\",\"C00\",\"0\",\"8000\",\n"
         "\"C\",\"A\",\"2024\",\"2024\",\"496\",\"MNG\",\"X\",\"156\",\"CHN\",\"643\",\"27\",\"C00\",\"0\",\"2000\",\n"
         "\"C\",\"A\",\"2024\",\"2024\",\"496\",\"MNG\",\"M\",\"899\",\"_X \",\"0\",\"27\",\"C00\",\"0\",\"12.5\",\n"},
        {"comtrade in bulk", reader::flows,
         "freqCode\tperiod\treporterCode\tflowCode\tpartnerCode\tcmdCode\tmotCode\tprimaryValue\n"
         "M\t202401\t496\tX\t156\t27\t0\t12.5\nM\t202401\t496\tX\t156\t27\t2100\t12."
         "5\nM\t202402\t496\tX\t0\t27\t0\t2\n"},
        {"cow_trade native", reader::flows,
         "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,version\n"
         "365,712,2014,Russia,Mongolia,61,1606,61,4\n710,712,2014,China,Mongolia,5070.5,2468,5070,4\n"
         "2,712,2014,United States of America,Mongolia,-9,234,-9,4\n"},
        {"cow_trade directed", reader::flows,
         "ccode1,ccode2,year,flow1,flow2\n712,710,2014,2468,5070\n710,712,2014,5070,2468\n712,365,1990,NA,61\n"},
        {"sipri_tiv", reader::flows,
         "\"TIV of arms exports to Mongolia, 2010-2012\",,,,\nFigures are SIPRI Trend Indicator Values.,,,,\n,,,,\n"
         "Generated: 22 April 2022,,,,\n,2010,2011,2012,Total\nPoland,,0,2,2\nRussia,27,3,17,46\n"
         "Unknown supplier(s),,,4,4\n,,,,\nTotal,27,3,24,53\n"},
        {"sipri_register", reader::flows,
         "Transfers of major conventional arms to Mongolia . Deals with deliveries made for the year range '2021' to "
         "'2025' \nSIPRI trend-indicator values (TIVs) are in millions.\n\nData generated: 28 Sep 2026 9:10:31 AM\n"
         "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, "
         ",Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered "
         "weapons\n"
         "Mongolia,Russia,2019,,12,,X-30,aircraft,5,,2021; (2023),New,\"a, b\",32,384,160.5\n"
         "Mongolia,Russia,2020,?,1,,R-2,radar,1,,2021,New,,0.3,0.3,0\n"
         "Mongolia,China,2024,,9,?,M-1,missile,,,,New,,1,9,\n"
         "Mongolia,unknown supplier(s),2020,,2,,T-1,tank,2,,2022?,New,,1,2,2\n"},
        {"sipri_deals", reader::flows,
         "Some words\n\nSIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order "
         "date,Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is "
         "estimate,Status,SIPRI estimate,TIV deal unit,TIV delivery values,Local production\n"
         "1,Russia,Mongolia,X-30,aircraft,Aircraft,2019,No,5,No,2021,No,New,32,160,160.5,No\n"
         "1,Russia,Mongolia,X-30,aircraft,Aircraft,2019,No,5,No,2022,Yes,New,32,160,40,No\n"
         "2,China,Mongolia,M-1,missile,Missiles,2019,No,1,Yes,2021,No,New,.2,.2,0,No\n"},
        {"wits_summary", reader::flows,
         "Reporter,Partner,Product categories,Indicator Type,Indicator,2018,2017\r\n"
         "Mongolia,...,...,Development,GDP (current US$ Mil),          13108.77,          11425.76\r\n"
         "Mongolia,China,All Products,Export,Trade (US$ Mil)-Top 5 Export Partner,70.00,             60.00\r\n"
         "Mongolia,\"Korea, Rep.\",All Products,Export,Trade (US$ Mil)-Top 5 Export Partner,,              5.00\r\n"
         "Mongolia,Unspecified,All Products,Export,Trade (US$ Mil)-Top 5 Export Partner,10.00,              4.00\r\n"
         "Mongolia,China,All Products,Import,Trade (US$ Mil)-Top 5 Import Partner,,             30.00\r\n"
         "Mongolia,World,Fuels,Export,Export(US$ Mil),             40.00,             42.00\r\n"
         "Mongolia,World,All Products,Export,Exports (in US$ Mil),            100.00,             80.00\r\n"
         "Mongolia,World,All Products,Import,Imports (in US$ Mil),,             50.00\r\n"},
        {"wits_timeseries", reader::flows,
         "Reporter Name,Partner Name,Trade Flow,Indicator,2016,2017\r\n"
         "Mongolia, World,Export,Partner Share (%),100,100\r\nMongolia,China,Export,Partner Share (%),79,85.5\r\n"
         "Mongolia,Switzerland,Export,Partner Share (%),,4.5\r\n"
         "Mongolia,East Asia & Pacific,Export,Partner Share (%),81,87\r\n"
         "Mongolia,Unspecified,Export,Partner Share (%),1,\r\n"},
        {"wits_api", reader::flows,
         "Freq,Reporter,Partner,ProductCode,Indicator,Year,Value\nA,MNG,CHN,Total,XPRT-TRD-VL,2017,5268.94\n"
         "A,MNG,CHN,Fuels,XPRT-TRD-VL,2017,2600\nA,MNG,WLD,Total,XPRT-TRD-VL,2017,6200.94\n"
         "A,MNG,UNS,Total,XPRT-TRD-VL,2017,32\nA,MNG,ITA,Total,XPRT-TRD-VL,2017,\n"
         "A,MNG,RUS,Total,MPRT-TRD-VL,2017,1219.19\nA,MNG,CHN,Total,XPRT-PRTNR-SHR,2017,84.97\n"},
        {"factbook", reader::flows,
         "gec,country,region_folder,flow,year,partner,share_pct\nmg,Mongolia,east-asia,exports,2022,China,78\n"
         "mg,Mongolia,east-asia,exports,2022,Switzerland,15\nmg,Mongolia,east-asia,imports,2022,Russia,27\n"
         "mg,Mongolia,east-asia,imports,2022,\"C&ocirc;te d'Ivoire\",0\n"},
        {"sdmx of the IMF", reader::flows,
         "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,STATUS\n"
         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,CHN,A,2024,60,6,\nIMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,JPN,A,2024,30,6,e\n"
         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,UZB,A,2024,NaN,6,\nIMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,G001,A,2024,100,6,\n"
         "IMF.STA:IMTS(1.0.0),MNG,MG_CIF_USD,CHN,A,2024,44,6,\nIMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,CHN,M,2024-M01,5,6,\n"
         "IMF.STA:IMTS(1.0.0),MNG,XG_FOB_USD,CHN,Q,2024-Q1,16,6,\n"},
        {"sdmx of the OECD", reader::flows,
         "STRUCTURE,STRUCTURE_ID,ACTION,DONOR,RECIPIENT,MEASURE,UNIT_MEASURE,PRICE_BASE,FREQ,TIME_PERIOD,OBS_VALUE,"
         "OBS_STATUS,UNIT_MULT\nDATAFLOW,OECD.DCD.FSD:DF_DAC2A(1.4),I,JPN,MNG,206,USD,V,A,2022,1.5,A,6\n"
         "DATAFLOW,OECD.DCD.FSD:DF_DAC2A(1.4),I,JPN,MNG,206,USD,Q,A,2022,1.25,A,6\n"
         "DATAFLOW,OECD.DCD.FSD:DF_DAC2A(1.4),I,JPN,KAZ,206,USD,V,A,2022,0,M,6\n",
         with_mapping({.channels = {"MEASURE"}, .only = {{"PRICE_BASE", "V"}}})},
        {"eurostat_tsv", reader::flows,
         "freq,siec,partner,unit,geo\\TIME_PERIOD\t2022 \t2023 \nA,G3000,NO,MIO_M3,EL\t50.5 \t60 p\n"
         "A,G3000,RU,MIO_M3,EL\t: c\t: \nA,G3000,UK,MIO_M3,EL\t0 n\t7.5 ep\nA,G3000,NSP,MIO_M3,EL\t1 \t10 \n"
         "A,G3000,TOTAL,MIO_M3,EL\t51.5 \t100 \nA,G3000,NO,TJ_GCV,EL\t2000 \t2400 \n"
         "A,G3000,NO,MIO_M3,EU27_2020\t500 \t600 \n",
         with_mapping({.all_are = direction::imports, .only = {{"unit", "MIO_M3"}}})},
        {"comext", reader::flows,
         "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,"
         "QUANTITY_KG\nDE,KZ,E,27090090,32110,1,1,NO_SU,202512,900,1\nDE,KZ,E,27090090,32110,1,2,NO_SU,202512,5,1\n"
         "DE,KZ,E,27XXXXXX,32110,1,1,NO_SU,202512,1,0\nDE,QP,E,27090090,32110,1,1,NO_SU,202512,25,1\n"
         "DE,NA,E,01012100,00150,2,1,NO_SU,202512,3,1\nDE,DE,I,01012100,00150,1,1,NO_SU,202512,2,1\n"
         "DE,FR,I,TOTAL,TOTAL,1,1,NO_SU,202512,2,1\n"},
        {"unctad", reader::flows,
         "\xEF\xBB\xBFYear,Economy,Economy Label,Partner,Partner Label,Flow,Flow Label,SitcRev3Product,SitcRev3Product "
         "Label,US dollars at current prices in thousands,US dollars at current prices in thousands Footnote\r\n"
         "2024,496,Mongolia,0000,World,2,Exports,TOTAL,All,100,\r\n"
         "2024,496,Mongolia,5100,Group,2,Exports,TOTAL,All,60,Estimated\r\n"
         "2024,496,Mongolia,156,China,2,Exports,TOTAL,All,50.25,\r\n"
         "2024,496,Mongolia,158,\"China, Taiwan Province of\",1,Imports,TOTAL,All,4,\r\n"
         "2024,496,Mongolia,384,C\xC3\xB4te d'Ivoire,2,Exports,TOTAL,All,,_Missing value\r\n"},
        {"wto", reader::flows,
         "\"Indicator Code\",\"Indicator\",\"Reporting Economy Code\",\"Reporting Economy ISO3A Code\",\"Partner "
         "Economy "
         "Code\",\"Partner Economy ISO3A Code\",\"Product/Sector Code\",\"Period Code\",\"Frequency Code\",\"Unit "
         "Code\",\"Year\",\"Value Flag Code\",\"Value\"\n"
         "\"ITS\",\"Merchandise exports by product group and partner \x96 annual\",\"496\",\"MNG\",\"000\",\"\",\"TO\","
         "\"A\",\"A\",\"USM\",\"2024\",\"\",\"15\"\n"
         "\"ITS\",\"Merchandise exports by product group and partner \x96 annual\",\"496\",\"MNG\",\"156\",\"CHN\","
         "\"TO\",\"A\",\"A\",\"USM\",\"2024\",\"\",\"13.5\"\n"
         "\"ITS\",\"Merchandise exports by product group and partner \x96 annual\",\"496\",\"MNG\",\"158\",\"TPKM\","
         "\"TO\",\"A\",\"A\",\"USM\",\"2024\",\"E\",\"\"\n"
         "\"ITS\",\"Merchandise imports by product group and partner \x96 annual\",\"496\",\"MNG\",\"156\",\"CHN\","
         "\"TO\",\"A\",\"A\",\"USM\",\"2024\",\"\",\"8\"\n"},

        {"atop", reader::ties,
         "ccode1,ccode2,year,atop_defense,atop_consul\n365,705,2018,1,0\n705,365,2018,1,0\n365,712,2018,0,1\n"},
        {"atop native", reader::ties,
         "atopally,defense,offense,neutral,nonagg,consul,ddyad,stateA,stateB,year\n1,1,0,0,1,1,365705,365,705,2018\n"
         "1,1,0,0,1,1,705365,705,365,2018\n1,0,0,1,1,0,365712,365,712,2018\n"},
        {"cow_alliances", reader::ties,
         "version4id,ccode1,state_name1,ccode2,state_name2,year,defense,neutrality,nonaggression,entente,version\n"
         "1,365,Russia,710,China,1950,1,0,0,0,4.1\n1,2,United States of America,200,United Kingdom,2001,1,0,,0,4.1\n"
         "2,2,United States of America,200,United Kingdom,2001,0,0,0,1,4.1\n"},
        {"fbic", reader::ties,
         "iso3a,iso3b,year,fbic,bandwidth,dependence\nCHN,MNG,2019,.5,.4,.3\nRUS,MNG,2019,.25,,.1\n"
         "CHN,KAZ,2019,.3,.2,.1\n"},

        {"un_votes", reader::votes,
         "rcid,session,vote,ccode,member,importantvote,date,unres,me,year\n5394,70,3,2,1,1,10/27/2015,R/70/5,0,2015\n"
         "5394,70,1,365,1,1,10/27/2015,R/70/5,0,2015\n5395,70,8,2,1,0,11/2/2015,\"R/70/6, part 1\",0,2015\n"
         "5395,70,2,365,1,0,11/2/2015,\"R/70/6, part 1\",0,2015\n5396,71,9,712,0,0,12/31/2016,R/71/1,0,2016\n"},
        {"un_votes_dhl", reader::votes,
         "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,title,vote_note,total_yes,total_no,"
         "total_abstentions\n9001,CHN,CHINA,Y,1987-11-30,42,A/RES/42/1,\"Ports, \"\"dry\"\" ones\",,2.0,0.0,1.0\n"
         "9001,SUN,USSR,Y,1987-11-30,42,A/RES/42/1,\"Ports, \"\"dry\"\" ones\",,2.0,0.0,1.0\n"
         "9001,MNG,MONGOLIA,A,1987-11-30,42,A/RES/42/1,\"Ports, \"\"dry\"\" ones\",,2.0,0.0,1.0\n"
         "9002,CHN,CHINA,N,2023-10-27,ES-10,A/RES/ES-10/1,Roads,,0,1,0\n"},

        {"nmc", reader::indicators,
         "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\nMON,712,2010,80000,9,0,5300,2700,1200,"
         ".000397,5\nRUS,365,2010,-9,1000,66000,900000,142000,70000,.04,5\n"},
        {"world_bank", reader::indicators,
         "\xEF\xBB\xBF\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated Date\",\"2024-11-13\",\n\n"
         "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2022\",\"2023\",\n"
         "\"Mongolia\",\"MNG\",\"GDP\",\"NY.GDP.MKTP.CD\",\"17146472728\",\"19872180370\",\n"
         "\"World\",\"WLD\",\"GDP\",\"NY.GDP.MKTP.CD\",\"1.0E+14\",\"\",\n"},
        {"ideal_points", reader::indicators,
         "ccode,iso3c,countryname,year,idealpointfp,idealpointall\n712,MNG,Mongolia,2019,-.5,NA\n"
         "2,USA,United States,2019,2.75,2.5\n"},
        {"sipri_values", reader::indicators,
         "Imports of arms\n\nData generated: 28 Sep 2026\nRecipient,2023,2024,2023-2024,Percentage,Sum total years,"
         "Percentage of total\nMongolia,5,0 ,5,1%,5,1%\nKazakhstan,,12,12,2%,12,2%\nWorld total,5,12,17,3%,17,3%\n"},

        {"tidy", reader::tidy,
         "period,origin,destination,channel,amount,total,listing,source\n2019,MNG,CHN,coal,60,100,largest,a\n"
         "2019,MNG,RUS,\"coal, brown\",10,100,largest,a\n2020,MNG,JPN,coal,,,,\n2e3,CHN,CHN,coal,1e3,,,\"x\ny\"\n"
         "2021,KAZ,RUS,,.5,,some,b\n"},

        {"matrix", reader::matrix,
         "\tMNG\tMNG\tCHN\n\tA\tB\tA\nMNG\tA\t1\t2.5\t3\nMNG\tB\t4\t5e2\t6\nCHN\tA\t7\t8\t9\n"},
        {"matrix of the OECD", reader::matrix,
         "V1,MNG_A01_02,MNG_B,CHN_A01_02,MNG_HFCE,CHN_HFCE,OUT\nMNG_A01_02,1,2,3,4,5,15\nMNG_B,1,,3,4,5,13\n"
         "CHN_A01_02,1,2,3,4,5,15\nTLS,1,1,1,,,3\nVA,11,8,8,,,27\nOUT,15,13,15,,,43\n"},

        {"records", reader::json,
         "{\"elapsedTime\":\"0.1\",\"count\":2,\"data\":[{\"period\":\"2019\",\"origin\":\"MNG\",\"destination\":"
         "\"CHN\","
         "\"amount\":60.5,\"more\":{\"id\":1}},{\"period\":2019,\"origin\":\"MNG\",\"destination\":\"RUS\",\"amount\":"
         "null,"
         "\"notes\":[1,2]}],\"error\":\"\"}"},
        {"records at the top", reader::json,
         "[{\"page\":1,\"pages\":1,\"total\":1},[{\"origin\":\"MNG\",\"destination\":\"C\\u0048N\",\"amount\":1e3,"
         "\"period\":2019}]]"},
    };
}

} // namespace fuzz
