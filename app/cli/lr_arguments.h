// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/policy.h"

#include <optional>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace cobench::cli {

/// POLICY: a policy text, as lr::parse reads it.
void addPolicy(CLI::App& command, std::string& policy);

void addLrConvention(CLI::App& command, lr::Convention& convention);
/// --unit iteration|epoch
void addUnit(CLI::App& command, lr::Unit& unit);
std::string unitName(lr::Unit unit);

/// The whole of `word` as a number.
std::optional<double> parseNumber(std::string_view word);

} // namespace cobench::cli
