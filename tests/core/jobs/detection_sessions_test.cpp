// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/outcome_block.h"
#include "core/ensemble/counter_random.h"
#include "core/jobs/detection_sessions.h"
#include "core/jobs/spool_writer.h"
#include "core/jobs/take_in_sessions.h"
#include "tests/core/detect/pipeline_kit.h"
#include "tests/support/open_project.h"

#include <QTest>

using namespace cobench;
using namespace cobench::detect;

class TestDetectionSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCameOfEveryFrameComesBackExactly();
    void figuresComeBackToTheLastBit();
    void figuresFollowFromTheStoredFrames();
    void aSessionIsFoundByNumberAndByName();
    void damagedBlocksAreRefusedAndAddNothing();
};

namespace {

/// Overload, two failures, a broken frame: every kind of outcome.
test::FinishedRun eventfulRun()
{
    std::vector<Device> devices;
    devices.push_back(
        test::emulated({.rate = 20.0, .jitter = 0.3, .outages = {{fromSeconds(20), fromSeconds(25)}}}));
    devices.push_back(test::emulated({.rate = 10.0, .law = Emulation::Law::Exponential}));
    devices[1].name = "emulated \"slow\"";
    test::CountedSource source(10000);
    source.broken = {0, 1, 17, 4095, 4096, 9999};
    auto run = test::runPipeline(
        runSimulated, source, devices, {.dispatch = {.drop = DropPolicy::Oldest, .buffer = 2}, .rate = 40.0});
    return *std::move(run);
}

std::vector<std::string> namesOf(const RunFigures& figures)
{
    std::vector<std::string> names;
    for (const RunFigures::Device& device : figures.devices)
        names.push_back(device.name);
    return names;
}

bool isSame(const Outcome& a, const Outcome& b)
{
    const bool hasSameBoxes = a.boxes && b.boxes ? *a.boxes == *b.boxes : a.boxes == b.boxes;
    return hasSameBoxes && a.number == b.number && a.captured == b.captured && a.dropped == b.dropped
        && a.device == b.device && a.started == b.started && a.finished == b.finished && a.released == b.released
        && a.boxesOf == b.boxesOf && a.boxesCaptured == b.boxesCaptured;
}

SessionRecord recordOf(const test::FinishedRun& run)
{
    return {.settings = R"({"source":"a \"b\"","rate":0.1})",
        .isReference = true,
        .end = SessionRecord::End::Stopped,
        .problem = "it was ügly",
        .figures = run.result.figures,
        .longestQueue = run.result.longestQueue,
        .rate = 1.0 / 3.0,
        .losses = jobs::lossTexts(run.result),
        .againstTruth = {.ap = 0.1, .ap50 = 2.0 / 3.0}};
}

jobs::StoredSession stored(test::OpenProject& project, const test::FinishedRun& run, const std::string& name)
{
    const auto spool = jobs::newSpool(project.path(), {});
    if (!jobs::createSpool(spool, {.name = name, .devices = namesOf(run.result.figures)}))
        qFatal("no file for the session");
    {
        const auto writer = jobs::SpoolWriter::open(spool);
        for (const Outcome& outcome : run.outcomes)
            (*writer)->take(outcome);
        if (!(*writer)->end({.record = recordOf(run)}))
            qFatal("the session was not written");
    }
    const auto id = jobs::takeInSession(*project, spool);
    if (!id)
        qFatal("%s", describe(id.error()).c_str());
    return jobs::findSession(*project, std::to_string((*id)->value)).value();
}

} // namespace

void TestDetectionSessions::whatCameOfEveryFrameComesBackExactly()
{
    test::OpenProject project;
    const test::FinishedRun run = eventfulRun();
    const jobs::StoredSession session = stored(project, run, "eventful");
    const auto outcomes = jobs::readOutcomes(*project, session);
    QVERIFY(outcomes);
    QCOMPARE(outcomes->size(), run.outcomes.size());
    for (std::size_t frame = 0; frame < outcomes->size(); ++frame)
        QVERIFY2(isSame((*outcomes)[frame], run.outcomes[frame]), qPrintable(QString::number(frame)));
}

void TestDetectionSessions::figuresComeBackToTheLastBit()
{
    const SessionRecord before = recordOf(eventfulRun());
    const auto after = parseSession(formatSession(before));
    QVERIFY(after);
    QCOMPARE(formatSession(*after), formatSession(before));
    QVERIFY(after->figures.counts == before.figures.counts);
    QCOMPARE(after->figures.latency999, before.figures.latency999);
    QCOMPARE(after->figures.devices[1].rate, before.figures.devices[1].rate);
    QCOMPARE(after->figures.devices[1].name, before.figures.devices[1].name);
    QCOMPARE(after->losses.size(), std::size_t{1});
    QCOMPARE(after->rate, 1.0 / 3.0);
    QVERIFY(std::isnan(after->againstReference.ap50));
    QVERIFY(after->end == SessionRecord::End::Stopped && after->isReference);
}

void TestDetectionSessions::figuresFollowFromTheStoredFrames()
{
    test::OpenProject project;
    const test::FinishedRun run = eventfulRun();
    const jobs::StoredSession session = stored(project, run, "eventful");
    FigureCollector collector(namesOf(session.record.figures));
    const auto outcomes = jobs::readOutcomes(*project, session);
    for (const Outcome& outcome : *outcomes)
        collector.add(outcome);
    SessionRecord again = recordOf(run);
    again.figures = collector.figures();
    again.file = session.record.file;
    QCOMPARE(formatSession(again), formatSession(session.record));
}

void TestDetectionSessions::aSessionIsFoundByNumberAndByName()
{
    test::OpenProject project;
    const test::FinishedRun run = eventfulRun();
    stored(project, run, "sticks");
    const jobs::StoredSession second = stored(project, run, "sticks");
    QCOMPARE(jobs::findSession(*project, "1")->entry.id.value, std::int64_t{1});
    QCOMPARE(jobs::findSession(*project, "sticks")->entry.id.value, second.entry.id.value);
    const auto missing = jobs::findSession(*project, "stones");
    QVERIFY(!missing && missing.error().code == ErrorCode::NotFound);
    QCOMPARE(missing.error().cure, std::string("one of 1, 2"));
}

void TestDetectionSessions::damagedBlocksAreRefusedAndAddNothing()
{
    const test::FinishedRun run = eventfulRun();
    const std::string whole = packOutcomes(std::span(run.outcomes).first(300));
    std::vector<Outcome> outcomes;
    for (std::size_t size = 0; size < whole.size(); size += 97) {
        QVERIFY(!unpackOutcomes(std::string_view(whole).substr(0, size), 2, outcomes));
        QVERIFY(outcomes.empty());
    }
    QVERIFY(!unpackOutcomes(whole + "x", 2, outcomes));
    QVERIFY(!unpackOutcomes(whole, 1, outcomes)); // the second device worked, too
    ensemble::CounterRandom random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = whole;
        damaged[random.next() % damaged.size()] = static_cast<char>(random.next());
        outcomes.clear();
        const bool isRead = unpackOutcomes(damaged, 2, outcomes).ok();
        QCOMPARE(outcomes.empty(), !isRead);
    }
}

QTEST_APPLESS_MAIN(TestDetectionSessions)
#include "detection_sessions_test.moc"
