// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/curves_presenter.h"

#include "core/jobs/read_trace.h"

#include <algorithm>
#include <set>

namespace cobench::ui {

namespace {

constexpr int kRefreshMs = 30; // several wishes of one moment are one
constexpr int kRegroupMs = 250; // a mean over growing curves

std::vector<study::ScalarPoint> pointsOf(const RunCurve& curve, std::size_t begin)
{
    std::vector<study::ScalarPoint> points;
    for (std::size_t i = begin; i < curve.steps.size(); ++i)
        points.push_back({.step = curve.steps[i], .time = curve.times[i], .value = curve.values[i]});
    return points;
}

struct Request {
    std::string project;
    CurvesQuery query;
    std::vector<ShownRun> shown;
    std::vector<RunId> stored; // to be read
    std::vector<jobs::RunPoints> points; // of those that go on
};

Result<CurvesFigure> workOut(Request& request, const CancelToken& cancel)
{
    if (!request.stored.empty()) {
        auto read = jobs::readCurves(request.project, request.stored, request.query.tag, cancel);
        if (!read)
            return read.error();
        std::ranges::move(*read, std::back_inserter(request.points));
    }
    if (request.query.axis == study::XAxis::Energy)
        if (auto added = jobs::addEnergy(request.project, request.points, cancel); !added)
            return std::move(added).error();
    return drawCurves(request.query, request.shown, request.points);
}

} // namespace

CurvesPresenter::CurvesPresenter(RunCatalog& catalog, QObject* parent)
    : QObject(parent)
    , m_catalog(catalog)
{
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &CurvesPresenter::refresh);
    connect(&catalog, &RunCatalog::changed, this, &CurvesPresenter::runsChanged);
    connect(&catalog, &RunCatalog::listChanged, &m_refresh, [this] { m_refresh.start(kRefreshMs); });
}

void CurvesPresenter::setQuery(const CurvesQuery& query)
{
    CurvesQuery wanted = query;
    wanted.filter = m_query.filter;
    if (wanted == m_query)
        return;
    m_query = wanted;
    Q_EMIT queryChanged();
    m_refresh.start(0);
}

void CurvesPresenter::setRuns(std::vector<RunId> runs, const std::string& filter)
{
    m_query.filter = filter;
    if (runs == m_runs)
        return;
    m_runs = std::move(runs);
    m_refresh.start(kRefreshMs);
}

void CurvesPresenter::refresh()
{
    auto request = std::make_shared<Request>(Request{.project = m_catalog.workspace().path().toStdString(),
        .query = m_query,
        .shown = {},
        .stored = {},
        .points = {}});
    auto drawn = std::make_shared<std::map<RunId, std::size_t>>();
    for (const RunId id : m_runs) {
        const study::Run* run = m_catalog.find(id);
        if (!run)
            continue;
        request->shown.push_back(
            {.run = forDrawing(*run), .place = static_cast<std::size_t>(run - m_catalog.runs().data())});
        const RunTrack* track = m_catalog.track(id);
        if (!track) {
            request->stored.push_back(id);
            continue;
        }
        const auto curve = track->curves.find(m_query.tag);
        (*drawn)[id] = curve == track->curves.end() ? 0 : curve->second.steps.size();
        if (curve != track->curves.end())
            request->points.push_back({.run = id, .points = pointsOf(curve->second, 0)});
    }
    m_busy = true;
    m_catalog.workspace().async().runLatest<CurvesFigure>(
        this,
        QStringLiteral("curves"),
        {},
        [request](Progress&, const CancelToken& cancel) { return workOut(*request, cancel); },
        [this, drawn](Result<CurvesFigure> figure) {
            m_busy = false;
            if (!figure) {
                if (!figure.error().isCancelled())
                    Q_EMIT failed(tr("Reading the curves"), figure.error());
                return;
            }
            m_figure = std::move(*figure);
            m_drawn = *drawn;
            Q_EMIT figureChanged();
        });
}

void CurvesPresenter::runsChanged(const std::vector<RunId>& runs)
{
    for (const RunId run : runs) {
        if (!std::ranges::binary_search(m_runs, run))
            continue;
        const RunTrack* track = m_catalog.track(run);
        const bool isDone = track && m_query.groupBy.empty() && grow(run, *track);
        if (!isDone && !m_refresh.isActive())
            m_refresh.start(kRegroupMs);
    }
}

bool CurvesPresenter::grow(RunId run, const RunTrack& track)
{
    if (m_query.axis == study::XAxis::Energy)
        return false; // what it used is in its trace
    const auto curve = track.curves.find(m_query.tag);
    const auto known = m_drawn.find(run);
    if (curve == track.curves.end())
        return true; // nothing yet, and nothing to wait for
    const auto series = std::ranges::find_if(
        m_figure.runs, [run](const std::vector<RunId>& ids) { return ids.size() == 1 && ids.front() == run; });
    if (known == m_drawn.end() || series == m_figure.runs.end())
        return false;
    const auto index = static_cast<std::size_t>(series - m_figure.runs.begin());
    const auto added = study::onAxis(
        *m_catalog.find(run), pointsOf(curve->second, known->second), m_query.axis, m_figure.starts[index]);
    known->second = curve->second.steps.size();
    std::vector<plots::CurvePoint> points;
    for (std::size_t i = 0; i < added.x.size(); ++i)
        points.push_back({added.x[i], added.y[i]});
    if (!points.empty())
        Q_EMIT grew(index, points);
    return true;
}

} // namespace cobench::ui
