// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/samples_message.h"
#include "core/trace/recorder.h"
#include "core/train/trainer.h"

#include <vector>

namespace cobench::engine {

/// The lane that tells what the run is at, as a number of train::Phase.
inline constexpr const char* kPhaseLane = "run/phase";

/// Records the process that it lives in. One thread.
class RunRecorder
{
public:
    explicit RunRecorder(const trace::RunClock& clock);
    /// Takes a sample. `phase` becomes the lane kPhaseLane.
    SamplesMessage sample(train::Phase phase);

private:
    const trace::RunClock& m_clock;
    trace::Recorder m_recorder;
    std::vector<float> m_values; // of one sample
    std::vector<data::TraceLane> m_lanes;
};

} // namespace cobench::engine
