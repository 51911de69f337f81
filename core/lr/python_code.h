// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/policy.h"

#include <string>

namespace cobench::lr {

/// Python that defines learning_rate(t), equal to valueAt for t >= 0, with the imports it needs. Nothing but the
/// standard library.
std::string pythonFunction(const Schedule& schedule, Convention convention);

/// A formula of ours as a Python expression, for names as pythonFunction defines them.
std::string pythonExpression(const std::string& formula);

} // namespace cobench::lr
