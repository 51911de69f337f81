// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/member_report.h"
#include "ui/bridge/workspace.h"
#include "ui/pages/reports/view_spec.h"

namespace cobench::plots {
class Bars;
class Confusion;
class Reliability;
} // namespace cobench::plots

namespace cobench::ui {

class WhenSeen;

/// Confusion matrix, reliability diagram and per-class recall of the model that is selected, else of the best one.
/// Counted on a worker while a chart is seen; a newer choice wins.
class ModelCharts : public QObject
{
    Q_OBJECT
public:
    explicit ModelCharts(Workspace& workspace, QObject* parent = nullptr);

    plots::Confusion* makeConfusion(QWidget* parent);
    plots::Reliability* makeReliability(QWidget* parent);
    plots::Bars* makeRecall(QWidget* parent);
    // nullptr until they are made.
    plots::Confusion* confusion() const { return m_confusion; }
    plots::Reliability* reliability() const { return m_reliability; }
    plots::Bars* recall() const { return m_recall; }

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
        const std::shared_ptr<const SplitSnapshot>& split,
        std::optional<std::size_t> model);

    void refresh();
    void adopt(std::shared_ptr<const Figures> figures);
    void showConfusion();
    void showReliability();
    void showRecall();
    void follow(QWidget* chart);
    bool putsOff() const;
    QString name() const; // of the model
    QString note() const;
    QString command(ViewSpec::Kind kind) const;

    Workspace& m_workspace;
    std::vector<WhenSeen*> m_seen; // children of the charts
    std::shared_ptr<const Figures> m_figures;
    plots::Confusion* m_confusion = nullptr;
    plots::Reliability* m_reliability = nullptr;
    plots::Bars* m_recall = nullptr;
};

} // namespace cobench::ui
