// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/average_precision.h"
#include "core/detect/matched_tables.h"
#include "core/detect/overlap.h"
#include "core/io/box_files.h"
#include "tests/support/source_tree.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>
#include <fstream>
#include <map>

using namespace cobench;
using namespace cobench::detect;

class TestDetectPrecision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overlapIsSharedAreaOverAllArea();
    void threeObjectsAndFourDetectionsByHand();
    void aSecondHitOfOneObjectIsAMiss();
    void vocLooksOnlyAtTheObjectItOverlapsMost();
    void cocoGoesOnToTheNextFreeObject();
    void whatIsIgnoredCountsNowhere();
    void sizesCountTheirOwnObjectsOnly();
    void classesWithoutObjectsAreLeftOut();
    void integerBoxesOfVocGainAPixel();
    void drawnSetsEqualTheSecondImplementation_data();
    void drawnSetsEqualTheSecondImplementation();
    void publicDetectionsOfTheVideoReachTheirKnownFigure();
};

namespace {

constexpr double kTolerance = 1e-9;

EvaluatedFrame::Object object(data::Box box, std::int32_t label = 0, bool isIgnored = false)
{
    return {.box = box, .classIndex = label, .isIgnored = isIgnored, .area = box.area()};
}

data::Detection detection(data::Box box, double score, std::int32_t label = 0)
{
    return {.box = box, .classIndex = label, .score = score};
}

ApResult evaluate(const std::vector<EvaluatedFrame>& frames, const ApOptions& options, std::size_t classes = 1)
{
    const auto result = averagePrecision(frames, classes, options, {});
    return result ? *result : ApResult{.map = -1.0};
}

bool isNear(double value, double expected)
{
    return std::isnan(expected) ? std::isnan(value) : std::fabs(value - expected) < kTolerance;
}

const data::Box kA{0, 0, 10, 10};
const data::Box kB{100, 0, 10, 10};
const data::Box kC{200, 0, 10, 10};
const data::Box kNowhere{500, 500, 10, 10};

} // namespace

void TestDetectPrecision::overlapIsSharedAreaOverAllArea()
{
    QCOMPARE(overlap(kA, kA), 1.0);
    QCOMPARE(overlap(kA, kB), 0.0);
    QCOMPARE(overlap(kA, {5, 0, 10, 10}), 50.0 / 150.0);
    QCOMPARE(overlap(kA, {10, 0, 10, 10}), 0.0); // they touch
    QCOMPARE(overlap(kA, {2, 2, 0, 0}), 0.0);
    QCOMPARE(overlap({0, 0, 9, 9}, {5, 0, 9, 9}, 1.0), 50.0 / 150.0);
}

/// Ranks: hit, miss, hit, miss; recalls 1/3, 1/3, 2/3, 2/3; precisions 1, 1/2, 2/3, 1/2.
void TestDetectPrecision::threeObjectsAndFourDetectionsByHand()
{
    const std::vector<EvaluatedFrame> frames{{.name = "1",
        .objects = {object(kA), object(kB), object(kC)},
        .detections
        = {detection(kB, 0.7), detection(kNowhere, 0.8), detection(kA, 0.9), detection(kNowhere, 0.1)}}};
    QVERIFY(isNear(evaluate(frames, {.metric = ApMetric::Voc07}).map, (4.0 * 1.0 + 3.0 * 2.0 / 3.0) / 11.0));
    QVERIFY(isNear(evaluate(frames, {.metric = ApMetric::Voc10}).map, 1.0 / 3.0 + 2.0 / 9.0));
    // Of 101 recalls 34 lie up to 1/3, 33 up to 2/3.
    QVERIFY(isNear(
        evaluate(frames, {.metric = ApMetric::Coco, .thresholds = {0.5}}).map, (34.0 + 33.0 * 2.0 / 3.0) / 101.0));
}

