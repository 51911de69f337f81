// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"
#include "core/common/result.h"
#include "core/train/config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cobench::engine {

enum class RunState { Queued, Running, Paused, Finished, Failed, Cancelled, Interrupted };
std::string_view id(RunState state); // "queued", as the run store keeps it
std::optional<RunState> runStateFromId(std::string_view text);
/// Nothing more will happen to it by itself.
bool isOver(RunState state);

/// One thing that happened, numbered by the engine without gaps per project. Which fields count depends on kind.
struct Event {
    enum class Kind { RunState, Progress, Scalar, Log, Heartbeat, Changed };
    std::uint64_t number = 0; // 0 for heartbeats, which are not kept
    double time = 0.0; // seconds since the epoch
    Kind kind = Kind::Heartbeat;
    RunId run;
    RunState state = RunState::Queued; // RunState
    /// RunState: message; Progress: stage; Log: line; Scalar: tag; Changed: kind of change, see below; Heartbeat:
    /// why events do not reach the disk, and so nobody.
    std::string text;
    std::uint64_t step = 0; // Scalar: iteration; Progress: done
    std::uint64_t total = 0; // Progress
    double value = 0.0; // Scalar; what is not finite arrives as NaN
    bool operator==(const Event&) const = default;
};

// Changed: somebody set a text of the run, made it, or deleted it.
inline constexpr const char* kTextChanged = "text";
inline constexpr const char* kRunAdded = "added";
inline constexpr const char* kRunDeleted = "deleted";

/// The form in which the run store keeps an event: compact JSON without the number, which the store assigns.
std::string encodeEvent(const Event& event);
/// Corrupt for anything else than what encodeEvent writes.
Result<Event> decodeEvent(std::uint64_t number, std::string_view payload);

struct RunInfo {
    RunId id;
    train::TrainConfig config;
    RunState state = RunState::Queued;
    std::string message; // why it failed
    std::string batch; // runs submitted together, e.g. "demo"
};

/// Seconds since the epoch, the clock of events and rows.
double wallSeconds();

} // namespace cobench::engine
