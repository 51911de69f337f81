// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_catalog.h"

#include "core/jobs/read_runs.h"

#include <algorithm>

namespace cobench::ui {

namespace {

constexpr int kLiveMs = 80;
constexpr int kReloadMs = 150;

} // namespace

RunCatalog::RunCatalog(Workspace& workspace, EngineLink& engine, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_engine(engine)
{
    for (QTimer* timer : {&m_live, &m_reload})
        timer->setSingleShot(true);
    m_live.setInterval(kLiveMs);
    m_reload.setInterval(kReloadMs);
    connect(&m_live, &QTimer::timeout, this, &RunCatalog::applyLive);
    connect(&m_reload, &QTimer::timeout, this, &RunCatalog::read);
    connect(&workspace, &Workspace::projectChanged, this, &RunCatalog::projectChanged);
    connect(&engine, &EngineLink::runsKnown, this, &RunCatalog::reload);
    RunList& list = engine.runs();
    connect(&list, &RunList::runEnded, this, &RunCatalog::reload);
    connect(&list, &RunList::curvesGrew, this, &RunCatalog::noteRow);
    connect(&list, &RunList::dataChanged, this, [this](const QModelIndex& first, const QModelIndex& last) {
        for (int row = first.row(); row <= last.row(); ++row)
            noteRow(row);
    });
    projectChanged();
}

const study::Run* RunCatalog::find(RunId run) const
{
    const auto found = std::ranges::lower_bound(m_runs, run, {}, &study::Run::id);
    return found != m_runs.end() && found->id == run ? &*found : nullptr;
}

std::vector<std::string> RunCatalog::curveTags() const
{
    std::vector<std::string> curves;
    for (const std::string& tag : m_tags)
        if (std::ranges::any_of(m_runs, [&](const study::Run& run) {
                const auto found = run.figures.find(tag);
                return found != run.figures.end() && found->second.points > 1;
            }))
            curves.push_back(tag);
    return curves;
}

study::Run* RunCatalog::findMutable(RunId run)
{
    return const_cast<study::Run*>(std::as_const(*this).find(run));
}

const RunTrack* RunCatalog::track(RunId run) const
{
    const auto& tracks = m_engine.runs().runs();
    const auto found = std::ranges::find_if(tracks, [&](const RunTrack& track) { return track.info.id == run; });
    return found != tracks.end() && isActive(found->info.state) ? &*found : nullptr;
}

void RunCatalog::projectChanged()
{
    m_runs.clear();
    m_tags.clear();
    m_keys.clear();
    m_seen.clear();
    m_dirty.clear();
    m_loading = m_workspace.isOpen();
    Q_EMIT listChanged();
    if (m_loading)
        read();
    else
        m_workspace.async().supersede(this, QStringLiteral("runs"));
}

void RunCatalog::reload()
{
    if (!m_reload.isActive())
        m_reload.start();
}

Result<RunCatalog::Listed> RunCatalog::list(const std::string& project)
{
    auto runs = jobs::listRuns(project);
    if (!runs)
        return runs.error();
    Listed listed{.runs = std::move(*runs), .tags = {}, .keys = {}};
    for (const study::Run& run : listed.runs)
        for (const auto& [key, value] : run.config)
            listed.keys.insert(key);
    return listed;
}

Result<RunCatalog::Listed> RunCatalog::readFigures(
    const std::string& project, Listed listed, const CancelToken& cancel)
{
    if (const auto read = jobs::readFigures(project, listed.runs, cancel); !read)
        return read.error();
    for (const study::Run& run : listed.runs)
        for (const auto& [tag, figures] : run.figures)
            listed.tags.insert(tag);
    return listed;
}

/// The list first, so that something is seen at once; then what was recorded.
void RunCatalog::read()
{
    if (!m_workspace.isOpen())
        return;
    m_workspace.async().runLatest<Listed>(
        this,
        QStringLiteral("runs"),
        {},
        [project = m_workspace.path().toStdString()](Progress&, const CancelToken&) { return list(project); },
        [this](Result<Listed> listed) {
            if (listed)
                return complete(std::move(*listed));
            m_loading = false;
            Q_EMIT failed(tr("Reading the runs"), listed.error());
        });
}

void RunCatalog::complete(Listed listed)
{
    if (m_runs.empty())
        adopt(listed);
    auto shared = std::make_shared<Listed>(std::move(listed));
    m_workspace.async().runLatest<Listed>(
        this,
        QStringLiteral("runs"),
        {},
        [project = m_workspace.path().toStdString(), shared](
            Progress&, const CancelToken& cancel) { return readFigures(project, std::move(*shared), cancel); },
        [this](Result<Listed> whole) {
            if (whole)
                adopt(std::move(*whole));
            else if (!whole.error().isCancelled())
                Q_EMIT failed(tr("Reading the runs"), whole.error());
        });
}

void RunCatalog::adopt(Listed listed)
{
    m_loading = false;
    m_runs = std::move(listed.runs);
    m_tags = std::move(listed.tags);
    m_keys = std::move(listed.keys);
    m_seen.clear();
    for (const RunTrack& track : m_engine.runs().runs())
        if (study::Run* run = findMutable(track.info.id))
            applyTrack(*run, track);
    Q_EMIT listChanged();
}

void RunCatalog::noteRow(int row)
{
    m_dirty.insert(m_engine.runs().runs()[static_cast<std::size_t>(row)].info.id);
    if (!m_live.isActive())
        m_live.start();
}

void RunCatalog::applyLive()
{
    std::vector<RunId> heard;
    for (const RunTrack& track : m_engine.runs().runs()) {
        if (!m_dirty.contains(track.info.id))
            continue;
        study::Run* run = findMutable(track.info.id);
        if (run && applyTrack(*run, track))
            heard.push_back(run->id);
    }
    m_dirty.clear();
    if (!heard.empty())
        Q_EMIT changed(heard);
}

/// Of a run that is over, the store tells more than the events.
bool RunCatalog::applyTrack(study::Run& run, const RunTrack& track)
{
    const std::string state(engine::id(track.info.state));
    const bool isNew = std::exchange(run.state, state) != state;
    run.message = track.info.message;
    if (!isActive(track.info.state))
        return isNew;
    if (track.total > 0)
        run.figures["run/iterations"] = {.points = 1, .last = static_cast<double>(track.total)};
    auto& seen = m_seen[run.id];
    for (const auto& [tag, curve] : track.curves) {
        std::size_t& next = seen[tag];
        study::Figures& figures = run.figures[tag];
        if (next == 0) {
            figures = {};
            m_tags.insert(tag);
        }
        for (; next < curve.steps.size(); ++next)
            figures.add(curve.steps[next], curve.values[next]);
        if (!curve.times.empty())
            run.heartbeatAt = std::max(run.heartbeatAt, curve.times.back());
    }
    return true;
}

} // namespace cobench::ui
