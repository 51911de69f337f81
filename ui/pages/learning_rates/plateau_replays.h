// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/replay_plateau.h"
#include "ui/pages/reports/replay_figure.h"
#include "ui/pages/runs/run_catalog.h"

#include <memory>
#include <optional>

namespace cobench::ui {

/// Works out what a plateau policy would have done with the curves of some runs; curves are read once, and a change
/// of the policy replays them. On a worker, the latest wins. GUI thread only.
class PlateauReplays : public QObject
{
    Q_OBJECT
public:
    explicit PlateauReplays(RunCatalog& catalog, QObject* parent = nullptr);

    /// Nothing is asked for without a policy.
    void ask(std::vector<RunId> runs, const std::optional<lr::PlateauPolicy>& policy);
    /// What runs recorded may be more by now, or the runs others. Ask again.
    void forget();

    // What is shown: the answer, and what it answers.
    const std::vector<jobs::RunReplay>& replays() const { return m_replays; }
    const std::optional<lr::PlateauPolicy>& policy() const { return m_policy; }
    const std::optional<Error>& problem() const { return m_problem; }
    bool isBusy() const { return m_busy; }
    RunCatalog& catalog() { return m_catalog; }
    const RunCatalog& catalog() const { return m_catalog; }
    /// Precondition: a policy.
    DrawnReplays drawn() const;
    /// The command line that tells the same, and the one that draws it or its rates; empty when there is nothing.
    QString command() const;
    QString exportCommand(bool rates) const;

Q_SIGNALS:
    void changed();

private:
    using Curves = std::vector<jobs::MonitoredCurve>;
    struct Answer {
        std::shared_ptr<const Curves> curves;
        std::vector<jobs::RunReplay> replays;
    };
    struct Source {
        std::vector<RunId> runs;
        std::string tag;
        bool operator==(const Source&) const = default;
    };
    void take(Result<Answer> answer, const lr::PlateauPolicy& policy);

    RunCatalog& m_catalog;
    Source m_source; // of m_curves
    std::shared_ptr<const Curves> m_curves;
    std::optional<lr::PlateauPolicy> m_policy;
    std::vector<jobs::RunReplay> m_replays;
    std::optional<Error> m_problem;
    bool m_busy = false;
};

} // namespace cobench::ui
