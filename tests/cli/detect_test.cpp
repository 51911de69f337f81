// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <map>

namespace {

const QString kVideo = QStringLiteral("/usr/share/doc/opencv-doc/examples/data/vtest.avi");

QJsonObject objectOf(const CliRun& run)
{
    return QJsonDocument::fromJson(run.out).object();
}

int dropped(const QJsonObject& result)
{
    int sum = 0;
    for (const QJsonValue count : result[QStringLiteral("dropped")].toObject())
        sum += count.toInt();
    return sum;
}

QByteArrayList linesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QByteArrayList();
}

} // namespace

/// Detection as a user runs it, detectors and decoders in their own processes.
class DetectTest : public QObject
{
    Q_OBJECT

private slots:
    void oneSeedGivesOneResult();
    void aVideoIsDetectedFrameByFrame();
    void whatWasShownCarriesItsAge();
    void aDamagedPictureIsDroppedAndAccountedFor();
    void damagedAndMissingVideosAreRefusedByName_data();
    void damagedAndMissingVideosAreRefusedByName();
    void aRunThatLosesItsDevicesLeavesNoFile();
    void aRunWhoseDevicesAreAllUnpluggedEnds_data();
    void aRunWhoseDevicesAreAllUnpluggedEnds();
    void aRunIsKeptInAProjectListedAndDeleted();
    void aRunThatIsKilledIsKeptByTheNext();
    void aDetectorThatIsKilledIsStartedAgainAndNoFrameIsLost();
    void aDetectorThatHangsIsReplacedAfterThreeSecondsAndNoFrameIsLost();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    CliRun detect(const QString& arguments) const
    {
        return runCli((QStringLiteral("detect run --json --quiet ") + arguments).split(u' ', Qt::SkipEmptyParts));
    }
    QTemporaryDir m_folder;
};

void DetectTest::oneSeedGivesOneResult()
{
    const QString arguments = QStringLiteral(
        "--source synthetic --frames 2000 --model null --clock simulated --rate 20 --schedule proportional "
        "--devices emulated:5:jitter=0.3:fail=20-30,emulated:9:law=exponential --seed 7");
    const CliRun first = detect(arguments);
    QCOMPARE(first.exit, 0);
    QCOMPARE(detect(arguments).out, first.out);
    const QJsonObject result = objectOf(first);
    QCOMPARE(result[QStringLiteral("frames")].toInt(), 2000);
    QCOMPARE(result[QStringLiteral("processed")].toInt() + dropped(result), 2000);
    QVERIFY(dropped(result) > 0);
}

void DetectTest::aVideoIsDetectedFrameByFrame()
{
    if (!QFile::exists(kVideo))
        QSKIP("opencv-doc is not installed");
    const CliRun run
        = detect(QStringLiteral("--source %1 --model hog --devices cpu,cpu --frames 4 --preload --out %2")
                     .arg(kVideo, path(QStringLiteral("det.txt"))));
    QVERIFY2(run.exit == 0, run.err.constData());
    const QJsonObject result = objectOf(run);
    QCOMPARE(result[QStringLiteral("processed")].toInt(), 4);
    QVERIFY(result[QStringLiteral("mu")].toObject().contains(QStringLiteral("cpu#1")));
    int frame = 1;
    for (const QByteArray& line : linesOf(path(QStringLiteral("det.txt")))) {
        const QByteArrayList fields = line.split(',');
        QCOMPARE(fields.size(), 10);
        QVERIFY(fields[0].toInt() >= frame);
        frame = fields[0].toInt();
        QCOMPARE(fields[7], QByteArray("0"));
    }
    QVERIFY(frame > 1);
}

void DetectTest::whatWasShownCarriesItsAge()
{
    if (!QFile::exists(kVideo))
        QSKIP("opencv-doc is not installed");
    const CliRun run = detect(
        QStringLiteral("--source %1 --model hog --devices emulated:5 --clock simulated --rate native --buffer 1 "
                       "--frames 9 --out %2 --shown-out %3")
            .arg(kVideo, path(QStringLiteral("found.txt")), path(QStringLiteral("shown.txt"))));
    QVERIFY2(run.exit == 0, run.err.constData());
    QVERIFY(dropped(objectOf(run)) > 0);
    std::map<int, QByteArrayList> found;
    for (const QByteArray& line : linesOf(path(QStringLiteral("found.txt"))))
        found[line.split(',')[0].toInt()].append(line.split(',').mid(2, 5).join(','));
    std::map<int, QByteArrayList> shown;
    std::map<int, int> ages;
    for (const QByteArray& line : linesOf(path(QStringLiteral("shown.txt")))) {
        const QByteArrayList fields = line.split(',');
        shown[fields[0].toInt()].append(fields.mid(2, 5).join(','));
        ages[fields[0].toInt()] = fields[8].toInt();
    }
    QVERIFY(!shown.empty());
    for (const auto& [frame, boxes] : shown)
        QCOMPARE(boxes, found.at(frame - ages[frame]));
}

