// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/worker_child.h"

#include "core/data/content_hash.h"
#include "core/engine/checkpoint_folder.h"
#include "core/engine/frame.h"
#include "core/engine/prediction_pieces.h"
#include "core/engine/probe_child.h"
#include "core/engine/worker_messages.h"
#include "core/engine/worker_sender.h"
#include "core/train/trainer.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace cobench::engine {

namespace {

/// What the worker is for: a StartMessage or a ProbeMessage.
Result<EngineMessage> waitForTask(int socket, FrameReader& reader)
{
    const auto frame = readFrame(socket, reader);
    if (!frame)
        return frame.error();
    auto message = decodeEngineMessage(*frame);
    if (message && std::holds_alternative<CancelMessage>(*message))
        return cancelled();
    return message;
}

/// Until the end of the process: obeys, and leaves with the engine.
void listen(int socket, FrameReader reader, const CancelSource& cancel, WorkerSender& sender)
{
    for (;;) {
        const auto frame = readFrame(socket, reader);
        if (!frame)
            _exit(kExitOrphaned);
        const auto message = decodeEngineMessage(*frame);
        if (!message)
            continue;
        const auto* pause = std::get_if<PauseMessage>(&*message);
        if (std::holds_alternative<CancelMessage>(*message))
            CancelSource(cancel).cancel();
        sender.setPaused(pause && pause->isPaused); // a cancelled one goes on to its end
    }
}

void report(WorkerSender& sender, const train::RunSummary& summary, std::uint32_t classes)
{
    sender.stopRecording();
    for (const auto& predictions : summary.predictions)
        for (const PredictionsMessage& piece : inPieces(predictions, classes))
            sender.sendNow(piece);
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

/// The task as the leader of its group has it: one configuration for all, and a card for each where the leader
/// names none.
Result<StartMessage> agreed(StartMessage start, train::ProcessGroup& group)
{
    const auto told = group.fromLeader(train::toJson(start.config));
    if (!told)
        return told.error();
    auto config = train::configFromJson(*told);
    if (!config)
        return std::move(config).error();
    start.config = std::move(*config);
    if (start.config.device == "cuda" && start.group->localRank)
        start.config.device += ":" + std::to_string(*start.group->localRank);
    return start;
}

Result<void> train(StartMessage start, const WorkerParts& parts, WorkerSender& sender, const CancelToken& cancel)
{
    std::unique_ptr<train::ProcessGroup> group;
    if (start.group) {
        auto joined = parts.joinGroup(*start.group);
        if (!joined)
            return std::move(joined).error();
        group = std::move(*joined);
        auto task = agreed(std::move(start), *group);
        if (!task)
            return std::move(task).error();
        start = std::move(*task);
    }
    sender.startRecording();
    const auto dataset = parts.loadDataset({.name = start.config.dataset,
        .dataDirectory = start.config.dataDirectory,
        .project = start.project,
        .imageSize = start.config.imageSize});
    if (!dataset)
        return dataset.error();
    sender.onLine(describeData(**dataset));
    CheckpointFolder checkpoints(start.checkpoints,
        {.newest = start.config.keepCheckpoints, .best = start.config.keepBest},
        [&sender](const std::string& line) { sender.onLine(line); });
    auto* const kept = start.checkpoints.empty() ? nullptr : &checkpoints;
    report(sender,
        train::runTraining(start.config, **dataset, parts.makeBackend, sender, cancel, kept, group.get()),
        (*dataset)->classes);
    return {};
}

void perform(const EngineMessage& task, const WorkerParts& parts, WorkerSender& sender, const CancelToken& cancel)
{
    const auto* start = std::get_if<StartMessage>(&task);
    const auto done
        = start ? train(*start, parts, sender, cancel) : probe(std::get<ProbeMessage>(task), parts, sender, cancel);
    if (!done)
        sender.sendNow(
            DoneMessage{.outcome = done.error().isCancelled() ? train::Outcome::Cancelled : train::Outcome::Failed,
                .message = describe(done.error())});
}

} // namespace

Result<std::unique_ptr<train::ProcessGroup>> noGroup(const train::GroupPlace& place)
{
    return Error{ErrorCode::Unsupported, place.address, {}, "this trainer joins no group", {}};
}

Result<std::unique_ptr<train::Backend>> noProgram(const ProgramTask&)
{
    return Error{ErrorCode::Unsupported, "program", {}, "this trainer runs none", {}};
}

int runWorker(int socket, const WorkerParts& parts)
{
    // The socket tells of the engine's end too; this one works even while the reader thread cannot run.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGPIPE, SIG_IGN);
    FrameReader reader;
    WorkerSender sender(socket);
    const auto task = waitForTask(socket, reader);
    if (!task)
        return task.error().code == ErrorCode::Disconnected ? kExitOrphaned : 1;
    const CancelSource cancel;
    std::thread(listen, socket, std::move(reader), cancel, std::ref(sender)).detach(); // ends with the process
    perform(*task, parts, sender, cancel.token());
    // Not through static destructors: LibTorch takes a while over them, and the listener still reads.
    _exit(0);
}

} // namespace cobench::engine
