// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/cgroup_source.h"
#include "core/trace/cpu_source.h"
#include "core/trace/device_sources.h"
#include "core/trace/disk_source.h"
#include "core/trace/memory_source.h"
#include "core/trace/network_source.h"
#include "tests/core/trace/machine_files.h"
#include "tests/support/child_process.h"

#include <QTest>

using namespace cobench;
using namespace cobench::trace;
using test::isUnknown;
using test::sample;
namespace fs = std::filesystem;

class TestTraceSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_files = std::make_unique<test::MachineFiles>(); }
    void aCounterThatWrapsGoesOn();
    void aCounterThatBeginsAnewIsUnknownOnce();
    void processorsWorkForAShareOfTheirTime();
    void aProcessorThatIsTakenOutIsUnknown();
    void idleTimeThatGoesBackIsNoWork();
    void disksAreCountedWithoutPartsAndLoops();
    void anInterfaceThatComesLaterIsCounted();
    void memoryIsWhatOthersCannotHave();
    void energyWrapsAtTheRangeOfItsCounter();
    void energyThatOnlyRootMayReadSaysSo();
    void whatTheMachineHasNotIsALaneThatSaysSo();
    void frequencyIsTheMeanOfTheProcessors();
    void zonesOfOneNameKeepApart();
    void limitsAreTheTightestOfTheGroupAndThoseAbove();
    void aGroupOfVersionOneIsRead();
    void amdAndIntelCardsAreReadFromFiles();

private:
    std::unique_ptr<test::MachineFiles> m_files;
};

void TestTraceSources::aCounterThatWrapsGoesOn()
{
    Counter counter(1000);
    QVERIFY(isUnknown(counter.rate(900, 1.0)));
    QCOMPARE(counter.rate(950, 2.0), 50.0F);
    QCOMPARE(counter.rate(50, 4.0), 50.0F); // 100 in 2 s
    Counter word; // 32 bits, as far as one can see
    word.rate(4294967290ULL, 1.0);
    QCOMPARE(word.rate(4, 2.0), 10.0F);
}

void TestTraceSources::aCounterThatBeginsAnewIsUnknownOnce()
{
    Counter counter;
    counter.rate(std::uint64_t{1} << 40, 1.0);
    QVERIFY(isUnknown(counter.rate(7, 2.0)));
    QCOMPARE(counter.rate(9, 3.0), 2.0F);
    QVERIFY(isUnknown(counter.rate(10, 3.0))); // no time has passed
}

void TestTraceSources::processorsWorkForAShareOfTheirTime()
{
    m_files->write("proc/stat", "cpu  10 0 10 80 0 0 0 0 0 0\ncpu0 10 0 10 80 0 0 0 0\nintr 5 1 2\nctxt 100\n");
    CpuSource source(m_files->proc(), m_files->sys());
    QCOMPARE(source.lanes().size(), std::size_t{3});
    QCOMPARE(source.lanes()[2].name, std::string("cpu/0"));
    QVERIFY(isUnknown(sample(source, 1.0)[1]));
    // 20 user + 10 system + 5 irq of 50; waiting for disks is not work.
    m_files->write("proc/stat", "cpu  30 0 20 85 10 5 0 0 0 0\ncpu0 30 0 20 85 10 5 0 0\nctxt 300\n");
    const auto values = sample(source, 3.0);
    QCOMPARE(values[0], 100.0F);
    QCOMPARE(values[1], 0.7F);
    QCOMPARE(values[2], 0.7F);
}

void TestTraceSources::aProcessorThatIsTakenOutIsUnknown()
{
    m_files->write("sys/devices/system/cpu/present", "0-1\n");
    m_files->write("proc/stat", "cpu  1 0 0 9\ncpu0 1 0 0 9\ncpu1 0 0 0 10\n");
    CpuSource source(m_files->proc(), m_files->sys());
    sample(source, 1.0);
    m_files->write("proc/stat", "cpu  2 0 0 18\ncpu0 2 0 0 18\n");
    QVERIFY(isUnknown(sample(source, 2.0)[3]));
    m_files->write("proc/stat", "cpu  3 0 0 27\ncpu0 3 0 0 27\ncpu1 50 0 0 60\n");
    const auto back = sample(source, 3.0);
    QCOMPARE(back[2], 0.1F);
    QVERIFY(isUnknown(back[3])); // what it did while it was out is not this interval's
    m_files->write("proc/stat", "cpu  4 0 0 36\ncpu0 4 0 0 36\ncpu1 55 0 0 65\n");
    QCOMPARE(sample(source, 4.0)[3], 0.5F);
}

void TestTraceSources::idleTimeThatGoesBackIsNoWork()
{
    m_files->write("proc/stat", "cpu  10 0 0 100\ncpu0 10 0 0 100\n");
    CpuSource source(m_files->proc(), m_files->sys());
    sample(source, 1.0);
    m_files->write("proc/stat", "cpu  10 0 0 99\ncpu0 11 0 0 99\n");
    const auto values = sample(source, 2.0);
    QVERIFY(isUnknown(values[1]));
    QCOMPARE(values[2], 1.0F);
}