void DetectTest::aDamagedPictureIsDroppedAndAccountedFor()
{
    QDir().mkpath(path(QStringLiteral("pictures")));
    QImage picture(160, 200, QImage::Format_RGB32);
    picture.fill(Qt::darkGreen);
    for (int i = 0; i < 4; ++i)
        QVERIFY(picture.save(path(QStringLiteral("pictures/%1.jpg").arg(i)), "JPG"));
    QFile damaged(path(QStringLiteral("pictures/2.jpg")));
    QVERIFY(damaged.resize(damaged.size() / 2));
    const CliRun run = detect(QStringLiteral("--source %1 --model hog").arg(path(QStringLiteral("pictures"))));
    QVERIFY2(run.exit == 0, run.err.constData());
    const QJsonObject result = objectOf(run);
    QCOMPARE(result[QStringLiteral("frames")].toInt(), 4);
    QCOMPARE(result[QStringLiteral("processed")].toInt(), 3);
    QCOMPARE(result[QStringLiteral("dropped")].toObject()[QStringLiteral("decode")].toInt(), 1);
}

void DetectTest::damagedAndMissingVideosAreRefusedByName_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("text") << QByteArray("this is no video, however long one reads on in it");
    QTest::newRow("a head alone") << QByteArray("RIFF\xff\xff\xff\xff"
                                                "AVI LIST",
        16);
}

void DetectTest::damagedAndMissingVideosAreRefusedByName()
{
    QFETCH(QByteArray, content);
    const QString video = path(QStringLiteral("video.avi"));
    QFile::remove(video);
    if (!content.isNull()) {
        QFile file(video);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    const CliRun run = detect(QStringLiteral("--source %1 --out %2").arg(video, path(QStringLiteral("none.txt"))));
    QCOMPARE(run.exit, 1);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(run.err.contains("video.avi"), run.err.constData());
    QVERIFY(!QFile::exists(path(QStringLiteral("none.txt"))));
}

void DetectTest::aRunThatLosesItsDevicesLeavesNoFile()
{
    const CliRun run
        = detect(QStringLiteral("--source synthetic --frames 100 --model null --clock simulated --rate 10 "
                                "--devices emulated:20:fail=3 --out %1")
                     .arg(path(QStringLiteral("lost.txt"))));
    QCOMPARE(run.exit, 1);
    QVERIFY2(run.err.contains("emulated:20:fail=3#0"), run.err.constData());
    QVERIFY(!QFile::exists(path(QStringLiteral("lost.txt"))));
}

void DetectTest::aRunWhoseDevicesAreAllUnpluggedEnds_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("simulated clock") << QStringLiteral("--rate 200 --clock simulated");
    QTest::newRow("real clock") << QStringLiteral("--rate 200");
    QTest::newRow("nothing may be dropped") << QStringLiteral("--rate 200 --drop none");
}

/// On a command line nobody can plug one in. The source alone would last longer than anybody waits here.
void DetectTest::aRunWhoseDevicesAreAllUnpluggedEnds()
{
    QFETCH(const QString, how);
    const CliRun run
        = detect(QStringLiteral("--source synthetic --frames 100000 --model null --devices emulated:50 "
                                "--at 0.1:unplug=0 ")
            + how);
    QCOMPARE(run.exit, 1);
    QVERIFY2(run.err.contains("no device is left"), run.err.constData());
}

void DetectTest::aRunIsKeptInAProjectListedAndDeleted()
{
    const QString project = path(QStringLiteral("kept.cobench"));
    const QString run = QStringLiteral("--source synthetic --frames 500 --model null --clock simulated --rate 14 "
                                       "--devices 2*emulated:2.5:jitter=0.1 --name sticks --project %1")
                            .arg(project);
    const CliRun made = detect(run);
    QCOMPARE(made.exit, 0);
    const QJsonObject result = objectOf(made);
    QCOMPARE(result[QStringLiteral("session")].toInt(), 1);

    const auto verb = [&](const QString& words) {
        return runCli(words.split(u' ') + QStringList{QStringLiteral("--project"), project});
    };
    const QJsonObject shown = objectOf(verb(QStringLiteral("detect show sticks --json")));
    for (const QString& key : {QStringLiteral("frames"),
             QStringLiteral("dropped"),
             QStringLiteral("sigma"),
             QStringLiteral("mu"),
             QStringLiteral("latency_ms"),
             QStringLiteral("longest_queue")})
        QCOMPARE(shown[key], result[key]);
    QCOMPARE(shown[QStringLiteral("end")].toString(), QStringLiteral("finished"));
    const CliRun plan = verb(QStringLiteral("detect plan --session 1 --rate 14 --most 8 --p99 2000 --json"));
    QCOMPARE(objectOf(plan)[QStringLiteral("devices_needed")].toObject()[QStringLiteral("emulated")].toInt(), 6);

    QCOMPARE(verb(QStringLiteral("detect rename 1 two")).exit, 0);
    QCOMPARE(verb(QStringLiteral("detect show sticks")).exit, 1);
    QCOMPARE(verb(QStringLiteral("detect delete two")).exit, 0);
    const QJsonObject listed = objectOf(verb(QStringLiteral("detect list --json")));
    QCOMPARE(listed[QStringLiteral("sessions")].toArray().size(), 0);
}

