// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curves.h"
#include "plots/lanes.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/edge/compare_figure.h"
#include "ui/pages/edge/compare_panel.h"
#include "ui/pages/edge/edge_page.h"
#include "ui/pages/edge/figures_panel.h"
#include "ui/pages/edge/gantt_figure.h"
#include "ui/pages/edge/gantt_panel.h"
#include "ui/pages/edge/live_panel.h"
#include "ui/pages/edge/sweeps.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QTableView>
#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

/// Runs side by side and over time, on the simulated clock.
class EdgeCompareTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void sweepsChangeOneThing();
    void aSweepOverDevicesRisesUntilItMeetsTheIdeal();
    void roundRobinLosesWhereDevicesDiffer();
    void everyRateHasAnIdealOfItsOwn();
    void aChosenRunIsToldOfEverywhere();
    void runsAreRemovedAndUsedAgain();
    void everyFrameHasItsPlaceInTheGantt();
    void aLongRunSaysWhatIsNotShown();

private:
    EdgePage& page() { return *static_cast<EdgePage*>(m_kit->window->currentPage()); }
    EdgeSessions& sessions() { return page().sessions(); }
    void set(const EdgeSetup& setup);
    void sweep(QAction& action);
    std::unique_ptr<test::WindowKit> m_kit;
};

namespace {

EdgeSetup simulated(const QStringList& devices, double rate)
{
    return {.source = u"synthetic"_s,
        .model = u"null"_s,
        .devices = devices,
        .pace = EdgeSetup::Pace::Given,
        .rate = rate,
        .clock = EdgeSetup::Clock::Simulated,
        .maxFrames = 2000};
}

const plots::CurveSeries* seriesNamed(const plots::CurvesData& data, const QString& start)
{
    for (const plots::CurveSeries& series : data.series)
        if (series.name.startsWith(start))
            return &series;
    return nullptr;
}

} // namespace

void EdgeCompareTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1440, 900});
    m_kit->window->showPage(u"edge"_s);
    m_kit->settle();
}

void EdgeCompareTest::cleanup()
{
    m_kit.reset();
}

void EdgeCompareTest::set(const EdgeSetup& setup)
{
    page().draft().edit(setup);
    QTRY_VERIFY(page().draft().isReady());
}

void EdgeCompareTest::sweep(QAction& action)
{
    QVERIFY(action.isEnabled());
    action.trigger();
    QTRY_VERIFY(!sessions().active());
}

void EdgeCompareTest::sweepsChangeOneThing()
{
    const EdgeSetup setup = simulated({u"2*emulated:2.5"_s, u"cpu=hog"_s}, 8.0);
    const auto devices = deviceSweep(setup);
    QCOMPARE(devices.size(), std::size_t{3});
    QCOMPARE(devices[1].devices, (QStringList{u"emulated:2.5"_s, u"emulated:2.5"_s}));
    QCOMPARE(devices[2].devices.back(), u"cpu=hog"_s);
    QCOMPARE(scheduleSweep(setup).size(), std::size(detect::kSchedules));
    const auto rates = rateSweep(setup);
    QCOMPARE(rates.front().rate, 2.0);
    QCOMPARE(rates.back().rate, 16.0);
    QVERIFY(deviceSweep(simulated({u"stick"_s}, 8.0)).empty());
    EdgeSetup native = setup;
    native.pace = EdgeSetup::Pace::Native; // whose rate is not the set-up's
    QVERIFY(rateSweep(native).empty());
}

