// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/train/backend.h"
#include "core/train/batches.h"

#include <functional>
#include <span>
#include <vector>

namespace cobench::train {

struct Evaluation {
    std::vector<float> probabilities; // [samples][classes]
    double accuracy = 0.0; // fraction; ties to the smaller class
    double loss = 0.0; // mean natural-log cross-entropy, p clamped to [1e-12, 1]
};

/// What happens around the batches of an evaluation.
struct EvaluationHooks {
    /// Changes a batch before it is predicted; `samples` are its places in the split.
    std::function<Result<void>(std::span<const std::uint32_t> samples, Batch& batch)> change;
    std::function<void(std::size_t done)> onBatch; // samples predicted so far
};

/// Predicts the first `samples` of a split. Error{Cancelled} within one batch of 250.
Result<Evaluation> evaluate(Backend& backend,
    const data::ImageSplit& split,
    const data::Dataset& dataset,
    const Normalizer& normalizer,
    std::size_t samples,
    const CancelToken& cancel,
    const EvaluationHooks& hooks = {});

} // namespace cobench::train
