// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"
#include "core/common/result.h"
#include "core/data/trace.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace cobench::store {

struct RunRow {
    RunId id;
    std::string batch;
    std::string name;
    std::string configJson;
    std::string state; // queued running paused finished failed cancelled interrupted
    std::string message;
    std::int64_t workerPid = 0;
    double createdAt = 0.0; // seconds since the epoch
    double heartbeatAt = 0.0;
};

struct ScalarRow {
    std::string tag; // "train/loss", "val/accuracy"
    std::uint64_t step = 0;
    double time = 0.0;
    double value = 0.0;
    std::uint32_t attempt = 1;
};

struct EventRow {
    std::uint64_t number = 0; // assigned by append, without gaps
    std::string payload; // serialised engine event
};

/// A run that is over, with what it recorded.
struct WholeRun {
    RunRow row;
    std::vector<ScalarRow> scalars;
    std::map<std::string, std::string> texts;
};

/// Who takes in what a run recorded: the run store itself, or the engine that owns it. One thread at a time.
class RunWriter
{
public:
    virtual ~RunWriter() = default;

    virtual Result<RunId> createRun(const RunRow& run) = 0;
    /// Each as a whole or not at all, many in one transaction: a thousand runs one by one take as many times as
    /// long as a disk needs to say that it has them. Their ids, which follow one another.
    virtual Result<std::vector<RunId>> addRuns(const std::vector<WholeRun>& runs) = 0;
    virtual Result<void> setState(RunId run, const std::string& state, const std::string& message) = 0;
    /// Scalars, events and samples of one flush, in one transaction. Numbers the events. Lanes are known by name:
    /// those that the run has not had yet come to the end.
    virtual Result<void> append(
        RunId run, const std::vector<ScalarRow>& scalars, std::vector<EventRow>& events, const data::Trace& trace)
        = 0;
    Result<void> append(RunId run, const std::vector<ScalarRow>& scalars, std::vector<EventRow>& events)
    {
        return append(run, scalars, events, {});
    }
    /// What is known about a run besides its configuration: "source", "tags", "note". Empty removes it.
    virtual Result<void> setText(RunId run, const std::string& key, const std::string& value) = 0;
    /// The run with all that it recorded, and the arrays that only it used. Its id is never used again.
    virtual Result<void> deleteRun(RunId run) = 0;
};

} // namespace cobench::store