void TestTraceSources::disksAreCountedWithoutPartsAndLoops()
{
    for (const char* device : {"sys/block/sda/size", "sys/block/loop0/size"})
        m_files->write(device, "1");
    const auto write = [&](int read, int written) {
        const std::string numbers
            = " 1 0 " + std::to_string(read) + " 0 1 0 " + std::to_string(written) + " 0 0 0 0\n";
        m_files->write("proc/diskstats", "8 0 sda" + numbers + "8 1 sda1" + numbers + "7 0 loop0" + numbers);
    };
    write(10, 20);
    DiskSource source(m_files->proc(), m_files->sys());
    QVERIFY(isUnknown(sample(source, 1.0)[0]));
    write(12, 30);
    const auto values = sample(source, 2.0);
    QCOMPARE(values[0], 1024.0F);
    QCOMPARE(values[1], 5120.0F);
}

void TestTraceSources::anInterfaceThatComesLaterIsCounted()
{
    const std::string head = "Inter-| Receive\n face |bytes\n    lo: 500 0 0 0 0 0 0 0 500 0\n";
    m_files->write("proc/net/dev", head + "  eth0:1000 0 0 0 0 0 0 0 50 0\n");
    NetworkSource source(m_files->proc());
    sample(source, 1.0);
    m_files->write("proc/net/dev", head + "  eth0:3000 0 0 0 0 0 0 0 70 0\n usb0: 77 0 0 0 0 0 0 0 7 0\n");
    QCOMPARE(sample(source, 2.0)[0], 2000.0F);
    m_files->write("proc/net/dev", head + "  eth0:3000 0 0 0 0 0 0 0 70 0\n usb0: 87 0 0 0 0 0 0 0 9 0\n");
    const auto values = sample(source, 3.0);
    QCOMPARE(values[0], 10.0F);
    QCOMPARE(values[1], 2.0F);
}

void TestTraceSources::memoryIsWhatOthersCannotHave()
{
    m_files->write(
        "proc/meminfo", "MemTotal: 100 kB\nMemFree: 5 kB\nMemAvailable: 60 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n");
    MemorySource source(m_files->proc());
    const auto values = sample(source, 1.0);
    QCOMPARE(values[0], 40960.0F);
    QCOMPARE(values[1], 0.0F);
}

void TestTraceSources::energyWrapsAtTheRangeOfItsCounter()
{
    m_files->write("sys/class/powercap/intel-rapl:0/name", "package-0\n");
    m_files->write("sys/class/powercap/intel-rapl:0/max_energy_range_uj", "10000000\n");
    m_files->write("sys/class/powercap/intel-rapl:0/energy_uj", "9000000\n");
    m_files->write("sys/class/powercap/intel-rapl:0:1/name", "core\n"); // part of the package
    const auto source = energySource(m_files->sys());
    QCOMPARE(source->lanes().size(), std::size_t{1});
    QCOMPARE(source->lanes()[0].name, std::string("power/package-0"));
    sample(*source, 1.0);
    m_files->write("sys/class/powercap/intel-rapl:0/energy_uj", "1000000\n");
    QCOMPARE(sample(*source, 2.0)[0], 2.0F); // 2 J in 1 s
}

void TestTraceSources::energyThatOnlyRootMayReadSaysSo()
{
    m_files->write("sys/class/powercap/intel-rapl:0/name", "package-0\n");
    m_files->write("sys/class/powercap/intel-rapl:0/energy_uj", "1\n");
    const fs::path file = m_files->sys() / "class/powercap/intel-rapl:0/energy_uj";
    fs::permissions(file, fs::perms::none);
    for (const char* folder : {"", "sys", "sys/class", "sys/class/powercap", "sys/class/powercap/intel-rapl:0"})
        fs::permissions(
            m_files->root() / folder, fs::perms::others_exec | fs::perms::others_read, fs::perm_options::add);
    test::ChildProcess child([&](const test::ChildProcess::Tell& tell) {
        if (!test::dropPrivileges())
            return tell("cannot leave root");
        const auto source = energySource(m_files->sys());
        tell(source->lanes()[0].missing);
    });
    const std::string reason = child.nextLine();
    if (reason == "cannot leave root")
        QSKIP("the permission would not bind");
    QCOMPARE(reason, "needs the right to read " + file.string());
}

