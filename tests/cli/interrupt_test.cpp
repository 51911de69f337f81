// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/npy_writer.h"
#include "tests/cli/cli_process.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <random>
#include <thread>

using namespace cobench;

namespace {

constexpr std::size_t kModels = 22;
constexpr std::size_t kSamples = 4000;
constexpr std::size_t kClasses = 10;
constexpr int kPatienceMs = 20000;

/// Whether the process has put its own handler in the place of `signal`'s default.
bool catches(qint64 pid, int signal)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("SigCgt:"))
            return line.mid(7).trimmed().toULongLong(nullptr, 16) >> (signal - 1) & 1U;
    }
    return false;
}

bool waitUntilCatching(QProcess& process, int signal)
{
    QElapsedTimer timer;
    timer.start();
    while (!catches(process.processId(), signal) && timer.elapsed() < kPatienceMs)
        std::this_thread::yield();
    if (catches(process.processId(), signal))
        return true;
    process.waitForFinished(0);
    qWarning("ended with %d after %lld ms: %s",
        process.exitCode(),
        timer.elapsed(),
        process.readAllStandardError().constData());
    return false;
}

/// 22 models have four million teams: work for many seconds.
void writeLargePool(const QString& path)
{
    std::mt19937 random(1);
    std::vector<float> values(kModels * kSamples * kClasses);
    for (std::size_t i = 0; i < values.size(); i += kClasses) {
        float sum = 0.0F;
        for (std::size_t c = 0; c < kClasses; ++c)
            sum += values[i + c] = static_cast<float>(random() % 1000 + 1);
        for (std::size_t c = 0; c < kClasses; ++c)
            values[i + c] /= sum;
    }
    std::vector<std::uint16_t> labels(kSamples);
    for (std::uint16_t& label : labels)
        label = static_cast<std::uint16_t>(random() % kClasses);
    std::string names;
    for (std::size_t model = 0; model < kModels; ++model)
        names += static_cast<char>('a' + model);
    const io::NpyArray nameArray{"names", "|S1", {kModels}, std::as_bytes(std::span(names))};
    const auto written = io::writeNpz(path.toStdString(),
        {nameArray,
            io::npyArray("predictions", values, {kModels, kSamples, kClasses}),
            io::npyArray("labels", labels, {kSamples})});
    QVERIFY(written.ok());
}

} // namespace

class InterruptTest : public QObject
{
    Q_OBJECT

private slots:
    void an_interrupt_cancels_cleanly_and_leaves_no_file_data();
    void an_interrupt_cancels_cleanly_and_leaves_no_file();
    void an_interrupt_ends_a_summary_of_endless_steps();
};

void InterruptTest::an_interrupt_cancels_cleanly_and_leaves_no_file_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl-C") << SIGINT;
    QTest::newRow("terminate") << SIGTERM;
}

void InterruptTest::an_interrupt_cancels_cleanly_and_leaves_no_file()
{
    QFETCH(int, signal);
    QTemporaryDir folder;
    writeLargePool(folder.filePath(QStringLiteral("large.npz")));
    QProcess process;
    process.setWorkingDirectory(folder.path());
    process.start(
        QStringLiteral(COBENCH_CLI), QStringLiteral("ensemble score large.npz --all --csv teams.csv").split(u' '));
    QVERIFY(process.waitForStarted());
    QVERIFY(waitUntilCatching(process, signal));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(process.waitForFinished(kPatienceMs));
    QVERIFY(timer.elapsed() < 5000); // the work itself would take longer
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 128 + signal);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QCOMPARE(process.readAllStandardError(), QByteArray("cobench-cli: cancelled\n"));
    const auto everything = QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot;
    QCOMPARE(QDir(folder.path()).entryList(everything), QStringList{QStringLiteral("large.npz")});
}

void InterruptTest::an_interrupt_ends_a_summary_of_endless_steps()
{
    QProcess process;
    process.start(QStringLiteral(COBENCH_CLI),
        QStringLiteral("lr eval lrPolicy_FIX+k0_0.1 --summary 1000000000000000").split(u' '));
    QVERIFY(process.waitForStarted());
    QVERIFY(waitUntilCatching(process, SIGINT));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    const bool ended = process.waitForFinished(kPatienceMs);
    process.kill();
    QVERIFY(ended);
    QCOMPARE(process.exitCode(), 128 + SIGINT);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
}

QTEST_APPLESS_MAIN(InterruptTest)
#include "interrupt_test.moc"
