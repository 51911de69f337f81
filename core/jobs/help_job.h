// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/diversity_help.h"

namespace cobench::jobs {

/// `options` with what the pool decides: the rule teams are judged by, and, where maxSize is 0, the largest size up
/// to which all teams can be looked at together.
ensemble::HelpOptions fitHelpOptions(ensemble::HelpOptions options, const ensemble::PreparedSplit& split);

} // namespace cobench::jobs
