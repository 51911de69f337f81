// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/sources.h"
#include "core/engine/rpc_client.h"
#include "core/engine/rpc_machines.h"

#include "tests/core/engine/process_state.h"
#include "tests/support/lossy_proxy.h"
#include "tests/support/own_network.h"
#include "tests/support/patience.h"
#include "tests/support/verify_ok.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

using namespace cobench;
using namespace cobench::engine;
using namespace std::chrono_literals;

namespace {

/// Frames of 64 x 48 noise at a rate, until it is interrupted; `onFrame` may misuse the link meanwhile.
class StoryLine final : public detect::FrameSource
{
public:
    explicit StoryLine(std::function<void(detect::FrameNumber)> onFrame)
        : m_onFrame(std::move(onFrame))
        , m_picture(std::make_shared<const data::Image>(detect::noisePicture(64, 48)))
    {
    }
    Result<std::optional<detect::SourcedFrame>> next() override
    {
        m_onFrame(m_next++);
        return std::optional(detect::SourcedFrame{.picture = m_picture});
    }

private:
    std::function<void(detect::FrameNumber)> m_onFrame;
    std::shared_ptr<const data::Image> m_picture;
    detect::FrameNumber m_next = 0;
};

std::uint64_t droppedBy(const detect::PipelineResult& result, detect::DropCause cause)
{
    return result.figures.counts.dropped[static_cast<std::size_t>(cause)];
}

bool isExact(const detect::PipelineResult& result)
{
    const detect::FrameCounts& counts = result.figures.counts;
    return counts.read == counts.processed + counts.droppedInAll();
}

int connectTo(std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ? socket : -1;
}

} // namespace

/// Two installations on this machine, each with a home of its own: an engine that listens, and this test; between
/// them a link that can be made as bad as one likes.
class RemoteTest : public QObject
{
    Q_OBJECT

public:
    explicit RemoteTest(bool hasOwnNetwork)
        : m_hasOwnNetwork(hasOwnNetwork)
    {
    }

private:
    const bool m_hasOwnNetwork;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Client> m_lender; // the engine's own user
    std::unique_ptr<test::LossyProxy> m_link;
    std::unique_ptr<RemoteMachines> m_machines;
    std::uint16_t m_port = 0;
    pid_t m_engine = 0;

    void liveIn(const char* home) const
    {
        const QByteArray folder = m_folder->filePath(QLatin1String(home)).toUtf8();
        QDir().mkpath(QString::fromUtf8(folder));
        qputenv("XDG_DATA_HOME", folder);
    }
    std::string address() const { return "127.0.0.1:" + std::to_string(m_link->port()); }
    void pair()
    {
        const auto code = m_lender->openPairing();
        VERIFY_OK(code);
        VERIFY_OK(m_machines->pair(address(), code->code));
    }
    Result<OpenedRemote> open(unsigned quality = 90, const std::string& model = "null")
    {
        return m_machines->open({.address = address(), .quality = quality}, model);
    }
    /// A live run at 40 frames/s.
    Result<detect::PipelineResult> run(std::vector<detect::Device>& devices,
        std::uint64_t frames,
        const std::function<void(detect::FrameNumber)>& onFrame,
        detect::DropPolicy drop = detect::DropPolicy::Oldest)
    {
        StoryLine source(onFrame);
        const detect::PipelineConfig config{
            .dispatch = {.drop = drop, .buffer = 2}, .rate = 40.0, .maxFrames = frames};
        Progress progress;
        detect::FrameNumber expected = 0;
        bool isInOrder = true;
        auto result = detect::runLive(source,
            devices,
            config,
            [&](const detect::Outcome& outcome) -> Result<void> {
                isInOrder = isInOrder && outcome.number == expected++;
                return {};
            },
            progress,
            {});
        if (result && (!isInOrder || expected != frames))
            return Error{.detail = "outcomes are missing, twice or out of order"};
        return result;
    }
    /// This machine's null detector behind the remote one.
    static std::vector<detect::Device> withLocal(OpenedRemote remote)
    {
        std::vector<detect::Device> devices;
        devices.push_back({.name = "remote", .detector = std::move(remote.detector)});
        devices.push_back({.name = "local",
            .detector = std::make_unique<detect::NullDetector>(),
            .emulation = detect::Emulation{.rate = 30.0}});
        return devices;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/cbXXXXXX")); // socket paths are short
        for (const char* name : {"XDG_RUNTIME_DIR", "XDG_STATE_HOME"})
            qputenv(name, m_folder->path().toUtf8());
        liveIn("lender");
        auto client = connectOverRpc(
            {.executable = COBENCH_ENGINE, .arguments = {"--worker", COBENCH_FAKE_WORKER}, .timeoutSeconds = 30.0});
        VERIFY_OK(client);
        m_lender = std::move(*client);
        m_engine = static_cast<pid_t>(m_lender->status()->pid);
        const auto listening = m_lender->listen("127.0.0.1:0");
        VERIFY_OK(listening);
        m_port = static_cast<std::uint16_t>(std::stoi(listening->substr(listening->rfind(':') + 1)));
        m_link = std::make_unique<test::LossyProxy>(m_port);
        liveIn("borrower");
        m_machines = makeRemoteMachines();
    }
    void cleanup()
    {
        m_machines.reset();
        m_link.reset();
        m_lender.reset();
        if (m_engine > 0 && test::isRunning(m_engine)) {
            ::kill(m_engine, SIGKILL);
            QVERIFY(QTest::qWaitFor([this] { return !test::isRunning(m_engine); }, 10000));
        }
    }

