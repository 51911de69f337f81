// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/run_filter.h"

#include <QAbstractTableModel>
#include <QColor>

#include <functional>
#include <optional>
#include <vector>

namespace cobench::ui {

class RunCatalog;

/// One column: what a run is or was told, or a recorded quantity with a statistic.
struct RunColumn {
    std::string name; // as study::valueOf takes it
    std::optional<study::Statistic> statistic; // of a quantity

    bool operator==(const RunColumn&) const = default;
};
std::string toText(const RunColumn& column); // "best(val/accuracy)", "model"
RunColumn columnFromText(std::string_view text);
QString titleOf(const RunColumn& column);
QString helpOf(const RunColumn& column);

/// Runs with the columns that were chosen. Sorts and filters itself, because thousands of rows through a proxy
/// would stop the window; undefined values come last in either order. GUI thread only.
class RunTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role {
        ValueRole = Qt::UserRole, // double or QString
        RunningRole // bool: it goes on
    };

    explicit RunTable(RunCatalog& catalog, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    const std::vector<RunColumn>& columns() const { return m_columns; }
    void setColumns(std::vector<RunColumn> columns);
    static std::vector<RunColumn> defaultColumns();
    /// Column by which it is sorted; -1 when that is not shown.
    int sortIndex() const;
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    void setFilter(const study::RunFilter& filter);
    /// Runs that were put aside are not listed otherwise.
    void setArchivedShown(bool shown);
    bool isArchivedShown() const { return m_archivedShown; }
    std::size_t total() const;

    RunId runAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// -1 when it is not shown.
    int rowOf(RunId run) const;
    const std::vector<RunId>& shown() const { return m_rows; }
    /// Place of a run among all, which is the number of its colour.
    std::size_t placeOf(RunId run) const;
    void setColours(std::function<QColor(std::size_t)> colourOf);

private:
    void listChanged();
    void runsChanged(const std::vector<RunId>& runs);
    void arrange();
    void rearrange();
    std::vector<RunId> arranged() const;
    bool fits(const study::Run& run) const { return (m_archivedShown || !run.isArchived) && m_filter.matches(run); }
    QString display(const RunColumn& column, const study::Value& value) const;

    RunCatalog& m_catalog;
    std::vector<RunColumn> m_columns;
    std::vector<RunId> m_rows;
    std::map<RunId, int> m_rowOf;
    study::RunFilter m_filter;
    bool m_archivedShown = false;
    RunColumn m_sortColumn{.name = "id", .statistic = {}};
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    std::function<QColor(std::size_t)> m_colourOf;
};

} // namespace cobench::ui
