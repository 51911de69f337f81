// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/layout.h"
#include "tests/ui/gate.h"
#include "tests/ui/window_kit.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace cobench;
using namespace cobench::ui;
using test::Gate;

namespace {

std::set<std::string> filesIn(const std::filesystem::path& folder)
{
    std::set<std::string> files;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing))
        files.insert(entry.path().string());
    return files;
}

void damage(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 1));
    char last = 0;
    QVERIFY(file.getChar(&last) && file.seek(file.size() - 1) && file.putChar(static_cast<char>(~last)));
}

} // namespace

/// Answers that come when another pool or project was chosen, and pools that cannot be read.
class TestProjectSwitch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void aLinkWithoutAProjectRefuses();
    void aPoolOnItsWayIsForgottenWithItsProject();
    void aPoolOfTheFormerProjectDoesNotShowInTheNext();
    void choosingBackWhileAnotherIsReadKeepsTheFirst();
    void aReloadDoesNotForgetThePoolThatWasChosen();
    void aSplitChosenDuringAReloadStays();
    void theChoiceIsRememberedInEachProject();
    void aReadOnlyProjectThatIsFreeAgainIsOpenedForWriting();
    void aDamagedPoolHidesNoOther();
    void aPoolThatCannotBeReadLeavesTheShownOne();
    void openingCanBeCancelled();
    void readingAPoolCanBeCancelled();
    void teamsGoWhenTheModelsBehindTheirNumbersChange();
    void anImportGoesIntoTheProjectItWasBegunFor();
    void twoImportsOfOneNameAreBothKept();
    void filesDroppedWithTheProjectThatIsOpenAreImported();
    void labelsForAClosedProjectChangeNoOther();
    void runsOfTheFormerProjectStayOut();
    void anEngineReachedAfterTheLinkIsGoneWakesNobody();

private:
    Workspace& workspace() { return m_kit->bench->workspace; }
    PoolEditor& editor() { return m_kit->bench->editor; }
    /// A project with "small" (4 models) and "other" (3 models), which share no array.
    QString makeTwoPools(const QString& name = QStringLiteral("two.cobench"));
    /// The same where "other" cannot be read.
    QString makeDamaged();
    QString shownPool() { return QString::fromStdString(workspace().snapshot()->entry.name); }
    PoolId poolNamed(const std::string& name)
    {
        return std::ranges::find(workspace().pools(), name, &store::PoolEntry::name)->id;
    }
    QString writeTable(const QString& name)
    {
        const QString file = m_kit->path(name);
        test::writeLabelTable(file, 3, 30);
        return file;
    }
    std::vector<std::string> poolsOf(const QString& project);

    std::unique_ptr<test::WindowKit> m_kit;
};

void TestProjectSwitch::init()
{
    m_kit = std::make_unique<test::WindowKit>();
    m_kit->openWindow();
    m_kit->window->showPage(QStringLiteral("data"));
}

void TestProjectSwitch::cleanup()
{
    m_kit.reset();
}

QString TestProjectSwitch::makeTwoPools(const QString& name)
{
    QString file = m_kit->makeProject(name);
    const auto project = store::Project::open(file.toStdString(), store::OpenMode::ReadWrite);
    Progress progress;
    if (!project || !(*project)->addPool(*test::smallPool(3, 33), "other", {}, progress, {}))
        qFatal("no project");
    return file;
}

QString TestProjectSwitch::makeDamaged()
{
    const QString file = m_kit->makeProject(QStringLiteral("damaged.cobench"));
    const auto arrays = store::layoutOf(file.toStdString()).arrays;
    const auto before = filesIn(arrays);
    makeTwoPools(QStringLiteral("damaged.cobench")); // adds to it; "small" is refused, it is there
    for (const std::string& array : filesIn(arrays))
        if (!before.contains(array))
            damage(array);
    return file;
}

std::vector<std::string> TestProjectSwitch::poolsOf(const QString& project)
{
    std::vector<std::string> names;
    const auto opened = store::Project::open(project.toStdString(), store::OpenMode::ReadOnly);
    const auto pools = (*opened)->pools();
    for (const store::PoolEntry& pool : *pools)
        names.push_back(pool.name);
    return names;
}

void TestProjectSwitch::aLinkWithoutAProjectRefuses()
{
    std::optional<Error> told;
    ProjectLink().call<void>(
        m_kit->bench->async,
        this,
        {},
        [](store::Project&, Progress&, const CancelToken&) { return Result<void>(); },
        [&](const Result<void>& result) { told = result ? std::nullopt : std::optional(result.error()); });
    QTRY_VERIFY(told);
    QCOMPARE(told->code, ErrorCode::NotFound);
}

