// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/workspace.h"

#include <QUndoCommand>

#include <functional>

namespace cobench::ui {

/// Is called on the store's thread.
using ProjectChange = std::function<Result<void>(store::Project&)>;

struct ProjectEdit {
    QString text; // "Rename a"
    ProjectChange redo;
    ProjectChange undo;
    bool isDone = false; // already, when the command is pushed
};

/// A step of the project's undo stack, handed to the store at once. What the store refuses is reported through
/// Workspace::failed. GUI thread only.
class ProjectCommand final : public QUndoCommand
{
public:
    /// `applied` is called after each attempt, while `editor` lives.
    ProjectCommand(Workspace& workspace, QObject& editor, std::function<void()> applied, ProjectEdit edit);

    void redo() override;
    void undo() override { apply(m_edit.undo); }

private:
    void apply(const ProjectChange& change);

    Workspace& m_workspace;
    QObject& m_editor;
    std::function<void()> m_applied;
    ProjectEdit m_edit;
};

} // namespace cobench::ui
