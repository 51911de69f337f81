// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/confusion.h"
#include "tests/ui/window_kit.h"
#include "ui/pages/data/class_names_dialog.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/data/member_view.h"
#include "ui/pages/data/model_charts.h"
#include "ui/pages/data/pool_panel.h"
#include "ui/pages/data/sample_view.h"
#include "ui/widgets/pool_bar.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QListView>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include <cmath>

using namespace cobench;
using namespace cobench::ui;

/// What a person sees and changes is the pool and split that the page names, also while others are on their way.
class TestDataPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void theHighlightedPoolIsDeleted();
    void aPoolThatCannotBeReadIsNotShownAsTheCurrentOne();
    void aFailureOfSomethingElseDoesNotOverruleTheChosenPool();
    void classNamesGoToThePoolTheyWereAskedFor();
    void labelsGoToThePoolTheyWereAskedFor();
    void figuresOfAnotherSplitDoNotStay();
    void aSelectionOfModelsThatAreGoneDoesNoHarm();
    void aTableOfSixtyThousandClassesIsNotDrawn();

private:
    DataPage& page() { return *static_cast<DataPage*>(m_kit->window->currentPage()); }
    Workspace& workspace() { return m_kit->bench->workspace; }
    /// A project with the pool "small" and, shown, "nets".
    void importTable();
    void importFile(const QString& file);
    QString write(const QString& name, const QByteArray& text) const;
    std::vector<data::Label> truth()
    {
        return {workspace().prepared()->truth().begin(), workspace().prepared()->truth().end()};
    }
    void trigger(const QString& action)
    {
        for (auto* found : m_kit->window->findChildren<QAction*>())
            if (found->text().remove(QLatin1Char('&')) == action)
                found->trigger();
    }

    std::unique_ptr<test::WindowKit> m_kit;
};

void TestDataPage::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->showPage(QStringLiteral("data"));
}

void TestDataPage::cleanup()
{
    m_kit.reset();
}

QString TestDataPage::write(const QString& name, const QByteArray& text) const
{
    QFile file(m_kit->path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write");
    return file.fileName();
}

void TestDataPage::importTable()
{
    m_kit->openProject(m_kit->makeProject());
    const QString file = m_kit->path(QStringLiteral("nets.csv"));
    test::writeLabelTable(file, 3, 30);
    importFile(file);
}

void TestDataPage::importFile(const QString& file)
{
    test::drop(*m_kit->window, {file});
    QSignalSpy finished(&m_kit->bench->importer, &Importer::finished);
    if (!finished.wait())
        qFatal("no import");
    m_kit->settle();
}

void TestDataPage::theHighlightedPoolIsDeleted()
{
    importTable();
    QListView& list = page().pools().list();
    QCOMPARE(list.currentIndex().row(), 1);
    list.setCurrentIndex(list.model()->index(0, 0)); // its arrays are still being read
    trigger(QStringLiteral("Delete pool"));
    m_kit->settle();
    QCOMPARE(workspace().pools().size(), std::size_t(1));
    QCOMPARE(workspace().pools().front().name, std::string("nets"));
}

void TestDataPage::aPoolThatCannotBeReadIsNotShownAsTheCurrentOne()
{
    importTable();
    const QString project = workspace().path();
    workspace().close();
    m_kit->openProject(project);
    QCOMPARE(workspace().snapshot()->entry.name, std::string("nets"));
    QVERIFY(QDir(project + QStringLiteral(".d/arrays")).removeRecursively());
    QListView& list = page().pools().list();
    auto& box = *m_kit->window->findChild<PoolBar*>()->findChild<QComboBox*>();
    box.setCurrentIndex(0);
    list.setCurrentIndex(list.model()->index(0, 0));
    m_kit->settle();
    QVERIFY(!m_kit->window->banners().text(QStringLiteral("Reading the pool")).isEmpty());
    QCOMPARE(workspace().snapshot()->entry.name, std::string("nets"));
    QCOMPARE(list.currentIndex().row(), 1);
    QCOMPARE(box.currentText(), QStringLiteral("nets"));
}

void TestDataPage::aFailureOfSomethingElseDoesNotOverruleTheChosenPool()
{
    importTable();
    QListView& list = page().pools().list();
    list.setCurrentIndex(list.model()->index(0, 0));
    Q_EMIT workspace().failed(QStringLiteral("Something else"), Error{.detail = "no reason"});
    m_kit->settle();
    QCOMPARE(workspace().snapshot()->entry.name, std::string("small"));
    QCOMPARE(list.currentIndex().row(), 0);
}

void TestDataPage::classNamesGoToThePoolTheyWereAskedFor()
{
    importTable();
    const PoolId asked = *workspace().currentPool();
    const PoolId other = workspace().pools().front().id;
    QTimer::singleShot(0, this, [&] {
        auto* dialog = m_kit->window->findChild<ClassNamesDialog*>();
        workspace().selectPool(other); // as an import does when it ends
        m_kit->settle();
        dialog->findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("cat\ndog\nowl"));
        dialog->accept();
    });
    trigger(QStringLiteral("Class names…"));
    m_kit->settle();
    QCOMPARE(workspace().currentPool(), std::optional(other));
    QVERIFY(workspace().snapshot()->all->classNames.empty());
    workspace().selectPool(asked);
    m_kit->settle();
    QCOMPARE(workspace().snapshot()->all->classNames, (std::vector<std::string>{"cat", "dog", "owl"}));
}

