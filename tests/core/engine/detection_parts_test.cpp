// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/outcome_block.h"
#include "core/engine/detection_job.h"
#include "core/engine/detection_source.h"
#include "core/engine/detection_task.h"
#include "core/engine/link_meter.h"
#include "core/engine/live_picture.h"
#include "core/engine/session_settings.h"
#include "core/engine/stream_name.h"
#include "core/jobs/spool_reader.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>
#include <mutex>

using namespace cobench;
using namespace cobench::engine;
namespace fs = std::filesystem;

/// What engine, run and window tell each other of a detection run.
class DetectionPartsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path path(const char* name) const { return fs::path(m_folder->path().toStdString()) / name; }

    static DetectionRequest simulated()
    {
        DetectionRequest request{.source = "synthetic",
            .model = "null",
            .devices = detect::parseDevices("emulated:20:jitter=0.3,emulated:10:law=exponential").value(),
            .clock = DetectionRequest::Clock::Simulated,
            .pace = DetectionRequest::Pace::Given};
        request.pipeline = {.dispatch = {.drop = detect::DropPolicy::Oldest, .buffer = 2},
            .rate = 40.0,
            .maxFrames = 2000,
            .seed = 7};
        return request;
    }
    static detect::Outcome pictured(detect::FrameNumber number)
    {
        data::Image picture{.width = 5, .height = 3, .channels = 3};
        picture.pixels.assign(45, static_cast<std::uint8_t>(number));
        return {.number = number,
            .boxes = std::make_shared<const data::Detections>(data::Detections{{.box = {.x = 1.5}, .score = 0.5}}),
            .boxesOf = number,
            .picture = std::make_shared<const data::Image>(std::move(picture))};
    }
    std::unique_ptr<jobs::SpoolWriter> spoolAt(const fs::path& file) const
    {
        if (!jobs::createSpool(file, {.settings = "{}", .devices = deviceNames(simulated().devices)}))
            qFatal("no file for the session");
        return *jobs::SpoolWriter::open(file);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
    }

    void aTaskIsReadAsItWasWritten()
    {
        DetectionTask task{.spool = path("a.session"), .request = simulated()};
        task.request.devices[1].model = "hog";
        task.request.source = "rtsp://me:secret@host/path";
        task.request.pipeline.dispatch.schedule = detect::Schedule::Deadline;
        task.request.pipeline.dispatch.deadline = detect::Time(123456789);
        task.request.pipeline.rate = 1.0 / 3.0;
        task.request.pipeline.maxTime = detect::Time(5);
        task.request.pipeline.stopEndsSource = true;
        task.judges = {.truth = path("truth.txt"), .project = path("p.cobench"), .reference = {4}};
        const auto again = parseTask(taskText(task));
        VERIFY_OK(again);
        QCOMPARE(taskText(*again), taskText(task));
        QCOMPARE(again->request.source, task.request.source);
        QCOMPARE(again->request.pipeline.rate, 1.0 / 3.0);
        QCOMPARE(again->request.devices[0].emulation->jitter, 0.3);
        QCOMPARE(again->request.devices[1].model, std::string("hog"));
        QVERIFY(again->judges.hasReference());
        for (const char* wrong : {"", "{}", "[1]", R"({"devices":"stick"})"})
            QVERIFY(!parseTask(wrong));
        std::string other = taskText(task);
        other.replace(other.find(R"("clock":1)"), 9, R"("clock":9)");
        QVERIFY(!parseTask(other));
    }

    void aTaskMeansTheSameModelsWhereverItIsRead()
    {
        DetectionTask task{.spool = path("a.session"), .request = simulated()};
        task.request.model = "hog"; // also where a folder has that name
        task.request.devices
            = detect::parseDevices("cpu=cards/tiny.json,cpu=tiny,remote:there:7000=cards/tiny.json").value();
        const fs::path here = fs::current_path();
        fs::current_path(m_folder->path().toStdString());
        fs::create_directory("hog");
        const auto read = parseTask(taskText(task));
        fs::current_path(here);
        VERIFY_OK(read);
        QCOMPARE(read->request.model, std::string("hog"));
        QCOMPARE(fs::path(read->request.devices[0].model), path("cards/tiny.json"));
        QCOMPARE(read->request.devices[1].model, std::string("tiny"));
        QCOMPARE(read->request.devices[2].model, std::string("cards/tiny.json")); // is found there
    }

    void aRunThatIsWrittenDownIsTheSameRun()
    {
        std::vector<detect::Outcome> seen;
        Progress progress;
        const auto plain = runDetection(
            simulated(), progress, {}, [&](const detect::Outcome& outcome) { seen.push_back(outcome); });
        VERIFY_OK(plain);
        const fs::path file = path("run.session");
        DetectionJob job(simulated(), {}, spoolAt(file), {});
        const jobs::SessionEnd end = job.run(progress, {});
        QVERIFY(end.record.end == detect::SessionRecord::End::Finished);
        QCOMPARE(end.record.figures.sigma, plain->result.figures.sigma);
        const auto written = jobs::readSpool(file);
        VERIFY_OK(written);
        QCOMPARE(written->size(), seen.size());
        for (std::size_t frame = 0; frame < seen.size(); ++frame)
            QCOMPARE(detect::packOutcomes(std::span(&(*written)[frame], 1)),
                detect::packOutcomes(std::span(&seen[frame], 1)));
    }

    void aRunIsStoppedAsFarAsItCame()
    {
        DetectionRequest request = simulated();
        request.clock = DetectionRequest::Clock::Real;
        request.pipeline.maxFrames = 1'000'000;
        const fs::path file = path("run.session");
        const CancelSource cancel;
        std::atomic<std::size_t> frames = 0;
        DetectionJob job(request, {}, spoolAt(file), {.onOutcome = [&](const detect::Outcome&) {
            if (++frames == 10)
                CancelSource(cancel).cancel();
        }});
        Progress progress;
        const jobs::SessionEnd end = job.run(progress, cancel.token());
        QVERIFY(end.record.end == detect::SessionRecord::End::Stopped);
        QCOMPARE(end.record.figures.counts.read, std::uint64_t{frames});
        QCOMPARE(jobs::readSpool(file)->size(), frames.load());
    }

    void whatCannotBeDoneToARunIsRefusedInWords()
    {
        std::mutex mutex; // guards the refusals: devices are started beside the run
        std::vector<std::string> refusals;
        const auto refused = [&] {
            const std::lock_guard lock(mutex);
            return refusals.size();
        };
        DetectionRequest request = simulated();
        request.pipeline.control = std::make_shared<detect::RunControl>();
        DetectionJob job(request, {}, nullptr, {.onRefusal = [&](const std::string& why) {
            const std::lock_guard lock(mutex);
            refusals.push_back(why);
        }});
        QVERIFY(job.steer("pause").ok() && job.steer("step").ok() && job.steer("unplug=1").ok());
        QVERIFY(!job.steer("explode"));
        QVERIFY(!job.steer("unplug=first"));
        QCOMPARE(refused(), std::size_t{2});
        QVERIFY(job.steer("add=cpu=no-such-model").ok()); // told once it was tried
        QTRY_COMPARE(refused(), std::size_t{3});
        QVERIFY(refusals.back().find("no-such-model") != std::string::npos);
    }

    void noPasswordOfAnAddressIsTold_data()
    {
        QTest::addColumn<std::string>("source");
        QTest::addColumn<std::string>("told");
        const auto row = [](const char* name, const char* source, const char* told) {
            QTest::newRow(name) << std::string(source) << std::string(told);
        };
        row("user", "rtsp://me:secret@host/path", "rtsp://me@host/path");
        row("upper case", "RTSP://me:secret@host/path", "RTSP://me@host/path");
        row("encrypted", "rtsps://me:secret@host:322/path", "rtsps://me@host:322/path");
        row("another scheme", "http://me:secret@host/path?a=b", "http://me@host/path?a=b");
        row("slash", "rtsp://me:sec/ret@host/path", "rtsp://me@host/path");
        row("at", "rtsp://me:sec@ret@host/path", "rtsp://me@host/path");
        row("in the path",
            "rtsp://host/user=me&password=secret&channel=1",
            "rtsp://host/user=me&password=&channel=1");
        row("at the end", "rtsp://host:554/live?Password=secret", "rtsp://host:554/live?Password=");
        row("other words",
            "rtsp://host/live?pwd=secret&passwd=secret&PASS=secret",
            "rtsp://host/live?pwd=&passwd=&PASS=");
        row("at in a parameter", "rtsp://host:554/live?password=sec@ret", "rtsp://host");
        row("twice",
            "rtsp://me:secret@host/live?password=secret&channel=1",
            "rtsp://me@host/live?password=&channel=1");
        for (const char* none : {"rtsp://host:554/live",
                 "rtsp://me@host/path",
                 "camera:0",
                 "synthetic:640x480",
                 "/videos/pass=1:2@3.avi"})
            row(none, none, none);
    }

    void noPasswordOfAnAddressIsTold()
    {
        QFETCH(const std::string, source);
        QFETCH(const std::string, told);
        QCOMPARE(withoutPassword(source), told);
        DetectionRequest request = simulated();
        request.source = source;
        QCOMPARE(summaryOf(settingsText(request, {})).source, told);
    }

    void anAddressThatIsRefusedIsToldWithoutItsPassword()
    {
        for (const char* source : {"http://me:secret@host/path", "RTSP://host/live?password=secret"}) {
            const auto opened = openSource(source, true, {});
            QVERIFY(!opened);
            QVERIFY(describe(opened.error()).find("secret") == std::string::npos);
            const auto pictures = openPictures(source);
            QVERIFY(!pictures);
            QVERIFY(describe(pictures.error()).find("secret") == std::string::npos);
        }
        const auto stream = findStream("rtsp:// me:secret@host/path");
        QVERIFY(!stream);
        QVERIFY(describe(stream.error()).find("secret") == std::string::npos);
    }

    void aLinksFiguresAreThoseOfTheRunAlone()
    {
        LinkMeter meter(75);
        meter.isUp(true);
        meter.sent(100);
        meter.received(10);
        meter.roundTrip(std::chrono::milliseconds(5));
        meter.service(std::chrono::milliseconds(5));
        QVERIFY(meter.figures().roundTrip50 > 0.0);
        meter.restart();
        const LinkFigures figures = meter.figures();
        QVERIFY(figures.isUp);
        QCOMPARE(figures.quality, 75U);
        QCOMPARE(figures.sentBytes + figures.receivedBytes, std::uint64_t{0});
        for (const double time : {figures.roundTrip50, figures.roundTrip99, figures.service50, figures.service99})
            QVERIFY(std::isnan(time));
    }

    void theNewestPictureIsSeenByAnotherProcess()
    {
        const fs::path file = livePicturePath(path("a.session"));
        QVERIFY(file != livePicturePath(path("b.session")));
        LivePictureReader reader(file);
        QVERIFY(!reader.take(1));
        {
            LivePictureWriter writer(file);
            writer.show(pictured(1));
            QTRY_VERIFY(fs::exists(file));
            writer.show(pictured(2));
            writer.show({.number = 3}); // which has none
        }
        const auto newest = reader.take(1);
        QVERIFY(newest);
        QCOMPARE(newest->number, detect::FrameNumber{2});
        QVERIFY(newest->picture->pixels == pictured(2).picture->pixels);
        QVERIFY(*newest->boxes == *pictured(2).boxes);
        QVERIFY(!reader.take(1)); // again
        QVERIFY(reader.hasSeen());
        QCOMPARE(fs::status(file).permissions() & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
        removeLivePictures();
        QVERIFY(!fs::exists(file));
    }

    void aPictureOfAnotherSizeThanItSaysIsNone()
    {
        const fs::path file = livePicturePath(path("a.session"));
        LivePictureWriter(file).show(pictured(1));
        std::ifstream in(file, std::ios::binary);
        const std::string whole{std::istreambuf_iterator<char>(in), {}};
        QVERIFY(whole.size() > 65);
        const auto isRead = [&](const std::string& bytes) {
            const std::string next = file.string() + ".other";
            std::ofstream(next, std::ios::binary) << bytes;
            fs::rename(next, file);
            return LivePictureReader(file).take(1).has_value();
        };
        QVERIFY(isRead(whole));
        for (std::size_t size = 0; size < whole.size(); size += 3)
            QVERIFY(!isRead(whole.substr(0, size)));
        for (std::size_t place = 0; place < 20; ++place) {
            std::string other = whole;
            other[place] = static_cast<char>(other[place] ^ 0x40);
            QVERIFY(!isRead(other));
        }
        QVERIFY(!isRead(whole + "x"));
    }
};

QTEST_GUILESS_MAIN(DetectionPartsTest)
#include "detection_parts_test.moc"
