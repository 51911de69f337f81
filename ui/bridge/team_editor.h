// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/team.h"
#include "ui/bridge/pool_editor.h"

#include <QObject>

#include <optional>
#include <vector>

namespace cobench::ui {

/// The saved teams of the current pool and every change to them: an undoable command on the project's one stack,
/// handed to the store at once. What the store refuses is reported through Workspace::failed. GUI thread only.
class TeamEditor : public QObject
{
    Q_OBJECT
public:
    TeamEditor(Workspace& workspace, PoolEditor& editor, QObject* parent = nullptr);

    const std::vector<store::TeamEntry>& teams() const { return m_teams; }
    bool canEdit() const { return m_editor.canEdit() && m_workspace.snapshot() != nullptr; }
    /// Why no team but `except` can have this name; empty when it can.
    QString nameProblem(const QString& name, TeamId except = {}) const;
    /// "Team 1", or the first such name that is free.
    QString freeName() const;
    /// As indices into Workspace::pool(); nothing when a member is excluded or deleted.
    std::optional<ensemble::Members> membersOf(const store::TeamEntry& team) const;

    /// `name` must be free; the team appears once it is stored. `members` are indices into Workspace::pool().
    void save(const QString& name, const ensemble::Members& members);
    void rename(TeamId team, const QString& name);
    void remove(TeamId team);
    /// Up (-1) or down (1) in teams(); does nothing at the end.
    void move(TeamId team, int by);
    /// One after the other, before the team that is at `place` now; behind all where there is none.
    void moveTo(const std::vector<TeamId>& teams, std::size_t place);

Q_SIGNALS:
    void changed(); // teams(), or which models their members are

private:
    const store::TeamEntry* find(TeamId team) const;
    void poolChanged();
    void push(ProjectEdit edit);
    void reload();

    Workspace& m_workspace;
    PoolEditor& m_editor;
    std::optional<PoolId> m_pool; // whose teams these are
    std::vector<store::TeamEntry> m_teams;
};

} // namespace cobench::ui
