// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/session_spool.h"
#include "core/store/project.h"

#include <optional>
#include <set>

namespace cobench::jobs {

/// What the files of sessions beside a project came to.
struct TakenSessions {
    std::vector<store::SessionId> added;
    std::vector<Error> problems; // of files that could not be taken in
};

/// Why a run has no end.
Error interrupted();

/// Adds the run of such a file to the project, and removes the file once that is on disk. One without an end counts
/// as failed: it was interrupted, and has all frames that were written. One that is damaged likewise, up to there,
/// but is renamed (".damaged"). Nothing is added, but the file removed, where the run has no frames. Once each,
/// however often a process dies meanwhile. Locked: the run goes on.
Result<std::optional<store::SessionId>> takeInSession(store::Project& project, const std::filesystem::path& spool);

/// All of the project's that are over, but those that are named. One that cannot be read is renamed (".damaged"),
/// so that it is told of once.
TakenSessions takeInSessions(store::Project& project, const std::set<std::filesystem::path>& butThese = {});

/// A run of the project that goes on, in whichever process.
struct LiveSession {
    std::filesystem::path spool;
    SpoolHeader header;
};
std::vector<LiveSession> liveSessions(const std::filesystem::path& project);

} // namespace cobench::jobs
