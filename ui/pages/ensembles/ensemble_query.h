// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/metric.h"
#include "core/ensemble/sample_set.h"

#include <QJsonObject>

namespace cobench::ui {

/// What a person asks the Ensembles page. A value.
struct EnsembleQuery {
    ensemble::Metric metric = ensemble::Metric::GD;
    ensemble::SampleSet samples{.kind = ensemble::SampleSet::Kind::Disagreement};
    ensemble::Convention convention = ensemble::Convention::Corrected;
    bool asScore = true; // diversity score (higher = more diverse); false: the metric's raw value
    bool clustered = false; // like models together; false: the pool's order
    bool wholeRange = false; // colours over all values the metric can take; false: over those there are

    bool operator==(const EnsembleQuery&) const = default;
};

QJsonObject toJson(const EnsembleQuery& query);
/// What is missing or unknown stays at its default; a focal model may be out of range for the pool of the moment.
EnsembleQuery queryFromJson(const QJsonObject& json);

/// The raw value as the query wants it shown.
double shownValue(const EnsembleQuery& query, double raw);

} // namespace cobench::ui
