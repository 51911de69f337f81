// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/source_watch.h"

#include "ui/bridge/counted.h"

#include <QGuiApplication>

#include <algorithm>
#include <map>

namespace cobench::ui {

namespace {

constexpr int kPatienceMs = 400; // several changes in a row are one reason to look

using jobs::SourceReading;
using jobs::SourceState;

std::size_t countOf(const PoolSources& pool, SourceState state)
{
    return static_cast<std::size_t>(std::ranges::count(pool.states, state, &jobs::SourceStatus::state));
}

std::string fileName(const std::string& path)
{
    return path.substr(path.rfind('/') + 1);
}

} // namespace

std::vector<QString> memberNotes(const data::Pool& pool, const PoolSources& sources)
{
    if (sources.states.size() < 2)
        return {};
    std::map<std::string, const jobs::SourceStatus*> problems;
    for (const jobs::SourceStatus& status : sources.states)
        if (status.state != SourceState::Unchanged)
            problems.emplace(fileName(status.source.path), &status);
    std::vector<QString> notes;
    for (std::size_t model = 0; !problems.empty() && model < pool.size(); ++model) {
        const auto problem = problems.find(fileName(pool.models[model].source));
        notes.push_back(problem == problems.end() ? QString() : stateText(*problem->second));
    }
    return notes;
}

QString stateText(const jobs::SourceStatus& status)
{
    switch (status.state) {
    case SourceState::Changed:
        return SourceWatch::tr("Changed since the import");
    case SourceState::Missing:
        return SourceWatch::tr("No longer there");
    case SourceState::Unreadable:
        return SourceWatch::tr("Cannot be read: %1").arg(QString::fromStdString(status.reason));
    case SourceState::Unchanged:
        break;
    }
    return {};
}

SourceWatch::SourceWatch(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPatienceMs);
    connect(&m_soon, &QTimer::timeout, this, &SourceWatch::check);
    connect(&m_workspace, &Workspace::projectChanged, this, &SourceWatch::projectChanged);
    connect(&m_workspace, &Workspace::poolsChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            m_soon.start();
    });
    m_soon.start();
}

void SourceWatch::projectChanged()
{
    for (const char* key : {"origins", "states", "comparison"})
        m_workspace.async().supersede(this, QLatin1String(key));
    m_pools.clear();
    m_known = {};
    Q_EMIT changed();
}

const PoolSources* SourceWatch::sourcesOf(PoolId pool) const
{
    const auto found
        = std::ranges::find(m_pools, pool, [](const PoolSources& sources) { return sources.entry.id; });
    return found == m_pools.end() ? nullptr : &*found;
}

QString SourceWatch::note(PoolId id) const
{
    const PoolSources* pool = sourcesOf(id);
    if (!pool)
        return {};
    QStringList parts;
    const std::pair<SourceState, QString> kinds[] = {{SourceState::Changed, tr("%1 changed")},
        {SourceState::Missing, tr("%1 missing")},
        {SourceState::Unreadable, tr("%1 unreadable")}};
    for (const auto& [state, text] : kinds)
        if (const std::size_t count = countOf(*pool, state); count > 0)
            parts << text.arg(count);
    return parts.isEmpty()
        ? QString()
        : tr("Of %1 that it was imported from: %2")
              .arg(counted(pool->states.size(), tr("file"), tr("files")), parts.join(QStringLiteral(", ")));
}

void SourceWatch::check()
{
    m_soon.stop();
    if (!m_workspace.isOpen())
        return;
    m_workspace.async().runLatest<std::vector<PoolSources>>(
        this,
        QStringLiteral("origins"),
        {.title = {}, .lane = Lane::Store},
        [link = m_workspace.link(), entries = m_workspace.pools()](Progress&, const CancelToken&) {
            std::vector<PoolSources> pools;
            for (const store::PoolEntry& entry : entries)
                if (auto origin = link.project().origin(entry.id)) // a damaged one is told where it is opened
                    pools.push_back({.entry = entry, .origin = std::move(*origin), .states = {}});
            return Result(std::move(pools));
        },
        [this](Result<std::vector<PoolSources>> pools) {
            if (pools)
                look(std::move(*pools));
        });
}

/// `compared`: the pool whose sources are read in any case.
Result<SourceWatch::Looked> SourceWatch::lookAt(std::vector<PoolSources> pools,
    jobs::KnownHashes known,
    std::optional<PoolId> compared,
    Progress& progress,
    const CancelToken& cancel)
{
    for (PoolSources& pool : pools) {
        const SourceReading reading = compared == pool.entry.id ? SourceReading::Always : SourceReading::WhenNeeded;
        auto states
            = jobs::checkSources(pool.origin.sources, pool.entry.importedAt, reading, known, progress, cancel);
        if (!states)
            return states.error();
        pool.states = std::move(*states);
    }
    return Looked{.pools = std::move(pools), .known = std::move(known)};
}

void SourceWatch::look(std::vector<PoolSources> pools)
{
    m_workspace.async().runLatest<Looked>(
        this,
        QStringLiteral("states"),
        {.title = {}, .lane = Lane::Background},
        [pools = std::move(pools), known = m_known](Progress& progress, const CancelToken& cancel) {
            return lookAt(pools, known, std::nullopt, progress, cancel);
        },
        [this](Result<Looked> looked) {
            if (!looked)
                return;
            m_pools = std::move(looked->pools);
            m_known = std::move(looked->known);
            Q_EMIT changed();
        });
}

void SourceWatch::compare(PoolId id)
{
    const PoolSources* pool = sourcesOf(id);
    if (!pool)
        return;
    m_workspace.async().runLatest<Looked>(
        this,
        QStringLiteral("comparison"),
        {.title = tr("Comparing the sources of %1").arg(QString::fromStdString(pool->entry.name)),
            .lane = Lane::Background},
        [pools = m_pools, known = m_known, id](
            Progress& progress, const CancelToken& cancel) { return lookAt(pools, known, id, progress, cancel); },
        [this](Result<Looked> looked) {
            if (!looked)
                return;
            m_known = std::move(looked->known);
            check(); // knows all hashes now; sources may have been re-linked meanwhile
        });
}

} // namespace cobench::ui
