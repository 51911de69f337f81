// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/order.h"

#include "tests/core/train/trainer_kit.h"

#include <QTest>

using namespace cobench;
using namespace cobench::train;
using namespace cobench::train::test;

namespace {

/// The second of two processes, alone: the other one is made up.
struct SecondOfTwo final : ProcessGroup {
    std::string checkpoint; // of the leader
    std::vector<double> losses; // that it then finds, first last
    bool isAlone = false; // the leader has gone

    unsigned rank() const override { return 1; }
    unsigned size() const override { return 2; }
    Result<void> sum(float*, std::size_t) override { return {}; }
    Result<std::string> fromLeader(const std::string&) override
    {
        if (isAlone)
            return Error{ErrorCode::Disconnected, "process group", {}, "another process has gone", {}};
        if (!m_hasResumed) {
            m_hasResumed = true;
            return checkpoint;
        }
        const double loss = losses.empty() ? 1.0 : losses.back();
        if (!losses.empty())
            losses.pop_back();
        return std::string(reinterpret_cast<const char*>(&loss), sizeof loss);
    }

private:
    bool m_hasResumed = false;
};

} // namespace

class TrainerGroupTest : public QObject
{
    Q_OBJECT

    Script m_script;
    RecordingObserver m_observer;
    MemoryCheckpoints m_checkpoints;

    RunSummary run(const TrainConfig& config, ProcessGroup* group = nullptr)
    {
        return runTraining(config, dataset(), factory(m_script), m_observer, {}, &m_checkpoints, group);
    }
    RunSummary runSecond(TrainConfig config, SecondOfTwo& group)
    {
        config.processes = 2;
        return run(config, &group);
    }

private Q_SLOTS:
    void init()
    {
        m_script = {};
        m_observer = {};
        m_checkpoints = {};
    }

    /// Steps of 10, 10 and 5 of the 25 samples: the second process takes 5, 5 and 3.
    void a_process_that_follows_takes_its_share_and_leaves_the_rest_to_the_leader()
    {
        SecondOfTwo group;
        const auto summary = runSecond({.batch = 5, .epochs = 2, .seed = 9}, group);
        QCOMPARE(summary.outcome, Outcome::Finished);
        QCOMPARE(m_observer.plan.iterationsPerEpoch, std::uint64_t{3});
        const auto order = epochOrder(9, 0, 25);
        std::vector<std::uint16_t> expected;
        for (std::size_t i = 5; i < 10; ++i)
            expected.push_back(static_cast<std::uint16_t>(order[i] % 10));
        QCOMPARE(m_script.batches[0], expected);
        QCOMPARE(m_script.batches[2].size(), std::size_t{3});
        QVERIFY(m_checkpoints.saved.empty());
        QVERIFY(summary.predictions.empty());
        QVERIFY(m_observer.tagged("val/loss").empty());
    }

    void a_process_that_follows_resumes_and_stops_where_the_leader_does()
    {
        run({.batch = 10, .epochs = 1});
        auto led = *decodeCheckpoint(m_checkpoints.saved.back(), "memory");
        TrainConfig config{.batch = 5, .epochs = 50, .earlyStop = 2};
        config.processes = 2;
        led.config = toJson(config);
        SecondOfTwo group;
        group.checkpoint = encodeCheckpoint(led);
        group.losses = {0.9, 0.8, 0.5, 0.7}; // the second is the best
        init();
        const auto summary = runSecond(config, group);
        QVERIFY(m_script.restored.has_value());
        QCOMPARE(summary.outcome, Outcome::EarlyStop);
        QCOMPARE(summary.iterations, std::uint64_t{3 + 4 * 3});
    }

    void a_group_that_falls_apart_and_one_of_another_size_fail_the_run()
    {
        SecondOfTwo group;
        group.isAlone = true;
        const auto lost = runSecond({.batch = 5}, group);
        QCOMPARE(lost.outcome, Outcome::Failed);
        QVERIFY(lost.message.find("another process has gone") != std::string::npos);
        const auto alone = run({.batch = 5, .processes = 2});
        QVERIFY(alone.message.find("trains on 2 processes together") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TrainerGroupTest)
#include "trainer_group_test.moc"
