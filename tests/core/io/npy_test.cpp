// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/npy.h"
#include "tests/core/io/in_memory.h"
#include "tests/support/prediction_files.h"
#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::test;

namespace {

Result<io::NpyArray> readArray(const std::string& content)
{
    io::ReadContext context = contextFor(content);
    return io::readNpy(inMemory(content), context);
}

std::vector<float> floatsOf(const std::string& content)
{
    const auto array = readArray(content);
    return array ? *std::get<io::Tensor>(*array).toFloats({}) : std::vector<float>();
}

std::string typed(const char* type, const std::string& data)
{
    return npyFile(type, "(3,)", data);
}

} // namespace

class NpyTest : public QObject
{
    Q_OBJECT

private slots:
    void every_number_type_and_byte_order_reads_the_same_values_data();
    void every_number_type_and_byte_order_reads_the_same_values();
    void half_precision_keeps_its_special_values();
    void fortran_order_is_turned_into_rows();
    void all_three_versions_are_read();
    void a_header_written_by_python_2_is_read();
    void texts_are_decoded_from_both_types();
    void a_scalar_is_one_value();
    void object_arrays_are_forbidden();
    void structured_and_unknown_types_are_refused_by_name();
    void a_shape_larger_than_the_file_is_refused_without_memory();
    void bytes_behind_the_array_are_refused();
    void a_cut_header_is_called_truncated();
    void a_damaged_header_is_called_corrupt_data();
    void a_damaged_header_is_called_corrupt();
};

void NpyTest::every_number_type_and_byte_order_reads_the_same_values_data()
{
    QTest::addColumn<std::string>("file");
    const auto row = [](const char* type, const std::string& data) { QTest::newRow(type) << typed(type, data); };
    row("|b1", bytesOf<std::uint8_t>({0, 1, 1}));
    row("|u1", bytesOf<std::uint8_t>({0, 1, 2}));
    row("|i1", bytesOf<std::int8_t>({0, 1, 2}));
    row("<u2", bytesOf<std::uint16_t>({0, 1, 2}));
    row(">u2", bytesOf(std::vector<std::uint16_t>{0, 1, 2}, true));
    row("<i2", bytesOf<std::int16_t>({0, 1, 2}));
    row(">i4", bytesOf(std::vector<std::int32_t>{0, 1, 2}, true));
    row("<u4", bytesOf<std::uint32_t>({0, 1, 2}));
    row("=i8", bytesOf<std::int64_t>({0, 1, 2}));
    row(">i8", bytesOf(std::vector<std::int64_t>{0, 1, 2}, true));
    row("<u8", bytesOf<std::uint64_t>({0, 1, 2}));
    row("<f2", bytesOf<std::uint16_t>({0x0000, 0x3c00, 0x4000}));
    row(">f2", bytesOf(std::vector<std::uint16_t>{0x0000, 0x3c00, 0x4000}, true));
    row("<f4", bytesOf<float>({0, 1, 2}));
    row(">f4", bytesOf(std::vector<float>{0, 1, 2}, true));
    row("<f8", bytesOf<double>({0, 1, 2}));
    row(">f8", bytesOf(std::vector<double>{0, 1, 2}, true));
}

void NpyTest::every_number_type_and_byte_order_reads_the_same_values()
{
    QFETCH(std::string, file);
    const bool isBool = std::string_view(QTest::currentDataTag()) == "|b1";
    QCOMPARE(floatsOf(file), (std::vector<float>{0, 1, isBool ? 1.0F : 2.0F}));
}

// IEEE 754-2019 table 3.5: largest finite 65504, smallest subnormal 2^-24, smallest normal 2^-14.
void NpyTest::half_precision_keeps_its_special_values()
{
    const auto values = floatsOf(
        npyFile("<f2", "(7,)", bytesOf<std::uint16_t>({0x7bff, 0x0001, 0x0400, 0xc000, 0x7c00, 0xfc00, 0x7e00})));
    QCOMPARE(values.size(), std::size_t(7));
    QCOMPARE(values[0], 65504.0F);
    QCOMPARE(values[1], 5.9604644775390625e-8F);
    QCOMPARE(values[2], 6.103515625e-5F);
    QCOMPARE(values[3], -2.0F);
    QVERIFY(std::isinf(values[4]) && values[4] > 0);
    QVERIFY(std::isinf(values[5]) && values[5] < 0);
    QVERIFY(std::isnan(values[6]));
}

void NpyTest::fortran_order_is_turned_into_rows()
{
    // [[1 2 3] [4 5 6]] column by column.
    const std::string file = npyFile("<f4", "(2, 3)", bytesOf<float>({1, 4, 2, 5, 3, 6}), true);
    QCOMPARE(floatsOf(file), (std::vector<float>{1, 2, 3, 4, 5, 6}));
}

void NpyTest::all_three_versions_are_read()
{
    for (const int version : {1, 2, 3})
        QCOMPARE(
            floatsOf(npyFile("<f4", "(2,)", bytesOf<float>({7, 8}), false, version)), (std::vector<float>{7, 8}));
    QCOMPARE(
        readArray(npyFile("<f4", "(2,)", bytesOf<float>({7, 8}), false, 4)).error().code, ErrorCode::Unsupported);
}

