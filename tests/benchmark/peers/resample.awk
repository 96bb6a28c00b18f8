# SPDX-License-Identifier: BSL-1.0
# Reads lines PROGRAM MODEL SECONDS HHI, sorted by all three; prints medians, and ratios of numpy over equipoise.
{
    key = $1 " " $2
    if (!(key in count)) {
        order[++keys] = key
    }
    seconds[key, ++count[key]] = $3
    hhi[key] = $4
}
END {
    for (k = 1; k <= keys; ++k) {
        key = order[k]
        median[key] = seconds[key, int((count[key] + 1) / 2)]
        printf "%-32s %.4f s   mean HHI %s\n", key, median[key], hhi[key]
    }
    for (k = 1; k <= keys; ++k) {
        split(order[k], name, " ")
        if (name[1] !~ /^equipoise/) {
            continue
        }
        for (j = 1; j <= keys; ++j) {
            split(order[j], peer, " ")
            if (peer[2] == name[2] && peer[1] ~ /^numpy/) {
                printf "ratio resample-%s %s %s %.2f\n", name[2], name[1], peer[1], median[order[j]] / median[order[k]]
            }
        }
    }
}
