// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/probe_child.h"

#include "core/engine/checkpoint_folder.h"
#include "core/engine/prediction_pieces.h"
#include "core/train/prepare.h"

namespace cobench::engine {

namespace {

/// A network ready to answer.
struct Ready {
    std::unique_ptr<train::Backend> backend;
    train::Normalizer normalizer;

    train::Subject subject() const { return {*backend, normalizer}; }
};

Result<train::Checkpoint> checkpointOf(const TrainedNetwork& network)
{
    std::error_code code;
    if (std::filesystem::is_regular_file(network.checkpoints, code))
        return readCheckpoint(network.checkpoints);
    auto newest = CheckpointFolder(network.checkpoints).newest();
    if (!newest)
        return std::move(newest).error();
    if (!*newest)
        return Error{ErrorCode::NotFound, network.checkpoints, {}, "holds no checkpoint", "a run that kept one"};
    return std::move(**newest);
}

Result<Ready> restored(const TrainedNetwork& network, const data::Dataset& dataset, const WorkerParts& parts)
{
    auto options = train::backendOptions(network.config, dataset);
    if (!options)
        return std::move(options).error();
    auto backend = parts.makeBackend(*options);
    if (!backend)
        return std::move(backend).error();
    const auto checkpoint = checkpointOf(network);
    if (!checkpoint)
        return checkpoint.error();
    if (auto taken = (*backend)->restore(checkpoint->backend); !taken)
        return std::move(taken).error();
    return Ready{std::move(*backend), train::normalizerFor(network.config, dataset)};
}

Result<Ready> loaded(
    const ProbeMessage& task, const data::Dataset& dataset, const WorkerParts& parts, WorkerSender& sender)
{
    const auto& shape = dataset.shape;
    auto normalizer = train::normalizerFor(task.victim.config, dataset);
    sender.onLine("running the program"); // from here on it is timed
    auto backend = parts.loadProgram({.bytes = task.program,
        .input = {shape.channels, shape.height, shape.width},
        .classes = dataset.classes,
        .threads = task.victim.config.threads});
    if (!backend)
        return std::move(backend).error();
    return Ready{std::move(*backend), std::move(normalizer)};
}

Result<std::shared_ptr<const data::Dataset>> datasetOf(const ProbeMessage& task, const WorkerParts& parts)
{
    const train::TrainConfig& config = task.victim.config;
    auto dataset = parts.loadDataset({.name = config.dataset,
        .dataDirectory = config.dataDirectory,
        .project = task.project,
        .imageSize = config.imageSize});
    if (dataset && !(*dataset)->split(task.split))
        return Error{ErrorCode::Usage, config.dataset, {}, "has no split " + task.split, "train, val or test"};
    return dataset;
}

} // namespace

Result<void> probe(
    const ProbeMessage& task, const WorkerParts& parts, WorkerSender& sender, const CancelToken& cancel)
{
    const auto dataset = datasetOf(task, parts);
    if (!dataset)
        return dataset.error();
    const data::ImageSplit& split = *(*dataset)->split(task.split);
    const std::uint64_t samples = train::limited(split.samples(), task.limit);
    std::optional<Ready> attacker;
    if (task.attacker) {
        auto ready = restored(*task.attacker, **dataset, parts);
        if (!ready)
            return std::move(ready).error();
        attacker = std::move(*ready);
    }
    const auto victim
        = task.program.empty() ? restored(task.victim, **dataset, parts) : loaded(task, **dataset, parts, sender);
    if (!victim)
        return victim.error();
    sender.onStart({.parameters = victim->backend->parameters(), .iterations = samples * task.conditions.size()});
    std::uint64_t done = 0;
    for (const train::Condition& condition : task.conditions) {
        auto evaluation = train::evaluateUnder(condition,
            victim->subject(),
            attacker ? attacker->subject() : victim->subject(),
            split,
            **dataset,
            samples,
            cancel,
            [&](std::size_t of) { sender.onIteration(done + of, 0); });
        if (!evaluation)
            return std::move(evaluation).error();
        done += samples;
        const std::string name = train::conditionName(condition);
        const auto labels = std::make_shared<const Array<data::Label>>(split.labels);
        const train::SplitPredictions answers{task.split + (name.empty() ? "" : "@" + name),
            {labels, labels->view().first(samples)},
            std::move(evaluation->probabilities)};
        for (const PredictionsMessage& piece : inPieces(answers, (*dataset)->classes))
            sender.sendNow(piece);
    }
    sender.sendNow(DoneMessage{.outcome = train::Outcome::Finished});
    return {};
}

} // namespace cobench::engine
