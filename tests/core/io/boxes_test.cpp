// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/box_files.h"
#include "tests/support/prediction_files.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace cobench;
using namespace cobench::io;
using data::BoxTable;

/// Boxes in every format they come in.
class TestIoBoxes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void motCountsFromOne();
    void motKnowsWhatDoesNotCount();
    void cocoTruthKeepsCategoriesInTheOrderOfTheirIds();
    void cocoResultsKeepIds();
    void vocPassesOverPartsOfObjects();
    void yoloIsCentreAndSize();
    void csvIsReadByItsHeader_data();
    void csvIsReadByItsHeader();
    void theFormatIsToldByNameAndContent();
    void whatIsNoBoxIsRefusedWithItsPlace_data();
    void whatIsNoBoxIsRefusedWithItsPlace();
    void scoresAreFinite();
    void anyMutationIsReadOrRefused();

private:
    std::filesystem::path write(const std::string& name, std::string_view text) const
    {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / name;
        std::filesystem::create_directories(path.parent_path());
        test::writeFile(path, text);
        return path;
    }
    QTemporaryDir m_folder;
};

namespace {

constexpr std::string_view kVoc = "<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<annotation>\n"
                                  "<filename>x.jpg</filename><size><width>500</width></size>\n"
                                  "<object><name>dog &amp; cat</name><difficult>1</difficult>\n"
                                  "<part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax>"
                                  "<ymax>2</ymax></bndbox></part>\n"
                                  "<bndbox><xmin>11</xmin><ymin>21</ymin><xmax>30</xmax><ymax>60</ymax></bndbox>"
                                  "</object><object><name>person</name><bndbox><xmin>1</xmin><ymin>1</ymin>"
                                  "<xmax>9</xmax><ymax>9</ymax></bndbox></object></annotation>\n";
constexpr std::string_view kCoco = R"({"images":[{"id":7,"file_name":"a/b.jpg"},{"id":3,"file_name":"c.jpg"}],
"categories":[{"id":90,"name":"brush"},{"id":1,"name":"person"}],
"annotations":[{"id":1,"image_id":7,"category_id":90,"bbox":[1.5,2,3,4],"area":9.5,"iscrowd":1,
"segmentation":{"counts":[[[1]]],"size":[2,2]}},{"id":2,"image_id":3,"category_id":1,"bbox":[0,0,5,5]}]})";

template <typename Read>
Result<BoxTable> tableOf(const Read& read)
{
    BoxTableBuilder builder;
    const ReadContext context("input", 1U << 20);
    if (auto done = read(builder, context); !done)
        return std::move(done).error();
    return std::move(builder.table());
}

Result<BoxTable> mot(std::string_view text, BoxRole role)
{
    return tableOf([&](auto& table, auto& context) { return readMotText(text, role, context, table); });
}
Result<BoxTable> coco(std::string_view text, BoxRole role)
{
    return tableOf([&](auto& table, auto& context) { return readCocoJson(text, role, context, table); });
}
Result<BoxTable> voc(std::string_view text)
{
    return tableOf([&](auto& table, auto& context) { return readVocXml(text, "x", context, table); });
}
Result<BoxTable> yolo(std::string_view text, BoxRole role)
{
    return tableOf([&](auto& table, auto& context) { return readYoloText(text, "x", role, context, table); });
}
Result<BoxTable> csv(std::string_view text, BoxRole role)
{
    return tableOf([&](auto& table, auto& context) { return readBoxCsv(text, role, context, table); });
}

} // namespace

void TestIoBoxes::motCountsFromOne()
{
    const auto table = mot("3,-1,11,21,5.5,6,0.25,-1,-1,-1\r\n\n1 -1 1 1  2 3 0.5 7\n", BoxRole::Detections);
    VERIFY_OK(table);
    QCOMPARE(table->rows.size(), std::size_t{2});
    QCOMPARE(table->rows[0].box, (data::Box{10, 20, 5.5, 6}));
    QCOMPARE(table->rows[0].score, 0.25);
    QCOMPARE(table->rows[0].classIndex, data::kUnknownClass);
    QCOMPARE(table->frames[0].name, std::string("3"));
    QCOMPARE(
        table->classes[static_cast<std::size_t>(table->rows[1].classIndex)].number, std::optional<std::int64_t>(7));
}

