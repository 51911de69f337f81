// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <string>

namespace cobench::data {

/// SHA-256 over the shape, the classes and every split's name, labels and values: the same for the same data,
/// wherever and in whichever form they lay. About a second for 500 MB.
std::string contentHash(const Dataset& dataset);

} // namespace cobench::data
