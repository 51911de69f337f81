// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/export.h"
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
    const auto split = jobs::viewSplit(std::make_shared<const data::Pool>(std::move(pool)), spec->split);
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
    void aLabelOnlyModelHasNoReliability();
    void tooManyModelsForAScatterAreRefusedWithACure();
    void theDataHashChangesWithTheNumbersAndNotWithThePoolsName();
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
    QCOMPARE(scatter.teams.size(), std::size_t{4});
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
    const auto made = figure("scatter:three:BD", manyModels(17));
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

void FiguresTest::everyFigureDrawsInEveryFormat_data()
{
    QTest::addColumn<QByteArray>("view");
    for (const char* view : {"matrix:three:BD",
             "scatter:three:GD",
             "tree:three:BD",
             "confusion:three:a",
             "reliability:three:a",
             "recall:three:a"})
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
