// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/pareto_job.h"
#include "ui/pages/ensembles/team_columns.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace cobench::ui {

/// Which teams a table shows.
struct TeamFilter {
    ensemble::Members members; // all of these
    std::size_t minSize = 0;
    std::size_t maxSize = 0; // 0 = no limit
    bool chosenOnly = false; // by the selection method
    bool frontOnly = false; // on the Pareto front, where that is known

    bool operator==(const TeamFilter&) const = default;
};

/// Reads "0 3 lenet-w8": numbers and (parts of) names, separated by spaces or commas. Words that fit no model go to
/// `unknown`; a part of a name counts when it fits one model only.
ensemble::Members parseMembers(const QString& text, const data::Pool& pool, QStringList* unknown = nullptr);

/// Which teams of an answer are shown, and in which order.
struct TeamArrangement {
    std::shared_ptr<const TeamsAnswer> answer; // nullptr = no teams
    TeamFilter filter;
    std::shared_ptr<const std::vector<bool>> isChosen; // [team]; nullptr = none is
    std::shared_ptr<const jobs::ParetoTeams> front;
    bool asScore = true;
    int column = -1; // sorted by; -1 = as enumerated
    Qt::SortOrder order = Qt::AscendingOrder;

    std::size_t total() const { return answer ? answer->teams.scores.size() : 0; }
    bool isChosenTeam(std::uint32_t team) const { return isChosen && (*isChosen)[team]; }
};

struct ArrangedTeams {
    std::vector<std::uint32_t> rows; // at most as many as asked for
    std::vector<std::pair<std::uint32_t, int>> places; // team and row, by team
    std::size_t passing = 0; // teams that the filter lets through
};

/// Undefined values come last in either order; equal ones as enumerated. Cancelled leaves the rows empty.
ArrangedTeams arrange(const TeamArrangement& wanted, std::size_t most, const CancelToken& cancel = {});

} // namespace cobench::ui
