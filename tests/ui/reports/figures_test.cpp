// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/export.h"
#include "tests/support/sample_pool.h"
#include "tests/support/verify_ok.h"
#include "tests/ui/reports/three_models.h"
#include "ui/pages/reports/figure_data.h"
#include "ui/pages/reports/figure_factory.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::ui;

namespace {

Result<FigureData> figure(const std::string& view, data::Pool pool = test::threeModels())
{
    const auto spec = parseView(view);
    if (!spec)
        return spec.error();
    const std::string title = splitTitleOf(*spec, pool);
    const auto split = jobs::viewSplit(std::make_shared<const data::Pool>(std::move(pool)), title);
    if (!split)
        return split.error();
    Progress progress;
    return computeFigure(*spec, *split, progress, CancelToken{});
}

data::Pool labelOnlyPool()
{
    data::Pool pool = test::threeModels();
    data::Split split = *pool.splits.front();
    split.members.front() = {.labels = Array<data::Label>({0, 1, 0, 0})};
    pool.splits.front() = std::make_shared<const data::Split>(std::move(split));
    return pool;
}

data::Pool manyModels(std::size_t count)
{
    data::Pool pool = test::threeModels();
    data::Split split = *pool.splits.front();
    pool.models.clear();
    for (std::size_t i = 0; i < count; ++i)
        pool.models.push_back({.name = "m" + std::to_string(i)});
    split.members.resize(count, split.members.front());
    pool.splits.front() = std::make_shared<const data::Split>(std::move(split));
    return pool;
}

} // namespace

class FiguresTest : public QObject
{
    Q_OBJECT
private slots:
    void theMatrixHoldsTheHandComputedPairs();
    void aFocalMatrixCountsOnlyTheModelsFailures();
    void theScatterHasOneGroupPerTeamSize();
    void theTreeHasAllTeamsBelowTheirModels();
    void aModelIsFoundByNameAndByIndex();
    void recallAndConfusionNameTheClasses();
    void aConfusionMatrixOfTooManyClassesIsRefused();
    void aLabelOnlyModelHasNoReliability();
    void tooManyModelsForAScatterAreRefusedWithACure();
    void theDataHashChangesWithTheNumbersAndNotWithThePoolsName();
    void theOverlapCountsWhoFailsTogether();
    void aTeamsConfusionStandsBesideItsBestMembers();
    void aTeamIsNamedByNamesOrIndicesEachOnce();
    void aRuleThatCannotBeUsedSaysWhy();
    void theFrontHoldsTheTeamsThatNoOtherBeats();
    void theFrontOverCostNeedsTheModelsCost();
    void theSelectionMarksTheTeamsThatTheMethodChooses();
    void aSelectionLooksAtTheSelectionSplit();
    void everyMethodOfSelectionDraws_data();
    void everyMethodOfSelectionDraws();
    void chanceIsSeededAndTellsWhatWasObserved();
    void everyFigureDrawsInEveryFormat_data();
    void everyFigureDrawsInEveryFormat();
};

void FiguresTest::theMatrixHoldsTheHandComputedPairs()
{
    const auto made = figure("matrix:three:BD");
    QVERIFY(made.ok());
    const auto& data = std::get<plots::HeatmapData>(made->content);
    QCOMPARE(data.values.at(1), 0.5);
    QCOMPARE(data.values.at(2), 0.25);
    QCOMPARE(data.values.at(5), 0.75);
    QCOMPARE(data.values.at(7), 0.75);
    QVERIFY(std::isnan(data.values.at(4)));
    QCOMPARE(made->samples, std::size_t{4});
    QCOMPARE(made->note, QStringLiteral("three · test · all samples · n = 4"));
}

void FiguresTest::aFocalMatrixCountsOnlyTheModelsFailures()
{
    const auto made = figure("matrix:three:BD:test:focal:2");
    QVERIFY(made.ok());
    QCOMPARE(made->samples, std::size_t{2}); // c is wrong on 0 and 3
    const auto& data = std::get<plots::HeatmapData>(made->content);
    QCOMPARE(data.values.at(1), 0.5); // a right on 0, b right on both
    QVERIFY(made->note.contains(QStringLiteral("samples that c gets wrong")));
    QVERIFY(!figure("matrix:three:BD:test:focal:3").ok());
}

