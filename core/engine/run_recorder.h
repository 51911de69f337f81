// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/samples_message.h"
#include "core/trace/recorder.h"

#include <optional>

namespace cobench::engine {

/// Records the process that it lives in. One thread.
class RunRecorder
{
public:
    explicit RunRecorder(const trace::RunClock& clock);
    /// Takes a sample; a message once a few have gathered.
    std::optional<SamplesMessage> sample();
    /// What has gathered.
    SamplesMessage take();

private:
    const trace::RunClock& m_clock;
    trace::Recorder m_recorder;
    data::Trace m_gathered;
};

} // namespace cobench::engine
