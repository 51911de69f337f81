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
    if (!among || teams->size() <= kQuickTeams) {
        workspace.async().supersede(asker, kKey);
        return tell(among ? numbersAmong(*among, *teams) : Numbers());
    }
    workspace.async().runLatest<Numbers>(
        asker,
        kKey,
        {.title = {}, .lane = Lane::Display},
        [among, teams](Progress&, const CancelToken&) -> Result<Numbers> { return numbersAmong(*among, *teams); },
        [tell = std::move(tell)](Result<Numbers> numbers) {
            if (numbers)
                tell(*numbers);
        });
}

} // namespace cobench::ui
