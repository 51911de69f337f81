// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/pruning_tree.h"
#include "ui/pages/reports/pruning_figure.h"

#include <QJsonObject>

namespace cobench::ui {

/// What a person asks the pruning tree; metric and convention are the page's. A value.
struct TreeQuery {
    ensemble::PruningOptions pruning;
    QString split; // to select on; empty or gone = "val" where there is one, else the split shown
    TreeColour colour = TreeColour::Score;

    bool operator==(const TreeQuery&) const = default;
};

QJsonObject toJson(const TreeQuery& query);
/// What is missing or out of range stays at its default.
TreeQuery treeQueryFromJson(const QJsonObject& json);

} // namespace cobench::ui
