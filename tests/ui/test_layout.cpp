// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"

#include <QDockWidget>
#include <QTest>

using namespace cobench;

namespace {

constexpr QSize kWindow{1500, 950};

} // namespace

/// Docks have the sizes they were given: at the first start by the page, later by the person.
class TestLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void docksOfTheFirstPageHaveTheirSizesAtTheFirstStart();
    void docksOfAPageVisitedLaterHaveTheirSizes();
    void sizesSurviveARestart();
    void resettingGivesBackTheFirstSizesToEveryPage();
    void aPageThatNobodySeesNeedsNoRoom();

private:
    QDockWidget& dock(const char* name)
    {
        return *m_kit->window->currentPage()->findChild<QDockWidget*>(QLatin1String(name));
    }
    void show(const char* page)
    {
        m_kit->window->showPage(QLatin1String(page));
        QCoreApplication::processEvents();
    }

    std::unique_ptr<test::WindowKit> m_kit;
};

void TestLayout::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow(kWindow);
    QCoreApplication::processEvents();
}

void TestLayout::docksOfTheFirstPageHaveTheirSizesAtTheFirstStart()
{
    QCOMPARE(dock("pools").width(), 190);
    QCOMPARE(dock("samples").width(), 350);
    QCOMPARE(dock("confusion").height(), 360);
}

void TestLayout::docksOfAPageVisitedLaterHaveTheirSizes()
{
    show("ensembles");
    QCOMPARE(dock("selection").width(), 340);
    QCOMPARE(dock("scatter").width(), 440);
    QCOMPARE(m_kit->window->currentPage()->height() - dock("teams").y(), 260); // with its tabs
}

void TestLayout::sizesSurviveARestart()
{
    m_kit->window->currentPage()->resizeDocks({&dock("samples")}, {420}, Qt::Horizontal);
    QCoreApplication::processEvents();
    QCOMPARE(dock("samples").width(), 420);
    m_kit->window->close();
    m_kit->openWindow(kWindow);
    QCoreApplication::processEvents();
    QCOMPARE(dock("samples").width(), 420);
}

void TestLayout::resettingGivesBackTheFirstSizesToEveryPage()
{
    m_kit->window->currentPage()->resizeDocks({&dock("samples")}, {420}, Qt::Horizontal);
    show("ensembles");
    m_kit->window->currentPage()->resizeDocks({&dock("scatter")}, {400}, Qt::Horizontal);
    QCoreApplication::processEvents();
    m_kit->window->resetLayout();
    QCoreApplication::processEvents();
    QCOMPARE(dock("selection").width(), 340);
    QCOMPARE(dock("scatter").width(), 440);
    show("data");
    QCOMPARE(dock("samples").width(), 350);
}

void TestLayout::aPageThatNobodySeesNeedsNoRoom()
{
    m_kit->visitEverything();
    show("learning-rates");
    for (auto* ofAllPages : m_kit->window->findChildren<QDockWidget*>(QString(), Qt::FindDirectChildrenOnly))
        ofAllPages->hide();
    m_kit->settle();
    const QSize least = m_kit->window->minimumSizeHint();
    QVERIFY2(least.width() <= 1100, qPrintable(QString::number(least.width())));
    QVERIFY2(least.height() <= 700, qPrintable(QString::number(least.height())));
}

QTEST_MAIN(TestLayout)
#include "test_layout.moc"
