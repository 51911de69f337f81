// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/pareto_job.h"
#include "ui/pages/ensembles/team_intervals.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace cobench::ui {

/// Which teams the table shows.
struct TeamFilter {
    ensemble::Members members; // all of these
    std::size_t minSize = 0;
    std::size_t maxSize = 0; // 0 = no limit
    bool chosenOnly = false; // by the selection method
    bool frontOnly = false; // those of setFront()

    bool operator==(const TeamFilter&) const = default;
};

/// Reads "0 3 lenet-w8": numbers and (parts of) names, separated by spaces or commas. Words that fit no model go to
/// `unknown`; a part of a name counts when it fits one model only.
ensemble::Members parseMembers(const QString& text, const data::Pool& pool, QStringList* unknown = nullptr);

/// All teams of an answer with their figures. Sorts and filters itself over plain columns, because tens of
/// thousands of rows through a proxy would stop the window. Undefined values come last in either order. GUI thread
/// only.
class TeamTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// The metrics come last, in the order of kAllMetrics.
    enum Column {
        NumbersColumn,
        NamesColumn,
        SizeColumn,
        AccuracyColumn,
        BestMemberColumn,
        GainColumn,
        FirstMetricColumn,
        ColumnCount = FirstMetricColumn + static_cast<int>(ensemble::kAllMetrics.size())
    };
    enum Role {
        ValueRole = Qt::UserRole, // double or QString
        ChosenRole // bool
    };

    explicit TeamTable(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    /// nullptr empties the table. Filter and order stay.
    void setAnswer(std::shared_ptr<const TeamsAnswer> answer);
    /// Metric columns as diversity scores, or raw.
    void setAsScore(bool asScore);
    /// Shown in tooltips; nullptr = none known.
    void setIntervals(std::shared_ptr<const IntervalAnswer> intervals) { m_intervals = std::move(intervals); }
    void setFilter(const TeamFilter& filter);
    /// Teams that a selection method chose: shown in bold.
    void setChosen(const std::vector<std::uint32_t>& teams);
    std::size_t chosenCount() const { return m_chosenCount; }
    /// Which teams are on the Pareto front; nullptr while that is not known: then the filter hides none for it.
    void setFront(std::shared_ptr<const jobs::ParetoTeams> front);
    const TeamFilter& filter() const { return m_filter; }
    std::size_t total() const { return m_answer ? m_answer->teams.scores.size() : 0; }

    std::uint32_t teamOf(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// Nothing when the filter hides it.
    std::optional<int> rowOf(std::uint32_t team) const;
    /// NaN for an undefined value and for columns of text.
    double figure(std::uint32_t team, int column) const;

private:
    QString text(std::uint32_t team, int column) const;
    QString intervalText(std::uint32_t team, int column) const;
    bool passes(std::uint32_t team) const;
    bool isChosen(std::uint32_t team) const { return team < m_isChosen.size() && m_isChosen[team]; }
    std::vector<std::uint32_t> arranged() const;
    void adopt(std::vector<std::uint32_t> rows);

    std::shared_ptr<const TeamsAnswer> m_answer;
    std::shared_ptr<const IntervalAnswer> m_intervals;
    bool m_asScore = true;
    TeamFilter m_filter;
    std::vector<bool> m_isChosen; // [team]; empty = none
    std::size_t m_chosenCount = 0;
    std::shared_ptr<const jobs::ParetoTeams> m_front;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::vector<std::uint32_t> m_rows; // shown teams in shown order
    std::vector<int> m_rowOf; // [team]; -1 = hidden
};

} // namespace cobench::ui
