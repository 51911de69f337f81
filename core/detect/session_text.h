// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/detect/lost_accuracy.h"
#include "core/detect/run_event.h"
#include "core/detect/run_figures.h"

#include <string>
#include <string_view>
#include <vector>

namespace cobench::detect {

/// COCO's average precision, 0 … 1, of the boxes a viewer saw at every frame, stale ones included; NaN where it was
/// not judged.
struct ShownPrecision {
    double ap = std::numeric_limits<double>::quiet_NaN(); // mean over IoU .5 … .95
    double ap50 = std::numeric_limits<double>::quiet_NaN();
};

/// A run that is over, as it is kept.
struct SessionRecord {
    enum class End { Finished, Stopped, Failed };

    std::string settings; // JSON of engine/session_settings.h
    bool isReference = false; // one device, every frame
    End end = End::Finished;
    std::string problem; // of one that failed
    RunFigures figures; // of all frames until then
    std::uint64_t longestQueue = 0;
    double rate = 0.0; // frames/s the source was paced at; 0 = as taken
    std::vector<std::string> losses; // devices that were lost, when and why
    std::vector<RunEvent> events; // what changed meanwhile
    ShownPrecision againstTruth;
    ShownPrecision againstReference;
    LostAccuracy lost; // where what the truth asks for went
    std::string file; // it was written to while it went on, a name no other run has; empty = none
};
inline constexpr std::string_view kSessionEnds[] = {"finished", "stopped", "failed"};

/// Of a run that an error ended: stopped where a person cancelled it, else failed, and why.
void endBy(const Error& error, SessionRecord& record);

/// JSON, as a session's record holds them.
std::string formatEvents(const std::vector<RunEvent>& events);
Result<std::vector<RunEvent>> parseEvents(std::string_view text);

/// JSON; numbers in full precision, NaN is null.
std::string formatSession(const SessionRecord& record);
/// Corrupt unless formatSession made it.
Result<SessionRecord> parseSession(std::string_view text);

} // namespace cobench::detect
