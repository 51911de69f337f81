// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/choose_teams.h"

#include <QJsonObject>
#include <QString>

namespace cobench::ui {

/// What a person asks the Selection panel. A value; the convention is the page's.
struct SelectionRequest {
    jobs::SelectionOptions options; // metrics: see below
    ensemble::Metric metric = ensemble::Metric::GD; // of methods that take one
    std::vector<ensemble::Metric> metrics{ensemble::kDefaultMetrics.begin(), ensemble::kDefaultMetrics.end()};
    QString selectSplit; // empty = the usual one
    QString reportSplit;

    bool operator==(const SelectionRequest&) const = default;
};

/// The job's options, with the metrics the method takes.
jobs::SelectionOptions optionsOf(const SelectionRequest& request, ensemble::Convention convention);

QJsonObject toJson(const SelectionRequest& request);
/// What is missing or unknown stays at its default.
SelectionRequest selectionFromJson(const QJsonObject& json);

/// The command line that chooses the same; `pool` as in the project.
QString selectionCommand(
    const SelectionRequest& request, ensemble::Convention convention, const QString& project, const QString& pool);

} // namespace cobench::ui
