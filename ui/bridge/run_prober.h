// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/probe_runs.h"
#include "ui/bridge/pool_target.h"

#include <QObject>

#include <vector>

namespace cobench::ui {

/// What finished runs are asked, and the pool that their answers become.
struct ProbeRequest {
    std::vector<RunId> runs; // of one data set
    bool isOfSnapshots = false; // the kept checkpoints of the one run, clean, instead of the plan
    engine::ProbePlan plan;
    QString pool; // its name; gets a number where it is taken
};

/// Asks the networks of finished runs, in worker processes of their own, and stores the answers as a pool of the
/// project that was open then; it is shown where that still is. Cancelled = nothing is kept. GUI thread only.
class RunProber : public QObject
{
    Q_OBJECT
public:
    explicit RunProber(Workspace& workspace, QObject* parent = nullptr);

    void ask(const ProbeRequest& request);

private:
    void keep(const QString& name, const PoolTarget& target, const std::shared_ptr<const data::Pool>& pool);

    Workspace& m_workspace;
};

} // namespace cobench::ui
