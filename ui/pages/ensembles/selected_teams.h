// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/selection.h"
#include "ui/pages/ensembles/ensemble_presenter.h"

#include <functional>

namespace cobench::ui {

/// Numbers among the answer's, ascending; teams it does not hold are left out.
std::vector<std::uint32_t> numbersAmong(const TeamsAnswer& answer, const Selection::Teams& teams);

/// Tells `asker` the numbers of the selected teams among those of an answer, which may be nullptr: at once, or, of
/// many teams, when a worker has looked them up, unless it has asked again by then.
void findSelected(EnsemblePresenter& presenter,
    QObject* asker,
    const std::shared_ptr<const TeamsAnswer>& among,
    std::function<void(const std::vector<std::uint32_t>&)> tell);

} // namespace cobench::ui