void TestIoBoxes::motKnowsWhatDoesNotCount()
{
    const auto table = mot("1,1,1,1,2,3,0\n1,2,1,1,2,3,1\n", BoxRole::Truth);
    VERIFY_OK(table);
    QVERIFY(table->rows[0].isIgnored && !table->rows[1].isIgnored);
}

void TestIoBoxes::cocoTruthKeepsCategoriesInTheOrderOfTheirIds()
{
    const auto table = coco(kCoco, BoxRole::Truth);
    VERIFY_OK(table);
    QCOMPARE(table->classes[0].name, std::string("person"));
    QCOMPARE(table->classes[1].number, std::optional<std::int64_t>(90));
    QCOMPARE(table->frames[0].name, std::string("b"));
    QCOMPARE(table->rows[0].classIndex, 1);
    QCOMPARE(table->rows[0].area, 9.5);
    QVERIFY(table->rows[0].isIgnored && std::isnan(table->rows[1].area));
}

void TestIoBoxes::cocoResultsKeepIds()
{
    const auto table
        = coco(R"([{"image_id":7,"category_id":90,"bbox":[1,2,3,4],"score":0.5}])", BoxRole::Detections);
    VERIFY_OK(table);
    QCOMPARE(table->frames[0].number, std::optional<std::int64_t>(7));
    QCOMPARE(table->classes[0].number, std::optional<std::int64_t>(90));
    QCOMPARE(table->rows[0].score, 0.5);
}

void TestIoBoxes::vocPassesOverPartsOfObjects()
{
    const auto table = voc(kVoc);
    VERIFY_OK(table);
    QCOMPARE(table->rows.size(), std::size_t{2});
    QCOMPARE(table->rows[0].box, (data::Box{10, 20, 19, 39}));
    QCOMPARE(table->classes[0].name, std::string("dog & cat"));
    QVERIFY(table->rows[0].isIgnored && !table->rows[1].isIgnored);
}

void TestIoBoxes::yoloIsCentreAndSize()
{
    const auto table = yolo("2 0.5 0.25 0.5 0.25 0.75\n", BoxRole::Detections);
    VERIFY_OK(table);
    QVERIFY(table->isRelative);
    QCOMPARE(table->rows[0].box, (data::Box{0.25, 0.125, 0.5, 0.25}));
    QCOMPARE(table->rows[0].score, 0.75);
}

void TestIoBoxes::csvIsReadByItsHeader_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("corners") << QByteArray("frame,xmin,ymin,xmax,ymax,confidence,class\n2,1,2,4,6,0.5,dog\n");
    QTest::newRow("sizes") << QByteArray("score,class,image,x,y,w,h\n0.5,dog,2,1,2,3,4\n");
}

void TestIoBoxes::csvIsReadByItsHeader()
{
    QFETCH(QByteArray, text);
    const auto table = csv(text.toStdString(), BoxRole::Detections);
    VERIFY_OK(table);
    QCOMPARE(table->rows[0].box, (data::Box{1, 2, 3, 4}));
    QCOMPARE(table->rows[0].score, 0.5);
    QCOMPARE(table->classes[0].name, std::string("dog"));
    QCOMPARE(table->frames[0].number, std::optional<std::int64_t>(2));
}

void TestIoBoxes::theFormatIsToldByNameAndContent()
{
    Progress progress;
    const auto format = [&](const std::filesystem::path& path, BoxRole role = BoxRole::Truth) {
        const auto table = readBoxes(path, role, progress, {});
        return table ? static_cast<int>(table->format) : -1;
    };
    QCOMPARE(format(write("gt.txt", "1,1,1,1,2,2,1\n")), static_cast<int>(data::BoxFormat::Mot));
    QCOMPARE(format(write("gt.csv", "1,1,1,1,2,2,1e0\n")), static_cast<int>(data::BoxFormat::Mot));
    QCOMPARE(format(write("a.csv", "frame,x,y,width,height\n1,1,1,2,2\n")), static_cast<int>(data::BoxFormat::Csv));
    QCOMPARE(format(write("coco.json", kCoco)), static_cast<int>(data::BoxFormat::Coco));
    QCOMPARE(format(write("voc/x.xml", kVoc).parent_path()), static_cast<int>(data::BoxFormat::Voc));
    write("yolo/classes.txt", "dog\n");
    QCOMPARE(format(write("yolo/x.txt", "0 .5 .5 .1 .1\n").parent_path()), static_cast<int>(data::BoxFormat::Yolo));
}

