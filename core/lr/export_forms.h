// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/export_code.h"

#include <optional>
#include <string>

namespace cobench::lr {

// One form each; exportCode puts the comment above those in Python.
std::string toPyTorch(const Schedule& schedule, Convention convention);
std::string toKeras(const Schedule& schedule, Convention convention);
std::string toHuggingFace(const Schedule& schedule, Convention convention);
Result<std::string> toCaffe(const Schedule& schedule);
std::string toJson(const Schedule& schedule, const ExportOptions& options);

/// A schedule as [warm-up from 0 +] one policy [+ a constant at its end], as the libraries build theirs.
struct SimpleShape {
    double warmUp = 0.0; // steps
    Policy main;
    double end = 0.0; // where the constant begins, counted from the main policy's first step; 0 = none
    double last = 0.0; // its rate
};
std::optional<SimpleShape> simpleShape(const Schedule& schedule);

/// Whether the number is whole, so that a library takes it as a count.
bool isWhole(double number);
/// Name(argument, key=value, …) from its parts.
std::string call(const std::string& name, std::initializer_list<std::string> arguments);

} // namespace cobench::lr
