// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cobench::engine {

/// Standard input, output and error lead nowhere from here on, and nothing but them and `kept` is open. False, with
/// errno, when the system refuses.
bool closeAllBut(int kept);

} // namespace cobench::engine
