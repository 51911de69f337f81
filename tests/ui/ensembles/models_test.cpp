// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window_kit.h"
#include "ui/pages/ensembles/disagreement_list.h"
#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/ensembles/pair_metrics.h"
#include "ui/pages/ensembles/sample_sync.h"
#include "ui/pages/ensembles/team_table.h"
#include "ui/widgets/row_ranges.h"

#include <QAbstractItemModelTester>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace cobench;
using namespace cobench::ui;
using namespace Qt::StringLiterals;
using ensemble::Metric;

namespace {

Subject subjectOf(std::size_t models)
{
    auto pool = std::make_shared<PoolSnapshot>();
    pool->active = pool->all = test::smallPool(models);
    pool->entry.name = "small";
    for (std::size_t m = 0; m < models; ++m) {
        pool->members.push_back({.id = static_cast<std::int64_t>(m) + 1, .name = pool->all->models[m].name});
        pool->memberOf.push_back(m);
        pool->colours.push_back(static_cast<int>(m));
    }
    return {pool, prepareSplit(*pool, "test")};
}

std::shared_ptr<const TeamsAnswer> teamsOf(std::size_t models)
{
    const Subject subject = subjectOf(models);
    const ensemble::SampleSet samples{.kind = ensemble::SampleSet::Kind::Disagreement};
    Progress progress;
    auto teams = jobs::scorePool(subject.prepared(), {.samples = samples}, progress, {});
    return std::make_shared<const TeamsAnswer>(TeamsAnswer{subject, samples, std::move(*teams)});
}

std::shared_ptr<const PairAnswer> pairOf(std::size_t first, std::size_t second)
{
    const Subject subject = subjectOf(4);
    Progress progress;
    auto detail = jobs::comparePair(subject.prepared(), {.first = first, .second = second}, progress, {});
    return std::make_shared<const PairAnswer>(PairAnswer{subject, std::move(*detail)});
}

/// Sample n in row n.
struct SampleRows {
    QStandardItemModel rows;
    QTableView view;
    Selection selection;

    explicit SampleRows(int samples)
        : rows(samples, 2)
    {
        view.setModel(&rows);
        view.setSelectionBehavior(QAbstractItemView::SelectRows);
        view.setSelectionMode(QAbstractItemView::ExtendedSelection);
        new SampleSync(view,
            selection,
            {.sampleAt = [](int row) { return static_cast<std::uint32_t>(row); },
                .rowOf = [](std::uint32_t sample) { return std::optional(static_cast<int>(sample)); }});
    }
};

QString shown(const QAbstractItemModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class EnsembleModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTeamTableKeepsTheRulesOfItsKind();
    void teamsSortWithUndefinedValuesLast();
    void teamsFilterByMembersAndSize();
    void sortingKeepsPersistentRowsOnTheirTeam();
    void ofManyTeamsTheFirstByTheColumnHaveRows();
    void veryManyTeamsAreArrangedOnAWorker();
    void rawAndScoreAreOneMinusEachOtherWhereLowIsDiverse();
    void gainIsAccuracyAboveTheBestMember();
    void membersAreReadFromNumbersAndNames();
    void thePairTablesKeepTheRulesOfTheirKind();
    void everyMetricOfAPairIsListedWithItsHelp();
    void disagreementsAreFilteredByWhoIsRight();
    void thousandsOfSelectedSamplesAreFewRanges();
    void aHiddenListSelectsItsSamplesWhenItIsShown();
    void rowsOfOtherModelsDoNotStayWhileMoreAreArranged();
    void queriesSurviveJson();
    void damagedQueriesFallBackToDefaults();
    void figuresCarryTitlesUnitsAndSampleCounts();
    void everyViewHasItsCommand();
};

void EnsembleModelsTest::theTeamTableKeepsTheRulesOfItsKind()
{
    TeamTable table;
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    table.setAnswer(teamsOf(5));
    QCOMPARE(table.rowCount(), 26);
    table.sort(TeamTable::AccuracyColumn, Qt::DescendingOrder);
    table.setFilter({.members = {1}, .minSize = 0, .maxSize = 0});
    table.setAsScore(false);
    table.setAnswer(teamsOf(3));
    QCOMPARE(table.rowCount(), 3);
    table.setAnswer(nullptr);
    QCOMPARE(table.rowCount(), 0);
}

void EnsembleModelsTest::teamsSortWithUndefinedValuesLast()
{
    TeamTable table;
    table.setAnswer(teamsOf(5));
    for (int column = TeamTable::SizeColumn; column < TeamTable::ColumnCount; ++column) {
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            table.sort(column, order);
            for (int row = 1; row < table.rowCount(); ++row) {
                const double before = table.figure(table.teamOf(row - 1), column);
                const double value = table.figure(table.teamOf(row), column);
                QVERIFY(!std::isnan(before) || std::isnan(value));
                if (!std::isnan(before) && !std::isnan(value))
                    QVERIFY(order == Qt::AscendingOrder ? before <= value : before >= value);
            }
        }
    }
}

