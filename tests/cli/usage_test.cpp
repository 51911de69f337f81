// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"

#include <QTest>

/// Exit 2 with one line on standard error, which names what was wrong; nothing on standard output.
class UsageTest : public QObject
{
    Q_OBJECT

private slots:
    void wrong_usage_exits_2_and_names_the_slip_data();
    void wrong_usage_exits_2_and_names_the_slip();
    void the_version_is_printed_anywhere_data();
    void the_version_is_printed_anywhere();
    void global_options_stand_before_or_behind_the_verb();
};

void UsageTest::wrong_usage_exits_2_and_names_the_slip_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const char* command, const char* named) {
        QTest::newRow(name) << QString::fromUtf8(command) << QString::fromUtf8(named);
    };
    row("nothing at all", "", "--help");
    row("an unknown verb", "pol", "pol");
    row("a group without verb", "pool", "pool --help");
    row("an unknown option", "pool info three --jsn", "--jsn");
    row("a missing pool", "pool info", "POOL");
    row("a missing metric", "ensemble matrix three", "--metric");
    row("an unknown metric", "ensemble matrix three --metric XX", "CK QS BD");
    row("two metrics for one matrix", "ensemble matrix three --metric QS,CK", "--metric");
    row("a split that is not there", "pool info three --split nope", "nope");
    row("a sample set that is not there", "ensemble matrix three --metric QS --samples most", "most");
    row("a focal model that is not there", "ensemble matrix three --metric QS --samples focal:3", "3");
    row("focal sample set for scores", "ensemble score three --samples focal:1", "--focal");
    row("a team that is not there", "ensemble score three --teams 0,7", "column 3");
    row("teams and all", "ensemble score three --teams 0,1 --all", "--all");
    row("sizes the wrong way round", "ensemble score three --min-size 3 --max-size 2", "--max-size 2");
    row("a team of nobody", "ensemble team three --members ,", "column 1");
    row("a member that is not there", "ensemble team three --members 0,3", "column 3");
    row("a team without members", "ensemble team three", "--members");
    row("two rules to tell a team by",
        "ensemble team three --members 0,1 --consensus soft,plurality",
        "more than one");
    row("a temperature of nothing", "ensemble team three --members 0,1 --temperature 0", "fit");
    row("an export of another kind", "ensemble team three --members 0,1 --export team.pt", "team.pt");
    row("a selection without method", "ensemble select three --metric GD", "--method");
    row("a method that is not there", "ensemble select three --method most", "most");
    row("a threshold on nothing", "ensemble select three --method focal", "needs a metric");
    row("two metrics for one threshold", "ensemble select three --method mean --metrics QS,CK", "one metric");
    row("a metric and metrics", "ensemble select three --method eq --metric GD --metrics QS,CK", "--metric");
    row("selected sizes the wrong way round",
        "ensemble select three --method beam --min-size 3 --max-size 2",
        "below the smallest");
    row("a best team larger than the pool", "ensemble select three --method exact --size 4", "3 models");
    row("half a vote", "ensemble select three --method kofn --k 1.5", "--k 1.5");
    row("more votes than metrics", "ensemble select three --method kofn --metrics QS,CK --k 3", "k = 3");
    row("a selection split that is not there",
        "ensemble select three --method beam --select-split no",
        "no split no");
    row("one split and two", "ensemble select three --method beam --split x --select-split y", "--split");
    row("a share that is none", "ensemble tree three --metric GD --beta 1.5", "1.5");
    row("intervals of all teams", "ensemble score three --bootstrap 100", "--teams");
    row("conditions of a split that is not there", "ensemble conditions robust --split val", "val");
    row("a condition in a split's name",
        "ensemble conditions robust --split test@noise-3",
        "without its condition");
    row("a metric of samples for top", "ensemble top three --metrics EN", "EN");
    row("no team to keep", "ensemble top three --keep 0", "--keep");
    row("detection of no source", "detect run", "--source");
    row("a model that is not there", "detect run --source synthetic --frames 1 --model dog", "hog-daimler");
    row("a device that is not there", "detect run --source synthetic --frames 1 --devices tpu:0", "tpu:0");
    row("an emulated device without rate", "detect run --source synthetic --frames 1 --devices emulated:", "rate");
    row("a synthetic source without end", "detect run --source synthetic --model null", "--frames");
    row("dropping without a rate",
        "detect run --source synthetic --frames 9 --model null --drop oldest",
        "give a rate");
    row("a native rate of nothing",
        "detect run --source synthetic --frames 9 --model null --rate native",
        "--rate");
    row("an overlap beyond one", "detect eval --truth gt.txt --detections det.txt --iou 2", "--iou");
    row("no threads", "pool info three --threads 0", "--threads");
    row("threads that are no number", "pool info three --threads many", "--threads");
    row("values that are neither", "pool info three --values odds", "--values");
    row("votes of no sample", "pool votes three", "--at");
    row("votes of a sample that is not there", "pool votes three --at 1,99", "99");
    row("votes of a model that is not there", "pool votes three --differ 0,3", "3");
    row("samples and a pair", "pool votes three --at 1 --differ 0,1", "--differ");
    row("a bundle without a name", "project bundle p.cobench", "--out");
    row("an import without name", "pool import three --project p.cobench", "--name");
}

void UsageTest::wrong_usage_exits_2_and_names_the_slip()
{
    QFETCH(QString, command);
    QFETCH(QString, named);
    const CliRun run
        = runCli(command.split(u' ', Qt::SkipEmptyParts), sourcePath(QStringLiteral("tests/cli/data")));
    QCOMPARE(run.exit, 2);
    QCOMPARE(run.out, QByteArray());
    QVERIFY2(run.err.startsWith("cobench-cli: "), run.err.constData());
    QVERIFY2(QString::fromUtf8(run.err).contains(named), run.err.constData());
    QCOMPARE(run.err.count('\n'), 1);
}

void UsageTest::the_version_is_printed_anywhere_data()
{
    QTest::addColumn<QString>("command");
    for (const char* command : {"--version", "pool --version", "pool info --version", "ensemble score --version"})
        QTest::newRow(command) << QString::fromUtf8(command);
}

void UsageTest::the_version_is_printed_anywhere()
{
    QFETCH(QString, command);
    const CliRun run = runCli(command.split(u' '));
    QCOMPARE(run.exit, 0);
    QCOMPARE(run.out, QByteArray("cobench-cli " COBENCH_VERSION "\n"));
}

void UsageTest::global_options_stand_before_or_behind_the_verb()
{
    const QString folder = sourcePath(QStringLiteral("tests/cli/data"));
    const CliRun before = runCli({QStringLiteral("--threads"),
                                     QStringLiteral("1"),
                                     QStringLiteral("-q"),
                                     QStringLiteral("pool"),
                                     QStringLiteral("info"),
                                     QStringLiteral("three")},
        folder);
    const CliRun behind = runCli({QStringLiteral("pool"),
                                     QStringLiteral("info"),
                                     QStringLiteral("three"),
                                     QStringLiteral("--quiet"),
                                     QStringLiteral("--threads=1")},
        folder);
    QCOMPARE(before.exit, 0);
    QCOMPARE(behind.exit, 0);
    QCOMPARE(before.out, behind.out);
}

QTEST_APPLESS_MAIN(UsageTest)
#include "usage_test.moc"