void TestIoBoxes::whatIsNoBoxIsRefusedWithItsPlace_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    const auto row = [](const char* title, const char* name, const char* text, const char* place) {
        QTest::newRow(title) << QString::fromUtf8(name) << QByteArray(text) << QString::fromUtf8(place);
    };
    row("too few columns", "a.txt", "1,1,1,1,2,2\n1,2,3\n", "line 2");
    row("a word", "a.txt", "1,1,one,1,2,2,1\n", "line 1, column 3");
    row("frame 0", "a.txt", "0,1,1,1,2,2,1\n", "line 1, column 1");
    row("a negative width", "a.txt", "1,1,1,1,-2,2,1\n", "line 1");
    row("not a number", "a.txt", "1,1,nan,1,2,2,1\n", "line 1, column 3");
    row("an endless score", "a.csv", "frame,x,y,w,h,score\n1,1,1,2,2,inf\n", "line 2, column score");
    row("nothing", "a.txt", "", "");
    row("no JSON", "a.json", "{", "");
    row("a results file for truth", "a.json", "[]", "");
    row("a category that is not there",
        "a.json",
        R"({"images":[{"id":1}],"categories":[],"annotations":[{"image_id":1,"category_id":2,"bbox":[1,1,1,1]}]})",
        "annotation 1");
    row("an endless box",
        "a.json",
        R"({"images":[{"id":1}],"categories":[{"id":2}],"annotations":[{"image_id":1,"category_id":2,"bbox":[1,1]}]})",
        "annotation 1");
    row("tags that cross", "a.xml", "<annotation>\n<object></annotation></object>", "line 2");
    row("an object without box", "a.xml", "<annotation><object><name>x</name></object></annotation>", "line 1");
    row("another document", "a.xml", "<html></html>", "");
    row("an unknown header", "a.csv", "frame,a,b\n1,2,3\n", "line 1");
    row("an open quote", "a.csv", "frame,x,y,w,h\n1,\"2,3,4,5\n", "line 2");
}

void TestIoBoxes::whatIsNoBoxIsRefusedWithItsPlace()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    Progress progress;
    const auto path = write(name.toStdString(), text.toStdString());
    const auto table = readBoxes(path, BoxRole::Truth, progress, {});
    QVERIFY(!table);
    QCOMPARE(table.error().subject, path.string());
    QCOMPARE(QString::fromStdString(table.error().place), place);
}

void TestIoBoxes::scoresAreFinite()
{
    for (const std::string score : {"nan", "-nan", "inf", "-inf", "1e999"}) {
        QVERIFY(!mot("1,-1,1,1,2,2," + score + ",1\n", BoxRole::Detections));
        QVERIFY(!csv("frame,x,y,w,h,score\n1,1,1,2,2," + score + "\n", BoxRole::Detections));
        QVERIFY(!yolo("0 .5 .5 .1 .1 " + score + "\n", BoxRole::Detections));
    }
    QVERIFY(!coco(R"([{"image_id":1,"category_id":1,"bbox":[1,1,1,1],"score":1e999}])", BoxRole::Detections));
    VERIFY_OK(mot("1,-1,1,1,2,2,-3.5,1\n", BoxRole::Detections)); // a margin
}

void TestIoBoxes::anyMutationIsReadOrRefused()
{
    std::mt19937 random(5);
    const std::string_view csvText = "frame,x,y,w,h,score,class\n1,2,3,4,5,0.5,\"do\"\"g\"\n";
    const std::string_view motText = "1,-1,11,21,5.5,6,0.25,3,-1,-1\n2 1 1 1 2 3 0.5 7\n";
    for (int round = 0; round < 4000; ++round)
        for (const std::string_view whole : {kVoc, kCoco, csvText, motText}) {
            std::string text(whole);
            for (int change = 0; change <= round % 4; ++change)
                text[random() % text.size()] = static_cast<char>(random());
            if (round % 5 == 0)
                text.resize(random() % text.size());
            for (const BoxRole role : {BoxRole::Truth, BoxRole::Detections}) {
                static_cast<void>(mot(text, role));
                static_cast<void>(coco(text, role));
                static_cast<void>(yolo(text, role));
                static_cast<void>(csv(text, role));
            }
            static_cast<void>(voc(text));
        }
}

QTEST_APPLESS_MAIN(TestIoBoxes)
#include "boxes_test.moc"
