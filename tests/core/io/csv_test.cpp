// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/csv.h"
#include "tests/core/io/in_memory.h"
#include "tests/support/prediction_files.h"
#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::test;

namespace {

using Records = std::vector<std::vector<std::string>>;

Records recordsOf(std::string_view text)
{
    io::CsvReader reader(text);
    std::vector<std::string_view> fields;
    Records records;
    while (reader.next(fields))
        records.emplace_back(fields.begin(), fields.end());
    if (reader.failed())
        records.push_back({"failed in line " + std::to_string(reader.line())});
    return records;
}

} // namespace

class CsvTest : public QObject
{
    Q_OBJECT

private slots:
    void plain_records_are_split();
    void quotes_commas_and_line_breaks_follow_rfc_4180();
    void byte_order_mark_blank_lines_and_blanks_are_skipped();
    void comments_may_stand_above_the_header();
    void an_open_quote_is_an_error_with_its_line();
    void probabilities_are_read();
    void a_predicted_label_is_read();
    void a_label_table_names_its_models();
    void an_id_column_is_left_out_data();
    void an_id_column_is_left_out();
    void labels_alone_are_truth();
    void probabilities_without_labels_are_read();
    void compressed_text_is_read();
    void whole_numbers_with_a_point_are_labels();
    void bad_cells_are_named_data();
    void bad_cells_are_named();
    void an_empty_file_is_called_empty();
    void a_binary_file_is_not_taken_for_text();
};

void CsvTest::plain_records_are_split()
{
    QCOMPARE(recordsOf("a,b\n1,2\n"), (Records{{"a", "b"}, {"1", "2"}}));
    QCOMPARE(recordsOf("a,b\r\n1,2"), (Records{{"a", "b"}, {"1", "2"}}));
    QCOMPARE(recordsOf("a,\n,b\n"), (Records{{"a", ""}, {"", "b"}}));
    QCOMPARE(recordsOf(""), Records{});
}

void CsvTest::quotes_commas_and_line_breaks_follow_rfc_4180()
{
    QCOMPARE(recordsOf("\"a,b\",\"c\"\"d\",\"e\nf\"\n"), (Records{{"a,b", "c\"d", "e\nf"}}));
    QCOMPARE(recordsOf("\"\",\"\"\"\"\n"), (Records{{"", "\""}}));
}

void CsvTest::byte_order_mark_blank_lines_and_blanks_are_skipped()
{
    QCOMPARE(recordsOf("\xEF\xBB\xBFlabel , p0\n\n  \r\n1 ,\t0.5\n\n"), (Records{{"label", "p0"}, {"1", "0.5"}}));
}

void CsvTest::comments_may_stand_above_the_header()
{
    const auto file = parse("# who \"made\" this, and when\n\n#\nlabel,prediction\n1,0\n");
    VERIFY_OK(file);
    QCOMPARE(file->splits.front().truth, (std::vector<data::Label>{1}));
    QVERIFY(!parse("label,prediction\n# 1\n1,0\n").ok());
    QVERIFY(!parse("# label,prediction").ok());
}

void CsvTest::an_open_quote_is_an_error_with_its_line()
{
    QCOMPARE(recordsOf("a\n\"b"), (Records{{"a"}, {"failed in line 2"}}));
    QCOMPARE(recordsOf("a\n\"b\"c\n"), (Records{{"a"}, {"failed in line 2"}}));
}

void CsvTest::probabilities_are_read()
{
    const auto read = parse("label,p0,p1\n1,0.25,0.75\n0,1e-50,+1\n");
    VERIFY_OK(read);
    QCOMPARE(read->splits[0].truth, (std::vector<data::Label>{1, 0}));
    QCOMPARE(onlyMember(*read).values, (std::vector<float>{0.25F, 0.75F, 0.0F, 1.0F}));
    QCOMPARE(onlyMember(*read).classes, std::uint64_t(2));
}

void CsvTest::a_predicted_label_is_read()
{
    const auto read = parse("label,prediction\n1,2\n0,0\n");
    VERIFY_OK(read);
    QCOMPARE(onlyMember(*read).labels, (std::vector<data::Label>{2, 0}));
    QCOMPARE(onlyMember(*read).name, std::string());
}