void EnsembleModelsTest::teamsFilterByMembersAndSize()
{
    TeamTable table;
    table.setAnswer(teamsOf(5));
    table.setFilter({.members = {0, 3}, .minSize = 3, .maxSize = 3});
    QCOMPARE(table.rowCount(), 3); // 0,3 with one of 1, 2, 4
    for (int row = 0; row < 3; ++row)
        QCOMPARE(table.rowOf(table.teamOf(row)), std::optional(row));
    QCOMPARE(table.rowOf(0), std::nullopt); // 0,1 is hidden
    table.setFilter({});
    QCOMPARE(table.rowCount(), 26);
}

void EnsembleModelsTest::sortingKeepsPersistentRowsOnTheirTeam()
{
    TeamTable table;
    table.setAnswer(teamsOf(5));
    const QPersistentModelIndex kept(table.index(7, TeamTable::SizeColumn));
    const std::uint32_t team = table.teamOf(7);
    table.sort(TeamTable::AccuracyColumn, Qt::DescendingOrder);
    QCOMPARE(table.teamOf(kept.row()), team);
}

void EnsembleModelsTest::ofManyTeamsTheFirstByTheColumnHaveRows()
{
    TeamTable table;
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    table.setAnswer(teamsOf(14)); // 2^14 - 14 - 1
    QCOMPARE(table.passing(), std::size_t(16369));
    QCOMPARE(table.rowCount(), 10000);
    table.sort(TeamTable::SizeColumn, Qt::DescendingOrder);
    QCOMPARE(table.figure(table.teamOf(0), TeamTable::SizeColumn), 14.0);
    const double last = table.figure(table.teamOf(9999), TeamTable::SizeColumn);
    for (std::uint32_t team = 0; team < table.total(); ++team)
        QVERIFY(table.rowOf(team) || table.figure(team, TeamTable::SizeColumn) <= last);
    table.setFilter({.members = {}, .minSize = 13, .maxSize = 0});
    QCOMPARE(table.rowCount(), 15);
}

void EnsembleModelsTest::veryManyTeamsAreArrangedOnAWorker()
{
    Async async(1);
    TeamTable table(&async);
    const auto teams = teamsOf(15);
    QVERIFY(teams->teams.scores.size() > kQuickTeams);
    table.setAnswer(teams);
    table.sort(TeamTable::AccuracyColumn, Qt::DescendingOrder);
    QCOMPARE(table.rowCount(), 0);
    QTRY_COMPARE(table.rowCount(), 10000);
    QCOMPARE(table.answer(), teams);
    const double best = std::ranges::max(teams->teams.scores.accuracy);
    QCOMPARE(table.figure(table.teamOf(0), TeamTable::AccuracyColumn), 100.0 * best);
    table.setAnswer(nullptr); // needs no worker
    QCOMPARE(table.rowCount(), 0);
}

void EnsembleModelsTest::rawAndScoreAreOneMinusEachOtherWhereLowIsDiverse()
{
    TeamTable raw;
    TeamTable score;
    raw.setAsScore(false);
    raw.setAnswer(teamsOf(4));
    score.setAnswer(teamsOf(4));
    for (std::size_t m = 0; m < ensemble::kAllMetrics.size(); ++m) {
        const int column = TeamTable::FirstMetricColumn + static_cast<int>(m);
        const bool turned = ensemble::info(ensemble::kAllMetrics[m]).lowIsDiverse;
        for (std::uint32_t team = 0; team < 11; ++team) {
            const double value = raw.figure(team, column);
            QCOMPARE(score.figure(team, column), turned ? 1.0 - value : value);
        }
        QCOMPARE(score.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().startsWith(u"1 − "), turned);
    }
}

void EnsembleModelsTest::gainIsAccuracyAboveTheBestMember()
{
    TeamTable table;
    table.setAnswer(teamsOf(4));
    for (std::uint32_t team = 0; team < 11; ++team)
        QCOMPARE(table.figure(team, TeamTable::GainColumn),
            table.figure(team, TeamTable::AccuracyColumn) - table.figure(team, TeamTable::BestMemberColumn));
}

