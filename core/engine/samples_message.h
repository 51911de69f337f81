// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/trace.h"
#include "core/engine/frame.h"

#include <nlohmann/json_fwd.hpp>

namespace cobench::engine {

/// What a worker sent is not what was agreed.
Error corruptMessage(std::string detail);

/// What a worker measured since its last such message, worker to engine.
struct SamplesMessage {
    data::Trace trace;
};

/// Lanes and times as text, values as bytes.
Frame encodeSamples(const SamplesMessage& message);
/// Corrupt unless lanes, times and values fit together. Throws what nlohmann::json::at() does.
Result<SamplesMessage> decodeSamples(const nlohmann::json& object, const std::string& bytes);

} // namespace cobench::engine
