// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/runs.h"
#include "tests/ui/window_kit.h"
#include "ui/learn/learn_menu.h"
#include "ui/learn/lesson_facts.h"
#include "ui/learn/lesson_panel.h"
#include "ui/learn/spotlight.h"
#include "ui/pages/ensembles/ensembles_page.h"

#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using State = LessonPlayer::State;

/// Lessons on a real window with a small pool.
class LessonsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void everyStepOfEveryLessonReachesItsPlace_data();
    void everyStepOfEveryLessonReachesItsPlace();
    void theMenuStartsALesson();
    void keysWalkThroughALesson();
    void aStepSetsThePageAndSelectsItsTeam();
    void theAnswerIsShownWhenAskedFor();
    void aPersonMayDoAnythingBetweenSteps();
    void theEndGivesBackWhatWasBefore();
    void closingTheWindowGivesItBackToo();
    void withoutAPoolTheDemoIsOfferedAndTheLessonGoesOn();
    void anotherSplitIsToldWithItsOwnFigures();
    void aHiddenTargetHasNoOutline();
    void aLessonOnRunsHasThemTrained();

private:
    LessonPlayer& player() { return m_kit->window->learn().player(); }
    LessonPanel& panel() { return m_kit->window->learn().panel(); }
    EnsemblesPage& ensembles()
    {
        return *static_cast<EnsemblesPage*>(m_kit->window->pages().value(u"ensembles"_s));
    }
    void start();
    void writeRunsOf(const Lesson& lesson);

    std::unique_ptr<test::WindowKit> m_kit;
};

void LessonsTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->resize(1400, 900);
    m_kit->openProject(m_kit->makeProject());
    m_kit->window->showPage(u"data"_s);
    m_kit->settle();
}

void LessonsTest::cleanup()
{
    m_kit.reset();
}

/// As if they had been trained.
void LessonsTest::writeRunsOf(const Lesson& lesson)
{
    const LessonWork work = lessonWork(lesson.facts);
    if (!work.runs)
        return;
    const auto store
        = store::RunStore::open(m_kit->bench->workspace.path().toStdString(), store::RunStore::Role::Writer);
    QVERIFY(store.ok());
    double number = 0.0;
    for (const train::TrainConfig& config : work.runs()) {
        const auto run = (*store)->createRun({.batch = work.batch,
            .name = config.name,
            .configJson = train::toJson(config),
            .state = "queued",
            .createdAt = 1000.0});
        ++number;
        std::vector<store::EventRow> none;
        const std::vector<store::ScalarRow> scalars{{"train/loss", 10, 1001.0, 1.0 / number},
            {"train/loss", 20, 1002.0, 0.5 / number},
            {"time/forward_ms", 20, 1002.0, number},
            {"time/backward_ms", 20, 1002.0, number},
            {"time/step_ms", 20, 1002.0, number},
            {"run/samples_per_second", 20, 1002.0, 1000.0 * number},
            {"test/accuracy", 20, 1002.0, 0.9 - 0.01 * number}};
        data::Trace trace;
        trace.lanes = {{"process/cpu", "cores", ""}};
        for (int i = 0; i < 20; ++i)
            trace.add(1000.0 + 0.1 * i, std::vector{float(number)});
        QVERIFY((*store)->append(*run, scalars, none, trace).ok());
        QVERIFY((*store)->setState(*run, "finished", {}).ok());
    }
}

void LessonsTest::start()
{
    player().start(lessons().front());
    m_kit->settle();
    QCOMPARE(player().state(), State::Shown);
}

void LessonsTest::everyStepOfEveryLessonReachesItsPlace_data()
{
    QTest::addColumn<int>("number");
    const auto all = lessons();
    QVERIFY(!all.empty());
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(qPrintable(all[i].id)) << static_cast<int>(i);
}

