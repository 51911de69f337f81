// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file_source.h"
#include "core/io/load_pool.h"
#include "tests/core/io/in_memory.h"
#include "tests/support/hostile_files.h"
#include "tests/support/machine_pace.h"
#include "tests/support/patience.h"
#include "tests/support/prediction_files.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <sys/resource.h>

using namespace cobench;
using namespace cobench::test;

namespace {

constexpr double kMaxCpuMs = patient(1000.0); // 200 where nothing else goes on
constexpr qint64 kMaxMs = patient(5000);
constexpr long kMaxKilobytes = 80 * 1024; // the free allowance of 64 MiB, and what is around it

long peakKilobytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

class HostileTest : public QObject
{
    Q_OBJECT

private slots:
    void code_is_never_run_data() { list(filesThatRunCode()); }
    void code_is_never_run() { checkFile(); }
    void nothing_reaches_outside_its_file_data() { list(filesThatReachOutside()); }
    void nothing_reaches_outside_its_file() { checkFile(); }
    void nothing_unpacks_beyond_reason_data() { list(filesThatBlowUp()); }
    void nothing_unpacks_beyond_reason() { checkFile(); }
    void places_that_are_no_files_are_refused_at_once();
    void a_folder_of_them_still_loads_its_good_member();
    void a_refusal_names_what_the_pickle_wanted();

private:
    static void list(const std::vector<HostileFile>& files);
    static void checkFile();
};

void HostileTest::list(const std::vector<HostileFile>& files)
{
    QTest::addColumn<std::string>("content");
    QTest::addColumn<int>("refusal");
    for (const HostileFile& file : files)
        QTest::newRow(file.name.c_str()) << file.content << int(file.refusal);
}

void HostileTest::checkFile()
{
    QFETCH(std::string, content);
    QFETCH(int, refusal);
    const io::Bytes bytes = inMemory(content);
    const long before = peakKilobytes();
    const double start = timeOn(CLOCK_PROCESS_CPUTIME_ID);
    io::ReadContext context = contextFor(content);
    const auto read = io::readPredictionFile(bytes, context);
    QVERIFY(timeOn(CLOCK_PROCESS_CPUTIME_ID) - start <= kMaxCpuMs);
    QVERIFY(peakKilobytes() - before <= kMaxKilobytes);
    QVERIFY(!read);
    QVERIFY2(int(read.error().code) == refusal, describe(read.error()).c_str());
    QVERIFY(!read.error().detail.empty());
}

void HostileTest::places_that_are_no_files_are_refused_at_once()
{
    const QTemporaryDir folder;
    for (const HostilePlace& place : makeHostilePlaces(folder.path().toStdString())) {
        QElapsedTimer timer;
        timer.start();
        Progress progress;
        const auto read = io::readFile(place.path, progress, {});
        QVERIFY2(timer.elapsed() <= kMaxMs, place.name.c_str());
        QVERIFY2(!read, place.name.c_str());
        QVERIFY2(read.error().code == place.refusal, describe(read.error()).c_str());
        const auto loaded = io::loadPool({.inputs = {place.path.string()}}, progress, {});
        QVERIFY2(!loaded && loaded.error().code == place.refusal, place.name.c_str());
        QVERIFY2(timer.elapsed() <= 2 * kMaxMs, place.name.c_str());
    }
}

void HostileTest::a_folder_of_them_still_loads_its_good_member()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    makeHostilePlaces(path);
    for (const HostileFile& file : filesThatRunCode())
        writeFile(path / file.name, file.content);
    writeFile(path / "good.csv", "label,prediction\n0,0\n1,0\n");
    Progress progress;
    const auto loaded = io::loadPool({.inputs = {path.string()}, .keepGoing = true}, progress, {});
    QVERIFY2(loaded.ok(), loaded ? "" : describe(loaded.error()).c_str());
    QCOMPARE(loaded->pool->size(), std::size_t(1));
    QVERIFY(loaded->refused.size() > filesThatRunCode().size());
}

void HostileTest::a_refusal_names_what_the_pickle_wanted()
{
    const std::string value = pickled::call(pickled::global("os", "system"), {pickled::text("true")});
    QVERIFY(message(torchZip(pickled::whole(value), {})).find("record model/data.pkl, byte 2: names os.system; ")
        != std::string::npos);
}

QTEST_APPLESS_MAIN(HostileTest)
#include "hostile_test.moc"
