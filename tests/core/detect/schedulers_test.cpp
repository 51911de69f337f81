// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/detect/pipeline_kit.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <numeric>

using namespace cobench;
using namespace cobench::detect;
using test::emulatedDevices;

/// Throughput against queueing theory, on the simulated clock: mu_d rates of devices, lambda of the source, sigma
/// what comes out.
class TestDetectSchedulers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sixEmulatedDevicesKeepUpWhereOneDropsFourOfFive_data();
    void sixEmulatedDevicesKeepUpWhereOneDropsFourOfFive();
    void withoutDroppingRoundRobinGoesAtThePaceOfTheSlowest();
    void fcfsReachesTheSmallerOfLambdaAndAllRates_data();
    void fcfsReachesTheSmallerOfLambdaAndAllRates();
    void withDroppingRoundRobinIsTheSumOfWhatEachDeviceCanTake_data();
    void withDroppingRoundRobinIsTheSumOfWhatEachDeviceCanTake();
    void schedulersThatKnowRatesUseAllOfThem_data();
    void schedulersThatKnowRatesUseAllOfThem();
    void weightsOfWrrAreKeptExactly();
    void proportionalLearnsRatesThatNobodyTold();
    void shortestCompletionNeverWaitsForASlowDeviceInVain();
    void whatDeadlineLetsThroughIsInTime();
};

namespace {

constexpr std::uint64_t kFrames = 6000;

test::FinishedRun simulate(std::vector<Device> devices, PipelineConfig config, std::uint64_t frames = kFrames)
{
    test::CountedSource source(frames);
    auto run = test::runPipeline(runSimulated, source, devices, config);
    return run ? std::move(*run) : test::FinishedRun();
}

PipelineConfig paced(double rate, Schedule schedule, DropPolicy drop, std::size_t buffer = 4)
{
    return {.dispatch = {.schedule = schedule, .drop = drop, .buffer = buffer}, .rate = rate};
}

double sum(const std::vector<double>& rates)
{
    return std::accumulate(rates.begin(), rates.end(), 0.0);
}

bool isNear(double value, double expected, double share)
{
    return std::fabs(value - expected) <= share * expected;
}

QByteArray told(double value, double expected)
{
    return "sigma " + QByteArray::number(value) + " instead of " + QByteArray::number(expected);
}

} // namespace

void TestDetectSchedulers::sixEmulatedDevicesKeepUpWhereOneDropsFourOfFive_data()
{
    QTest::addColumn<double>("jitter");
    QTest::addColumn<int>("buffer");
    QTest::newRow("fixed service time, one frame waiting") << 0.0 << 1;
    QTest::newRow("fixed service time") << 0.0 << 4;
    QTest::newRow("jitter of 20 %") << 0.2 << 4;
}

/// EVA (CogMI 2021): YOLOv3 at 2.5 frames/s on one stick, lambda = 14. One device can take 2.5 / 14 of the frames.
void TestDetectSchedulers::sixEmulatedDevicesKeepUpWhereOneDropsFourOfFive()
{
    QFETCH(double, jitter);
    QFETCH(int, buffer);
    const auto config = paced(14.0, Schedule::Fcfs, DropPolicy::Oldest, static_cast<std::size_t>(buffer));
    const auto six = simulate(emulatedDevices(std::vector<double>(6, 2.5), jitter), config);
    QVERIFY2(isNear(six.result.figures.sigma, 14.0, 0.01), told(six.result.figures.sigma, 14.0));
    QVERIFY(six.droppedShare() < 0.01);
    const auto one = simulate(emulatedDevices({2.5}, jitter), config);
    QVERIFY2(std::fabs(one.droppedShare() - 0.821) < 0.005, QByteArray::number(one.droppedShare()));
}

void TestDetectSchedulers::withoutDroppingRoundRobinGoesAtThePaceOfTheSlowest()
{
    const auto run
        = simulate(emulatedDevices({2.0, 5.0, 9.0}, 0.2), paced(100.0, Schedule::RoundRobin, DropPolicy::None));
    QCOMPARE(run.result.figures.counts.processed, kFrames);
    QVERIFY(run.result.figures.sigma <= 3 * 2.0 * 1.01); // the mean of drawn times is not exact
    QVERIFY2(isNear(run.result.figures.sigma, 6.0, 0.03), told(run.result.figures.sigma, 6.0));
}

void TestDetectSchedulers::fcfsReachesTheSmallerOfLambdaAndAllRates_data()
{
    QTest::addColumn<double>("lambda");
    QTest::addColumn<double>("jitter");
    QTest::addColumn<int>("drop");
    for (const double lambda : {10.0, 100.0})
        for (const double jitter : {0.0, 0.2})
            for (const int drop : {0, 1, 2})
                QTest::addRow("lambda %g, jitter %g, %s", lambda, jitter, kDropPolicies[drop].data())
                    << lambda << jitter << drop;
}