    void engine_listens_to_nobody_unless_asked()
    {
        m_lender.reset();
        QCOMPARE(m_machines->status("127.0.0.1:1").error().code, ErrorCode::Forbidden); // not paired
        const auto taken = connectOverRpc({});
        VERIFY_OK(taken);
        QCOMPARE((*taken)->listen("127.0.0.1:1").error().code, ErrorCode::Conflict); // one address
        QCOMPARE((*taken)->listen("no address").error().code, ErrorCode::Usage);
    }

    void paired_machine_is_described_and_detects()
    {
        pair();
        const auto status = m_machines->status(address());
        VERIFY_OK(status);
        QVERIFY(status->cores > 0);
        QVERIFY(std::ranges::find(status->models, "hog") != status->models.end());
        for (const unsigned quality : {0U, 75U}) {
            auto remote = open(quality);
            VERIFY_OK(remote);
            const auto picture = std::make_shared<const data::Image>(detect::noisePicture(320, 240));
            for (detect::FrameNumber number = 0; number < 3; ++number) {
                const auto found = remote->detector->detect({.number = number, .picture = picture});
                VERIFY_OK(found);
                QVERIFY((*found)->empty());
            }
            const LinkFigures figures = remote->meter->figures();
            QCOMPARE(figures.quality, quality);
            if (quality == 0)
                QVERIFY(figures.sentBytes > 3 * picture->pixels.size());
            else
                QVERIFY(figures.sentBytes < 3 * picture->pixels.size());
        }
    }

    void wrong_code_pairs_nobody_and_three_of_them_end_it()
    {
        const auto code = m_lender->openPairing();
        VERIFY_OK(code);
        std::string wrong = code->code;
        wrong[0] = wrong[0] == '0' ? '1' : '0';
        for (int i = 0; i < 3; ++i)
            QCOMPARE(m_machines->pair(address(), wrong).error().code, ErrorCode::Forbidden);
        QVERIFY(!m_machines->pair(address(), code->code).ok());
        QVERIFY(readPairings()->machines.empty());
        liveIn("lender");
        QVERIFY(readPairings()->clients.empty());
    }

    void who_is_not_paired_is_answered_nothing()
    {
        pair();
        VERIFY_OK(m_machines->status(address()));
        // As somebody else, who believes to be paired.
        const auto pairings = readPairings();
        liveIn("stranger");
        VERIFY_OK(changePairings([&](Pairings& own) { own = *pairings; }));
        QVERIFY(!m_machines->status(address()).ok());
        QVERIFY(!open().ok());
        VERIFY_OK(m_lender->openPairing()); // lets him in to pair, and to nothing else
        QCOMPARE(m_machines->status(address()).error().code, ErrorCode::Forbidden);
        QCOMPARE(open().error().code, ErrorCode::Forbidden);
    }

