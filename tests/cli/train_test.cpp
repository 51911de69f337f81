// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_process.h"
#include "tests/support/checkpoint_state.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>
#include <memory>

namespace {

constexpr int kPatienceMs = 60000;
/// It still goes on when it is killed early.
constexpr const char* kLongTraining = "--epochs 30 --batch 10 --optimizer adam --lr 0.001 --checkpoint-every 37";

QJsonObject objectOf(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

QByteArray fileBytes(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A table of three clouds of points in the plane: softmax regression learns it.
QByteArray clouds(int count, int first)
{
    QByteArray csv("x,y,label\n");
    for (int i = first; i < first + count; ++i) {
        const int label = i % 3;
        const double angle = 2.1 * label;
        csv += QByteArray::number(3 * std::cos(angle) + std::sin(1.7 * i)) + ','
            + QByteArray::number(3 * std::sin(angle) + std::cos(2.3 * i)) + ',' + QByteArray::number(label) + '\n';
    }
    return csv;
}

} // namespace

/// The real trainer, without an engine service.
class TrainTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void a_run_is_trained_told_and_stored();
    void lines_stream_scalars_and_end_with_the_result();
    void all_problems_are_told_at_once();
    void a_killed_run_resumes_to_the_same_weights();
    void an_interrupt_cancels_cleanly();
    void without_foreground_the_engine_trains_and_a_killed_engine_loses_nothing();

private:
    CliRun cli(const QStringList& arguments) const { return runCli(arguments, m_folder->path()); }
    QStringList training(const QStringList& more) const { return throughEngine(more) + words("--foreground"); }
    QStringList throughEngine(const QStringList& more) const
    {
        const QStringList all = words("train --data-dir clouds --model mlp --threads 1") + more;
        return more.contains(QStringLiteral("--project")) ? all : all + words("--project p.cobench");
    }
    QStringList words(const char* text) const { return QString::fromUtf8(text).split(u' '); }
    QString path(const QString& name) const { return m_folder->filePath(name); }
    /// The newest one of a run.
    QByteArray checkpoint(int run, const char* project = "p") const
    {
        const QDir folder(path(QStringLiteral("%1.cobench.d/checkpoints/%2").arg(QLatin1String(project)).arg(run)));
        const auto names = folder.entryList({QStringLiteral("*.safetensors")}, QDir::Files, QDir::Name);
        if (names.isEmpty())
            return {};
        const std::string bytes = fileBytes(folder.filePath(names.last())).toStdString();
        return QByteArray::fromStdString(cobench::test::checkpointState(bytes));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TrainTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("clouds")));
    for (const auto& [name, count, first] : {std::tuple("train.csv", 1000, 0), std::tuple("test.csv", 300, 5000)}) {
        QFile file(path(QStringLiteral("clouds/") + QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(clouds(count, first));
    }
}

void TrainTest::a_run_is_trained_told_and_stored()
{
    const CliRun run = cli(training(words("--epochs 4 --lr 0.05 --json")));
    QVERIFY2(run.exit == 0, run.err.constData());
    const QJsonObject told = objectOf(run.out);
    QCOMPARE(told[u"run"].toInt(), 1);
    QCOMPARE(told[u"parameters"].toInt(), 3 * 300 + 301 * 100 + 101 * 3);
    const QJsonObject final = told[u"final"].toObject();
    QVERIFY2(final[u"test_accuracy"].toDouble() > 0.9, run.out.constData());
    for (const char16_t* key : {u"test_loss", u"train_loss"})
        QVERIFY(final[key].isDouble());
    QVERIFY(told[u"seconds"].toDouble() > 0.0 && told[u"samples_per_second"].toDouble() > 0.0);
    QVERIFY(QFile::exists(path(QStringLiteral("p.cobench")))); // for the window to open
    QVERIFY(QFile::exists(path(QStringLiteral("p.cobench.d/runs.sqlite"))));
    const CliRun again = cli(training(words("--epochs 4 --lr 0.05 --json")));
    QCOMPARE(objectOf(again.out)[u"run"].toInt(), 2);
    QCOMPARE(objectOf(again.out)[u"final"].toObject(), final);
}

void TrainTest::lines_stream_scalars_and_end_with_the_result()
{
    const CliRun run = cli(training(words("--epochs 2 --lr 0.05 --json-lines")));
    QVERIFY2(run.exit == 0, run.err.constData());
    int scalars = 0;
    QJsonObject last;
    for (const QByteArray& line : run.out.trimmed().split('\n')) {
        last = objectOf(line);
        QVERIFY2(!last.isEmpty(), line.constData());
        if (last[u"event"].toString() != u"scalar")
            continue;
        ++scalars;
        for (const char16_t* key : {u"tag", u"step", u"time", u"value"})
            QVERIFY2(last.contains(QStringView(key)), line.constData());
    }
    QVERIFY(scalars > 20);
    QCOMPARE(last[u"event"].toString(), QStringLiteral("result"));
    QVERIFY(last[u"final"].toObject()[u"test_accuracy"].isDouble());
}

void TrainTest::all_problems_are_told_at_once()
{
    const CliRun run = cli(words("train --foreground --data-dir clouds --project p.cobench --model lenet6 --lr 0 "
                                 "--batch 5000 --device cuda:7 --optimizer sdg --epochs 0"));
    QVERIFY2(run.exit == 1 || run.exit == 2, run.err.constData());
    for (const char* found :
        {"lenet6", "a rate above 0", "larger than the training set", "cuda:7", "sdg", "epochs"})
        QVERIFY2(run.err.contains(found), run.err.constData());
    QVERIFY(!QFile::exists(path(QStringLiteral("p.cobench.d"))));
    QVERIFY(run.out.isEmpty());
    QCOMPARE(cli(words("train --foreground --dataset emnist")).exit, 2);
}

void TrainTest::a_killed_run_resumes_to_the_same_weights()
{
    const auto options = words(kLongTraining);
    QVERIFY(cli(training(options)).exit == 0);
    const QByteArray whole = checkpoint(1);
    QVERIFY(!whole.isEmpty());

    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(QStringLiteral(COBENCH_CLI), training(options + words("--json-lines")));
    QByteArray out;
    QTRY_VERIFY_WITH_TIMEOUT((out += process.readAllStandardOutput()).contains("\"step\":200,"), kPatienceMs);
    process.kill();
    QVERIFY(process.waitForFinished(kPatienceMs));
    const CliRun resumed = cli(training(words("--resume 2 --json")));
    QVERIFY2(resumed.exit == 0, resumed.err.constData());
    QVERIFY2(resumed.err.contains("resumed after iteration"), resumed.err.constData());
    QVERIFY(checkpoint(2) == whole);
    QCOMPARE(cli(training(words("--resume 2"))).exit, 1); // it is finished
}

void TrainTest::an_interrupt_cancels_cleanly()
{
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(QStringLiteral(COBENCH_CLI), training(words("--epochs 100000 --json-lines")));
    QByteArray out;
    QTRY_VERIFY_WITH_TIMEOUT((out += process.readAllStandardOutput()).contains("train/loss"), kPatienceMs);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(kPatienceMs));
    QCOMPARE(process.exitCode(), 128 + SIGINT);
    out += process.readAllStandardOutput();
    QVERIFY2(out.contains("\"state\":\"cancelled\""), out.right(400).constData());
}

void TrainTest::without_foreground_the_engine_trains_and_a_killed_engine_loses_nothing()
{
#ifndef COBENCH_HAS_ENGINE
    QSKIP("built without the engine service");
#endif
    const auto options = words(kLongTraining);
    QVERIFY(cli(training(options)).exit == 0);
    QTemporaryDir runtime(QStringLiteral("/tmp/cbXXXXXX")); // socket paths are short
    for (const char* name : {"XDG_RUNTIME_DIR", "XDG_STATE_HOME"})
        qputenv(name, runtime.path().toUtf8());
    QCOMPARE(cli(words("engine start")).exit, 0);
    const auto engine = static_cast<pid_t>(objectOf(cli(words("engine status --json")).out)[u"pid"].toInteger());
    QVERIFY(engine > 0);
    const QStringList other = options + words("--project q.cobench");
    QProcess process;
    process.setWorkingDirectory(m_folder->path());
    process.start(QStringLiteral(COBENCH_CLI), throughEngine(other + words("--json-lines")));
    QByteArray out;
    QTRY_VERIFY2_WITH_TIMEOUT((out += process.readAllStandardOutput()).contains("\"step\":100,"),
        process.readAllStandardError().constData(),
        kPatienceMs);
    ::kill(engine, SIGKILL);
    QVERIFY(process.waitForFinished(kPatienceMs));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("--resume 1"));

    const CliRun resumed = cli(words("train --resume 1 --project q.cobench --json"));
    QVERIFY2(resumed.exit == 0, resumed.err.constData());
    QCOMPARE(objectOf(resumed.out)[u"state"].toString(), QStringLiteral("finished"));
    QVERIFY(!checkpoint(1).isEmpty() && checkpoint(1, "q") == checkpoint(1));
    QCOMPARE(cli(words("engine stop")).exit, 0);
}

QTEST_GUILESS_MAIN(TrainTest)
#include "train_test.moc"
