// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/candidates.h"
#include "core/detect/placement.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <cmath>

using namespace cobench;
using namespace cobench::detect;

/// Outputs of networks, with numbers that were worked by hand.
class TestCandidates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsOfDarknetAreSharesOfTheInput();
    void aMapOfFastestDetIsDecodedCellByCell();
    void rowsOfYoloFastestV2HoldAnchorsOfEachStride();
    void distancesOfNanoDetAreMeansOfTheirDistributions();
    void cornersAreSharesAndTheBackgroundIsNoClass();
    void offsetsAreTakenFromThePriorsOfEveryCell();
    void yuNetMultipliesClassAndObjectness();
    void rowsOfSsdNameTheirClass();
    void yolov5MultipliesAndYolov8DoesNot();
    void outputsAreFoundInWhateverOrderTheyCome();
    void anOutputOfAnyShapeIsAMatrixOrNothing();
    void whatIsNotFiniteOrScoresTooLittleIsLeftOut();
    void outputsOfAnotherNetworkAreRefusedWithTheirShapes_data();
    void outputsOfAnotherNetworkAreRefusedWithTheirShapes();
    void theBetterOfTwoBoxesOfOneClassStays();
    void aPictureLiesInTheMiddleOfALetterBox();
    void boxesOutsideThePictureAreClipped();
};

namespace {

using Values = std::vector<float>;

OutputView view(std::size_t rows, const Values& values)
{
    return {rows, values.size() / rows, values};
}

ModelCard cardOf(OutputLayout layout, std::vector<std::string> classes, std::vector<std::uint32_t> strides = {})
{
    return {.name = "net",
        .width = 32,
        .height = 32,
        .layout = layout,
        .classes = std::move(classes),
        .strides = std::move(strides),
        .leastScore = 0.1};
}

float logit(double share)
{
    return static_cast<float>(std::log(share / (1.0 - share)));
}

bool isNear(const data::Detection& one, const data::Box& box, std::int32_t label, double score)
{
    const auto near = [](double a, double b) { return std::fabs(a - b) < 1e-5; };
    return near(one.box.x, box.x) && near(one.box.y, box.y) && near(one.box.width, box.width)
        && near(one.box.height, box.height) && one.classIndex == label && near(one.score, score);
}

} // namespace

void TestCandidates::rowsOfDarknetAreSharesOfTheInput()
{
    const Values values{0.5F,
        0.25F,
        0.25F,
        0.5F,
        0.9F,
        0.05F,
        0.8F, //
        0,
        0,
        1,
        1,
        0.2F,
        0,
        0};
    const auto found = candidates(cardOf(OutputLayout::Region, {"a", "b"}), {view(2, values)});
    VERIFY_OK(found);
    QCOMPARE(found->size(), std::size_t{1});
    QVERIFY(isNear((*found)[0], {12, 0, 8, 16}, 1, 0.8)); // centre 16, 8
}

void TestCandidates::aMapOfFastestDetIsDecodedCellByCell()
{
    // 2 x 2 cells of 16 pixels: objectness, tanh of the offset, logits of the shares of the size, one class.
    const float half = static_cast<float>(std::atanh(0.5));
    const Values map{0,
        0,
        0,
        0.5F, //
        0,
        0,
        0,
        half, //
        0,
        0,
        0,
        -half, //
        0,
        0,
        0,
        logit(0.25), //
        0,
        0,
        0,
        logit(0.5), //
        1,
        1,
        1,
        0.5F};
    const auto found = candidates(cardOf(OutputLayout::FastestDet, {"a"}, {16}), {view(6, map)});
    VERIFY_OK(found);
    QCOMPARE(found->size(), std::size_t{1});
    // Centre (1 + .5) 16 = 24, (1 - .5) 16 = 8; size 8 x 16; score .5^.6 .5^.4 = .5.
    QVERIFY(isNear((*found)[0], {20, 0, 8, 16}, 0, 0.5));
}

