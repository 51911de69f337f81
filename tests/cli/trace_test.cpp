// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

/// What `trace` promises about the command that it runs. Commands are those of every system.
class TraceTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void theResultHasItsKeys();
    void itExitsAsTheCommandDoes_data();
    void itExitsAsTheCommandDoes();
    void itsOwnFailuresAreTold_data();
    void itsOwnFailuresAreTold();
    void withJsonTheCommandWritesToStandardError();
    void otherwiseOutputIsTheCommands();
    void theCommandReadsOurInput();
    void theCommandRunsInOurFolder();
    void aSignalSentToUsReachesTheCommand();
    void wordsAfterTheDashesAreTheCommands();
    void whatItUsedIsMeasured();
    void printedMetricsAreKeptWithTheRun();
    void eventFilesOfTheCommandAreMetrics();
    void samplesAreWrittenAsCsv();
    void aCommandIsListedFromItsStart_data();
    void aCommandIsListedFromItsStart();
    void aCommandThatCannotStartIsNotListed();
    void aProjectThatCannotBeMadeIsToldAfterwards();

private:
    CliRun trace(const QString& options, const QStringList& command, const QByteArray& input = {});
    static QJsonObject json(const CliRun& run) { return QJsonDocument::fromJson(run.out).object(); }
    QTemporaryDir m_folder;
};

CliRun TraceTest::trace(const QString& options, const QStringList& command, const QByteArray& input)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    const QStringList words = QStringList{QStringLiteral("trace")} + options.split(u' ', Qt::SkipEmptyParts)
        + QStringList{QStringLiteral("--")} + command;
    process.start(QStringLiteral(COBENCH_CLI), words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60000))
        process.kill();
    return {.exit = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128 + process.exitCode(),
        .out = process.readAllStandardOutput(),
        .err = process.readAllStandardError()};
}

namespace {

QStringList shell(const char* script)
{
    return {QStringLiteral("sh"), QStringLiteral("-c"), QString::fromUtf8(script)};
}

} // namespace

/// An engine of our own keeps what is traced into a project.
void TraceTest::initTestCase()
{
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_folder.path()));
}

void TraceTest::cleanupTestCase()
{
    (void)runCli({QStringLiteral("engine"), QStringLiteral("stop")}, m_folder.path());
}

void TraceTest::theResultHasItsKeys()
{
    const CliRun run = trace(QStringLiteral("--json"), {QStringLiteral("true")});
    QCOMPARE(run.exit, 0);
    const QJsonObject result = json(run);
    QCOMPARE(result[u"exit"].toInt(-1), 0);
    QVERIFY(result[u"seconds"].toDouble() > 0.0);
    QVERIFY(result[u"samples"].toInt() >= 2);
    QVERIFY(result[u"cpu"][u"mean"].isDouble() && result[u"cpu"][u"max"].isDouble());
    QVERIFY(result[u"rss_peak_bytes"].toDouble() > 1e5);
    for (const char* key : {"read_bytes", "written_bytes", "energy_joules", "gpu", "missing"})
        QVERIFY2(result.contains(QLatin1String(key)), key);
    QVERIFY(result[u"gpu"].isArray());
}

void TraceTest::itExitsAsTheCommandDoes_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<int>("exit");
    QTest::newRow("done") << QByteArray("exit 0") << 0;
    QTest::newRow("two, which is ours elsewhere") << QByteArray("exit 2") << 2;
    QTest::newRow("largest") << QByteArray("exit 255") << 255;
    QTest::newRow("killed") << QByteArray("kill -9 $$") << 128 + SIGKILL;
}

void TraceTest::itExitsAsTheCommandDoes()
{
    QFETCH(QByteArray, script);
    QFETCH(int, exit);
    const CliRun run = trace(QStringLiteral("--json"), shell(script.constData()));
    QCOMPARE(run.exit, exit);
    QCOMPARE(json(run)[u"exit"].toInt(-1), exit);
}

void TraceTest::itsOwnFailuresAreTold_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("exit");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const char* options, const char* command, int exit, const char* message) {
        QTest::newRow(name) << QString::fromUtf8(options) << QString::fromUtf8(command) << exit
                            << QByteArray(message);
    };
    row("no such command", "--json", "no-such-command-here", 127, "no-such-command-here");
    row("not a program", "--json", "/etc/passwd", 126, "/etc/passwd");
    row("too often", "--hz 50", "true", 125, "--hz");
    row("unknown form", "--metrics xml", "true", 125, "xml");
    row("unknown option", "--bogus", "true", 125, "--bogus");
}

