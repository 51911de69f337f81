// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace cobench {

/// $XDG_DATA_HOME, else ~/.local/share; empty where there is no home.
std::filesystem::path dataHome();

} // namespace cobench