void FiguresTest::theScatterHasOneGroupPerTeamSize()
{
    const auto made = figure("scatter:three:BD");
    QVERIFY(made.ok());
    const auto& scatter = std::get<TeamScatter>(made->content);
    QCOMPARE(scatter.scores->size(), std::size_t{4});
    QCOMPARE(scatter.plot.groups.size(), std::size_t{2});
    QCOMPARE(scatter.plot.groups.at(0).y, (std::vector<double>{100.0, 75.0, 100.0}));
    QCOMPARE(scatter.plot.groups.at(1).y, std::vector<double>{100.0});
    // The pool disagrees about samples 0, 2 and 3; a and b differ on two of them.
    QCOMPARE(scatter.plot.groups.at(0).x.at(0), 2.0 / 3.0);
}

void FiguresTest::theTreeHasAllTeamsBelowTheirModels()
{
    const auto made = figure("tree:three:BD:test:3:0.4");
    QVERIFY(made.ok());
    const auto& tree = std::get<plots::TreeData>(made->content);
    const std::vector<std::int32_t> parents{-1, -1, -1, 0, 0, 1, 3}; // a b c ab ac bc abc
    QCOMPARE(tree.nodes.size(), parents.size());
    for (std::size_t node = 0; node < parents.size(); ++node)
        QCOMPARE(tree.nodes[node].parent, parents[node]);
    QCOMPARE(tree.rows, (std::vector<QString>{QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
    // The least diverse pair goes (⌊0.4 · 3⌋ = 1), and abc with it.
    QCOMPARE(std::ranges::count(tree.nodes, plots::TreeState::Pruned, &plots::TreeNode::state), 1);
    QCOMPARE(tree.nodes.back().state,
        tree.nodes[3].state == plots::TreeState::Pruned ? plots::TreeState::NotGenerated
                                                        : plots::TreeState::Killed);
    QVERIFY(tree.describe(6).contains(QStringLiteral("a + b + c (0,1,2)")));
    QCOMPARE(made->note,
        QStringLiteral(
            "three · test · β = 40 % · 3 of 4 teams scored · scaled over each size's candidates · n = 4"));
    QVERIFY(!figure("tree:three:BD:nope").ok());
}

void FiguresTest::aModelIsFoundByNameAndByIndex()
{
    data::Pool pool = test::threeModels();
    pool.models[2].name = "0";
    QCOMPARE(*findModel(pool, "b"), std::size_t{1});
    QCOMPARE(*findModel(pool, "1"), std::size_t{1});
    QCOMPARE(*findModel(pool, "0"), std::size_t{2}); // a name comes before an index
    QCOMPARE(findModel(pool, "3").error().code, ErrorCode::Usage);
    QCOMPARE(findModel(pool, "1x").error().code, ErrorCode::Usage);
}

void FiguresTest::recallAndConfusionNameTheClasses()
{
    const auto recall = figure("recall:three:c");
    QVERIFY(recall.ok());
    const auto& bars = std::get<plots::BarsData>(recall->content);
    QCOMPARE(bars.names, (std::vector<QString>{QStringLiteral("cat"), QStringLiteral("dog")}));
    QCOMPARE(bars.values, (std::vector<double>{0.5, 0.5}));
    const auto confusion = figure("confusion:three:c");
    QVERIFY(confusion.ok());
    QCOMPARE(std::get<plots::ConfusionData>(confusion->content).counts, (std::vector<std::uint32_t>{1, 1, 1, 1}));
}

void FiguresTest::aConfusionMatrixOfTooManyClassesIsRefused()
{
    data::Pool pool = labelOnlyPool();
    data::Split split = *pool.splits.front();
    for (data::MemberPredictions& member : split.members)
        member = {.labels = Array<data::Label>({0, 1, 0, 0})};
    pool.splits.front() = std::make_shared<const data::Split>(std::move(split));
    pool.classes = 65'535; // one label says so
    for (const char* view : {"confusion:three:a", "team-confusion:three:a,b"}) {
        const auto refused = figure(view, pool);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::TooLarge);
    }
    QVERIFY(figure("overlap:three:a,b", pool).ok());
}

void FiguresTest::aLabelOnlyModelHasNoReliability()
{
    const auto made = figure("reliability:three:a", labelOnlyPool());
    QVERIFY(!made.ok());
    QCOMPARE(made.error().code, ErrorCode::Unsupported);
    const auto scatter = figure("scatter:three:BD", labelOnlyPool());
    QVERIFY(scatter.ok());
    QCOMPARE(std::get<TeamScatter>(scatter->content).plot.yTitle, QStringLiteral("Plurality accuracy (%)"));
}

void FiguresTest::tooManyModelsForAScatterAreRefusedWithACure()
{
    const auto made = figure("scatter:three:BD", manyModels(21));
    QVERIFY(!made.ok());
    QCOMPARE(made.error().code, ErrorCode::Unsupported);
    QVERIFY(!made.error().cure.empty());
    QVERIFY(figure("matrix:three:BD", manyModels(17)).ok());
    QCOMPARE(figure("tree:three:BD", manyModels(50)).error().code, ErrorCode::Unsupported);
    QVERIFY(figure("tree:three:BD:test:2", manyModels(50)).ok());
}

void FiguresTest::theDataHashChangesWithTheNumbersAndNotWithThePoolsName()
{
    const auto first = figure("matrix:three:BD");
    data::Pool renamed = test::threeModels();
    renamed.name = "other";
    const auto second = figure("matrix:other:BD", renamed);
    const auto third = figure("matrix:three:BD", labelOnlyPool());
    QCOMPARE(first->dataHash.size(), qsizetype{64});
    QCOMPARE(first->dataHash, second->dataHash);
    QVERIFY(first->dataHash != third->dataHash);
}

// Truth 0 1 0 1. Right: a 1 1 1 0, b 1 1 0 1, c 0 1 1 0.
void FiguresTest::theOverlapCountsWhoFailsTogether()
{
    const auto made = figure("overlap:three:a,b,c");
    VERIFY_OK(made);
    const auto& upset = std::get<plots::UpsetData>(made->content);
    QCOMPARE(upset.sets.size(), std::size_t{3});
    QCOMPARE(upset.groups.size(), std::size_t{3}); // b; c; a and c
    double samples = 0.0;
    for (const plots::UpsetGroup& group : upset.groups)
        samples += group.count;
    QCOMPARE(samples, 3.0);
    QCOMPARE(upset.groups.back().sets, (std::vector<std::size_t>{0, 2}));
    QVERIFY2(made->note.startsWith(QStringLiteral("three · a + b + c · test · Soft-vote · n = 4")),
        qPrintable(made->note));
}

void FiguresTest::aTeamsConfusionStandsBesideItsBestMembers()
{
    const auto team = figure("team-confusion:three:b,c");
    const auto best = figure("team-confusion:three:b,c:::best");
    const auto difference = figure("team-confusion:three:b,c:::difference");
    VERIFY_OK(team);
    VERIFY_OK(best);
    VERIFY_OK(difference);
    // Means of class 0: 0.55 0.25 0.5 0.4; b alone: 0.8 0.3 0.4 0.1.
    QCOMPARE(std::get<plots::ConfusionData>(team->content).counts, (std::vector<std::uint32_t>{2, 0, 0, 2}));
    QCOMPARE(std::get<plots::ConfusionData>(best->content).counts, (std::vector<std::uint32_t>{1, 1, 0, 2}));
    QCOMPARE(
        std::get<plots::HeatmapData>(difference->content).values, (std::vector<double>{50.0, -50.0, 0.0, 0.0}));
}

void FiguresTest::aTeamIsNamedByNamesOrIndicesEachOnce()
{
    const auto byName = figure("overlap:three:c,a");
    const auto byIndex = figure("overlap:three:0,2");
    VERIFY_OK(byName);
    VERIFY_OK(byIndex);
    QCOMPARE(byName->note, byIndex->note);
    QCOMPARE(figure("overlap:three:a,0").error().code, ErrorCode::Usage);
    QCOMPARE(figure("overlap:three:a,z").error().code, ErrorCode::Usage);
    QCOMPARE(figure("overlap:three:a,3").error().code, ErrorCode::Usage);
}

void FiguresTest::aRuleThatCannotBeUsedSaysWhy()
{
    const auto made = figure("overlap:three:a,b::soft", labelOnlyPool());
    QVERIFY(!made.ok());
    QCOMPARE(made.error().code, ErrorCode::Unsupported);
    QVERIFY2(made.error().detail.find("labels only") != std::string::npos, describe(made.error()).c_str());
    VERIFY_OK(figure("overlap:three:a,b", labelOnlyPool()));
    QCOMPARE(figure("overlap:three:a,b::stacking").error().code, ErrorCode::Unsupported);
    VERIFY_OK(figure("overlap:three:a,b:test:stacking", test::threeModelsWithVal()));
}

void FiguresTest::theFrontHoldsTheTeamsThatNoOtherBeats()
{
    const auto made = figure("pareto:three:BD");
    VERIFY_OK(made);
    const auto& scatter = std::get<TeamScatter>(made->content);
    // ab: 2/3, 100 %; ac: 1/3, 75 %; bc: 1, 100 %; abc: 2/3, 100 %.
    QCOMPARE(scatter.outlined, (std::vector<std::uint32_t>{2}));
    QVERIFY(made->explanation.contains(QStringLiteral("accuracy and BD")));
}

void FiguresTest::theFrontOverCostNeedsTheModelsCost()
{
    QCOMPARE(figure("pareto:three:BD::cost").error().code, ErrorCode::Unsupported);
    data::Pool pool = test::threeModels();
    for (std::size_t model = 0; model < pool.size(); ++model)
        pool.models[model].cost.parameters = 1e6 * static_cast<double>(model + 1);
    const auto made = figure("pareto:three:BD::cost", pool);
    VERIFY_OK(made);
    const auto& scatter = std::get<TeamScatter>(made->content);
    QCOMPARE(scatter.plot.groups.at(0).x, (std::vector<double>{3.0, 4.0, 5.0}));
    QCOMPARE(scatter.outlined, (std::vector<std::uint32_t>{0, 2})); // ab is cheaper than bc
}

void FiguresTest::theSelectionMarksTheTeamsThatTheMethodChooses()
{
    const auto made = figure("selection:three:BD:test:top:n=1");
    VERIFY_OK(made);
    const auto& scatter = std::get<TeamScatter>(made->content);
    QCOMPARE(scatter.marked, (std::vector<std::uint32_t>{2})); // bc
    const auto large = figure("selection:three:BD:test:top:min-size=3,n=1");
    VERIFY_OK(large);
    const auto& one = std::get<TeamScatter>(large->content);
    QCOMPARE(one.marked, (std::vector<std::uint32_t>{3})); // numbered among all teams
    QCOMPARE(one.scores->members(3 - one.first), (ensemble::Members{0, 1, 2}));
    const auto mean = figure("selection:three:BD:test:mean");
    VERIFY_OK(mean);
    QCOMPARE(std::get<TeamScatter>(mean->content).plot.lines.size(), std::size_t{1});
}

void FiguresTest::aSelectionLooksAtTheSelectionSplit()
{
    const auto made = figure("selection:three:BD", test::threeModelsWithVal());
    VERIFY_OK(made);
    QCOMPARE(made->split, QStringLiteral("val"));
    QVERIFY(!made->note.contains(QStringLiteral("selected on the reported data")));
    const auto only = figure("selection:three:BD");
    VERIFY_OK(only);
    QVERIFY2(only->note.contains(QStringLiteral("selected on the reported data")), qPrintable(only->note));
}

void FiguresTest::everyMethodOfSelectionDraws_data()
{
    QTest::addColumn<QByteArray>("method");
    for (const jobs::SelectionMethod method : jobs::kAllSelectionMethods) {
        const std::string_view id = jobs::info(method).id;
        QTest::newRow(std::string(id).c_str()) << QByteArray(id.data(), static_cast<qsizetype>(id.size()));
    }
}

void FiguresTest::everyMethodOfSelectionDraws()
{
    QFETCH(QByteArray, method);
    const auto made = figure("selection:three:GD:test:" + method.toStdString());
    VERIFY_OK(made);
    const auto plot = makePlot(*made, QStringLiteral("p.cobench"));
    QVERIFY(plots::render(*plot, plots::ExportFormat::Png, {.size = preferredSize(*made)}).startsWith("\x89PNG"));
    QVERIFY(!std::get<TeamScatter>(made->content).plot.xTitle.isEmpty());
    const bool isRandom
        = jobs::info(*jobs::selectionMethodFromId(method.toStdString())).takes(jobs::SelectionParameter::Seed);
    QCOMPARE(made->seed.has_value(), isRandom);
}

void FiguresTest::chanceIsSeededAndTellsWhatWasObserved()
{
    const data::Pool pool = test::samplePool(7, {.models = 5, .samples = 60, .lastIsLabelOnly = false});
    const auto first = figure("chance:sample:GD::50:3", pool);
    const auto again = figure("chance:sample:GD::50:3", pool);
    const auto other = figure("chance:sample:GD::50:4", pool);
    VERIFY_OK(first);
    VERIFY_OK(other);
    const auto& data = std::get<plots::HistogramData>(first->content);
    QCOMPARE(data.values.size(), std::size_t{50});
    QVERIFY(data.mark.has_value() && data.interval.has_value());
    QCOMPARE(data.values, std::get<plots::HistogramData>(again->content).values);
    QVERIFY(data.values != std::get<plots::HistogramData>(other->content).values);
    QCOMPARE(first->seed, std::optional<std::uint64_t>(3));
}

void FiguresTest::everyFigureDrawsInEveryFormat_data()
{
    QTest::addColumn<QByteArray>("view");
    for (const char* view : {"matrix:three:BD",
             "scatter:three:GD",
             "tree:three:BD",
             "confusion:three:a",
             "reliability:three:a",
             "recall:three:a",
             "pareto:three:BD",
             "selection:three:BD",
             "selection:three:BD::top:n=2",
             "correlations:three:BD",
             "overlap:three:0,1,2",
             "team-confusion:three:a,b",
             "team-confusion:three:a,b::plurality:difference",
             "team-confusion:three:a,b:::best",
             "team-recall:three:a,c"})
        QTest::newRow(view) << QByteArray(view);
}

void FiguresTest::everyFigureDrawsInEveryFormat()
{
    QFETCH(QByteArray, view);
    const auto made = figure(view.toStdString());
    QVERIFY(made.ok());
    const auto plot = makePlot(*made, QStringLiteral("p.cobench"));
    QVERIFY(
        plot->command().startsWith(QStringLiteral("cobench export p.cobench --view ") + QString::fromUtf8(view)));
    const plots::ExportOptions options{.size = preferredSize(*made)};
    QVERIFY(plots::render(*plot, plots::ExportFormat::Png, options).startsWith("\x89PNG"));
    QVERIFY(plots::render(*plot, plots::ExportFormat::Svg, options).contains(made->title.toUtf8()));
    QVERIFY(plots::render(*plot, plots::ExportFormat::Pdf, options).startsWith("%PDF-"));
    QVERIFY(plots::render(*plot, plots::ExportFormat::Csv, options).count('\n') > 1);
}

QTEST_MAIN(FiguresTest)
#include "figures_test.moc"
