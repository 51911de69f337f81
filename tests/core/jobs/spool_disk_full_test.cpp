// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/spool_reader.h"
#include "tests/core/jobs/spool_kit.h"
#include "tests/support/patience.h"
#include "tests/support/process_load.h"
#include "tests/support/small_disk.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <unistd.h>

using namespace cobench;
using namespace cobench::detect;
namespace fs = std::filesystem;

namespace {

bool hasSmallDisk = false;

} // namespace

/// A detection run that writes on where there is no room.
class TestSpoolDiskFull : public QObject
{
    Q_OBJECT

    const fs::path m_filler = fs::path(test::kSmallDisk) / "filler";
    fs::path m_spool;
    std::unique_ptr<jobs::SpoolWriter> m_writer;

    void take(std::size_t first, std::size_t frames)
    {
        for (std::size_t number = first; number < first + frames; ++number)
            m_writer->take(test::frame(number));
    }

private Q_SLOTS:
    void init()
    {
        if (!hasSmallDisk)
            QSKIP("cannot mount a small file system here");
        m_spool = jobs::newSpool(fs::path(test::kSmallDisk) / "p.cobench", {});
        VERIFY_OK(jobs::createSpool(m_spool, test::kHeader));
        m_writer = test::writerOf(m_spool);
        take(0, 100);
        VERIFY_OK(m_writer->flush());
        test::fillDisk(m_filler);
    }
    void cleanup()
    {
        m_writer.reset();
        std::error_code ignored;
        fs::remove(m_filler, ignored);
    }

    void nothingIsLostOfARunThatFindsRoomAgain()
    {
        take(100, 5000);
        QVERIFY(m_writer->flush().error().code == ErrorCode::DiskFull);
        QCOMPARE(jobs::readSpool(m_spool).value().size(), std::size_t{100});
        fs::remove(m_filler);
        take(5100, 900);
        VERIFY_OK(m_writer->end({.record = {.settings = "{}"}}));
        const auto outcomes = jobs::readSpool(m_spool);
        VERIFY_OK(outcomes);
        QCOMPARE(outcomes->size(), std::size_t{6000});
        QVERIFY(test::isBeginning(*outcomes));
    }

    void aRunThatFindsNoneSaysSoAtItsEndAndKeepsWhatWasWritten()
    {
        take(100, 5000);
        QVERIFY(m_writer->end({.record = {.settings = "{}"}}).error().code == ErrorCode::DiskFull);
        auto reader = jobs::SpoolReader::open(m_spool);
        VERIFY_OK(reader);
        QCOMPARE(std::get<std::vector<Outcome>>(**reader->next()).size(), std::size_t{100});
        const auto end = std::get<jobs::SessionEnd>(**reader->next());
        QVERIFY(end.record.end == SessionRecord::End::Failed);
        QVERIFY(end.record.problem.find("No space") != std::string::npos);
    }

    void whatComesBehindTooMuchIsNotKeptInMemoryEither()
    {
        constexpr std::size_t kMany = 20'000; // some 2 MB
        std::size_t number = 100;
        for (int round = 0; round < 20; ++round, number += kMany) {
            take(number, kMany);
            QVERIFY(m_writer->flush().error().code == ErrorCode::DiskFull);
        }
        const std::uint64_t before = test::residentBytes(getpid());
        take(number, 50 * kMany);
        if (!COBENCH_SANITIZED) // which keeps what was freed
            QVERIFY(test::residentBytes(getpid()) < before + (20U << 20));
        fs::remove(m_filler);
        QVERIFY(m_writer->end({.record = {.settings = "{}"}}).error().code == ErrorCode::DiskFull);
        QCOMPARE(jobs::readSpool(m_spool).value().size(), std::size_t{100});
    }
};

int main(int argc, char** argv)
{
    hasSmallDisk = test::mountSmallDisk("2m");
    TestSpoolDiskFull test;
    return QTest::qExec(&test, argc, argv);
}

#include "spool_disk_full_test.moc"
