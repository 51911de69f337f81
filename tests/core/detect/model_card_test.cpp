// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/card_text.h"
#include "core/detect/shipped_cards.h"
#include "tests/support/verify_ok.h"

#include <QTest>

#include <set>

using namespace cobench;
using namespace cobench::detect;

class TestModelCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWholeCardIsReadKeyByKey();
    void whatMayBeLeftOutHasItsDefault();
    void whatIsWrongIsNamedWithItsLineAndWhatWouldBeRight_data();
    void whatIsWrongIsNamedWithItsLineAndWhatWouldBeRight();
    void everyCardThatIsShippedCanBeRead();
};

namespace {

const QByteArray kWhole = R"({
  "name": "Twins",
  "format": "darknet",
  "weights": "nets/twins.weights",
  "config": "twins.cfg",
  "input": {
    "width": 352,
    "height": 288,
    "mean": [1, 2, 3],
    "scale": 0.5,
    "order": "bgr",
    "fit": "letterbox",
    "border": 114,
    "resize": "area"
  },
  "layout": "yolo-fastest-v2",
  "classes": ["cat", "dog"],
  "strides": [16, 32],
  "anchors": [
    [1, 2, 3, 4],
    [5, 6, 7, 8]
  ],
  "score": 0.25,
  "overlap": 0.6,
  "licence": "MIT",
  "source": "somewhere"
})";

Result<ModelCard> readText(const QByteArray& text)
{
    return readCard({text.constData(), static_cast<std::size_t>(text.size())}, "twins.json");
}

} // namespace

void TestModelCard::aWholeCardIsReadKeyByKey()
{
    const auto card = readText(kWhole);
    VERIFY_OK(card);
    QCOMPARE(card->name, std::string("Twins"));
    QVERIFY(card->format == NetworkFormat::Darknet);
    QCOMPARE(card->weights, std::string("nets/twins.weights"));
    QCOMPARE(card->config, std::string("twins.cfg"));
    QCOMPARE(card->width, 352U);
    QCOMPARE(card->height, 288U);
    QVERIFY((card->mean == std::array{1.0, 2.0, 3.0}));
    QVERIFY((card->scale == std::array{0.5, 0.5, 0.5}));
    QVERIFY(!card->isRgb && card->isLetterboxed);
    QCOMPARE(card->border, std::uint8_t{114});
    QVERIFY(card->filter == ResizeFilter::Area);
    QVERIFY(card->layout == OutputLayout::YoloFastestV2);
    QVERIFY((card->classes == std::vector<std::string>{"cat", "dog"}));
    QVERIFY((card->strides == std::vector<std::uint32_t>{16, 32}));
    QVERIFY((card->anchors == std::vector<std::vector<double>>{{1, 2, 3, 4}, {5, 6, 7, 8}}));
    QCOMPARE(card->leastScore, 0.25);
    QCOMPARE(card->overlap, 0.6);
    QCOMPARE(card->licence, std::string("MIT"));
    QCOMPARE(card->source, std::string("somewhere"));
}

void TestModelCard::whatMayBeLeftOutHasItsDefault()
{
    const auto card = readText(R"({"name": "n", "format": "onnx", "weights": "n.onnx", "layout": "region",
        "classes": "coco", "input": {"width": 8, "height": 4096, "order": "rgb"}})");
    VERIFY_OK(card);
    QVERIFY((card->mean == std::array{0.0, 0.0, 0.0}));
    QVERIFY((card->scale == std::array{1.0, 1.0, 1.0}));
    QVERIFY(card->isRgb && !card->isLetterboxed && card->filter == ResizeFilter::Linear);
    QCOMPARE(card->classes.size(), std::size_t{80});
    QCOMPARE(card->classes.front(), std::string("person"));
    QCOMPARE(card->classes.back(), std::string("toothbrush"));
    QCOMPARE(card->leastScore, 0.01);
    QCOMPARE(card->overlap, 0.45);
}

