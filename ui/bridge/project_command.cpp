// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/project_command.h"

#include <utility>

namespace cobench::ui {

ProjectCommand::ProjectCommand(
    Workspace& workspace, QObject& editor, std::function<void()> applied, ProjectEdit edit)
    : QUndoCommand(edit.text)
    , m_workspace(workspace)
    , m_editor(editor)
    , m_applied(std::move(applied))
    , m_edit(std::move(edit))
{
}

void ProjectCommand::redo()
{
    if (!std::exchange(m_edit.isDone, false))
        apply(m_edit.redo);
}

/// The command may be gone when the store answers.
void ProjectCommand::apply(const ProjectChange& change)
{
    m_workspace.link().call<void>(
        m_workspace.async(),
        &m_editor,
        {},
        [change](store::Project& project, Progress&, const CancelToken&) { return change(project); },
        [&workspace = m_workspace, applied = m_applied, text = text()](const Result<void>& result) {
            if (!result)
                Q_EMIT workspace.failed(text, result.error());
            applied();
        });
}

} // namespace cobench::ui
