// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/workspace.h"

#include "core/jobs/take_in_sessions.h"

#include <QFileInfo>
#include <QPointer>

#include <algorithm>

namespace cobench::ui {

namespace {

constexpr auto kPoolKey = "session/pool";
constexpr auto kSplitKey = "session/split";
constexpr std::size_t kManyTeams = 20000; // taken apart in a millisecond

const store::PoolEntry* entryOf(const std::vector<store::PoolEntry>& pools, std::optional<PoolId> id)
{
    const auto found = std::ranges::find_if(pools, [&](const auto& entry) { return entry.id == id; });
    return found == pools.end() ? nullptr : &*found;
}

std::string textOr(store::Project& project, const char* key, const std::string& otherwise)
{
    const auto text = project.text(key);
    return text && *text ? **text : otherwise;
}

std::optional<PoolId> rememberedPool(store::Project& project)
{
    const std::string text = textOr(project, kPoolKey, {});
    const auto pool = project.findPool(text);
    return pool ? std::optional(*pool) : std::nullopt;
}

} // namespace

Workspace::Workspace(Async& async, Selection& selection, QObject* parent)
    : QObject(parent)
    , m_async(async)
    , m_selection(selection)
{
    m_selection.setDisposer([alive = QPointer<Async>(&async)](Selection::SharedTeams teams) {
        if (alive && teams->size() > kManyTeams)
            alive->dispose(std::move(teams));
    });
}

QString Workspace::title() const
{
    return QFileInfo(m_path).completeBaseName();
}

std::optional<PoolId> Workspace::currentPool() const
{
    return m_snapshot ? std::optional(m_snapshot->entry.id) : std::nullopt;
}

std::shared_ptr<const data::Pool> Workspace::pool() const
{
    return m_snapshot ? m_snapshot->active : nullptr;
}

std::shared_ptr<const ensemble::PreparedSplit> Workspace::prepared() const
{
    return m_split ? m_split->active : nullptr;
}

QString Workspace::splitTitle() const
{
    return m_split ? QString::fromStdString(m_split->title) : QString();
}

QStringList Workspace::splitTitles() const
{
    QStringList titles;
    if (m_snapshot)
        for (const auto& title : m_snapshot->all->splitTitles())
            titles << QString::fromStdString(title);
    return titles;
}

int Workspace::colourOf(std::size_t model) const
{
    return m_snapshot->colours[m_snapshot->memberOf[model]];
}

std::vector<int> Workspace::colours() const
{
    std::vector<int> result;
    for (std::size_t model = 0; m_snapshot && model < m_snapshot->memberOf.size(); ++model)
        result.push_back(colourOf(model));
    return result;
}

Result<Workspace::Loaded> Workspace::load(store::Project& project, const Choice& choice)
{
    auto pools = project.pools();
    if (!pools)
        return pools.error();
    Loaded loaded{.pools = std::move(*pools), .snapshot = nullptr, .split = nullptr};
    const store::PoolEntry* entry = entryOf(loaded.pools, choice.pool);
    if (!entry && !loaded.pools.empty())
        entry = &loaded.pools.front();
    if (!entry)
        return loaded;
    auto snapshot = readSnapshot(project, *entry);
    if (!snapshot)
        return snapshot.error();
    loaded.snapshot = std::move(*snapshot);
    loaded.split = prepareSplit(*loaded.snapshot, choice.split);
    return loaded;
}

Result<Workspace::Opened> Workspace::openOn(const std::string& path, store::OpenMode mode)
{
    auto project = store::Project::open(path, mode);
    if (!project)
        return project.error();
    Opened opened;
    opened.readOnly = (*project)->isReadOnly();
    auto loaded = load(**project, {.pool = rememberedPool(**project), .split = textOr(**project, kSplitKey, {})});
    if (loaded)
        opened.loaded = std::move(*loaded);
    else
        opened.problem = loaded.error();
    opened.hasRun = !opened.readOnly && !jobs::liveSessions(path).empty();
    opened.link = ProjectLink(std::move(*project));
    return opened;
}

void Workspace::open(const QString& path, store::OpenMode mode)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (m_opening > 0 && absolute == m_lastAsked)
        return;
    if (m_opening == 0 && m_open && absolute == m_path)
        return reload();
    ++m_opening;
    m_lastAsked = absolute;
    Q_EMIT opening(absolute);
    m_async.run<Opened>(
        this,
        {.title = tr("Opening %1").arg(QFileInfo(path).fileName()), .lane = Lane::Store},
        [file = absolute.toStdString(), mode](Progress&, const CancelToken&) { return openOn(file, mode); },
        [this, absolute](Result<Opened> opened) {
            --m_opening;
            if (!opened)
                Q_EMIT openFailed(absolute, opened.error());
            else
                adopt(absolute, std::move(*opened));
        });
}

