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

#include <cmath>

/// `runs` from import to deletion, as scripts use it.
class RunsTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void importedRunsAreListedAndShown();
    void aCurveHasEveryPoint();
    void tablesOfASweepBecomeRunsAndABowl();
    void severalRunsAreReplayedAtOnce();
    void exportedRunsComeBack();
    void csvAndLatexGoToStandardOutput();
    void deletedRunsAreGone();
    void notesAndTagsAreKept();
    void withoutAProjectTheUsersOwnIsMeant();
    void refusalsExitWithOne_data();
    void refusalsExitWithOne();
    void aProjectWithoutRunsHasNone();

private:
    CliRun runs(const QString& words) const
    {
        return runCli((QStringLiteral("runs ") + words).split(u' '), m_folder->path());
    }
    QJsonObject json(const QString& words) const
    {
        const CliRun run = runs(words + QStringLiteral(" --json"));
        if (run.exit != 0)
            qWarning("%s", run.err.constData());
        return QJsonDocument::fromJson(run.out).object();
    }
    void write(const char* name, const QByteArray& content) const
    {
        QFile file(m_folder->filePath(QString::fromUtf8(name)));
        QDir().mkpath(QFileInfo(file).path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void RunsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write("a/metrics.csv", "epoch,step,train_loss,val_acc\n0,10,0.5,\n0,20,0.25,\n0,20,,0.75\n");
    write("log.jsonl", "{\"step\": 1, \"loss\": 2}\n{\"step\": 2, \"loss\": NaN}\n");
}

void RunsTest::importedRunsAreListedAndShown()
{
    const QJsonObject imported = json(QStringLiteral("import a log.jsonl --project P.cobench"));
    QCOMPARE(imported[u"runs"].toArray().size(), 2);
    QCOMPARE(imported[u"runs"][0][u"name"].toString(), QStringLiteral("a"));
    QCOMPARE(imported[u"runs"][1][u"scalars"].toInt(), 2);
    const QJsonObject listed = json(QStringLiteral("list --project P.cobench"));
    QCOMPARE(listed[u"runs"].toArray().size(), 2);
    QCOMPARE(listed[u"runs"][0][u"metrics"][u"val_acc"].toDouble(), 0.75);
    QVERIFY(listed[u"runs"][1][u"metrics"][u"loss"].isNull());
    const QJsonObject shown = json(QStringLiteral("show 1 --project P.cobench"));
    QCOMPARE(shown[u"series"][1][u"tag"].toString(), QStringLiteral("train_loss"));
    QCOMPARE(shown[u"series"][1][u"min"].toDouble(), 0.25);
    QCOMPARE(shown[u"series"][1][u"max"].toDouble(), 0.5);
    QCOMPARE(shown[u"gaps"].toInt(-1), 0);
    const CliRun text = runs(QStringLiteral("list --project P.cobench --metrics loss,val_acc"));
    QVERIFY2(text.out.contains("0.7500"), text.out.constData());
    QVERIFY(runs(QStringLiteral("show 2 --project P.cobench")).out.startsWith("Run 2: log, finished\n"));
}

void RunsTest::aCurveHasEveryPoint()
{
    json(QStringLiteral("import a --project P.cobench"));
    const QJsonArray curve
        = json(QStringLiteral("show 1 --curve train_loss --project P.cobench"))[u"curve"].toArray();
    QCOMPARE(curve.size(), 2);
    QCOMPARE(curve[1][0].toInt(), 20);
    QCOMPARE(curve[1][2].toDouble(), 0.25);
}

// Two seeds at 0.1 end at 0.6 and 0.8: mean 0.7, deviation sqrt(0.02); the one at 1 diverges in its first epoch.
void RunsTest::tablesOfASweepBecomeRunsAndABowl()
{
    write("sweep/runs.csv", "run_id,optimizer,lr,num_epochs,seed\n1,SGD,0.1,1,1\n2,SGD,0.1,1,2\n3,SGD,1,1,1\n");
    write("sweep/epochs.csv",
        "run_id,epoch,train_loss,test_accuracy\n1,0,2,0.1\n1,1,1,0.6\n2,0,2,0.1\n2,1,1,0.8\n3,0,2,0.1\n3,1,,0.1\n");
    QCOMPARE(json(QStringLiteral("import sweep --project P.cobench"))[u"runs"].toArray().size(), 3);
    const CliRun told = runCli(QStringLiteral("lr sweep --project P.cobench --json").split(u' '), m_folder->path());
    QCOMPARE(told.exit, 0);
    const QJsonObject group = QJsonDocument::fromJson(told.out).object()[u"groups"][0].toObject();
    QCOMPARE(group[u"quantity"].toString(), QStringLiteral("test/accuracy"));
    const QJsonObject series = group[u"series"][0].toObject();
    QCOMPARE(series[u"series"].toString(), QStringLiteral("sgd"));
    QCOMPARE(series[u"best_rate"].toDouble(), 0.1);
    QVERIFY(std::abs(series[u"noise"].toDouble() - std::sqrt(0.02)) < 1e-12);
    QCOMPARE(series[u"diverged"].toInt(), 1);
    QCOMPARE(series[u"rates"][1][u"diverged_at"].toDouble(), 1.0);
    QVERIFY(series[u"rates"][1][u"mean"].isNull());
    const CliRun unknown
        = runCli(QStringLiteral("lr sweep --project P.cobench --group mnist").split(u' '), m_folder->path());
    QCOMPARE(unknown.exit, 2);
}

void RunsTest::severalRunsAreReplayedAtOnce()
{
    write("sweep/runs.csv", "run_id,lr,num_epochs\n1,0.1,2\n2,0.2,2\n");
    write("sweep/epochs.csv", "run_id,epoch,test_loss\n1,0,2\n1,1,1\n1,2,1\n2,0,2\n2,1,1\n2,2,0.5\n");
    json(QStringLiteral("import sweep --project P.cobench"));
    const CliRun told = runCli(
        QStringLiteral(
            "lr replay lrPlateau_REDUCE+k0_1+patience_0+monitor_test/loss --run 1,2 --project P.cobench --json")
            .split(u' '),
        m_folder->path());
    QCOMPARE(told.exit, 0);
    const QJsonArray replays = QJsonDocument::fromJson(told.out).object()[u"runs"].toArray();
    QCOMPARE(replays.size(), 2);
    QCOMPARE(replays[0][u"decisions"].toArray(), QJsonArray({2}));
    QVERIFY(replays[1][u"decisions"].toArray().isEmpty());
}

void RunsTest::exportedRunsComeBack()
{
    json(QStringLiteral("import a log.jsonl --project P.cobench"));
    const QJsonObject made = json(QStringLiteral("export --project P.cobench --format tensorboard --out out"));
    QCOMPARE(made[u"files"].toArray().size(), 2);
    const QJsonObject back = json(QStringLiteral("import out --project Q.cobench"));
    QCOMPARE(back[u"runs"].toArray().size(), 2);
    const QJsonObject listed = json(QStringLiteral("list --project Q.cobench"));
    QCOMPARE(listed[u"runs"][0][u"metrics"][u"train_loss"].toDouble(), 0.25);
}

void RunsTest::csvAndLatexGoToStandardOutput()
{
    json(QStringLiteral("import log.jsonl --project P.cobench"));
    QCOMPARE(runs(QStringLiteral("export --project P.cobench")).out,
        QByteArray("run,name,tag,step,time,value,attempt\n1,log,loss,1,0,2,1\n1,log,loss,2,0,,1\n"));
    QVERIFY(runs(QStringLiteral("export 1 --format latex --project P.cobench")).out.contains("\\toprule"));
    QCOMPARE(runs(QStringLiteral("export 1 --out all.csv --project P.cobench")).exit, 0);
    QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("all.csv"))));
}

