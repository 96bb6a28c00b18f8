#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# examples/map_merge.sh PROGRAM FLOWS.csv [LINES]    reads a file in parts of some lines, as many at a time as there are
# cores, merges the ledgers of the parts, and compares the result with that of the whole file
set -euo pipefail

case ${2:--} in
    -*)
        echo "usage: map_merge FLOWS.csv [LINES]" >&2
        exit 2
        ;;
esac
program=$1
flows=$2
lines=${3:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Each part has the header row, and any rows.
tail -n +2 -- "$flows" | HEADER=$(head -n 1 -- "$flows") split -l "$lines" \
    --filter='{ printf "%s\n" "$HEADER"; cat; } >"$FILE.csv"' - "$work/part-"
if ! compgen -G "$work/part-*" >/dev/null; then
    echo "map_merge: $flows has no rows" >&2
    exit 1
fi

find "$work" -name '*.csv' -print0 | xargs -0 -P "$(getconf _NPROCESSORS_ONLN)" -I{} "$program" map {} {}.ledger
find "$work" -name '*.ledger' -print0 | xargs -0 -x "$program" merge >"$work/merged.txt"
"$program" measure "$flows" >"$work/whole.txt"

cat "$work/merged.txt"
printf '%s ledger files; ' "$(find "$work" -name '*.ledger' | wc -l)"
cmp "$work/merged.txt" "$work/whole.txt" && echo "the same digits as from the whole file"
