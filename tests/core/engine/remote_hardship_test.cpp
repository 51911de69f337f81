// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/engine/fake_detector.h"
#include "tests/core/engine/remote_fixture.h"
#include "tests/support/patience.h"
#include "tests/support/process_load.h"
#include "tests/support/verify_ok.h"

#include <QElapsedTimer>
#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

using namespace cobench;
using namespace cobench::engine;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kSecond = 40; // frames
constexpr std::size_t kGarbage = 1000; // connections
constexpr std::size_t kHalfOpen = 200;
constexpr std::uint64_t kMostMoreMemory = std::uint64_t{10} << 20;

/// Reads which frame it is, as the detector processes of these tests do.
class LocalReader final : public detect::Detector
{
public:
    Result<detect::SharedDetections> detect(const detect::Frame& frame) override
    {
        return std::make_shared<const data::Detections>(
            data::Detections{{.score = static_cast<double>(test::numberIn(*frame.picture))}});
    }
};

int connectTo(std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0)
        return socket;
    close(socket);
    return -1;
}

bool isCutOff(int socket)
{
    char byte = 0;
    const ssize_t n = recv(socket, &byte, 1, MSG_DONTWAIT);
    return n == 0 || (n < 0 && errno == ECONNRESET);
}

/// Connects and says nothing, many times; how long the most patient of them was borne, in milliseconds.
qint64 longestHalfOpen(std::uint16_t port)
{
    std::vector<std::pair<int, QElapsedTimer>> silent;
    for (std::size_t i = 0; i < kHalfOpen; ++i) {
        silent.emplace_back(connectTo(port), QElapsedTimer());
        silent.back().second.start();
    }
    qint64 longest = 0;
    while (!silent.empty()) {
        std::this_thread::sleep_for(5ms);
        std::erase_if(silent, [&](const auto& one) {
            const bool isOver = isCutOff(one.first) || one.second.elapsed() > 60000;
            if (isOver) {
                longest = std::max(longest, one.second.elapsed());
                close(one.first);
            }
            return isOver;
        });
    }
    return longest;
}

/// How many of them found somebody.
std::size_t sendGarbage(std::uint16_t port)
{
    std::size_t sent = 0;
    for (std::size_t i = 0; i < kGarbage; ++i) {
        const int socket = connectTo(port);
        const std::string garbage(1 + i * 37 % 9973, static_cast<char>(i * 11));
        sent += send(socket, garbage.data(), garbage.size(), MSG_NOSIGNAL) > 0 ? 1 : 0;
        close(socket);
    }
    return sent;
}

} // namespace

/// Links and strangers as bad as they come, with the goals for them: a broken and a lossy network (L7), and whoever
/// finds the port of a machine that lends itself (L9). The engine's detector is one that tells which frame it saw.
class RemoteHardshipTest : public test::RemoteFixture
{
    Q_OBJECT

    std::filesystem::path m_program;

