// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"
#include "tests/support/patience.h"

#include <QColor>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace {

using namespace Qt::StringLiterals;

constexpr int kSide = 64; // pixels of the pictures: twice the network's

/// A card of a program beside it; keys may stand in it twice, where the later one counts.
QByteArray cardOf(const QByteArray& program, const QByteArray& input = {})
{
    return R"({"name": "Quarters", "format": "torchscript", "weights": ")" + program
        + R"(", "input": {"width": 32, "height": 32, "order": "rgb", "scale": 0.00392156862745098)" + input
        + R"(}, "layout": "yolov8", "classes": ["red", "blue"]})";
}

/// Red, blue, half grey and black in its quarters.
QImage quarters(int width, int height)
{
    QImage picture(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const bool isRight = x >= width / 2;
            const bool isBelow = y >= height / 2;
            picture.setPixelColor(x,
                y,
                isBelow ? (isRight ? QColor(0, 0, 0) : QColor(128, 128, 128))
                        : (isRight ? QColor(0, 0, 255) : QColor(255, 0, 0)));
        }
    return picture;
}

struct Found {
    double x, y, width, height, score;
    int classIndex;
};

/// Of a MOT file, which counts from 1.
QList<Found> foundIn(const QString& path)
{
    QList<Found> found;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return found;
    for (const QByteArray& line : file.readAll().trimmed().split('\n')) {
        const QByteArrayList fields = line.split(',');
        if (fields.size() >= 8)
            found.push_back({fields[2].toDouble() - 1.0,
                fields[3].toDouble() - 1.0,
                fields[4].toDouble(),
                fields[5].toDouble(),
                fields[6].toDouble(),
                fields[7].toInt()});
    }
    return found;
}

bool isAt(const Found& found, const Found& wanted)
{
    const auto isNear = [](double a, double b) { return std::fabs(a - b) < 1e-4; };
    return isNear(found.x, wanted.x) && isNear(found.y, wanted.y) && isNear(found.width, wanted.width)
        && isNear(found.height, wanted.height) && isNear(found.score, wanted.score)
        && found.classIndex == wanted.classIndex;
}

} // namespace

/// TorchScript detectors as a user runs them, in a process of LibTorch's that can neither read nor write.
class DetectTorchTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& name, const QByteArray& content) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    CliRun detect(const QString& more) const
    {
        return runCli((u"detect run --json --quiet --source pictures --out found.txt "_s + more)
                          .split(u' ', Qt::SkipEmptyParts),
            m_folder.path());
    }
    void show(const QImage& picture) const
    {
        QVERIFY(QDir(m_folder.path()).mkpath(u"pictures"_s));
        QVERIFY(picture.save(path(u"pictures/0.png"_s)));
    }

private Q_SLOTS:
    void initTestCase();
    void boxesAreThoseOfTheProgram_data();
    void boxesAreThoseOfTheProgram();
    void aLetterBoxIsTakenOffAgain();
    void programsThatAreNoDetectorsAreRefusedWithTheirReason_data();
    void programsThatAreNoDetectorsAreRefusedWithTheirReason();
    void programsOfAnyOriginReadAndWriteNothing_data();
    void programsOfAnyOriginReadAndWriteNothing();
    void aProgramDetectsBesideOtherModels();
};

void DetectTorchTest::initTestCase()
{
    const QDir programs(sourcePath(u"tests/cli/data/programs"_s));
    for (const QString& file : programs.entryList({u"*.pt"_s}))
        QVERIFY(QFile::copy(programs.filePath(file), path(file)));
    show(quarters(kSide, kSide));
}

void DetectTorchTest::boxesAreThoseOfTheProgram_data()
{
    QTest::addColumn<QByteArray>("card");
    QTest::addColumn<bool>("isSwapped");
    QTest::newRow("a tensor") << cardOf("detector.pt") << false;
    QTest::newRow("one of several") << cardOf("detector_in_parts.pt") << false;
    QTest::newRow("blue first") << cardOf("detector.pt").replace("\"rgb\"", "\"bgr\"") << true;
}

