// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/import_pool.h"
#include "ui/bridge/pool_editor.h"
#include "ui/bridge/pool_target.h"
#include "ui/bridge/workspace.h"

#include <memory>

namespace cobench::ui {

/// What came of one import, for a person to read. Immutable.
struct ImportReport {
    QString name; // of the pool
    io::LoadPoolOptions options; // to try again with other ones
    std::optional<PoolId> pool; // nothing was kept when empty
    std::size_t models = 0;
    std::size_t samples = 0;
    std::uint32_t classes = 0;
    std::vector<Warning> warnings;
    std::vector<Error> refused;
    std::optional<Error> failure;

    bool isClean() const { return pool && warnings.empty() && refused.empty(); }
};

/// Prediction files into the project that is open when it begins: read on a worker, stored on the store's thread,
/// with progress and Cancel, also where that project was closed meanwhile. What cannot be read is reported and the
/// rest is kept. Cancelled = nothing is kept. GUI thread only.
class Importer : public QObject
{
    Q_OBJECT
public:
    Importer(Workspace& workspace, PoolEditor& editor, QObject* parent = nullptr);

    /// Files and folders dropped or chosen together become one pool, named after them.
    void importPaths(const QStringList& paths);
    /// Imports that would hold more than this in memory are refused; 0 = no limit.
    void setMemoryLimit(std::uint64_t bytes) { m_memoryLimit = bytes; }
    /// `name` empty: named after the inputs; a name that is taken gets a number.
    void importPool(const io::LoadPoolOptions& options, const QString& name = {});

Q_SIGNALS:
    void finished(std::shared_ptr<const cobench::ui::ImportReport> report);

private:
    using Report = std::shared_ptr<ImportReport>;
    void keep(const Report& report, const PoolTarget& target, jobs::ReadPool read);
    void fail(const Report& report, const Error& error);

    Workspace& m_workspace;
    PoolEditor& m_editor;
    std::uint64_t m_memoryLimit = 0;
};

} // namespace cobench::ui
