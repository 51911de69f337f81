// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cobench::test {

/// Leaves the machine's network for one with nothing in it but loopback, for this process and those it starts.
/// Before any thread exists. False where the machine does not allow it.
bool enterOwnNetwork();

/// Takes the cable out of loopback, or puts it back in. Only in a network of one's own.
bool setLoopback(bool up);

} // namespace cobench::test
