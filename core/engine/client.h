// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"
#include "core/common/result.h"
#include "core/train/config.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cobench::engine {

enum class RunState { Queued, Running, Paused, Finished, Failed, Cancelled, Interrupted };

/// One thing that happened, numbered by the engine without gaps per project. Which fields count depends on kind.
struct Event {
    enum class Kind { RunState, Progress, Scalar, Log, Heartbeat };
    std::uint64_t number = 0; // 0 for heartbeats, which are not kept
    double time = 0.0; // seconds since the epoch
    Kind kind = Kind::Heartbeat;
    RunId run;
    RunState state = RunState::Queued; // RunState
    std::string text; // RunState: message; Progress: stage; Log: line; Scalar: tag
    std::uint64_t step = 0; // Scalar: iteration; Progress: done
    std::uint64_t total = 0; // Progress
    double value = 0.0; // Scalar
};

struct RunInfo {
    RunId id;
    train::TrainConfig config;
    RunState state = RunState::Queued;
    std::string message; // why it failed
    std::string batch; // runs submitted together, e.g. "demo"
};

struct EngineStatus {
    std::int64_t pid = 0;
    std::string version;
    std::uint32_t activeRuns = 0;
    std::uint32_t clients = 0;
};

struct ConnectOptions {
    std::filesystem::path executable; // cobench-engine to start when none answers; empty = do not start
    double timeoutSeconds = 10.0;
};

/// A connection to the user's one engine over its private socket. Thread-safe. Calls block up to their deadline, so
/// the desktop makes them on a worker. Errors: Disconnected when the engine is gone.
class Client
{
public:
    static Result<std::unique_ptr<Client>> connect(const ConnectOptions& options);
    virtual ~Client() = default;

    virtual Result<EngineStatus> status() = 0;
    virtual Result<void> shutdown() = 0;

    /// Queues runs of one project (its path names P.cobench.d/runs.sqlite).
    virtual Result<std::vector<RunId>> submit(const std::filesystem::path& project,
                                              const std::vector<train::TrainConfig>& configs,
                                              const std::string& batch)
        = 0;
    virtual Result<void> cancel(const std::filesystem::path& project, RunId run) = 0;
    virtual Result<std::vector<RunInfo>> runs(const std::filesystem::path& project) = 0;

    /// Delivers events of the project with number > `after`, then live ones, on a thread of the client, until
    /// the subscription is destroyed. onEnd is called once when the stream ends by itself (engine gone).
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
