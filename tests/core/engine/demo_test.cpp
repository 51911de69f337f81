// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"
#include "core/engine/rpc_client.h"
#include "core/jobs/demo_plan.h"
#include "core/jobs/join_runs.h"

#include "tests/core/engine/event_list.h"
#include "tests/support/verify_ok.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace cobench;
using engine::Client;

namespace {

double accuracy(const data::Split& split, std::size_t member, std::size_t classes)
{
    const auto& probabilities = split.members[member].probabilities;
    std::size_t right = 0;
    for (std::size_t n = 0; n < split.samples(); ++n) {
        const auto row = probabilities.view().subspan(n * classes, classes);
        right += std::ranges::max_element(row) - row.begin() == split.truth[n];
    }
    return static_cast<double>(right) / static_cast<double>(split.samples());
}

} // namespace

/// The demo as the program makes it on first start: real engine, real training, all 55,000 images.
class DemoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void demo_trains_ten_good_networks_whose_members_join_as_they_finish()
    {
        if (!data::loadDataset({.splits = {"test"}}))
            QSKIP("dataset-fashion-mnist is not installed");
        QTemporaryDir folder(QStringLiteral("/tmp/cbXXXXXX"));
        for (const char* name : {"XDG_RUNTIME_DIR", "XDG_STATE_HOME"})
            qputenv(name, folder.path().toUtf8());
        const auto path = folder.filePath(QStringLiteral("demo.cobench")).toStdString();
        auto project = store::Project::open(path, store::OpenMode::Create);
        VERIFY_OK(project);
        const auto client = engine::connectOverRpc({.executable = COBENCH_ENGINE});
        VERIFY_OK(client);

        QElapsedTimer clock;
        clock.start();
        const auto ids = (*client)->submit(path, jobs::demoPlan(), jobs::kDemoBatch);
        VERIFY_OK(ids);
        QCOMPARE(ids->size(), std::size_t{10});
        test::EventList events;
        const auto stream = events.follow(**client, path, 0);
        const auto runs = store::RunStore::open(path, store::RunStore::Role::Reader);
        std::optional<PoolId> pool;
        for (const RunId run : *ids) { // members join while others still train
            for (int patience = 0; patience < 10 && !events.waitForEnd(run);)
                ++patience;
            const auto joined = jobs::joinFinishedRuns(**project, **runs, jobs::kDemoBatch);
            VERIFY_OK(joined);
            pool = joined->pool;
            for (const std::string& name : joined->added)
                qInfo("%6.1f s  %s", clock.elapsed() / 1000.0, name.c_str());
        }
        VERIFY_OK((*client)->shutdown());
        QVERIFY(pool.has_value());
        checkPool(**project, *pool);
        qInfo("trained in %.1f s", clock.elapsed() / 1000.0);
    }

private:
    static void checkPool(const store::Project& project, PoolId id)
    {
        const auto loaded = project.loadPool(id);
        VERIFY_OK(loaded);
        const data::Pool& pool = **loaded;
        QCOMPARE(pool.size(), std::size_t{10});
        QCOMPARE(pool.classNames.size(), std::size_t{10});
        QCOMPARE(pool.splitTitles(), (std::vector<std::string>{"val", "test"}));
        QCOMPARE(pool.split("val")->samples(), std::size_t{5000});
        QCOMPARE(pool.split("test")->samples(), std::size_t{10000});
        const auto plan = jobs::demoPlan();
        double best = 0.0;
        for (std::size_t m = 0; m < pool.size(); ++m) {
            const double val = accuracy(*pool.split("val"), m, pool.classes);
            qInfo("%-16s val %.4f  test %.4f  %8.0f parameters",
                pool.models[m].name.c_str(),
                val,
                accuracy(*pool.split("test"), m, pool.classes),
                pool.models[m].cost.parameters.value_or(0.0));
            QCOMPARE(pool.models[m].name, plan[m].name);
            QVERIFY(val >= 0.80);
            best = std::max(best, val);
        }
        QVERIFY(best >= 0.88);
    }
};

QTEST_GUILESS_MAIN(DemoTest)
#include "demo_test.moc"