void NpyTest::a_header_written_by_python_2_is_read()
{
    QCOMPARE(floatsOf(npyFile("<f4", "(2L,)", bytesOf<float>({7, 8}))), (std::vector<float>{7, 8}));
}

void NpyTest::texts_are_decoded_from_both_types()
{
    // 'é' is U+00E9, '😀' U+1F600.
    const auto unicode = readArray(npyFile("<U2", "(2,)", bytesOf<std::uint32_t>({'a', 0, 0xE9, 0x1F600})));
    VERIFY_OK(unicode);
    QCOMPARE(std::get<1>(*unicode), (std::vector<std::string>{"a", "é😀"}));
    const auto big = readArray(npyFile(">U1", "(1,)", bytesOf(std::vector<std::uint32_t>{0xE9}, true)));
    QCOMPARE(std::get<1>(*big), std::vector<std::string>{"é"});
    const auto bytes = readArray(npyFile("|S3", "(2,)", std::string("ab\0xyz", 6)));
    QCOMPARE(std::get<1>(*bytes), (std::vector<std::string>{"ab", "xyz"}));
    QCOMPARE(
        readArray(npyFile("<U1", "(1,)", bytesOf<std::uint32_t>({0x110000}))).error().code, ErrorCode::Corrupt);
    QCOMPARE(readArray(npyFile("<U4", "(9,)", "abcd")).error().code, ErrorCode::Truncated);
}

void NpyTest::a_scalar_is_one_value()
{
    QCOMPARE(floatsOf(npyFile("<f4", "()", bytesOf<float>({7}))), std::vector<float>{7});
}

void NpyTest::object_arrays_are_forbidden()
{
    const auto read = readArray(npyFile("|O", "(3,)", "\x80\x04]."));
    QCOMPARE(read.error().code, ErrorCode::Forbidden);
    QVERIFY(describe(read.error()).find("Python objects") != std::string::npos);
}

void NpyTest::structured_and_unknown_types_are_refused_by_name()
{
    const auto complex = readArray(npyFile("<c8", "(1,)", "12345678"));
    QCOMPARE(complex.error().code, ErrorCode::Unsupported);
    QVERIFY(describe(complex.error()).find("<c8") != std::string::npos);
    std::string structured = npyFile("<f4', '<f8", "(1,)", "1234");
    const std::size_t at = structured.find("'<f4', '<f8'");
    structured.replace(at, 12, "[('a','<f4')]").replace(8, 1, std::string(1, char(structured[8] + 1)));
    QCOMPARE(readArray(structured).error().code, ErrorCode::Unsupported);
}

void NpyTest::a_shape_larger_than_the_file_is_refused_without_memory()
{
    for (const char* shape :
        {"(1099511627776,)", "(4294967296, 4294967296)", "(18446744073709551615, 2)", "(99999999999999999999,)"})
        QVERIFY(!readArray(npyFile("<f4", shape, "1234")).ok());
    QCOMPARE(readArray(npyFile("<f4", "(2,)", "1234")).error().code, ErrorCode::Truncated);
    QCOMPARE(readArray(npyFile("<f4", "(0, 10)", "")).error().code, ErrorCode::Empty);
    QCOMPARE(readArray(npyFile("<f4", "(1,1,1,1,1,1,1,1,1)", "1234")).error().code, ErrorCode::Shape);
}

void NpyTest::bytes_behind_the_array_are_refused()
{
    QCOMPARE(readArray(npyFile("<f4", "(1,)", "12345678")).error().code, ErrorCode::Corrupt);
}

void NpyTest::a_cut_header_is_called_truncated()
{
    const std::string file = npyFile("<f4", "(1,)", "1234");
    for (std::size_t length = 10; length < file.size() - 4; ++length)
        QCOMPARE(readArray(file.substr(0, length)).error().code, ErrorCode::Truncated);
}

void NpyTest::a_damaged_header_is_called_corrupt_data()
{
    QTest::addColumn<std::string>("header");
    const auto row = [](const char* name, const char* header) { QTest::newRow(name) << std::string(header); };
    row("no key", "{'descr': '<f4', 'fortran_order': False}");
    row("key twice", "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}");
    row("unknown key", "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'evil': 1}");
    row("negative size", "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}");
    row("an expression", "{'descr': '<f4', 'fortran_order': False, 'shape': (1*1,)}");
    row("text after it", "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} or x");
    row("open text", "{'descr': '<f4");
    row("nothing", "");
}

void NpyTest::a_damaged_header_is_called_corrupt()
{
    QFETCH(std::string, header);
    const std::string file = std::string("\x93NUMPY\x01\x00", 8)
        + bytesOf(static_cast<std::uint16_t>(header.size())) + header + "1234";
    QCOMPARE(readArray(file).error().code, ErrorCode::Corrupt);
}

QTEST_APPLESS_MAIN(NpyTest)
#include "npy_test.moc"
