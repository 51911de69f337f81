// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"
#include "core/engine/event_inbox.h"

#include <memory>

namespace cobench::cli {

/// An engine that runs already will do; else ours is started.
Result<std::unique_ptr<engine::Client>> connectEngine();

using engine::EventInbox;

} // namespace cobench::cli
