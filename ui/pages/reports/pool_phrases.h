// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"
#include "core/ensemble/sample_set.h"
#include "core/ensemble/team.h"

#include <QString>

#include <vector>

namespace cobench::ui {

QString modelName(const data::Pool& pool, std::size_t model);
std::vector<QString> modelNames(const data::Pool& pool);
/// "lenet-w8 + mlp-256"
QString teamName(const data::Pool& pool, const ensemble::Members& members);
/// The class's name where the pool has names, else its number.
QString classText(const data::Pool& pool, data::Label label);
/// Of every class.
std::vector<QString> classTexts(const data::Pool& pool);
/// Instead of a confusion matrix beyond ensemble::kMostConfusionClasses.
QString tooManyClasses();
/// "all samples", "samples the pool disagrees about", "samples that lenet gets wrong"
QString titleOf(const ensemble::SampleSet& set, const data::Pool& pool);

} // namespace cobench::ui
