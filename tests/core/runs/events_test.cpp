// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/crc32c.h"
#include "core/runs/event_file.h"
#include "core/runs/event_writer.h"
#include "core/runs/proto_reader.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace cobench;
using namespace cobench::runs;

class TestRunsEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theChecksumIsCastagnolis();
    void aFileBeginsAsTensorBoardsDo();
    void whatIsWrittenIsReadBack();
    void tensorsOfOneNumberAreScalars();
    void aDamagedRecordIsLeftOutAndTheOthersStay();
    void aDamagedLengthEndsTheFile();
    void aFileThatIsStillWrittenGivesWhatItHas();
    void anotherFileIsRefused_data();
    void anotherFileIsRefused();
    void aLengthBeyondTheFileAllocatesNothing();
    void anyMutationIsReadOrRefused();
};

namespace {

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text));
}

struct Read {
    std::vector<store::ScalarRow> scalars;
    std::vector<Warning> warnings;
    std::optional<Error> error;
};

Read readEvents(const std::string& file)
{
    Read read;
    auto warnings = readEventFile(bytesOf(file), "events", 1, read.scalars, {});
    if (warnings)
        read.warnings = *warnings;
    else
        read.error = warnings.error();
    return read;
}

/// Three scalars of two tags.
std::string smallFile()
{
    EventWriter writer(1000.5);
    writer.add("train/loss", 1, 1001.0, 0.5);
    writer.add("train/loss", 300, 1002.0, 0.25);
    writer.add("val/acc", 300, 1002.5, 0.875);
    return writer.take();
}

std::string record(const std::string& event)
{
    const std::uint64_t size = event.size();
    const std::string length(reinterpret_cast<const char*>(&size), sizeof size);
    const auto crc = [](const std::string& text) {
        const std::uint32_t value = maskedCrc32c(bytesOf(text));
        return std::string(reinterpret_cast<const char*>(&value), sizeof value);
    };
    return length + crc(length) + event + crc(event);
}

std::string field(int number, const std::string& content)
{
    return std::string(1, static_cast<char>(number << 3 | 2)) + static_cast<char>(content.size()) + content;
}

} // namespace

void TestRunsEvents::theChecksumIsCastagnolis()
{
    // RFC 3720 appendix B.4, and the check value of the catalogue of parametrised CRC algorithms.
    QCOMPARE(crc32c(bytesOf("123456789")), 0xE3069283U);
    QCOMPARE(crc32c(bytesOf(std::string(32, '\0'))), 0x8A9136AAU);
    QCOMPARE(crc32c(bytesOf(std::string(32, '\xFF'))), 0x62A8AB43U);
    QCOMPARE(crc32c({}), 0U);
}

void TestRunsEvents::aFileBeginsAsTensorBoardsDo()
{
    // Every file of TensorBoard's writer: 24 bytes of content, the masked checksum of that length.
    const std::string file = EventWriter(0.0).take();
    QCOMPARE(file.substr(0, 13), std::string("\x18\0\0\0\0\0\0\0\xa3\x7f\x4b\x22\x09", 13));
    QCOMPARE(file.substr(21, 15),
        std::string("\x1a\x0d"
                    "brain.Event:2"));
    QCOMPARE(file.size(), std::size_t{8 + 4 + 24 + 4});
}

void TestRunsEvents::whatIsWrittenIsReadBack()
{
    EventWriter writer(1000.5);
    writer.add("train/loss", 0, 1001.0, 0.1F);
    writer.add("x", std::uint64_t{1} << 40, 1002.0, -std::numeric_limits<double>::infinity());
    writer.add("x", 7, 1002.0, std::numeric_limits<double>::quiet_NaN());
    const Read read = readEvents(writer.take());
    QVERIFY(!read.error && read.warnings.empty());
    QCOMPARE(read.scalars.size(), std::size_t{3});
    QCOMPARE(read.scalars[0].tag, std::string("train/loss"));
    QCOMPARE(read.scalars[0].value, double{0.1F});
    QCOMPARE(read.scalars[0].time, 1001.0);
    QCOMPARE(read.scalars[1].step, std::uint64_t{1} << 40);
    QVERIFY(std::isinf(read.scalars[1].value));
    QVERIFY(std::isnan(read.scalars[2].value));
}

