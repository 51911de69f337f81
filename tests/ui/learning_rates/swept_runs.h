// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cobench::test {

/// Writes six finished runs of mlp on digits beside the project: sgd at 0.01 (twice), 0.1, the best, and 1, which
/// diverges; adam at 0.001 and 0.01.
void writeSweep(const QString& project);

} // namespace cobench::test
