// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/rpc_client.h"
#include "core/store/layout.h"
#include "core/store/runs.h"

#include "tests/core/engine/event_list.h"
#include "tests/core/engine/process_state.h"
#include "tests/support/checkpoint_state.h"
#include "tests/support/shortest.h"
#include "tests/support/verify_ok.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>
#include <fstream>
#include <limits>
#include <random>
#include <set>
#include <tuple>

using namespace cobench;
using namespace cobench::engine;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

/// Tag, step, time, value, attempt.
using Scalars = std::set<std::tuple<std::string, std::uint64_t, double, double, std::uint32_t>>;

double msSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Three clouds of points in the plane.
void writeClouds(const std::filesystem::path& file, int first, int count)
{
    std::ofstream csv(file);
    csv << "x,y,label\n";
    for (int i = first; i < first + count; ++i)
        csv << 3 * std::cos(2.1 * (i % 3)) + std::sin(1.7 * i) << ','
            << 3 * std::sin(2.1 * (i % 3)) + std::cos(2.3 * i) << ',' << i % 3 << '\n';
}

} // namespace

/// The real engine and the real trainer, killed at random moments. COBENCH_KILLS sets how often (3), COBENCH_SEED
/// which moments (1).
class KillSeriesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    train::TrainConfig m_config;
    std::string m_weights; // of the run that nobody disturbed
    double m_runMs = 0.0; // that it took
    pid_t m_engine = 0;

    std::filesystem::path path(const std::string& name) const
    {
        return m_folder->path().toStdString() + "/" + name;
    }
    std::unique_ptr<Client> connect()
    {
        auto client = connectOverRpc({.executable = COBENCH_ENGINE, .timeoutSeconds = 60.0});
        if (!client) {
            qWarning("%s", describe(client.error()).c_str());
            return nullptr;
        }
        m_engine = static_cast<pid_t>((*client)->status()->pid);
        return std::move(*client);
    }
    static std::string newestCheckpoint(const std::filesystem::path& project)
    {
        std::filesystem::path newest; // names tell the iteration
        for (const auto& entry :
            std::filesystem::directory_iterator(store::layoutOf(project).folder / "checkpoints/1"))
            newest = std::max(newest, entry.path());
        std::ifstream file(newest, std::ios::binary);
        return test::checkpointState({std::istreambuf_iterator<char>(file), {}});
    }
    static Scalars storedScalars(const std::filesystem::path& project)
    {
        Scalars all;
        const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
        if (!store)
            return all;
        const auto tags = (*store)->tags({1}).value();
        for (const std::string& tag : tags) {
            const auto rows = (*store)->scalars({1}, tag).value();
            for (const store::ScalarRow& row : rows)
                all.emplace(row.tag, row.step, row.time, row.value, row.attempt);
        }
        return all;
    }
    void killAfter(const std::filesystem::path& project, std::chrono::microseconds moment);
    void resume(const std::filesystem::path& project, const Scalars& committed);

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void a_run_whose_engine_is_killed_loses_nothing_and_ends_in_the_same_weights_data();
    void a_run_whose_engine_is_killed_loses_nothing_and_ends_in_the_same_weights();
    void a_run_whose_trainer_is_killed_or_hangs_is_ended_in_time();
};

void KillSeriesTest::initTestCase()
{
    m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/cbXXXXXX")); // socket paths are short
    for (const char* name : {"XDG_RUNTIME_DIR", "XDG_STATE_HOME"})
        qputenv(name, m_folder->path().toUtf8());
    std::filesystem::create_directory(path("clouds"));
    writeClouds(path("clouds/train.csv"), 0, 1000);
    writeClouds(path("clouds/test.csv"), 5000, 300);
    m_config = {.name = "mlp",
        .dataset = "clouds",
        .dataDirectory = path("clouds"),
        .model = "mlp",
        .optimizer = "adam",
        .learningRate = "0.001",
        .batch = 10,
        .epochs = 20,
        .recordEvery = 1,
        .checkpointEvery = 23};
    const auto client = connect();
    QVERIFY(client);
    test::EventList events;
    const auto start = Clock::now();
    const auto ids = client->submit(path("whole.cobench"), {m_config}, "");
    VERIFY_OK(ids);
    const auto stream = events.follow(*client, path("whole.cobench"), 0);
    QVERIFY(events.waitForEnd(ids->front()));
    m_runMs = msSince(start);
    m_weights = newestCheckpoint(path("whole.cobench"));
    QVERIFY(!m_weights.empty());
    QCOMPARE(client->runs(path("whole.cobench"))->front().state, RunState::Finished);
}

void KillSeriesTest::cleanupTestCase()
{
    if (m_engine > 0)
        ::kill(m_engine, SIGKILL);
}

