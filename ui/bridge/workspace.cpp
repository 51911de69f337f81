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
const QString kLoad = QStringLiteral("load");
const QString kSplit = QStringLiteral("split");
constexpr std::size_t kManyTeams = 20000; // taken apart in a millisecond

const store::PoolEntry* entryOf(const std::vector<store::PoolEntry>& pools, std::optional<PoolId> id)
{
    const auto found = std::ranges::find_if(pools, [&](const auto& entry) { return entry.id == id; });
    return found == pools.end() ? nullptr : &*found;
}

/// The chosen one first.
std::vector<const store::PoolEntry*> inOrder(
    const std::vector<store::PoolEntry>& pools, std::optional<PoolId> chosen)
{
    std::vector<const store::PoolEntry*> order;
    order.reserve(pools.size());
    for (const store::PoolEntry& entry : pools)
        order.push_back(&entry);
    std::stable_partition(
        order.begin(), order.end(), [&](const store::PoolEntry* entry) { return entry->id == chosen; });
    return order;
}

/// Of the models that are analysed, in their order.
std::vector<std::int64_t> activeIds(const PoolSnapshot& pool)
{
    std::vector<std::int64_t> ids;
    for (const std::size_t member : pool.memberOf)
        ids.push_back(pool.members[member].id);
    return ids;
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

Result<Workspace::Loaded> Workspace::load(store::Project& project,
    const Choice& choice,
    std::optional<PoolId> shown,
    Progress& progress,
    const CancelToken& cancel)
{
    auto pools = project.pools();
    if (!pools)
        return pools.error();
    Loaded loaded{.pools = std::move(*pools), .snapshot = nullptr, .split = nullptr, .problem = {}};
    const bool canStay = entryOf(loaded.pools, shown) != nullptr;
    for (const store::PoolEntry* entry : inOrder(loaded.pools, choice.pool)) {
        auto snapshot = readSnapshot(project, *entry, progress, cancel);
        if (cancel.isCancelled())
            return cancelled();
        if (snapshot) {
            loaded.snapshot = std::move(*snapshot);
            loaded.split = prepareSplit(*loaded.snapshot, choice.split);
            return loaded;
        }
        if (!loaded.problem)
            loaded.problem = snapshot.error();
        if (canStay)
            break;
    }
    return loaded;
}

Result<Workspace::Opened> Workspace::openOn(
    const std::string& path, store::OpenMode mode, Progress& progress, const CancelToken& cancel)
{
    if (cancel.isCancelled())
        return cancelled();
    auto project = store::Project::open(path, mode);
    if (!project)
        return project.error();
    Opened opened;
    opened.readOnly = (*project)->isReadOnly();
    opened.remembered = {.pool = rememberedPool(**project), .split = textOr(**project, kSplitKey, {})};
    auto loaded = load(**project, opened.remembered, std::nullopt, progress, cancel);
    if (loaded)
        opened.loaded = std::move(*loaded);
    else if (loaded.error().isCancelled())
        return loaded.error();
    else
        opened.loaded.problem = loaded.error();
    opened.hasRun = !opened.readOnly && !jobs::liveSessions(path).empty();
    opened.link = ProjectLink(std::move(*project));
    return opened;
}

/// One that is open read-only may be free by now.
bool Workspace::mustOpen(const QString& path, store::OpenMode mode) const
{
    return !isOpenAt(path) || (m_readOnly && mode != store::OpenMode::ReadOnly);
}

void Workspace::open(const QString& path, store::OpenMode mode)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (m_opening > 0 && absolute == m_lastAsked)
        return;
    if (m_opening == 0 && !mustOpen(absolute, mode))
        return reload();
    ++m_opening;
    m_lastAsked = absolute;
    Q_EMIT opening(absolute);
    m_async.run<Opened>(
        this,
        {.title = tr("Opening %1").arg(QFileInfo(path).fileName()), .lane = Lane::Store},
        [file = absolute.toStdString(), mode](
            Progress& progress, const CancelToken& cancel) { return openOn(file, mode, progress, cancel); },
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
    m_remembered = std::move(opened.remembered);
    const auto problem = opened.loaded.problem;
    Q_EMIT projectChanged();
    show(std::move(opened.loaded));
    if (problem)
        Q_EMIT failed(tr("Reading the pool"), *problem);
    if (opened.hasRun)
        Q_EMIT told(tr("A detection run of this project goes on: the page Edge detection shows it"));
}

void Workspace::close()
{
    if (!m_open)
        return;
    m_open = false;
    m_copying = false;
    m_loading = false;
    m_path.clear();
    m_claim = std::make_shared<char>();
    m_async.supersede(this, kLoad);
    m_async.supersede(this, kSplit);
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

void Workspace::setCopying(bool copying)
{
    if (!m_open || copying == m_copying)
        return;
    m_copying = copying;
    Q_EMIT poolsChanged();
}

void Workspace::show(Loaded loaded)
{
    const auto before = std::exchange(m_snapshot, std::move(loaded.snapshot));
    m_split = std::move(loaded.split);
    m_pools = std::move(loaded.pools);
    m_wanted = shown();
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
    const std::vector<std::int64_t> old = activeIds(*before);
    const std::vector<std::int64_t> ids = activeIds(*now);
    Selection::Indices models;
    for (std::uint32_t model = 0; model < ids.size(); ++model)
        for (const std::uint32_t selected : m_selection.models())
            if (selected < old.size() && old[selected] == ids[model])
                models.push_back(model);
    m_selection.hoverModel({});
    m_selection.hoverTeam({});
    m_selection.setModels(std::move(models));
    if (ids != old) // the numbers of a team's members mean other models now
        m_selection.setTeams({});
}

Workspace::Choice Workspace::shown() const
{
    return {.pool = currentPool(), .split = m_split ? m_split->title : std::string()};
}

void Workspace::loadAgain(Choice wanted)
{
    if (!m_open)
        return;
    m_wanted = std::move(wanted);
    m_loading = true;
    m_async.runLatest<Loaded>(
        this,
        kLoad,
        {.title = tr("Reading the pool"), .lane = Lane::Store},
        [link = m_link, choice = m_wanted, shown = currentPool()](Progress& progress, const CancelToken& cancel) {
            return load(link.project(), choice, shown, progress, cancel);
        },
        [this](Result<Loaded> answer) { loaded(std::move(answer)); });
}

void Workspace::loaded(Result<Loaded> loaded)
{
    m_loading = false;
    const auto problem = loaded ? loaded->problem : std::optional(loaded.error());
    const bool stays = !loaded || (problem && !loaded->snapshot && entryOf(loaded->pools, currentPool()));
    if (!stays) {
        show(std::move(*loaded));
    } else {
        if (loaded)
            m_pools = std::move(loaded->pools);
        m_wanted = shown();
        Q_EMIT poolsChanged(); // lists show again what is shown
    }
    if (problem)
        Q_EMIT failed(tr("Reading the pool"), *problem);
    rememberChoice();
}

/// So that the next start shows the same pool and split. Not a change a person made: failures are not reported.
void Workspace::rememberChoice()
{
    if (!m_snapshot || m_readOnly || shown() == m_remembered)
        return;
    m_remembered = shown();
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
    loadAgain(m_wanted);
}

void Workspace::reloadAndSelect(PoolId pool)
{
    loadAgain({.pool = pool, .split = m_wanted.split});
}

void Workspace::selectPool(PoolId pool)
{
    if (m_wanted.pool != pool)
        loadAgain({.pool = pool, .split = currentPool() == pool ? shown().split : std::string()});
}

void Workspace::selectSplit(const QString& title)
{
    const Choice wanted{.pool = currentPool(), .split = title.toStdString()};
    if (!m_snapshot || wanted == m_wanted)
        return;
    if (m_loading) // would bring the split of before
        return loadAgain(wanted);
    m_wanted = wanted;
    m_async.runLatest<std::shared_ptr<const SplitSnapshot>>(
        this,
        kSplit,
        {},
        [pool = m_snapshot, split = wanted.split](
            Progress&, const CancelToken&) { return Result(prepareSplit(*pool, split)); },
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
