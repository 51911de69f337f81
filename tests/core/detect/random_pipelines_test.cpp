// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/counter_random.h"
#include "tests/core/detect/pipeline_kit.h"
#include "tests/support/verify_ok.h"

#include <QTest>

using namespace cobench;
using namespace cobench::detect;

namespace {

constexpr std::uint64_t kPipelines = 4000;

/// A pipeline whose every part is drawn.
struct Drawn {
    explicit Drawn(std::uint64_t seed)
        : random(seed)
    {
        const bool isPaced = random.below(4) > 0;
        config.rate = isPaced ? 0.5 + 60.0 * random.uniform() : 0.0;
        config.seed = random.next();
        config.dispatch = {.schedule = static_cast<Schedule>(random.below(6)),
            .drop = static_cast<DropPolicy>(isPaced ? random.below(3) : 0),
            .buffer = random.below(7),
            .deadline = fromSeconds(0.01 + random.uniform())};
        frames = random.below(120);
        if (random.below(4) == 0)
            config.maxFrames = 1 + random.below(100);
        const std::uint64_t count = 1 + random.below(6);
        for (std::uint64_t i = 0; i < count; ++i)
            emulations.push_back(emulation());
    }

    Emulation emulation()
    {
        Emulation drawn{.rate = 0.5 + 40.0 * random.uniform(),
            .jitter = 0.9 * random.uniform(),
            .law = static_cast<Emulation::Law>(random.below(3))};
        double at = 0.0;
        for (std::uint64_t outages = random.below(4); outages > 0; --outages) {
            at += 3.0 * random.uniform();
            drawn.outages.push_back({.from = fromSeconds(at)});
            if (random.below(4) == 0)
                break;
            at += 2.0 * random.uniform();
            drawn.outages.back().until = fromSeconds(at);
        }
        return drawn;
    }

    test::CountedSource source() const
    {
        test::CountedSource made(frames);
        ensemble::CounterRandom draws(config.seed);
        for (std::uint64_t i = draws.below(5); i > 0; --i)
            made.broken.insert(draws.below(120));
        if (draws.below(2) == 0)
            made.readTime = [seed = config.seed](std::uint64_t frame) {
                return fromSeconds(0.1 * ensemble::CounterRandom(seed, 7, frame).uniform());
            };
        return made;
    }

    std::vector<Device> devices() const
    {
        std::vector<Device> made;
        for (const Emulation& drawn : emulations)
            made.push_back(test::emulated(drawn));
        return made;
    }

    /// Some of which cannot be made.
    void drawChanges()
    {
        for (std::uint64_t count = random.below(9); count > 0; --count) {
            TimedChange drawn{.at = fromSeconds(6.0 * random.uniform())};
            drawn.change = {.kind = static_cast<RunChange::Kind>(random.below(6)),
                .schedule = static_cast<Schedule>(random.below(6)),
                .rate = 0.5 + 60.0 * random.uniform(),
                .device = random.below(4)};
            if (drawn.change.kind == RunChange::Kind::Add)
                added.push_back(emulation());
            changes.push_back(drawn);
        }
        std::ranges::stable_sort(changes, {}, &TimedChange::at);
    }

    /// With devices of its own.
    PipelineConfig changedConfig() const
    {
        PipelineConfig changed = config;
        changed.changes = changes;
        std::size_t next = 0;
        for (TimedChange& one : changed.changes)
            if (one.change.kind == RunChange::Kind::Add)
                one.change.added = std::make_shared<Device>(test::emulated(added[next++]));
        return changed;
    }

    ensemble::CounterRandom random;
    PipelineConfig config;
    std::uint64_t frames = 0;
    std::vector<Emulation> emulations;
    std::vector<TimedChange> changes;
    std::vector<Emulation> added;
};

Result<test::FinishedRun> run(const Drawn& drawn)
{
    auto source = drawn.source();
    auto devices = drawn.devices();
    return test::runPipeline(runSimulated, source, devices, drawn.changedConfig());
}

/// What is wrong with a run; empty when nothing is.
std::string wrongIn(const Drawn& drawn, const test::FinishedRun& run)
{
    const FrameCounts& counts = run.result.figures.counts;
    if (counts.read != counts.processed + counts.droppedInAll())
        return "the accounts do not add up";
    std::uint64_t expected = drawn.frames;
    if (drawn.config.maxFrames > 0)
        expected = std::min(expected, drawn.config.maxFrames);
    if (run.outcomes.size() != counts.read || (counts.read != expected && !run.result.isAbandoned))
        return "frames are missing";
    const Outcome* newest = nullptr;
    Time released{0};
    for (std::size_t i = 0; i < run.outcomes.size(); ++i) {
        const Outcome& outcome = run.outcomes[i];
        if (outcome.number != i)
            return "out of order";
        if (outcome.released < released || outcome.released < outcome.finished)
            return "shown before its time";
        released = outcome.released;
        if (!outcome.dropped) {
            newest = &outcome;
            if (outcome.started < outcome.captured || outcome.finished < outcome.started)
                return "worked on before it was captured";
        }
        if ((newest == nullptr) != (outcome.boxes == nullptr))
            return "boxes of nowhere";
        if (newest != nullptr
            && (outcome.boxesOf != newest->number || outcome.age() != outcome.number - newest->number
                || outcome.boxes->front().box.x != static_cast<double>(newest->number)))
            return "boxes of another frame";
    }
    const bool mayDrop = drawn.config.dispatch.drop != DropPolicy::None;
    if (!mayDrop && counts.dropped[static_cast<std::size_t>(DropCause::Queue)] > 0)
        return "dropped where nothing may be";
    const std::size_t devices = drawn.emulations.size() + drawn.added.size();
    const std::size_t bound = (drawn.config.dispatch.buffer + 1) * (devices + 1);
    if (run.result.longestQueue > bound + devices)
        return "a queue without bound";
    return {};
}

bool isSame(const Outcome& a, const Outcome& b)
{
    return a.number == b.number && a.captured == b.captured && a.dropped == b.dropped && a.device == b.device
        && a.started == b.started && a.finished == b.finished && a.released == b.released && a.boxesOf == b.boxesOf;
}

/// How often a device works on two frames at once.
std::size_t overlaps(const test::FinishedRun& run)
{
    std::map<DeviceIndex, std::vector<std::pair<Time, Time>>> work;
    for (const Outcome& outcome : run.outcomes)
        if (!outcome.dropped)
            work[outcome.device].emplace_back(outcome.started, outcome.finished);
    std::size_t found = 0;
    for (auto& [device, spans] : work) {
        std::ranges::sort(spans);
        for (std::size_t i = 1; i < spans.size(); ++i)
            found += spans[i].first < spans[i - 1].second ? 1 : 0;
    }
    return found;
}

} // namespace

