// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Reading of delimited text, and of tidy files into flows and ledgers; writing of tables. Files as providers hand them
/// out are read by formats.hpp, input-output tables by io/labelled_matrix.hpp, receipts of results written by
/// io/receipt_text.hpp, ledgers kept in files by io/ledger_file.hpp, columns of Arrow taken by io/arrow.hpp and handed
/// out by io/arrow_table.hpp.

#include <equipoise/io/books_table.hpp>
#include <equipoise/io/delimited.hpp>
#include <equipoise/io/direction.hpp>
#include <equipoise/io/flows.hpp>
#include <equipoise/io/ledger_table.hpp>
#include <equipoise/io/ledgers.hpp>
#include <equipoise/io/table_text.hpp>
