// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_pairings.h"
#include "core/engine/rpc_client.h"

#include "tests/core/engine/remote_fixture.h"
#include "tests/support/own_network.h"
#include "tests/support/patience.h"
#include "tests/support/shortest.h"
#include "tests/support/verify_ok.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <csignal>
#include <limits>

using namespace cobench;
using namespace cobench::engine;
using namespace std::chrono_literals;

class RemoteTest : public test::RemoteFixture
{
    Q_OBJECT

public:
    explicit RemoteTest(bool hasOwnNetwork)
        : m_hasOwnNetwork(hasOwnNetwork)
    {
    }

private:
    const bool m_hasOwnNetwork;

    /// What became of a run whose link broke.
    struct Broken {
        detect::PipelineResult result;
        LinkFigures link; // at its end

        bool isToldAndMendedInTime() const
        {
            return !result.losses.empty()
                && detect::seconds(result.losses.front().at) - kBrokenAt < test::patient(3.0) && link.isUp;
        }
    };
    static constexpr double kBrokenAt = 1.5; // seconds
    static constexpr int kTries = 3; // a busy machine may be late, a link that does not come back is so every time

    /// For 4.5 s.
    Result<Broken> runWithBreak(const std::function<void(bool isBroken)>& setBroken)
    {
        auto remote = open();
        if (!remote)
            return std::move(remote).error();
        const auto meter = remote->meter;
        auto devices = withLocal(std::move(*remote));
        auto result = run(devices, 400, [&](detect::FrameNumber number) {
            if (number == 60 || number == 240)
                setBroken(number == 60);
        });
        if (!result)
            return std::move(result).error();
        return Broken{.result = std::move(*result), .link = meter->figures()};
    }

    /// Which no session takes: it ends.
    static std::shared_ptr<const data::Image> unusablePicture()
    {
        data::Image picture{.channels = 3};
        picture.pixels.assign(1, 0);
        return std::make_shared<const data::Image>(std::move(picture));
    }

private Q_SLOTS:
    void init()
    {
        startLender(COBENCH_ENGINE);
        listen();
    }
    void cleanup() { stop(); }

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
        QVERIFY(QTest::qWaitFor([&] { return !remote->detector->detect({.picture = picture}).ok(); }, 30000));
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
        bool isInTime = false;
        for (int attempt = 0; attempt < kTries && !isInTime; ++attempt) {
            const auto broken = runWithBreak([&](bool isBroken) {
                m_link->stall(isBroken);
                if (!isBroken)
                    m_link->reset();
            });
            VERIFY_OK(broken);
            QVERIFY(test::isExact(broken->result));
            QVERIFY(test::droppedBy(broken->result, detect::DropCause::Network) >= 1);
            QVERIFY(broken->link.losses >= 1);
            isInTime = broken->isToldAndMendedInTime() && broken->result.figures.devices[1].processed > 100;
        }
        QVERIFY(isInTime);
    }

    void cable_that_is_pulled_and_put_back_is_noticed_both_times()
    {
        if (!m_hasOwnNetwork)
            QSKIP("this machine allows no network namespaces");
        pair();
        bool isInTime = false;
        for (int attempt = 0; attempt < kTries && !isInTime; ++attempt) {
            bool isSet = true;
            const auto broken = runWithBreak([&](bool isBroken) { isSet = test::setLoopback(!isBroken) && isSet; });
            VERIFY_OK(broken);
            QVERIFY(isSet);
            QVERIFY(test::isExact(broken->result));
            QVERIFY(test::droppedBy(broken->result, detect::DropCause::Network) >= 1);
            isInTime = broken->isToldAndMendedInTime();
        }
        QVERIFY(isInTime);
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
        QVERIFY(test::isExact(*result));
        QVERIFY(!result->isAbandoned);
        QVERIFY(!result->losses.empty());
        QVERIFY(test::droppedBy(*result, detect::DropCause::Network) >= 1);
        QVERIFY(result->figures.counts.processed > 50); // before and after
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
        QVERIFY(test::isExact(*result));
        QCOMPARE(test::droppedBy(*result, detect::DropCause::Network), std::uint64_t{0});
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
        QVERIFY(test::isExact(*result));
        QCOMPARE(result->losses.size(), std::size_t{1});
        QVERIFY(result->figures.devices[1].processed > 40);
    }

    void interrupting_a_link_that_is_away_takes_no_time()
    {
        pair();
        bool isOver = true;
        const auto interruptMs = [&] {
            m_link->stall(false);
            auto remote = open();
            if (!remote)
                return std::numeric_limits<qint64>::max();
            m_link->stall(true);
            const auto picture = std::make_shared<const data::Image>(detect::noisePicture(64, 48));
            std::jthread user([&] { (void)remote->detector->detect({.picture = picture}); });
            QTest::qWait(50);
            QElapsedTimer timer;
            timer.start();
            remote->detector->interrupt();
            user.join();
            const qint64 elapsed = timer.elapsed();
            isOver = isOver && !remote->detector->restart().ok();
            return elapsed;
        };
        constexpr qint64 kMostMs = test::patient(200);
        QVERIFY(test::shortest(kTries, kMostMs, interruptMs) <= kMostMs);
        QVERIFY(isOver);
    }

    void what_the_other_machine_refuses_is_no_loss_of_the_link()
    {
        pair();
        auto remote = open(0);
        VERIFY_OK(remote);
        QVERIFY(!remote->detector->detect({.picture = unusablePicture()}).ok());
        QVERIFY(remote->detector->lossCause() == detect::DropCause::DeviceLost);
        QVERIFY(remote->meter->figures().isUp);
        QCOMPARE(remote->meter->figures().losses, std::uint64_t{0});
        VERIFY_OK(remote->detector->restart());
    }

    void device_that_is_away_waits_until_a_session_is_free()
    {
        pair();
        auto remote = open(0);
        VERIFY_OK(remote);
        QVERIFY(!remote->detector->detect({.picture = unusablePicture()}).ok());
        std::vector<OpenedRemote> others;
        const auto takeAll = [&] {
            if (auto other = open())
                others.push_back(std::move(*other));
            return others.size() == 8;
        };
        QVERIFY(QTest::qWaitFor(takeAll, 30000));
        std::atomic<bool> isOver = false;
        bool isBack = false;
        std::jthread user([&] {
            isBack = remote->detector->restart().ok();
            isOver = true;
        });
        QTest::qWait(500); // it has asked
        QVERIFY(!isOver);
        others.pop_back();
        QTRY_VERIFY_WITH_TIMEOUT(isOver, 30000);
        user.join();
        QVERIFY(isBack);
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
        QVERIFY(QTest::qWaitFor([&] { return open().ok(); }, 30000));
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