void TraceTest::itsOwnFailuresAreTold()
{
    QFETCH(QString, options);
    QFETCH(QString, command);
    QFETCH(int, exit);
    QFETCH(QByteArray, message);
    const CliRun run = trace(options, {command});
    QCOMPARE(run.exit, exit);
    QVERIFY2(run.err.contains(message), run.err.constData());
    QVERIFY(run.out.isEmpty());
}

void TraceTest::withJsonTheCommandWritesToStandardError()
{
    for (const char* options : {"--json", "--json --metrics json"}) {
        const CliRun run = trace(QString::fromUtf8(options), shell("echo out; echo err >&2"));
        QVERIFY(run.out.startsWith('{') && run.out.count('\n') == 1);
        QCOMPARE(run.err.size(), 8);
        QVERIFY(run.err.contains("out\n") && run.err.contains("err\n"));
    }
}

void TraceTest::otherwiseOutputIsTheCommands()
{
    for (const char* options : {"", "--metrics csv"}) {
        const CliRun run = trace(QString::fromUtf8(options), shell("printf 'a\\nb'"));
        QCOMPARE(run.out, QByteArray("a\nb"));
        QVERIFY2(run.err.startsWith("cobench-cli: ended with 0 after"), run.err.constData());
    }
    QCOMPARE(trace(QStringLiteral("--quiet"), shell("echo x")).err, QByteArray());
}

void TraceTest::theCommandReadsOurInput()
{
    QCOMPARE(trace({}, {QStringLiteral("cat")}, "hello").out, QByteArray("hello"));
}

void TraceTest::theCommandRunsInOurFolder()
{
    QCOMPARE(trace({}, {QStringLiteral("pwd"), QStringLiteral("-P")}).out.trimmed(),
        QFileInfo(m_folder.path()).canonicalFilePath().toUtf8());
}

void TraceTest::aSignalSentToUsReachesTheCommand()
{
    QProcess process;
    process.start(QStringLiteral(COBENCH_CLI),
        QStringList{QStringLiteral("trace"), QStringLiteral("--")}
            + shell("trap 'echo told; exit 7' TERM; echo ready; while :; do sleep 0.05; done"));
    QByteArray out;
    while (!out.contains("ready") && process.waitForReadyRead(20000))
        out += process.readAllStandardOutput();
    QVERIFY(out.contains("ready"));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGTERM), 0);
    QVERIFY(process.waitForFinished(20000));
    QCOMPARE(process.readAllStandardOutput(), QByteArray("told\n"));
    QCOMPARE(process.exitCode(), 7);
}

void TraceTest::wordsAfterTheDashesAreTheCommands()
{
    const CliRun run = trace({},
        {QStringLiteral("echo"),
            QStringLiteral("--json"),
            QStringLiteral("-q"),
            QStringLiteral("pool"),
            QStringLiteral("--"),
            QStringLiteral("a b")});
    QCOMPARE(run.out, QByteArray("--json -q pool -- a b\n"));
}

void TraceTest::whatItUsedIsMeasured()
{
    // 64 MB of memory, written and read through one process that a child of the command is.
    const CliRun run = trace(QStringLiteral("--json --hz 20"),
        shell("dd if=/dev/zero of=filled bs=64M count=1 2>/dev/null; sync; exit 0"));
    const QJsonObject result = json(run);
    QVERIFY(result[u"rss_peak_bytes"].toDouble() > 60e6);
    QVERIFY(result[u"cpu"][u"mean"].toDouble() > 0.0);
    QVERIFY(result[u"cpu"][u"max"].toDouble() >= result[u"cpu"][u"mean"].toDouble());
}

