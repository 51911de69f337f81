// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace cobench::lr::test {

/// Whether Debian's Python has PyTorch.
bool hasTorch();

/// Runs each piece of code, which has to define make_scheduler(optimizer), and gives the optimiser's rate before
/// each of `steps` steps. Fewer lists than codes when something in Python fails, which is printed.
std::vector<std::vector<double>> ratesOf(const std::vector<std::string>& codes, int steps);

} // namespace cobench::lr::test
