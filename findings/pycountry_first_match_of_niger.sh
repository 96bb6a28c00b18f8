#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# pycountry 22.3.5 (Debian 12: python3-pycountry 22.3.5+ds1-1, iso-codes 4.15.0-1): the first hit of search_fuzzy() for
# the exact name of an entry of ISO 3166-1 is another entry for five of them: Niger finds Nigeria, Curaçao the
# Netherlands, Guadeloupe, Martinique and Mayotte find France. Trade files list all five as partners of their own.
# Guess before the run: an exact name is its own first hit, and what only contains it comes after it.
# Way round: lookup(), which takes exact names and codes only.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
apt-get download -q python3-pycountry=22.3.5+ds1-1 iso-codes=4.15.0-1 \
    python3-pkg-resources=66.1.1-1+deb12u2 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root; done
sed -i "s#/usr/share/iso-codes#$scratch/root/usr/share/iso-codes#" root/usr/lib/python3/dist-packages/pycountry/__init__.py

cat >first_hits.py <<'PYTHON'
import pycountry
for country in pycountry.countries:
    first = pycountry.countries.search_fuzzy(country.name)[0]
    if first.alpha_3 != country.alpha_3:
        print(country.alpha_3, first.alpha_3)
PYTHON
PYTHONPATH=root/usr/lib/python3/dist-packages /usr/bin/python3 -S first_hits.py | sort | tee seen
diff seen - <<'SEEN' || exit 1
CUW NLD
GLP FRA
MTQ FRA
MYT FRA
NER NGA
SEEN
