// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"
#include "tests/support/rtsp_server.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using cobench::test::RtspServer;

namespace {

using namespace Qt::StringLiterals;

constexpr double kRate = 20.0; // frames/s of the camera
constexpr int kPatienceMs = 30000;
constexpr int kNoticedMs = 3000; // how long a stall may go unnoticed
constexpr int kSlackMs = 500; // of a machine that does other things, too
constexpr int kStartMs = 12000; // until the processes of a run have started, on such a machine

/// frames = processed + all dropped, and some of each.
bool isExact(const QJsonObject& result)
{
    int dropped = 0;
    for (const QJsonValue count : result["dropped"_L1].toObject())
        dropped += count.toInt();
    const int processed = result["processed"_L1].toInt();
    return processed > 0 && dropped > 0 && result["frames"_L1].toInt() == processed + dropped;
}

QStringList kindsOf(const QJsonObject& result)
{
    QStringList kinds;
    for (const QJsonValue event : result["events"_L1].toArray())
        kinds += event["kind"_L1].toString();
    return kinds;
}

QStringList command(const QString& arguments)
{
    return (u"detect run --json --model null --devices emulated:8 "_s + arguments).split(u' ', Qt::SkipEmptyParts);
}

/// The command line while it runs.
class Watched
{
public:
    explicit Watched(const QString& arguments) { m_process.start(QStringLiteral(COBENCH_CLI), command(arguments)); }
    /// In milliseconds until that was said, after what was waited for before; nothing when it never is.
    std::optional<qint64> waitFor(const QByteArray& words)
    {
        QElapsedTimer clock;
        clock.start();
        const bool isSaid = QTest::qWaitFor(
            [&] {
                m_told += m_process.readAllStandardError();
                const qsizetype at = m_told.indexOf(words, m_heard);
                if (at >= 0)
                    m_heard = at + words.size();
                return at >= 0;
            },
            kPatienceMs);
        return isSaid ? std::optional(clock.elapsed()) : std::nullopt;
    }
    QJsonObject interrupted()
    {
        ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
        if (!m_process.waitForFinished(kPatienceMs) || m_process.exitCode() != 0)
            return {};
        return QJsonDocument::fromJson(m_process.readAllStandardOutput()).object();
    }
    QByteArray told() { return m_told + m_process.readAllStandardError(); }

private:
    QProcess m_process;
    QByteArray m_told;
    qsizetype m_heard = 0; // bytes of it
};

} // namespace

/// Live sources as a user runs them, against a camera on this machine that can be made to fail (goal L6; a hundred
/// failures are in core/engine/detection_faults_test.cpp).
class DetectStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStreamIsTakenAsItComesAndEveryFrameIsAccountedFor();
    void aStreamEndsAfterItsTime();
    void aStalledStreamIsToldWithinThreeSecondsAndTakenUpAgain();
    void aCameraThatHangsUpIsCalledAgain();
    void anAddressWhereNobodyAnswersIsRefusedWithoutItsPassword();
    void aCameraThatHangsFromTheStartIsRefusedInTime();
    void aCameraThatIsNotConnectedIsRefusedByName();
    void whatALiveSourceCannotDoIsRefused_data();
    void whatALiveSourceCannotDoIsRefused();
};

void DetectStreamTest::aStreamIsTakenAsItComesAndEveryFrameIsAccountedFor()
{
    const RtspServer camera(kRate);
    const CliRun run
        = runCli(command(u"--quiet --frames 60 --source "_s + QString::fromStdString(camera.address())));
    QVERIFY2(run.exit == 0, run.err.constData());
    const QJsonObject result = QJsonDocument::fromJson(run.out).object();
    QCOMPARE(result["frames"_L1].toInt(), 60);
    QVERIFY2(isExact(result), run.out.constData());
    QCOMPARE(kindsOf(result), QStringList());
    QVERIFY(result["longest_queue"_L1].toInt() <= 1); // the newest frame alone waits
}

void DetectStreamTest::aStreamEndsAfterItsTime()
{
    const RtspServer camera(kRate);
    const CliRun run
        = runCli(command(u"--quiet --seconds 3 --source "_s + QString::fromStdString(camera.address())));
    QVERIFY2(run.exit == 0, run.err.constData());
    const QJsonObject result = QJsonDocument::fromJson(run.out).object();
    QVERIFY2(isExact(result), run.out.constData());
    QVERIFY(result["seconds"_L1].toDouble() < 6.0);
}

