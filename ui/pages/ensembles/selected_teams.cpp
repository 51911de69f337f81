// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/selected_teams.h"

#include <algorithm>

namespace cobench::ui {

namespace {

const QString kKey = QStringLiteral("selected teams");

} // namespace

std::vector<std::uint32_t> numbersAmong(const TeamsAnswer& answer, const Selection::Teams& teams)
{
    std::vector<std::uint32_t> numbers;
    for (const ensemble::Members& team : teams)
        if (const auto number = answer.teams.find(team))
            numbers.push_back(*number);
    std::ranges::sort(numbers);
    return numbers;
}

void findSelected(EnsemblePresenter& presenter,
    QObject* asker,
    const std::shared_ptr<const TeamsAnswer>& among,
    std::function<void(const std::vector<std::uint32_t>&)> tell)
{
    using Numbers = std::vector<std::uint32_t>;
    Workspace& workspace = presenter.workspace();
    const Selection::SharedTeams& teams = workspace.selection().sharedTeams();
    makeOfTeams<Numbers>(
        workspace.async(),
        asker,
        kKey,
        among ? teams->size() : 0,
        [among, teams] { return among ? numbersAmong(*among, *teams) : Numbers(); },
        std::move(tell));
}

} // namespace cobench::ui
