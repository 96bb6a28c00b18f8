# SPDX-License-Identifier: BSL-1.0
# Reads lines WORK PROGRAM CLOCK SECONDS, sorted, and prints medians and ratios of theirs to ours.
{
    key = $1 " " $2 " " $3
    seconds[key, ++count[key]] = $4
}

function median(key, n)
{
    n = count[key]
    return n % 2 ? seconds[key, (n + 1) / 2] : (seconds[key, n / 2] + seconds[key, n / 2 + 1]) / 2
}

# Work of ours, work of theirs, program, clock
function ratio(ours, theirs, program, clock)
{
    return median(theirs " " program " " clock) / median(ours " equipoise " clock)
}

function row(label, ours, theirs, clock, i)
{
    if (!(ours " equipoise " clock in count)) {
        return
    }
    printf "%-30s %9.3f", label, median(ours " equipoise " clock)
    for (i = 1; i <= n; ++i) {
        if (theirs " " name[i] " " clock in count) {
            printf "%14.3f %6.2f", median(theirs " " name[i] " " clock), ratio(ours, theirs, name[i], clock)
        } else {
            printf "%21s", "-"
        }
    }
    print ""
}

END {
    n = split(peers, name, " ")
    printf "\n%-30s %9s", "seconds, theirs over ours", "equipoise"
    for (i = 1; i <= n; ++i) {
        printf "%21s", name[i]
    }
    print ""
    m = split("file-table file-cdi file-read memory-table products-sorted products-shuffled", work, " ")
    for (w = 1; w <= m; ++w) {
        row(work[w], work[w], work[w], "inside")
        if (work[w] == "memory-table") {
            row("memory-table, ours by column", "memory-columns", work[w], "inside")
        }
    }
    for (w = 1; w <= 3; ++w) {
        row(work[w] ", from start", work[w], work[w], "start")
    }
    for (w = 1; w <= m; ++w) {
        row(work[w] ", processor", work[w], work[w], "processor")
    }
    if ("file-table self inside" in count) {
        printf "%-30s %9.3f%14.3f %6.2f\n", "file-table, one thread", median("file-table equipoise inside"),
            median("file-table self inside"), ratio("file-table", "file-table", "self", "inside")
    }
    print ""
    for (w = 1; w <= m; ++w) {
        for (i = 1; i <= n; ++i) {
            if (work[w] " " name[i] " inside" in count) {
                printf "ratio %s %s %.2f\n", work[w], name[i], ratio(work[w], work[w], name[i], "inside")
            }
        }
    }
    if ("file-table self inside" in count) {
        printf "ratio threads self %.2f\n", ratio("file-table", "file-table", "self", "inside")
    }
}
