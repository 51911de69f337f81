// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <random>

using namespace cobench::cli;

namespace {

/// What `write` puts into a document.
std::string written(const std::function<void(JsonWriter&)>& write)
{
    char* text = nullptr;
    std::size_t size = 0;
    std::FILE* stream = open_memstream(&text, &size);
    Output output(stream);
    JsonWriter json(output);
    write(json);
    const bool ok = output.finish().ok();
    std::fclose(stream);
    std::string result(text, size);
    std::free(text);
    return ok ? result : "failed";
}

} // namespace

class JsonWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void commas_stand_between_members_and_nowhere_else();
    void undefined_numbers_are_null();
    void doubles_read_back_bit_for_bit();
    void control_characters_quotes_and_backslashes_are_escaped();
    void utf8_passes_and_broken_bytes_are_replaced_data();
    void utf8_passes_and_broken_bytes_are_replaced();
    void a_document_larger_than_the_buffer_arrives_whole();
    void a_full_device_is_reported();
};

void JsonWriterTest::commas_stand_between_members_and_nowhere_else()
{
    const std::string text = written([](JsonWriter& json) {
        json.beginObject().member("a", 1).key("b").beginArray().endArray();
        json.key("c").beginArray().beginObject().endObject().value(true).value(nullptr).endArray();
        json.member("d", "x").endObject();
    });
    QCOMPARE(text, std::string("{\"a\":1,\"b\":[],\"c\":[{},true,null],\"d\":\"x\"}"));
}

void JsonWriterTest::undefined_numbers_are_null()
{
    const std::string text = written([](JsonWriter& json) {
        json.array(std::vector<double>{std::nan(""), std::numeric_limits<double>::infinity(), 0.5, 1.0, -0.0});
    });
    QCOMPARE(text, std::string("[null,null,0.5,1,-0]"));
}

void JsonWriterTest::doubles_read_back_bit_for_bit()
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 2000; ++i) {
        const std::uint64_t bits = random();
        double number = 0.0;
        std::memcpy(&number, &bits, sizeof number);
        if (!std::isfinite(number))
            continue;
        const double back = std::strtod(shortest(number).c_str(), nullptr);
        QVERIFY(std::memcmp(&back, &number, sizeof number) == 0);
    }
    QCOMPARE(shortest(0.1), std::string("0.1"));
}

void JsonWriterTest::control_characters_quotes_and_backslashes_are_escaped()
{
    QCOMPARE(quoteJson("a\"b\\c\n\x01"), std::string("\"a\\\"b\\\\c\\u000a\\u0001\""));
}

void JsonWriterTest::utf8_passes_and_broken_bytes_are_replaced_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray replacement = "\xEF\xBF\xBD";
    const auto same = [](const char* name, const char* text) {
        QTest::newRow(name) << QByteArray(text) << "\"" + QByteArray(text) + "\"";
    };
    same("two bytes", "\xC3\xA9");
    same("three bytes", "\xE2\x80\x93");
    same("four bytes", "\xF0\x9F\x98\x80");
    QTest::newRow("lone tail") << QByteArray("a\x80z") << "\"a" + replacement + "z\"";
    QTest::newRow("cut short") << QByteArray("a\xC3") << "\"a" + replacement + "\"";
    QTest::newRow("overlong") << QByteArray("\xC0\xAF") << "\"" + replacement + replacement + "\"";
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80")
                               << "\"" + replacement + replacement + replacement + "\"";
}

void JsonWriterTest::utf8_passes_and_broken_bytes_are_replaced()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const std::string quoted = quoteJson(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(quoted), expected);
    QVERIFY(!QJsonDocument::fromJson("[" + QByteArray::fromStdString(quoted) + "]").isNull());
}

void JsonWriterTest::a_document_larger_than_the_buffer_arrives_whole()
{
    const std::string text = written([](JsonWriter& json) {
        json.beginArray();
        for (int i = 0; i < 100000; ++i)
            json.value(i);
        json.endArray();
    });
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(text));
    QCOMPARE(document.array().size(), qsizetype(100000));
}

void JsonWriterTest::a_full_device_is_reported()
{
    std::FILE* full = std::fopen("/dev/full", "w");
    if (full == nullptr)
        QSKIP("this system has no /dev/full");
    Output output(full);
    output.write("text");
    const auto outcome = output.finish();
    std::fclose(full);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, cobench::ErrorCode::DiskFull);
}

QTEST_APPLESS_MAIN(JsonWriterTest)
#include "json_writer_test.moc"