void RunsTest::deletedRunsAreGone()
{
    json(QStringLiteral("import a log.jsonl --project P.cobench"));
    QCOMPARE(json(QStringLiteral("delete 1 --project P.cobench"))[u"deleted"].toInt(), 1);
    QCOMPARE(json(QStringLiteral("list --project P.cobench"))[u"runs"].toArray().size(), 1);
    QCOMPARE(runs(QStringLiteral("delete 1 --project P.cobench")).exit, 1);
    QCOMPARE(json(QStringLiteral("import a --project P.cobench"))[u"runs"][0][u"id"].toInt(), 3);
}

void RunsTest::notesAndTagsAreKept()
{
    json(QStringLiteral("import a log.jsonl --project P.cobench"));
    QCOMPARE(json(QStringLiteral("tag 1 2 --text paper --project P.cobench"))[u"tagged"].toInt(), 2);
    QCOMPARE(json(QStringLiteral("note 1 --text good --project P.cobench"))[u"noted"].toInt(), 1);
    QCOMPARE(json(QStringLiteral("archive 2 --project P.cobench"))[u"archived"].toInt(), 1);
    const QJsonObject first = json(QStringLiteral("show 1 --project P.cobench"))[u"texts"].toObject();
    QCOMPARE(first[u"note"].toString(), QStringLiteral("good"));
    QCOMPARE(first[u"tags"].toString(), QStringLiteral("paper"));
    QVERIFY(!first.contains(u"archived"));
    json(QStringLiteral("unarchive 2 --project P.cobench"));
    QVERIFY(!json(QStringLiteral("show 2 --project P.cobench"))[u"texts"].toObject().contains(u"archived"));
    QCOMPARE(runs(QStringLiteral("note 9 --text x --project P.cobench")).exit, 1);
}

