// SPDX-License-Identifier: BSL-1.0
// generate ROWS > FILE    writes about this number of rows of invented trade, t,i,j,k,v,q as in BACI
#include "synthetic_trade.hpp"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

class writer {
public:
    ~writer() { flush(); }

    void operator()(synthetic::trade const& row)
    {
        number(row.year, ',');
        number(row.exporter, ',');
        number(row.importer, ',');
        code(row.product);
        text_ += ',';
        decimal(row.value);
        text_ += ',';
        if (row.quantity < 0) {
            text_ += "NA";
        } else {
            decimal(row.quantity);
        }
        text_ += '\n';
        if (text_.size() > (std::size_t{1} << 20U)) {
            flush();
        }
    }

    void line(char const* words) { text_.append(words).append(1, '\n'); }

private:
    template <class Integer>
    void number(Integer value, char after)
    {
        char digits[24];
        auto const end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        text_.append(digits, end).append(1, after);
    }

    void code(int product)
    {
        text_.append(product < 100000 ? 1 : 0, '0');
        number(product, ',');
        text_.pop_back();
    }

    void decimal(std::int64_t thousandths)
    {
        number(thousandths / 1000, '.');
        auto const rest = static_cast<int>(thousandths % 1000);
        for (int const digit : {rest / 100, rest / 10 % 10, rest % 10}) {
            text_ += static_cast<char>('0' + digit);
        }
    }

    void flush()
    {
        if (std::fwrite(text_.data(), 1, text_.size(), stdout) != text_.size()) {
            std::perror("generate");
            std::exit(1);
        }
        text_.clear();
    }

    std::string text_;
};

} // namespace

int main(int count, char** arguments)
{
    if (count != 2) {
        std::fputs("usage: generate ROWS > FILE\n", stderr);
        return 2;
    }
    auto write = writer{};
    write.line("t,i,j,k,v,q");
    synthetic::trade_rows(std::strtoull(arguments[1], nullptr, 10), write);
}
