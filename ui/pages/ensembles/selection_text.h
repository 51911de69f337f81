// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/selection_presenter.h"

#include <QString>

namespace cobench::ui {

/// "14 of 1,013 teams chosen · 4 ms"
QString chosenText(const SelectionAnswer& answer);
/// Which team to use by the selection split, what it is worth on the report split, and what hindsight would have
/// taken. Rich text; teams are links "team:0,3,7".
QString outcomeText(const SelectionAnswer& answer);
/// Fall-backs and limits, one a line; rich text.
QString notesText(const SelectionAnswer& answer);
/// "Best so far {0,3}: 93.10 %; another could be better by up to 0.52 points." Rich text with a link.
QString bestSoFarText(const ensemble::BestTeam& best, std::size_t samples);

/// The team of such a link; nothing when it is none.
std::optional<ensemble::Members> teamOfLink(const QString& link);

} // namespace cobench::ui
