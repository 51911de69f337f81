// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"
#include "ui/pages/edge/edge_page.h"
#include "ui/pages/edge/figures_panel.h"
#include "ui/pages/edge/live_panel.h"
#include "ui/pages/edge/steer_bar.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using State = EdgeSession::State;

/// Runs on emulated devices, which need no detector.
class EdgePageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void sixSlowDevicesKeepUpWithWhatOneDrops();
    void figuresComeInWhileItRuns();
    void aRunIsPausedSteppedAndStopped();
    void aDeviceIsUnpluggedAndPluggedInWhileTheRunGoesOn();
    void devicesRateAndSchedulerAreChangedWhileTheRunGoesOn();
    void runsWaitForEachOther();
    void aRunThatCannotStartSaysWhy();
    void framesAndTruthAreDrawn();
    void otherRunsStandBesideTheFrame();
    void closingTheWindowEndsTheRun();
    void theViewComesBack();

private:
    EdgePage& page() { return *static_cast<EdgePage*>(m_kit->window->currentPage()); }
    EdgeSessions& sessions() { return page().sessions(); }
    const EdgeSession& newest() { return *sessions().all().back(); }
    QString figure(const QString& name);
    void runToItsEnd(const EdgeSetup& setup);
    std::unique_ptr<test::WindowKit> m_kit;
};

namespace {

/// EVA's published case: 14 frames/s come in, one device does 2.5.
EdgeSetup publishedCase(const QString& devices)
{
    return {.source = u"synthetic"_s,
        .model = u"null"_s,
        .devices = {devices},
        .pace = EdgeSetup::Pace::Given,
        .rate = 14.0,
        .clock = EdgeSetup::Clock::Simulated,
        .maxFrames = 5000};
}

/// On the real clock, for ever so long.
EdgeSetup liveCase()
{
    EdgeSetup setup = publishedCase(u"2*emulated:100"_s);
    setup.clock = EdgeSetup::Clock::Real;
    setup.rate = 100.0;
    setup.maxFrames = 100000;
    return setup;
}

} // namespace

void EdgePageTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1440, 900});
    m_kit->window->showPage(u"edge"_s);
    m_kit->settle();
}

void EdgePageTest::cleanup()
{
    m_kit.reset();
}

QString EdgePageTest::figure(const QString& name)
{
    const FigureTable& table = page().figures().figures();
    for (int row = 0; row < table.rowCount(); ++row)
        if (table.index(row, 0).data().toString() == name)
            return table.index(row, 1).data().toString();
    return {};
}

void EdgePageTest::runToItsEnd(const EdgeSetup& setup)
{
    const int number = sessions().start(setup);
    QTRY_VERIFY(sessions().find(number)->isOver());
}

