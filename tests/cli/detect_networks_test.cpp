// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/model_request.h"
#include "tests/cli/cli_process.h"
#include "tests/support/patience.h"
#include "tests/support/small_networks.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>

using namespace cobench;

/// Networks as a user runs them, in the process that may die.
class DetectNetworksTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void aCardRunsItsNetwork();
    void aDeviceHasACardOfItsOwn();
    void cardsAreFoundByNameAndListedWithTheirWeights();
    void aTargetThatOpenCvHasNotIsRefusedAndNeverTheProcessor_data();
    void aTargetThatOpenCvHasNotIsRefusedAndNeverTheProcessor();
    void whatCannotBeRunIsRefusedWithFileAndReason_data();
    void whatCannotBeRunIsRefusedWithFileAndReason();
    void aNetworkThatIsKilledIsNamedAndTheRunGoesOn();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    void write(const QString& name, const QByteArray& content) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QStringList arguments(const QString& text) const
    {
        return (QStringLiteral("detect run --json --quiet ") + text).split(u' ', Qt::SkipEmptyParts);
    }
    /// Frames of 64 x 64 pixels.
    CliRun detect(const QString& text) const
    {
        return runCli(arguments(QStringLiteral("--source synthetic:64x64 ") + text));
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

QByteArrayList linesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QByteArrayList();
}

QByteArray noise(int bytes)
{
    QRandomGenerator random(7);
    QByteArray noise;
    while (noise.size() < bytes)
        noise.append(static_cast<char>(random.bounded(256)));
    return noise;
}

} // namespace

/// A fault in OpenCV ends its process as it does without a sanitizer, by the signal.
void DetectNetworksTest::initTestCase()
{
    if (COBENCH_SANITIZED)
        qputenv("ASAN_OPTIONS", qgetenv("ASAN_OPTIONS") + ":handle_segv=0");
}

void DetectNetworksTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", path(QStringLiteral("home")).toLocal8Bit());
    write(QStringLiteral("small.json"), test::darknetCard());
    write(QStringLiteral("small.cfg"), test::darknetConfig());
    write(QStringLiteral("small.weights"), test::darknetWeights());
}

void DetectNetworksTest::aCardRunsItsNetwork()
{
    const CliRun run = detect(QStringLiteral("--frames 2 --model %1 --out %2")
                                  .arg(path(QStringLiteral("small.json")), path(QStringLiteral("det.txt"))));
    QVERIFY2(run.exit == 0, run.err.constData());
    const QByteArrayList lines = linesOf(path(QStringLiteral("det.txt")));
    QCOMPARE(lines.size(), 8);
    // Twice the network's input: 20 x 28 around (16 or 48, 16 or 48), from 1; σ(2) · σ(0) = .4403985.
    const double wanted[4][2] = {{7, 3}, {39, 3}, {7, 35}, {39, 35}};
    for (int i = 0; i < 8; ++i) {
        const QByteArrayList fields = lines[i].split(',');
        QCOMPARE(fields[0].toInt(), i / 4 + 1);
        QVERIFY2(std::fabs(fields[2].toDouble() - wanted[i % 4][0]) < 1e-3, lines[i].constData());
        QVERIFY2(std::fabs(fields[3].toDouble() - wanted[i % 4][1]) < 1e-3, lines[i].constData());
        QVERIFY2(std::fabs(fields[4].toDouble() - 20) < 1e-3, lines[i].constData());
        QVERIFY2(std::fabs(fields[5].toDouble() - 28) < 1e-3, lines[i].constData());
        QVERIFY2(std::fabs(fields[6].toDouble() - 0.4403985) < 1e-5, lines[i].constData());
        QCOMPARE(fields[7], QByteArray("0"));
    }
}

void DetectNetworksTest::aDeviceHasACardOfItsOwn()
{
    const CliRun run = detect(QStringLiteral("--frames 4 --model null --devices cpu=%1,cpu --schedule rr --out %2")
                                  .arg(path(QStringLiteral("small.json")), path(QStringLiteral("det.txt"))));
    QVERIFY2(run.exit == 0, run.err.constData());
    QCOMPARE(linesOf(path(QStringLiteral("det.txt"))).size(), 8); // of every other frame
}

