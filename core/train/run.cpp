// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run.h"

#include "core/lr/evaluate.h"
#include "core/lr/policy_text.h"
#include "core/train/evaluate.h"
#include "core/train/models.h"
#include "core/train/order.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace cobench::train {

namespace {

constexpr std::chrono::milliseconds kLookPeriod{50};
constexpr std::chrono::seconds kTryAgain{1};

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::uint64_t limited(std::uint64_t available, std::uint64_t limit)
{
    return limit == 0 ? available : std::min(available, limit);
}

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
    CheckpointStore* checkpoints)
    : m_config(config)
    , m_dataset(dataset)
    , m_observer(observer)
    , m_cancel(cancel)
    , m_checkpoints(checkpoints)
{
}

RunSummary Run::execute(const BackendFactory& makeBackend)
{
    const auto start = Clock::now();
    const auto result = work(makeBackend);
    m_loader.reset();
    m_summary.iterations = m_loop.iterations;
    m_summary.seconds = secondsSince(start);
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
    if (auto trained = trainAll(); !trained)
        return trained;
    m_summary.finals.push_back({"train/epoch_loss", m_loop.iterations, m_loop.ofEpoch.meanLoss()});
    if (auto val = predictFinal("val", 0); !val)
        return val;
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
    m_plan.trainSamples = limited(m_train->samples(), m_config.limitTrain);
    m_plan.iterationsPerEpoch = (m_plan.trainSamples + m_config.batch - 1) / m_config.batch;
    m_plan.iterations = m_plan.iterationsPerEpoch * m_config.epochs;
    m_recordEvery = m_config.recordEvery != 0
        ? m_config.recordEvery
        : static_cast<std::uint32_t>(std::max<std::uint64_t>(1, m_plan.iterationsPerEpoch / 100));
    m_schedule = lr::parse(m_config.learningRate).value();
    prepareBatches();
    return makeNetwork(makeBackend);
}

void Run::prepareBatches()
{
    m_normalizer = m_config.normalization == "unit"
        ? Normalizer::unit(m_dataset.shape)
        : Normalizer::fit(*m_train, m_dataset.shape, m_plan.trainSamples);
    const Augmentation augmentation{.crop = m_config.crop, .flip = m_config.flip, .cutout = m_config.cutout};
    m_reader.emplace(*m_train, m_dataset.shape, m_normalizer, augmentation, m_config.seed);
    m_loader = std::make_unique<BatchLoader>(*m_reader, m_config.loaders);
}

Result<void> Run::makeNetwork(const BackendFactory& makeBackend)
{
    const auto& shape = m_dataset.shape;
    auto network = buildNetwork({.model = m_config.model,
        .widths = m_config.widths,
        .input = {shape.channels, shape.height, shape.width},
        .classes = m_dataset.classes,
        .shortcut = m_config.shortcut == "B" ? Shortcut::B : Shortcut::A});
    if (!network)
        return std::move(network).error();
    m_plan.multiplyAdds = analyse(*network)->multiplyAdds;
    auto backend = makeBackend({.network = std::move(*network),
        .optimizer = optimizerOptions(m_config),
        .labelSmoothing = m_config.labelSmoothing,
        .seed = m_config.seed,
        .threads = m_config.threads,
        .device = m_config.device});
    if (!backend)
        return std::move(backend).error();
    m_backend = std::move(*backend);
    m_plan.parameters = m_backend->parameters();
    return {};
}

Result<void> Run::resume()
{
    if (!m_checkpoints)
        return {};
    const auto newest = m_checkpoints->newest();
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
    m_observer.onLine("resumed after iteration " + std::to_string(m_loop.iterations));
    return {};
}

bool Run::isOver() const
{
    const bool hasStalled = m_config.earlyStop != 0 && m_loop.epochsWithoutBetter >= m_config.earlyStop;
    return hasStalled || m_loop.iterations >= m_plan.iterations;
}

Result<void> Run::trainAll()
{
    double seconds = 0.0; // in the training loop, without validation
    std::uint64_t samples = 0;
    for (bool isFirst = true; !isOver(); isFirst = false) {
        const auto epoch = static_cast<std::uint32_t>(m_loop.iterations / m_plan.iterationsPerEpoch);
        const auto start = Clock::now();
        const std::uint64_t before = m_loop.iterations % m_plan.iterationsPerEpoch * m_config.batch;
        if (auto trained = trainEpoch(epoch); !trained)
            return trained;
        seconds += secondsSince(start);
        samples += m_plan.trainSamples - before;
        if (auto finished = finishEpoch(epoch); !finished)
            return finished;
        if (isFirst && !isOver()) { // the first is not counted where there are others
            seconds = 0.0;
            samples = 0;
        }
    }
    m_isStopped = m_loop.iterations < m_plan.iterations;
    if (m_isStopped)
        m_summary.message
            = "stopped early: val/loss has not fallen for " + std::to_string(m_config.earlyStop) + " epochs";
    m_summary.samplesPerSecond = seconds > 0.0 ? static_cast<double>(samples) / seconds : 0.0;
    return {};
}

