// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_runs.h"
#include "core/engine/rpc_client.h"
#include "core/engine/runtime_directory.h"

#include "tests/core/engine/event_list.h"
#include "tests/core/engine/fake_worker.h"
#include "tests/core/engine/process_state.h"
#include "tests/core/engine/run_watch.h"
#include "tests/support/patience.h"
#include "tests/support/shortest.h"
#include "tests/support/small_disk.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstring>
#include <fstream>
#include <future>

using namespace cobench;
using namespace cobench::engine;
using namespace std::chrono_literals;

namespace {

bool hasSmallDisk = false;

} // namespace

/// The real engine program with scripted workers, in a runtime directory of the test's own.
class EngineTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_project;
    pid_t m_engine = 0;

    static ConnectOptions options(const char* idleSeconds = "60")
    {
        return {.executable = COBENCH_ENGINE,
            .arguments = {"--worker", COBENCH_FAKE_WORKER, "--cores", "2", "--idle-seconds", idleSeconds},
            .timeoutSeconds = 30.0};
    }
    std::unique_ptr<Client> connect(const char* idleSeconds = "60")
    {
        auto client = connectOverRpc(options(idleSeconds));
        if (!client) {
            qWarning("%s", describe(client.error()).c_str());
            return nullptr;
        }
        const auto status = (*client)->status();
        if (!status) {
            qWarning("%s", describe(status.error()).c_str());
            return nullptr;
        }
        m_engine = static_cast<pid_t>(status->pid);
        return std::move(*client);
    }
    static bool waitUntilGone(pid_t pid)
    {
        return QTest::qWaitFor([pid] { return !test::isRunning(pid); }, 30000);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/cbXXXXXX")); // socket paths are short
        m_project = m_folder->filePath(QStringLiteral("p.cobench")).toStdString();
        for (const char* name : {"XDG_RUNTIME_DIR", "XDG_STATE_HOME"})
            qputenv(name, m_folder->path().toUtf8());
        m_engine = 0;
    }
    void cleanup()
    {
        if (m_engine > 0 && test::isRunning(m_engine)) {
            ::kill(m_engine, SIGKILL);
            waitUntilGone(m_engine);
        }
    }

    void connecting_without_an_engine_and_a_program_says_so()
    {
        const auto client = connectOverRpc({});
        QVERIFY(!client.ok());
        QCOMPARE(client.error().code, ErrorCode::Disconnected);
    }

    void program_without_the_client_module_says_so()
    {
        const auto client = Client::connect(options()); // the module lies beside cobench, not beside this test
        QVERIFY(!client.ok());
        QCOMPARE(client.error().code, ErrorCode::Unsupported);
        QCOMPARE(client.error().subject, std::string("cobench-engine-client.so"));
    }

    void engine_is_started_and_found_again_by_the_next_client()
    {
        const auto first = connect();
        QVERIFY(first);
        const pid_t pid = m_engine;
        const auto second = connectOverRpc({});
        VERIFY_OK(second);
        QCOMPARE((*second)->status()->pid, std::int64_t{pid});
        QCOMPARE(first->status()->activeRuns, 0U);
    }

    void socket_and_directory_are_private()
    {
        QVERIFY(connect());
        const auto directory = openRuntimeDirectory();
        struct stat status = {};
        QCOMPARE(stat(directory->socket.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, 0600U);
        QCOMPARE(stat(directory->socket.parent_path().c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, 0700U);
    }

    void directory_that_others_may_enter_is_refused()
    {
        const auto directory = m_folder->filePath(QStringLiteral("cobench")).toStdString();
        std::filesystem::create_directory(directory);
        chmod(directory.c_str(), 0755);
        const auto client = connectOverRpc(options());
        QVERIFY(!client.ok());
        QCOMPARE(client.error().code, ErrorCode::Forbidden);
    }

    void many_starters_at_once_get_one_engine()
    {
        std::vector<std::future<std::int64_t>> starters;
        for (int i = 0; i < 8; ++i)
            starters.push_back(std::async(std::launch::async, []() -> std::int64_t {
                auto client = connectOverRpc(options());
                if (!client)
                    return -1;
                const auto status = (*client)->status();
                return status ? status->pid : -1;
            }));
        std::vector<std::int64_t> pids;
        for (auto& starter : starters)
            pids.push_back(starter.get());
        m_engine = static_cast<pid_t>(pids.front());
        QVERIFY(pids.front() > 0);
        QCOMPARE(pids, std::vector<std::int64_t>(8, pids.front()));
    }

    void idle_engine_ends_by_itself()
    {
        QVERIFY(connect("2"));
        QVERIFY(waitUntilGone(m_engine));
        QVERIFY(!std::filesystem::exists(openRuntimeDirectory()->socket));
    }

    void engine_with_a_run_or_a_stream_is_not_idle()
    {
        const auto client = connect("2");
        QVERIFY(client);
        auto config = test::scripted(test::kTrainSlowly);
        config.epochs = 200; // 4 seconds
        const auto ids = client->submit(m_project, {config}, "");
        VERIFY_OK(ids);
        test::EventList events;
        auto stream = events.follow(*client, m_project, 0);
        QVERIFY(events.waitForEnd(ids->front()));
        QVERIFY(events.waitFor([](const Event& event) { return event.kind == Event::Kind::Heartbeat; }));
        QVERIFY(test::isRunning(m_engine));
        stream.reset();
        QVERIFY(waitUntilGone(m_engine));
    }

    void runs_of_another_program_go_over_the_wire_as_they_are()
    {
        const auto client = connect();
        RemoteRuns writer(*client, m_project);
        const double lost = std::numeric_limits<double>::quiet_NaN();
        const store::WholeRun whole{.row = {.batch = "import",
                                        .name = "theirs",
                                        .configJson = "{\"learning_rate\":0.1}",
                                        .state = "failed",
                                        .message = "diverged",
                                        .createdAt = 5.0},
            .scalars = {{"loss", 1, 6.0, 2.5}, {"loss", 2, 7.0, lost}, {"accuracy", 2, 7.0, 0.5, 2}},
            .texts = {{"source", "a file"}}};
        const auto ids = writer.addRuns({whole, whole});
        VERIFY_OK(ids);
        QCOMPARE(ids->size(), std::size_t{2});
        const auto opened = store::RunStore::open(m_project, store::RunStore::Role::Reader);
        VERIFY_OK(opened);
        const store::RunStore& store = **opened;
        const store::RunRow row = store.runs()->at(1);
        QCOMPARE(row.id, (*ids)[1]);
        QCOMPARE(row.configJson, whole.row.configJson);
        QCOMPARE(row.state, whole.row.state);
        QCOMPARE(row.message, whole.row.message);
        QCOMPARE(store.scalars(row.id, "loss")->front().value, 2.5);
        QVERIFY(std::isnan(store.scalars(row.id, "loss")->back().value));
        QCOMPARE(store.scalars(row.id, "accuracy")->front().attempt, 2U);
        QCOMPARE(store.texts(row.id)->at("source"), std::string("a file"));
    }

    void shutdown_ends_the_engine_and_interrupts_its_runs()
    {
        const auto client = connect();
        const auto ids = client->submit(m_project, {test::scripted(test::kTrainSlowly)}, "");
        VERIFY_OK(ids);
        VERIFY_OK(client->shutdown());
        QVERIFY(waitUntilGone(m_engine));
        const auto again = connect();
        const auto runs = again->runs(m_project);
        VERIFY_OK(runs);
        QCOMPARE(runs->front().state, RunState::Interrupted);
    }

    void client_hears_of_a_full_disk_and_that_it_is_over_while_the_run_goes_on()
    {
        if (!hasSmallDisk)
            QSKIP("cannot mount a small file system here");
        const auto client = connect();
        const std::filesystem::path disk(test::kSmallDisk);
        auto config = test::scripted(test::kTrainSlowly);
        config.epochs = 200; // 800 iterations of 5 ms
        config.recordEvery = 1;
        const auto ids = client->submit(disk / "p.cobench", {config}, "");
        VERIFY_OK(ids);
        test::EventList events;
        const auto stream = events.follow(*client, disk / "p.cobench", 0);
        QVERIFY(events.waitFor([](const Event& event) { return event.kind == Event::Kind::Scalar; }));
        std::ofstream filler(disk / "filler", std::ios::binary);
        while (filler.write(std::string(4096, 'x').data(), 4096).flush()) { }
        filler.close();
        const auto tellsTrouble
            = [](const Event& event) { return event.kind == Event::Kind::Heartbeat && !event.text.empty(); };
        QVERIFY(events.waitFor(tellsTrouble));
        std::filesystem::remove(disk / "filler");
        QVERIFY(events.waitForEnd(ids->front()));
        const auto all = events.all();
        const auto trouble = std::ranges::find_if(all, tellsTrouble);
        const auto over = std::find_if(trouble, all.end(), [](const Event& event) {
            return event.kind == Event::Kind::Heartbeat && event.text.empty();
        });
        QVERIFY(over != all.end());
        QVERIFY(std::any_of(over, all.end(), [](const Event& event) { return event.kind == Event::Kind::Scalar; }));
    }

    void late_client_gets_every_event_from_the_number_it_asks_for()
    {
        const auto client = connect();
        const auto ids = client->submit(m_project, {test::scripted(test::kTrainQuickly)}, "demo");
        VERIFY_OK(ids);
        test::EventList live;
        const auto stream = live.follow(*client, m_project, 0);
        QVERIFY(live.waitForEnd(ids->front()));
        const auto all = live.numbered();
        test::EventList late;
        const auto replay = late.follow(*client, m_project, all[2].number);
        QVERIFY(late.waitForEnd(ids->front()));
        const auto rest = late.numbered();
        QCOMPARE(rest.size(), all.size() - 3);
        for (std::size_t i = 0; i < all.size(); ++i)
            QCOMPARE(all[i].number, std::uint64_t{i + 1});
        QVERIFY(std::equal(rest.begin(), rest.end(), all.begin() + 3));
    }

    void killed_engine_is_noticed_within_two_seconds_and_its_runs_are_interrupted_by_the_next()
    {
        const auto client = connect();
        const auto ids = client->submit(m_project, {test::scripted(test::kTrainSlowly)}, "");
        test::EventList events;
        const auto stream = events.follow(*client, m_project, 0);
        QVERIFY(events.waitFor([](const Event& event) { return event.kind == Event::Kind::Scalar; }));
        const auto worker = static_cast<pid_t>(
            (*store::RunStore::open(m_project, store::RunStore::Role::Reader))->runs()->front().workerPid);
        const auto killed = std::chrono::steady_clock::now();
        ::kill(m_engine, SIGKILL);
        QVERIFY(events.waitForGone());
        QVERIFY(std::chrono::steady_clock::now() - killed < 4s); // 2 where nothing else goes on
        QVERIFY(waitUntilGone(worker)); // no orphan
        QCOMPARE(client->status().error().code, ErrorCode::Disconnected);
        const auto before = events.numbered();

        const auto again = connect();
        QVERIFY(again);
        const auto runs = again->runs(m_project);
        VERIFY_OK(runs);
        QCOMPARE(runs->front().state, RunState::Interrupted);
        test::EventList after;
        const auto second = after.follow(*again, m_project, 0);
        QVERIFY(after.waitForEnd(ids->front()));
        const auto kept = after.numbered();
        QVERIFY(kept.size() > before.size());
        QVERIFY(std::equal(before.begin(), before.end(), kept.begin())); // nothing that was told is lost
    }

    void stopped_engine_is_given_up_after_three_seconds()
    {
        const auto client = connect();
        test::EventList events;
        const auto stream = events.follow(*client, m_project, 0);
        QVERIFY(events.waitFor([](const Event& event) { return event.kind == Event::Kind::Heartbeat; }));
        ::kill(m_engine, SIGSTOP);
        const auto stopped = std::chrono::steady_clock::now();
        QVERIFY(events.waitForGone());
        QVERIFY(std::chrono::steady_clock::now() - stopped < 10s); // 3 where nothing else goes on
    }

    void cancelling_through_a_client_takes_less_than_an_iteration_and_a_tick()
    {
        const auto client = connect();
        QVERIFY(client);
        const auto takes = [&]() -> std::chrono::nanoseconds {
            const auto ids = client->submit(m_project, {test::scripted(test::kTrainSlowly)}, "");
            if (!ids)
                return std::chrono::nanoseconds::max();
            const RunId run = ids->front();
            test::EventList events;
            const auto stream = events.follow(*client, m_project, 0);
            const auto isTraining
                = [run](const Event& event) { return event.run == run && event.kind == Event::Kind::Scalar; };
            const bool hasBegun = events.waitFor(isTraining);
            const auto asked = std::chrono::steady_clock::now();
            const bool isOver = client->cancel(m_project, run).ok() && events.waitForEnd(run);
            const auto elapsed = std::chrono::steady_clock::now() - asked;
            return hasBegun && isOver ? elapsed : std::chrono::nanoseconds::max();
        };
        constexpr std::chrono::nanoseconds kLimit = test::patient(1s);
        QVERIFY(test::shortest(3, kLimit, takes) <= kLimit);
        const auto runs = client->runs(m_project);
        VERIFY_OK(runs);
        for (const auto& run : *runs)
            QCOMPARE(run.state, RunState::Cancelled);
    }

    void garbage_on_the_socket_harms_nobody()
    {
        const auto client = connect();
        const auto socketPath = openRuntimeDirectory()->socket.string();
        for (int i = 0; i < 100; ++i) {
            const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
            sockaddr_un address = {};
            address.sun_family = AF_UNIX;
            std::memcpy(address.sun_path, socketPath.c_str(), socketPath.size());
            QCOMPARE(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
            const std::string garbage(static_cast<std::size_t>(1 + i * 37), static_cast<char>(i * 11));
            (void)!send(socket, garbage.data(), garbage.size(), MSG_NOSIGNAL);
            close(socket);
        }
        const auto status = client->status();
        VERIFY_OK(status);
        QCOMPARE(status->pid, std::int64_t{m_engine});
    }

    void refused_configurations_name_every_problem()
    {
        const auto client = connect();
        const auto ids = client->submit(m_project, {{.model = "lenet6", .batch = 0}}, "");
        QVERIFY(!ids.ok());
        QCOMPARE(ids.error().code, ErrorCode::Usage);
        QVERIFY(describe(ids.error()).find("lenet6") != std::string::npos);
        QVERIFY(describe(ids.error()).find("batch") != std::string::npos);
    }
};

int main(int argc, char** argv)
{
    hasSmallDisk = test::mountSmallDisk("16m");
    const QCoreApplication application(argc, argv);
    EngineTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "engine_test.moc"
