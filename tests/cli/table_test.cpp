// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table.h"

#include "app/cli/progress_line.h"

#include <QTest>
#include <cmath>

using namespace cobench::cli;

class TableTest : public QObject
{
    Q_OBJECT

private slots:
    void text_stands_left_and_numbers_stand_right();
    void undefined_is_a_dash_for_people_and_empty_in_csv();
    void csv_keeps_every_digit_and_quotes_what_needs_it();
    void names_of_several_bytes_keep_the_columns_aligned();
    void large_counts_are_grouped();
    void progress_tells_share_and_time_left();
};

void TableTest::text_stands_left_and_numbers_stand_right()
{
    const Table table{.columns = {{"n"}, {"name"}, {"value", 2}},
        .rows = {{std::uint64_t(1), "a", 0.5}, {std::uint64_t(10), "long", 12.345}}};
    QCOMPARE(toText(table),
        std::string(" n  name  value\n"
                    " 1  a      0.50\n"
                    "10  long  12.35\n"));
}

void TableTest::undefined_is_a_dash_for_people_and_empty_in_csv()
{
    const Table table{.columns = {{"a"}, {"b"}}, .rows = {{std::nan(""), 1.0}}};
    QCOMPARE(toText(table), std::string("a       b\n–  1.0000\n"));
    QCOMPARE(toCsv(table), std::string("a,b\n,1\n"));
}

void TableTest::csv_keeps_every_digit_and_quotes_what_needs_it()
{
    const Table table{.columns = {{"members"}, {"x"}}, .rows = {{"0,1", 1.0 / 3.0}, {"say \"x\"", 0.1}}};
    QCOMPARE(toCsv(table), std::string("members,x\n\"0,1\",0.3333333333333333\n\"say \"\"x\"\"\",0.1\n"));
}

void TableTest::names_of_several_bytes_keep_the_columns_aligned()
{
    const Table table{.columns = {{"name"}, {"n"}}, .rows = {{"é", std::uint64_t(1)}, {"ab", std::uint64_t(2)}}};
    QCOMPARE(toText(table), std::string("name  n\né     1\nab    2\n"));
}

void TableTest::large_counts_are_grouped()
{
    QCOMPARE(grouped(0), std::string("0"));
    QCOMPARE(grouped(999), std::string("999"));
    QCOMPARE(grouped(1000), std::string("1,000"));
    QCOMPARE(grouped(1048576), std::string("1,048,576"));
}

void TableTest::progress_tells_share_and_time_left()
{
    QCOMPARE(describe(cobench::ProgressState{.stage = "reading"}), std::string("reading"));
    QCOMPARE(describe(cobench::ProgressState{.stage = "reading", .done = 25, .total = 100, .elapsedSeconds = 2.0}),
        std::string("reading 25 %, 6 s left"));
}

QTEST_APPLESS_MAIN(TableTest)
#include "table_test.moc"