void EnsembleModelsTest::membersAreReadFromNumbersAndNames()
{
    const auto pool = test::smallPool(12); // m0 … m11
    QStringList unknown;
    QCOMPARE(parseMembers(u"3, 0 M7"_s, *pool, &unknown), (ensemble::Members{0, 3, 7}));
    QVERIFY(unknown.isEmpty());
    QCOMPARE(parseMembers(u"m1"_s, *pool), (ensemble::Members{1})); // the whole name, though m10 contains it
    QCOMPARE(parseMembers(u"12 x m"_s, *pool, &unknown), ensemble::Members{});
    QCOMPARE(unknown, (QStringList{u"12"_s, u"x"_s, u"m"_s}));
}

void EnsembleModelsTest::thePairTablesKeepTheRulesOfTheirKind()
{
    test::WindowKit kit;
    kit.openWindow();
    const SampleImages images(kit.bench->workspace);
    DisagreementList samples(images);
    PairMetrics metrics;
    QAbstractItemModelTester first(&samples, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester second(&metrics, QAbstractItemModelTester::FailureReportingMode::QtTest);
    samples.setAnswer(pairOf(0, 1));
    metrics.setAnswer(pairOf(0, 1));
    samples.setShow(DisagreementList::Show::FirstRight);
    samples.refreshImages();
    samples.setAnswer(nullptr);
    metrics.setAnswer(nullptr);
    QCOMPARE(samples.rowCount() + metrics.rowCount(), 0);
}

void EnsembleModelsTest::everyMetricOfAPairIsListedWithItsHelp()
{
    PairMetrics metrics;
    metrics.setAnswer(pairOf(0, 1));
    QCOMPARE(metrics.rowCount(), 9);
    QVERIFY(shown(metrics, 1, PairMetrics::MetricColumn).startsWith(u"QS"));
    for (int row = 0; row < metrics.rowCount(); ++row) {
        const QString help = metrics.index(row, 0).data(Qt::ToolTipRole).toString();
        QVERIFY(help.contains(u"<code>"));
        QVERIFY(help.contains(u"range"));
        QVERIFY(help.contains(u"diverse"));
    }
}

// Model m errs where n % (m + 2) == 0, and both say the next class when they err: so they disagree where exactly
// one errs. Of 60 samples model 0 errs on 30, model 1 on 20, both on 10.
void EnsembleModelsTest::disagreementsAreFilteredByWhoIsRight()
{
    test::WindowKit kit;
    kit.openWindow();
    const SampleImages images(kit.bench->workspace);
    DisagreementList samples(images);
    samples.setAnswer(pairOf(0, 1));
    QCOMPARE(samples.rowCount(), 30);
    QCOMPARE(samples.sampleAt(0), 2U); // sample 0 is wrong for both
    QCOMPARE(shown(samples, 0, DisagreementList::TruthColumn), u"2"_s);
    QCOMPARE(shown(samples, 0, DisagreementList::FirstColumn), u"✗ 0"_s);
    QCOMPARE(shown(samples, 0, DisagreementList::SecondColumn), u"✓ 2"_s);
    QCOMPARE(samples.rowOf(2), std::optional(0));
    QCOMPARE(samples.rowOf(0), std::nullopt);
    samples.setShow(DisagreementList::Show::FirstRight);
    QCOMPARE(samples.rowCount(), 10);
    samples.setShow(DisagreementList::Show::SecondRight);
    QCOMPARE(samples.rowCount(), 20);
    samples.setShow(DisagreementList::Show::NeitherRight);
    QCOMPARE(samples.rowCount(), 0);
}

void EnsembleModelsTest::thousandsOfSelectedSamplesAreFewRanges()
{
    SampleRows list(5000);
    list.view.show();
    Selection::Indices samples(5000);
    std::iota(samples.begin(), samples.end(), 0U);
    list.selection.setSamples(samples);
    QCOMPARE(list.view.selectionModel()->selection().size(), 1);
    QCOMPARE(list.view.selectionModel()->selectedRows().size(), 5000);
    std::erase_if(samples, [](std::uint32_t sample) { return sample % 2 == 0; });
    list.selection.setSamples(samples);
    QCOMPARE(list.view.selectionModel()->selection().size(), qsizetype(kMostRanges));
    QCOMPARE(list.selection.samples(), samples); // all of them, whatever is shown
}

void EnsembleModelsTest::aHiddenListSelectsItsSamplesWhenItIsShown()
{
    SampleRows list(10);
    list.selection.setSamples({2, 3, 7});
    QVERIFY(!list.view.selectionModel()->hasSelection());
    list.view.show();
    QCOMPARE(list.view.selectionModel()->selectedRows().size(), 3);
}

void EnsembleModelsTest::rowsOfOtherModelsDoNotStayWhileMoreAreArranged()
{
    Async async(1);
    TeamTable table(&async);
    table.setAnswer(teamsOf(4));
    QCOMPARE(table.rowCount(), 11);
    const auto many = teamsOf(15); // 32,752 teams
    QVERIFY(many->teams.scores.size() > kQuickTeams);
    table.setAnswer(many);
    QCOMPARE(table.rowCount(), 0);
    QTRY_VERIFY(table.rowCount() > 0);
    QCOMPARE(table.answer(), many);
    QTRY_VERIFY(async.isIdle());
}

void EnsembleModelsTest::queriesSurviveJson()
{
    const EnsembleQuery query{.metric = Metric::RHO,
        .samples = {.kind = ensemble::SampleSet::Kind::Focal, .focal = 3},
        .asScore = false,
        .clustered = true,
        .wholeRange = true};
    QVERIFY(queryFromJson(toJson(query)) == query);
    QVERIFY(queryFromJson(toJson(EnsembleQuery{})) == EnsembleQuery{});
}

void EnsembleModelsTest::damagedQueriesFallBackToDefaults()
{
    QVERIFY(queryFromJson({}) == EnsembleQuery{});
    QVERIFY(queryFromJson({{u"metric"_s, 7}, {u"samples"_s, u"focal:-1"_s}, {u"score"_s, u"yes"_s}})
        == EnsembleQuery{});
}

void EnsembleModelsTest::figuresCarryTitlesUnitsAndSampleCounts()
{
    const Subject subject = subjectOf(4);
    EnsembleQuery query{.metric = Metric::QS, .samples = {}, .asScore = false};
    Progress progress;
    auto matrix = jobs::computeMatrix(subject.prepared(), {.metric = query.metric}, progress, {});
    MatrixAnswer answer{subject, std::move(*matrix), {3, 2, 1, 0}};
    plots::HeatmapData figure = matrixFigure(answer, query);
    QVERIFY(figure.title.contains(u"Yule's Q"));
    QVERIFY(figure.note.contains(u"n = 60"));
    QVERIFY(figure.valueTitle.contains(u"low = diverse"));
    QCOMPARE(figure.neutral, std::optional(0.0));
    QVERIFY(figure.rowOrder.empty());
    query.asScore = query.clustered = query.wholeRange = true;
    figure = matrixFigure(answer, query);
    QCOMPARE(figure.values[1], 1.0 - answer.matrix.values[1]);
    QCOMPARE(figure.neutral, std::optional(1.0));
    QCOMPARE(figure.rowOrder, (std::vector<std::size_t>{3, 2, 1, 0}));
    QCOMPARE(figure.range->low, 0.0);
    QCOMPARE(figure.range->high, 2.0);
    const plots::ScatterData scatter = teamFigure(*teamsOf(4), {});
    QCOMPARE(scatter.groups.size(), std::size_t(3));
    QCOMPARE(scatter.groups[0].ids.size(), std::size_t(6));
    QVERIFY(scatter.yTitle.contains(u"%"));
}

void EnsembleModelsTest::everyViewHasItsCommand()
{
    const Subject subject = subjectOf(4);
    const auto teams = teamsOf(4);
    EnsembleQuery query;
    QCOMPARE(matrixCommand(subject, query, u"a b.cobench"_s),
        u"cobench export 'a b.cobench' --view matrix:small:GD:test:disagreement --out matrix.svg"_s);
    QCOMPARE(scatterCommand(*teams, query, false, u"p.cobench"_s),
        u"cobench export p.cobench --view scatter:small:GD:test --out scatter.svg"_s);
    QVERIFY(scatterCommand(*teams, query, true, u"p.cobench"_s).contains(u"--view pareto:small:GD:test "));
    query.metric = Metric::QS; // shown as a score, which no picture of the command line is
    QCOMPARE(matrixCommand(subject, query, u"p.cobench"_s),
        u"cobench-cli ensemble matrix 'p.cobench#small' --split test --metric QS --samples disagreement"_s);
    query.asScore = false;
    QVERIFY(matrixCommand(subject, query, u"p.cobench"_s).contains(u"--view matrix:small:QS"));
    QCOMPARE(scatterCommand(*teams, query, false, u"p.cobench"_s),
        u"cobench-cli ensemble score 'p.cobench#small' --split test --metrics all --all --min-size 2 --max-size 4 "
        "--samples disagreement"_s);
}

QTEST_MAIN(EnsembleModelsTest)
#include "models_test.moc"
