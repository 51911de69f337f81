// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/curves_figure.h"
#include "ui/pages/runs/run_catalog.h"

namespace cobench::ui {

/// Works out the curves of the runs that are shown, and lets those of running ones grow. GUI thread only.
class CurvesPresenter : public QObject
{
    Q_OBJECT
public:
    explicit CurvesPresenter(RunCatalog& catalog, QObject* parent = nullptr);

    RunCatalog& catalog() { return m_catalog; }
    const CurvesQuery& query() const { return m_query; }
    /// All but the filter, which only says which runs were chosen.
    void setQuery(const CurvesQuery& query);
    /// `filter` describes them for a command line.
    void setRuns(std::vector<RunId> runs, const std::string& filter);
    const std::vector<RunId>& runs() const { return m_runs; }
    const CurvesFigure& figure() const { return m_figure; }
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void queryChanged();
    void figureChanged();
    /// New points of a series of figure().
    void grew(std::size_t series, const std::vector<cobench::plots::CurvePoint>& points);
    void failed(const QString& what, const cobench::Error& error);

private:
    void refresh();
    void runsChanged(const std::vector<RunId>& runs);
    /// Whether its new points could be appended.
    bool grow(RunId run, const RunTrack& track);

    RunCatalog& m_catalog;
    CurvesQuery m_query;
    std::vector<RunId> m_runs;
    CurvesFigure m_figure;
    std::map<RunId, std::size_t> m_drawn; // points of live curves that are in the figure
    QTimer m_refresh;
    bool m_busy = false;
};

} // namespace cobench::ui