void LessonsTest::everyStepOfEveryLessonReachesItsPlace()
{
    QFETCH(int, number);
    const Lesson lesson = lessons()[static_cast<std::size_t>(number)];
    writeRunsOf(lesson);
    player().start(lesson);
    m_kit->settle();
    QCOMPARE(player().state(), State::Shown);
    for (int step = 0; step < static_cast<int>(lesson.steps.size()); ++step) {
        player().go(step);
        m_kit->settle();
        const QByteArray place = qPrintable(u"step %1"_s.arg(step + 1));
        QCOMPARE(m_kit->window->currentPage()->objectName(), lesson.steps[static_cast<std::size_t>(step)].page);
        const QWidget* target = player().spotlight().target();
        QVERIFY2(target, place.constData());
        QVERIFY2(target->isVisible(), place.constData());
        QVERIFY2(player().spotlight().isVisible(), place.constData());
        for (const QString& words : {player().text(), player().question(), player().answer()})
            QVERIFY2(!words.contains(u'{'), qPrintable(words));
        QVERIFY2(!player().text().isEmpty(), place.constData());
    }
}

void LessonsTest::theMenuStartsALesson()
{
    QAction* entry = nullptr;
    for (QAction* menu : m_kit->window->menuBar()->actions())
        if (menu->text() == u"&Learn"_s)
            entry = menu->menu()->actions().value(0);
    QVERIFY(entry);
    entry->trigger();
    m_kit->settle();
    QCOMPARE(player().state(), State::Shown);
    QVERIFY(panel().isVisible());
    QVERIFY(panel().title().text().startsWith(u"1 of "_s));
}

void LessonsTest::keysWalkThroughALesson()
{
    start();
    QCOMPARE(m_kit->window->focusWidget(), static_cast<QWidget*>(&panel().nextButton()));
    QVERIFY(!panel().backButton().isEnabled());
    QTest::keyClick(&panel().nextButton(), Qt::Key_Space);
    m_kit->settle();
    QCOMPARE(player().step(), 1);
    QCOMPARE(m_kit->window->focusWidget(), static_cast<QWidget*>(&panel().nextButton()));
    QTest::keyClick(&panel().backButton(), Qt::Key_Space);
    m_kit->settle();
    QCOMPARE(player().step(), 0);
    const int last = static_cast<int>(player().lesson()->steps.size()) - 1;
    player().go(last);
    QVERIFY(panel().nextButton().text().contains(u"Finish"_s));
    QTest::keyClick(&panel().nextButton(), Qt::Key_Space);
    QCOMPARE(player().state(), State::Stopped);
    QVERIFY(!panel().isVisible());
}

void LessonsTest::aStepSetsThePageAndSelectsItsTeam()
{
    start();
    player().go(1);
    m_kit->settle();
    const EnsembleQuery& query = ensembles().presenter().query();
    QCOMPARE(query.metric, ensemble::Metric::QS);
    QVERIFY(!query.asScore);
    QCOMPARE(m_kit->bench->selection.teams().size(), std::size_t{1});
    const ensemble::Members twins = m_kit->bench->selection.teams().front();
    QVERIFY(ensembles().presenter().pair());
    QCOMPARE(ensembles().presenter().pair()->detail.options.first, std::size_t{twins[0]});
    QCOMPARE(ensembles().presenter().pair()->detail.options.second, std::size_t{twins[1]});
    // The text quotes what the matrix holds.
    const auto& matrix = ensembles().presenter().matrix()->matrix;
    const double value = matrix.values[twins[0] * matrix.models + twins[1]];
    QVERIFY2(player().text().contains(QString::number(value, 'f', 3)), qPrintable(player().text()));
}

void LessonsTest::theAnswerIsShownWhenAskedFor()
{
    start();
    QVERIFY(!panel().revealButton().isVisible());
    player().go(1);
    QVERIFY(panel().revealButton().isVisible());
    QVERIFY(!panel().answer().isVisible());
    QTest::mouseClick(&panel().revealButton(), Qt::LeftButton);
    QVERIFY(panel().answer().isVisible());
    QVERIFY(!panel().answer().text().isEmpty());
}

void LessonsTest::aPersonMayDoAnythingBetweenSteps()
{
    start();
    m_kit->window->showPage(u"data"_s);
    m_kit->settle();
    QVERIFY(!player().spotlight().isVisible());
    QCOMPARE(player().state(), State::Shown);
    player().go(1);
    m_kit->settle();
    QCOMPARE(m_kit->window->currentPage()->objectName(), u"ensembles"_s);
    QVERIFY(player().spotlight().isVisible());
}

