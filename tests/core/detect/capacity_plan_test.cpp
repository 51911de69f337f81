// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/capacity_plan.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::detect;

class TestCapacityPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void steadyDevicesAreFluid();
    void theFormulaMeetsItsLimits();
    void quantilesInvertTheirLaws();
    void theFormulaIsCloseToTheEmulatorUnderLoad_data();
    void theFormulaIsCloseToTheEmulatorUnderLoad();
    void moreDevicesNeverDropMore();
    void thirtyFramesASecondTakeThreeDevicesOfTwelve();
    void theSameQuestionGivesTheSamePlan();
    void measuredTimesBecomeADeviceLikeThem();
    void questionsWithoutAnAnswerAreRefused();
};

namespace {

bool isNear(double a, double b, double tolerance)
{
    return std::fabs(a - b) <= tolerance;
}

DispatchConfig newest(std::size_t buffer, Schedule schedule = Schedule::Fcfs)
{
    return {.schedule = schedule, .drop = DropPolicy::Newest, .buffer = buffer};
}

CapacityPlan planned(const CapacityQuestion& question)
{
    Progress progress;
    return planCapacity(question, progress, {}).value();
}

} // namespace

/// By hand: λ = 30, M = 2 · 10: two thirds come out, after a full queue of 4 (4 / 20 s) and a service of 0.1 s.
void TestCapacityPlan::steadyDevicesAreFluid()
{
    const std::vector<Emulation> two(2, Emulation{.rate = 10.0});
    const Prediction loaded = predictByQueueing(two, 30.0, newest(4));
    QVERIFY(isNear(loaded.sigma, 20.0, 1e-9));
    QVERIFY(isNear(loaded.droppedShare, 1.0 / 3.0, 1e-9));
    QVERIFY(isNear(loaded.latency50, 0.3, 1e-9));
    QVERIFY(isNear(loaded.latency99, 0.3, 1e-9));
    // Where the oldest gives way, those behind it move up 30 times a second.
    const Prediction oldest = predictByQueueing(two, 30.0, {.drop = DropPolicy::Oldest, .buffer = 4});
    QVERIFY(isNear(oldest.latency50, 4.0 / 30.0 + 0.1, 1e-9));
    const Prediction idle = predictByQueueing(two, 15.0, newest(4));
    QVERIFY(isNear(idle.sigma, 15.0, 1e-9));
    QVERIFY(isNear(idle.latency999, 0.1, 1e-9));
}

/// Loss at λ = M is s² / 2K; far above it λ − M; far below it none.
void TestCapacityPlan::theFormulaMeetsItsLimits()
{
    const std::vector<Emulation> one{{.rate = 10.0, .law = Emulation::Law::Exponential}};
    QVERIFY(isNear(predictByQueueing(one, 10.0, newest(5)).sigma, 9.0, 1e-6));
    QVERIFY(isNear(predictByQueueing(one, 100.0, newest(5)).sigma, 10.0, 1e-9));
    QVERIFY(isNear(predictByQueueing(one, 1.0, newest(5)).sigma, 1.0, 2e-3));
    // Round robin is bound by each device: Σ min(μ_d, λ / n).
    const std::vector<Emulation> uneven{{.rate = 2.0}, {.rate = 20.0}};
    QVERIFY(isNear(predictByQueueing(uneven, 20.0, newest(4, Schedule::RoundRobin)).sigma, 12.0, 1e-9));
    QVERIFY(isNear(predictByQueueing(uneven, 20.0, newest(4, Schedule::Proportional)).sigma, 20.0, 1e-9));
}

void TestCapacityPlan::quantilesInvertTheirLaws()
{
    QVERIFY(isNear(serviceQuantile({.rate = 4.0, .jitter = 0.2}, 0.75), 0.25 * 1.1, 1e-12));
    QVERIFY(isNear(
        serviceQuantile({.rate = 2.0, .law = Emulation::Law::Exponential}, 0.5), 0.5 * std::log(2.0), 1e-12));
    const Emulation normal{.rate = 1.0, .jitter = 0.1, .law = Emulation::Law::Normal};
    QVERIFY(isNear(serviceQuantile(normal, 0.5), 1.0, 1e-9));
    QVERIFY(isNear(serviceQuantile(normal, 0.841344746), 1.1, 1e-6)); // one standard deviation
}

void TestCapacityPlan::theFormulaIsCloseToTheEmulatorUnderLoad_data()
{
    QTest::addColumn<int>("devices");
    QTest::addColumn<double>("load"); // λ / M
    for (const int devices : {1, 2, 6})
        for (const double load : {0.5, 0.8, 1.0, 1.3, 2.0})
            QTest::addRow("%d devices, load %.1f", devices, load) << devices << load;
}

