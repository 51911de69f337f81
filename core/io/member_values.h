// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/load_pool.h"
#include "core/io/raw_predictions.h"

namespace cobench::io {

/// How far a row of probabilities may be from summing to 1.
constexpr double kRowSumTolerance = 1e-3;

struct CheckedMember {
    data::MemberPredictions predictions;
    std::uint64_t classes = 0; // 0 for a label-only member
    bool wasLogits = false; // detected, not asked for
};

/// Probabilities as they are, logits soft-maxed; what they are is told by `reading`, or found out by the rule of
/// README.md. A value that is not finite, a row that is neither, and fewer than two classes are errors that name
/// row and value.
Result<CheckedMember> checkMember(RawMember member, ValueReading reading, const ReadContext& context);

/// In place, row by row, with the row's maximum taken out first so that nothing overflows.
Result<void> softMaxRows(std::vector<float>& values, std::uint64_t classes, const CancelToken& cancel);

} // namespace cobench::io
