#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# rsdmx 0.6-2 (Debian 12: r-cran-rsdmx 1:0.6-2+dfsg-1; R 4.2): attributes that an SDMX 2.1 message gives for a group of
# series are lost in as.data.frame(). Where the unit stands there, as UNIT_MULT 6 for Mongolia and 3 for Kazakhstan, 80
# million and 9 thousand dollars are 80 and 9. The values are texts, so that the larger of the two is 9. Attributes of
# series and observations are kept.
# Guess before the run: a column UNIT_MULT with 6 and 3, as for attributes of series, and numbers.
# Way round: read the Group elements by xml2 or XML and join them, and as.numeric(OBS_VALUE).
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v Rscript >/dev/null || { echo "R is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
apt-get download -q r-cran-rsdmx=1:0.6-2+dfsg-1 r-cran-xml=3.99-0.13-1 r-cran-httr=1.4.5+dfsg-1 \
    r-cran-plyr=1.8.8-1 r-cran-curl=5.0.0+dfsg-1 r-cran-openssl=2.0.5+dfsg-1 r-cran-rcpp=1.0.10-1 \
    r-cran-jsonlite=1.8.4+dfsg-1 r-cran-mime=0.12-1+b1 r-cran-r6=2.5.1-1 r-cran-askpass=1.1-2 r-cran-sys=3.4.1-1 \
    libxml2 libicu72 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root; done

message() { # the unit for groups of series, the unit for series
    cat <<XML
<?xml version="1.0" encoding="UTF-8"?>
<mes:StructureSpecificData xmlns:mes="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
  xmlns:com="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"
  xmlns:data="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
  xmlns:ns="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=EQ:FLOWS(1.0):ObsLevelDim:TIME_PERIOD"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<mes:Header><mes:ID>FLOWS</mes:ID><mes:Test>false</mes:Test><mes:Prepared>2024-01-01T00:00:00</mes:Prepared>
<mes:Sender id="EQ"/><mes:Structure structureID="FLOWS" dimensionAtObservation="TIME_PERIOD"
  namespace="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=EQ:FLOWS(1.0):ObsLevelDim:TIME_PERIOD">
<com:Structure><Ref agencyID="EQ" id="FLOWS" version="1.0"/></com:Structure></mes:Structure></mes:Header>
<mes:DataSet data:structureRef="FLOWS" xsi:type="ns:DataSetType" data:dataScope="DataStructure" action="Append">
<Group xsi:type="ns:Exporter" REF_AREA="MNG" ${1//@/6}/><Group xsi:type="ns:Exporter" REF_AREA="KAZ" ${1//@/3}/>
<Series REF_AREA="MNG" PARTNER="CHN" ${2//@/6}><Obs TIME_PERIOD="2019" OBS_VALUE="80"/></Series>
<Series REF_AREA="KAZ" PARTNER="CHN" ${2//@/3}><Obs TIME_PERIOD="2019" OBS_VALUE="9"/></Series>
</mes:DataSet></mes:StructureSpecificData>
XML
}
message 'UNIT_MULT="@"' '' >groups.xml
message 'TITLE="@"' 'UNIT_MULT="@"' >series.xml

cat >read.R <<'R'
suppressMessages(library(rsdmx))
for (file in c("groups.xml", "series.xml")) {
    flows <- as.data.frame(readSDMX(file, isURL = FALSE))
    cat(file, "columns:", sort(names(flows)), "values:", flows$OBS_VALUE, "of type", class(flows$OBS_VALUE),
        "largest:", max(flows$OBS_VALUE), "unit:", flows$UNIT_MULT, "\n")
}
R
R_LIBS=root/usr/lib/R/site-library LD_LIBRARY_PATH=root/usr/lib/x86_64-linux-gnu Rscript --vanilla read.R 2>/dev/null |
    tee seen
diff -b seen - <<'SEEN' || exit 1
groups.xml columns: OBS_VALUE PARTNER REF_AREA TIME_PERIOD values: 80 9 of type character largest: 9 unit:
series.xml columns: OBS_VALUE PARTNER REF_AREA TIME_PERIOD UNIT_MULT values: 80 9 of type character largest: 9 unit: 6 3
SEEN
