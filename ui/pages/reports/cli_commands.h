// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/metric.h"
#include "core/ensemble/sample_set.h"
#include "core/ensemble/team.h"

#include <QString>

#include <string>
#include <vector>

namespace cobench::ui {

/// A pool of a project on one split, as command lines name it.
struct PoolPlace {
    QString project;
    std::string pool;
    std::string split;
};

// Command lines that print the numbers of a view that is no picture, quoted for a shell.

QString projectInfoCommand(const QString& project); // pools, sources, disk use
QString poolInfoCommand(const PoolPlace& place); // figures of every member
QString poolVotesCommand(const PoolPlace& place, const std::vector<std::uint32_t>& samples);
/// Where two models answer differently.
QString differingVotesCommand(const PoolPlace& place, std::size_t first, std::size_t second);
/// Raw values, as the metric is defined.
QString pairsCommand(const PoolPlace& place, ensemble::Metric metric, const ensemble::SampleSet& samples);
/// All metrics of these teams; of all teams of `minSize` to `maxSize` models when there are none. Values on the
/// failures of one model come with those of every member.
QString teamsCommand(const PoolPlace& place,
    const ensemble::SampleSet& samples,
    const std::vector<ensemble::Members>& teams,
    std::size_t minSize = 0,
    std::size_t maxSize = 0);

} // namespace cobench::ui