void TestTraceSources::whatTheMachineHasNotIsALaneThatSaysSo()
{
    const auto reasonOf = [](const Source& source) { return source.lanes().at(0).missing; };
    QVERIFY(reasonOf(CpuSource(m_files->proc(), m_files->sys())).ends_with("stat does not exist"));
    QVERIFY(reasonOf(MemorySource(m_files->proc())).ends_with("meminfo does not exist"));
    QVERIFY(reasonOf(DiskSource(m_files->proc(), m_files->sys())).ends_with("diskstats does not exist"));
    QVERIFY(reasonOf(NetworkSource(m_files->proc())).ends_with("net/dev does not exist"));
    QCOMPARE(reasonOf(*energySource(m_files->sys())), std::string("the machine has no RAPL energy counters"));
    QCOMPARE(reasonOf(*temperatureSource(m_files->sys())), std::string("the machine has no temperature sensor"));
    QVERIFY(!reasonOf(*frequencySource(m_files->sys())).empty());
    QCOMPARE(reasonOf(CgroupSource(m_files->proc(), m_files->sys(), 0)),
        std::string("the system has no control groups"));
    QVERIFY(gpuFilesSource(m_files->sys())->lanes().empty());
    CpuSource none(m_files->proc(), m_files->sys());
    QVERIFY(isUnknown(sample(none, 1.0)[0]));
}

void TestTraceSources::frequencyIsTheMeanOfTheProcessors()
{
    m_files->write("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "1000000\n");
    m_files->write("sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq", "2000000\n");
    QCOMPARE(sample(*frequencySource(m_files->sys()), 1.0)[0], 1.5e9F);
}

void TestTraceSources::zonesOfOneNameKeepApart()
{
    for (const char* zone : {"0", "1"}) {
        m_files->write(std::string("sys/class/thermal/thermal_zone") + zone + "/type", "acpitz\n");
        m_files->write(std::string("sys/class/thermal/thermal_zone") + zone + "/temp", "-4500\n");
    }
    const auto source = temperatureSource(m_files->sys());
    QCOMPARE(source->lanes()[0].name, std::string("temperature/acpitz"));
    QCOMPARE(source->lanes()[1].name, std::string("temperature/acpitz.1"));
    QCOMPARE(sample(*source, 1.0)[1], -4.5F);
}

void TestTraceSources::limitsAreTheTightestOfTheGroupAndThoseAbove()
{
    m_files->write("proc/7/cgroup", "0::/outer/inner\n");
    m_files->write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
    m_files->write("sys/fs/cgroup/outer/memory.max", "1000\n");
    m_files->write("sys/fs/cgroup/outer/cpu.max", "150000 100000\n");
    m_files->write("sys/fs/cgroup/outer/inner/memory.max", "max\n");
    m_files->write("sys/fs/cgroup/outer/inner/cpu.max", "max 100000\n");
    m_files->write("sys/fs/cgroup/outer/inner/memory.current", "400\n");
    m_files->write("sys/fs/cgroup/outer/inner/cpu.stat", "usage_usec 5\nthrottled_usec 1000\n");
    CgroupSource source(m_files->proc(), m_files->sys(), 7);
    sample(source, 1.0);
    m_files->write("sys/fs/cgroup/outer/inner/cpu.stat", "usage_usec 5\nthrottled_usec 501000\n");
    QCOMPARE(sample(source, 2.0), (std::vector<float>{400.0F, 1000.0F, 1.5F, 0.5F}));
}

void TestTraceSources::aGroupOfVersionOneIsRead()
{
    m_files->write("proc/7/cgroup", "4:memory:/job\n2:cpu,cpuacct:/\n");
    m_files->write("sys/fs/cgroup/memory/job/memory.usage_in_bytes", "300\n");
    m_files->write("sys/fs/cgroup/memory/job/memory.limit_in_bytes", "9223372036854771712\n");
    m_files->write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    CgroupSource source(m_files->proc(), m_files->sys(), 7);
    QCOMPARE(source.lanes()[1].missing, std::string("there is no limit"));
    QCOMPARE(source.lanes()[2].missing, std::string("there is no limit"));
    QCOMPARE(sample(source, 1.0)[0], 300.0F);
}

void TestTraceSources::amdAndIntelCardsAreReadFromFiles()
{
    const std::string amd = "sys/class/drm/card0/device/";
    m_files->write(amd + "vendor", "0x1002\n");
    m_files->write(amd + "gpu_busy_percent", "25\n");
    m_files->write(amd + "mem_info_vram_used", "2048\n");
    m_files->write(amd + "hwmon/hwmon3/power1_average", "30000000\n");
    m_files->write(amd + "hwmon/hwmon3/temp1_input", "50000\n");
    m_files->write("sys/class/drm/card1/device/vendor", "0x8086\n");
    m_files->write("sys/class/drm/card1/gt/gt0/rc6_residency_ms", "1000\n");
    m_files->write("sys/class/drm/card1/gt_act_freq_mhz", "900\n");
    m_files->write("sys/class/drm/card1-HDMI-A-1/device/vendor", "0x8086\n");
    const auto source = gpuFilesSource(m_files->sys());
    QCOMPARE(source->lanes().size(), std::size_t{6});
    sample(*source, 1.0);
    m_files->write("sys/class/drm/card1/gt/gt0/rc6_residency_ms", "1250\n");
    QCOMPARE(sample(*source, 2.0), (std::vector<float>{0.25F, 2048.0F, 30.0F, 50.0F, 0.75F, 9e8F}));
}

QTEST_APPLESS_MAIN(TestTraceSources)
#include "sources_test.moc"
