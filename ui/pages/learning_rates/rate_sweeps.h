// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/sweep_job.h"
#include "ui/pages/runs/run_catalog.h"

#include <memory>
#include <optional>

namespace cobench::ui {

/// The sweeps of learning rates that the project's runs are, and what came of the chosen one: worked out on a
/// worker, the latest wins. GUI thread only.
class RateSweeps : public QObject
{
    Q_OBJECT
public:
    explicit RateSweeps(RunCatalog& catalog, QObject* parent = nullptr);

    RunCatalog& catalog() { return m_catalog; }
    const RunCatalog& catalog() const { return m_catalog; }
    const std::vector<study::SweepGroup>& groups() const { return m_groups; }
    /// Of the catalogue's runs as they are now.
    void findGroups();
    std::vector<std::string> quantities(std::size_t group) const;
    void ask(std::size_t group, const study::SweepMetric& metric);
    void clear();

    /// The answer; nothing before the first one.
    const std::shared_ptr<const jobs::SweptGroup>& swept() const { return m_swept; }
    const std::optional<Error>& problem() const { return m_problem; }
    /// The command line that tells the same; empty when there is nothing.
    QString command() const;
    /// The one that draws it.
    QString exportCommand() const;

Q_SIGNALS:
    void changed();

private:
    RunCatalog& m_catalog;
    std::vector<study::SweepGroup> m_groups;
    std::shared_ptr<const jobs::SweptGroup> m_swept;
    std::optional<Error> m_problem;
};

} // namespace cobench::ui