    void another_engine_at_the_address_is_not_talked_to()
    {
        pair();
        VERIFY_OK(
            changePairings([](Pairings& pairings) { pairings.machines[0].fingerprint = std::string(64, 'f'); }));
        QVERIFY(!m_machines->status(address()).ok());
        QVERIFY(!open().ok());
    }

    void forgotten_machine_loses_its_session_and_gets_no_other()
    {
        pair();
        auto remote = open();
        VERIFY_OK(remote);
        const std::string fingerprint = [&] {
            liveIn("lender");
            return readPairings()->clients.front().fingerprint;
        }();
        QCOMPARE(*forgetPairing(fingerprint), std::size_t{1});
        liveIn("borrower");
        const auto picture = std::make_shared<const data::Image>(detect::noisePicture(64, 48));
        QVERIFY(QTest::qWaitFor(
            [&] { return !remote->detector->detect({.picture = picture}).ok(); }, test::patient(5000)));
        QVERIFY(!open().ok());
    }

    void model_is_named_never_called_by_path()
    {
        pair();
        for (const char* name : {"../secret", "/etc/passwd", "card.json", "", "nobody-has-this"}) {
            const auto refused = open(90, name);
            QVERIFY(!refused.ok());
            QCOMPARE(refused.error().code, ErrorCode::Usage);
        }
    }

    void stalled_link_drops_its_frame_and_the_run_goes_on()
    {
        pair();
        auto remote = open();
        VERIFY_OK(remote);
        const auto meter = remote->meter;
        auto devices = withLocal(std::move(*remote));
        const auto result = run(devices, 400, [&](detect::FrameNumber number) {
            if (number == 60)
                m_link->stall(true);
            if (number == 240) { // 4.5 s
                m_link->stall(false);
                m_link->reset();
            }
        });
        VERIFY_OK(result);
        QVERIFY(isExact(*result));
        QVERIFY(droppedBy(*result, detect::DropCause::Network) >= 1);
        QVERIFY(!result->losses.empty());
        QVERIFY(detect::seconds(result->losses.front().at) - 1.5 < test::patient(3.0)); // it stalled at 1.5 s
        QVERIFY(meter->figures().isUp); // again
        QVERIFY(meter->figures().losses >= 1);
        QVERIFY(result->figures.devices[1].processed > 100);
    }

    void cable_that_is_pulled_and_put_back_is_noticed_both_times()
    {
        if (!m_hasOwnNetwork)
            QSKIP("this machine allows no network namespaces");
        pair();
        auto remote = m_machines->open({.address = address()}, "null");
        VERIFY_OK(remote);
        const auto meter = remote->meter;
        auto devices = withLocal(std::move(*remote));
        bool isPulled = false;
        const auto result = run(devices, 400, [&](detect::FrameNumber number) {
            if (number == 60)
                isPulled = test::setLoopback(false);
            if (number == 240)
                test::setLoopback(true);
        });
        VERIFY_OK(result);
        QVERIFY(isPulled);
        QVERIFY(isExact(*result));
        QVERIFY(droppedBy(*result, detect::DropCause::Network) >= 1);
        QVERIFY(detect::seconds(result->losses.front().at) - 1.5 < test::patient(3.0));
        QVERIFY(meter->figures().isUp);
    }

    void broken_link_comes_back()
    {
        pair();
        auto remote = open();
        VERIFY_OK(remote);
        std::vector<detect::Device> devices;
        devices.push_back({.name = "remote", .detector = std::move(remote->detector)});
        const auto result = run(devices, 240, [&](detect::FrameNumber number) {
            if (number == 40) {
                m_link->refuse(true);
                m_link->reset();
            }
            if (number == 80)
                m_link->refuse(false);
        });
        VERIFY_OK(result);
        QVERIFY(isExact(*result));
        QVERIFY(!result->isAbandoned);
        QVERIFY(!result->losses.empty());
        QVERIFY(droppedBy(*result, detect::DropCause::Network) >= 1);
        QVERIFY(result->figures.counts.processed > 60); // before and after
    }

