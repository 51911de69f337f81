// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/evaluate.h"
#include "core/train/evaluate.h"
#include "core/train/order.h"
#include "core/train/run.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace cobench::train {

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
        const std::uint64_t before = m_loop.iterations % m_plan.iterationsPerEpoch * m_stepSamples;
        if (auto trained = trainEpoch(epoch); !trained)
            return trained;
        seconds += secondsSince(start) - std::exchange(m_pausedInEpoch, 0.0);
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
    m_observer.onPhase(Phase::Training);
    const std::uint64_t skipped = m_loop.iterations % m_plan.iterationsPerEpoch;
    if (skipped == 0)
        m_loop.ofEpoch = {};
    m_loader->begin(epochOrder(m_config.seed, epoch, static_cast<std::uint32_t>(m_plan.trainSamples)),
        epoch,
        m_stepSamples,
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
    if (m_plateau)
        return m_plateau->rate(m_loop.iterations);
    const double t = m_config.learningRateUnit == "epoch" ? epoch : static_cast<double>(m_loop.iterations);
    return lr::valueAt(m_schedule, t);
}

Result<void> Run::trainBatch(const Batch& batch, std::uint32_t epoch)
{
    const double applied = rate(epoch);
    const auto figures = m_backend->step(batch.inputs.data(), batch.labels.data(), batch.labels.size(), applied);
    if (!figures)
        return figures.error();
    const std::uint64_t before = m_loop.iterations++ % m_plan.iterationsPerEpoch * m_stepSamples;
    const std::size_t count = std::min(m_stepSamples, m_plan.trainSamples - before);
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
    const auto told = Clock::now();
    m_observer.onIteration(m_loop.iterations, epoch);
    const double paused = secondsSince(told);
    m_pausedInEpoch += paused;
    m_paused += paused;
    const bool isDue = m_config.checkpointEvery != 0 && m_loop.iterations % m_config.checkpointEvery == 0
        && m_loop.iterations % m_plan.iterationsPerEpoch != 0;
    if (!isDue)
        return {};
    auto saved = save();
    m_observer.onPhase(Phase::Training);
    return saved;
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
    if (auto followed = followPlateau("train/epoch_accuracy", m_loop.ofEpoch.accuracy()); !followed)
        return followed;
    if (auto followed = followPlateau("train/epoch_loss", m_loop.ofEpoch.meanLoss()); !followed)
        return followed;
    if (epoch + 1 < m_config.epochs) { // the last one's validation is the final prediction
        scalar("train/epoch_loss", m_loop.ofEpoch.meanLoss());
        if (auto validated = validate(); !validated)
            return validated;
    }
    return save();
}

Result<void> Run::followPlateau(const std::string& tag, double value)
{
    using Action = lr::ChangeOnPlateau::Action;
    if (!m_plateau || tag != m_monitored)
        return {};
    const auto seen = ofLeader(value);
    if (!seen)
        return seen.error();
    m_loop.monitored.push_back(*seen);
    const Action action = m_plateau->observe(*seen, m_loop.iterations, m_plan.iterations);
    if (action == Action::Larger || action == Action::Smaller)
        m_observer.onLine(tag + " has stalled after iteration " + std::to_string(m_loop.iterations)
            + (action == Action::Larger ? ": larger rates" : ": smaller rates"));
    return {};
}

Result<void> Run::validate()
{
    const data::ImageSplit* val = m_dataset.split("val");
    if (!val)
        return {};
    m_observer.onPhase(Phase::Validating);
    Evaluation evaluation;
    if (leads()) {
        auto evaluated = evaluate(*m_backend, *val, m_dataset, m_normalizer, val->samples(), m_cancel);
        if (!evaluated)
            return evaluated.error();
        evaluation = std::move(*evaluated);
        scalar("val/loss", evaluation.loss);
        scalar("val/accuracy", evaluation.accuracy);
    }
    const auto loss = ofLeader(evaluation.loss);
    if (!loss)
        return loss.error();
    if (auto followed = followPlateau("val/loss", *loss); !followed)
        return followed;
    if (auto followed = followPlateau("val/accuracy", evaluation.accuracy); !followed)
        return followed;
    const bool isBetter = !m_loop.bestLoss || *loss < *m_loop.bestLoss;
    m_loop.epochsWithoutBetter = isBetter ? 0 : m_loop.epochsWithoutBetter + 1;
    if (isBetter)
        m_loop.bestLoss = *loss;
    return {};
}

/// One figure for all members, lest processors that round otherwise decide otherwise.
Result<double> Run::ofLeader(double value)
{
    if (!m_group)
        return value;
    const auto told = m_group->fromLeader(std::string(reinterpret_cast<const char*>(&value), sizeof value));
    if (!told)
        return told.error();
    std::memcpy(&value, told->data(), std::min(told->size(), sizeof value));
    return value;
}

} // namespace cobench::train