void TestCandidates::rowsOfYoloFastestV2HoldAnchorsOfEachStride()
{
    ModelCard card = cardOf(OutputLayout::YoloFastestV2, {"a", "b"}, {16, 32});
    card.anchors = {{10, 20, 4, 4}, {30, 6, 8, 8}};
    // Rows: 4 cells of stride 16, 1 of stride 32. Columns: 2 x 4 for boxes, 2 objectnesses, 2 classes.
    Values values(5 * 12, 0.0F);
    const auto set = [&](std::size_t row, std::initializer_list<float> numbers) {
        std::copy(numbers.begin(), numbers.end(), values.begin() + static_cast<std::ptrdiff_t>(row * 12));
    };
    set(2, {0.5F, 0.75F, 0.5F, 1.0F, 0, 0, 0, 0, 0.8F, 0, 0.5F, 0});
    set(4, {0, 0, 0, 0, 0.5F, 0.5F, 0.5F, 0.25F, 0, 0.5F, 0, 1.0F});
    const auto found = candidates(card, {view(5, values)});
    VERIFY_OK(found);
    QCOMPARE(found->size(), std::size_t{2});
    // Cell (0, 1): centre (1 - .5 + 0) 16 = 8, (1.5 - .5 + 1) 16 = 32; size 1 · 10, 4 · 20; score .8 · .5.
    QVERIFY(isNear((*found)[0], {3, -8, 10, 80}, 0, 0.4));
    // The one cell of 32: centre 16, 16; size 1 · 8, .25 · 8; score .5 · 1.
    QVERIFY(isNear((*found)[1], {12, 15, 8, 2}, 1, 0.5));
}

void TestCandidates::distancesOfNanoDetAreMeansOfTheirDistributions()
{
    // One cell of 32 pixels. All in bin 1; bins 0 and 1 alike; all bins alike; all in bin 0.
    const float sure = 50.0F;
    Values boxes(32, 0.0F);
    boxes[1] = sure;
    boxes[8] = boxes[9] = sure;
    boxes[24] = sure;
    const Values scores{0.05F, 0.7F};
    const auto found
        = candidates(cardOf(OutputLayout::NanoDet, {"a", "b"}, {32}), {view(1, boxes), view(1, scores)});
    VERIFY_OK(found);
    QCOMPARE(found->size(), std::size_t{1});
    // From the middle 16, 16: 32 to the left, 16 up, 3.5 · 32 = 112 to the right, 0 down.
    QVERIFY(isNear((*found)[0], {-16, 0, 144, 16}, 1, 0.7F));
}

void TestCandidates::cornersAreSharesAndTheBackgroundIsNoClass()
{
    const Values boxes{0.25F, 0.5F, 0.75F, 1.0F, 0, 0, 1, 1};
    const Values scores{0.3F, 0.7F, 0.95F, 0.05F};
    const auto found = candidates(cardOf(OutputLayout::Corners, {"face"}), {view(2, scores), view(2, boxes)});
    VERIFY_OK(found);
    QCOMPARE(found->size(), std::size_t{1});
    QVERIFY(isNear((*found)[0], {8, 16, 16, 16}, 0, 0.7F));
}

void TestCandidates::offsetsAreTakenFromThePriorsOfEveryCell()
{
    ModelCard card = cardOf(OutputLayout::Priors, {"face"}, {20, 32});
    card.anchors = {{8}, {16, 64}};
    // 32 / 20 is two cells a side: centres 10 and 30. Then one cell with two squares, the larger clamped to 32.
    Values boxes(6 * 4, 0.0F);
    Values scores(6 * 2, 0.0F);
    scores[3 * 2 + 1] = 0.9F;
    boxes[3 * 4] = 2.5F;
    boxes[3 * 4 + 2] = static_cast<float>(5.0 * std::log(2.0));
    scores[5 * 2 + 1] = 0.6F;
    const auto found = candidates(card, {view(6, boxes), view(6, scores)});
    VERIFY_OK(found);
    QCOMPARE(found->size(), std::size_t{2});
    // Centre 30 + .1 · 2.5 · 8 = 32, 30; width 8 · e^(.2 · 5 ln 2) = 16, height 8.
    QVERIFY(isNear((*found)[0], {24, 26, 16, 8}, 0, 0.9F));
    QVERIFY(isNear((*found)[1], {0, 0, 32, 32}, 0, 0.6F));
}