    void where_nothing_may_be_dropped_a_broken_link_drops_nothing()
    {
        pair();
        auto remote = open();
        VERIFY_OK(remote);
        std::vector<detect::Device> devices;
        devices.push_back({.name = "remote", .detector = std::move(remote->detector)});
        const auto result = run(
            devices,
            60,
            [&](detect::FrameNumber number) {
                if (number == 20)
                    m_link->reset();
            },
            detect::DropPolicy::None);
        VERIFY_OK(result);
        QCOMPARE(result->figures.counts.processed, std::uint64_t{60});
    }

    void late_and_slow_link_delivers_right_pairs()
    {
        pair();
        m_link->delay(30ms);
        m_link->limit(200000);
        auto remote = open();
        VERIFY_OK(remote);
        const auto meter = remote->meter;
        auto devices = withLocal(std::move(*remote));
        const auto result = run(devices, 120, [&](detect::FrameNumber number) {
            m_link->delay(std::chrono::milliseconds(10 + number * 37 % 60)); // jitter
        });
        VERIFY_OK(result);
        QVERIFY(isExact(*result));
        QCOMPARE(droppedBy(*result, detect::DropCause::Network), std::uint64_t{0});
        QVERIFY(meter->figures().roundTrip50 > 0.02);
        QVERIFY(result->figures.devices[0].processed > 5);
    }

    void dead_engine_is_no_end_of_the_run()
    {
        pair();
        auto remote = open();
        VERIFY_OK(remote);
        auto devices = withLocal(std::move(*remote));
        const auto result = run(devices, 120, [&](detect::FrameNumber number) {
            if (number == 40)
                ::kill(m_engine, SIGKILL);
        });
        VERIFY_OK(result);
        QVERIFY(isExact(*result));
        QCOMPARE(result->losses.size(), std::size_t{1});
        QVERIFY(result->figures.devices[1].processed > 60);
    }

    void interrupting_a_link_that_is_away_takes_no_time()
    {
        pair();
        auto remote = open();
        VERIFY_OK(remote);
        m_link->stall(true);
        const auto picture = std::make_shared<const data::Image>(detect::noisePicture(64, 48));
        std::jthread user([&] { (void)remote->detector->detect({.picture = picture}); });
        QTest::qWait(50);
        QElapsedTimer timer;
        timer.start();
        remote->detector->interrupt();
        user.join();
        QVERIFY(timer.elapsed() < test::patient(200));
        QVERIFY(!remote->detector->restart().ok());
    }

    void sessions_are_limited()
    {
        pair();
        std::vector<OpenedRemote> opened;
        for (int i = 0; i < 8; ++i) {
            auto remote = open();
            VERIFY_OK(remote);
            opened.push_back(std::move(*remote));
        }
        QVERIFY(!open().ok());
        opened.clear();
        QVERIFY(QTest::qWaitFor([&] { return open().ok(); }, 5000));
    }

    void garbage_and_half_open_connections_harm_nobody()
    {
        pair();
        auto remote = open();
        VERIFY_OK(remote);
        std::vector<int> silent;
        for (int i = 0; i < 200; ++i)
            silent.push_back(connectTo(m_port));
        for (int i = 0; i < 200; ++i) {
            const int socket = connectTo(m_port);
            const std::string garbage(static_cast<std::size_t>(1 + i * 37), static_cast<char>(i * 11));
            (void)!send(socket, garbage.data(), garbage.size(), MSG_NOSIGNAL);
            close(socket);
        }
        const auto picture = std::make_shared<const data::Image>(detect::noisePicture(64, 48));
        VERIFY_OK(remote->detector->detect({.picture = picture}));
        // Who does not prove who he is within two seconds is cut off.
        char byte = 0;
        for (const int socket : silent) {
            QVERIFY(
                QTest::qWaitFor([&] { return recv(socket, &byte, 1, MSG_DONTWAIT) == 0 || errno == ECONNRESET; },
                    test::patient(4000)));
            close(socket);
        }
        VERIFY_OK(remote->detector->detect({.number = 1, .picture = picture}));
    }
};

int main(int count, char** arguments)
{
    const bool hasOwnNetwork = test::enterOwnNetwork(); // before Qt Test's threads
    QCoreApplication application(count, arguments);
    RemoteTest test(hasOwnNetwork);
    return QTest::qExec(&test, count, arguments);
}
#include "remote_test.moc"
