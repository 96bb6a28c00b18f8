#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# agate 1.6.3, the reader behind csvkit 1.0.7 (Debian 12: python3-agate 1.6.3-2): a column that holds one state's code
# throughout becomes a date when the code is the short name of a weekday or month. MON (Mongolia in the codes of the
# Correlates of War) becomes 0001-01-08, SUN (the Soviet Union in ISO 3166-3) 0001-01-07, MAR (Morocco in ISO 3166-1)
# 0001-03-01; every csvkit command that sorts, joins or converts writes the date in the place of the code. CHN stays.
# Guess before the run: text stays text. Way round: csvkit's --no-inference, agate's own column types.
# Seen: origin Date ['0001-01-08'], ['0001-01-07'], ['0001-03-01']; CHN Text ['CHN'].
# Exits 0 while this holds, 1 when it has changed, 2 when the packages cannot be had.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
apt-get download -q python3-agate=1.6.3-2 python3-parsedatetime=2.6-3 python3-pytimeparse=1.1.5-3 \
    python3-leather=0.3.4-2 python3-babel=2.10.3-1 python-babel-localedata=2.10.3-1 python3-isodate=0.6.1-1 \
    python3-slugify=4.0.0-2 python3-unidecode=1.3.6-1 python3-six=1.16.0-4 python3-tz=2022.7.1-4 \
    >/dev/null 2>&1 || { echo "the packages are not to be had"; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root; done

cat >read.py <<'PYTHON'
import io, agate
for code in ("MON", "SUN", "MAR", "CHN"):
    text = "period,origin,destination,amount\n2019,%s,JPN,80\n2020,%s,RUS,20\n" % (code, code)
    table = agate.Table.from_csv(io.StringIO(text), sniff_limit=0)
    column = table.columns["origin"]
    print(code, type(column.data_type).__name__, sorted({str(value) for value in column.values()}))
PYTHON
PYTHONPATH=root/usr/lib/python3/dist-packages /usr/bin/python3 -S -W ignore read.py | tee seen
diff seen - <<'SEEN' || exit 1
MON Date ['0001-01-08']
SUN Date ['0001-01-07']
MAR Date ['0001-03-01']
CHN Text ['CHN']
SEEN
