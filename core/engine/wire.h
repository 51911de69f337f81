// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"
#include "core/engine/engine.pb.h"

namespace cobench::engine {

// Between our values and the messages of engine.proto. What comes over the wire is checked here.

void toWire(const Error& error, wire::Failure& failure);
Error fromWire(const wire::Failure& failure);

void toWire(const RunInfo& run, wire::Run& message);
/// Corrupt for a state or configuration that does not exist.
Result<RunInfo> fromWire(const wire::Run& message);

void toWire(const RunEdit& edit, wire::EditRequest& message);
/// Corrupt when something is missing, or parts of it do not fit together.
Result<RunEdit> fromWire(const wire::EditRequest& message);

} // namespace cobench::engine