void DetectNetworksTest::cardsAreFoundByNameAndListedWithTheirWeights()
{
    write(QStringLiteral("broken.json"), "{\n  \"name\": 7\n}");
    const QString folder = m_folder->path();
    const CliRun list = runCli({QStringLiteral("detect"),
        QStringLiteral("models"),
        QStringLiteral("--json"),
        QStringLiteral("--models"),
        folder});
    QCOMPARE(list.exit, 0);
    QVERIFY2(list.err.contains("broken.json: line 2, \"name\""), list.err.constData());
    QHash<QString, QJsonObject> models;
    for (const QJsonValue model : QJsonDocument::fromJson(list.out)[QStringLiteral("models")].toArray())
        models[model[QStringLiteral("name")].toString()] = model.toObject();
    QCOMPARE(models[QStringLiteral("small")][QStringLiteral("weights")].toString(),
        path(QStringLiteral("small.weights")));
    QVERIFY(models[QStringLiteral("yolo-fastest-1.1")][QStringLiteral("weights")].isNull());
    QVERIFY(models[QStringLiteral("yolo-fastest-1.1")].contains(QStringLiteral("source")));

    const CliRun run = detect(QStringLiteral("--frames 1 --model small --models ") + folder);
    QVERIFY2(run.exit == 0, run.err.constData());
    const CliRun missing = detect(QStringLiteral("--frames 1 --model yolo-fastest-1.1 --models ") + folder);
    QCOMPARE(missing.exit, 1);
    for (const QByteArray& word :
        {QByteArray("yolo-fastest-1.1.weights"), folder.toUtf8(), QByteArray("github.com")})
        QVERIFY2(missing.err.contains(word), missing.err.constData());
    const CliRun unknown = detect(QStringLiteral("--frames 1 --model smaller --models ") + folder);
    QCOMPARE(unknown.exit, 2);
    QVERIFY2(unknown.err.contains("detect models"), unknown.err.constData());
}

void DetectNetworksTest::aTargetThatOpenCvHasNotIsRefusedAndNeverTheProcessor_data()
{
    QTest::addColumn<QString>("target");
    for (const std::string_view target : detect::kNetworkTargets)
        QTest::addRow("%s", target.data()) << QString::fromUtf8(target);
}

void DetectNetworksTest::aTargetThatOpenCvHasNotIsRefusedAndNeverTheProcessor()
{
    QFETCH(const QString, target);
    const QString card = path(QStringLiteral("small.json"));
    const CliRun run = detect(QStringLiteral("--frames 2 --model %1 --devices %2").arg(card, target));
    if (run.exit == 0) // this machine has it
        return;
    QCOMPARE(run.exit, 1);
    QVERIFY2(run.err.contains(target.toUtf8() + ": OpenCV"), run.err.constData());
    QVERIFY2(run.err.contains("one that it has: cpu"), run.err.constData());
    const CliRun other = detect(QStringLiteral("--frames 2 --model hog --devices ") + target);
    QCOMPARE(other.exit, 2);
    QVERIFY2(other.err.contains("networks of OpenCV alone"), other.err.constData());
}

void DetectNetworksTest::whatCannotBeRunIsRefusedWithFileAndReason_data()
{
    QTest::addColumn<QByteArray>("card");
    QTest::addColumn<QByteArray>("weights");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("reason");
    const QByteArray darknet = test::darknetCard();
    const QByteArray caffe = test::darknetCard().replace("\"darknet\"", "\"caffe\"");
    const QByteArray onnx
        = test::darknetCard().replace("\"darknet\"", "\"onnx\"").replace("  \"config\": \"small.cfg\",\n", "");
    const QByteArray weights = test::darknetWeights();
    const QByteArray config = test::darknetConfig();
    const auto row = [](const char* name, auto... columns) { (QTest::newRow(name) << ... << columns); };
    row("no weights at all", darknet, QByteArray(), config, QByteArray("empty"));
    row("weights cut short", darknet, weights.chopped(4), config, QByteArray("308, as the layers"));
    row("weights of another network", darknet, weights + weights, config, QByteArray("308, as the layers"));
    row("noise for Darknet's layers", darknet, weights, noise(2000), QByteArray("cannot load"));
    row("a layer that Darknet has not", darknet, weights, config + "[teleport]\n", QByteArray("teleport"));
    row("an anchor beyond all",
        darknet,
        weights,
        QByteArray(config).replace("0,1,2", "0,1,65536"),
        QByteArray("signal 11"));
    row("classes of another card",
        QByteArray(darknet).replace("[\"thing\"]", "\"coco\""),
        weights,
        config,
        QByteArray("(12 x 6) are not those of layout"));
    row("noise for ONNX", onnx, noise(20000), config, QByteArray("cannot load"));
    row("ONNX cut short", onnx, test::onnxModel("Relu").chopped(9), config, QByteArray("cannot load"));
    row("an operation that ONNX has not", onnx, test::onnxModel("Teleport"), config, QByteArray("Teleport"));
    row("an ONNX network with other outputs", onnx, test::onnxModel("Relu"), config, QByteArray("3 x "));
    const QByteArray strange = "input: \"data\" input_dim: 1 input_dim: 3 input_dim: 32 input_dim: 32\n"
                               "layer { name: \"odd_one\" type: \"Teleport\" bottom: \"data\" top: \"out\" }";
    row("Caffe's weights cut short",
        caffe,
        QByteArray("\x0a\x7f", 2) + noise(50),
        strange,
        QByteArray("cannot load"));
    row("a layer that Caffe has not", caffe, QByteArray("\x0a\x01x", 3), strange, QByteArray("Teleport"));
    row("more memory than a process may have",
        QByteArray(darknet).replace("\"width\": 32, \"height\": 32", "\"width\": 4096, \"height\": 4096"),
        weights.left(20) + QByteArray(4 * 4 * 100, '\0'),
        config.left(config.indexOf("[yolo]")).replace("filters=18", "filters=100").replace("stride=16", "stride=1"),
        QByteArray("Failed to allocate"));
}

