// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/trace_presenter.h"

#include "ui/pages/reports/trace_lanes.h"

#include <algorithm>

namespace cobench::ui {

namespace {

const QString kRead = QStringLiteral("trace");
constexpr int kLiveMs = 80; // samples come ten times a second
constexpr int kRefreshMs = 1000; // a quantity that is new to the figure

} // namespace

TracePresenter::TracePresenter(RunCatalog& catalog, QObject* parent)
    : QObject(parent)
    , m_catalog(catalog)
{
    m_live.setInterval(kLiveMs);
    m_refresh.setSingleShot(true);
    connect(&m_live, &QTimer::timeout, this, &TracePresenter::look);
    connect(&m_refresh, &QTimer::timeout, this, &TracePresenter::refresh);
    connect(&catalog, &RunCatalog::listChanged, this, &TracePresenter::outdate);
    connect(&catalog, &RunCatalog::changed, this, &TracePresenter::catalogChanged);
}

void TracePresenter::setRun(std::optional<RunId> run)
{
    if (m_run == run)
        return;
    m_run = run;
    outdate();
}

/// What is still being read is of another run, or older: it must not pass for what is asked for now.
void TracePresenter::outdate()
{
    m_catalog.workspace().async().supersede(this, kRead);
    m_stale = true;
    m_refresh.start(0);
}

void TracePresenter::setWatched(bool watched)
{
    m_watched = watched;
    if (watched && m_stale)
        refresh();
    else if (!watched)
        m_live.stop();
    else if (isLive())
        m_live.start();
}

bool TracePresenter::isLive() const
{
    return m_run && m_catalog.track(*m_run);
}

void TracePresenter::catalogChanged(const std::vector<RunId>& runs)
{
    if (!m_run || !std::ranges::count(runs, *m_run))
        return;
    if (!isLive())
        return outdate(); // its end is in the store
    if (m_stale)
        return m_refresh.start(0);
    if (m_watched && !m_live.isActive())
        m_live.start();
}

void TracePresenter::refresh()
{
    if (!m_watched)
        return;
    m_live.stop();
    if (!m_run || !m_catalog.find(*m_run)) {
        m_stale = false;
        return adopt({std::make_shared<jobs::RunTrace>(), std::make_shared<TraceFigure>()});
    }
    m_catalog.workspace().async().runLatest<Read>(
        this,
        kRead,
        {},
        [project = m_catalog.workspace().path().toStdString(), run = *m_catalog.find(*m_run)](
            Progress&, const CancelToken& cancel) -> Result<Read> {
            auto recorded = jobs::readTrace(project, run.id, cancel);
            if (!recorded)
                return recorded.error();
            recorded->run = run; // of one that goes on, the events tell more than the store
            auto figure = std::make_shared<TraceFigure>(drawTrace(*recorded));
            return Read{std::make_shared<jobs::RunTrace>(std::move(*recorded)), std::move(figure)};
        },
        [this](Result<Read> read) {
            if (read)
                return adopt(std::move(*read));
            if (m_recorded->run.id != m_run)
                adopt({std::make_shared<jobs::RunTrace>(), std::make_shared<TraceFigure>()});
            if (!read.error().isCancelled())
                Q_EMIT failed(tr("Reading the trace"), read.error());
        });
}

void TracePresenter::adopt(Read read)
{
    m_stale = false;
    m_recorded = std::move(read.recorded);
    m_figure = std::move(read.figure);
    const auto* steps = clockOf(*m_recorded);
    m_rates = steps ? steps->size() : 0;
    Q_EMIT figureChanged();
    if (m_watched && isLive())
        m_live.start();
}

void TracePresenter::look()
{
    if (!isLive() || !m_watched)
        return m_live.stop();
    if (std::exchange(m_looking, true))
        return;
    const auto& times = m_recorded->trace.times;
    const double after = times.empty() ? 0.0 : times.back();
    m_catalog.workspace().async().runLatest<data::Trace>(
        this,
        QStringLiteral("samples"),
        {},
        [project = m_catalog.workspace().path().toStdString(), run = *m_run, after](
            Progress&, const CancelToken&) { return jobs::readSamples(project, run, after); },
        [this, recorded = m_recorded, run = m_run](const Result<data::Trace>& samples) {
            m_looking = false;
            if (samples && recorded == m_recorded && run == m_run)
                take(*samples);
        });
}

void TracePresenter::take(const data::Trace& samples)
{
    data::Trace& trace = m_recorded->trace;
    if (samples.lanes != trace.lanes)
        return refresh(); // the first samples, or those of another start
    const std::size_t first = trace.times.size();
    for (std::size_t sample = 0; sample < samples.times.size(); ++sample)
        trace.add(samples.times[sample], samples.sample(sample));
    std::vector<Growth> growth;
    for (std::size_t lane = 0; lane < m_figure->ofTraceLane.size(); ++lane)
        if (const auto& target = m_figure->ofTraceLane[lane])
            if (auto points = lanePoints(trace, lane, first, m_figure->start, target->scale); !points.empty())
                growth.push_back({.target = *target, .points = std::move(points)});
    takeScalars(growth);
    if (!growth.empty())
        Q_EMIT grew(growth);
}

/// What the events have told since.
void TracePresenter::takeScalars(std::vector<Growth>& growth)
{
    const RunTrack* track = m_catalog.track(*m_run);
    if (!track)
        return;
    for (const auto& [tag, curve] : track->curves) {
        auto& known = m_recorded->scalars[tag];
        const double last = known.empty() ? -1.0 : known.back().step;
        const auto begin = std::ranges::upper_bound(curve.steps, last) - curve.steps.begin();
        std::vector<plots::CurvePoint> points;
        const auto target = m_figure->ofTag.find(tag);
        for (auto i = static_cast<std::size_t>(begin); i < curve.steps.size(); ++i) {
            known.push_back({.step = curve.steps[i], .time = curve.times[i], .value = curve.values[i]});
            if (target != m_figure->ofTag.end())
                points.push_back({curve.times[i] - m_figure->start, curve.values[i] * target->second.scale});
        }
        if (target == m_figure->ofTag.end() && placeOfScalar(tag) && !m_refresh.isActive())
            m_refresh.start(kRefreshMs);
        if (!points.empty())
            growth.push_back({.target = target->second, .points = std::move(points)});
    }
    const auto rate = m_figure->ofTag.find("throughput");
    const auto* steps = clockOf(*m_recorded);
    if (rate == m_figure->ofTag.end() || !steps)
        return;
    std::vector<plots::CurvePoint> points;
    for (const auto& point : throughputOf(m_recorded->run, *steps, m_rates))
        points.push_back({point.time - m_figure->start, point.value});
    m_rates = steps->size();
    if (!points.empty())
        growth.push_back({.target = rate->second, .points = std::move(points)});
}

} // namespace cobench::ui
