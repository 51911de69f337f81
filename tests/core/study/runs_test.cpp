// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/run_groups.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::study;

namespace {

Run trained(std::int64_t id, const char* model, int seed, int batch = 10)
{
    Run run{.id = RunId{id}, .name = std::string(model) + "-" + std::to_string(seed), .state = "finished"};
    run.config["name"] = run.name;
    run.config["model"] = std::string(model);
    run.config["seed"] = double(seed);
    run.config["batch"] = double(batch);
    run.config["epochs"] = 4.0;
    return run;
}

std::vector<const Run*> pointers(const std::vector<Run>& runs)
{
    std::vector<const Run*> all;
    for (const Run& run : runs)
        all.push_back(&run);
    return all;
}

} // namespace

class RunsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aConfigurationIsReadWithItsNestedParts();
    void figuresAreThoseOfTheValues();
    void bestFollowsTheQuantity();
    void valuesAreOrderedWithUndefinedLast();
    void theLengthOfAnEpochComesFromWhatIsKnown();
    void pointsMoveToEveryAxis();
    void theMeanOfTwoCurvesIsByHand();
    void aCurveCountsOnlyWhereItReaches();
    void seedsOfOneConfigurationAreOneGroup();
    void aColumnGroupsByItsValues();
    void differingKeysAreThoseThatDiffer();
};

void RunsTest::aConfigurationIsReadWithItsNestedParts()
{
    const auto values = configValues(R"({"a":1.5,"b":true,"c":"x","d":[1,"two"],"e":{"f":{"g":2}}})");
    QCOMPARE(values.size(), std::size_t(5));
    QCOMPARE(std::get<double>(values.at("a")), 1.5);
    QCOMPARE(std::get<double>(values.at("b")), 1.0);
    QCOMPARE(std::get<std::string>(values.at("d")), std::string("1 two"));
    QCOMPARE(std::get<double>(values.at("e.f.g")), 2.0);
    QVERIFY(configValues("[1]").empty());
    QVERIFY(configValues("{broken").empty());
}

void RunsTest::figuresAreThoseOfTheValues()
{
    Figures figures;
    for (const double value : {2.0, std::nan(""), 1.0, 3.0})
        figures.add(double(figures.points), value);
    QCOMPARE(figures.points, std::uint64_t(4));
    QCOMPARE(figures.lastStep, 3.0);
    QCOMPARE(figures.last, 3.0);
    QCOMPARE(figures.min, 1.0);
    QCOMPARE(figures.max, 3.0);
    figures.add(4.0, std::nan(""));
    QVERIFY(std::isnan(figures.last));
}

void RunsTest::bestFollowsTheQuantity()
{
    const Figures figures{.points = 2, .lastStep = 1, .last = 2, .min = 1, .max = 3};
    QCOMPARE(valueOf(figures, "val/loss", Statistic::Best), 1.0);
    QCOMPARE(valueOf(figures, "val/accuracy", Statistic::Best), 3.0);
    QVERIFY(std::isnan(valueOf(figures, "train/learning_rate", Statistic::Best)));
    QCOMPARE(valueOf(figures, "train/learning_rate", Statistic::Last), 2.0);
}

void RunsTest::valuesAreOrderedWithUndefinedLast()
{
    const Value none = std::nan("");
    QVERIFY(isBefore(1.0, 2.0) && !isBefore(2.0, 1.0));
    QVERIFY(isBefore(2.0, std::string("a")));
    QVERIFY(isBefore(std::string("z"), none) && !isBefore(none, std::string("z")));
    QVERIFY(!isBefore(none, none));
    QCOMPARE(toText(0.1), std::string("0.1"));
    QCOMPARE(toText(64.0), std::string("64"));
    QCOMPARE(toText(none), std::string());
}

void RunsTest::theLengthOfAnEpochComesFromWhatIsKnown()
{
    Run run = trained(1, "mlp", 1);
    QVERIFY(std::isnan(iterationsPerEpoch(run)));
    run.figures["train/loss"] = {.points = 9, .lastStep = 400};
    QCOMPARE(iterationsPerEpoch(run), 100.0);
    run.state = "interrupted"; // how far it came says nothing now
    QVERIFY(std::isnan(iterationsPerEpoch(run)));
    run.config["limit_train"] = 1001.0;
    QCOMPARE(iterationsPerEpoch(run), 101.0);
    run.figures["run/iterations"] = {.points = 1, .last = 480};
    QCOMPARE(iterationsPerEpoch(run), 120.0);
}

