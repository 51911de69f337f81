// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include "core/lr/evaluate.h"
#include "core/lr/policy_text.h"
#include "core/train/batches.h"
#include "core/train/evaluate.h"
#include "core/train/models.h"
#include "core/train/order.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace cobench::train {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::uint64_t limited(std::uint64_t available, std::uint64_t limit)
{
    return limit == 0 ? available : std::min(available, limit);
}

/// Mean loss and accuracy since they were last recorded.
struct Recent {
    double loss = 0.0;
    std::uint64_t correct = 0;
    std::uint64_t samples = 0;
    std::uint32_t iterations = 0;

    void add(const StepFigures& figures, std::size_t count)
    {
        loss += figures.loss * static_cast<double>(count);
        correct += figures.correct;
        samples += count;
        ++iterations;
    }
    double meanLoss() const { return loss / static_cast<double>(samples); }
    double accuracy() const { return static_cast<double>(correct) / static_cast<double>(samples); }
};

/// One run from start to end. Functions return false-like Results to stop; the outcome is told from the error.
class Run
{
public:
    Run(const TrainConfig& config, const data::Dataset& dataset, Observer& observer, const CancelToken& cancel)
        : m_config(config)
        , m_dataset(dataset)
        , m_observer(observer)
        , m_cancel(cancel)
    {
    }

    RunSummary execute(const BackendFactory& makeBackend);

private:
    Result<void> prepare(const BackendFactory& makeBackend);
    Result<void> makeNetwork(const BackendFactory& makeBackend);
    Result<void> trainAll();
    Result<void> trainEpoch(std::uint32_t epoch);
    Result<void> trainBatch(std::span<const std::uint32_t> samples, std::uint32_t epoch);
    void recordTraining();
    Result<void> validate();
    Result<void> predictFinal(const char* name, std::uint64_t limit);
    void scalar(const std::string& tag, double value) { m_observer.onScalar({tag, m_done, value}); }
    Error failure(std::string detail, std::string cure = {}) const
    {
        return {ErrorCode::Value,
            m_config.name.empty() ? m_config.model : m_config.name,
            {},
            std::move(detail),
            std::move(cure)};
    }

    const TrainConfig& m_config;
    const data::Dataset& m_dataset;
    Observer& m_observer;
    const CancelToken& m_cancel;

    const data::ImageSplit* m_train = nullptr;
    RunPlan m_plan;
    lr::Schedule m_schedule;
    Normalizer m_normalizer;
    std::unique_ptr<Backend> m_backend;
    Batch m_batch;
    Recent m_recent;
    std::uint64_t m_done = 0; // iterations
    std::uint32_t m_recordEvery = 1;
    RunSummary m_summary;
};

OptimizerOptions optimizerOptions(const TrainConfig& config)
{
    const bool sgd = config.optimizer == "sgd";
    return {.kind = sgd ? OptimizerOptions::Kind::Sgd : OptimizerOptions::Kind::Adam,
        .momentum = sgd ? config.momentum : 0.0,
        .nesterov = sgd && config.nesterov,
        .weightDecay = config.weightDecay};
}

Result<void> Run::makeNetwork(const BackendFactory& makeBackend)
{
    const auto& shape = m_dataset.shape;
    auto network = buildNetwork({.model = m_config.model,
        .widths = m_config.widths,
        .input = {shape.channels, shape.height, shape.width},
        .classes = m_dataset.classes});
    if (!network)
        return std::move(network).error();
    m_plan.multiplyAdds = analyse(*network)->multiplyAdds;
    auto backend = makeBackend({.network = std::move(*network),
        .optimizer = optimizerOptions(m_config),
        .seed = m_config.seed,
        .threads = m_config.threads,
        .device = m_config.device});
    if (!backend)
        return std::move(backend).error();
    m_backend = std::move(*backend);
    m_plan.parameters = m_backend->parameters();
    return {};
}

Result<void> Run::prepare(const BackendFactory& makeBackend)
{
    if (const auto problems = findProblems(m_config); !problems.empty())
        return problems.front();
    m_train = m_dataset.split("train");
    if (!m_train || m_train->samples() == 0)
        return failure("the dataset has no training samples");
    m_plan.trainSamples = limited(m_train->samples(), m_config.limitTrain);
    if (m_config.batch > m_plan.trainSamples)
        return failure(
            "the batch is larger than the training set", "at most " + std::to_string(m_plan.trainSamples));
    m_plan.iterationsPerEpoch = (m_plan.trainSamples + m_config.batch - 1) / m_config.batch;
    m_plan.iterations = m_plan.iterationsPerEpoch * m_config.epochs;
    m_recordEvery = m_config.recordEvery != 0
        ? m_config.recordEvery
        : static_cast<std::uint32_t>(std::max<std::uint64_t>(1, m_plan.iterationsPerEpoch / 100));
    m_schedule = lr::parse(m_config.learningRate).value();
    m_normalizer = Normalizer::fit(*m_train, m_dataset.shape, m_plan.trainSamples);
    return makeNetwork(makeBackend);
}