Result<void> Run::trainEpoch(std::uint32_t epoch)
{
    const std::uint64_t skipped = m_loop.iterations % m_plan.iterationsPerEpoch;
    if (skipped == 0)
        m_loop.ofEpoch = {};
    m_loader->begin(epochOrder(m_config.seed, epoch, static_cast<std::uint32_t>(m_plan.trainSamples)),
        epoch,
        m_config.batch,
        skipped);
    for (;;) {
        if (m_cancel.isCancelled())
            return cancelled();
        const auto start = Clock::now();
        const Batch* batch = m_loader->next();
        if (!batch)
            return {};
        const double waited = secondsSince(start);
        m_sinceRecord.data += waited;
        m_total.data += waited;
        if (auto trained = trainBatch(*batch, epoch); !trained)
            return trained;
    }
}

double Run::rate(std::uint32_t epoch) const
{
    const double t = m_config.learningRateUnit == "epoch" ? epoch : static_cast<double>(m_loop.iterations);
    return lr::valueAt(m_schedule, t);
}

Result<void> Run::trainBatch(const Batch& batch, std::uint32_t epoch)
{
    const double applied = rate(epoch);
    const std::size_t count = batch.labels.size();
    const auto figures = m_backend->step(batch.inputs.data(), batch.labels.data(), count, applied);
    if (!figures)
        return figures.error();
    ++m_loop.iterations;
    if (!std::isfinite(figures->loss))
        return failure("the loss is not a number after iteration " + std::to_string(m_loop.iterations),
            "a smaller learning rate");
    for (Timing* timing : {&m_sinceRecord, &m_total}) {
        timing->forward += figures->forwardSeconds;
        timing->backward += figures->backwardSeconds;
        timing->step += figures->stepSeconds;
    }
    m_loop.sinceRecord.add(*figures, count);
    m_loop.ofEpoch.add(*figures, count);
    if (m_loop.sinceRecord.iterations == m_recordEvery || m_loop.iterations == m_plan.iterations)
        recordTraining(applied);
    m_observer.onIteration(m_loop.iterations, epoch);
    const bool isDue = m_config.checkpointEvery != 0 && m_loop.iterations % m_config.checkpointEvery == 0
        && m_loop.iterations % m_plan.iterationsPerEpoch != 0;
    return isDue ? save() : Result<void>();
}

void Run::recordTraining(double rate)
{
    const double iterations = m_loop.sinceRecord.iterations;
    scalar("train/learning_rate", rate);
    scalar("train/loss", m_loop.sinceRecord.meanLoss());
    scalar("train/accuracy", m_loop.sinceRecord.accuracy());
    scalar("time/data_ms", 1e3 * m_sinceRecord.data / iterations);
    scalar("time/forward_ms", 1e3 * m_sinceRecord.forward / iterations);
    scalar("time/backward_ms", 1e3 * m_sinceRecord.backward / iterations);
    scalar("time/step_ms", 1e3 * m_sinceRecord.step / iterations);
    m_loop.sinceRecord = {};
    m_sinceRecord = {};
}

Result<void> Run::finishEpoch(std::uint32_t epoch)
{
    scalar("train/epoch_accuracy", m_loop.ofEpoch.accuracy());
    if (epoch + 1 < m_config.epochs) { // the last one's validation is the final prediction
        scalar("train/epoch_loss", m_loop.ofEpoch.meanLoss());
        if (auto validated = validate(); !validated)
            return validated;
    }
    return save();
}

Result<void> Run::validate()
{
    const data::ImageSplit* val = m_dataset.split("val");
    if (!val)
        return {};
    const auto evaluation = evaluate(*m_backend, *val, m_dataset, m_normalizer, val->samples(), m_cancel);
    if (!evaluation)
        return evaluation.error();
    scalar("val/loss", evaluation->loss);
    scalar("val/accuracy", evaluation->accuracy);
    const bool isBetter = !m_loop.bestLoss || evaluation->loss < *m_loop.bestLoss;
    m_loop.epochsWithoutBetter = isBetter ? 0 : m_loop.epochsWithoutBetter + 1;
    if (isBetter)
        m_loop.bestLoss = evaluation->loss;
    return {};
}

Result<void> Run::save()
{
    if (!m_checkpoints)
        return {};
    auto state = m_backend->state();
    if (!state)
        return std::move(state).error();
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

Result<void> Run::predictFinal(const char* name, std::uint64_t limit)
{
    const data::ImageSplit* split = m_dataset.split(name);
    if (!split)
        return {};
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
