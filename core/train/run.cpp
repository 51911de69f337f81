// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run.h"

#include "core/lr/policy_text.h"
#include "core/train/evaluate.h"
#include "core/train/prepare.h"

#include <algorithm>
#include <thread>

namespace cobench::train {

namespace {

constexpr std::chrono::milliseconds kLookPeriod{50};
constexpr std::chrono::seconds kTryAgain{1};

data::DatasetFacts factsOf(const data::Dataset& dataset, const data::ImageSplit& train)
{
    return {.shape = dataset.shape,
        .classes = dataset.classes,
        .hasPixels = !train.pixels.empty(),
        .trainSamples = train.samples()};
}

} // namespace

Run::Run(const TrainConfig& config,
    const data::Dataset& dataset,
    Observer& observer,
    const CancelToken& cancel,
    CheckpointStore* checkpoints,
    ProcessGroup* group)
    : m_config(config)
    , m_dataset(dataset)
    , m_observer(observer)
    , m_cancel(cancel)
    , m_checkpoints(checkpoints)
    , m_group(group)
{
}

RunSummary Run::execute(const BackendFactory& makeBackend)
{
    const auto result = work(makeBackend);
    m_loader.reset();
    m_summary.iterations = m_loop.iterations;
    m_summary.seconds = m_isUnderWay ? seconds() : 0.0;
    const double total = m_total.data + m_total.forward + m_total.backward + m_total.step;
    m_summary.waitShare = total > 0.0 ? m_total.data / total : 0.0;
    if (result) {
        m_summary.outcome = m_isStopped ? Outcome::EarlyStop : Outcome::Finished;
        for (const Scalar& final : m_summary.finals)
            m_observer.onScalar(final);
    } else {
        m_summary.outcome = result.error().isCancelled() ? Outcome::Cancelled : Outcome::Failed;
        m_summary.message = result.error().isCancelled() ? "" : describe(result.error());
        m_summary.predictions.clear();
    }
    return std::move(m_summary);
}

Result<void> Run::work(const BackendFactory& makeBackend)
{
    if (auto prepared = prepare(makeBackend); !prepared)
        return prepared;
    m_observer.onStart(m_plan);
    if (auto resumed = resume(); !resumed)
        return resumed;
    m_isUnderWay = true;
    if (auto trained = trainAll(); !trained)
        return trained;
    m_summary.finals.push_back({"train/epoch_loss", m_loop.iterations, m_loop.ofEpoch.meanLoss()});
    if (!leads())
        return {};
    if (m_config.evaluateTrain)
        if (auto evaluated = evaluateTraining(); !evaluated)
            return evaluated;
    if (auto val = predictFinal("val", 0); !val)
        return val;
    if (auto kept = keepIfBest(); !kept)
        return kept;
    return predictFinal("test", m_config.limitTest);
}

Error Run::failure(std::string detail, std::string cure) const
{
    return {ErrorCode::Value,
        m_config.name.empty() ? m_config.model : m_config.name,
        {},
        std::move(detail),
        std::move(cure)};
}

Result<void> Run::prepare(const BackendFactory& makeBackend)
{
    if (const auto problems = findProblems(m_config); !problems.empty())
        return together(problems);
    m_train = m_dataset.split("train");
    if (!m_train || m_train->samples() == 0)
        return failure("the dataset has no training samples");
    if (const auto problems = findProblems(m_config, factsOf(m_dataset, *m_train)); !problems.empty())
        return together(problems);
    if (const unsigned processes = m_group ? m_group->size() : 1; m_config.processes != processes)
        return failure("trains on " + std::to_string(m_config.processes) + " processes together, and here is "
                + std::to_string(processes),
            "as many as it began with");
    m_stepSamples = std::uint64_t{m_config.batch} * m_config.processes;
    m_plan.trainSamples = limited(m_train->samples(), m_config.limitTrain);
    m_plan.iterationsPerEpoch = (m_plan.trainSamples + m_stepSamples - 1) / m_stepSamples;
    m_plan.iterations = m_plan.iterationsPerEpoch * m_config.epochs;
    m_recordEvery = m_config.recordEvery != 0
        ? m_config.recordEvery
        : static_cast<std::uint32_t>(std::max<std::uint64_t>(1, m_plan.iterationsPerEpoch / 100));
    readRates();
    prepareBatches();
    return makeNetwork(makeBackend);
}

void Run::readRates()
{
    if (!lr::isPlateauText(m_config.learningRate)) {
        m_schedule = lr::parse(m_config.learningRate).value();
        return;
    }
    const lr::PlateauPolicy policy = lr::parsePlateau(m_config.learningRate).value();
    m_plateau.emplace(policy);
    m_monitored = policy.monitor;
}

void Run::prepareBatches()
{
    m_normalizer = normalizerFor(m_config, m_dataset);
    const Augmentation augmentation{.crop = m_config.crop, .flip = m_config.flip, .cutout = m_config.cutout};
    m_reader.emplace(*m_train, m_dataset.shape, m_normalizer, augmentation, m_config.seed);
    m_loader = std::make_unique<BatchLoader>(*m_reader, m_config.loaders);
    if (m_group)
        m_loader->share(m_group->rank(), m_group->size());
}

Result<void> Run::makeNetwork(const BackendFactory& makeBackend)
{
    auto options = backendOptions(m_config, m_dataset);
    if (!options)
        return std::move(options).error();
    m_plan.multiplyAdds = analyse(options->network)->multiplyAdds;
    options->group = m_group;
    auto backend = makeBackend(*options);
    if (!backend)
        return std::move(backend).error();
    m_backend = std::move(*backend);
    m_plan.parameters = m_backend->parameters();
    if (const std::string note = m_backend->note(); !note.empty())
        m_observer.onLine(note);
    return {};
}

/// The leader's, for all members.
Result<std::optional<Checkpoint>> Run::newestCheckpoint()
{
    auto newest = leads() && m_checkpoints ? m_checkpoints->newest() : std::optional<Checkpoint>();
    if (!newest || !m_group)
        return newest;
    const auto bytes = m_group->fromLeader(leads() && *newest ? encodeCheckpoint(**newest) : std::string());
    if (!bytes)
        return bytes.error();
    if (leads() || bytes->empty())
        return newest;
    auto decoded = decodeCheckpoint(*bytes, "checkpoint of the leading process");
    return decoded ? Result(std::optional(std::move(*decoded))) : std::move(decoded).error();
}

Result<void> Run::resume()
{
    const auto newest = newestCheckpoint();
    if (!newest)
        return newest.error();
    if (!*newest)
        return {};
    const Checkpoint& checkpoint = **newest;
    const auto config = configFromJson(checkpoint.config);
    if (!config || !(*config == m_config))
        return Error{ErrorCode::Conflict, "checkpoint", {}, "belongs to another configuration", "a new run"};
    if (auto restored = m_backend->restore(checkpoint.backend); !restored)
        return restored;
    m_loop = checkpoint.loop;
    m_secondsBefore = m_loop.seconds;
    for (std::uint64_t epoch = 1; m_plateau && epoch <= m_loop.monitored.size(); ++epoch)
        m_plateau->observe(m_loop.monitored[epoch - 1], epoch * m_plan.iterationsPerEpoch, m_plan.iterations);
    m_observer.onLine("resumed after iteration " + std::to_string(m_loop.iterations));
    return {};
}

Result<void> Run::save()
{
    if (!m_checkpoints || !leads())
        return {};
    m_observer.onPhase(Phase::Saving);
    auto state = m_backend->state();
    if (!state)
        return std::move(state).error();
    m_loop.seconds = seconds();
    const Checkpoint checkpoint{toJson(m_config), m_loop, std::move(*state)};
    for (;;) {
        const auto saved = m_checkpoints->save(checkpoint);
        if (saved)
            return {};
        if (saved.error().code != ErrorCode::DiskFull) {
            m_observer.onLine("no checkpoint: " + describe(saved.error()));
            return {};
        }
        if (auto waited = waitForSpace(saved.error()); !waited)
            return waited;
    }
}

/// The last epoch's validation is the final prediction, which comes after that epoch's checkpoint.
Result<void> Run::keepIfBest()
{
    const auto loss = std::ranges::find(m_summary.finals, "val/loss", &Scalar::tag);
    if (!m_config.keepBest || loss == m_summary.finals.end()
        || (m_loop.bestLoss && loss->value >= *m_loop.bestLoss))
        return {};
    m_loop.bestLoss = loss->value;
    return save();
}

Result<void> Run::waitForSpace(const Error& error)
{
    m_observer.onLine("waiting for space: " + describe(error));
    const auto start = Clock::now();
    while (Clock::now() - start < kTryAgain) {
        if (m_cancel.isCancelled())
            return cancelled();
        std::this_thread::sleep_for(kLookPeriod);
    }
    return {};
}

Result<void> Run::evaluateTraining()
{
    const auto evaluation = evaluate(*m_backend, *m_train, m_dataset, m_normalizer, m_plan.trainSamples, m_cancel);
    if (!evaluation)
        return evaluation.error();
    m_summary.finals.push_back({"train/final_loss", m_loop.iterations, evaluation->loss});
    m_summary.finals.push_back({"train/final_accuracy", m_loop.iterations, evaluation->accuracy});
    return {};
}

Result<void> Run::predictFinal(const char* name, std::uint64_t limit)
{
    const data::ImageSplit* split = m_dataset.split(name);
    if (!split)
        return {};
    m_observer.onPhase(Phase::Predicting);
    const std::uint64_t samples = limited(split->samples(), limit);
    auto evaluation = evaluate(*m_backend, *split, m_dataset, m_normalizer, samples, m_cancel);
    if (!evaluation)
        return std::move(evaluation).error();
    const std::string prefix = name;
    m_summary.finals.push_back({prefix + "/loss", m_loop.iterations, evaluation->loss});
    m_summary.finals.push_back({prefix + "/accuracy", m_loop.iterations, evaluation->accuracy});
    const auto labels = std::make_shared<const Array<data::Label>>(split->labels);
    m_summary.predictions.push_back(
        {prefix, {labels, labels->view().first(samples)}, std::move(evaluation->probabilities)});
    return {};
}

} // namespace cobench::train
