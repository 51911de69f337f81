// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/counter_random.h"
#include "core/jobs/detection_sessions.h"
#include "core/jobs/spool_reader.h"
#include "core/jobs/take_in_sessions.h"
#include "tests/core/detect/pipeline_kit.h"
#include "tests/core/jobs/spool_kit.h"
#include "tests/support/open_project.h"

#include <QTest>

#include <fstream>
#include <iterator>

using namespace cobench;
using namespace cobench::detect;
using test::frame;
using test::isBeginning;
using test::isFrame;
using test::kHeader;
using test::writerOf;
namespace fs = std::filesystem;

/// The file that a detection run writes while it goes on, and what a project makes of it.
class TestSessionSpool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesEventsAndEndComeBackExactly();
    void aRunIsReadWhileItGoesOn();
    void whatWasTakenReachesTheFileByItself();
    void oneWriterAtATimeAndOneRunAFile();
    void anEndedRunBecomesASessionOnce();
    void aRunWithAnotherNumberThanItWishedForIsThereOnceToo();
    void anInterruptedRunBecomesAFailedSessionWithItsFrames();
    void aDeviceThatJoinedIsOneOfTheInterruptedRun();
    void aTailThatIsCutOffCostsNothingBeforeIt();
    void aFlippedByteCostsNothingBeforeIt();
    void whatIsLeftOfADamagedRunIsKeptAndItsFileToo();
    void crowdedFramesAreKeptInBlocksThatTheProjectTakes();
    void aRunThatGoesOnOrIsAboutToIsLeftAlone();
    void aRunWithoutFramesLeavesNothing();
    void aNumberThatIsTakenMeansAnother();
    void whatIsNoSessionIsPutAsideAndToldOnce();
};

