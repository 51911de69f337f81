// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/team_arrangement.h"
#include "ui/pages/ensembles/team_intervals.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace cobench::ui {

/// Teams of an answer with their figures: of more than kMostRows the first by the column that is sorted by. Sorts
/// and filters itself over plain columns, many teams on a worker; until that is done the rows stay as they were.
/// GUI thread only.
class TeamTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    using enum TeamColumns::Column;
    enum Role {
        ValueRole = Qt::UserRole, // double or QString
        ChosenRole // bool
    };
    static constexpr std::size_t kMostRows = 10000;

    /// Without `async` everything is arranged at once.
    explicit TeamTable(Async* async = nullptr, QObject* parent = nullptr);

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
    /// Teams that a selection method chose, by their number in the answer: shown in bold.
    void setChosen(const std::vector<std::uint32_t>& teams);
    std::size_t chosenCount() const { return m_chosenCount; }
    /// Which teams are on the Pareto front; nullptr while that is not known: then the filter hides none for it.
    void setFront(std::shared_ptr<const jobs::ParetoTeams> front);
    const TeamFilter& filter() const { return m_wanted.filter; }

    /// What the rows are of.
    const std::shared_ptr<const TeamsAnswer>& answer() const { return m_shown.answer; }
    std::size_t total() const { return m_shown.total(); }
    /// Teams that the filter lets through; of more than kMostRows, those above it have no row.
    std::size_t passing() const { return m_arranged.passing; }
    std::uint32_t teamOf(int row) const { return m_arranged.rows[static_cast<std::size_t>(row)]; }
    /// Nothing when it has no row.
    std::optional<int> rowOf(std::uint32_t team) const;
    /// NaN for an undefined value and for columns of text.
    double figure(std::uint32_t team, int column) const;

Q_SIGNALS:
    /// Rows may be of other teams now.
    void arranged();

private:
    QString text(std::uint32_t team, int column) const;
    QString intervalText(std::uint32_t team, int column) const;
    void rearrange();
    void adopt(const TeamArrangement& question, ArrangedTeams arranged);
    bool isOtherOrderOnly(const TeamArrangement& question, const ArrangedTeams& arranged) const;
    void reorder(ArrangedTeams arranged);

    Async* m_async;
    TeamArrangement m_wanted;
    TeamArrangement m_shown; // what the rows are; behind m_wanted while a worker is busy
    ArrangedTeams m_arranged;
    std::shared_ptr<const IntervalAnswer> m_intervals;
    std::size_t m_chosenCount = 0;
};

} // namespace cobench::ui
