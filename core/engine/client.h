// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"
#include "core/common/result.h"
#include "core/engine/event.h"
#include "core/engine/run_edit.h"
#include "core/train/config.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cobench::engine {

struct EngineStatus {
    std::int64_t pid = 0;
    std::string version;
    std::uint32_t activeRuns = 0;
    std::uint32_t clients = 0;
    std::uint32_t activeDetections = 0;
};

struct ConnectOptions {
    std::filesystem::path executable; // cobench-engine to start when none answers; empty = do not start
    std::vector<std::string> arguments; // for the engine when it is started
    double timeoutSeconds = 10.0;
};

/// cobench-engine beside the running program, else in ../libexec/cobench; empty when it is not installed.
std::filesystem::path engineProgram();

/// A code with which another machine can be paired.
struct ShownCode {
    std::string code;
    unsigned seconds = 0; // it lasts
};

/// A connection to the user's one engine over its private socket. Thread-safe. Calls block up to their deadline, so
/// the desktop makes them on a worker. Errors: Disconnected when the engine is gone.
class Client
{
public:
    /// Loads gRPC with the first call, so that programs start without its forty libraries. Unsupported when the
    /// module that brings it is not beside the running program, nor in ../libexec/cobench.
    static Result<std::unique_ptr<Client>> connect(const ConnectOptions& options);
    virtual ~Client() = default;

    virtual Result<EngineStatus> status() = 0;
    virtual Result<void> shutdown() = 0;

    /// Lends this machine to others, at "ADDRESS:PORT" until the engine ends; where it listens then. Conflict when
    /// it listens elsewhere.
    virtual Result<std::string> listen(const std::string& address);
    /// Conflict when the engine does not listen for other machines.
    virtual Result<ShownCode> openPairing();

    /// Begins the detection run that `spool` was made for (jobs::createSpool); `task` is taskText() of it. It goes
    /// on without the client; what comes of it is in that file, which its process holds when this returns.
    virtual Result<void> startDetection(const std::filesystem::path& spool, const std::string& task);
    /// "cancel", or as DetectionJob::steer() takes it. NotFound for a run that does not go on.
    virtual Result<void> steerDetection(const std::filesystem::path& spool, const std::string& text);

    /// Queues runs of one project (its path names P.cobench.d/runs.sqlite).
    virtual Result<std::vector<RunId>> submit(const std::filesystem::path& project,
        const std::vector<train::TrainConfig>& configs,
        const std::string& batch)
        = 0;
    virtual Result<void> cancel(const std::filesystem::path& project, RunId run) = 0;
    /// Queues a run that is over without having finished: it goes on from its newest checkpoint, as a new attempt.
    /// NotFound for another project's run, Conflict for one that is finished or still active.
    virtual Result<void> resume(const std::filesystem::path& project, RunId run) = 0;
    virtual Result<std::vector<RunInfo>> runs(const std::filesystem::path& project) = 0;
    /// Changes a run of the project; CreateRun makes one (`run` is not looked at). The run that was changed or
    /// made. NotFound for another project's run.
    virtual Result<RunId> edit(const std::filesystem::path& project, RunId run, const RunEdit& edit) = 0;

    /// Delivers events of the project with number > `after`, then live ones, on a thread of the client, until
    /// the subscription is destroyed. onEnd is called once when the stream ends by itself: the engine is gone, or
    /// has not been heard for 3 seconds. A subscription must not be destroyed by its own callbacks.
    class Subscription
    {
    public:
        virtual ~Subscription() = default;
    };
    virtual std::unique_ptr<Subscription> subscribe(const std::filesystem::path& project,
        std::uint64_t after,
        std::function<void(const Event&)> onEvent,
        std::function<void(const Error&)> onEnd)
        = 0;
};

} // namespace cobench::engine
