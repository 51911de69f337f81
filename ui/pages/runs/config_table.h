// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/runs/run_catalog.h"

#include <QAbstractTableModel>

#include <vector>

namespace cobench::ui {

/// Configurations side by side: a row for each key, a column for each run; keys in which they differ stand out. GUI
/// thread only.
class ConfigTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// More than this side by side compares nothing.
    static constexpr std::size_t kMostRuns = 12;
    enum Role { DiffersRole = Qt::UserRole };

    explicit ConfigTable(RunCatalog& catalog, QObject* parent = nullptr);

    /// The first kMostRuns of them.
    void setRuns(const std::vector<RunId>& runs);
    void setDifferencesOnly(bool only);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void rebuild();
    QString cell(const std::string& key, RunId run) const;

    RunCatalog& m_catalog;
    std::vector<RunId> m_runs;
    std::vector<std::string> m_keys; // rows
    std::set<std::string> m_differing;
    bool m_differencesOnly = false;
};

} // namespace cobench::ui