// One of μ = 2.5 drops 82.1 % of λ = 14, six keep σ = 14 with fixed service times.
void EdgePageTest::sixSlowDevicesKeepUpWithWhatOneDrops()
{
    QAbstractItemModelTester figures(
        &page().figures().figures(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester devices(
        &page().figures().devices(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    runToItsEnd(publishedCase(u"emulated:2.5"_s));
    QCOMPARE(newest().state, State::Finished);
    const double dropped = newest().sums().droppedShare;
    QVERIFY2(std::abs(dropped - 0.821) < 0.005, qPrintable(QString::number(dropped)));
    runToItsEnd(publishedCase(u"6*emulated:2.5"_s));
    const RunSums sums = newest().sums();
    QVERIFY(sums.droppedShare < 0.01);
    QVERIFY(std::abs(sums.mu - 15.0) < 1e-6);
    QVERIFY(std::abs(sums.speedUp - 14.0 / 2.5) < 0.05);
    QCOMPARE(page().figures().devices().rowCount(), 6);
    QCOMPARE(figure(u"Frames"_s), u"5,000"_s);
    QVERIFY(figure(u"σ, processed"_s).startsWith(u"14.0"_s) || figure(u"σ, processed"_s).startsWith(u"13.9"_s));
    const auto& outcomes = newest().outcomes;
    QCOMPARE(outcomes.size(), std::size_t{5000});
    QCOMPARE(newest().at(4999)->number, detect::FrameNumber{4999});
    QVERIFY(!newest().at(5000));
}

void EdgePageTest::figuresComeInWhileItRuns()
{
    sessions().start(liveCase());
    QTRY_VERIFY(newest().end.figures.counts.processed > 20);
    QVERIFY(!newest().isOver());
    QVERIFY(!figure(u"Latency p99"_s).isEmpty());
    QVERIFY(!m_kit->bench->async.jobs().isEmpty()); // the status bar tells of it, and closing asks
    page().live().stop().trigger();
    QTRY_COMPARE(newest().state, State::Stopped);
    QVERIFY(m_kit->bench->async.jobs().isEmpty());
    QVERIFY(newest().end.figures.counts.processed > 20); // figures so far stay
}

void EdgePageTest::aRunIsPausedSteppedAndStopped()
{
    sessions().start(liveCase());
    QTRY_VERIFY(newest().outcomes.size() > 5);
    QVERIFY(!page().live().step().isEnabled());
    page().live().pause().trigger();
    QCOMPARE(newest().state, State::Paused);
    QVERIFY(page().live().step().isEnabled());
    std::size_t before = 0;
    const auto standsStill = [&] { // figures may come late
        before = newest().outcomes.size();
        QTest::qWait(700);
        return before == newest().outcomes.size();
    };
    QVERIFY(QTest::qWaitFor(standsStill, 30000));
    page().live().step().trigger();
    QTRY_COMPARE(newest().outcomes.size(), before + 1);
    page().live().pause().trigger();
    QTRY_VERIFY(newest().outcomes.size() > before + 5);
    page().live().stop().trigger();
    QTRY_COMPARE(newest().state, State::Stopped);
    QVERIFY(!page().live().stop().isEnabled());
}

void EdgePageTest::aDeviceIsUnpluggedAndPluggedInWhileTheRunGoesOn()
{
    const SteerBar& bar = page().figures().steer();
    QVERIFY(!bar.isVisible());
    sessions().start(liveCase());
    QTRY_VERIFY(bar.isVisible());
    QTRY_COMPARE(page().figures().devices().rowCount(), 2);
    page().figures().deviceView().selectRow(1);
    const auto goesOn = [this, seen = newest().end.figures.counts.processed] {
        return newest().end.figures.counts.processed > seen + 20;
    };
    page().figures().steer().unplug().click();
    QTRY_COMPARE(newest().events.size(), std::size_t{1});
    QTRY_VERIFY(page().figures().devices().index(1, 0).data().toString().contains(u"(unplugged)"_s));
    QTRY_VERIFY(goesOn());
    const std::uint64_t before = newest().end.figures.devices[1].processed;
    page().figures().steer().unplug().click(); // which reads “Plug in” now
    QTRY_COMPARE(newest().events.size(), std::size_t{2});
    QTRY_VERIFY(newest().end.figures.devices[1].processed > before + 5);
    sessions().stop();
    QTRY_VERIFY(newest().isOver());
    QVERIFY(!bar.isVisible());
    const detect::FrameCounts& counts = newest().end.figures.counts;
    QCOMPARE(counts.processed + counts.droppedInAll(), counts.read);
}

void EdgePageTest::devicesRateAndSchedulerAreChangedWhileTheRunGoesOn()
{
    SteerBar& bar = page().figures().steer();
    sessions().start(liveCase());
    QTRY_VERIFY(bar.isVisible());
    QCOMPARE(bar.rate().value(), 100.0);
    bar.rate().setValue(50.0);
    bar.schedule().setCurrentIndex(static_cast<int>(detect::Schedule::RoundRobin));
    Q_EMIT bar.schedule().activated(bar.schedule().currentIndex());
    QTRY_COMPARE(newest().events.size(), std::size_t{2});
    QCOMPARE(newest().rateNow(), 50.0);
    QCOMPARE(newest().scheduleNow(), detect::Schedule::RoundRobin);
    QCOMPARE(bar.rate().value(), 50.0);
    sessions().addDevice(u"emulated:100=null"_s);
    QTRY_COMPARE(page().figures().devices().rowCount(), 3);
    QTRY_VERIFY(newest().end.figures.devices[2].processed > 5);
    page().figures().deviceView().selectRow(0);
    bar.remove().click();
    QTRY_COMPARE(newest().events.size(), std::size_t{4});
    sessions().stop();
    QTRY_VERIFY(newest().isOver());
    QVERIFY(newest().end.figures.devices[2].name.starts_with("emulated:100"));
    const QString command = detectCommand(newest()); // which does the same again
    for (const QString& change : {u":rate=50"_s, u":schedule=rr"_s, u":add=emulated:100=null"_s, u":remove=0"_s})
        QVERIFY2(
            command.contains(QRegularExpression(u" --at '?[0-9.]+%1'?( |$)"_s.arg(change))), qPrintable(command));
}

void EdgePageTest::runsWaitForEachOther()
{
    const int first = sessions().start(liveCase());
    const int second = sessions().start(publishedCase(u"emulated:2.5"_s));
    QTRY_COMPARE(sessions().find(first)->state, State::Running);
    QCOMPARE(sessions().find(second)->state, State::Queued);
    QCOMPARE(sessions().active(), sessions().find(first));
    sessions().forget(first); // not while it runs
    QVERIFY(sessions().find(first));
    sessions().stop();
    QTRY_VERIFY(!sessions().active());
    QCOMPARE(sessions().find(second)->state, State::Stopped);
    sessions().forget(first);
    QVERIFY(!sessions().find(first));
}

void EdgePageTest::aRunThatCannotStartSaysWhy()
{
    QFile file(m_kit->path(u"not-a-video.avi"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("nothing of the kind");
    file.close();
    EdgeSetup setup = liveCase();
    setup.source = file.fileName();
    runToItsEnd(setup);
    QCOMPARE(newest().state, State::Failed);
    QVERIFY(!page().live().status().isEmpty());
    QVERIFY(m_kit->bench->async.jobs().isEmpty());
    EdgeSetup unreadable = liveCase();
    unreadable.devices = {u"stick"_s};
    runToItsEnd(unreadable);
    QCOMPARE(newest().state, State::Failed);
}

void EdgePageTest::framesAndTruthAreDrawn()
{
    QFile truth(m_kit->path(u"truth.txt"_s));
    QVERIFY(truth.open(QIODevice::WriteOnly));
    truth.write("3,-1,11,21,5,6,1,1,1\n");
    truth.close();
    EdgeSetup setup = liveCase();
    setup.source = u"synthetic:64x48"_s;
    setup.truth = truth.fileName();
    setup.maxFrames = 3;
    setup.rate = 20.0;
    runToItsEnd(setup);
    QTRY_VERIFY(newest().truth);
    const auto& panes = page().live().panes();
    page().live().views().setValue(1);
    page().live().views().setValue(2);
    QCOMPARE(panes[0]->view().image().size(), QSize(64, 48));
    QCOMPARE(panes[0]->view().boxes().size(), std::size_t{1});
    QCOMPARE(panes[0]->view().boxes()[0].place, QRectF(10, 20, 5, 6)); // pixels count from 0
    QVERIFY(panes[1]->caption().contains(u"frame 3"_s));
    QVERIFY(!panes[1]->view().grab().isNull());
}

void EdgePageTest::otherRunsStandBesideTheFrame()
{
    EdgeSetup setup = liveCase();
    setup.maxFrames = 10;
    runToItsEnd(setup);
    runToItsEnd(setup);
    FramePane& pane = *page().live().panes()[0];
    pane.setContent(1);
    QCOMPARE(pane.content(), 1);
    Q_EMIT pane.contentChanged();
    QVERIFY2(pane.caption().contains(u"frame 10"_s), qPrintable(pane.caption()));
    pane.setContent(FramePane::Reference);
    Q_EMIT pane.contentChanged();
    QVERIFY(pane.caption().contains(u"not made yet"_s));
    sessions().startReference(setup);
    QTRY_VERIFY(!sessions().active());
    QCOMPARE(newest().devices(), std::size_t{1});
    QVERIFY(newest().isReference);
    QCOMPARE(sessions().referenceFor(setup), &newest());
    setup.maxFrames = 20; // of which it says nothing
    QVERIFY(!sessions().referenceFor(setup));
}

void EdgePageTest::closingTheWindowEndsTheRun()
{
    sessions().start(liveCase());
    QTRY_VERIFY(newest().outcomes.size() > 5);
    m_kit.reset(); // joins
}

void EdgePageTest::theViewComesBack()
{
    page().draft().edit(liveCase());
    page().live().views().setValue(3);
    const QJsonObject state = page().viewState();
    page().draft().edit({});
    page().live().views().setValue(1);
    page().restoreViewState(state);
    QCOMPARE(page().draft().setup(), liveCase());
    QCOMPARE(page().live().views().value(), 3);
}

QTEST_MAIN(EdgePageTest)
#include "page_test.moc"