void DetectTest::aRunThatIsKilledIsKeptByTheNext()
{
    const QString project = path(QStringLiteral("killed.cobench"));
    const QString source = QStringLiteral("--source synthetic --model null --project ") + project;
    QProcess run;
    run.start(QStringLiteral(COBENCH_CLI),
        (QStringLiteral("detect run --quiet --devices 2*emulated:200 --rate 300 --frames 1000000 ") + source)
            .split(u' '));
    const auto written = [&] {
        const QFileInfoList files = QDir(project + QStringLiteral(".d/sessions")).entryInfoList(QDir::Files);
        return files.isEmpty() ? 0 : files.front().size();
    };
    QVERIFY(QTest::qWaitFor([&] { return written() > 20000; }, 60000)); // some 60 bytes a frame
    run.kill();
    QVERIFY(run.waitForFinished());
    const CliRun next
        = detect(QStringLiteral("--devices emulated:10 --clock simulated --frames 10 --name next ") + source);
    QCOMPARE(next.exit, 0);
    const CliRun list = runCli({QStringLiteral("detect"),
        QStringLiteral("list"),
        QStringLiteral("--json"),
        QStringLiteral("--project"),
        project});
    const QJsonArray sessions = objectOf(list)[QStringLiteral("sessions")].toArray();
    QCOMPARE(sessions.size(), 2);
    const QJsonObject killed = sessions[0].toObject();
    QCOMPARE(killed[QStringLiteral("end")].toString(), QStringLiteral("failed"));
    QVERIFY(killed[QStringLiteral("problem")].toString().contains(QStringLiteral("interrupted")));
    QVERIFY(killed[QStringLiteral("frames")].toInt() > 200);
    QVERIFY(killed[QStringLiteral("longest_queue")].isNull()); // the frames do not tell
    QCOMPARE(
        killed[QStringLiteral("processed")].toInt() + dropped(killed), killed[QStringLiteral("frames")].toInt());
    QCOMPARE(sessions[1].toObject()[QStringLiteral("name")].toString(), QStringLiteral("next"));
    QVERIFY(QDir(project + QStringLiteral(".d/sessions")).isEmpty());
}

namespace {

/// Runs HOG on two devices and does this to the first one's process once both are there (goals L4 and L5; how fast
/// is in core/engine/detection_faults_test.cpp). The source starts first, then each device in turn.
QJsonObject runWhile(int signal)
{
    QProcess process;
    process.start(QStringLiteral(COBENCH_CLI),
        QStringLiteral("detect run --json --quiet --model hog --devices cpu,cpu --frames 25 --source %1")
            .arg(kVideo)
            .split(u' '));
    if (!process.waitForStarted())
        return {};
    const QString children = QStringLiteral("/proc/%1/task/%1/children").arg(process.processId());
    const auto running = [&] {
        QFile file(children);
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ') : QByteArrayList();
    };
    // With the empty one behind the last blank.
    if (!QTest::qWaitFor([&] { return running().size() >= 4; }, 30000))
        return {};
    if (process.state() != QProcess::Running || ::kill(running().value(1).toInt(), signal) != 0)
        return {};
    if (!process.waitForFinished(240000) || process.exitCode() != 0)
        return {};
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

} // namespace

void DetectTest::aDetectorThatIsKilledIsStartedAgainAndNoFrameIsLost()
{
    if (!QFile::exists(kVideo))
        QSKIP("opencv-doc is not installed");
    const QJsonObject result = runWhile(SIGKILL);
    QCOMPARE(result[QStringLiteral("processed")].toInt(), 25);
    QCOMPARE(result[QStringLiteral("lost")].toArray().size(), 1);
}

void DetectTest::aDetectorThatHangsIsReplacedAfterThreeSecondsAndNoFrameIsLost()
{
    if (!QFile::exists(kVideo))
        QSKIP("opencv-doc is not installed");
    const QJsonObject result = runWhile(SIGSTOP);
    QCOMPARE(result[QStringLiteral("processed")].toInt(), 25);
    const QJsonArray lost = result[QStringLiteral("lost")].toArray();
    QCOMPARE(lost.size(), 1);
    const QJsonObject loss = lost[0].toObject();
    const QString reason = loss[QStringLiteral("reason")].toString();
    QVERIFY2(reason.contains(QStringLiteral("neither answered nor worked for 3 s")), qPrintable(reason));
    QVERIFY(loss[QStringLiteral("after")].toDouble() >= 3.0);
}

QTEST_GUILESS_MAIN(DetectTest)
#include "detect_test.moc"