/// Thousands of pipelines with drawn rates, laws, buffers, policies, failures and sources on the simulated clock:
/// every frame is accounted for, exactly (goal L2).
class TestDetectRandomPipelines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accountsAreExactAndOrderIsKeptInAll();
    void changesWhileItRunsLeaveAccountsAndOrderExact();
    void oneSeedGivesOneRun();
    void withoutDroppingAndFailuresEveryFrameIsProcessed();
};

void TestDetectRandomPipelines::accountsAreExactAndOrderIsKeptInAll()
{
    std::uint64_t abandoned = 0;
    std::uint64_t dropped = 0;
    for (std::uint64_t seed = 0; seed < kPipelines; ++seed) {
        const Drawn drawn(seed);
        const auto finished = run(drawn);
        VERIFY_OK(finished);
        const std::string wrong = wrongIn(drawn, *finished);
        QVERIFY2(wrong.empty(), ("pipeline " + std::to_string(seed) + ": " + wrong).c_str());
        QCOMPARE(overlaps(*finished), std::size_t{0});
        abandoned += finished->result.isAbandoned ? 1 : 0;
        dropped += finished->result.figures.counts.droppedInAll();
    }
    QVERIFY(abandoned > 50 && dropped > 1000); // the draw reaches these
}

void TestDetectRandomPipelines::changesWhileItRunsLeaveAccountsAndOrderExact()
{
    std::array<std::uint64_t, std::size(kRunEvents)> made{};
    for (std::uint64_t seed = 0; seed < kPipelines / 2; ++seed) {
        Drawn drawn(seed);
        drawn.drawChanges();
        const auto finished = run(drawn);
        VERIFY_OK(finished);
        const std::string wrong = wrongIn(drawn, *finished);
        QVERIFY2(wrong.empty(), ("pipeline " + std::to_string(seed) + ": " + wrong).c_str());
        QCOMPARE(overlaps(*finished), std::size_t{0});
        for (const RunEvent& event : finished->result.events)
            ++made[static_cast<std::size_t>(event.kind)];
        for (const Outcome& outcome : finished->outcomes)
            QVERIFY(outcome.dropped || outcome.device < finished->result.figures.devices.size());
    }
    for (auto kind = static_cast<std::size_t>(RunEvent::Kind::DeviceUnplugged); kind < made.size(); ++kind)
        QVERIFY2(made[kind] > 0, kRunEvents[kind].data()); // the draw reaches them all
}

void TestDetectRandomPipelines::oneSeedGivesOneRun()
{
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        Drawn drawn(seed);
        drawn.drawChanges();
        const auto first = run(drawn);
        const auto second = run(drawn);
        VERIFY_OK(first);
        VERIFY_OK(second);
        QVERIFY(std::ranges::equal(first->outcomes, second->outcomes, isSame));
        QCOMPARE(first->result.longestQueue, second->result.longestQueue);
    }
}

/// The last frame among them: EVA's round robin lost it where the queue was empty when the source ended.
void TestDetectRandomPipelines::withoutDroppingAndFailuresEveryFrameIsProcessed()
{
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        Drawn drawn(seed);
        drawn.config.dispatch.drop = DropPolicy::None;
        if (drawn.config.dispatch.schedule == Schedule::Deadline)
            drawn.config.dispatch.schedule = Schedule::Fcfs;
        for (Emulation& emulation : drawn.emulations)
            emulation.outages.clear();
        auto devices = drawn.devices();
        test::CountedSource source(drawn.frames);
        drawn.config.maxFrames = 0;
        const auto finished = test::runPipeline(runSimulated, source, devices, drawn.config);
        VERIFY_OK(finished);
        QCOMPARE(finished->result.figures.counts.processed, drawn.frames);
    }
}

QTEST_APPLESS_MAIN(TestDetectRandomPipelines)
#include "random_pipelines_test.moc"
