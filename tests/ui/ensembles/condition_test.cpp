// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/ensembles/condition_panel.h"
#include "ui/pages/ensembles/ensembles_page.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QGuiApplication>
#include <QLabel>
#include <QTableView>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

namespace {

/// The small pool, and its test split again as "test@noise-3", in which every model answers as m0 does.
data::Pool noisyPool()
{
    data::Pool pool = *test::smallPool(3);
    data::Split noisy = *pool.split("test");
    noisy.condition = "noise-3";
    for (data::MemberPredictions& member : noisy.members)
        member = noisy.members.front();
    pool.splits.push_back(std::make_shared<const data::Split>(std::move(noisy)));
    return pool;
}

} // namespace

class ConditionDockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void aPoolWithoutConditionsSaysHowToAddThem();
    void accuracyIsShownForEachCondition();
    void selectedTeamsAreRows();
    void whatIsShownCanBeChosen();
    void allViewsTakeACondition();
    void theTableIsAWellBehavedModel();
    void theCommandPrintsTheSame();

private:
    EnsemblesPage& page() { return *static_cast<EnsemblesPage*>(m_kit->window->currentPage()); }
    ConditionPanel& panel() { return page().conditions(); }
    QString cell(int row, int column) { return panel().table().index(row, column).data().toString(); }
    void look(const QString& file);
    void lookAtNoise();
    std::unique_ptr<test::WindowKit> m_kit;
};

void ConditionDockTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->resize(1500, 1000);
}

void ConditionDockTest::cleanup()
{
    m_kit.reset();
}

void ConditionDockTest::look(const QString& file)
{
    m_kit->openProject(file);
    m_kit->window->showPage(u"ensembles"_s);
    m_kit->settle();
    page().findChild<QDockWidget*>(u"conditions"_s)->raise();
    m_kit->settle();
}

void ConditionDockTest::lookAtNoise()
{
    const QString file = m_kit->path(u"noisy.cobench"_s);
    {
        auto project = store::Project::open(file.toStdString(), store::OpenMode::Create);
        QVERIFY(project.ok());
        Progress progress;
        QVERIFY((*project)->addPool(noisyPool(), "noisy", {}, progress, {}).ok());
    }
    look(file);
}

void ConditionDockTest::aPoolWithoutConditionsSaysHowToAddThem()
{
    look(m_kit->makeProject());
    QVERIFY(panel().isEmptyShown());
    bool told = false;
    for (const auto* label : panel().findChildren<QLabel*>())
        told |= label->isVisible() && label->text().contains(u"lenet.test@fgsm-0.03.npz"_s);
    QVERIFY(told);
}

// m0 errs on every second, m1 on every third, m2 on every fourth of 60 samples.
void ConditionDockTest::accuracyIsShownForEachCondition()
{
    lookAtNoise();
    QVERIFY(!panel().isEmptyShown());
    QCOMPARE(panel().table().columnCount(), ConditionTable::FirstConditionColumn + 2);
    QCOMPARE(panel().table().headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"clean"_s);
    QCOMPARE(panel().table().headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(), u"noise-3"_s);
    QCOMPARE(cell(0, ConditionTable::NameColumn), u"Best single model"_s);
    QCOMPARE(cell(0, ConditionTable::MembersColumn), u"m2"_s);
    QCOMPARE(cell(0, 2), u"75.00"_s);
    QCOMPARE(cell(0, 3), u"50.00"_s);
    QCOMPARE(cell(1, 3), u"50.00"_s);
    QVERIFY(panel().note().text().contains(u"select teams"_s));
}

void ConditionDockTest::selectedTeamsAreRows()
{
    lookAtNoise();
    m_kit->bench->selection.setTeams({{0, 2}, {1, 2}});
    m_kit->settle();
    QCOMPARE(panel().table().rowCount(), 4);
    QCOMPARE(cell(3, ConditionTable::NameColumn), u"1,2"_s);
    QCOMPARE(cell(3, ConditionTable::MembersColumn), u"m1 + m2"_s);
    QCOMPARE(cell(3, 3), u"50.00"_s);
    QVERIFY(!panel().note().text().contains(u"select teams"_s));
    m_kit->bench->selection.setTeams({});
    m_kit->settle();
    QCOMPARE(panel().table().rowCount(), 2);
}

void ConditionDockTest::whatIsShownCanBeChosen()
{
    lookAtNoise();
    panel().show().setCurrentIndex(static_cast<int>(ConditionTable::Show::Lost));
    QCOMPARE(cell(0, 2), u"0.00"_s);
    QCOMPARE(cell(0, 3), u"25.00"_s);
    panel().show().setCurrentIndex(static_cast<int>(ConditionTable::Show::Diversity));
    QCOMPARE(cell(0, 2), u"–"_s); // one model has no diversity
    QCOMPARE(cell(1, 3), u"–"_s); // nobody disagrees
    QVERIFY(cell(1, 2) != u"–"_s);
    QVERIFY(panel().show().currentText().contains(u"GD"_s));
    panel().show().setCurrentIndex(static_cast<int>(ConditionTable::Show::Focal));
    QCOMPARE(cell(1, 3), u"0.0000"_s); // all fail together
}

void ConditionDockTest::allViewsTakeACondition()
{
    lookAtNoise();
    QVERIFY(m_kit->bench->workspace.splitTitles().contains(u"test@noise-3"_s));
    m_kit->bench->workspace.selectSplit(u"test@noise-3"_s);
    m_kit->settle();
    QCOMPARE(page().presenter().teams()->subject.split->title, std::string("test@noise-3"));
    QCOMPARE(page().presenter().matrix()->matrix.samples, std::size_t(0)); // nobody disagrees
    QVERIFY(!panel().isEmptyShown());
    QCOMPARE(cell(0, 3), u"50.00"_s);
}

void ConditionDockTest::theTableIsAWellBehavedModel()
{
    lookAtNoise();
    QAbstractItemModelTester tester(&panel().table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_kit->bench->selection.setTeams({{0, 1}});
    m_kit->settle();
    const plots::PlotTable table = panel().table().table();
    QCOMPARE(table.headers.size(), std::size_t(4));
    QCOMPARE(std::get<double>(table.rows[0][2]), 75.0);
}

void ConditionDockTest::theCommandPrintsTheSame()
{
    lookAtNoise();
    m_kit->bench->selection.setTeams({{0, 1}, {1, 2}});
    m_kit->settle();
    for (QAction* action : panel().view().actions())
        if (action->text() == u"Copy as command"_s)
            action->trigger();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.startsWith(u"cobench-cli ensemble conditions "_s));
    QVERIFY(text.contains(u"#noisy' --split test --metric GD --teams '0,1;1,2'"_s));
}

QTEST_MAIN(ConditionDockTest)
#include "condition_test.moc"