namespace {

constexpr std::size_t kFrames = 3000;

const RunEvent kEvent{.at = std::chrono::seconds(3), .kind = RunEvent::Kind::Rate, .detail = "20 frames/s"};
const RunEvent kJoined{.at = std::chrono::seconds(4), .kind = RunEvent::Kind::DeviceAdded, .detail = "cpu#2"};

fs::path made(test::OpenProject& project)
{
    const fs::path path = jobs::newSpool(project.path(), kHeader.number);
    if (!jobs::createSpool(path, kHeader))
        qFatal("no file for the session");
    return path;
}

/// In several blocks.
void writeFrames(jobs::SpoolWriter& writer, std::size_t frames = kFrames)
{
    for (std::size_t number = 0; number < frames; ++number) {
        writer.take(frame(number));
        if (number % 100 == 99 && !writer.flush())
            qFatal("frames were not written");
    }
}

/// As a killed process leaves it.
fs::path interruptedRun(test::OpenProject& project, std::size_t frames = kFrames)
{
    const fs::path path = made(project);
    const auto writer = writerOf(path);
    writeFrames(*writer, frames);
    return path;
}

jobs::SessionEnd someEnd()
{
    jobs::SessionEnd end{.links = {"far: fast"}, .truthProblem = "no \"truth\""};
    end.record.settings = kHeader.settings;
    FigureCollector figures(kHeader.devices);
    for (std::size_t number = 0; number < kFrames; ++number)
        figures.add(frame(number));
    end.record.figures = figures.figures();
    end.record.longestQueue = 4;
    return end;
}

/// How many frames there are at the end of each block of a file, and at its beginning.
std::set<std::size_t> blockEnds(const fs::path& path)
{
    std::set<std::size_t> ends{0};
    auto reader = jobs::SpoolReader::open(path);
    while (const auto record = *reader->next())
        ends.insert(*ends.rbegin() + std::get<std::vector<Outcome>>(*record).size());
    return ends;
}

std::string bytesOf(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeBytes(const fs::path& path, std::string_view bytes)
{
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::vector<jobs::StoredSession> sessionsOf(test::OpenProject& project)
{
    return jobs::listSessions(*project).value();
}

} // namespace

void TestSessionSpool::framesEventsAndEndComeBackExactly()
{
    test::OpenProject project;
    const fs::path path = made(project);
    {
        const auto writer = writerOf(path);
        writer->take(frame(0));
        writer->take(kEvent);
        writer->take(frame(1));
        writer->refuse("it is \"ill\"");
        writer->setPaused(true);
        writer->tellLinks("remote:there#0: 1.2 MB/s");
        VERIFY_OK(writer->end(someEnd()));
    }
    auto reader = jobs::SpoolReader::open(path);
    VERIFY_OK(reader);
    QCOMPARE(reader->header().name, kHeader.name);
    QCOMPARE(reader->header().devices, kHeader.devices);
    QVERIFY(!reader->isBeingWritten());
    QVERIFY(isFrame(std::get<std::vector<Outcome>>(**reader->next()).front(), 0));
    QVERIFY(std::get<std::vector<RunEvent>>(**reader->next()).front() == kEvent);
    QVERIFY(isFrame(std::get<std::vector<Outcome>>(**reader->next()).front(), 1));
    QCOMPARE(std::get<jobs::DeviceRefusal>(**reader->next()).why, std::string("it is \"ill\""));
    QVERIFY(std::get<jobs::PauseChange>(**reader->next()).isPaused);
    QCOMPARE(std::get<jobs::LinkNews>(**reader->next()).lines, std::string("remote:there#0: 1.2 MB/s"));
    const auto end = std::get<jobs::SessionEnd>(**reader->next());
    QCOMPARE(formatSession(end.record), formatSession(someEnd().record));
    QCOMPARE(end.truthProblem, someEnd().truthProblem);
    QCOMPARE(end.links, someEnd().links);
    QVERIFY(!*reader->next());
    QVERIFY(!reader->isDamaged());
}

void TestSessionSpool::aRunIsReadWhileItGoesOn()
{
    test::OpenProject project;
    const fs::path path = made(project);
    auto reader = jobs::SpoolReader::open(path);
    const auto writer = writerOf(path);
    QVERIFY(reader->isBeingWritten());
    std::size_t seen = 0;
    for (std::size_t number = 0; number < 1000; ++number) {
        writer->take(frame(number));
        if (number % 7 == 0)
            VERIFY_OK(writer->flush());
        for (auto record = reader->next(); *record; record = reader->next())
            for (const Outcome& outcome : std::get<std::vector<Outcome>>(**record))
                QVERIFY(isFrame(outcome, seen++));
        QVERIFY(seen <= number + 1);
    }
    VERIFY_OK(writer->flush());
    while (const auto record = *reader->next())
        seen += std::get<std::vector<Outcome>>(*record).size();
    QCOMPARE(seen, std::size_t{1000});
}

void TestSessionSpool::whatWasTakenReachesTheFileByItself()
{
    test::OpenProject project;
    const fs::path path = made(project);
    const auto writer = writerOf(path);
    writer->take(frame(0));
    QTRY_COMPARE(jobs::readSpool(path).value().size(), std::size_t{1});
}

void TestSessionSpool::oneWriterAtATimeAndOneRunAFile()
{
    test::OpenProject project;
    const fs::path path = made(project);
    {
        const auto writer = writerOf(path);
        QVERIFY(jobs::SpoolWriter::open(path).error().code == ErrorCode::Locked);
        writer->take(frame(0));
    }
    QVERIFY(jobs::SpoolWriter::open(path).error().code == ErrorCode::Conflict);
    fs::remove(path);
    QVERIFY(jobs::SpoolWriter::open(path).error().code == ErrorCode::NotFound);
}

void TestSessionSpool::anEndedRunBecomesASessionOnce()
{
    test::OpenProject project;
    const fs::path path = made(project);
    {
        const auto writer = writerOf(path);
        writeFrames(*writer);
        VERIFY_OK(writer->end(someEnd()));
    }
    const std::string bytes = bytesOf(path);
    const auto taken = jobs::takeInSession(*project, path);
    VERIFY_OK(taken);
    QCOMPARE((*taken)->value, std::int64_t{7});
    QVERIFY(!fs::exists(path));
    const auto session = jobs::findSession(*project, "by the window");
    VERIFY_OK(session);
    auto record = someEnd().record;
    record.file = path.filename().string();
    QCOMPARE(formatSession(session->record), formatSession(record));
    const auto outcomes = jobs::readOutcomes(*project, *session);
    VERIFY_OK(outcomes);
    QCOMPARE(outcomes->size(), kFrames);
    QVERIFY(isBeginning(*outcomes));

    writeBytes(path, bytes); // the process died between the two
    QCOMPARE(jobs::takeInSession(*project, path).value()->value, std::int64_t{7});
    QVERIFY(!fs::exists(path));
    QCOMPARE(sessionsOf(project).size(), std::size_t{1});
}

void TestSessionSpool::aRunWithAnotherNumberThanItWishedForIsThereOnceToo()
{
    test::OpenProject project;
    const fs::path first = interruptedRun(project, 100);
    const fs::path second = interruptedRun(project, 100);
    const std::string bytes = bytesOf(second);
    VERIFY_OK(jobs::takeInSession(*project, first));
    QCOMPARE(jobs::takeInSession(*project, second).value()->value, std::int64_t{8}); // same frames, another run
    writeBytes(second, bytes); // the process died before it could remove the file
    QCOMPARE(jobs::takeInSession(*project, second).value()->value, std::int64_t{8});
    QCOMPARE(sessionsOf(project).size(), std::size_t{2});
    QVERIFY(jobs::spoolsOf(project.path()).empty());
}

void TestSessionSpool::anInterruptedRunBecomesAFailedSessionWithItsFrames()
{
    test::OpenProject project;
    interruptedRun(project);
    const auto taken = jobs::takeInSessions(*project);
    QVERIFY(taken.problems.empty());
    QCOMPARE(taken.added.size(), std::size_t{1});
    const auto session = sessionsOf(project).front();
    QVERIFY(session.record.end == SessionRecord::End::Failed);
    QVERIFY(session.record.problem.find("interrupted") != std::string::npos);
    QCOMPARE(session.record.settings, kHeader.settings);
    QCOMPARE(session.record.figures.counts.read, std::uint64_t{kFrames});
    QCOMPARE(session.record.figures.sigma, someEnd().record.figures.sigma);
    QCOMPARE(jobs::readOutcomes(*project, session).value().size(), kFrames);
    QVERIFY(jobs::spoolsOf(project.path()).empty());
}

void TestSessionSpool::aDeviceThatJoinedIsOneOfTheInterruptedRun()
{
    test::OpenProject project;
    const fs::path path = made(project);
    {
        const auto writer = writerOf(path);
        writer->take(frame(0));
        writer->take(kJoined);
        Outcome third = frame(1);
        third.device = 2;
        writer->take(third);
    }
    VERIFY_OK(jobs::takeInSession(*project, path));
    const auto session = sessionsOf(project).front();
    QCOMPARE(session.record.figures.devices.size(), std::size_t{3});
    QCOMPARE(session.record.figures.devices[2].name, kJoined.detail);
    QCOMPARE(session.record.figures.devices[2].processed, std::uint64_t{1});
    QCOMPARE(session.record.events.size(), std::size_t{1});
}

void TestSessionSpool::aTailThatIsCutOffCostsNothingBeforeIt()
{
    test::OpenProject project;
    const fs::path path = interruptedRun(project);
    const std::string whole = bytesOf(path);
    const std::set<std::size_t> ends = blockEnds(path);
    std::size_t before = 0;
    for (std::size_t size = 0; size <= whole.size(); size += 997) {
        writeBytes(path, std::string_view(whole).substr(0, size));
        const auto outcomes = jobs::readSpool(path);
        if (!outcomes) {
            QCOMPARE(before, std::size_t{0}); // the header itself
            continue;
        }
        QVERIFY(outcomes->size() >= before && ends.contains(outcomes->size()));
        QVERIFY(isBeginning(*outcomes));
        before = outcomes->size();
    }
    QVERIFY(before >= *std::next(ends.rbegin()));
    VERIFY_OK(jobs::takeInSession(*project, path));
    QCOMPARE(sessionsOf(project).front().entry.frames, std::uint64_t{before});
}

void TestSessionSpool::aFlippedByteCostsNothingBeforeIt()
{
    test::OpenProject project;
    const fs::path path = interruptedRun(project, 500);
    const std::string whole = bytesOf(path);
    ensemble::CounterRandom random(7);
    for (int round = 0; round < 300; ++round) {
        std::string damaged = whole;
        const std::size_t place = random.next() % damaged.size();
        damaged[place] = static_cast<char>(damaged[place] ^ (1 << random.next() % 8));
        writeBytes(path, damaged);
        const auto outcomes = jobs::readSpool(path);
        QVERIFY(!outcomes || isBeginning(*outcomes));
        writeBytes(path, std::string_view(whole).substr(0, place));
        const auto before = jobs::readSpool(path);
        QCOMPARE(outcomes.ok(), before.ok());
        if (before)
            QCOMPARE(outcomes->size(), before->size());
    }
}

void TestSessionSpool::whatIsLeftOfADamagedRunIsKeptAndItsFileToo()
{
    test::OpenProject project;
    const fs::path path = made(project);
    {
        const auto writer = writerOf(path);
        writeFrames(*writer);
        VERIFY_OK(writer->end(someEnd()));
    }
    std::string bytes = bytesOf(path);
    bytes[bytes.size() / 2] = static_cast<char>(~bytes[bytes.size() / 2]);
    writeBytes(path, bytes);
    const auto taken = jobs::takeInSessions(*project);
    QVERIFY(taken.problems.empty());
    QCOMPARE(taken.added.size(), std::size_t{1});
    const auto session = sessionsOf(project).front();
    QVERIFY(session.record.end == SessionRecord::End::Failed);
    QVERIFY(session.record.problem.find("damaged") != std::string::npos);
    QVERIFY(session.entry.frames > kFrames / 4 && session.entry.frames < kFrames);
    QCOMPARE(session.record.figures.counts.read, session.entry.frames);
    QVERIFY(isBeginning(jobs::readOutcomes(*project, session).value()));
    QVERIFY(!fs::exists(path));
    QCOMPARE(bytesOf(path.string() + ".damaged"), bytes);
    QVERIFY(jobs::takeInSessions(*project).added.empty());
}

void TestSessionSpool::crowdedFramesAreKeptInBlocksThatTheProjectTakes()
{
    test::OpenProject project;
    const fs::path path = made(project);
    constexpr std::size_t kCrowd = 30'000;
    {
        const auto writer = writerOf(path);
        for (FrameNumber number = 0; number < 16; ++number) {
            Outcome crowded = frame(number);
            crowded.dropped.reset();
            crowded.boxes = std::make_shared<const data::Detections>(data::Detections(kCrowd, {.score = 0.5}));
            writer->take(crowded);
        }
    }
    VERIFY_OK(jobs::takeInSession(*project, path));
    const auto session = sessionsOf(project).front();
    const auto outcomes = jobs::readOutcomes(*project, session);
    VERIFY_OK(outcomes);
    QCOMPARE(outcomes->size(), std::size_t{16});
    for (const Outcome& outcome : *outcomes)
        QCOMPARE(outcome.boxes->size(), kCrowd);
}

void TestSessionSpool::aRunThatGoesOnOrIsAboutToIsLeftAlone()
{
    test::OpenProject project;
    const fs::path path = made(project);
    QVERIFY(jobs::takeInSession(*project, path).error().code == ErrorCode::Locked); // its process starts
    QVERIFY(jobs::liveSessions(project.path()).empty());
    const auto writer = writerOf(path);
    writeFrames(*writer, 100);
    QVERIFY(jobs::takeInSession(*project, path).error().code == ErrorCode::Locked);
    const auto taken = jobs::takeInSessions(*project);
    QVERIFY(taken.added.empty() && taken.problems.empty());
    const auto live = jobs::liveSessions(project.path());
    QCOMPARE(live.size(), std::size_t{1});
    QCOMPARE(live.front().header.number.value, std::int64_t{7});
    QCOMPARE(jobs::readSpool(path).value().size(), std::size_t{100});
}

void TestSessionSpool::aRunWithoutFramesLeavesNothing()
{
    test::OpenProject project;
    const fs::path path = made(project);
    {
        jobs::SessionEnd end{.record = {.settings = kHeader.settings}};
        end.record.end = SessionRecord::End::Failed;
        VERIFY_OK(writerOf(path)->end(end));
    }
    QVERIFY(!jobs::takeInSession(*project, path).value());
    QVERIFY(!fs::exists(path));
    const fs::path neverBegun = made(project);
    fs::last_write_time(neverBegun, fs::file_time_type::clock::now() - std::chrono::hours(1));
    QVERIFY(!jobs::takeInSession(*project, neverBegun).value());
    QVERIFY(sessionsOf(project).empty());
}

void TestSessionSpool::aNumberThatIsTakenMeansAnother()
{
    test::OpenProject project;
    const fs::path first = interruptedRun(project, 100);
    const fs::path second = interruptedRun(project, 200);
    QVERIFY(first != second);
    QCOMPARE(jobs::takeInSession(*project, first).value()->value, std::int64_t{7});
    QCOMPARE(jobs::takeInSession(*project, second).value()->value, std::int64_t{8});
}

void TestSessionSpool::whatIsNoSessionIsPutAsideAndToldOnce()
{
    test::OpenProject project;
    const fs::path path = interruptedRun(project, 100);
    writeBytes(path, "nothing of the kind");
    QCOMPARE(jobs::takeInSessions(*project).problems.size(), std::size_t{1});
    QVERIFY(jobs::takeInSessions(*project).problems.empty());
    QVERIFY(fs::exists(path.string() + ".damaged"));
    fs::create_symlink("/dev/null", jobs::newSpool(project.path(), {}));
    QCOMPARE(jobs::takeInSessions(*project).problems.size(), std::size_t{1});
    QVERIFY(sessionsOf(project).empty());
}

QTEST_GUILESS_MAIN(TestSessionSpool)
#include "session_spool_test.moc"
