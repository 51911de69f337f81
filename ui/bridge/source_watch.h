// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/source_check.h"
#include "ui/bridge/workspace.h"

#include <QTimer>

namespace cobench::ui {

/// A pool's files as they were when somebody last looked.
struct PoolSources {
    store::PoolEntry entry;
    store::PoolOrigin origin;
    std::vector<jobs::SourceStatus> states; // as origin.sources
};

/// Whether the files that the project's pools were imported from are still what they were. Looked at behind
/// everything else: when pools change and when the program becomes active. GUI thread only.
class SourceWatch : public QObject
{
    Q_OBJECT
public:
    explicit SourceWatch(Workspace& workspace, QObject* parent = nullptr);

    /// nullptr until the first look at it.
    const PoolSources* sourcesOf(PoolId pool) const;
    /// What is not as it was, in words; empty when all is well or nothing is known yet.
    QString note(PoolId pool) const;
    /// Looks now. Files whose size and time did not change are not read.
    void check();
    /// Reads every source of this pool, with progress.
    void compare(PoolId pool);

Q_SIGNALS:
    void changed();

private:
    struct Looked {
        std::vector<PoolSources> pools;
        jobs::KnownHashes known;
    };
    void projectChanged();
    static Result<Looked> lookAt(std::vector<PoolSources> pools,
        jobs::KnownHashes known,
        std::optional<PoolId> compared,
        Progress& progress,
        const CancelToken& cancel);
    void look(std::vector<PoolSources> pools);

    Workspace& m_workspace;
    QTimer m_soon;
    std::vector<PoolSources> m_pools;
    jobs::KnownHashes m_known;
};

/// [models] what is wrong with each one's files, told by their names: a model may have one in each split's folder,
/// and keeps the place it was first read from when files are re-linked. Empty when nothing is wrong, and for a pool
/// of one file, where note() says it all.
std::vector<QString> memberNotes(const data::Pool& pool, const PoolSources& sources);

/// "Changed since the import" and so on; empty for a file that did not change.
QString stateText(const jobs::SourceStatus& status);

} // namespace cobench::ui