void Run::recordTraining()
{
    scalar("train/loss", m_recent.meanLoss());
    scalar("train/accuracy", m_recent.accuracy());
    m_recent = {};
}

Result<void> Run::trainBatch(std::span<const std::uint32_t> samples, std::uint32_t epoch)
{
    if (m_cancel.isCancelled())
        return cancelled();
    m_batch.gather(*m_train, m_dataset.shape, m_normalizer, samples);
    const double t = m_config.learningRateUnit == "epoch" ? epoch : static_cast<double>(m_done);
    const double rate = lr::valueAt(m_schedule, t);
    const auto figures = m_backend->step(m_batch.inputs.data(), m_batch.labels.data(), samples.size(), rate);
    if (!figures)
        return figures.error();
    ++m_done;
    if (!std::isfinite(figures->loss))
        return failure(
            "the loss is not a number after iteration " + std::to_string(m_done), "a smaller learning rate");
    m_recent.add(*figures, samples.size());
    if (m_recent.iterations == m_recordEvery || m_done == m_plan.iterations) {
        scalar("train/learning_rate", rate);
        recordTraining();
    }
    m_observer.onIteration(m_done, epoch);
    return {};
}

Result<void> Run::trainEpoch(std::uint32_t epoch)
{
    const auto order = epochOrder(m_config.seed, epoch, static_cast<std::uint32_t>(m_plan.trainSamples));
    for (std::size_t first = 0; first < order.size(); first += m_config.batch) {
        const std::size_t count = std::min<std::size_t>(m_config.batch, order.size() - first);
        if (auto trained = trainBatch(std::span(order).subspan(first, count), epoch); !trained)
            return trained;
    }
    return {};
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
    return {};
}

Result<void> Run::trainAll()
{
    double seconds = 0.0; // in the training loop, without validation
    std::uint64_t epochsTimed = 0;
    for (std::uint32_t epoch = 0; epoch < m_config.epochs; ++epoch) {
        const auto start = Clock::now();
        if (auto trained = trainEpoch(epoch); !trained)
            return trained;
        if (epoch > 0 || m_config.epochs == 1) {
            seconds += secondsSince(start);
            ++epochsTimed;
        }
        if (epoch + 1 < m_config.epochs) // the last one is the final prediction
            if (auto validated = validate(); !validated)
                return validated;
    }
    m_summary.samplesPerSecond = static_cast<double>(m_plan.trainSamples * epochsTimed) / seconds;
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
    m_summary.finals.push_back({prefix + "/loss", m_done, evaluation->loss});
    m_summary.finals.push_back({prefix + "/accuracy", m_done, evaluation->accuracy});
    const auto labels = std::make_shared<const Array<data::Label>>(split->labels);
    m_summary.predictions.push_back(
        {prefix, {labels, labels->view().first(samples)}, std::move(evaluation->probabilities)});
    return {};
}

RunSummary Run::execute(const BackendFactory& makeBackend)
{
    const auto start = Clock::now();
    const auto whole = [&]() -> Result<void> {
        if (auto prepared = prepare(makeBackend); !prepared)
            return prepared;
        m_observer.onStart(m_plan);
        if (auto trained = trainAll(); !trained)
            return trained;
        if (auto val = predictFinal("val", 0); !val)
            return val;
        return predictFinal("test", m_config.limitTest);
    };
    const auto result = whole();
    m_summary.iterations = m_done;
    m_summary.seconds = secondsSince(start);
    if (result) {
        m_summary.outcome = Outcome::Finished;
        for (const Scalar& final : m_summary.finals)
            m_observer.onScalar(final);
    } else {
        m_summary.outcome = result.error().isCancelled() ? Outcome::Cancelled : Outcome::Failed;
        m_summary.message = result.error().isCancelled() ? "" : describe(result.error());
        m_summary.predictions.clear();
    }
    return std::move(m_summary);
}

} // namespace

std::string_view id(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Converged:
        return "converged";
    case Outcome::Finished:
        return "finished";
    case Outcome::EarlyStop:
        return "early_stop";
    case Outcome::Cancelled:
        return "cancelled";
    case Outcome::Failed:
        break;
    }
    return "failed";
}

RunSummary runTraining(const TrainConfig& config,
    const data::Dataset& dataset,
    const BackendFactory& makeBackend,
    Observer& observer,
    const CancelToken& cancel)
{
    return Run(config, dataset, observer, cancel).execute(makeBackend);
}

} // namespace cobench::train
