// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_catalog.h"

#include "core/jobs/read_runs.h"

#include <algorithm>

namespace cobench::ui {

namespace {

constexpr int kLiveMs = 80;
constexpr int kReloadMs = 150;

using Runs = std::vector<study::Run>;

template <typename Visit>
std::vector<std::string> namesOf(const Runs& runs, Visit visit)
{
    std::set<std::string> names;
    for (const study::Run& run : runs)
        for (const auto& [name, value] : visit(run))
            names.insert(name);
    return {names.begin(), names.end()};
}

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

study::Run* RunCatalog::findMutable(RunId run)
{
    return const_cast<study::Run*>(std::as_const(*this).find(run));
}

std::vector<std::string> RunCatalog::tags() const
{
    return namesOf(
        m_runs, [](const study::Run& run) -> const auto& { return run.figures; });
}

std::vector<std::string> RunCatalog::configKeys() const
{
    return namesOf(
        m_runs, [](const study::Run& run) -> const auto& { return run.config; });
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

/// The list first, so that something is seen at once; then what was recorded.
void RunCatalog::read()
{
    if (!m_workspace.isOpen())
        return;
    m_workspace.async().runLatest<Runs>(
        this,
        QStringLiteral("runs"),
        {},
        [project = m_workspace.path().toStdString()](
            Progress&, const CancelToken&) { return jobs::listRuns(project); },
        [this](Result<Runs> listed) {
            if (!listed) {
                m_loading = false;
                return Q_EMIT failed(tr("Reading the runs"), listed.error());
            }
            Runs runs = *listed;
            if (m_runs.empty())
                adopt(std::move(*listed));
            m_workspace.async().runLatest<Runs>(
                this,
                QStringLiteral("runs"),
                {},
                [project = m_workspace.path().toStdString(), runs = std::move(runs)](
                    Progress&, const CancelToken& cancel) mutable -> Result<Runs> {
                    if (auto read = jobs::readFigures(project, runs, cancel); !read)
                        return read.error();
                    return std::move(runs);
                },
                [this](Result<Runs> complete) {
                    if (complete)
                        adopt(std::move(*complete));
                    else if (!complete.error().isCancelled())
                        Q_EMIT failed(tr("Reading the runs"), complete.error());
                });
        });
}

void RunCatalog::adopt(Runs runs)
{
    m_loading = false;
    m_runs = std::move(runs);
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
        if (next == 0)
            figures = {};
        for (; next < curve.steps.size(); ++next)
            figures.add(curve.steps[next], curve.values[next]);
        if (!curve.times.empty())
            run.heartbeatAt = std::max(run.heartbeatAt, curve.times.back());
    }
    return true;
}

} // namespace cobench::ui
