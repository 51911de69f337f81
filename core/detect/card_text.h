// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/detect/model_card.h"

#include <string>
#include <string_view>

namespace cobench::detect {

/// Larger cards are refused.
inline constexpr std::size_t kMaxCardBytes = std::size_t{1} << 16;

/// Reads a model card, a JSON object; core/detect/README.md has its keys. `subject`: what errors are about. Errors
/// name the line, the key, and what would be right: Corrupt where it is no JSON, Value for what a key holds, for
/// keys that are not known and for those that the output layout needs.
Result<ModelCard> readCard(std::string_view text, const std::string& subject);

} // namespace cobench::detect
