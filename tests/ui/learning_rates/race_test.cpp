// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curves.h"
#include "plots/landscape.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/learning_rates/learning_rates_page.h"
#include "ui/pages/learning_rates/race_panel.h"
#include "ui/pages/learning_rates/race_player.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QImageReader>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

class RaceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void thePublishedThreeRunAsPublished();
    void mapLossesAndTableGoThroughTheStepsTogether();
    void playingReachesTheEndAndStops();
    void whatIsComposedRaces();
    void anotherSurfaceHasItsOwnMap();
    void aTypedFunctionIsDescended();
    void allStepsBecomeAGif();
    void allStepsBecomePictures();
    void theStateComesBack();

private:
    LearningRatesPage& page() { return *static_cast<LearningRatesPage*>(m_kit->window->currentPage()); }
    RacePanel& panel() { return page().race(); }
    std::unique_ptr<test::WindowKit> m_kit;
};

void RaceTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1500, 950});
    m_kit->openProject(m_kit->makeProject());
    m_kit->window->showPage(u"learning-rates"_s);
    m_kit->settle();
}

void RaceTest::cleanup()
{
    m_kit.reset();
}

// The spec: NSTEP and TRIEXP leave the map of ±1.5, FIX stays.
void RaceTest::thePublishedThreeRunAsPublished()
{
    QAbstractItemModelTester tester(&panel().table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto& trails = panel().map().data().trails;
    QCOMPARE(trails.size(), std::size_t{3});
    QCOMPARE(trails[0].name, u"FIX"_s);
    QVERIFY(!trails[0].leftAt);
    QVERIFY(trails[1].leftAt && trails[2].leftAt);
    for (const auto& trail : trails)
        QCOMPARE(trail.points.size(), std::size_t{51});
}

void RaceTest::mapLossesAndTableGoThroughTheStepsTogether()
{
    panel().player().setStep(7);
    QCOMPARE(panel().map().step(), std::size_t{7});
    const QModelIndex loss = panel().table().index(0, RaceTable::LossColumn);
    QCOMPARE(loss.data(RaceTable::ValueRole).toDouble(), panel().race().trails[0][7].loss);
    QTest::keyClick(&panel().map(), Qt::Key_Period);
    QCOMPARE(panel().player().step(), 8);
    QTest::keyClick(&panel().map(), Qt::Key_Comma);
    QCOMPARE(panel().player().step(), 7);
}

void RaceTest::playingReachesTheEndAndStops()
{
    panel().player().setSpeed(200);
    panel().player().setStep(50);
    panel().player().setPlaying(true);
    QVERIFY(panel().player().step() < 50); // from the start again
    QTRY_VERIFY_WITH_TIMEOUT(!panel().player().isPlaying(), 10000);
    QCOMPARE(panel().player().step(), 50);
}

void RaceTest::whatIsComposedRaces()
{
    panel().racers().setCurrentIndex(1);
    QCOMPARE(panel().map().data().trails.size(), std::size_t{1});
    page().composer().setOverlaid({.key = u"k"_s, .name = u"other"_s, .composition = {}}, true);
    QCOMPARE(panel().map().data().trails.size(), std::size_t{2});
    QCOMPARE(panel().losses().seriesCount(), std::size_t{2});
    QCOMPARE(panel().table().rowCount(), 2);
}

void RaceTest::anotherSurfaceHasItsOwnMap()
{
    panel().surface().setCurrentIndex(panel().surface().findData(u"himmelblau"_s));
    QCOMPARE(panel().map().data().limit, 5.0);
    QCOMPARE(panel().map().viewRange().x, (plots::AxisSpan{-5.0, 5.0}));
}

void RaceTest::aTypedFunctionIsDescended()
{
    panel().surface().setCurrentIndex(panel().surface().findData(u"typed"_s));
    QVERIFY(panel().formula().isVisible());
    panel().formula().selectAll();
    QTest::keyClicks(&panel().formula(), u"x^2 + y^2"_s);
    QVERIFY(panel().problem().isHidden());
    QCOMPARE(panel().map().data().limit, 2.0);
    const auto& trail = panel().race().trails[0];
    QVERIFY(trail.back().loss < trail.front().loss);
    QTest::keyClicks(&panel().formula(), u" +"_s);
    QVERIFY(panel().problem().isVisible());
    QCOMPARE(panel().race().surface.formula, std::string("x^2 + y^2"));
}

void RaceTest::allStepsBecomeAGif()
{
    const QString file = m_kit->path(u"race.gif"_s);
    const auto problem = panel().exportSteps(file);
    QVERIFY2(!problem, qPrintable(problem.value_or(QString())));
    QImageReader reader(file, "gif");
    QCOMPARE(reader.imageCount(), 51);
    QCOMPARE(reader.read().size(), QSize(720, 640));
}

void RaceTest::allStepsBecomePictures()
{
    QVERIFY(!panel().exportSteps(m_kit->path(u"frame.png"_s)));
    QVERIFY(QFile::exists(m_kit->path(u"frame-0000.png"_s)));
    QVERIFY(QFile::exists(m_kit->path(u"frame-0050.png"_s)));
}

void RaceTest::theStateComesBack()
{
    panel().surface().setCurrentIndex(2);
    panel().player().setStep(13);
    const QJsonObject state = page().viewState();
    panel().surface().setCurrentIndex(0);
    panel().player().setStep(0);
    page().restoreViewState(state);
    QCOMPARE(panel().surface().currentIndex(), 2);
    QCOMPARE(panel().player().step(), 13);
}

QTEST_MAIN(RaceTest)
#include "race_test.moc"