void TestDetectPrecision::aSecondHitOfOneObjectIsAMiss()
{
    const std::vector<EvaluatedFrame> frames{{.objects = {object(kA), object(kB)},
        .detections = {detection(kA, 0.9), detection(kA, 0.8), detection(kB, 0.7)}}};
    QVERIFY(isNear(evaluate(frames, {.metric = ApMetric::Voc10}).map, 0.5 + 0.5 * 2.0 / 3.0));
}

/// Both detections overlap the first object most.
void TestDetectPrecision::vocLooksOnlyAtTheObjectItOverlapsMost()
{
    const std::vector<EvaluatedFrame> frames{{.objects = {object(kA), object({2, 0, 10, 10})},
        .detections = {detection(kA, 0.9), detection({0.5, 0, 10, 10}, 0.8)}}};
    QVERIFY(isNear(evaluate(frames, {.metric = ApMetric::Voc10}).map, 0.5));
}

void TestDetectPrecision::cocoGoesOnToTheNextFreeObject()
{
    const std::vector<EvaluatedFrame> frames{{.objects = {object(kA), object({2, 0, 10, 10})},
        .detections = {detection(kA, 0.9), detection({0.5, 0, 10, 10}, 0.8)}}};
    QVERIFY(isNear(evaluate(frames, {.metric = ApMetric::Coco, .thresholds = {0.5}}).map, 1.0));
}

/// A crowd takes any number of detections that lie in it; VOC's difficult objects likewise.
void TestDetectPrecision::whatIsIgnoredCountsNowhere()
{
    const std::vector<EvaluatedFrame> frames{{.objects = {object(kA), object({100, 0, 100, 100}, 0, true)},
        .detections = {detection({110, 10, 80, 80}, 0.9), detection({105, 5, 85, 85}, 0.85), detection(kA, 0.8)}}};
    for (const ApMetric metric : {ApMetric::Voc07, ApMetric::Voc10, ApMetric::Coco})
        QVERIFY(isNear(evaluate(frames, {.metric = metric, .thresholds = {0.5}}).map, 1.0));
    auto inside = frames;
    inside[0].detections[0].box = {110, 10, 20, 20}; // a small part of the crowd
    QVERIFY(isNear(evaluate(inside, {.metric = ApMetric::Coco, .thresholds = {0.5}}).map, 1.0));
    QVERIFY(isNear(evaluate(inside, {.metric = ApMetric::Voc10, .thresholds = {0.5}}).map, 0.5));
}

void TestDetectPrecision::sizesCountTheirOwnObjectsOnly()
{
    const data::Box medium{0, 0, 50, 50};
    const data::Box large{100, 100, 120, 120};
    const std::vector<EvaluatedFrame> frames{{.objects = {object(kB), object(medium), object(large)},
        .detections = {detection(kB, 0.9), detection({300, 300, 50, 50}, 0.8), detection(medium, 0.7)}}};
    const ApResult result = evaluate(frames, {.metric = ApMetric::Coco, .thresholds = {0.5}});
    QVERIFY(isNear(result.small, 1.0));
    QVERIFY(isNear(result.medium, 0.5)); // the miss is of its size
    QVERIFY(isNear(result.large, 0.0));
}

void TestDetectPrecision::classesWithoutObjectsAreLeftOut()
{
    const std::vector<EvaluatedFrame> frames{
        {.objects = {object(kA)}, .detections = {detection(kA, 0.9), detection(kB, 0.8, 1)}}};
    for (const ApMetric metric : {ApMetric::Voc07, ApMetric::Voc10, ApMetric::Coco}) {
        const ApResult result = evaluate(frames, {.metric = metric}, 2);
        QVERIFY(isNear(result.map, 1.0));
        QVERIFY(std::isnan(result.classes[1].ap));
    }
    QVERIFY(std::isnan(evaluate({}, {}, 0).map));
}