void KillSeriesTest::killAfter(const std::filesystem::path& project, std::chrono::microseconds moment)
{
    const auto client = connect();
    QVERIFY(client);
    VERIFY_OK(client->submit(project, {m_config}, ""));
    test::EventList events;
    const auto stream = events.follow(*client, project, 0);
    std::this_thread::sleep_for(moment);
    const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
    VERIFY_OK(store);
    const auto worker = static_cast<pid_t>((*store)->runs()->front().workerPid);
    const auto told = events.numbered();
    const auto killed = Clock::now();
    ::kill(m_engine, SIGKILL);
    QVERIFY(events.waitForGone());
    const double gone = msSince(killed);
    QVERIFY2(gone < 4000.0, qPrintable(QString::number(gone))); // 2 s where nothing else goes on
    QTRY_VERIFY2(worker <= 0 || !test::isRunning(worker), "an orphan");
    qInfo("killed after %.0f ms, with %zu events told; seen after %.0f ms",
        std::chrono::duration<double, std::milli>(moment).count(),
        told.size(),
        gone);
    const auto kept = (*store)->eventsAfter(0, 1000000);
    VERIFY_OK(kept);
    QVERIFY(kept->size() >= told.size());
    for (std::size_t i = 0; i < told.size(); ++i)
        QCOMPARE(*decodeEvent((*kept)[i].number, (*kept)[i].payload), told[i]);
}

void KillSeriesTest::resume(const std::filesystem::path& project, const Scalars& committed)
{
    const auto client = connect();
    QVERIFY(client);
    const auto asked = Clock::now();
    const auto runs = client->runs(project);
    VERIFY_OK(runs);
    QVERIFY(msSince(asked) < 6000.0);
    if (runs->front().state == RunState::Finished)
        return; // killed after its end
    QCOMPARE(runs->front().state, RunState::Interrupted);
    QCOMPARE(storedScalars(project), committed);
    test::EventList events;
    const auto last = (*store::RunStore::open(project, store::RunStore::Role::Reader))->lastEvent();
    VERIFY_OK(client->resume(project, {1}));
    const auto stream = events.follow(*client, project, *last);
    QVERIFY(events.waitForEnd({1}));
    QCOMPARE(client->runs(project)->front().state, RunState::Finished);
    const auto all = storedScalars(project);
    QVERIFY(std::ranges::includes(all, committed));
}

void KillSeriesTest::a_run_whose_engine_is_killed_loses_nothing_and_ends_in_the_same_weights_data()
{
    QTest::addColumn<int>("moment"); // microseconds
    const int kills
        = qEnvironmentVariableIsSet("COBENCH_KILLS") ? qEnvironmentVariableIntValue("COBENCH_KILLS") : 3;
    std::mt19937 random(static_cast<unsigned>(std::max(1, qEnvironmentVariableIntValue("COBENCH_SEED"))));
    std::uniform_int_distribution<int> moments(1, static_cast<int>(1000.0 * m_runMs));
    for (int kill = 1; kill <= kills; ++kill)
        QTest::addRow("kill %d of %d", kill, kills) << moments(random);
}

void KillSeriesTest::a_run_whose_engine_is_killed_loses_nothing_and_ends_in_the_same_weights()
{
    QFETCH(int, moment);
    const auto project = path(std::string(QTest::currentDataTag()) + ".cobench");
    killAfter(project, std::chrono::microseconds(moment));
    if (QTest::currentTestFailed())
        return;
    resume(project, storedScalars(project));
    if (QTest::currentTestFailed())
        return;
    QVERIFY(newestCheckpoint(project) == m_weights);
}

void KillSeriesTest::a_run_whose_trainer_is_killed_or_hangs_is_ended_in_time()
{
    const auto client = connect();
    QVERIFY(client);
    auto config = m_config;
    config.epochs = 100000;
    for (const int signal : {SIGKILL, SIGSTOP}) {
        bool hasFailed = true;
        int attempt = 0;
        const auto seenMs = [&] {
            const auto project = path("s" + std::to_string(signal) + "." + std::to_string(++attempt) + ".cobench");
            if (!client->submit(project, {config}, ""))
                return std::numeric_limits<double>::infinity();
            test::EventList events;
            const auto stream = events.follow(*client, project, 0);
            const bool hasBegun = events.waitFor([](const Event& event) { return event.text == "train/loss"; });
            const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
            const pid_t worker = store ? static_cast<pid_t>((*store)->runs()->front().workerPid) : 0;
            if (!hasBegun || worker <= 0)
                return std::numeric_limits<double>::infinity();
            const auto start = Clock::now();
            ::kill(worker, signal);
            const bool isOver = events.waitForEnd({1});
            const double seen = msSince(start);
            qInfo("signal %d seen after %.0f ms", signal, seen);
            const auto runs = client->runs(project);
            hasFailed = hasFailed && isOver && runs && runs->front().state == RunState::Failed;
            return seen;
        };
        const double limit = signal == SIGKILL ? 1000.0 : 4000.0; // 100 ms and 3 s where nothing else goes on
        QVERIFY(test::shortest(3, limit, seenMs) < limit);
        QVERIFY(hasFailed);
    }
}

int main(int argc, char** argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000"); // a long series takes its time
    QCoreApplication application(argc, argv);
    KillSeriesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "kill_series_test.moc"
