// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/schedule.h"
#include "tests/ui/learning_rates/recorded_ranking.h"
#include "tests/ui/learning_rates/swept_runs.h"
#include "tests/ui/runs/run_files.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/learning_rates/composer_panel.h"
#include "ui/pages/learning_rates/learning_rates_page.h"
#include "ui/pages/learning_rates/library_panel.h"
#include "ui/pages/learning_rates/plateau_form.h"
#include "ui/pages/learning_rates/plateau_panel.h"
#include "ui/pages/learning_rates/policy_field.h"
#include "ui/pages/learning_rates/race_panel.h"
#include "ui/pages/learning_rates/range_dialog.h"
#include "ui/pages/learning_rates/rank_dialog.h"
#include "ui/pages/learning_rates/rank_panel.h"
#include "ui/pages/learning_rates/sweeps_panel.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;

namespace {

/// A widget that a person uses by itself: not a part of another one, and not the frame of a dock.
bool isControl(const QWidget& widget)
{
    const bool isUsed = qobject_cast<const QAbstractButton*>(&widget) || qobject_cast<const QLineEdit*>(&widget)
        || qobject_cast<const QComboBox*>(&widget) || qobject_cast<const QAbstractSpinBox*>(&widget)
        || qobject_cast<const QAbstractItemView*>(&widget) || qobject_cast<const QAbstractSlider*>(&widget)
        || qobject_cast<const QPlainTextEdit*>(&widget) || qobject_cast<const plots::PlotWidget*>(&widget);
    if (!isUsed || qobject_cast<const QScrollBar*>(&widget) || qobject_cast<const QHeaderView*>(&widget)
        || widget.objectName().startsWith(u"qt_dockwidget"_s))
        return false;
    for (const QWidget* above = widget.parentWidget(); above; above = above->parentWidget())
        if (qobject_cast<const QAbstractSpinBox*>(above) || qobject_cast<const QComboBox*>(above)
            || qobject_cast<const QAbstractItemView*>(above) || qobject_cast<const QTabBar*>(above)
            || qobject_cast<const QLineEdit*>(above))
            return false;
    return true;
}

QString nameOf(const QWidget& widget)
{
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    return QString::fromLatin1(widget.metaObject()->className()) + u' '
        + (button && !button->text().isEmpty() ? button->text() : widget.accessibleName());
}

} // namespace

/// Everything that the mouse does on the page, the keys do, too.
class LearningRatesKeyboardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_kit.reset(); }

    void everyControlOfEveryDockIsReachedWithTab();
    void theControlsOfARankingAreReachedWithTab();
    void theControlsOfAReplayAreReachedWithTab();
    void theControlsOfASweepAreReachedWithTab();
    void everyControlOfTheDialogsIsReachedWithTab();
    void tabGoesThroughADockAsItIsLaidOut();
    void noLetterOfAltMeansTwoThings();
    void theViewMenuBringsADockToTheFront();
    void aBoundaryIsMovedWithTheArrows();
    void aPolicyOfTheLibraryIsComposedWithoutTheMouse();

private:
    LearningRatesPage& page() { return *static_cast<LearningRatesPage*>(m_kit->window->currentPage()); }
    QSet<QWidget*> reachedWithTab() { return reachedFrom(page().panel().text().edit()); }
    QSet<QWidget*> reachedFrom(QWidget& start);
    QStringList missedIn(const QWidget& root, const QSet<QWidget*>& reached) const;
    std::unique_ptr<test::WindowKit> m_kit;
};

void LearningRatesKeyboardTest::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow({1600, 1000});
    m_kit->openProject(m_kit->makeProject());
    m_kit->window->showPage(u"learning-rates"_s);
    m_kit->settle();
    m_kit->window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_kit->window.get(), 30000));
}

/// The widgets that have the focus one after the other, once around.
QSet<QWidget*> LearningRatesKeyboardTest::reachedFrom(QWidget& start)
{
    start.setFocus();
    QSet<QWidget*> reached;
    while (QWidget* focus = QApplication::focusWidget()) {
        if (reached.contains(focus))
            break;
        reached += focus;
        QTest::keyClick(focus, Qt::Key_Tab);
    }
    return reached;
}

QStringList LearningRatesKeyboardTest::missedIn(const QWidget& root, const QSet<QWidget*>& reached) const
{
    QStringList missed;
    for (QWidget* widget : root.findChildren<QWidget*>())
        if (widget->isVisible() && widget->isEnabled() && isControl(*widget) && !reached.contains(widget))
            missed += root.windowTitle() + u": "_s + nameOf(*widget);
    return missed;
}

void LearningRatesKeyboardTest::everyControlOfEveryDockIsReachedWithTab()
{
    QStringList missed;
    for (QDockWidget* dock : page().findChildren<QDockWidget*>()) {
        dock->raise();
        m_kit->settle();
        missed += missedIn(page(), reachedWithTab());
    }
    missed.removeDuplicates();
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
}

void LearningRatesKeyboardTest::theControlsOfARankingAreReachedWithTab()
{
    const QString project = m_kit->makeProject(u"ranked.cobench"_s);
    test::writeRanking(project);
    m_kit->openProject(project);
    RankPanel& panel = page().ranking();
    page().findChild<QDockWidget*>(u"ranking"_s)->raise();
    QTRY_COMPARE(panel.table().rowCount(), 2);
    m_kit->settle();
    const QStringList missed = missedIn(panel, reachedWithTab());
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
    QVERIFY(reachedWithTab().contains(&panel.view()));
}