void DetectTorchTest::boxesAreThoseOfTheProgram()
{
    QFETCH(const QByteArray, card);
    QFETCH(const bool, isSwapped);
    write(u"quarters.json"_s, card);
    const CliRun run = detect(u"--model ./quarters.json"_s);
    QVERIFY2(run.exit == 0, run.err.constData());
    const QList<Found> found = foundIn(path(u"found.txt"_s));
    // Boxes of 10 x 14 around (8 or 24, 8 or 24) in a picture twice as large; grey is 128 / 255 of both colours.
    const int red = isSwapped ? 1 : 0;
    const Found wanted[] = {{6, 2, 20, 28, 1.0, red},
        {38, 2, 20, 28, 1.0, 1 - red},
        {6, 34, 20, 28, 128.0 / 255.0, 0},
        {6, 34, 20, 28, 128.0 / 255.0, 1}};
    QCOMPARE(found.size(), 4);
    for (const Found& one : wanted)
        QVERIFY(std::ranges::any_of(found, [&](const Found& told) { return isAt(told, one); }));
}

void DetectTorchTest::aLetterBoxIsTakenOffAgain()
{
    show(quarters(kSide, kSide / 2)); // 32 x 16 in the middle, 8 lines of border above and below
    write(u"boxed.json"_s, cardOf("detector.pt", R"(, "fit": "letterbox", "border": 0)"));
    const CliRun run = detect(u"--model ./boxed.json"_s);
    show(quarters(kSide, kSide));
    QVERIFY2(run.exit == 0, run.err.constData());
    const QList<Found> found = foundIn(path(u"found.txt"_s));
    // The upper left box, from line 1 to 15 of the input, begins 7 above the picture and is clipped: half of its
    // quarter is red.
    const Found wanted{6, 0, 20, 14, 0.5, 0};
    QVERIFY(std::ranges::any_of(found, [&](const Found& told) { return isAt(told, wanted); }));
}

void DetectTorchTest::programsThatAreNoDetectorsAreRefusedWithTheirReason_data()
{
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("cut short") << QByteArray("cut.pt") << QByteArray("LibTorch cannot load it");
    QTest::newRow("garbage") << QByteArray("garbage.pt") << QByteArray("LibTorch cannot load it");
    QTest::newRow("other outputs") << QByteArray("wrong_shape.pt") << QByteArray("1 x 3072");
    QTest::newRow("no tensors") << QByteArray("tells_sizes.pt") << QByteArray("other things than tensors");
    QTest::newRow("other inputs") << QByteArray("honest.pt") << QByteArray("LibTorch cannot run it");
    QTest::newRow("nothing there") << QByteArray("nowhere.pt") << QByteArray("is in none of");
}

void DetectTorchTest::programsThatAreNoDetectorsAreRefusedWithTheirReason()
{
    QFETCH(const QByteArray, program);
    QFETCH(const QByteArray, reason);
    write(u"no.json"_s, cardOf(program));
    const CliRun run = detect(u"--model ./no.json"_s);
    QCOMPARE(run.exit, 1);
    QVERIFY2(run.err.contains(program) && run.err.contains(reason), run.err.constData());
    QVERIFY2(run.err.count('\n') <= 2, run.err.constData());
}

void DetectTorchTest::programsOfAnyOriginReadAndWriteNothing_data()
{
    QTest::addColumn<QByteArray>("program");
    for (const char* program : {"writes_when_loaded.pt", "reads_in_forward.pt"})
        QTest::newRow(program) << QByteArray(program);
}

void DetectTorchTest::programsOfAnyOriginReadAndWriteNothing()
{
    if (COBENCH_SANITIZED)
        QSKIP("sanitizers need calls that the sandbox refuses: there is none");
    QFETCH(const QByteArray, program);
    write(u"hostile.json"_s, cardOf(program));
    const CliRun run = detect(u"--model ./hostile.json"_s);
    QCOMPARE(run.exit, 1);
    QVERIFY(!QFile::exists(path(u"written-by-a-program"_s)));
}

void DetectTorchTest::aProgramDetectsBesideOtherModels()
{
    write(u"quarters.json"_s, cardOf("detector.pt"));
    const CliRun run = detect(u"--devices cpu=./quarters.json,cpu=null --schedule rr"_s);
    QVERIFY2(run.exit == 0, run.err.constData());
    QCOMPARE(foundIn(path(u"found.txt"_s)).size(), 4); // of the one frame, which the first device gets
}

QTEST_GUILESS_MAIN(DetectTorchTest)
#include "detect_torch_test.moc"
