// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/select_teams.h"
#include "tests/core/ensemble/random_pool.h"

#include <QTest>

#include <cmath>

namespace cobench::test {

using ensemble::Members;
using ensemble::Metric;
using ensemble::test::PreparedPtr;
using ensemble::test::randomPool;
using jobs::BestTeamSink;
using jobs::ChosenTeam;
using jobs::SelectionMethod;
using jobs::SelectionOptions;
using jobs::TeamChoice;
using jobs::TeamSelection;
using jobs::TeamSplits;

inline TeamSplits subjectOf(PreparedPtr select, PreparedPtr report)
{
    auto pool = std::make_shared<data::Pool>();
    for (std::size_t model = 0; model < select->models(); ++model)
        pool->models.push_back({.name = "m" + std::to_string(model), .cost = {.parameters = 10.0 + model}});
    return {.pool = std::move(pool), .selection = std::move(select), .report = std::move(report)};
}

/// Both splits of one pool, six models.
inline TeamSplits twoSplits(std::uint32_t reportSeed = 2)
{
    return subjectOf(randomPool({.models = 6, .samples = 200, .skill = 1.0, .seed = 1}),
        randomPool({.models = 6, .samples = 150, .skill = 1.0, .seed = reportSeed}));
}

inline SelectionOptions optionsFor(SelectionMethod method)
{
    SelectionOptions options{.method = method};
    if (jobs::info(method).takes(jobs::SelectionParameter::Metric))
        options.metrics = {Metric::GD};
    return options;
}

inline Result<TeamSelection> run(const TeamSplits& splits,
    const SelectionOptions& options,
    const CancelToken& cancel = {},
    const BestTeamSink& onBetter = {})
{
    Progress progress;
    return jobs::selectTeams(splits, options, progress, cancel, onBetter);
}

inline std::vector<Members> membersOf(const TeamSelection& selection)
{
    std::vector<Members> teams;
    for (const ChosenTeam& team : selection.choice.teams)
        teams.push_back(team.members);
    return teams;
}

inline bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

inline bool sameChoice(const TeamChoice& a, const TeamChoice& b)
{
    return std::ranges::equal(a.teams,
               b.teams,
               [](const ChosenTeam& x, const ChosenTeam& y) {
                   return x.members == y.members && x.votes == y.votes && sameNumber(x.score, y.score)
                       && x.accuracy == y.accuracy;
               })
        && a.notes == b.notes && a.evaluated == b.evaluated && a.thresholds.size() == b.thresholds.size();
}

inline bool mentions(const std::vector<std::string>& notes, std::string_view words)
{
    return std::ranges::any_of(
        notes, [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

/// One row for each method.
inline void addMethodRows()
{
    QTest::addColumn<int>("method");
    for (const SelectionMethod method : jobs::kAllSelectionMethods)
        QTest::newRow(std::string(jobs::info(method).id).c_str()) << static_cast<int>(method);
}

} // namespace cobench::test
