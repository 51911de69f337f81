// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/detection_sessions.h"
#include "core/jobs/take_in_sessions.h"
#include "ui/bridge/pool_editor.h"

namespace cobench::ui {

/// The detection sessions of the open project. Runs that are over are added as they end, those that were left over
/// when a program was killed with the next look at the project; what a person changes is an undoable command on the
/// project's one stack. What the store refuses is reported through Workspace::failed.
/// GUI thread only.
class SessionEditor : public QObject
{
    Q_OBJECT
public:
    using Outcomes = std::vector<detect::Outcome>;

    SessionEditor(Workspace& workspace, PoolEditor& editor, QObject* parent = nullptr);

    const std::vector<jobs::StoredSession>& sessions() const { return m_sessions; }
    /// Runs that go on, when it was last looked; those of this window may be among them.
    const std::vector<jobs::LiveSession>& live() const { return m_live; }
    const jobs::StoredSession* find(store::SessionId session) const;
    bool canEdit() const { return m_editor.canEdit(); }
    QString projectPath() const;

    /// A run of this window is written there: it is left alone until take() or release().
    void hold(const std::filesystem::path& spool) { m_held.insert(spool); }
    void release(const std::filesystem::path& spool) { m_held.erase(spool); }
    /// Keeps a run that is over, if it has frames; the project may give it another number than the one wished for.
    /// `kept` is told which. Does nothing where there is no project that could keep it.
    void take(const std::filesystem::path& spool, QObject* context, std::function<void(store::SessionId)> kept);
    void rename(store::SessionId session, const QString& name);
    void remove(store::SessionId session);
    /// What came of every frame; empty when it cannot be read. `done` on this thread while `context` lives.
    void read(store::SessionId session, QObject* context, std::function<void(Outcomes)> done);

Q_SIGNALS:
    void changed(); // sessions()

private:
    void push(ProjectEdit edit);
    void reload();
    struct Known {
        std::vector<jobs::StoredSession> sessions;
        std::vector<jobs::LiveSession> live;
        std::vector<Error> problems; // of what was left over
    };
    static Result<Known> read(store::Project& project, const std::set<std::filesystem::path>& held);

    Workspace& m_workspace;
    PoolEditor& m_editor;
    std::vector<jobs::StoredSession> m_sessions;
    std::vector<jobs::LiveSession> m_live;
    std::set<std::filesystem::path> m_held;
};

} // namespace cobench::ui
