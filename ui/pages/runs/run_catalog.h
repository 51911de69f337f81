// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/run.h"
#include "ui/bridge/engine_link.h"

#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace cobench::ui {

/// All training runs of the open project: read from its run store on a worker, kept up to date by the engine's
/// events. GUI thread only.
class RunCatalog : public QObject
{
    Q_OBJECT
public:
    RunCatalog(Workspace& workspace, EngineLink& engine, QObject* parent = nullptr);

    Workspace& workspace() { return m_workspace; }
    EngineLink& engine() { return m_engine; }

    /// By id. References last until changed() or listChanged().
    const std::vector<study::Run>& runs() const { return m_runs; }
    const study::Run* find(RunId run) const;
    /// Every quantity that any run has recorded, by name.
    const std::set<std::string>& tags() const { return m_tags; }
    /// Those that some run recorded more than once: what is told once at the start or the end is no curve.
    std::vector<std::string> curveTags() const;
    /// Every key that any configuration has, by name.
    const std::set<std::string>& configKeys() const { return m_keys; }
    /// The list is being read for the first time.
    bool isLoading() const { return m_loading; }
    /// What the engine's events have told of a run that still goes on; nullptr for others.
    const RunTrack* track(RunId run) const;

    /// Reads the store again, soon; several calls are one.
    void reload();

Q_SIGNALS:
    /// Runs came or went, or all figures are new.
    void listChanged();
    /// Figures or states of some runs, at most twelve times a second.
    void changed(const std::vector<cobench::RunId>& runs);
    void failed(const QString& what, const cobench::Error& error);

private:
    struct Listed {
        std::vector<study::Run> runs;
        std::set<std::string> tags;
        std::set<std::string> keys;
    };
    static Result<Listed> list(const std::string& project);
    static Result<Listed> readFigures(const std::string& project, Listed listed, const CancelToken& cancel);

    void projectChanged();
    void read();
    void complete(Listed listed);
    void adopt(Listed listed);
    void noteRow(int row);
    void applyLive();
    bool applyTrack(study::Run& run, const RunTrack& track);
    study::Run* findMutable(RunId run);

    Workspace& m_workspace;
    EngineLink& m_engine;
    std::vector<study::Run> m_runs;
    std::set<std::string> m_tags;
    std::set<std::string> m_keys;
    std::set<RunId> m_dirty; // heard of since the last applyLive()
    std::map<RunId, std::map<std::string, std::size_t>> m_seen; // points of a live curve that are in the figures
    QTimer m_live;
    QTimer m_reload;
    bool m_loading = false;
};

} // namespace cobench::ui