void TestCandidates::yuNetMultipliesClassAndObjectness()
{
    const Values boxes{0.5F, 0.25F, 0.0F, static_cast<float>(std::log(0.5))};
    const Values classes{0.81F};
    const Values objectness{1.5F}; // clamped to 1
    const Values points(10, 0.0F);
    const auto found = candidates(cardOf(OutputLayout::YuNet, {"face"}, {32}),
        {view(1, classes), view(1, points), view(1, boxes), view(1, objectness)});
    VERIFY_OK(found);
    QCOMPARE(found->size(), std::size_t{1});
    QVERIFY(isNear((*found)[0], {0, 0, 32, 16}, 0, 0.9)); // centre 16, 8; √.81
}

void TestCandidates::rowsOfSsdNameTheirClass()
{
    const Values values{0,
        2,
        0.9F,
        0.25F,
        0.5F,
        0.75F,
        1.0F, //
        0,
        0,
        0.9F,
        0,
        0,
        1,
        1, // the background
        0,
        3,
        0.9F,
        0,
        0,
        1,
        1, // a class that the card has not
        0,
        1,
        0.05F,
        0,
        0,
        1,
        1};
    for (const std::size_t rows : {std::size_t{4}, std::size_t{1}}) { // OpenCV's shape is 1 x 1 x 4 x 7
        const auto found = candidates(cardOf(OutputLayout::Ssd, {"a", "b"}), {view(rows, values)});
        VERIFY_OK(found);
        QCOMPARE(found->size(), std::size_t{1});
        QVERIFY(isNear((*found)[0], {8, 16, 16, 16}, 1, 0.9F));
    }
}

void TestCandidates::yolov5MultipliesAndYolov8DoesNot()
{
    const Values rows{20,
        10,
        8,
        4,
        0.5F,
        0.1F,
        0.6F, //
        1,
        1,
        1,
        1,
        0.05F,
        1,
        1};
    const auto five = candidates(cardOf(OutputLayout::Yolov5, {"a", "b"}), {view(2, rows)});
    VERIFY_OK(five);
    QCOMPARE(five->size(), std::size_t{1});
    QVERIFY(isNear((*five)[0], {16, 8, 8, 4}, 1, 0.3));

    const Values map{1, 20, 1, 10, 1, 8, 1, 4, 0, 0.05F, 0.05F, 0.6F}; // two cells
    const auto eight = candidates(cardOf(OutputLayout::Yolov8, {"a", "b"}), {view(6, map)});
    VERIFY_OK(eight);
    QCOMPARE(eight->size(), std::size_t{1});
    QVERIFY(isNear((*eight)[0], {16, 8, 8, 4}, 1, 0.6F));

    // What else a program returns does no harm, another output of that shape does.
    const Values other(30, 1.0F);
    const auto among = candidates(cardOf(OutputLayout::Yolov8, {"a", "b"}), {view(5, other), view(6, map)});
    VERIFY_OK(among);
    QVERIFY(*among == *eight);
    QVERIFY(!candidates(cardOf(OutputLayout::Yolov8, {"a", "b"}), {view(6, other), view(6, map)}).ok());
}

void TestCandidates::outputsAreFoundInWhateverOrderTheyCome()
{
    const Values boxes(32, 0.0F);
    const Values scores{0.5F};
    const ModelCard card = cardOf(OutputLayout::NanoDet, {"a"}, {32});
    const auto one = candidates(card, {view(1, boxes), view(1, scores)});
    const auto other = candidates(card, {view(1, scores), view(1, boxes)});
    VERIFY_OK(one);
    VERIFY_OK(other);
    QVERIFY(*one == *other && one->size() == 1);
}

void TestCandidates::anOutputOfAnyShapeIsAMatrixOrNothing()
{
    const Values values(24, 1.0F);
    const auto shapeOf = [&](const std::vector<std::size_t>& shape) {
        const OutputView seen = viewOfOutput(shape, values);
        return std::pair(seen.rows, seen.columns);
    };
    using Shape = std::pair<std::size_t, std::size_t>;
    QVERIFY(shapeOf({4, 6}) == Shape(4, 6));
    QVERIFY(shapeOf({1, 1, 1, 4, 6}) == Shape(4, 6));
    QVERIFY(shapeOf({1, 2, 3, 4}) == Shape(2, 12)); // a map: channels x cells
    QVERIFY(shapeOf({2, 3, 4}) == Shape(0, 0)); // two pictures
    QVERIFY(shapeOf({24}) == Shape(0, 0));
    QVERIFY(shapeOf({4, 7}) == Shape(0, 0)); // more than there is
}

