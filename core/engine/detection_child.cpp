// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/detection_child.h"

#include "core/engine/detection_job.h"
#include "core/engine/detection_task.h"
#include "core/engine/detector_messages.h"
#include "core/engine/frame.h"
#include "core/engine/live_picture.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <iostream>

namespace cobench::engine {

namespace {

/// Until the end of the process: obeys, and leaves with the engine.
void listen(int socket, FrameReader reader, CancelSource cancel, DetectionJob& job)
{
    for (;;) {
        const auto frame = readFrame(socket, reader);
        if (!frame)
            _exit(1);
        if (frame->text == "cancel")
            cancel.cancel();
        else
            (void)job.steer(frame->text); // what is wrong with it is among what the run tells
    }
}

struct Prepared {
    DetectionTask task;
    std::unique_ptr<jobs::SpoolWriter> spool;
};

Result<Prepared> prepare(const Frame& frame)
{
    auto task = parseTask(frame.text);
    if (!task)
        return std::move(task).error();
    auto spool = jobs::SpoolWriter::open(task->spool);
    if (!spool)
        return std::move(spool).error();
    return Prepared{*std::move(task), *std::move(spool)};
}

} // namespace

int runDetectionChild(int socket)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGPIPE, SIG_IGN);
    FrameReader reader;
    const auto frame = readFrame(socket, reader);
    if (!frame)
        return 1;
    auto prepared = prepare(*frame);
    if (!prepared) {
        (void)writeAll(socket, encodeFrame(encodeError(prepared.error())));
        return 1;
    }
    prepared->task.request.pipeline.control = std::make_shared<detect::RunControl>();
    auto pictures = std::make_unique<LivePictureWriter>(livePicturePath(prepared->task.spool));
    auto job = std::make_unique<DetectionJob>(std::move(prepared->task.request),
        std::move(prepared->task.judges),
        std::move(prepared->spool),
        DetectionWatch{.onOutcome = [&](const detect::Outcome& outcome) { pictures->show(outcome); }});
    (void)writeAll(socket, encodeFrame(encode(ReadyMessage{})));
    const CancelSource cancel;
    std::thread(listen, socket, std::move(reader), cancel, std::ref(*job)).detach(); // ends with the process
    Progress progress;
    const jobs::SessionEnd end = job->run(progress, cancel.token());
    pictures.reset(); // the last one is there
    if (end.record.end == detect::SessionRecord::End::Failed)
        std::cerr << "cobench-detection: " << end.record.problem << std::endl;
    _exit(0); // the listener still reads; the kernel lets go of the file
}

} // namespace cobench::engine
