#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# scikit-bio 0.5.8 (Debian 12: python3-skbio 0.5.8-4): gini_index(), as it is called without a method, is below zero for
# even amounts: -1/2 for two equal partners, -1/4 for four, -1 for a single one, -1/9 for 3, 2, 1, and 1/3 for 5, 0, 0
# (Gini's coefficient is 0, 0, 0, 2/9 and 2/3). The default measures the area under the Lorenz curve by rectangles,
# which is too large by half of 1/n; method="trapezoids" gives Gini's coefficient.
# Guess before the run: 0 for equal partners, 2/9 for 3, 2, 1 and 2/3 for 5, 0, 0.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
# Downloads 208 MB, scikit-bio and all that it stands on.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
mkdir -p debs/partial
apt-get install -y --no-install-recommends --download-only -o Dir::State::status=/dev/null \
    -o Dir::Cache::archives="$scratch/debs" -o Debug::NoLocking=true python3-skbio=0.5.8-4 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }
rm -f debs/libc6_*
for package in debs/*.deb; do dpkg-deb -x "$package" root; done

cat >gini.py <<'PYTHON'
from skbio.diversity.alpha import gini_index
for flows in ([1, 1], [1, 1, 1, 1], [10], [3, 2, 1], [5, 0, 0]):
    values = [gini_index(flows, **method) for method in ({}, {"method": "trapezoids"})]
    print(flows, *("%.6f" % (value + 0.0) for value in values))
PYTHON
libraries=$scratch/root/usr/lib/x86_64-linux-gnu
PYTHONPATH=root/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$libraries:$libraries/blas:$libraries/lapack \
    /usr/bin/python3 -S -W ignore gini.py | tee seen
diff seen - <<'SEEN' || exit 1
[1, 1] -0.500000 0.000000
[1, 1, 1, 1] -0.250000 0.000000
[10] -1.000000 0.000000
[3, 2, 1] -0.111111 0.222222
[5, 0, 0] 0.333333 0.666667
SEEN