// σ = min(λ, n μ): 2.5, 5, … 12.5, then 14.
void EdgeCompareTest::aSweepOverDevicesRisesUntilItMeetsTheIdeal()
{
    QAbstractItemModelTester tester(
        &page().compare().table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    set(simulated({u"6*emulated:2.5"_s}, 14.0));
    sweep(page().compare().sweepDevices());
    QCOMPARE(page().compare().table().rowCount(), 6);
    const auto data = comparisonOf(sessions().list(), CompareBy::Devices, CompareFigure::Sigma);
    const auto* sigma = seriesNamed(data, u"First come"_s);
    QVERIFY(sigma);
    QCOMPARE(sigma->points.size(), std::size_t{6});
    for (const plots::CurvePoint& point : sigma->points)
        QVERIFY2(std::abs(point.y - std::min(14.0, 2.5 * point.x)) < 0.1, qPrintable(QString::number(point.y)));
    QVERIFY(seriesNamed(data, u"Ideal"_s));
    const auto dropped = comparisonOf(sessions().list(), CompareBy::Devices, CompareFigure::Dropped);
    QVERIFY(!seriesNamed(dropped, u"Ideal"_s));
    QCOMPARE(page().compare().curves().seriesCount(), std::size_t{2});
    page().compare().figure().setCurrentIndex(static_cast<int>(CompareFigure::Dropped));
    QCOMPARE(page().compare().curves().seriesCount(), std::size_t{1});
    QCOMPARE(page().compare().shownTable().rows.size(), std::size_t{6});
}

// With dropping round robin does Σ min(μ_d, λ/n) = 5 + 2.5, first come first served min(λ, Σ μ) = 10.
void EdgeCompareTest::roundRobinLosesWhereDevicesDiffer()
{
    set(simulated({u"emulated:10"_s, u"emulated:2.5"_s}, 10.0));
    sweep(page().compare().sweepSchedules());
    const auto data = comparisonOf(sessions().list(), CompareBy::Rate, CompareFigure::Sigma);
    QVERIFY(std::abs(seriesNamed(data, u"Round robin"_s)->points.front().y - 7.5) < 0.1);
    QVERIFY(std::abs(seriesNamed(data, u"First come"_s)->points.front().y - 10.0) < 0.1);
}

void EdgeCompareTest::everyRateHasAnIdealOfItsOwn()
{
    for (const double rate : {14.0, 4.0}) {
        set(simulated({u"3*emulated:2.5"_s}, rate));
        sweep(page().compare().sweepDevices());
    }
    const auto data = comparisonOf(sessions().list(), CompareBy::Devices, CompareFigure::Sigma);
    QCOMPARE(data.legendTitle, u"λ"_s);
    QCOMPARE(data.series.size(), std::size_t{4});
    QCOMPARE(seriesNamed(data, u"λ = 14"_s)->points.size(), std::size_t{3});
    const auto* slow = seriesNamed(data, u"Ideal: min(λ, Σ μ_d), λ = 4"_s);
    QVERIFY(slow);
    QCOMPARE(slow->points.size(), std::size_t{3});
    QVERIFY(std::abs(slow->points.back().y - 4.0) < 0.1);
}

void EdgeCompareTest::aChosenRunIsToldOfEverywhere()
{
    set(simulated({u"2*emulated:2.5"_s}, 14.0));
    sweep(page().compare().sweepDevices());
    QCOMPARE(sessions().told()->number, 2);
    QCOMPARE(page().figures().devices().rowCount(), 2);
    page().compare().view().selectRow(0);
    QCOMPARE(sessions().told()->number, 1);
    QCOMPARE(page().figures().devices().rowCount(), 1);
    QVERIFY(page().gantt().lanes().title().startsWith(u"#1"_s));
    sessions().start(simulated({u"3*emulated:2.5"_s}, 14.0));
    QCOMPARE(sessions().told()->number, 3); // a new run is looked at
}

void EdgeCompareTest::runsAreRemovedAndUsedAgain()
{
    set(simulated({u"2*emulated:2.5"_s}, 14.0));
    sweep(page().compare().sweepDevices());
    page().compare().view().selectRow(0);
    page().compare().remove().trigger();
    QCOMPARE(page().compare().table().rowCount(), 1);
    QCOMPARE(sessions().all().front()->number, 2);
    page().compare().view().sortByColumn(SessionTable::SigmaColumn, Qt::DescendingOrder);
    QCOMPARE(page().compare().view().model()->rowCount(), 1);
}

void EdgeCompareTest::everyFrameHasItsPlaceInTheGantt()
{
    set(simulated({u"2*emulated:2.5"_s}, 14.0));
    page().live().start().trigger();
    QTRY_VERIFY(!sessions().active());
    const EdgeSession& session = *sessions().told();
    const plots::LanesData gantt = ganttOf(session, 10000);
    QCOMPARE(gantt.lanes.size(), std::size_t{5}); // two devices, dropped, waiting, latency
    QCOMPARE(gantt.lanes[0].states.size() + gantt.lanes[1].states.size() + gantt.lanes[2].states.size(),
        static_cast<std::size_t>(session.end.figures.counts.read));
    const plots::LaneState& first = gantt.lanes[0].states.front();
    QCOMPARE(first.name, u"1"_s);
    QVERIFY(std::abs(first.to - first.from - 0.4) < 1e-9);
    QVERIFY(!gantt.lanes[3].series.empty() && !gantt.lanes[4].series.empty());
    QVERIFY(gantt.note.contains(u"emulated"_s));
}

void EdgeCompareTest::aLongRunSaysWhatIsNotShown()
{
    set(simulated({u"emulated:20"_s}, 14.0));
    page().live().start().trigger();
    QTRY_VERIFY(!sessions().active());
    const plots::LanesData gantt = ganttOf(*sessions().told(), 100);
    QVERIFY2(gantt.note.contains(u"the newest 100 of 2,000"_s), qPrintable(gantt.note));
    QCOMPARE(gantt.lanes[0].states.size(), std::size_t{100});
    QVERIFY(!gantt.lanes[1].missing.isEmpty()); // nothing was dropped
}

QTEST_MAIN(EdgeCompareTest)
#include "compare_test.moc"