void DetectStreamTest::aStalledStreamIsToldWithinThreeSecondsAndTakenUpAgain()
{
    RtspServer camera(kRate);
    Watched run(u"--source "_s + QString::fromStdString(camera.address()));
    QVERIFY(QTest::qWaitFor([&] { return camera.sent() > 60; }, kPatienceMs));
    qint64 soonest = kPatienceMs;
    QStringList kinds;
    for (int cycle = 0; cycle < 3 && soonest > kNoticedMs + kSlackMs; ++cycle) { // a busy machine may be late
        camera.set(RtspServer::Mood::Hangs);
        const auto noticed = run.waitFor("no signal");
        QVERIFY2(noticed, run.told().constData());
        soonest = std::min(soonest, *noticed);
        camera.set(RtspServer::Mood::Works);
        QVERIFY(run.waitFor("source is back"));
        const std::uint64_t sent = camera.sent();
        QVERIFY(QTest::qWaitFor([&] { return camera.sent() > sent + 20; }, kPatienceMs));
        kinds += {u"source_stale"_s, u"source_back"_s};
    }
    QVERIFY2(soonest <= kNoticedMs + kSlackMs, run.told().constData());
    const QJsonObject result = run.interrupted();
    QVERIFY2(isExact(result), run.told().constData());
    QCOMPARE(kindsOf(result), kinds);
}

void DetectStreamTest::aCameraThatHangsUpIsCalledAgain()
{
    RtspServer camera(kRate);
    Watched run(u"--source "_s + QString::fromStdString(camera.address()));
    QVERIFY(QTest::qWaitFor([&] { return camera.sent() > 60; }, kPatienceMs));
    camera.set(RtspServer::Mood::HangsUp);
    QVERIFY2(run.waitFor("no signal"), run.told().constData());
    const std::uint64_t viewers = camera.viewers();
    camera.set(RtspServer::Mood::Works);
    QVERIFY(run.waitFor("source is back"));
    QVERIFY(camera.viewers() > viewers);
    QVERIFY2(isExact(run.interrupted()), run.told().constData());
}

void DetectStreamTest::anAddressWhereNobodyAnswersIsRefusedWithoutItsPassword()
{
    const CliRun run = runCli(command(u"--frames 5 --source rtsp://me:secret@127.0.0.1:1/live"_s));
    QCOMPARE(run.exit, 1);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(run.err.contains("rtsp://me@127.0.0.1:1/live"), run.err.constData());
    QVERIFY2(!run.err.contains("secret"), run.err.constData());
}

void DetectStreamTest::aCameraThatHangsFromTheStartIsRefusedInTime()
{
    RtspServer camera(kRate);
    camera.set(RtspServer::Mood::Hangs);
    QElapsedTimer clock;
    clock.start();
    const CliRun run = runCli(command(u"--frames 5 --source "_s + QString::fromStdString(camera.address())));
    QCOMPARE(run.exit, 1);
    QVERIFY2(clock.elapsed() < kNoticedMs + kStartMs, qPrintable(QString::number(clock.elapsed())));
    QVERIFY2(run.err.contains("127.0.0.1"), run.err.constData());
}

void DetectStreamTest::aCameraThatIsNotConnectedIsRefusedByName()
{
    for (const QString& source : {u"camera:63"_s, u"/dev/video63"_s, u"/dev/null"_s}) {
        const CliRun run = runCli(command(u"--frames 5 --source "_s + source));
        QCOMPARE(run.exit, 1);
        QVERIFY2(run.err.contains(source.toUtf8()) && run.err.contains("no such camera"), run.err.constData());
    }
}

void DetectStreamTest::whatALiveSourceCannotDoIsRefused_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::newRow("pace") << u"--rate 5"_s;
    QTest::newRow("simulated clock") << u"--clock simulated"_s;
    QTest::newRow("preload") << u"--preload"_s;
}

void DetectStreamTest::whatALiveSourceCannotDoIsRefused()
{
    QFETCH(QString, arguments);
    const RtspServer camera(kRate);
    const CliRun run
        = runCli(command(u"--frames 5 --source %1 %2"_s.arg(QString::fromStdString(camera.address()), arguments)));
    QCOMPARE(run.exit, 2);
    QVERIFY2(run.err.contains("live source"), run.err.constData());
}

QTEST_GUILESS_MAIN(DetectStreamTest)
#include "detect_stream_test.moc"
