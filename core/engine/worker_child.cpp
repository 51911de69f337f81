// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/worker_child.h"

#include "core/data/content_hash.h"
#include "core/engine/checkpoint_folder.h"
#include "core/engine/event.h"
#include "core/engine/frame.h"
#include "core/engine/run_recorder.h"
#include "core/engine/worker_messages.h"
#include "core/train/trainer.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <optional>
#include <thread>

namespace cobench::engine {

namespace {

using namespace std::chrono_literals;

constexpr auto kBatchPeriod = 100ms;
constexpr int kPeriodsPerHeartbeat = 10;
constexpr std::size_t kMaxPending = 4096; // scalars; beyond it the run waits for the engine
constexpr int kExitOrphaned = 3;

/// Sends from its own thread, so that the training loop does not wait for the socket, and a process that is stopped
/// falls silent while one that is busy does not.
class Sender final : public train::Observer
{
public:
    explicit Sender(int socket)
        : m_socket(socket)
        , m_thread([this](const std::stop_token& stop) { loop(stop); })
    {
    }

    void onStart(const train::RunPlan& plan) override { sendNow(plan); }
    void onLine(const std::string& line) override { sendNow(LogMessage{line}); }
    void onScalar(const train::Scalar& scalar) override
    {
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [&] { return m_pending.scalars.size() < kMaxPending; });
        m_pending.scalars.push_back({scalar, m_clock.now()});
        m_dirty = true;
    }
    void onIteration(std::uint64_t done, std::uint32_t epoch) override
    {
        const std::lock_guard lock(m_mutex);
        m_pending.done = done;
        m_pending.epoch = epoch;
        m_dirty = true;
    }

    /// From now on the process is measured with each period.
    void startRecording() { m_isRecording = true; }
    /// With a last sample, however short the run was.
    void stopRecording()
    {
        const std::lock_guard lock(m_measuring);
        if (m_isRecording.exchange(false))
            measureLocked(true);
        m_recorder.reset();
    }

    /// In order with what was reported before.
    void sendNow(const WorkerMessage& message)
    {
        flush();
        write(message);
    }

private:
    void loop(const std::stop_token& stop)
    {
        for (int quiet = 0; !stop.stop_requested();) {
            quiet = flush() ? 0 : quiet + 1;
            measure();
            if (quiet == kPeriodsPerHeartbeat) {
                write(HeartbeatMessage{});
                quiet = 0;
            }
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, kBatchPeriod, [] { return false; });
        }
    }

    void measure()
    {
        const std::lock_guard lock(m_measuring);
        if (m_isRecording)
            measureLocked(false);
    }
    void measureLocked(bool isLast)
    {
        if (!m_recorder)
            m_recorder.emplace(m_clock); // on this thread, for a driver may take its time
        if (const auto samples = m_recorder->sample())
            write(*samples);
        else if (isLast)
            write(m_recorder->take());
    }

    bool flush()
    {
        BatchMessage batch;
        {
            const std::lock_guard lock(m_mutex);
            if (!m_dirty)
                return false;
            batch = {std::exchange(m_pending.scalars, {}), m_pending.done, m_pending.epoch};
            m_dirty = false;
        }
        m_room.notify_all();
        write(batch);
        return true;
    }

    void write(const WorkerMessage& message)
    {
        const std::lock_guard lock(m_writing);
        if (!writeAll(m_socket, encodeFrame(encode(message))))
            _exit(kExitOrphaned);
    }

    const int m_socket;
    const trace::RunClock m_clock;
    std::atomic<bool> m_isRecording = false;
    std::mutex m_measuring; // guards the recorder; taken before m_writing
    std::optional<RunRecorder> m_recorder;
    std::mutex m_writing; // one frame at a time
    std::mutex m_mutex; // guards the three below
    BatchMessage m_pending;
    bool m_dirty = false;
    std::condition_variable m_room;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses all of the above
};

Result<StartMessage> waitForStart(int socket, FrameReader& reader)
{
    const auto frame = readFrame(socket, reader);
    if (!frame)
        return frame.error();
    auto message = decodeEngineMessage(*frame);
    if (!message)
        return std::move(message).error();
    if (auto* start = std::get_if<StartMessage>(&*message))
        return std::move(*start);
    return cancelled();
}

/// Until the end of the process: obeys Cancel, and leaves with the engine.
void listen(int socket, FrameReader reader, const CancelSource& cancel)
{
    for (;;) {
        const auto frame = readFrame(socket, reader);
        if (!frame)
            _exit(kExitOrphaned);
        const auto message = decodeEngineMessage(*frame);
        if (message.ok() && std::holds_alternative<CancelMessage>(*message))
            CancelSource(cancel).cancel();
    }
}

void report(Sender& sender, const train::RunSummary& summary, std::uint32_t classes)
{
    sender.stopRecording();
    for (const auto& predictions : summary.predictions)
        sender.sendNow(PredictionsMessage{predictions, classes});
    sender.sendNow(DoneMessage{
        summary.outcome, summary.message, summary.seconds, summary.samplesPerSecond, summary.waitShare});
}

std::string describeData(const data::Dataset& dataset)
{
    std::string line = "dataset " + dataset.name;
    for (const data::ImageSplit& split : dataset.splits)
        line += ", " + std::to_string(split.samples()) + " " + split.name;
    return line + ", sha256 " + data::contentHash(dataset);
}

void runOne(const StartMessage& start, const WorkerParts& parts, Sender& sender, const CancelToken& cancel)
{
    sender.startRecording();
    const auto dataset = parts.loadDataset({.name = start.config.dataset,
        .dataDirectory = start.config.dataDirectory,
        .project = start.project,
        .imageSize = start.config.imageSize});
    if (!dataset) {
        sender.sendNow(DoneMessage{.outcome = train::Outcome::Failed, .message = describe(dataset.error())});
        return;
    }
    sender.onLine(describeData(**dataset));
    CheckpointFolder checkpoints(start.checkpoints);
    auto* const kept = start.checkpoints.empty() ? nullptr : &checkpoints;
    report(sender,
        train::runTraining(start.config, **dataset, parts.makeBackend, sender, cancel, kept),
        (*dataset)->classes);
}

} // namespace

int runWorker(int socket, const WorkerParts& parts)
{
    // The socket tells of the engine's end too; this one works even while the reader thread cannot run.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGPIPE, SIG_IGN);
    FrameReader reader;
    Sender sender(socket);
    const auto start = waitForStart(socket, reader);
    if (!start)
        return start.error().code == ErrorCode::Disconnected ? kExitOrphaned : 1;
    const CancelSource cancel;
    std::thread(listen, socket, std::move(reader), cancel).detach(); // ends with the process
    runOne(*start, parts, sender, cancel.token());
    // Not through static destructors: LibTorch takes a while over them, and the listener still reads.
    _exit(0);
}

} // namespace cobench::engine
