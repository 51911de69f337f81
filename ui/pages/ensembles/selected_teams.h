// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/selection.h"
#include "ui/pages/ensembles/ensemble_presenter.h"

#include <functional>

namespace cobench::ui {

/// Numbers among the answer's, ascending; teams it does not hold are left out.
std::vector<std::uint32_t> numbersAmong(const TeamsAnswer& answer, const Selection::Teams& teams);

/// Tells `asker` what is made of so many teams: at once of few, else when a worker has made it, unless it has asked
/// again under the key by then.
template <typename Value>
void makeOfTeams(Async& async,
    QObject* asker,
    const QString& key,
    std::size_t teams,
    std::function<Value()> make,
    std::function<void(Value)> tell)
{
    async.supersede(asker, key);
    if (teams <= kQuickTeams)
        return tell(make());
    async.runLatest<Value>(
        asker,
        key,
        {.title = {}, .lane = Lane::Display},
        [make = std::move(make)](Progress&, const CancelToken&) -> Result<Value> { return make(); },
        [tell = std::move(tell)](Result<Value> made) {
            if (made)
                tell(*std::move(made));
        });
}

/// Tells `asker` the numbers of the selected teams among those of an answer, which may be nullptr: at once, or, of
/// many teams, when a worker has looked them up, unless it has asked again by then.
void findSelected(EnsemblePresenter& presenter,
    QObject* asker,
    const std::shared_ptr<const TeamsAnswer>& among,
    std::function<void(const std::vector<std::uint32_t>&)> tell);

} // namespace cobench::ui