void TestDetectSchedulers::fcfsReachesTheSmallerOfLambdaAndAllRates()
{
    QFETCH(double, lambda);
    QFETCH(double, jitter);
    QFETCH(int, drop);
    const std::vector<double> rates{2.0, 5.0, 9.0};
    const auto run
        = simulate(emulatedDevices(rates, jitter), paced(lambda, Schedule::Fcfs, static_cast<DropPolicy>(drop)));
    const double expected = std::min(lambda, sum(rates));
    QVERIFY2(isNear(run.result.figures.sigma, expected, 0.03), told(run.result.figures.sigma, expected));
}

void TestDetectSchedulers::withDroppingRoundRobinIsTheSumOfWhatEachDeviceCanTake_data()
{
    QTest::addColumn<double>("lambda");
    QTest::addColumn<int>("drop");
    for (const double lambda : {5.0, 12.0, 18.0, 60.0})
        for (const int drop : {1, 2})
            QTest::addRow("lambda %g, %s", lambda, kDropPolicies[drop].data()) << lambda << drop;
}

void TestDetectSchedulers::withDroppingRoundRobinIsTheSumOfWhatEachDeviceCanTake()
{
    QFETCH(double, lambda);
    QFETCH(int, drop);
    const std::vector<double> rates{2.0, 5.0, 9.0};
    const auto run
        = simulate(emulatedDevices(rates), paced(lambda, Schedule::RoundRobin, static_cast<DropPolicy>(drop)));
    double expected = 0.0;
    for (const double rate : rates)
        expected += std::min(rate, lambda / 3.0);
    QVERIFY2(isNear(run.result.figures.sigma, expected, 0.03), told(run.result.figures.sigma, expected));
}

void TestDetectSchedulers::schedulersThatKnowRatesUseAllOfThem_data()
{
    QTest::addColumn<int>("schedule");
    QTest::addColumn<int>("drop");
    for (const Schedule schedule :
        {Schedule::WeightedRoundRobin, Schedule::Proportional, Schedule::ShortestExpectedCompletion})
        for (const int drop : {0, 1, 2})
            QTest::addRow("%s, %s", kSchedules[static_cast<int>(schedule)].data(), kDropPolicies[drop].data())
                << static_cast<int>(schedule) << drop;
}

void TestDetectSchedulers::schedulersThatKnowRatesUseAllOfThem()
{
    QFETCH(int, schedule);
    QFETCH(int, drop);
    const std::vector<double> rates{2.0, 5.0, 9.0};
    const auto run = simulate(
        emulatedDevices(rates, 0.2), paced(100.0, static_cast<Schedule>(schedule), static_cast<DropPolicy>(drop)));
    QVERIFY2(isNear(run.result.figures.sigma, sum(rates), 0.03), told(run.result.figures.sigma, sum(rates)));
}

void TestDetectSchedulers::weightsOfWrrAreKeptExactly()
{
    const auto run = simulate(
        emulatedDevices({1.0, 2.0, 5.0}), paced(4.0, Schedule::WeightedRoundRobin, DropPolicy::None), 800);
    const auto& devices = run.result.figures.devices;
    QCOMPARE(devices[0].processed, std::uint64_t{100});
    QCOMPARE(devices[1].processed, std::uint64_t{200});
    QCOMPARE(devices[2].processed, std::uint64_t{500});
}

void TestDetectSchedulers::proportionalLearnsRatesThatNobodyTold()
{
    auto devices = emulatedDevices({2.0, 8.0});
    for (Device& device : devices)
        device.startRate = 0.0;
    const auto run = simulate(std::move(devices), paced(100.0, Schedule::Proportional, DropPolicy::None));
    QVERIFY2(isNear(run.result.figures.sigma, 10.0, 0.03), told(run.result.figures.sigma, 10.0));
}

/// At lambda = 1 the fast device alone is always ready first.
void TestDetectSchedulers::shortestCompletionNeverWaitsForASlowDeviceInVain()
{
    const auto run = simulate(
        emulatedDevices({1.0, 10.0}), paced(1.0, Schedule::ShortestExpectedCompletion, DropPolicy::None), 100);
    QCOMPARE(run.result.figures.devices[1].processed, std::uint64_t{100});
    QCOMPARE(run.result.figures.latency999, 0.1);
}

void TestDetectSchedulers::whatDeadlineLetsThroughIsInTime()
{
    const std::vector<double> rates{4.0, 10.0};
    auto config = paced(30.0, Schedule::Deadline, DropPolicy::Oldest, 8);
    config.dispatch.deadline = std::chrono::milliseconds(300);
    const auto run = simulate(emulatedDevices(rates), config);
    for (const Outcome& outcome : run.outcomes)
        if (!outcome.dropped)
            QVERIFY(outcome.finished - outcome.captured <= config.dispatch.deadline);
    QVERIFY2(isNear(run.result.figures.sigma, 14.0, 0.03), told(run.result.figures.sigma, 14.0));
    const auto& dropped = run.result.figures.counts.dropped;
    QVERIFY(dropped[static_cast<std::size_t>(DropCause::Deadline)] > 0);
    // No device can do it in less than its service time.
    config.dispatch.deadline = std::chrono::milliseconds(99);
    const auto none = simulate(emulatedDevices(rates), config, 100);
    QCOMPARE(none.result.figures.counts.processed, std::uint64_t{0});
}

QTEST_APPLESS_MAIN(TestDetectSchedulers)
#include "schedulers_test.moc"
