#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# GNU datamash 1.7 (Debian 12: datamash 1.7-2): numbers that are computed are written with 14 digits. The sum and the
# max of the single amount 100873000000123, of the size of Japan's exports of a year in yen, are 1.0087300000012e+14;
# first writes it whole. A total is less than the one row it is made of, and two totals that differ by 1 are the same
# text.
# Guess before the run: all 15 digits, as of smaller amounts. Way round: --format '%.0f'.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
apt-get download -q datamash=1.7-2 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }
for package in *.deb; do dpkg-deb -x "$package" root; done

japan() { printf 'JPN 100873000000123\nJPN %s\n' "$1"; }
{
    echo "one row:" "$(japan 0 | root/usr/bin/datamash -W sum 2 max 2 first 2)"
    echo "last digit:" "$(japan 1 | root/usr/bin/datamash -W sum 2)" "$(japan 2 | root/usr/bin/datamash -W sum 2)"
    echo "format:" "$(japan 1 | root/usr/bin/datamash -W --format '%.0f' sum 2)"
} | tr '\t' ' ' | tee seen
diff seen - <<'SEEN' || exit 1
one row: 1.0087300000012e+14 1.0087300000012e+14 100873000000123
last digit: 1.0087300000012e+14 1.0087300000012e+14
format: 100873000000124
SEEN
