// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace cobench::test {

/// Where `path`, relative to the top of the source tree, lies on this machine. One object file knows that place, so
/// that a compiler cache serves every checkout.
std::string sourceTree(const std::string& path);

} // namespace cobench::test