void LearningRatesKeyboardTest::theControlsOfAReplayAreReachedWithTab()
{
    const QString project = m_kit->makeProject(u"trained.cobench"_s);
    test::writeRuns(project);
    m_kit->openProject(project);
    PlateauPanel& panel = page().plateau();
    page().findChild<QDockWidget*>(u"plateau"_s)->raise();
    m_kit->settle();
    for (const int kind : {0, 1}) {
        panel.form().kind().setCurrentIndex(kind);
        m_kit->settle();
        const QStringList missed = missedIn(panel, reachedWithTab());
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
    }
    panel.findChild<QTabWidget*>()->setCurrentIndex(1);
    const QStringList missed = missedIn(panel, reachedWithTab());
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
}

void LearningRatesKeyboardTest::theControlsOfASweepAreReachedWithTab()
{
    const QString project = m_kit->makeProject(u"swept.cobench"_s);
    test::writeSweep(project);
    m_kit->openProject(project);
    SweepsPanel& panel = page().sweeps();
    page().findChild<QDockWidget*>(u"sweeps"_s)->raise();
    m_kit->settle();
    QCOMPARE(panel.group().count(), 1);
    const QStringList missed = missedIn(panel, reachedWithTab());
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
}

void LearningRatesKeyboardTest::everyControlOfTheDialogsIsReachedWithTab()
{
    RangeDialog range;
    RankDialog ranking({});
    for (QDialog* dialog : std::initializer_list<QDialog*>{&range, &ranking}) {
        dialog->show();
        dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(dialog, 30000));
        auto* first = dialog->findChild<QLineEdit*>();
        QVERIFY(first);
        const QStringList missed = missedIn(*dialog, reachedFrom(*first));
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
        dialog->close();
    }
}

void LearningRatesKeyboardTest::tabGoesThroughADockAsItIsLaidOut()
{
    page().findChild<QDockWidget*>(u"code"_s)->raise();
    m_kit->settle();
    QWidget& library = page().library();
    page().library().search().setFocus();
    int last = -1;
    while (library.isAncestorOf(QApplication::focusWidget())) {
        const int top = QApplication::focusWidget()->mapTo(&library, QPoint()).y();
        QVERIFY(top >= last);
        last = top;
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QVERIFY(last > page().library().list().y());
}

void LearningRatesKeyboardTest::noLetterOfAltMeansTwoThings()
{
    QStringList clashes;
    const auto check = [&] {
        QMap<QKeySequence, QString> taken;
        const auto take = [&](const QString& text) {
            const QKeySequence keys = QKeySequence::mnemonic(text);
            if (!keys.isEmpty() && taken.contains(keys))
                clashes += taken[keys] + u" / "_s + text;
            if (!keys.isEmpty())
                taken[keys] = text;
        };
        for (const QAction* menu : m_kit->window->menuBar()->actions())
            take(menu->text());
        for (const auto* button : m_kit->window->findChildren<QAbstractButton*>())
            if (button->isVisible())
                take(button->text());
        for (const auto* label : m_kit->window->findChildren<QLabel*>())
            if (label->isVisible() && label->buddy())
                take(label->text());
    };
    page().race().surface().setCurrentIndex(page().race().surface().count() - 1); // shows the field of its formula
    for (QDockWidget* dock : page().findChildren<QDockWidget*>()) {
        dock->raise();
        m_kit->settle();
        check();
    }
    clashes.removeDuplicates();
    QVERIFY2(clashes.isEmpty(), qPrintable(clashes.join(u'\n')));
}

void LearningRatesKeyboardTest::theViewMenuBringsADockToTheFront()
{
    for (QDockWidget* dock : page().findChildren<QDockWidget*>()) {
        QAction* action = dock->toggleViewAction();
        action->trigger(); // as from the menu: off where it is shown
        if (!action->isChecked())
            action->trigger();
        m_kit->settle();
        QVERIFY2(!dock->visibleRegion().isEmpty(), qPrintable(dock->windowTitle()));
    }
}

void LearningRatesKeyboardTest::aBoundaryIsMovedWithTheArrows()
{
    QLineEdit& text = page().panel().text().edit();
    text.setFocus();
    text.selectAll();
    QTest::keyClicks(&text, u"lrPolicy_FIX+k0_0.1-lrPolicy_FIX+k0_0.01-AT-400"_s);
    m_kit->settle();
    plots::Schedule& curve = page().panel().curve();
    while (QApplication::focusWidget() && QApplication::focusWidget() != &curve)
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), &curve);
    QTest::keyClick(&curve, Qt::Key_PageDown);
    QTest::keyClick(&curve, Qt::Key_Right);
    m_kit->settle();
    QVERIFY(page().composer().schedule().boundaries.front() > 400.0);
    const int steps = m_kit->bench->editor.undoStack().index();
    QTest::keyClick(&curve, Qt::Key_Escape); // lets go of it
    QCOMPARE(m_kit->bench->editor.undoStack().index(), steps);
}

void LearningRatesKeyboardTest::aPolicyOfTheLibraryIsComposedWithoutTheMouse()
{
    const auto before = page().composer().schedule();
    (void)reachedWithTab();
    QAbstractItemView* list = nullptr;
    for (int step = 0; step < 200 && !list; ++step) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        list = qobject_cast<QAbstractItemView*>(QApplication::focusWidget());
    }
    QVERIFY(list);
    QTest::keyClick(list, Qt::Key_End);
    QTest::keyClick(list, Qt::Key_Return);
    m_kit->settle();
    QVERIFY(page().composer().schedule() != before);
}

QTEST_MAIN(LearningRatesKeyboardTest)
#include "keyboard_test.moc"
