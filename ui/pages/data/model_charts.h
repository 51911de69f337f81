// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/member_report.h"
#include "ui/bridge/workspace.h"

namespace cobench::plots {
class Bars;
class Confusion;
class PlotWidget;
class Reliability;
} // namespace cobench::plots

namespace cobench::ui {

/// Confusion matrix, reliability diagram and per-class recall of the model that is selected, else of the best one.
/// Counted on a worker; a newer choice wins.
class ModelCharts : public QObject
{
    Q_OBJECT
public:
    ModelCharts(Workspace& workspace, QWidget* parent);

    plots::Confusion* confusion() const { return m_confusion; }
    plots::Reliability* reliability() const { return m_reliability; }
    plots::Bars* recall() const { return m_recall; }
    QList<plots::PlotWidget*> all() const;

private:
    struct Figures {
        std::size_t model = 0;
        std::shared_ptr<const PoolSnapshot> pool;
        std::shared_ptr<const SplitSnapshot> split;
        ensemble::MemberReport report;
        std::vector<std::uint32_t> confusion;
        std::vector<ensemble::ReliabilityBin> bins;
        std::vector<double> recall;
    };
    static Figures count(std::shared_ptr<const PoolSnapshot> pool,
        std::shared_ptr<const SplitSnapshot> split,
        std::optional<std::size_t> model);

    void refresh();
    void show(const Figures& figures);
    void setCommands(const Figures& figures);
    void showReliability(const Figures& figures, const QString& name, const QString& note);
    void clear();

    Workspace& m_workspace;
    plots::Confusion* m_confusion;
    plots::Reliability* m_reliability;
    plots::Bars* m_recall;
};

} // namespace cobench::ui