void RunsTest::pointsMoveToEveryAxis()
{
    Run run = trained(1, "mlp", 1, 32);
    run.figures["train/loss"] = {.points = 2, .lastStep = 400};
    const std::vector<ScalarPoint> points{
        {.step = 50, .time = 1003, .value = 2}, {.step = 400, .time = 1010, .value = 1, .energy = 70}};
    QCOMPARE(onAxis(run, points, XAxis::Step, 1000).x, (std::vector<double>{50, 400}));
    QCOMPARE(onAxis(run, points, XAxis::Epoch, 1000).x, (std::vector<double>{0.5, 4}));
    QCOMPARE(onAxis(run, points, XAxis::Samples, 1000).x, (std::vector<double>{1600, 12800}));
    QCOMPARE(onAxis(run, points, XAxis::Time, 1000).x, (std::vector<double>{3, 10}));
    QCOMPARE(onAxis(run, points, XAxis::Time, 1000).y, (std::vector<double>{2, 1}));
    QCOMPARE(onAxis(run, points, XAxis::Energy, 1000).x, std::vector<double>{70}); // known at the second only
    QCOMPARE(onAxis(run, points, XAxis::Energy, 1000).y, std::vector<double>{1});
    run.config.erase("batch");
    QVERIFY(onAxis(run, points, XAxis::Samples, 1000).x.empty());
    for (const XAxis axis : {XAxis::Step, XAxis::Epoch, XAxis::Samples, XAxis::Time, XAxis::Energy})
        QCOMPARE(xAxisFromId(id(axis)), std::optional(axis));
}

// At 0: 1 and 3, mean 2, deviation sqrt(2). At 1: 2 and (3 + 5) / 2 = 4. At 2: 3 and 5.
void RunsTest::theMeanOfTwoCurvesIsByHand()
{
    const std::vector<Curve> curves{{{0, 1, 2}, {1, 2, 3}}, {{0, 2}, {3, 5}}};
    const MeanCurve mean = meanOf(curves);
    QCOMPARE(mean.x, (std::vector<double>{0, 1, 2}));
    QCOMPARE(mean.mean, (std::vector<double>{2, 3, 4}));
    QCOMPARE(mean.n, (std::vector<std::size_t>{2, 2, 2}));
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(mean.high[i], mean.mean[i] + std::sqrt(2.0));
        QCOMPARE(mean.low[i], mean.mean[i] - std::sqrt(2.0));
    }
}

void RunsTest::aCurveCountsOnlyWhereItReaches()
{
    const std::vector<Curve> curves{{{0, 1}, {1, 2}}, {{1, 2}, {4, std::nan("")}}};
    const MeanCurve mean = meanOf(curves);
    QCOMPARE(mean.n, (std::vector<std::size_t>{1, 2, 0}));
    QCOMPARE(mean.mean[0], 1.0);
    QVERIFY(std::isnan(mean.low[0])); // one run has no deviation
    QCOMPARE(mean.mean[1], 3.0);
    QVERIFY(std::isnan(mean.mean[2]));
    QVERIFY(meanOf({}).x.empty());
}

void RunsTest::seedsOfOneConfigurationAreOneGroup()
{
    const std::vector<Run> runs{
        trained(1, "mlp", 1), trained(2, "lenet5", 1), trained(3, "mlp", 2), trained(4, "mlp", 3, 20)};
    const auto groups = groupRuns(pointers(runs), kSameButSeed);
    QCOMPARE(groups.size(), std::size_t(3));
    QCOMPARE(groups[0].runs, (std::vector<std::size_t>{0, 2}));
    QCOMPARE(groups[0].name, std::string("batch = 10, model = mlp"));
    QCOMPARE(groups[1].name, std::string("lenet5-1")); // alone, so by its own name
    QCOMPARE(groupRuns(pointers(runs), {}).size(), std::size_t(4));
}

void RunsTest::aColumnGroupsByItsValues()
{
    std::vector<Run> runs{trained(1, "mlp", 1), trained(2, "lenet5", 1), trained(3, "mlp", 2)};
    runs[1].config.erase("model");
    const auto groups = groupRuns(pointers(runs), "model");
    QCOMPARE(groups.size(), std::size_t(2));
    QCOMPARE(groups[0].name, std::string("model = mlp"));
    QCOMPARE(groups[1].name, std::string("model unknown"));
}

void RunsTest::differingKeysAreThoseThatDiffer()
{
    const std::vector<Run> runs{trained(1, "mlp", 1), trained(2, "lenet5", 1), trained(3, "mlp", 2)};
    QCOMPARE(differingKeys(pointers(runs)), (std::vector<std::string>{"model", "seed"}));
    QVERIFY(differingKeys({}).empty());
}

QTEST_APPLESS_MAIN(RunsTest)
#include "runs_test.moc"
