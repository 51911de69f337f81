// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace {

using namespace Qt::StringLiterals;

const QString kVideo = u"/usr/share/doc/opencv-doc/examples/data/vtest.avi"_s;

QJsonObject objectOf(const CliRun& run)
{
    return QJsonDocument::fromJson(run.out).object();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Two users of two homes: one lends this machine with `cobench-engine --listen`, the other detects on it.
class DetectRemoteTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder{u"/tmp/cbXXXXXX"_s}; // socket paths are short
    QProcess m_engine;
    QString m_address;
    QString m_code;

    void liveIn(const char* home) const
    {
        const QString folder = m_folder.filePath(QLatin1String(home));
        QDir().mkpath(folder);
        for (const char* name : {"XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_DATA_HOME"})
            qputenv(name, folder.toUtf8());
    }
    /// What the engine says, up to `pattern`.
    QString heard(const QRegularExpression& pattern)
    {
        QString said;
        for (int i = 0; i < 100 && !pattern.match(said).hasMatch(); ++i) {
            m_engine.waitForReadyRead(200);
            said += QString::fromUtf8(m_engine.readAllStandardError());
        }
        return pattern.match(said).captured(1);
    }
    CliRun detect(const QString& arguments) const
    {
        return runCli((u"detect run --json --quiet "_s + arguments).split(u' ', Qt::SkipEmptyParts));
    }

private Q_SLOTS:
    void initTestCase()
    {
        liveIn("lender");
        m_engine.start(QStringLiteral(COBENCH_ENGINE), {u"--listen"_s, u"127.0.0.1:0"_s});
        QVERIFY(m_engine.waitForStarted());
        const QString said = heard(QRegularExpression(
            u"(this one at [\\d.:]+\\n.*code [\\d-]+)"_s, QRegularExpression::DotMatchesEverythingOption));
        const auto parts = QRegularExpression(
            u"at ([\\d.:]+)\\n.*code ([\\d-]+)"_s, QRegularExpression::DotMatchesEverythingOption)
                               .match(said);
        m_address = parts.captured(1);
        m_code = parts.captured(2);
        QVERIFY2(!m_address.isEmpty() && !m_code.isEmpty(), qPrintable(said));
        liveIn("borrower");
    }
    void cleanupTestCase()
    {
        m_engine.terminate();
        QVERIFY(m_engine.waitForFinished());
    }

    void a_machine_that_is_not_paired_is_no_device()
    {
        const CliRun run
            = detect(u"--source synthetic:64x48 --frames 3 --model null --devices remote:"_s + m_address);
        QCOMPARE(run.exit, 1);
        QVERIFY2(run.err.contains("detect pair"), run.err.constData());
        QCOMPARE(runCli({u"detect"_s, u"machines"_s}).out, QByteArray("No machine is paired\n"));
    }

    void pairing_takes_the_code_that_is_shown()
    {
        const CliRun wrong = runCli({u"detect"_s, u"pair"_s, m_address, u"--code"_s, u"x"_s});
        QCOMPARE(wrong.exit, 1);
        const CliRun run = runCli({u"detect"_s, u"pair"_s, m_address, u"--code"_s, m_code, u"--json"_s});
        QVERIFY2(run.exit == 0, run.err.constData());
        QCOMPARE(objectOf(run)[u"address"].toString(), m_address);
        const QJsonObject machine
            = objectOf(runCli({u"detect"_s, u"machines"_s, u"--json"_s}))[u"machines"].toArray()[0].toObject();
        QCOMPARE(machine[u"address"].toString(), m_address);
        QVERIFY(machine[u"reachable"].toBool());
        QVERIFY(machine[u"models"].toArray().contains(u"hog"_s));
    }

    void boxes_from_there_are_those_from_here()
    {
        if (!QFile::exists(kVideo))
            QSKIP("opencv-doc is not installed");
        const QString local = m_folder.filePath(u"local.txt"_s);
        const QString remote = m_folder.filePath(u"remote.txt"_s);
        const QString arguments = u"--source %1 --frames 4 --model hog --devices %2 --out %3"_s;
        const CliRun here = detect(arguments.arg(kVideo, u"cpu"_s, local));
        QVERIFY2(here.exit == 0, here.err.constData());
        const CliRun there = detect(arguments.arg(kVideo, u"remote:"_s + m_address + u":raw"_s, remote));
        QVERIFY2(there.exit == 0, there.err.constData());
        QVERIFY(!contentOf(local).isEmpty());
        QCOMPARE(contentOf(remote), contentOf(local));
        const QJsonObject link = objectOf(there)[u"links"].toObject().begin()->toObject();
        QVERIFY(link[u"sent_bytes"].toDouble() > 4.0 * 768 * 576 * 3); // the video's pictures
        QVERIFY(link[u"remote_service_ms"][u"p50"].toDouble() > 0.0);
        const CliRun jpeg = detect(arguments.arg(kVideo, u"remote:"_s + m_address + u":jpeg=80"_s, remote));
        QVERIFY2(jpeg.exit == 0, jpeg.err.constData());
        QCOMPARE(objectOf(jpeg)[u"processed"].toInt(), 4);
        QVERIFY(objectOf(jpeg)[u"links"].toObject().begin()->toObject()[u"sent_bytes"].toDouble() < 4.0 * 200000);
    }

    void a_model_that_is_not_there_is_refused()
    {
        const CliRun run
            = detect(u"--source synthetic:64x48 --frames 3 --model ../x.json --devices remote:"_s + m_address);
        QCOMPARE(run.exit, 2);
        QVERIFY2(run.err.contains("not called by path"), run.err.constData());
    }

    void who_is_forgotten_is_no_device_any_more()
    {
        QCOMPARE(runCli({u"detect"_s, u"unpair"_s, u"nobody"_s}).exit, 1);
        QCOMPARE(runCli({u"detect"_s, u"unpair"_s, m_address}).exit, 0);
        QCOMPARE(
            detect(u"--source synthetic:64x48 --frames 3 --model null --devices remote:"_s + m_address).exit, 1);
    }
};

QTEST_GUILESS_MAIN(DetectRemoteTest)
#include "detect_remote_test.moc"
