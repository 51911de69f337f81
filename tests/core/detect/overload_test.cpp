// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/sources.h"
#include "tests/core/detect/pipeline_kit.h"
#include "tests/support/patience.h"
#include "tests/support/process_load.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <limits>

using namespace cobench;
using namespace cobench::detect;

namespace {

constexpr double kDeviceRate = 20.0; // frames/s
constexpr double kOverload = 10.0;
const PipelineConfig kNewestFrame{.dispatch = {.drop = DropPolicy::Oldest, .buffer = 1}};

/// How old what a viewer sees is, in seconds, looked at four times a frame: a result stays until the next comes.
std::vector<double> agesOnScreen(const std::vector<Outcome>& outcomes, double interval)
{
    std::vector<double> ages;
    std::size_t next = 0;
    for (double now = 0.0; now < seconds(outcomes.back().released); now += interval / 4.0) {
        while (seconds(outcomes[next].released) <= now)
            ++next;
        if (next > 0 && outcomes[next - 1].boxes)
            ages.push_back(now - seconds(outcomes[next - 1].boxesCaptured));
    }
    return ages;
}

double quantile(std::vector<double> values, double share)
{
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
    std::ranges::nth_element(values, at);
    return *at;
}

/// A new picture in every frame, as a decoder makes them.
class FreshPictures final : public FrameSource
{
public:
    Result<std::optional<SourcedFrame>> next() override
    {
        return std::optional(SourcedFrame{.picture = std::make_shared<const data::Image>(m_picture)});
    }
    std::size_t pictureBytes() const { return m_picture.pixels.size(); }

private:
    data::Image m_picture = noisePicture(640, 480);
};

/// Without what the allocator keeps for later.
std::uint64_t bytesInUse()
{
    malloc_trim(0);
    return test::residentBytes(getpid());
}

} // namespace

/// Ten times as many frames as there is capacity for (goal L3 of a live pipeline): what waits stays short, what is
/// shown stays young, and memory stays as it is.
class TestDetectOverload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsShownIsNeverOlderThanTwoServicesAndAFrame_data();
    void whatIsShownIsNeverOlderThanTwoServicesAndAFrame();
    void memoryStaysAsItIs();
};

void TestDetectOverload::whatIsShownIsNeverOlderThanTwoServicesAndAFrame_data()
{
    QTest::addColumn<int>("schedule");
    QTest::addColumn<int>("devices");
    QTest::addColumn<double>("jitter");
    for (int schedule = 0; schedule < static_cast<int>(std::size(kSchedules)); ++schedule)
        for (const int devices : {1, 3})
            for (const double jitter : {0.0, 0.3})
                QTest::addRow("%s, %d devices, jitter %.1f", kSchedules[schedule].data(), devices, jitter)
                    << schedule << devices << jitter;
}

void TestDetectOverload::whatIsShownIsNeverOlderThanTwoServicesAndAFrame()
{
    QFETCH(const int, schedule);
    QFETCH(const int, devices);
    QFETCH(const double, jitter);
    test::CountedSource source(6000);
    auto used = test::emulatedDevices(std::vector<double>(static_cast<std::size_t>(devices), kDeviceRate), jitter);
    PipelineConfig config = kNewestFrame;
    config.dispatch.schedule = static_cast<Schedule>(schedule);
    config.rate = kOverload * kDeviceRate * devices;
    const auto run = test::runPipeline(runSimulated, source, used, config);
    VERIFY_OK(run);
    const auto& counts = run->result.figures.counts;
    QCOMPARE(counts.read, counts.processed + counts.droppedInAll());
    QVERIFY(std::abs(run->droppedShare() - (1.0 - 1.0 / kOverload)) < 0.02);
    // Schedules but these two give each device a queue of its own, to which every n-th frame comes.
    const bool isShared
        = config.dispatch.schedule == Schedule::Fcfs || config.dispatch.schedule == Schedule::Deadline;
    const int queues = isShared ? 1 : devices;
    QVERIFY(run->result.longestQueue <= static_cast<std::size_t>(std::max(2, queues)));
    double service = 0.0;
    for (const RunFigures::Device& device : run->result.figures.devices)
        service = std::max(service, device.service99);
    const double age = quantile(agesOnScreen(run->outcomes, 1.0 / config.rate), 0.99);
    const double limit = 2.0 * service + queues / config.rate;
    QVERIFY2(age <= limit, qPrintable(QStringLiteral("%1 s, at most %2 s").arg(age).arg(limit)));
}

void TestDetectOverload::memoryStaysAsItIs()
{
    if (COBENCH_SANITIZED)
        QSKIP("sanitizers keep memory");
    FreshPictures source;
    std::vector<Device> devices;
    devices.push_back(test::emulated({.rate = 2.0 * kDeviceRate}));
    PipelineConfig config = kNewestFrame;
    config.rate = kOverload * 2.0 * kDeviceRate;
    config.maxFrames = 1200; // 1.1 GB of pictures
    std::uint64_t early = 0;
    std::uint64_t most = 0;
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max(); // late in the run
    Progress progress;
    const auto result = runLive(source,
        devices,
        config,
        [&](const Outcome& outcome) -> Result<void> {
            if (outcome.number == 200)
                early = bytesInUse();
            if (outcome.number > 600 && outcome.number % 25 == 0) {
                const std::uint64_t now = bytesInUse();
                most = std::max(most, now);
                least = std::min(least, now);
            }
            return {};
        },
        progress,
        {});
    VERIFY_OK(result);
    QVERIFY(result->longestQueue <= 2);
    QVERIFY(result->figures.counts.droppedInAll() > 600);
    // How many pictures wait for a thread that gets no time is up to the machine, now and then.
    QVERIFY2(least < early + 8 * source.pictureBytes(), qPrintable(QString::number((least - early) >> 20)));
    QVERIFY2(most < early + (200U << 20), qPrintable(QString::number((most - early) >> 20)));
}

QTEST_APPLESS_MAIN(TestDetectOverload)
#include "overload_test.moc"