void TestProjectSwitch::aPoolOnItsWayIsForgottenWithItsProject()
{
    m_kit->openProject(makeTwoPools());
    {
        const Gate gate(m_kit->bench->async, Lane::Store);
        workspace().selectPool(poolNamed("other"));
        workspace().selectSplit(QStringLiteral("val"));
        workspace().close();
    }
    m_kit->settle();
    QVERIFY(!workspace().isOpen());
    QVERIFY(!workspace().snapshot() && !workspace().split() && workspace().pools().empty());
}

void TestProjectSwitch::aPoolOfTheFormerProjectDoesNotShowInTheNext()
{
    const QString next = m_kit->makeProject(QStringLiteral("next.cobench"), 2);
    m_kit->openProject(makeTwoPools());
    {
        const Gate gate(m_kit->bench->async, Lane::Store);
        workspace().open(next, store::OpenMode::ReadWrite);
        workspace().selectPool(poolNamed("other"));
    }
    QTRY_COMPARE(workspace().path(), next);
    m_kit->settle();
    QCOMPARE(workspace().pools().size(), std::size_t(1));
    QCOMPARE(workspace().pool()->size(), std::size_t(2));
}

void TestProjectSwitch::choosingBackWhileAnotherIsReadKeepsTheFirst()
{
    m_kit->openProject(makeTwoPools());
    const PoolId small = poolNamed("small");
    workspace().selectSplit(QStringLiteral("val"));
    m_kit->settle();
    {
        const Gate gate(m_kit->bench->async, Lane::Store);
        workspace().selectPool(poolNamed("other"));
        workspace().selectPool(small);
    }
    m_kit->settle();
    QCOMPARE(shownPool(), QStringLiteral("small"));
    QCOMPARE(workspace().splitTitle(), QStringLiteral("val"));
    m_kit->bench->async.setThreads(1);
    {
        const Gate gate(m_kit->bench->async, Lane::Compute);
        workspace().selectSplit(QStringLiteral("test"));
        workspace().selectSplit(QStringLiteral("val"));
    }
    m_kit->settle();
    QCOMPARE(workspace().splitTitle(), QStringLiteral("val"));
}

void TestProjectSwitch::aReloadDoesNotForgetThePoolThatWasChosen()
{
    m_kit->openProject(makeTwoPools());
    {
        const Gate gate(m_kit->bench->async, Lane::Store);
        workspace().selectPool(poolNamed("other"));
        workspace().reload();
    }
    m_kit->settle();
    QCOMPARE(shownPool(), QStringLiteral("other"));
}

void TestProjectSwitch::aSplitChosenDuringAReloadStays()
{
    m_kit->openProject(makeTwoPools());
    QCOMPARE(workspace().splitTitle(), QStringLiteral("test"));
    {
        const Gate gate(m_kit->bench->async, Lane::Store);
        workspace().reload();
        workspace().selectSplit(QStringLiteral("val"));
    }
    m_kit->settle();
    QCOMPARE(workspace().splitTitle(), QStringLiteral("val"));
}

void TestProjectSwitch::theChoiceIsRememberedInEachProject()
{
    const QString second = makeTwoPools(QStringLiteral("second.cobench"));
    for (const QString& project : {makeTwoPools(), second}) {
        m_kit->openProject(project);
        QTRY_COMPARE(workspace().path(), project);
        m_kit->settle();
        workspace().selectPool(poolNamed("other"));
        m_kit->settle();
        QCOMPARE(shownPool(), QStringLiteral("other"));
    }
    workspace().close();
    m_kit->settle();
    m_kit->openProject(second);
    QCOMPARE(shownPool(), QStringLiteral("other"));
}

void TestProjectSwitch::aReadOnlyProjectThatIsFreeAgainIsOpenedForWriting()
{
    const QString file = m_kit->makeProject();
    auto holder = store::Project::open(file.toStdString(), store::OpenMode::ReadWrite);
    QVERIFY(holder.ok());
    workspace().open(file, store::OpenMode::ReadOnly);
    QTRY_COMPARE(workspace().path(), file);
    m_kit->settle();
    QVERIFY(workspace().isReadOnly());
    holder->reset();
    workspace().open(file, store::OpenMode::ReadWrite);
    QTRY_VERIFY(!workspace().isReadOnly());
    m_kit->settle();
    QVERIFY(editor().canEdit());
}

void TestProjectSwitch::aDamagedPoolHidesNoOther()
{
    const QString file = makeDamaged();
    {
        const auto project = store::Project::open(file.toStdString(), store::OpenMode::ReadWrite);
        QVERIFY(project.ok() && (*project)->setText("session/pool", "other").ok());
    }
    const QSignalSpy failures(&workspace(), &Workspace::failed);
    m_kit->openProject(file);
    QCOMPARE(failures.size(), 1);
    QCOMPARE(failures[0][1].value<Error>().code, ErrorCode::Corrupt);
    QCOMPARE(workspace().pools().size(), std::size_t(2));
    QCOMPARE(shownPool(), QStringLiteral("small"));
}

