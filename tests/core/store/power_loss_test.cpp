// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/power_loss_disk.h"
#include "tests/support/quick_folder.h"
#include "tests/support/save_cycle.h"

#include <QTest>

using namespace cobench;
namespace fs = std::filesystem;

/// The power goes at a random change of a whole save cycle; the disk keeps, loses or tears what was not synced.
class TestStorePowerLoss : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCycleWithoutLossIsClean();
    void nothingThatWasReportedAsSavedIsLost();
    void aStoreThatForgetsToSyncWouldBeCaught();
};

namespace {

constexpr std::uint64_t kLosses = 1500;

struct Outcome {
    std::string violation;
    std::uint64_t calls = 0;
};

Outcome lossAt(std::uint64_t call, std::uint64_t seed, bool forgetsToSync = false)
{
    const test::QuickFolder folder;
    const fs::path project = folder.path() / "P.cobench";
    test::PowerLossDisk disk(seed);
    if (call != 0)
        disk.failAt(call);
    if (forgetsToSync)
        disk.ignoreSyncs();
    test::SaveLog log;
    test::runSaveCycle(project, disk.environment(), log);
    disk.lose();
    return {.violation = test::violationOf(project, log), .calls = disk.calls()};
}

} // namespace

void TestStorePowerLoss::aCycleWithoutLossIsClean()
{
    const Outcome outcome = lossAt(0, 1);
    QCOMPARE(outcome.violation, std::string());
    QVERIFY(outcome.calls > 600);
}

void TestStorePowerLoss::nothingThatWasReportedAsSavedIsLost()
{
    const std::uint64_t calls = lossAt(0, 1).calls;
    std::mt19937_64 random(20260718);
    for (std::uint64_t loss = 0; loss < kLosses; ++loss) {
        const std::uint64_t call = 1 + random() % calls;
        const std::string violation = lossAt(call, loss).violation;
        const std::string where = violation + " at " + std::to_string(call) + ", seed " + std::to_string(loss);
        QVERIFY2(violation.empty(), where.c_str());
    }
}

// Without this the test above could pass because the disk never loses anything.
void TestStorePowerLoss::aStoreThatForgetsToSyncWouldBeCaught()
{
    int caught = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed)
        caught += lossAt(500, seed, true).violation.empty() ? 0 : 1;
    QVERIFY2(caught >= 10, qPrintable(QString::number(caught)));
}

QTEST_APPLESS_MAIN(TestStorePowerLoss)
#include "power_loss_test.moc"