/// 10 of 20 pixels: 1/2 with the pixel of the corners, less without.
void TestDetectPrecision::integerBoxesOfVocGainAPixel()
{
    const std::vector<EvaluatedFrame> frames{
        {.objects = {object({0, 0, 19, 9})}, .detections = {detection({0, 0, 9, 9}, 0.9)}}};
    QVERIFY(isNear(evaluate(frames, {.metric = ApMetric::Voc10, .hasPixelCorners = true}).map, 1.0));
    QVERIFY(isNear(evaluate(frames, {.metric = ApMetric::Voc10}).map, 0.0));
}

void TestDetectPrecision::drawnSetsEqualTheSecondImplementation_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("expected");
    std::ifstream file(test::sourceTree("tests/core/detect/golden/expected.txt"));
    for (std::string line; std::getline(file, line);) {
        const std::size_t colon = line.find(": ");
        const QString name = QString::fromStdString(line.substr(0, colon));
        QTest::newRow(name.toUtf8().constData()) << name << std::stod(line.substr(colon + 2));
    }
}

/// golden/make_golden.py, which knows nothing of this program, drew the sets and worked out the figures.
void TestDetectPrecision::drawnSetsEqualTheSecondImplementation()
{
    QFETCH(QString, name);
    QFETCH(double, expected);
    Progress progress;
    const std::string folder = test::sourceTree("tests/core/detect/golden/");
    const auto truth = io::readBoxes(folder + "truth.json", io::BoxRole::Truth, progress, {});
    const auto results = io::readBoxes(folder + "results.json", io::BoxRole::Detections, progress, {});
    VERIFY_OK(truth);
    VERIFY_OK(results);
    const auto matched = matchTables(*truth, *results, {});
    VERIFY_OK(matched);
    QCOMPARE(matched->classes.size(), std::size_t{4});
    const auto tell
        = [&](const ApOptions& options) { return evaluate(matched->frames, options, matched->classes.size()); };
    const auto words = name.split(u' ');
    double value = 0.0;
    if (words[1] == QStringLiteral("at")) {
        const double threshold = words[2].toDouble();
        const ApMetric metric = words[0] == QStringLiteral("coco") ? ApMetric::Coco
            : words[0] == QStringLiteral("voc07")                  ? ApMetric::Voc07
                                                                   : ApMetric::Voc10;
        value = tell({.metric = metric, .thresholds = {threshold}}).map;
    } else if (words[1] == QStringLiteral("class")) {
        const std::string wanted = name.mid(11).toStdString();
        const auto at = std::ranges::find(matched->classes, wanted) - matched->classes.begin();
        value = tell({}).classes[static_cast<std::size_t>(at)].ap;
    } else {
        const ApResult result = tell({});
        const std::map<QString, double> values{{QStringLiteral("all"), result.map},
            {QStringLiteral("small"), result.small},
            {QStringLiteral("medium"), result.medium},
            {QStringLiteral("large"), result.large}};
        value = values.at(words[1]);
    }
    QVERIFY2(isNear(value, expected), QByteArray::number(value, 'g', 17));
}

/// .643 at 101 recall points, worked out by others when the data were collected.
void TestDetectPrecision::publicDetectionsOfTheVideoReachTheirKnownFigure()
{
    Progress progress;
    const std::string folder = test::sourceTree("../shared/data/vtest/");
    const auto truth = io::readBoxes(folder + "gt.txt", io::BoxRole::Truth, progress, {});
    if (!truth)
        QSKIP("the video's truth is not on this machine");
    const auto results = io::readBoxes(folder + "det_sort.txt", io::BoxRole::Detections, progress, {});
    VERIFY_OK(results);
    const auto matched = matchTables(*truth, *results, {});
    VERIFY_OK(matched);
    QCOMPARE(matched->frames.size(), std::size_t{20});
    const ApResult result = evaluate(matched->frames, {.thresholds = {0.5}});
    QCOMPARE(result.classes[0].objects, std::size_t{99});
    QVERIFY2(std::fabs(result.map - 0.643) < 0.0005, QByteArray::number(result.map));
}

QTEST_APPLESS_MAIN(TestDetectPrecision)
#include "precision_test.moc"