void TestDataPage::labelsGoToThePoolTheyWereAskedFor()
{
    importTable();
    const auto asked = workspace().snapshot();
    workspace().selectPool(workspace().pools().front().id);
    m_kit->settle();
    const auto before = truth();
    QByteArray text = "label\n";
    for (int sample = 0; sample < 30; ++sample)
        text += QByteArray::number((sample + 1) % 3) + '\n';
    m_kit->bench->editor.setLabels(asked, write(QStringLiteral("other.csv"), text));
    m_kit->settle();
    QCOMPARE(truth(), before);
    workspace().selectPool(asked->entry.id);
    m_kit->settle();
    QCOMPARE(truth().front(), data::Label(1));
}

void TestDataPage::figuresOfAnotherSplitDoNotStay()
{
    m_kit->openProject(m_kit->makeProject());
    const auto accuracy = [&] { return page().members().model().figure(0, MemberTable::AccuracyColumn); };
    QVERIFY(!std::isnan(accuracy()));
    bool isGone = false;
    bool staysAfterRenaming = false;
    {
        QObject context;
        connect(&workspace(), &Workspace::splitChanged, &context, [&] { isGone = std::isnan(accuracy()); });
        workspace().selectSplit(QStringLiteral("val"));
        m_kit->settle();
    }
    QVERIFY(isGone);
    QVERIFY(!std::isnan(accuracy()));
    QObject context;
    connect(
        &workspace(), &Workspace::splitChanged, &context, [&] { staysAfterRenaming = !std::isnan(accuracy()); });
    m_kit->bench->editor.renameMember(m_kit->members()[1].id, QStringLiteral("other"));
    m_kit->settle();
    QVERIFY(staysAfterRenaming);
}

void TestDataPage::aSelectionOfModelsThatAreGoneDoesNoHarm()
{
    m_kit->openProject(m_kit->makeProject());
    page().findChild<LazyDock*>(QStringLiteral("confusion"))->reveal();
    page().samples();
    m_kit->bench->selection.setModels({99});
    m_kit->settle();
    QVERIFY(!page().members().table().selectionModel()->hasSelection());
    QVERIFY(page().charts().confusion()->command().contains(QStringLiteral(":small:m"))); // the best one
}

void TestDataPage::aTableOfSixtyThousandClassesIsNotDrawn()
{
    m_kit->openProject(m_kit->makeProject());
    page().findChild<LazyDock*>(QStringLiteral("confusion"))->reveal();
    importFile(write(QStringLiteral("wide.csv"), "label,a,b\n65534,65534,0\n0,0,0\n1,1,1\n"));
    QCOMPARE(workspace().snapshot()->active->classes, 65'535U);
    const plots::Confusion& chart = *page().charts().confusion();
    QVERIFY(chart.data().rows.empty());
    QVERIFY(chart.data().note.contains(QStringLiteral("4096")));
    QVERIFY(chart.command().isEmpty());
}

QTEST_MAIN(TestDataPage)
#include "test_data_page.moc"
