#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# fflate 0.8.3 (npm): gunzipSync() and decompressSync() read the first member of a gzip file only, and cut it to the
# size of the last one, without an error. The format allows any number of members, and `cat 2019.gz 2020.gz` makes such
# files. With a longer year last, the later flows are gone, and China's share is 0.8 instead of 0.5; with a shorter year
# last the cut falls within a number here, and Mongolia's exports of 450 to Russia become 45. The streaming reader of
# the same package, Gunzip, reads all, as gzip, zlib and pako 3.0.3 do.
# Guess before the run: all members, as with gzip -dc, or an error.
# Way round: Gunzip of fflate, or zlib.gunzipSync() of Node.js.
# Seen: the lines between SEEN below. Exits 0 while this holds, 1 when it has changed, 2 when it cannot be run.
set -euo pipefail
command -v npm >/dev/null || { echo "npm is not there"; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm install --prefix "$scratch" --no-audit --no-fund fflate@0.8.3 pako@3.0.3 >/dev/null 2>&1 ||
    { echo "the packages are not to be had"; exit 2; }

printf 'MNG,CHN,80\nMNG,RUS,20\n' | gzip -n >first.gz
printf 'MNG,CHN,420\nMNG,RUS,480\n' | gzip -n >longer.gz
printf 'MNG,CHN,90\nMNG,RUS,450\n' | gzip -n >year.gz
printf 'MNG,CHN,1\nMNG,RUS,20\n' | gzip -n >shorter.gz
cat first.gz longer.gz >longer_last.gz
cat year.gz shorter.gz >shorter_last.gz

cat >read.cjs <<'JAVASCRIPT'
const fflate = require('fflate'), fs = require('fs'), pako = require('pako'), zlib = require('zlib');
const streamed = (bytes) => {
    const chunks = [];
    const reader = new fflate.Gunzip((chunk) => chunks.push(Buffer.from(chunk)));
    reader.push(bytes, true);
    return Buffer.concat(chunks);
};
for (const file of ['longer_last.gz', 'shorter_last.gz'])
    for (const [name, read] of [['zlib.gunzipSync', zlib.gunzipSync], ['pako.ungzip', pako.ungzip],
                                ['fflate.Gunzip', streamed], ['fflate.gunzipSync', fflate.gunzipSync],
                                ['fflate.decompressSync', fflate.decompressSync]])
        console.log(file, name, Buffer.from(read(fs.readFileSync(file))).toString().trim().split('\n').join(' '));
JAVASCRIPT
node read.cjs | tee seen
diff seen - <<'SEEN' || exit 1
longer_last.gz zlib.gunzipSync MNG,CHN,80 MNG,RUS,20 MNG,CHN,420 MNG,RUS,480
longer_last.gz pako.ungzip MNG,CHN,80 MNG,RUS,20 MNG,CHN,420 MNG,RUS,480
longer_last.gz fflate.Gunzip MNG,CHN,80 MNG,RUS,20 MNG,CHN,420 MNG,RUS,480
longer_last.gz fflate.gunzipSync MNG,CHN,80 MNG,RUS,20
longer_last.gz fflate.decompressSync MNG,CHN,80 MNG,RUS,20
shorter_last.gz zlib.gunzipSync MNG,CHN,90 MNG,RUS,450 MNG,CHN,1 MNG,RUS,20
shorter_last.gz pako.ungzip MNG,CHN,90 MNG,RUS,450 MNG,CHN,1 MNG,RUS,20
shorter_last.gz fflate.Gunzip MNG,CHN,90 MNG,RUS,450 MNG,CHN,1 MNG,RUS,20
shorter_last.gz fflate.gunzipSync MNG,CHN,90 MNG,RUS,45
shorter_last.gz fflate.decompressSync MNG,CHN,90 MNG,RUS,45
SEEN