void TestModelCard::whatIsWrongIsNamedWithItsLineAndWhatWouldBeRight_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("cure");
    const auto row
        = [](const char* name, const char* old, const char* changed, const char* place, const char* cure) {
              QByteArray text = kWhole;
              QVERIFY(text.contains(old));
              QTest::newRow(name) << text.replace(old, changed) << QByteArray(place) << QByteArray(cure);
          };
    QTest::newRow("nothing") << QByteArray("") << QByteArray("line 1") << QByteArray("JSON object");
    QTest::newRow("a list") << QByteArray("[]") << QByteArray("") << QByteArray("JSON object");
    QTest::newRow("cut short") << kWhole.left(60) << QByteArray("line 4") << QByteArray("JSON object");
    QTest::newRow("far too long") << QByteArray(1 << 17, ' ') << QByteArray("")
                                  << QByteArray("at most 65536 bytes");
    row("no name", R"("name": "Twins",)", "", "\"name\"", "a text");
    row("a name that is a number", "\"Twins\"", "7", "line 2, \"name\"", "a text");
    row("a format that is not known",
        "\"darknet\"",
        "\"torch\"",
        "line 3, \"format\"",
        "onnx, darknet, caffe, torchscript");
    row("weights elsewhere", "nets/twins.weights", "/etc/passwd", "line 4, \"weights\"", "beside the card");
    row("weights above", "nets/twins.weights", "nets/../../x", "line 4, \"weights\"", "beside the card");
    row("no second file", R"("config": "twins.cfg",)", "", "\"config\"", "a text");
    row("no input", "\"input\"", "\"inputs\"", "\"inputs\"", "name, format, weights");
    row("no width", R"("width": 352,)", "", "\"width\"", "from 8 to 4096");
    row("a width of nothing", "352", "0", "line 7, \"width\"", "from 8 to 4096");
    row("a broken width", "352", "352.5", "line 7, \"width\"", "a whole number");
    row("a width beyond all", "352", "1e300", "line 7, \"width\"", "from 8 to 4096");
    row("two means", "[1, 2, 3]", "[1, 2]", "line 9, \"mean\"", "three channels");
    row("an order that is not known", "\"bgr\"", "\"grb\"", "line 11, \"order\"", "rgb, bgr");
    row("a fit that is not known", "\"letterbox\"", "true", "line 12, \"fit\"", "stretch, letterbox");
    row("a border beyond white", "114", "256", "line 13, \"border\"", "from 0 to 255");
    row("a filter that is not known", "\"area\"", "\"cubic\"", "line 14, \"resize\"", "linear, area");
    row("a layout that is not known", "\"yolo-fastest-v2\"", "\"v9\"", "line 16, \"layout\"", "nanodet");
    row("classes of a list that is not known", R"(["cat", "dog"])", "\"voc\"", "line 17, \"classes\"", "\"coco\"");
    row("no classes", R"(["cat", "dog"])", "[]", "line 17, \"classes\"", "a list of names");
    row("classes by number", R"(["cat", "dog"])", "[1, 2]", "line 17, \"classes\"", "a list of names");
    row("a stride of nothing", "[16, 32]", "[16, 0]", "line 18, \"strides\"", "numbers above 0");
    row("no strides", R"("strides": [16, 32],)", "", "\"strides\"", "a cell of each output");
    row("an anchor too few", "[5, 6, 7, 8]", "[5, 6, 7]", "line 19, \"anchors\"", "widths and heights");
    row("anchors of one stride", ",\n    [5, 6, 7, 8]", "", "line 19, \"anchors\"", "one list for each stride");
    row("anchors in no list", "[5, 6, 7, 8]", "5", "line 19, \"anchors\"", "one list of numbers");
    row("a score that is a text", "0.25", "\"low\"", "line 23, \"score\"", "from 0 to 1");
    row("an overlap beyond all", "0.6", "1.5", "line 24, \"overlap\"", "from 0 to 1");
    row("a key that is not known", "\"overlap\"", "\"nms\"", "line 24, \"nms\"", "overlap");
}

void TestModelCard::whatIsWrongIsNamedWithItsLineAndWhatWouldBeRight()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, cure);
    const auto card = readText(text);
    QVERIFY(!card);
    const Error& error = card.error();
    QCOMPARE(error.subject, std::string("twins.json"));
    QVERIFY2(QByteArray::fromStdString(error.place).contains(place), error.place.c_str());
    QVERIFY2(QByteArray::fromStdString(error.cure).contains(cure), error.cure.c_str());
}

void TestModelCard::everyCardThatIsShippedCanBeRead()
{
    std::set<std::string_view> names;
    for (const ShippedCard& shipped : shippedCards()) {
        const auto card = readCard(shipped.text, std::string(shipped.name));
        VERIFY_OK(card);
        QVERIFY2(!card->licence.empty() && !card->source.empty(), card->name.c_str());
        QVERIFY(names.insert(shipped.name).second);
    }
    QVERIFY(names.size() >= 20);
}

QTEST_APPLESS_MAIN(TestModelCard)
#include "model_card_test.moc"
