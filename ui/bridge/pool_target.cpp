// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/pool_target.h"

#include <QFileInfo>

#include <algorithm>

namespace cobench::ui {

namespace {

/// What goes before on the store's thread may take a name.
Result<std::string> freeName(const store::Project& project, const std::string& wanted)
{
    const auto pools = project.pools();
    if (!pools)
        return pools.error();
    std::string name = wanted;
    for (int number = 2; std::ranges::find(*pools, name, &store::PoolEntry::name) != pools->end(); ++number)
        name = wanted + ' ' + std::to_string(number);
    return name;
}

} // namespace

PoolTarget::PoolTarget(Workspace& workspace)
    : m_workspace(workspace)
    , m_path(workspace.path())
    , m_claim(workspace.claim())
{
}

QString PoolTarget::title() const
{
    return QFileInfo(m_path).completeBaseName();
}

void PoolTarget::keep(QObject* context,
    const QString& name,
    const std::shared_ptr<const data::Pool>& pool,
    const store::PoolOrigin& origin,
    std::function<void(Result<Kept>)> done) const
{
    m_workspace.callAt<Kept>(
        m_path,
        context,
        Workspace::tr("Storing %1").arg(name),
        [wanted = name.toStdString(), pool, origin](
            store::Project& project, Progress& progress, const CancelToken& cancel) -> Result<Kept> {
            const auto free = freeName(project, wanted);
            if (!free)
                return free.error();
            const auto added = project.addPool(*pool, *free, origin, progress, cancel);
            if (!added)
                return added.error();
            return Kept{.id = *added, .name = QString::fromStdString(*free)};
        },
        [target = *this, done = std::move(done)](Result<Kept> kept) {
            if (kept)
                kept->isOpen = target.m_workspace.isOpenAt(target.m_path);
            done(std::move(kept));
        });
}

} // namespace cobench::ui
