// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/report_entry.h"

#include <QString>

namespace cobench::ui {

/// "Diversity of each pair of models: QS", a title's words, the first line of a text.
QString blockTitle(const store::BlockEntry& block);
/// "demo · test", "Text".
QString blockFacts(const store::BlockEntry& block);
/// Name of the icon of its kind.
QString blockIcon(store::BlockKind kind);
/// Why a view or table cannot be what its content says; empty when it can.
QString blockProblem(const store::BlockEntry& block);

} // namespace cobench::ui
