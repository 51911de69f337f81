// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/workspace.h"

namespace cobench::ui {

/// The project that a pool is read or worked out for, which takes a while: the pool is put into it in the end,
/// whatever is open then. Copies are claims on the project. GUI thread only.
class PoolTarget
{
public:
    struct Kept {
        PoolId id;
        QString name;
        bool isOpen = false; // the project, so that the pool can be shown
    };

    /// What is open now.
    explicit PoolTarget(Workspace& workspace);

    /// Stores `pool` under `name`, with a number behind it where that is taken. `done` is called while `context`
    /// lives.
    void keep(QObject* context,
        const QString& name,
        const std::shared_ptr<const data::Pool>& pool,
        const store::PoolOrigin& origin,
        std::function<void(Result<Kept>)> done) const;
    /// File name without suffix.
    QString title() const;

private:
    Workspace& m_workspace;
    QString m_path;
    std::shared_ptr<const void> m_claim;
};

} // namespace cobench::ui
