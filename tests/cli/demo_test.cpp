// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <memory>

namespace {

constexpr int kPatienceMs = 30000;

QJsonObject objectOf(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

/// The demo and the engine's verbs, with a worker that follows a script instead of training: the real program takes
/// minutes (test_engine_demo). The program under test lies alone in a folder, so that it finds no desktop program.
class DemoTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void the_engine_is_told_of_and_ended();
    void the_demo_leaves_a_project_a_pool_and_its_members();
    void a_second_call_trains_nothing();
    void an_interrupt_stops_the_runs_and_the_next_call_goes_on();
    void a_missing_engine_is_a_message();
    void a_pool_folder_of_ones_own_stays();

private:
    void startEngine();
    CliRun cli(const char* command) const;
    QString path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcess m_engine;
};

void DemoTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/cbXXXXXX")); // socket paths are short
    for (const char* name : {"XDG_RUNTIME_DIR", "XDG_STATE_HOME"})
        qputenv(name, m_folder->path().toUtf8());
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("bin")));
    QVERIFY(QFile::copy(QStringLiteral(COBENCH_CLI), path("bin/cobench-cli")));
    QVERIFY(QFile::copy(QStringLiteral(COBENCH_ENGINE_CLIENT), path("bin/cobench-engine-client.so")));
}

void DemoTest::cleanup()
{
    if (m_engine.state() == QProcess::NotRunning)
        return;
    m_engine.kill();
    m_engine.waitForFinished();
}

void DemoTest::startEngine()
{
    m_engine.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_engine.start(QStringLiteral(COBENCH_ENGINE),
        {QStringLiteral("--worker"),
            QStringLiteral(COBENCH_FAKE_WORKER),
            QStringLiteral("--cores"),
            QStringLiteral("2")});
    QVERIFY(m_engine.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(objectOf(cli("engine status --json").out)[u"running"].toBool(), kPatienceMs);
}

CliRun DemoTest::cli(const char* command) const
{
    return runProgram(path("bin/cobench-cli"), QString::fromUtf8(command).split(u' '), m_folder->path());
}

void DemoTest::the_engine_is_told_of_and_ended()
{
    QCOMPARE(cli("engine status").out, QByteArray("No engine is running\n"));
    QCOMPARE(cli("engine stop --json").out, QByteArray("{\"running\":false}\n"));
    startEngine();
    const QJsonObject status = objectOf(cli("engine status --json").out);
    QCOMPARE(status[u"pid"].toInteger(), m_engine.processId());
    QCOMPARE(status[u"active_runs"].toInt(), 0);
    QCOMPARE(cli("engine stop").exit, 0);
    QVERIFY(m_engine.waitForFinished(kPatienceMs));
    QCOMPARE(cli("engine status").out, QByteArray("No engine is running\n"));
}

void DemoTest::the_demo_leaves_a_project_a_pool_and_its_members()
{
    startEngine();
    const CliRun run = cli("demo --out demo --json");
    QVERIFY2(run.exit == 0, run.err.constData());
    QVERIFY2(run.err.contains("`cobench` is not installed"), run.err.constData());
    const QJsonObject demo = objectOf(run.out);
    QCOMPARE(demo[u"models"].toArray().size(), qsizetype(10));
    QCOMPARE(demo[u"trained"].toInt(), 10);
    QVERIFY(demo[u"report"].isNull());

    const QJsonObject stored = objectOf(cli("pool info demo/demo.cobench#demo --json").out);
    const QJsonObject files = objectOf(cli("pool info demo/pool --json --quiet").out);
    QCOMPARE(files[u"models"], stored[u"models"]);
    QCOMPARE(files[u"splits"].toArray(), (QJsonArray{QStringLiteral("val"), QStringLiteral("test")}));
    QCOMPARE(files[u"samples"].toInt(), 100);
}

void DemoTest::a_second_call_trains_nothing()
{
    startEngine();
    QCOMPARE(cli("demo --out demo --quiet").exit, 0);
    QCOMPARE(cli("engine stop").exit, 0);
    QVERIFY(m_engine.waitForFinished(kPatienceMs));
    const CliRun again = cli("demo --out demo --json --quiet"); // needs no engine either
    QVERIFY2(again.exit == 0, again.err.constData());
    QCOMPARE(objectOf(again.out)[u"trained"].toInt(), 0);
    QCOMPARE(objectOf(again.out)[u"models"].toArray().size(), qsizetype(10));
}

void DemoTest::an_interrupt_stops_the_runs_and_the_next_call_goes_on()
{
    startEngine();
    QProcess demo;
    demo.setWorkingDirectory(m_folder->path());
    demo.start(path("bin/cobench-cli"), {QStringLiteral("demo"), QStringLiteral("--out"), QStringLiteral("demo")});
    QByteArray messages;
    QTRY_VERIFY_WITH_TIMEOUT((messages += demo.readAllStandardError()).contains("has finished"), kPatienceMs);
    ::kill(static_cast<pid_t>(demo.processId()), SIGINT);
    QVERIFY(demo.waitForFinished(kPatienceMs));
    if (demo.exitCode() == 0)
        QSKIP("the scripted runs were over before the interrupt");
    QCOMPARE(demo.exitCode(), 128 + SIGINT);
    QVERIFY(!QFile::exists(path("demo/pool")));
    QCOMPARE(objectOf(cli("engine status --json").out)[u"active_runs"].toInt(), 0);

    const CliRun rest = cli("demo --out demo --json --quiet");
    QVERIFY2(rest.exit == 0, rest.err.constData());
    QVERIFY(objectOf(rest.out)[u"trained"].toInt() < 10);
    QCOMPARE(objectOf(rest.out)[u"models"].toArray().size(), qsizetype(10));
}

void DemoTest::a_missing_engine_is_a_message()
{
    for (const char* command : {"demo --out demo", "engine start"}) {
        const CliRun run = cli(command);
        QCOMPARE(run.exit, 1);
        QVERIFY2(run.err.contains("cobench-engine: it is not installed"), run.err.constData());
    }
}

void DemoTest::a_pool_folder_of_ones_own_stays()
{
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("mine/pool")));
    QFile own(path("mine/pool/own.test.npz"));
    QVERIFY(own.open(QIODevice::WriteOnly));
    const CliRun run = cli("demo --out mine"); // refused before anything is trained
    QCOMPARE(run.exit, 1);
    QVERIFY2(run.err.contains("other files than those of an exported pool"), run.err.constData());
    QVERIFY(own.exists());
}

QTEST_GUILESS_MAIN(DemoTest)
#include "demo_test.moc"