void TestCandidates::whatIsNotFiniteOrScoresTooLittleIsLeftOut()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const Values values{nan,
        0,
        1,
        1,
        1,
        0.9F, //
        0,
        0,
        1,
        1,
        1,
        nan, //
        0,
        0,
        std::numeric_limits<float>::infinity(),
        1,
        1,
        0.9F, //
        0,
        0,
        1,
        1,
        1,
        0.09F, //
        0,
        0,
        1,
        1,
        1,
        0.1001F};
    const auto found = candidates(cardOf(OutputLayout::Region, {"a"}), {view(5, values)});
    VERIFY_OK(found);
    QCOMPARE(found->size(), std::size_t{1});
}

void TestCandidates::outputsOfAnotherNetworkAreRefusedWithTheirShapes_data()
{
    QTest::addColumn<int>("layout");
    for (std::size_t layout = 0; layout < std::size(kOutputLayouts); ++layout)
        QTest::newRow(kOutputLayouts[layout].data()) << static_cast<int>(layout);
}

void TestCandidates::outputsOfAnotherNetworkAreRefusedWithTheirShapes()
{
    QFETCH(int, layout);
    ModelCard card = cardOf(static_cast<OutputLayout>(layout), {"a", "b"}, {16});
    card.anchors = {{1, 2}};
    const Values values(10, 0.5F);
    for (const std::vector<OutputView>& outputs :
        {std::vector<OutputView>{}, {view(2, values)}, {OutputView{}, OutputView{}}}) {
        const auto found = candidates(card, outputs);
        QVERIFY(!found);
        QVERIFY(found.error().code == ErrorCode::Shape);
        QVERIFY2(found.error().detail.find(outputs.size() == 1 ? "2 x 5"
                         : outputs.empty()                     ? "none"
                                                               : "0 x 0")
                != std::string::npos,
            found.error().detail.c_str());
    }
}

void TestCandidates::theBetterOfTwoBoxesOfOneClassStays()
{
    const data::Detections found{{{0, 0, 10, 10}, 0, 0.5}, // IoU with the next: 80 / 120
        {{2, 0, 10, 10}, 0, 0.9},
        {{2, 0, 10, 10}, 1, 0.4}, // of another class
        {{9, 0, 10, 10}, 0, 0.3}}; // IoU 30 / 170
    const data::Detections kept = suppressed(found, 0.45, 10);
    QCOMPARE(kept.size(), std::size_t{3});
    QVERIFY(kept[0] == found[1] && kept[1] == found[2] && kept[2] == found[3]);
    QCOMPARE(suppressed(found, 0.7, 10).size(), std::size_t{4});
    QCOMPARE(suppressed(found, 0.45, 2).size(), std::size_t{2});
}

void TestCandidates::aPictureLiesInTheMiddleOfALetterBox()
{
    ModelCard card = cardOf(OutputLayout::Region, {"a"});
    card.width = 320;
    card.height = 320;
    const Placement whole = placePicture(card, 768, 576);
    QVERIFY(whole.left == 0 && whole.top == 0 && whole.width == 320 && whole.height == 320);
    card.isLetterboxed = true;
    const Placement wide = placePicture(card, 768, 576);
    QVERIFY(wide.left == 0 && wide.top == 40 && wide.width == 320 && wide.height == 240);
    const Placement line = placePicture(card, 1, 10000);
    QVERIFY(line.width == 1 && line.height == 320 && line.left == 159);
    const data::Box box = boxInPicture({32, 64, 64, 48}, wide, 768, 576);
    QVERIFY(std::fabs(box.x - 76.8) < 1e-9 && std::fabs(box.y - 57.6) < 1e-9);
    QVERIFY(std::fabs(box.width - 153.6) < 1e-9 && std::fabs(box.height - 115.2) < 1e-9);
}

void TestCandidates::boxesOutsideThePictureAreClipped()
{
    const Placement placement{.left = 0, .top = 40, .width = 320, .height = 240};
    const data::Box box = boxInPicture({-10, 0, 330, 400}, placement, 640, 480);
    QVERIFY((box == data::Box{0, 0, 640, 480}));
    QCOMPARE(boxInPicture({0, 0, 100, 30}, placement, 640, 480).area(), 0.0); // in the border alone
}

QTEST_APPLESS_MAIN(TestCandidates)
#include "candidates_test.moc"