void TestRunsEvents::tensorsOfOneNumberAreScalars()
{
    const auto raw = [](auto number) { return std::string(reinterpret_cast<const char*>(&number), sizeof number); };
    const auto tensorEvent
        = [](const std::string& tensor) { return record(field(5, field(1, field(1, "t") + field(8, tensor)))); };
    const std::string file = tensorEvent("\x08\x01" + field(4, raw(1.5F))) // content
        + tensorEvent("\x08\x01" + field(5, raw(2.5F))) // packed float_val
        + tensorEvent("\x08\x02" + field(6, raw(3.5))) // double_val
        + tensorEvent("\x08\x01" + field(4, raw(1.0F) + raw(2.0F))) // two numbers
        + tensorEvent("\x08\x07" + field(8, "text"));
    const Read read = readEvents(file);
    QVERIFY(!read.error);
    QCOMPARE(read.scalars.size(), std::size_t{3});
    QCOMPARE(read.scalars[0].value, 1.5);
    QCOMPARE(read.scalars[1].value, 2.5);
    QCOMPARE(read.scalars[2].value, 3.5);
}

void TestRunsEvents::aDamagedRecordIsLeftOutAndTheOthersStay()
{
    std::string file = smallFile();
    file[file.find("train/loss") + 2] = 'Z';
    const Read read = readEvents(file);
    QCOMPARE(read.scalars.size(), std::size_t{2});
    QCOMPARE(read.warnings.size(), std::size_t{1});
    QVERIFY(describe(read.warnings[0]).find("1 damaged record") != std::string::npos);
}

void TestRunsEvents::aDamagedLengthEndsTheFile()
{
    std::string file = smallFile();
    file[40] ^= 1; // of the second record
    const Read read = readEvents(file);
    QVERIFY(read.scalars.empty());
    QCOMPARE(read.warnings[0].place, std::string("record 1"));
}

void TestRunsEvents::aFileThatIsStillWrittenGivesWhatItHas()
{
    const std::string file = smallFile();
    const Read read = readEvents(file.substr(0, file.size() - 5));
    QCOMPARE(read.scalars.size(), std::size_t{2});
    QVERIFY(read.warnings[0].detail.find("still being written") != std::string::npos);
    QVERIFY(readEvents({}).warnings.empty());
}

void TestRunsEvents::anotherFileIsRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("step,loss\n1,0.5\n2,0.25\n");
    QTest::newRow("zeros") << QByteArray(100, '\0');
    QTest::newRow("PNG") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
}

void TestRunsEvents::anotherFileIsRefused()
{
    QFETCH(QByteArray, content);
    const Read read = readEvents(content.toStdString());
    QVERIFY(read.error && read.error->code == ErrorCode::Corrupt);
    QCOMPARE(read.error->subject, std::string("events"));
    QVERIFY(!read.error->cure.empty());
}

void TestRunsEvents::aLengthBeyondTheFileAllocatesNothing()
{
    const std::uint64_t huge = ~std::uint64_t{0} - 3;
    const std::string length(reinterpret_cast<const char*>(&huge), sizeof huge);
    const std::uint32_t crc = maskedCrc32c(bytesOf(length));
    const Read read = readEvents(length + std::string(reinterpret_cast<const char*>(&crc), sizeof crc) + "abc");
    QVERIFY(!read.error);
    QCOMPARE(read.warnings.size(), std::size_t{1});
}

void TestRunsEvents::anyMutationIsReadOrRefused()
{
    std::mt19937 random(5);
    const std::string whole = smallFile();
    for (int round = 0; round < 2000; ++round) {
        std::string file = whole;
        for (unsigned change = 0; change < 1 + random() % 4; ++change)
            file[random() % file.size()] = static_cast<char>(random());
        file.resize(random() % (file.size() + 1));
        QVERIFY(readEvents(file).scalars.size() <= 3);
        // Behind the checksums, too.
        std::vector<store::ScalarRow> scalars;
        ProtoReader reader(bytesOf(file));
        while (reader.next()) { }
    }
}

QTEST_APPLESS_MAIN(TestRunsEvents)
#include "events_test.moc"