void Workspace::adopt(const QString& path, Opened opened)
{
    close();
    m_link = std::move(opened.link);
    m_path = path;
    m_open = true;
    m_readOnly = opened.readOnly;
    Q_EMIT projectChanged();
    show(std::move(opened.loaded));
    if (opened.problem)
        Q_EMIT failed(tr("Reading the pool"), *opened.problem);
    if (opened.hasRun)
        Q_EMIT told(tr("A detection run of this project goes on: the page Edge detection shows it"));
}

void Workspace::close()
{
    if (!m_open)
        return;
    m_open = false;
    m_path.clear();
    // The file closes on its own thread, after the writes that still wait there.
    auto last = std::make_shared<ProjectLink>(std::exchange(m_link, {}));
    m_async.run<void>(
        this,
        {.title = {}, .lane = Lane::Store},
        [last](Progress&, const CancelToken&) {
            *last = {};
            return Result<void>();
        },
        [](const Result<void>&) {});
    show({});
    Q_EMIT projectChanged();
}

void Workspace::show(Loaded loaded)
{
    const auto before = std::exchange(m_snapshot, std::move(loaded.snapshot));
    m_split = std::move(loaded.split);
    m_pools = std::move(loaded.pools);
    remapSelection(before.get());
    Q_EMIT poolsChanged();
    Q_EMIT poolChanged();
    Q_EMIT splitChanged();
}

/// Keeps the selected models selected through reordering and exclusion; another pool starts with nothing selected.
void Workspace::remapSelection(const PoolSnapshot* before)
{
    const PoolSnapshot* now = m_snapshot.get();
    if (!before || !now || before->entry.id != now->entry.id)
        return m_selection.clear();
    const auto idOf
        = [](const PoolSnapshot& pool, std::size_t model) { return pool.members[pool.memberOf[model]].id; };
    Selection::Indices models;
    for (std::uint32_t model = 0; model < now->memberOf.size(); ++model)
        for (const std::uint32_t old : m_selection.models())
            if (old < before->memberOf.size() && idOf(*before, old) == idOf(*now, model))
                models.push_back(model);
    const bool sameModels = before->memberOf.size() == now->memberOf.size() && models == m_selection.models();
    m_selection.hoverModel({});
    m_selection.hoverTeam({});
    m_selection.setModels(std::move(models));
    if (!sameModels)
        m_selection.setTeams({});
}

Workspace::Choice Workspace::choice() const
{
    return {.pool = currentPool(), .split = m_split ? m_split->title : std::string()};
}

void Workspace::loadAgain(const Choice& wanted)
{
    if (!m_open)
        return;
    m_async.runLatest<Loaded>(
        this,
        QStringLiteral("load"),
        {.title = tr("Reading the pool"), .lane = Lane::Store},
        [link = m_link, wanted](Progress&, const CancelToken&) { return load(link.project(), wanted); },
        [this](Result<Loaded> loaded) {
            if (!loaded)
                Q_EMIT failed(tr("Reading the pool"), loaded.error());
            else
                show(std::move(*loaded));
            rememberChoice();
        });
}

/// So that the next start shows the same pool and split. Not a change a person made: failures are not reported.
void Workspace::rememberChoice()
{
    if (!m_snapshot || m_readOnly || choice() == m_remembered)
        return;
    m_remembered = choice();
    m_link.call<void>(
        m_async,
        this,
        {},
        [pool = m_snapshot->entry.name, split = m_remembered.split](
            store::Project& project, Progress&, const CancelToken&) -> Result<void> {
            if (auto written = project.setText(kPoolKey, pool); !written)
                return written;
            return project.setText(kSplitKey, split);
        },
        [](const Result<void>&) {});
}

void Workspace::reload()
{
    loadAgain(choice());
}

void Workspace::reloadAndSelect(PoolId pool)
{
    loadAgain({.pool = pool, .split = choice().split});
}

void Workspace::selectPool(PoolId pool)
{
    if (currentPool() == pool)
        return;
    loadAgain({.pool = pool, .split = {}});
}

void Workspace::selectSplit(const QString& title)
{
    if (!m_snapshot || title == splitTitle())
        return;
    m_async.runLatest<std::shared_ptr<const SplitSnapshot>>(
        this,
        QStringLiteral("split"),
        {},
        [pool = m_snapshot, wanted = title.toStdString()](
            Progress&, const CancelToken&) { return Result(prepareSplit(*pool, wanted)); },
        [this, pool = m_snapshot](Result<std::shared_ptr<const SplitSnapshot>> split) {
            if (!split || pool != m_snapshot)
                return;
            m_split = std::move(*split);
            m_selection.setSamples({});
            Q_EMIT splitChanged();
            rememberChoice();
        });
}

} // namespace cobench::ui
