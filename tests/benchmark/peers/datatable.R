# SPDX-License-Identifier: BSL-1.0
# Rscript datatable.R DATA RESULTS THREADS WORK...    see run; RESULTS is a folder or - for none
suppressPackageStartupMessages(library(data.table))
arguments <- commandArgs(TRUE)
data <- arguments[1]
results <- arguments[2]
setDTthreads(as.integer(arguments[3]))
works <- arguments[-(1:3)]
code <- if (Sys.getenv("BENCHMARK_PRODUCTS") == "text") "character" else "integer"
tuned <- Sys.getenv("BENCHMARK_FORMULAS") == "tuned"

read <- function(columns) {
    types <- c(t = "integer", i = "integer", j = "integer", k = code, v = "double", q = "double")
    fread(data, select = types[columns], na.strings = "NA", showProgress = FALSE)
}

table_of <- function(rows) {
    cells <- rows[, .(v = sum(v)), by = .(t, i, j)]
    cells[, {
        share <- v / sum(v)
        .(hhi = sum(share^2), shannon = -sum(share * log(share)), largest = max(share), china = sum(share[j == 156L]),
          russia = sum(share[j == 643L]), partners = .N)
    }, by = .(t, i)]
}

# Parses, and groups by year, exporter and partner.
group <- function(rows) {
    cells <- rows[, .(v = sum(v), n = .N), by = .(t, i, j)]
    cells[, .(all = 1, rows = sum(n), value = sum(v))]
}

products <- function(rows) {
    cells <- rows[, .(v = sum(v)), by = .(t, i, k, j)]
    if (tuned) {
        cells[, square := v^2]
        return(cells[, .(v = sum(v), square = sum(square)), by = .(t, i, k)][, .(t, i, k, hhi = square / v^2)])
    }
    cells[, .(hhi = sum((v / sum(v))^2)), by = .(t, i, k)]
}

cdi <- function(rows) {
    mine <- rows[i == 842L | j == 842L]
    bought <- mine[j == 842L, .(v = sum(v)), by = .(t, k, i)]
    found <- bought[, {
        foreign <- v[!(i %in% c(124L, 484L, 842L))]
        abroad <- sum(foreign)
        .(cdi1 = if (abroad > 0) sum((foreign / abroad)^2) else NaN, cdi2 = abroad / sum(v), abroad = abroad)
    }, by = .(t, k)]
    found[mine[i == 842L, .(exports = sum(v)), by = .(t, k)], exports := i.exports, on = .(t, k)]
    found[, .(t, k, cdi1, cdi2, cdi3 = abroad / fifelse(is.na(exports), 0, exports))]
}

if (any(!startsWith(works, "file"))) {
    flows <- read(c("t", "i", "j", "k", "v", "q"))
}
if ("products-shuffled" %in% works) {
    shuffled <- flows[sample(.N)]
}
for (work in works) {
    processor <- sum(proc.time()[1:2])
    begin <- Sys.time()
    result <- switch(work,
        "file-table" = table_of(read(c("t", "i", "j", "v"))),
        "file-read" = group(read(c("t", "i", "j", "v"))),
        "file-cdi" = cdi(read(c("t", "i", "j", "k", "v"))),
        "memory-table" = table_of(flows),
        "products-sorted" = products(flows),
        "products-shuffled" = products(shuffled))
    seconds <- as.numeric(difftime(Sys.time(), begin, units = "secs"))
    cat(work, seconds, sum(proc.time()[1:2]) - processor, "\n")
    if (results != "-") {
        fwrite(result, file.path(results, paste0(work, ".datatable.csv")))
    }
}
