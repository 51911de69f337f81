// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/live_work.h"
#include "core/jobs/session_spool.h"
#include "core/jobs/spool_writer.h"
#include "core/store/runs.h"
#include "tests/support/open_project.h"
#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;

/// Whether anybody writes beside a project.
class TestLiveWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aQuietProjectIsFree();
    void aTrainingRunIsNamedUntilItIsOver();
    void aRunThatNobodyWritesAnyMoreDoesNotCount();
    void aDetectionRunIsNamed();
};

namespace {

/// What is said of the project; empty when nothing goes on.
std::string saidOf(const test::OpenProject& project)
{
    const auto quiet = jobs::requireNoLiveWork(project.path());
    return quiet ? std::string() : describe(quiet.error());
}

} // namespace

void TestLiveWork::aQuietProjectIsFree()
{
    const test::OpenProject project;
    VERIFY_OK(jobs::requireNoLiveWork(project.path()));
}

void TestLiveWork::aTrainingRunIsNamedUntilItIsOver()
{
    const test::OpenProject project;
    const auto runs = store::RunStore::open(project.path(), store::RunStore::Role::Writer);
    VERIFY_OK(runs);
    const auto run = (*runs)->createRun({.name = "long", .state = "queued"});
    VERIFY_OK(run);
    for (const char* state : {"queued", "running", "paused"}) {
        VERIFY_OK((*runs)->setState(*run, state, {}));
        QVERIFY(saidOf(project).find("long") != std::string::npos);
    }
    VERIFY_OK((*runs)->setState(*run, "finished", {}));
    QCOMPARE(saidOf(project), std::string());
}

void TestLiveWork::aRunThatNobodyWritesAnyMoreDoesNotCount()
{
    const test::OpenProject project;
    VERIFY_OK((*store::RunStore::open(project.path(), store::RunStore::Role::Writer))
                  ->createRun({.name = "left", .state = "running"}));
    QCOMPARE(saidOf(project), std::string());
}

void TestLiveWork::aDetectionRunIsNamed()
{
    const test::OpenProject project;
    const auto spool = jobs::newSpool(project.path(), {7});
    VERIFY_OK(jobs::createSpool(spool, {.number = {7}, .name = {}, .settings = "{}", .devices = {"cpu#0"}}));
    {
        const auto writer = jobs::SpoolWriter::open(spool);
        VERIFY_OK(writer);
        QVERIFY(saidOf(project).find("detection run 7") != std::string::npos);
    }
    QCOMPARE(saidOf(project), std::string());
}

QTEST_APPLESS_MAIN(TestLiveWork)
#include "live_work_test.moc"
