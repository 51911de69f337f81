// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/pickle.h"

#include <optional>

namespace cobench::io::pickle {

/// The allow-list. Nothing for every name that is not on it.
std::optional<Global> lookUp(std::string_view module, std::string_view name);

/// What calling `callable` with `arguments` stands for. Copies take from the allowance: a short pickle can ask for
/// the same long copy again and again.
Result<Value> call(const Global& callable,
    const Sequence& arguments,
    const Document& document,
    ReadContext& context,
    const std::string& place);

/// Applies a state (opcode BUILD) to the value `target`.
Result<void> build(Document& document, Ref target, Ref state, const ReadContext& context, const std::string& place);

/// The storage a persistent id ('storage', type, key, location, elements) names.
Result<Value> persistent(
    const Sequence& id, const Document& document, const ReadContext& context, const std::string& place);

} // namespace cobench::io::pickle
