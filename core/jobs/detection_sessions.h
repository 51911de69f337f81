// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/pipeline.h"
#include "core/detect/session_text.h"
#include "core/store/project.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cobench::jobs {

/// Gathers what came of every frame of a run, in a nameless temporary file, so that it takes the same memory for
/// any number of frames. One thread at a time.
class SessionRecorder
{
public:
    explicit SessionRecorder(std::vector<std::string> devices)
        : m_figures(std::move(devices))
    {
    }

    /// In frame order. What goes wrong, a full disk, is told when the session is stored.
    void take(const detect::Outcome& outcome);
    /// Before the outcomes it bears on.
    void take(const detect::RunEvent& event);
    /// Of the frames it took.
    detect::RunFigures figures() const { return m_figures.figures(); }
    const std::vector<detect::RunEvent>& events() const { return m_events; }
    /// All blocks from the first one on; ends the recording. The recorder must outlive what it gives.
    store::SessionBlocks blocks();

private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    void flush();
    Result<std::optional<std::string>> nextBlock();

    std::unique_ptr<std::FILE, Closer> m_file;
    std::vector<detect::Outcome> m_waiting;
    std::vector<std::size_t> m_sizes; // of the blocks
    std::size_t m_next = 0; // block to read
    detect::FigureCollector m_figures;
    std::vector<detect::RunEvent> m_events;
    int m_problem = 0; // errno
};

/// "cpu:0#1 was lost after 2.5 s: …" for each.
std::vector<std::string> lossTexts(const detect::PipelineResult& result);

/// A number of 0 lets the project choose one.
Result<store::SessionId> storeSession(store::Project& project,
    store::SessionId number,
    const std::string& name,
    const detect::SessionRecord& record,
    SessionRecorder& recorder);

struct StoredSession {
    store::SessionEntry entry;
    detect::SessionRecord record;
};
Result<std::vector<StoredSession>> listSessions(const store::Project& project);
/// By number, else by name; of several with that name the newest. NotFound lists what there is.
Result<StoredSession> findSession(const store::Project& project, const std::string& text);
/// What came of every frame; Corrupt unless they are counted from 0 without a gap.
Result<std::vector<detect::Outcome>> readOutcomes(const store::Project& project, const StoredSession& session);

/// Where the accuracy of a stored session went, against another one that processed every frame, by the true boxes
/// of a file or folder.
Result<detect::LostAccuracy> lostAccuracy(const store::Project& project,
    const StoredSession& session,
    const StoredSession& reference,
    const std::filesystem::path& truth,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
