// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace cobench::lr {

struct UnaryFunction {
    const char* name;
    double (*function)(double);
};
struct BinaryFunction {
    const char* name;
    double (*function)(double, double);
};

/// What a typed formula may call, the same for muParser and for FormulaProgram. min and max, of any number of
/// arguments, are not among them.
std::span<const UnaryFunction> unaryFunctions();
std::span<const BinaryFunction> binaryFunctions();

} // namespace cobench::lr