void TestProjectSwitch::aPoolThatCannotBeReadLeavesTheShownOne()
{
    m_kit->openProject(makeDamaged());
    QCOMPARE(shownPool(), QStringLiteral("small"));
    const QSignalSpy failures(&workspace(), &Workspace::failed);
    const QSignalSpy lists(&workspace(), &Workspace::poolsChanged);
    for (int attempt = 1; attempt <= 2; ++attempt) {
        workspace().selectPool(poolNamed("other"));
        m_kit->settle();
        QCOMPARE(failures.size(), attempt);
        QCOMPARE(lists.size(), attempt); // which marked the other one
        QCOMPARE(shownPool(), QStringLiteral("small"));
    }
}

void TestProjectSwitch::openingCanBeCancelled()
{
    const QString file = m_kit->makeProject();
    m_kit->openProject(file);
    const QString next = m_kit->makeProject(QStringLiteral("next.cobench"));
    m_kit->bench->settings.addRecent(next);
    {
        const Gate gate(m_kit->bench->async, Lane::Store);
        workspace().open(next, store::OpenMode::ReadWrite);
        m_kit->bench->async.jobs().cancelAll();
    }
    m_kit->settle();
    QVERIFY(!workspace().isOpening());
    QCOMPARE(workspace().path(), file);
    QVERIFY(m_kit->bench->settings.recent.contains(next));
    QVERIFY(!m_kit->window->banners().contains(QStringLiteral("open")));
}

void TestProjectSwitch::readingAPoolCanBeCancelled()
{
    m_kit->openProject(makeTwoPools());
    const QSignalSpy failures(&workspace(), &Workspace::failed);
    {
        const Gate gate(m_kit->bench->async, Lane::Store);
        workspace().selectPool(poolNamed("other"));
        m_kit->bench->async.jobs().cancelAll();
    }
    m_kit->settle();
    QCOMPARE(shownPool(), QStringLiteral("small"));
    QVERIFY(failures.isEmpty() || failures[0][1].value<Error>().isCancelled()); // which nobody is told
    workspace().selectPool(poolNamed("other"));
    m_kit->settle();
    QCOMPARE(shownPool(), QStringLiteral("other"));
}

void TestProjectSwitch::teamsGoWhenTheModelsBehindTheirNumbersChange()
{
    m_kit->openProject(m_kit->makeProject());
    Selection& selection = m_kit->bench->selection;
    selection.setTeams({{0, 1}});
    editor().renameMember(m_kit->members()[0].id, QStringLiteral("renamed"));
    m_kit->settle();
    QCOMPARE(selection.teams(), (Selection::Teams{{0, 1}}));
    QVERIFY(selection.models().empty());
    std::vector<std::int64_t> reversed;
    for (const auto& member : m_kit->members())
        reversed.insert(reversed.begin(), member.id);
    editor().orderMembers(reversed);
    m_kit->settle();
    QCOMPARE(m_kit->members()[0].id, reversed.front());
    QVERIFY(selection.teams().empty());
}

void TestProjectSwitch::anImportGoesIntoTheProjectItWasBegunFor()
{
    const QString first = m_kit->makeProject();
    const QString table = writeTable(QStringLiteral("nets.csv"));
    m_kit->bench->async.setThreads(1);
    QSignalSpy finished(&m_kit->bench->importer, &Importer::finished);
    for (const QString& next : {QString(), m_kit->makeProject(QStringLiteral("next.cobench"))}) {
        m_kit->openProject(first);
        QTRY_COMPARE(workspace().path(), first);
        m_kit->settle();
        Gate gate(m_kit->bench->async, Lane::Compute);
        m_kit->bench->importer.importPaths({table});
        if (next.isEmpty())
            workspace().close();
        else
            workspace().open(next, store::OpenMode::ReadWrite);
        QTRY_COMPARE(workspace().path(), next);
        gate.open();
        QTRY_COMPARE(finished.size(), 1);
        const auto report = finished.takeFirst()[0].value<std::shared_ptr<const ImportReport>>();
        QVERIFY2(report->pool, report->failure ? describe(*report->failure).c_str() : "");
        m_kit->settle();
        QVERIFY(!editor().undoStack().canUndo());
        QCOMPARE(workspace().pools().size(), std::size_t(next.isEmpty() ? 0 : 1));
    }
    QCOMPARE(poolsOf(first), (std::vector<std::string>{"small", "nets", "nets 2"}));
}