void LessonsTest::theEndGivesBackWhatWasBefore()
{
    m_kit->window->showPage(u"ensembles"_s);
    EnsembleQuery mine;
    mine.metric = ensemble::Metric::KW;
    mine.clustered = true;
    ensembles().presenter().setQuery(mine);
    m_kit->bench->selection.setModels({2});
    auto* teams = ensembles().findChild<QDockWidget*>(u"teams"_s);
    teams->hide();
    m_kit->window->showPage(u"data"_s);
    m_kit->settle();
    start();
    QVERIFY(teams->isVisible());
    player().go(2);
    m_kit->settle();
    QTest::mouseClick(&panel().closeButton(), Qt::LeftButton);
    m_kit->settle();
    QCOMPARE(m_kit->window->currentPage()->objectName(), u"data"_s);
    QVERIFY(ensembles().presenter().query() == mine);
    QVERIFY(!ensembles().presenter().pair());
    QCOMPARE(m_kit->bench->selection.models(), (Selection::Indices{2}));
    QVERIFY(m_kit->bench->selection.teams().empty());
    QVERIFY(teams->isHidden());
}

void LessonsTest::closingTheWindowGivesItBackToo()
{
    m_kit->window->showPage(u"ensembles"_s);
    const EnsembleQuery before = ensembles().presenter().query();
    start();
    player().go(1);
    m_kit->settle();
    m_kit->window->closeUnasked();
    m_kit->settle();
    m_kit->openWindow();
    m_kit->window->showPage(u"ensembles"_s);
    QVERIFY(ensembles().presenter().query() == before);
}

void LessonsTest::withoutAPoolTheDemoIsOfferedAndTheLessonGoesOn()
{
    const QString file = m_kit->bench->workspace.path();
    m_kit->bench->workspace.close();
    m_kit->settle();
    player().start(lessons().front());
    QCOMPARE(player().state(), State::NeedsPool);
    QVERIFY(panel().trainButton().isVisible());
    QVERIFY(panel().text().text().contains(u"at least 3 models"_s));
    m_kit->openProject(file);
    QCOMPARE(player().state(), State::Shown);
    QVERIFY(!panel().trainButton().isVisible());
}

void LessonsTest::anotherSplitIsToldWithItsOwnFigures()
{
    start();
    QVERIFY(player().text().contains(u"of test"_s));
    m_kit->bench->workspace.selectSplit(u"val"_s);
    m_kit->settle();
    QCOMPARE(player().state(), State::Shown);
    QVERIFY2(player().text().contains(u"of val"_s), qPrintable(player().text()));
}

void LessonsTest::aHiddenTargetHasNoOutline()
{
    start();
    auto* teams = ensembles().findChild<QDockWidget*>(u"teams"_s);
    teams->hide();
    QTRY_VERIFY(!player().spotlight().isVisible());
    teams->show();
    QTRY_VERIFY(player().spotlight().isVisible());
}

void LessonsTest::aLessonOnRunsHasThemTrained()
{
    const auto all = lessons();
    const auto lesson = std::ranges::find(all, u"batch-size"_s, &Lesson::facts);
    QVERIFY(lesson != all.end());
    player().start(*lesson);
    m_kit->settle();
    QCOMPARE(player().state(), State::NeedsRuns);
    QVERIFY2(panel().text().text().contains(u"0 of 4 runs"), qPrintable(panel().text().text()));
    panel().trainButton().click();
    QTRY_COMPARE(m_kit->bench->engine.runs().rowCount(), 4);
    QCOMPARE(m_kit->window->currentPage()->objectName(), u"runs"_s);
    writeRunsOf(*lesson);
    m_kit->engine.setState(RunId{1}, engine::RunState::Finished);
    QTRY_COMPARE(player().state(), State::Shown);
    QVERIFY2(player().text().contains(u"12,800"), qPrintable(player().text()));
}

QTEST_MAIN(LessonsTest)
#include "lessons_test.moc"