void DetectNetworksTest::whatCannotBeRunIsRefusedWithFileAndReason()
{
    QFETCH(QByteArray, card);
    QFETCH(QByteArray, weights);
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, reason);
    if (COBENCH_SANITIZED && reason == "Failed to allocate")
        QSKIP("sanitizers need more address space than the limit leaves");
    write(QStringLiteral("small.json"), card);
    write(QStringLiteral("small.weights"), weights);
    write(QStringLiteral("small.cfg"), config);
    QElapsedTimer timer;
    timer.start();
    const CliRun run = detect(QStringLiteral("--frames 1 --model %1 --out %2")
                                  .arg(path(QStringLiteral("small.json")), path(QStringLiteral("none.txt"))));
    QVERIFY2(run.exit == 1, run.err.constData());
    QVERIFY2(run.err.contains("small.weights"), run.err.constData());
    QVERIFY2(run.err.contains(reason), run.err.constData());
    QVERIFY(timer.elapsed() < 60000); // a detector process has 10 s for an answer
    QVERIFY(!QFile::exists(path(QStringLiteral("none.txt"))));
}

void DetectNetworksTest::aNetworkThatIsKilledIsNamedAndTheRunGoesOn()
{
    if (COBENCH_SANITIZED)
        QSKIP("the sandbox tells when to kill it, and sanitizers need calls that it refuses: there is none");
    const QString project = path(QStringLiteral("killed.cobench"));
    QProcess process;
    process.start(QStringLiteral(COBENCH_CLI),
        arguments(QStringLiteral("--source synthetic:64x64 --frames 80 --rate 10 --drop none "
                                 "--devices cpu=%1,cpu=null --project %2")
                      .arg(path(QStringLiteral("small.json")), project)));
    QVERIFY(process.waitForStarted());
    const QString children = QStringLiteral("/proc/%1/task/%1/children").arg(process.processId());
    const auto running = [&] {
        QFile file(children);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    };
    // Once it sleeps in its sandbox it waits for frames; a process that is still being set up fails the run.
    const auto isWaiting = [&] {
        QFile status(QStringLiteral("/proc/%1/status").arg(QString::fromLatin1(running())));
        return status.open(QIODevice::ReadOnly) && status.readAll().contains("Seccomp:\t2");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isWaiting(), test::patient(30000));
    const auto written = [&] {
        const QFileInfoList files = QDir(project + QStringLiteral(".d/sessions")).entryInfoList(QDir::Files);
        return files.isEmpty() ? 0 : files.front().size();
    };
    QVERIFY(QTest::qWaitFor([&] { return written() > 0; }, 30000));
    const qint64 start = written();
    QVERIFY(QTest::qWaitFor([&] { return written() > start + 300; }, 30000)); // some 60 bytes a frame
    QVERIFY(process.state() == QProcess::Running);
    QCOMPARE(::kill(running().toInt(), SIGKILL), 0);
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 0);
    const QJsonObject result = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QCOMPARE(result[QStringLiteral("processed")].toInt(), 80);
    const QJsonArray lost = result[QStringLiteral("lost")].toArray();
    QCOMPARE(lost.size(), 1);
    const QString reason = lost[0][QStringLiteral("reason")].toString();
    QVERIFY2(reason.contains(QStringLiteral("small.weights")), qPrintable(reason));
    QVERIFY2(reason.contains(QStringLiteral("signal 9")), qPrintable(reason));
}

QTEST_GUILESS_MAIN(DetectNetworksTest)
#include "detect_networks_test.moc"
