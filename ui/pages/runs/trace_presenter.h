// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/trace_figure.h"
#include "ui/pages/runs/run_catalog.h"

namespace cobench::ui {

/// Reads the trace of one run, and what comes to it while the run goes on, ten times a second as long as somebody
/// looks. GUI thread only.
class TracePresenter : public QObject
{
    Q_OBJECT
public:
    /// New points of one line of the figure.
    struct Growth {
        LaneTarget target;
        std::vector<plots::CurvePoint> points;
    };

    explicit TracePresenter(RunCatalog& catalog, QObject* parent = nullptr);

    RunCatalog& catalog() { return m_catalog; }
    /// Nothing = none.
    void setRun(std::optional<RunId> run);
    std::optional<RunId> run() const { return m_run; }
    /// Whether somebody looks. What nobody sees is not read.
    void setWatched(bool watched);

    const jobs::RunTrace& recorded() const { return *m_recorded; }
    /// Its plot is empty once it was taken.
    const TraceFigure& figure() const { return *m_figure; }
    plots::LanesData takePlot() { return std::move(m_figure->plot); }

Q_SIGNALS:
    void figureChanged();
    void grew(const std::vector<cobench::ui::TracePresenter::Growth>& growth);
    void failed(const QString& what, const cobench::Error& error);

private:
    struct Read {
        std::shared_ptr<jobs::RunTrace> recorded;
        std::shared_ptr<TraceFigure> figure;
    };
    void outdate();
    void refresh();
    void adopt(Read read);
    void catalogChanged(const std::vector<RunId>& runs);
    void look();
    void take(const data::Trace& samples);
    void takeScalars(std::vector<Growth>& growth);
    bool isLive() const;

    RunCatalog& m_catalog;
    std::optional<RunId> m_run;
    std::shared_ptr<jobs::RunTrace> m_recorded = std::make_shared<jobs::RunTrace>();
    std::shared_ptr<TraceFigure> m_figure = std::make_shared<TraceFigure>();
    std::size_t m_rates = 0; // recorded steps whose throughput is drawn
    QTimer m_live;
    QTimer m_refresh;
    bool m_watched = false;
    bool m_stale = true; // what is shown is of another run, or older
    bool m_looking = false; // samples are being read
};

} // namespace cobench::ui
