// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/emulation.h"
#include "core/detect/pipeline.h"
#include "core/detect/session_text.h"
#include "core/store/project.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cobench::jobs {

/// "cpu:0#1 was lost after 2.5 s: …" for each.
std::vector<std::string> lossTexts(const detect::PipelineResult& result);

struct StoredSession {
    store::SessionEntry entry;
    detect::SessionRecord record;
};
Result<std::vector<StoredSession>> listSessions(const store::Project& project);
/// By number, else by name; of several with that name the newest. NotFound lists what there is.
Result<StoredSession> findSession(const store::Project& project, const std::string& text);
/// What came of every frame; Corrupt unless they are counted from 0 without a gap.
Result<std::vector<detect::Outcome>> readOutcomes(const store::Project& project, const StoredSession& session);

/// A device as fast and as even as those that worked in that session were, taken together. Empty where none
/// processed a frame.
Result<detect::Emulation> measuredDevice(const store::Project& project, const StoredSession& session);

/// Where the accuracy of a stored session went, against another one that processed every frame, by the true boxes
/// of a file or folder.
Result<detect::LostAccuracy> lostAccuracy(const store::Project& project,
    const StoredSession& session,
    const StoredSession& reference,
    const std::filesystem::path& truth,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
