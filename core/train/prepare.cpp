// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/prepare.h"

#include "core/train/models.h"

#include <algorithm>

namespace cobench::train {

Result<Network> networkFor(const TrainConfig& config, const data::ImageShape& shape, std::uint64_t classes)
{
    return buildNetwork({.model = config.model,
        .widths = config.widths,
        .input = {shape.channels, shape.height, shape.width},
        .classes = classes,
        .shortcut = config.shortcut == "B" ? Shortcut::B : Shortcut::A});
}

Normalizer normalizerFor(const TrainConfig& config, const data::Dataset& dataset)
{
    if (config.normalization == "unit")
        return Normalizer::unit(dataset.shape);
    const data::ImageSplit& train = *dataset.split("train");
    return Normalizer::fit(train, dataset.shape, limited(train.samples(), config.limitTrain));
}

Result<BackendOptions> backendOptions(const TrainConfig& config, const data::Dataset& dataset)
{
    auto network = networkFor(config, dataset.shape, dataset.classes);
    if (!network)
        return std::move(network).error();
    return BackendOptions{.network = std::move(*network),
        .optimizer = optimizerOptions(config),
        .labelSmoothing = config.labelSmoothing,
        .seed = config.seed,
        .threads = config.threads,
        .device = config.device};
}

std::uint64_t limited(std::uint64_t available, std::uint64_t limit)
{
    return limit == 0 ? available : std::min(available, limit);
}

} // namespace cobench::train
