// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_prober.h"

#include "core/engine/local_client.h"
#include "ui/bridge/counted.h"

namespace cobench::ui {

namespace {

using SharedPool = std::shared_ptr<const data::Pool>;

Result<SharedPool> answersTo(const ProbeRequest& request,
    const std::filesystem::path& project,
    Progress& progress,
    const CancelToken& cancel)
{
    const auto trainer = engine::findTrainer();
    if (!trainer)
        return trainer.error();
    const engine::ProbeOptions options{.trainer = *trainer};
    auto pool = request.isOfSnapshots
        ? engine::probeSnapshots(project, request.runs.front(), request.plan.threads, options, progress, cancel)
        : engine::probeRuns(project, request.runs, {}, request.plan, options, progress, cancel);
    if (!pool)
        return std::move(pool).error();
    return std::make_shared<const data::Pool>(std::move(*pool));
}

} // namespace

RunProber::RunProber(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
{
}

void RunProber::ask(const ProbeRequest& request)
{
    m_workspace.async().run<SharedPool>(
        this,
        {.title = tr("Asking %1").arg(counted(request.runs.size(), tr("network"), tr("networks"))),
            .lane = Lane::Background}, // it mostly waits for the trainer; what pages compute does not wait for it
        [request, project = std::filesystem::path(m_workspace.path().toStdString())](Progress& progress,
            const CancelToken& cancel) { return answersTo(request, project, progress, cancel); },
        [this, name = request.pool, target = PoolTarget(m_workspace)](Result<SharedPool> pool) {
            if (pool)
                keep(name, target, *std::move(pool));
            else if (!pool.error().isCancelled())
                Q_EMIT m_workspace.failed(tr("Asking networks"), pool.error());
        });
}

void RunProber::keep(const QString& name, const PoolTarget& target, const SharedPool& pool)
{
    target.keep(
        this, name, pool, {}, [this, name, pool, title = target.title()](const Result<PoolTarget::Kept>& kept) {
            if (!kept) {
                if (!kept.error().isCancelled())
                    Q_EMIT m_workspace.failed(tr("Storing %1").arg(name), kept.error());
                return;
            }
            const QString models = counted(pool->models.size(), tr("model"), tr("models"));
            if (!kept->isOpen)
                return Q_EMIT m_workspace.told(
                    tr("Pool %1 of %2, which was open then: %3").arg(kept->name, title, models));
            Q_EMIT m_workspace.told(tr("Pool %1: %2").arg(kept->name, models));
            m_workspace.reloadAndSelect(kept->id);
        });
}

} // namespace cobench::ui