void TestProjectSwitch::twoImportsOfOneNameAreBothKept()
{
    m_kit->openProject(m_kit->makeProject());
    const QString table = writeTable(QStringLiteral("nets.csv"));
    const QSignalSpy finished(&m_kit->bench->importer, &Importer::finished);
    m_kit->bench->importer.importPaths({table});
    m_kit->bench->importer.importPaths({table});
    QTRY_COMPARE(finished.size(), 2);
    for (const auto& one : finished)
        QVERIFY(one[0].value<std::shared_ptr<const ImportReport>>()->pool);
    QTRY_COMPARE(workspace().pools().size(), std::size_t(3));
    m_kit->settle();
    QCOMPARE(poolsOf(workspace().path()), (std::vector<std::string>{"small", "nets", "nets 2"}));
}

void TestProjectSwitch::filesDroppedWithTheProjectThatIsOpenAreImported()
{
    const QString file = m_kit->makeProject();
    m_kit->openProject(file);
    test::drop(*m_kit->window, {file, writeTable(QStringLiteral("nets.csv"))});
    QTRY_COMPARE(workspace().pools().size(), std::size_t(2));
    m_kit->settle();
    QCOMPARE(workspace().path(), file);
}

void TestProjectSwitch::labelsForAClosedProjectChangeNoOther()
{
    const QString first = m_kit->makeProject();
    const QString copy = m_kit->path(QStringLiteral("copy.cobench"));
    {
        const auto project = store::Project::open(first.toStdString(), store::OpenMode::ReadWrite);
        Progress progress;
        QVERIFY(project.ok() && (*project)->saveCopy(copy.toStdString(), progress, {}).ok());
    }
    m_kit->openProject(first);
    QFile labels(m_kit->path(QStringLiteral("labels.csv")));
    QVERIFY(labels.open(QIODevice::WriteOnly));
    labels.write("label\n");
    for (int sample = 0; sample < 60; ++sample)
        labels.write(QByteArray::number((sample + 1) % 3) + '\n');
    labels.close();
    m_kit->bench->async.setThreads(1);
    {
        const Gate gate(m_kit->bench->async, Lane::Compute);
        editor().setLabels(workspace().snapshot(), labels.fileName());
        QTRY_COMPARE(m_kit->bench->async.jobs().rowCount(), 1);
        workspace().open(copy, store::OpenMode::ReadWrite);
        QTRY_COMPARE(workspace().path(), copy);
    }
    m_kit->settle();
    QVERIFY(!editor().undoStack().canUndo());
    QCOMPARE(workspace().prepared()->truth()[0], data::Label(0));
}

void TestProjectSwitch::runsOfTheFormerProjectStayOut()
{
    const QString next = m_kit->makeProject(QStringLiteral("next.cobench"));
    m_kit->openProject(m_kit->makeProject());
    EngineLink& engine = m_kit->bench->engine;
    engine.follow();
    QTRY_COMPARE(engine.state(), EngineLink::State::Connected);
    m_kit->settle();
    m_kit->bench->async.setThreads(1);
    {
        const Gate gate(m_kit->bench->async, Lane::Compute);
        engine.submit({train::TrainConfig{.name = "first"}}, "batch");
        workspace().open(next, store::OpenMode::ReadWrite);
        QTRY_COMPARE(workspace().path(), next);
    }
    m_kit->settle();
    QCOMPARE(m_kit->engine.runs.size(), std::size_t(1)); // it goes on
    QCOMPARE(engine.runs().rowCount(), 0);
}

void TestProjectSwitch::anEngineReachedAfterTheLinkIsGoneWakesNobody()
{
    test::FakeEngine engine;
    Async async(1);
    Selection selection;
    Workspace opened(async, selection);
    opened.open(m_kit->makeProject(), store::OpenMode::ReadOnly);
    QTRY_VERIFY(opened.isOpen());
    auto link = std::make_unique<EngineLink>(opened, [&engine]() -> Result<std::unique_ptr<engine::Client>> {
        return std::unique_ptr<engine::Client>(std::make_unique<test::FakeClient>(engine));
    });
    {
        const Gate gate(async, Lane::Compute);
        link->follow();
        link.reset();
    }
    async.waitIdle(); // the connection is made, its answer not delivered
    engine.emitEvent({.number = 1, .kind = engine::Event::Kind::Log, .run = {}, .text = "hello"});
    QTRY_VERIFY(async.isIdle());
    async.waitIdle();
    const std::scoped_lock lock(engine.mutex);
    QVERIFY(!engine.onEvent);
}

QTEST_MAIN(TestProjectSwitch)
#include "test_project_switch.moc"
