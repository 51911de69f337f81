// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/worker_child.h"
#include "core/engine/worker_messages.h"
#include "core/engine/worker_sender.h"

namespace cobench::engine {

/// The worker's part of a probe: reports a plan whose iterations are samples, predictions for each condition, and
/// the end. A program is loaded last of all, after the data are in memory.
Result<void> probe(
    const ProbeMessage& task, const WorkerParts& parts, WorkerSender& sender, const CancelToken& cancel);

} // namespace cobench::engine