void TraceTest::printedMetricsAreKeptWithTheRun()
{
    const CliRun run = trace(QStringLiteral("--json --metrics json --project P.cobench --name mine"),
        shell("echo '{\"step\": 1, \"loss\": 0.5}'; echo warm; echo '{\"step\": 2, \"loss\": 0.25}'; exit 3"));
    QCOMPARE(run.exit, 3);
    QCOMPARE(json(run)[u"metrics"].toInt(), 2);
    const int id = json(run)[u"run"].toInt();
    const CliRun shown = runCli({QStringLiteral("runs"),
                                    QStringLiteral("show"),
                                    QString::number(id),
                                    QStringLiteral("--project"),
                                    QStringLiteral("P.cobench"),
                                    QStringLiteral("--json")},
        m_folder.path());
    const QJsonObject stored = json(shown);
    QCOMPARE(stored[u"name"].toString(), QStringLiteral("mine"));
    QCOMPARE(stored[u"state"].toString(), QStringLiteral("failed"));
    QCOMPARE(stored[u"message"].toString(), QStringLiteral("ended with 3"));
    QCOMPARE(stored[u"series"][0][u"tag"].toString(), QStringLiteral("loss"));
    QCOMPARE(stored[u"series"][0][u"last"].toDouble(), 0.25);
    QCOMPARE(stored[u"trace"][u"samples"].toInt(), json(run)[u"samples"].toInt());
    QVERIFY(stored[u"config"].toString().contains(QStringLiteral("\"command\":[\"sh\",\"-c\"")));
}

void TraceTest::eventFilesOfTheCommandAreMetrics()
{
    QFile log(m_folder.filePath(QStringLiteral("log.csv")));
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write("step,timestamp,loss\n1,4000000000,0.5\n2,4000000001,0.25\n");
    log.close();
    const auto runs
        = [&](const char* words) { return runCli(QString::fromUtf8(words).split(u' '), m_folder.path()); };
    QCOMPARE(runs("runs import log.csv --project E.cobench").exit, 0);
    QCOMPARE(runs("runs export --project E.cobench --format tensorboard --out made").exit, 0);
    const CliRun run = trace(QStringLiteral("--json --events later"), shell("cp -r made later"));
    QCOMPARE(json(run)[u"metrics"].toInt(), 2);
}

void TraceTest::samplesAreWrittenAsCsv()
{
    QCOMPARE(trace(QStringLiteral("--csv samples.csv --hz 20"), shell("sleep 0.2")).exit, 0);
    QFile file(m_folder.filePath(QStringLiteral("samples.csv")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QVERIFY(lines.first().startsWith("time,process/cpu [cores],process/count [processes]"));
    QVERIFY(lines.size() >= 3);
    QCOMPARE(lines.at(1).count(','), lines.first().count(','));
}

void TraceTest::aCommandIsListedFromItsStart_data()
{
    QTest::addColumn<int>("seconds");
    QTest::newRow("at its start") << 0;
    QTest::newRow("when the engine has heard nothing else for long") << 13;
}

void TraceTest::aCommandIsListedFromItsStart()
{
    QFETCH(int, seconds);
    const QString project = QStringLiteral("listed-%1.cobench").arg(seconds);
    const QString list = QStringLiteral(COBENCH_CLI " runs list --project %1 --json").arg(project);
    const QString command = QStringLiteral("sleep %1; ").arg(seconds) + list;
    const auto stateIn = [](const QByteArray& listed) {
        const QJsonArray runs = QJsonDocument::fromJson(listed)[u"runs"].toArray();
        return runs.size() == 1 ? runs[0][u"state"].toString() : QString::fromUtf8(listed);
    };
    const CliRun during = trace(QStringLiteral("--project %1 --name self").arg(project), shell(command.toUtf8()));
    QVERIFY2(during.exit == 0, during.err.constData());
    QCOMPARE(stateIn(during.out), QStringLiteral("running"));
    const CliRun after = runCli(list.split(u' ').mid(1), m_folder.path());
    QCOMPARE(stateIn(after.out), QStringLiteral("finished"));
    const CliRun shown
        = runCli(QStringLiteral("runs show self --project %1").arg(project).split(u' '), m_folder.path());
    QVERIFY2(shown.exit == 0 && shown.out.contains("self, finished"), shown.err.constData());
}

void TraceTest::aCommandThatCannotStartIsNotListed()
{
    QCOMPARE(trace(QStringLiteral("--project none.cobench"), {QStringLiteral("no-such-command-here")}).exit, 127);
    const CliRun list
        = runCli(QStringLiteral("runs list --project none.cobench --json").split(u' '), m_folder.path());
    QVERIFY(QJsonDocument::fromJson(list.out)[u"runs"].toArray().isEmpty());
}

void TraceTest::aProjectThatCannotBeMadeIsToldAfterwards()
{
    const CliRun run = trace(QStringLiteral("--project /proc/none/P.cobench"), shell("echo ran"));
    QCOMPARE(run.exit, 125);
    QCOMPARE(run.out, QByteArray("ran\n"));
    QVERIFY(!run.err.isEmpty());
}

QTEST_APPLESS_MAIN(TraceTest)
#include "trace_test.moc"
