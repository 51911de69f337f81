// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/checkpoint.h"

#include "tests/cli/cli_process.h"
#include "tests/cli/small_pictures.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>
#include <memory>

using namespace cobench;

namespace {

constexpr int kPatienceMs = 60000;

/// Processes of one group, in their order; they are killed with it.
class Group
{
public:
    Group(const QString& folder, const QString& command, int size)
    {
        const int port = 20000 + static_cast<int>(QCoreApplication::applicationPid() % 12000);
        for (int rank = 0; rank < size; ++rank) {
            auto environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("MASTER_ADDR"), QStringLiteral("127.0.0.1"));
            environment.insert(QStringLiteral("MASTER_PORT"), QString::number(port));
            environment.insert(QStringLiteral("RANK"), QString::number(rank));
            environment.insert(QStringLiteral("WORLD_SIZE"), QString::number(size));
            auto& process = m_processes.emplace_back(std::make_unique<QProcess>());
            process->setWorkingDirectory(folder);
            process->setProcessEnvironment(environment);
            process->start(QStringLiteral(COBENCH_CLI), command.split(u' '));
        }
    }
    QProcess& operator[](std::size_t rank) { return *m_processes[rank]; }
    bool waitForEnd()
    {
        bool ended = true;
        for (const auto& process : m_processes)
            ended = process->waitForFinished(kPatienceMs) && ended;
        return ended;
    }

private:
    std::vector<std::unique_ptr<QProcess>> m_processes;
};

} // namespace

/// Several processes that train one network, on this machine.
class GroupTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    std::optional<train::Checkpoint> newest(const QString& project) const
    {
        const QDir folder(m_folder->filePath(project + QStringLiteral(".d/checkpoints/1")));
        const auto names = folder.entryList({QStringLiteral("*.safetensors")}, QDir::Files, QDir::Name);
        QFile file(names.isEmpty() ? QString() : folder.filePath(names.last()));
        if (!file.open(QIODevice::ReadOnly))
            return std::nullopt;
        auto checkpoint = train::decodeCheckpoint(file.readAll().toStdString(), "checkpoint");
        return checkpoint ? std::optional(std::move(*checkpoint)) : std::nullopt;
    }
    CliRun alone(const QString& command) const { return runCli(command.split(u' '), m_folder->path()); }

private Q_SLOTS:
    void init();
    void two_processes_end_where_one_with_twice_the_batch_does_data();
    void two_processes_end_where_one_with_twice_the_batch_does();
    void a_lost_peer_fails_the_run_and_leaves_the_checkpoint();
    void contradicting_variables_are_refused();
};

void GroupTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(writeSmallPictures(m_folder->filePath(QStringLiteral("pictures"))));
}

void GroupTest::two_processes_end_where_one_with_twice_the_batch_does_data()
{
    QTest::addColumn<QString>("options");
    QTest::newRow("sgd") << QStringLiteral("--lr 0.05 --nesterov --weight-decay 0.001");
    QTest::newRow("adam") << QStringLiteral("--optimizer adam --lr 0.001 --clip-norm 1");
}

/// 540 samples are 33 steps of 16 and one of 12.
void GroupTest::two_processes_end_where_one_with_twice_the_batch_does()
{
    QFETCH(QString, options);
    const QString command
        = QStringLiteral("train --foreground --data-dir pictures --model mlp --epochs 3 --threads 1 ") + options;
    const CliRun whole = alone(command + QStringLiteral(" --batch 16 --project one.cobench"));
    QVERIFY2(whole.exit == 0, whole.err.constData());
    Group group(m_folder->path(), command + QStringLiteral(" --batch 8 --project two.cobench"), 2);
    QVERIFY(group.waitForEnd());
    QVERIFY2(group[0].exitCode() == 0, group[0].readAllStandardError().constData());
    QVERIFY2(group[1].exitCode() == 0, group[1].readAllStandardError().constData());
    QVERIFY(group[1].readAllStandardOutput().isEmpty());
    const auto one = newest(QStringLiteral("one.cobench"));
    const auto two = newest(QStringLiteral("two.cobench"));
    QVERIFY(one && two);
    QCOMPARE(two->loop.iterations, one->loop.iterations);
    double largest = 0.0;
    for (std::size_t t = 0; t < one->backend.tensors.size(); ++t)
        for (std::size_t i = 0; i < one->backend.tensors[t].values.size(); ++i)
            largest = std::max(
                largest, double(std::abs(one->backend.tensors[t].values[i] - two->backend.tensors[t].values[i])));
    qInfo("largest difference %g", largest);
    QVERIFY(largest <= 1e-5);
    QVERIFY(std::abs(one->loop.ofEpoch.meanLoss() - two->loop.ofEpoch.meanLoss()) < 1e-4);
}

void GroupTest::a_lost_peer_fails_the_run_and_leaves_the_checkpoint()
{
    const QString command
        = QStringLiteral("train --data-dir pictures --model mlp --epochs 100000 --lr 0.01 --batch 8 "
                         "--threads 1 --project p.cobench --json-lines");
    Group group(m_folder->path(), command, 2);
    QByteArray out;
    QTRY_VERIFY2_WITH_TIMEOUT((out += group[0].readAllStandardOutput()).contains("val/loss"),
        group[0].readAllStandardError().constData(),
        kPatienceMs);
    QVERIFY(newest(QStringLiteral("p.cobench")));
    group[1].kill(); // and with it the worker
    QVERIFY(group.waitForEnd());
    QCOMPARE(group[0].exitCode(), 1);
    const QByteArray told = group[0].readAllStandardError();
    QVERIFY2(told.contains("failed") && told.contains("another process has gone"), told.constData());
    const CliRun listed = alone(QStringLiteral("runs list --project p.cobench"));
    QVERIFY2(listed.out.contains("failed"), listed.out.constData());
    QVERIFY(newest(QStringLiteral("p.cobench")));
    const CliRun resumed = alone(QStringLiteral("train --foreground --resume 1 --project p.cobench"));
    QVERIFY2(resumed.err.contains("trains on 2 processes together"), resumed.err.constData());
}

void GroupTest::contradicting_variables_are_refused()
{
    qputenv("RANK", "3");
    qputenv("WORLD_SIZE", "2");
    const CliRun run = alone(QStringLiteral("train --data-dir pictures --project p.cobench"));
    qunsetenv("RANK");
    qunsetenv("WORLD_SIZE");
    QCOMPARE(run.exit, 2);
    QVERIFY2(run.err.contains("RANK"), run.err.constData());
}

QTEST_GUILESS_MAIN(GroupTest)
#include "group_test.moc"