void RunsTest::withoutAProjectTheUsersOwnIsMeant()
{
    qputenv("XDG_DATA_HOME", m_folder->filePath(QStringLiteral("data")).toUtf8());
    json(QStringLiteral("import a"));
    QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("data/cobench/default.cobench"))));
    QCOMPARE(json(QStringLiteral("list"))[u"runs"].toArray().size(), 1);
    qunsetenv("XDG_DATA_HOME");
}

void RunsTest::refusalsExitWithOne_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const char* words, const char* message) {
        QTest::newRow(name) << QString::fromUtf8(words) << QByteArray(message);
    };
    row("no file", "import missing.csv --project P.cobench", "missing.csv");
    row("bad row", "import bad.csv --project P.cobench", "bad.csv: line 3");
    row("no run", "show 9 --project P.cobench", "no run 9");
    row("no run of this name", "show lenet --project P.cobench", "no run lenet");
    row("no curve", "show 1 --curve x --project P.cobench", "no metric x");
    row("no run to export", "export 7 --project P.cobench", "no run 7");
    row("no project", "list --project none.cobench", "none.cobench");
    row("nothing to delete from", "delete 1 --project none.cobench", "none.cobench");
}

void RunsTest::refusalsExitWithOne()
{
    QFETCH(QString, words);
    QFETCH(QByteArray, message);
    write("bad.csv", "step,loss\n1,2\n3\n");
    json(QStringLiteral("import a --project P.cobench"));
    const CliRun run = runs(words);
    QCOMPARE(run.exit, 1);
    QVERIFY2(run.err.contains(message), run.err.constData());
    QVERIFY(run.out.isEmpty());
    QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("none.cobench"))));
}

void RunsTest::aProjectWithoutRunsHasNone()
{
    json(QStringLiteral("import a --project P.cobench"));
    json(QStringLiteral("delete 1 --project P.cobench"));
    QCOMPARE(runs(QStringLiteral("list --project P.cobench")).out, QByteArray("No runs\n"));
}

QTEST_APPLESS_MAIN(RunsTest)
#include "runs_test.moc"
