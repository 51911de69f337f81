// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/jobs/session_spool.h"

namespace cobench::jobs {

/// What a run is judged by; all of it may be empty.
struct SessionJudges {
    std::filesystem::path truth; // file or folder of boxes
    /// A run that processed every frame: a file of its own as long as it is there, else a session of the project.
    std::filesystem::path referenceSpool;
    std::filesystem::path project;
    store::SessionId reference;

    bool hasReference() const { return !referenceSpool.empty() || reference.value > 0; }
};

/// What the frames that `spool` holds are worth: into the end's record, or why that cannot be told beside it.
void judgeSession(const std::filesystem::path& spool,
    const SessionJudges& judges,
    SessionEnd& end,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
