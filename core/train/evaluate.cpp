// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/evaluate.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cobench::train {

namespace {

constexpr std::size_t kBatch = 250;

void score(Evaluation& evaluation, const data::ImageSplit& split, std::size_t samples, std::size_t classes)
{
    std::size_t right = 0;
    double loss = 0.0;
    for (std::size_t n = 0; n < samples; ++n) {
        const auto row = std::span(evaluation.probabilities).subspan(n * classes, classes);
        right += std::ranges::max_element(row) - row.begin() == split.labels[n];
        loss -= std::log(std::clamp(static_cast<double>(row[split.labels[n]]), 1e-12, 1.0));
    }
    const auto count = static_cast<double>(std::max<std::size_t>(samples, 1));
    evaluation.accuracy = static_cast<double>(right) / count;
    evaluation.loss = loss / count;
}

} // namespace

Result<Evaluation> evaluate(Backend& backend,
    const data::ImageSplit& split,
    const data::Dataset& dataset,
    const Normalizer& normalizer,
    std::size_t samples,
    const CancelToken& cancel,
    const EvaluationHooks& hooks)
{
    Evaluation evaluation;
    evaluation.probabilities.resize(samples * dataset.classes);
    std::vector<std::uint32_t> indices(samples);
    std::iota(indices.begin(), indices.end(), 0U);
    const SampleReader reader(split, dataset.shape, normalizer);
    Batch batch;
    for (std::size_t first = 0; first < samples; first += kBatch) {
        if (cancel.isCancelled())
            return cancelled();
        const std::size_t count = std::min(kBatch, samples - first);
        const auto chosen = std::span(indices).subspan(first, count);
        batch.gather(reader, chosen);
        if (hooks.change)
            if (auto changed = hooks.change(chosen, batch); !changed)
                return std::move(changed).error();
        auto predicted = backend.predict(
            batch.inputs.data(), count, evaluation.probabilities.data() + first * dataset.classes);
        if (!predicted)
            return std::move(predicted).error();
        if (hooks.onBatch)
            hooks.onBatch(first + count);
    }
    score(evaluation, split, samples, dataset.classes);
    return evaluation;
}

} // namespace cobench::train