    void listenAndPair()
    {
        listen();
        pair();
    }
    Result<OpenedRemote> openReader() { return open(0, "hog"); } // raw pictures: every bit arrives

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/cbXXXXXX"));
        const std::filesystem::path folder = m_folder->path().toStdString();
        m_program = folder / "cobench-engine";
        std::filesystem::copy_file(COBENCH_ENGINE, m_program);
        std::filesystem::copy_file(COBENCH_FAKE_DETECTOR, folder / "cobench-detector");
        startLender(m_program);
    }
    void cleanup() { stop(); }

    void an_engine_that_is_not_asked_waits_for_nobody()
    {
        QCOMPARE(test::listeningSockets(m_engine), std::size_t{0});
        listen();
        QCOMPARE(test::listeningSockets(m_engine), std::size_t{1});
    }

    void jitter_loss_and_partition_mix_up_no_frame_and_pass()
    {
        listenAndPair();
        auto remote = openReader();
        VERIFY_OK(remote);
        std::vector<detect::Device> devices;
        devices.push_back({.name = "remote", .detector = std::move(remote->detector)});
        devices.push_back({.name = "local",
            .detector = std::make_unique<LocalReader>(),
            .emulation = detect::Emulation{.rate = 20.0}});
        constexpr std::uint64_t kStorm = kSecond;
        constexpr std::uint64_t kPartition = 5 * kSecond;
        constexpr std::uint64_t kHealed = kPartition + 7 * kSecond / 2;
        test::StoryLine source(
            [&](detect::FrameNumber number) {
                if (number == kStorm)
                    m_link->jitter(200ms), m_link->lose(0.05);
                if (number == kPartition)
                    m_link->stall(true);
                if (number == kHealed)
                    m_link->jitter(0ms), m_link->lose(0.0), m_link->stall(false);
            },
            test::numberedPicture);
        std::vector<detect::Outcome> outcomes;
        const auto result = run(source,
            devices,
            kHealed + 6 * kSecond,
            detect::DropPolicy::Oldest,
            [&](const detect::Outcome& outcome) { outcomes.push_back(outcome); });
        VERIFY_OK(result); // no outcome twice, none missing
        QVERIFY(test::isExact(*result));
        std::uint64_t inStorm = 0;
        double recovered = 0.0;
        const double healed = detect::seconds(outcomes[kHealed].captured);
        for (const detect::Outcome& outcome : outcomes) {
            if (outcome.boxes)
                QCOMPARE(outcome.boxes->front().score, static_cast<double>(outcome.boxesOf));
            if (outcome.dropped || outcome.device != 0)
                continue;
            inStorm += outcome.number > kStorm && outcome.number < kPartition ? 1 : 0;
            if (recovered == 0.0 && detect::seconds(outcome.finished) > healed)
                recovered = detect::seconds(outcome.finished);
        }
        QVERIFY(inStorm > 5);
        QVERIFY(test::droppedBy(*result, detect::DropCause::Network) >= 1);
        QVERIFY2(recovered > healed && recovered - healed <= test::patient(5.0),
            qPrintable(QString::number(recovered - healed)));
    }

    void garbage_and_half_open_connections_harm_nobody()
    {
        listenAndPair();
        std::uint64_t before = 0;
        QString calm;
        bool isCalm = false;
        for (int attempt = 0; attempt < 3 && !isCalm; ++attempt) { // whatever else the machine does meanwhile
            auto remote = openReader();
            VERIFY_OK(remote);
            std::vector<detect::Device> devices;
            devices.push_back({.name = "remote", .detector = std::move(remote->detector)});
            std::atomic<std::size_t> garbage = 0;
            std::atomic<qint64> borneMs = 0;
            std::jthread stranger;
            const auto result = run(devices, 6 * kSecond, [&](detect::FrameNumber number) {
                if (number != kSecond)
                    return;
                if (before == 0)
                    before = test::residentBytes(m_engine);
                stranger = std::jthread([&] {
                    borneMs = longestHalfOpen(m_port);
                    garbage = sendGarbage(m_port);
                });
            });
            VERIFY_OK(result);
            stranger.join();
            QCOMPARE(garbage.load(), kGarbage);
            QVERIFY(test::isExact(*result));
            QVERIFY(openReader().ok());
            const std::uint64_t processed = result->figures.counts.processed;
            const std::uint64_t late = test::droppedBy(*result, detect::DropCause::SourceLate);
            // Who does not prove who he is within two seconds is cut off. Sanitizers slow all of it down.
            isCalm = borneMs <= test::patient(2000) && result->losses.empty()
                && (COBENCH_SANITIZED || processed >= (6 * kSecond - late) * 95 / 100);
            calm = QStringLiteral("borne for %1 ms, %2 losses, %3 frames processed, %4 late")
                       .arg(borneMs.load())
                       .arg(result->losses.size())
                       .arg(processed)
                       .arg(late);
        }
        QVERIFY2(isCalm, qPrintable(calm));
        if (COBENCH_SANITIZED) // which makes all of it large
            return;
        QTRY_VERIFY2(test::residentBytes(m_engine) <= before + kMostMoreMemory,
            qPrintable(QString::number((test::residentBytes(m_engine) - before) >> 10)));
    }
};

QTEST_GUILESS_MAIN(RemoteHardshipTest)
#include "remote_hardship_test.moc"
