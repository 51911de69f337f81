// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/process_source.h"
#include "core/trace/pss_source.h"
#include "tests/core/trace/machine_files.h"

#include <QTest>

#include <cmath>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace cobench;
using namespace cobench::trace;
using test::isUnknown;
using test::sample;
namespace fs = std::filesystem;

class TestTraceProcesses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aTreeIsSummedUp();
    void aChildThatComesLaterIsFound();
    void whatAProcessDidBeforeItWasFoundIsSpreadOverThatTime();
    void noMoreProcessorsWorkThanThereAre();
    void aProcessThatVanishesIsLeftOut();
    void aGrandchildStaysWhenItsParentEnds();
    void bytesThatMayNotBeReadSaySo();
    void sharedMemoryIsDivided();
    void aProcessThatIsNotThereSaysSo();
    void aRealProcessVanishesWithoutHarm();

private:
    const std::shared_ptr<ProcessTree>& tree(pid_t root)
    {
        return m_tree = std::make_shared<ProcessTree>(m_files->proc(), root);
    }
    std::vector<float> next(ProcessSource& source)
    {
        m_tree->lookForNew(m_now + 1.0);
        return sample(source, ++m_now);
    }
    static const std::string& name(const ProcessSource& source, std::size_t lane)
    {
        return source.lanes()[lane].name;
    }

    /// Nobody looks for new ones.
    void goOn(ProcessSource& source, int samples)
    {
        while (samples-- > 0)
            sample(source, ++m_now);
    }

    std::unique_ptr<test::MachineFiles> m_files;
    std::shared_ptr<ProcessTree> m_tree;
    double m_now = 0.0;
};

namespace {

enum Lane { Cores, Processes, Threads, Resident, MinorFaults, MajorFaults, Read, Written };

} // namespace

void TestTraceProcesses::init()
{
    m_now = 0.0;
    m_files = std::make_unique<test::MachineFiles>();
    m_files->writeProcess(10, 1, 100);
    m_files->writeIo(10, 1000, 0);
    m_files->writeProcess(11, 10, 50, 7);
    m_files->writeProcess(12, 11, 0, 3);
    m_files->writeProcess(20, 1, 9999, 9999); // a stranger
}

void TestTraceProcesses::aTreeIsSummedUp()
{
    ProcessSource source(tree(10), 4);
    QCOMPARE(name(source, Cores), std::string("process/cpu"));
    QCOMPARE(name(source, Written), std::string("process/written"));
    QVERIFY(isUnknown(next(source)[Cores]));
    m_files->writeProcess(10, 1, 150, 100, 4);
    m_files->writeProcess(12, 11, 100, 3, 6);
    m_files->writeIo(10, 5096, 100);
    const auto values = next(source);
    const double perSecond = static_cast<double>(sysconf(_SC_CLK_TCK));
    QCOMPARE(values[Cores], static_cast<float>(150.0 / perSecond));
    QCOMPARE(values[Processes], 3.0F);
    QCOMPARE(values[Threads], 6.0F);
    QCOMPARE(values[Resident], static_cast<float>(110 * sysconf(_SC_PAGESIZE)));
    QCOMPARE(values[MinorFaults], 10.0F);
    QCOMPARE(values[Read], 4096.0F);
    QCOMPARE(values[Written], 100.0F);
}

void TestTraceProcesses::aChildThatComesLaterIsFound()
{
    ProcessSource source(tree(10));
    next(source);
    m_files->writeProcess(13, 12, 0);
    QCOMPARE(next(source)[Processes], 4.0F);
}

void TestTraceProcesses::whatAProcessDidBeforeItWasFoundIsSpreadOverThatTime()
{
    ProcessSource source(tree(10), 4);
    next(source);
    goOn(source, 4);
    const auto ticks = static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
    m_files->writeIo(13, 400, 50);
    m_files->writeProcess(13, 12, 8 * ticks, 100, 40);
    for (int i = 0; i < 5; ++i) {
        const auto values = next(source);
        QCOMPARE(values[Processes], 4.0F);
        QCOMPARE(values[Cores], 1.6F);
        QCOMPARE(values[MinorFaults], 8.0F);
        QCOMPARE(values[Read], 80.0F);
        QCOMPARE(values[Written], 10.0F);
    }
    m_files->writeIo(13, 407, 50);
    const auto values = next(source);
    QVERIFY(std::abs(values[Cores]) < 1e-4F);
    QVERIFY(std::abs(values[Read] - 7.0F) < 1e-4F);
}

/// One that was found late has worked for longer than the time since the look before, for all that one can see.
void TestTraceProcesses::noMoreProcessorsWorkThanThereAre()
{
    ProcessSource source(tree(10), 4);
    next(source);
    goOn(source, 4);
    m_files->writeProcess(13, 12, 30 * static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK)));
    float sum = 0.0F; // over samples of one second
    for (int i = 0; i < 10; ++i) {
        const float cores = next(source)[Cores];
        QVERIFY(cores <= 4.0F);
        sum += cores;
    }
    QVERIFY(std::abs(sum - 30.0F) < 1e-3F);
}

void TestTraceProcesses::aProcessThatVanishesIsLeftOut()
{
    ProcessSource source(tree(10));
    next(source);
    m_files->write("proc/12/stat", ""); // as good as gone
    fs::remove_all(m_files->proc() / "12");
    QCOMPARE(next(source)[Processes], 2.0F);
    m_files->write("proc/10/stat", "");
    m_files->write("proc/11/stat", "");
    QVERIFY(isUnknown(next(source)[Processes]));
}

void TestTraceProcesses::aGrandchildStaysWhenItsParentEnds()
{
    ProcessSource source(tree(10));
    next(source);
    m_files->write("proc/11/stat", "");
    fs::remove_all(m_files->proc() / "11");
    m_files->writeProcess(12, 1, 0, 3); // now a child of init
    QCOMPARE(next(source)[Processes], 2.0F);
}

void TestTraceProcesses::bytesThatMayNotBeReadSaySo()
{
    fs::remove(m_files->proc() / "10/io");
    ProcessSource source(tree(10));
    QVERIFY(source.lanes()[Read].missing.ends_with("10/io does not exist"));
    next(source);
    QVERIFY(isUnknown(next(source)[Read]));
}

void TestTraceProcesses::sharedMemoryIsDivided()
{
    m_files->write("proc/10/smaps_rollup", "5-9 ---p [rollup]\nRss: 90 kB\nPss: 40 kB\nPss_Dirty: 7 kB\n");
    m_files->write("proc/11/smaps_rollup", "5-9 ---p [rollup]\nRss: 90 kB\nPss: 2 kB\n");
    PssSource source(tree(10));
    m_tree->lookForNew(1.0);
    QCOMPARE(sample(source, 1.0)[0], 42.0F * 1024);
}

void TestTraceProcesses::aProcessThatIsNotThereSaysSo()
{
    ProcessSource source(tree(99));
    QCOMPARE(source.lanes()[Cores].missing, std::string("the process does not exist"));
    QVERIFY(isUnknown(next(source)[Processes]));
}

void TestTraceProcesses::aRealProcessVanishesWithoutHarm()
{
    const pid_t child = fork();
    if (child == 0)
        pause(), _exit(0);
    m_tree = std::make_shared<ProcessTree>("/proc", child);
    ProcessSource source(m_tree);
    QCOMPARE(next(source)[Processes], 1.0F);
    QVERIFY(next(source)[Resident] > 0.0F);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    QVERIFY(isUnknown(next(source)[Processes]));
}

QTEST_APPLESS_MAIN(TestTraceProcesses)
#include "processes_test.moc"
