// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/relabel_pool.h"
#include "ui/bridge/member_edits.h"
#include "ui/bridge/project_command.h"

#include <QUndoStack>

namespace cobench::ui {

/// Every change a person makes to the project: an undoable command that is on disk as soon as it shows. What fails
/// is reported through Workspace::failed and leaves the project as it was. GUI thread only.
class PoolEditor : public QObject
{
    Q_OBJECT
public:
    explicit PoolEditor(Workspace& workspace, QObject* parent = nullptr);

    bool canEdit() const { return m_workspace.isOpen() && !m_workspace.isReadOnly() && !m_workspace.isCopying(); }
    /// The same before a change that somebody asked for: says so where it has to wait for a copy.
    bool mayEdit();
    QUndoStack& undoStack() { return m_stack; }

    /// Of the current pool. `name` must not be taken; see nameProblem().
    void renameMember(std::int64_t id, const QString& name);
    void setExcluded(const std::vector<std::int64_t>& ids, bool excluded);
    void deleteMembers(const std::vector<std::int64_t>& ids);
    void orderMembers(const std::vector<std::int64_t>& ids);
    /// Of a pool as it was when a person was asked; another one may be current by now.
    void setClassNames(const PoolSnapshot& pool, const QStringList& names);
    /// Reads labels from a file on a worker, with the checks of an import, and gives them to the pool; not when its
    /// project is closed by then.
    void setLabels(const std::shared_ptr<const PoolSnapshot>& pool, const QString& path);
    /// Where a pool came from: its sources lie elsewhere now.
    void setOrigin(PoolId pool, const store::PoolOrigin& before, const store::PoolOrigin& after);

    void renamePool(PoolId pool, const QString& name);
    void deletePool(PoolId pool);
    /// A pool that an import just added: undo hides it again.
    void recordImport(PoolId pool, const QString& name);

    /// Before a clean-up: what was deleted cannot come back.
    void forgetHistory() { m_stack.clear(); }

    /// Why a member cannot have this name; empty when it can.
    QString nameProblem(std::int64_t id, const QString& name) const;

private:
    void push(ProjectEdit edit);
    struct LabelsFor {
        std::shared_ptr<const PoolSnapshot> pool;
        QString project;
        std::shared_ptr<const void> claim;
    };
    void readLabels(const LabelsFor& of, const store::PoolOrigin& origin, const std::string& file);
    void pushLabels(const PoolSnapshot& pool, const store::PoolOrigin& before, const jobs::Relabelling& after);
    void pushMembers(const QString& text, const MemberEdit& edit);

    Workspace& m_workspace;
    QUndoStack m_stack;
};

} // namespace cobench::ui
