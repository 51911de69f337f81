// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"
#include "ui/shell/demo_starter.h"
#include "ui/widgets/training_view.h"

#include <QDockWidget>
#include <QElapsedTimer>
#include <QPushButton>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;

class TestTraining : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void theEngineIsNotAskedBeforeTheFirstPaint();
    void theDemoSubmitsItsRunsOnce();
    void theDockThatWasClosedStaysClosed();
    void theRunsOfAStudyDoNotOpenTheDock();
    void eventsReachTheRunsInOrder();
    void finishedRunsJoinThePool();
    void cancellingReachesTheEngine();
    void aDeadEngineIsToldAtOnceAndCanBeRestarted();
    void closingTheProjectLetsTheRunsGoOn();

private:
    void startDemo();
    RunList& runs() { return m_kit->bench->engine.runs(); }

    std::unique_ptr<test::WindowKit> m_kit;
};

void TestTraining::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
}

void TestTraining::cleanup()
{
    m_kit.reset();
}

/// Past the look for the dataset, which this machine may not have.
void TestTraining::startDemo()
{
    m_kit->window->demo().openDemo();
    QTRY_VERIFY(m_kit->bench->workspace.isOpen());
    m_kit->bench->engine.follow();
    QTRY_COMPARE(runs().rowCount(), 2);
    QTRY_COMPARE(m_kit->bench->engine.state(), EngineLink::State::Connected);
}

void TestTraining::theEngineIsNotAskedBeforeTheFirstPaint()
{
    m_kit->window->demo().openDemo();
    QTRY_VERIFY(m_kit->bench->workspace.isOpen());
    m_kit->settle();
    QCOMPARE(m_kit->engine.connections.load(), 0);
}

void TestTraining::theDemoSubmitsItsRunsOnce()
{
    startDemo();
    m_kit->window->demo().allowEngine();
    m_kit->settle();
    QCOMPARE(runs().rowCount(), 2);
    QVERIFY(m_kit->window->trainingDock()->isVisible());
}

void TestTraining::theDockThatWasClosedStaysClosed()
{
    startDemo();
    QDockWidget& dock = *m_kit->window->trainingDock();
    dock.close();
    m_kit->engine.setState(runs().runs()[0].info.id, engine::RunState::Interrupted);
    m_kit->engine.die();
    QTRY_COMPARE(m_kit->bench->engine.state(), EngineLink::State::Lost);
    m_kit->bench->engine.follow();
    QTRY_COMPARE(runs().rowCount(), 3); // the interrupted one again
    QVERIFY(runs().hasActive());
    QVERIFY(!dock.isVisible());
    dock.toggleViewAction()->trigger();
    QVERIFY(dock.isVisible());
}

void TestTraining::theRunsOfAStudyDoNotOpenTheDock()
{
    m_kit->openProject(m_kit->makeProject());
    m_kit->bench->engine.follow();
    QTRY_COMPARE(m_kit->bench->engine.state(), EngineLink::State::Connected);
    const auto submitted = test::FakeClient(m_kit->engine).submit({}, {train::TrainConfig{.name = "rung"}}, "rank");
    QVERIFY(submitted.ok());
    m_kit->engine.setState(submitted->front(), engine::RunState::Running);
    QTRY_COMPARE(runs().rowCount(), 1);
    m_kit->settle();
    QVERIFY(runs().hasActive());
    QVERIFY(!m_kit->window->trainingDock()->isVisible());
}

void TestTraining::eventsReachTheRunsInOrder()
{
    startDemo();
    const RunId first = runs().runs()[0].info.id;
    m_kit->engine.setState(first, engine::RunState::Running);
    for (std::uint64_t step = 1; step <= 1000; ++step)
        m_kit->engine.emitEvent({.number = ++m_kit->engine.number,
            .kind = engine::Event::Kind::Scalar,
            .run = first,
            .text = "train/loss",
            .step = step,
            .value = 1.0 / static_cast<double>(step)});
    QTRY_VERIFY(runs().runs()[0].curves.contains("train/loss"));
    QTRY_COMPARE(runs().runs()[0].curves.at("train/loss").steps.size(), 1000U);
    QCOMPARE(runs().runs()[0].info.state, engine::RunState::Running);
}

void TestTraining::finishedRunsJoinThePool()
{
    startDemo();
    m_kit->engine.setState(runs().runs()[0].info.id, engine::RunState::Finished);
    QTRY_COMPARE(runs().runs()[0].info.state, engine::RunState::Finished);
    m_kit->settle();
    QVERIFY(m_kit->bench->workspace.isOpen());
}

void TestTraining::cancellingReachesTheEngine()
{
    startDemo();
    auto* view = m_kit->window->findChild<TrainingView*>();
    for (auto* button : view->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Cancel all"))
            QTest::mouseClick(button, Qt::LeftButton);
    m_kit->settle();
    QCOMPARE(m_kit->engine.cancelled.size(), 2U);
}

void TestTraining::aDeadEngineIsToldAtOnceAndCanBeRestarted()
{
    startDemo();
    m_kit->engine.setState(runs().runs()[0].info.id, engine::RunState::Running);
    QElapsedTimer since;
    since.start();
    m_kit->engine.setState(
        runs().runs()[0].info.id, engine::RunState::Interrupted); // as the next engine will find it
    m_kit->engine.die();
    QTRY_VERIFY(m_kit->window->banners().contains(QStringLiteral("engine")));
    QVERIFY(since.elapsed() < 5000);
    QCOMPARE(runs().runs()[0].info.state, engine::RunState::Interrupted);
    const int before = m_kit->engine.connections;
    for (auto* button : m_kit->window->banners().findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Restart the engine"))
            QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(m_kit->bench->engine.state(), EngineLink::State::Connected);
    QCOMPARE(m_kit->engine.connections.load(), before + 1);
    QTRY_COMPARE(runs().rowCount(), 3); // the interrupted one again; the other is still queued there
    QVERIFY(!m_kit->window->banners().contains(QStringLiteral("engine")));
}

void TestTraining::closingTheProjectLetsTheRunsGoOn()
{
    startDemo();
    m_kit->bench->workspace.close();
    m_kit->settle();
    QCOMPARE(m_kit->bench->engine.state(), EngineLink::State::Idle);
    QVERIFY(m_kit->engine.cancelled.empty());
    QCOMPARE(runs().rowCount(), 0);
}

QTEST_MAIN(TestTraining)
#include "test_training.moc"
