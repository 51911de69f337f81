// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/diversity_help.h"

#include <string>

namespace cobench::ensemble {

/// "helps", "capability", "hurts", "undecided"
std::string_view id(HelpVerdict verdict);

/// What a report means, for people, in two or three sentences: the verdict with the figures it rests on, and what
/// the figures do not say.
std::string explain(const HelpReport& report, const HelpOptions& options);

} // namespace cobench::ensemble