void TestCapacityPlan::theFormulaIsCloseToTheEmulatorUnderLoad()
{
    QFETCH(int, devices);
    QFETCH(double, load);
    const auto count = static_cast<std::size_t>(devices);
    for (const Emulation::Law law : {Emulation::Law::Normal, Emulation::Law::Exponential}) {
        const CapacityQuestion question{.devices = {{.rate = 10.0, .jitter = 0.3, .law = law}},
            .most = count,
            .rate = 10.0 * load * devices,
            .dispatch = newest(4),
            .frames = 20000};
        const CapacityPlan::Row row = planned(question).rows.back();
        const double difference = row.queueing.sigma / row.emulated.sigma - 1.0;
        QVERIFY2(std::fabs(difference) < 0.06, qPrintable(QString::number(difference)));
        const double latency = row.queueing.latency99 / row.emulated.latency99 - 1.0;
        QVERIFY2(std::fabs(latency) < 0.35, qPrintable(QString::number(latency)));
    }
}

void TestCapacityPlan::moreDevicesNeverDropMore()
{
    for (std::size_t schedule = 0; schedule < std::size(kSchedules); ++schedule) {
        const CapacityPlan plan = planned({.devices = {{.rate = 7.0, .jitter = 0.2}},
            .most = 8,
            .rate = 30.0,
            .dispatch = {.schedule = static_cast<Schedule>(schedule), .drop = DropPolicy::Oldest},
            .frames = 2000});
        for (std::size_t row = 1; row < plan.rows.size(); ++row) {
            QVERIFY(plan.rows[row].queueing.droppedShare <= plan.rows[row - 1].queueing.droppedShare + 1e-9);
            QVERIFY(plan.rows[row].emulated.droppedShare <= plan.rows[row - 1].emulated.droppedShare + 1e-2);
        }
    }
}

void TestCapacityPlan::thirtyFramesASecondTakeThreeDevicesOfTwelve()
{
    const CapacityPlan plan = planned({.devices = {{.rate = 12.0, .jitter = 0.1}}, .rate = 30.0, .latency99 = 0.2});
    QCOMPARE(plan.byQueueing, std::optional<std::size_t>(3));
    QCOMPARE(plan.byEmulation, std::optional<std::size_t>(3));
    const CapacityPlan hopeless = planned({.devices = {{.rate = 2.0}}, .most = 4, .rate = 30.0, .latency99 = 0.2});
    QVERIFY(!hopeless.byQueueing && !hopeless.byEmulation);
}

void TestCapacityPlan::theSameQuestionGivesTheSamePlan()
{
    const CapacityQuestion question{.devices = {{.rate = 12.0, .law = Emulation::Law::Exponential}}, .seed = 9};
    const CapacityPlan first = planned(question);
    const CapacityPlan second = planned(question);
    for (std::size_t row = 0; row < first.rows.size(); ++row) {
        QCOMPARE(first.rows[row].emulated.sigma, second.rows[row].emulated.sigma);
        QCOMPARE(first.rows[row].emulated.latency999, second.rows[row].emulated.latency999);
    }
}

void TestCapacityPlan::measuredTimesBecomeADeviceLikeThem()
{
    const Emulation steady = emulationOf({0.1, 0.1, 0.1});
    QVERIFY(isNear(steady.rate, 10.0, 1e-9) && isNear(steady.jitter, 0.0, 1e-9));
    const Emulation uneven = emulationOf({0.08, 0.12}); // mean 0.1, standard deviation 0.02
    QVERIFY(isNear(uneven.jitter, 0.2, 1e-9) && uneven.law == Emulation::Law::Normal);
    QVERIFY(emulationOf({0.01, 0.5}).law == Emulation::Law::Exponential);
}

void TestCapacityPlan::questionsWithoutAnAnswerAreRefused()
{
    Progress progress;
    QVERIFY(planCapacity({}, progress, {}).error().code == ErrorCode::Usage);
    CapacityQuestion waiting{.devices = {{.rate = 1.0}}};
    waiting.dispatch.drop = DropPolicy::None;
    QVERIFY(planCapacity(waiting, progress, {}).error().code == ErrorCode::Usage);
    CancelSource cancel;
    cancel.cancel();
    QVERIFY(planCapacity({.devices = {{.rate = 1.0}}}, progress, cancel.token()).error().isCancelled());
}

QTEST_APPLESS_MAIN(TestCapacityPlan)
#include "capacity_plan_test.moc"