void CsvTest::a_label_table_names_its_models()
{
    const auto read = parse("label,resnet,vgg\n1,2,3\n0,0,1\n");
    VERIFY_OK(read);
    const auto& members = read->splits[0].members;
    QCOMPARE(members.size(), std::size_t(2));
    QCOMPARE(members[1].name, std::string("vgg"));
    QCOMPARE(members[1].labels, (std::vector<data::Label>{3, 1}));
}

void CsvTest::an_id_column_is_left_out_data()
{
    QTest::addColumn<std::string>("name");
    for (const char* name : {"index", "id", "image", ""})
        QTest::newRow(name) << std::string(name);
}

void CsvTest::an_id_column_is_left_out()
{
    QFETCH(std::string, name);
    const auto read = parse(name + ",label,prediction\nILSVRC_7.JPEG,1,2\n");
    VERIFY_OK(read);
    QCOMPARE(read->splits[0].truth, std::vector<data::Label>{1});
    QCOMPARE(onlyMember(*read).labels, std::vector<data::Label>{2});
}

void CsvTest::labels_alone_are_truth()
{
    const auto read = parse("index,label\n0,7\n1,8\n");
    VERIFY_OK(read);
    QCOMPARE(read->splits[0].truth, (std::vector<data::Label>{7, 8}));
    QVERIFY(read->splits[0].members.empty());
}

void CsvTest::probabilities_without_labels_are_read()
{
    const auto read = parse("p0,p1\n0.5,0.5\n");
    VERIFY_OK(read);
    QVERIFY(read->splits[0].truth.empty());
    QCOMPARE(onlyMember(*read).samples(), std::uint64_t(1));
}

void CsvTest::compressed_text_is_read()
{
    const auto read = parse(gzipFile("label,prediction\n1,2\n"));
    VERIFY_OK(read);
    QCOMPARE(onlyMember(*read).labels, std::vector<data::Label>{2});
}

void CsvTest::whole_numbers_with_a_point_are_labels()
{
    const auto read = parse("label,prediction\n1.0,2.\n");
    VERIFY_OK(read);
    QCOMPARE(onlyMember(*read).labels, std::vector<data::Label>{2});
}

void CsvTest::bad_cells_are_named_data()
{
    QTest::addColumn<std::string>("file");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* file, const char* said) {
        QTest::newRow(name) << std::string(file) << QString::fromUtf8(said);
    };
    row("text", "label,p0,p1\n1,0.5,0.5\n1,x,1\n", "line 3, column p0: 'x' is not a number");
    row("empty cell", "label,p0,p1\n1,,0.5\n", "line 2, column p0: '' is not a number");
    row("number with a tail", "label,p0,p1\n1,0.5x,0.5\n", "line 2, column p0: '0.5x' is not a number");
    row("negative label", "label,prediction\n-1,0\n", "line 2, column label: label '-1'");
    row("broken label", "label,prediction\n1,0.5\n", "line 2, column prediction: label '0.5'");
    row("label too large", "label,prediction\n1,65535\n", "line 2, column prediction: label '65535'");
    row("field missing", "label,p0,p1\n1,0.5\n", "line 2: 2 fields; the header names 3");
    row("field too many", "label,p0\n1,0.5,0.5\n", "line 2: 3 fields; the header names 2");
    row("line counted through quotes", "label,\"a\nb\"\n1,2\n1,x\n", "line 4, column a\nb: label 'x'");
    row("no header", "1,2\n3,4\n", "line 1: no column 'label'");
}

void CsvTest::bad_cells_are_named()
{
    QFETCH(std::string, file);
    QFETCH(QString, said);
    const QString whole = QString::fromStdString(message(file));
    QVERIFY2(whole.contains(said), qPrintable(whole));
}

void CsvTest::an_empty_file_is_called_empty()
{
    for (const char* file : {"", "\n\n", "label,p0\n"})
        QCOMPARE(refusal(file), ErrorCode::Empty);
}

void CsvTest::a_binary_file_is_not_taken_for_text()
{
    QCOMPARE(refusal(std::string("label\0", 6)), ErrorCode::Unsupported);
    QCOMPARE(refusal(std::string("\xFF\xD8\xFF\xE0\0\x10JFIF", 10)), ErrorCode::Unsupported);
}

QTEST_APPLESS_MAIN(CsvTest)
#include "csv_test.moc"
