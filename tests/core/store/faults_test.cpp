// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "core/store/runs.h"
#include "tests/support/child_process.h"
#include "tests/support/fault_plan.h"
#include "tests/support/quick_folder.h"
#include "tests/support/save_cycle.h"

#include <QTest>

#include <cerrno>

using namespace cobench;
namespace fs = std::filesystem;

/// One fault at every single write, sync, truncation, rename, removal of a whole save cycle.
class TestStoreFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anErrorAtAnyCallLosesNothingThatWasReportedAsSaved_data();
    void anErrorAtAnyCallLosesNothingThatWasReportedAsSaved();
    void aKillAtAnyCallLosesNothingThatWasReportedAsSaved();
};

void TestStoreFaults::anErrorAtAnyCallLosesNothingThatWasReportedAsSaved_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("number");
    QTest::newRow("EIO once") << int(test::Fault::Once) << EIO;
    QTest::newRow("ENOSPC from then on") << int(test::Fault::FromThenOn) << ENOSPC;
}

void TestStoreFaults::anErrorAtAnyCallLosesNothingThatWasReportedAsSaved()
{
    QFETCH(int, fault);
    QFETCH(int, number);
    std::uint64_t point = 0;
    for (bool isReached = true; isReached;) {
        const test::QuickFolder folder;
        const fs::path project = folder.path() / "P.cobench";
        test::FaultPlan plan(test::Fault(fault), ++point, number);
        test::SaveLog log;
        {
            const test::FaultyEnvironment faulty(plan);
            test::runSaveCycle(project, faulty.environment(), log);
        }
        isReached = plan.isReached();
        const std::string violation = test::violationOf(project, log);
        QVERIFY2(violation.empty(), qPrintable(QString::fromStdString(violation + " at " + std::to_string(point))));
        if (!isReached)
            QVERIFY(log.errors.empty());
    }
    qInfo("%llu points", static_cast<unsigned long long>(point - 1));
    QVERIFY(point > 100);
}

void TestStoreFaults::aKillAtAnyCallLosesNothingThatWasReportedAsSaved()
{
    std::uint64_t point = 0;
    for (bool survived = false; !survived;) {
        const test::QuickFolder folder;
        const fs::path project = folder.path() / "P.cobench";
        test::FaultPlan plan(test::Fault::KillHalfway, ++point);
        test::ChildProcess child([&](const auto& tell) {
            const test::FaultyEnvironment faulty(plan);
            test::SaveLog log;
            log.onSaved = tell;
            test::runSaveCycle(project, faulty.environment(), log);
        });
        test::SaveLog log;
        for (std::string line = child.nextLine(); !line.empty(); line = child.nextLine())
            log.saved.push_back(line);
        survived = child.waitForEnd();
        const std::string violation = test::violationOf(project, log);
        QVERIFY2(violation.empty(), qPrintable(QString::fromStdString(violation + " at " + std::to_string(point))));
    }
    qInfo("%llu points", static_cast<unsigned long long>(point - 1));
    QVERIFY(point > 100);
}

QTEST_APPLESS_MAIN(TestStoreFaults)
#include "faults_test.moc"
