// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/active_run.h"

#include "core/store/layout.h"

#include <memory>
#include <string>

namespace cobench::engine {

namespace {

constexpr std::chrono::milliseconds kHeartbeatPeriod{1000};
constexpr std::chrono::milliseconds kProgressPeriod{250};
constexpr std::chrono::seconds kTryAgain{1}; // what found the disk full

std::string stageOf(std::uint64_t epoch, std::uint32_t epochs)
{
    return "epoch " + std::to_string(epoch + 1) + " of " + std::to_string(epochs);
}

} // namespace

std::filesystem::path checkpointFolder(const std::filesystem::path& project, RunId run)
{
    return store::layoutOf(project).folder / "checkpoints" / std::to_string(run.value);
}

ActiveRun::ActiveRun(RunLog& log, RunId run, train::TrainConfig config, std::unique_ptr<WorkerProcess> worker)
    : m_log(log)
    , m_run(run)
    , m_attempt(log.nextAttempt(run))
    , m_config(std::move(config))
    , m_worker(std::move(worker))
{
}

void ActiveRun::start(const std::optional<train::GroupPlace>& group)
{
    // A failure shows as the worker's end.
    (void)m_worker->send(
        StartMessage{m_config, m_log.project().string(), checkpointFolder(m_log.project(), m_run).string(), group});
    m_log.setState(m_run, RunState::Running, {});
    m_log.setWorker(m_run, m_worker->pid());
}

void ActiveRun::hear(bool processEnded)
{
    bool more = true;
    while (more && !m_isOver) {
        const auto received = m_worker->receive();
        if (!received) {
            m_worker->kill();
            return end(
                RunState::Failed, "the training process sent something unreadable: " + describe(received.error()));
        }
        for (const WorkerMessage& message : received->messages)
            if (!m_isOver)
                take(message);
        // Of a process that has ended, everything is taken now; of others the rest comes with the next call.
        more = processEnded && !received->ended;
    }
    if (!processEnded || m_isOver || m_done)
        return;
    if (m_cancelled)
        return end(RunState::Cancelled, {});
    end(RunState::Failed, "the training process ended early: " + m_worker->exitText().value_or("no exit code"));
}

void ActiveRun::take(const WorkerMessage& message)
{
    m_heard = Clock::now();
    m_hasSpoken = true;
    if (const auto* plan = std::get_if<train::RunPlan>(&message)) {
        m_plan = *plan;
        scalar(kStartTag, 0, static_cast<double>(plan->parameters));
        m_log.progress(m_run, stageOf(0, m_config.epochs), 0, plan->iterations);
    } else if (const auto* batch = std::get_if<BatchMessage>(&message)) {
        takeBatch(*batch);
    } else if (const auto* samples = std::get_if<SamplesMessage>(&message)) {
        m_log.samples(m_run, samples->trace);
    } else if (const auto* log = std::get_if<LogMessage>(&message)) {
        m_log.line(m_run, log->line);
    } else if (const auto* predictions = std::get_if<PredictionsMessage>(&message)) {
        takePredictions(*predictions);
    } else if (const auto* done = std::get_if<DoneMessage>(&message)) {
        takeDone(*done);
    }
}

void ActiveRun::takeBatch(const BatchMessage& batch)
{
    for (const TimedScalar& scalar : batch.scalars)
        m_log.scalar(m_run, scalar, m_attempt);
    if (m_heard - m_progressed < kProgressPeriod && batch.done < m_plan.iterations)
        return;
    m_progressed = m_heard;
    m_log.progress(m_run, stageOf(batch.epoch, m_config.epochs), batch.done, m_plan.iterations);
}

void ActiveRun::takePredictions(const PredictionsMessage& piece)
{
    const auto whole = m_pieces.add(piece);
    if (!whole) {
        m_worker->kill();
        return end(RunState::Failed, "the training process sent something unreadable: " + describe(whole.error()));
    }
    if (!*whole)
        return;
    auto split = std::make_shared<data::Split>();
    split->name = (*whole)->predictions.split;
    split->truth = (*whole)->predictions.truth;
    split->members.push_back({.probabilities = (*whole)->predictions.probabilities});
    m_predictions.classes = (*whole)->classes;
    m_predictions.splits.push_back(std::move(split));
}

void ActiveRun::takeDone(const DoneMessage& done)
{
    if (done.seconds > 0.0)
        scalar("run/seconds", m_plan.iterations, done.seconds);
    if (done.samplesPerSecond > 0.0) // else it says what an earlier attempt found
        scalar("run/samples_per_second", m_plan.iterations, done.samplesPerSecond);
    scalar("run/wait_share", m_plan.iterations, done.waitShare);
    if (done.outcome == train::Outcome::Cancelled)
        return end(RunState::Cancelled, {});
    if (done.outcome == train::Outcome::Failed)
        return end(RunState::Failed, done.message);
    m_predictions.name = m_config.name;
    m_predictions.models = {{.name = m_config.name.empty() ? m_config.model : m_config.name,
        .cost
        = {.parameters = static_cast<double>(m_plan.parameters), .flops = static_cast<double>(m_plan.multiplyAdds)},
        .source = "run " + std::to_string(m_run.value)}};
    m_done = done;
    finish();
}

void ActiveRun::finish()
{
    m_tried = Clock::now();
    const auto saved = m_predictions.splits.empty() ? Result<void>() : m_log.savePredictions(m_run, m_predictions);
    if (saved)
        return end(RunState::Finished, m_done->message);
    if (saved.error().code != ErrorCode::DiskFull)
        return end(RunState::Failed, "its predictions cannot be kept: " + describe(saved.error()));
    m_log.tellTrouble(saved); // tried again with time
}

void ActiveRun::cancel()
{
    if (m_cancelled)
        return;
    m_cancelled = Clock::now();
    (void)m_worker->send(CancelMessage{});
}

void ActiveRun::setPaused(bool paused)
{
    if (m_cancelled || m_isPaused == paused)
        return;
    m_isPaused = paused;
    (void)m_worker->send(PauseMessage{paused});
    m_log.setState(m_run, paused ? RunState::Paused : RunState::Running, {});
}

void ActiveRun::checkTime(const SupervisorOptions& limits, Clock::time_point listened)
{
    const auto now = Clock::now();
    if (m_log.isDamaged(m_run)) {
        m_worker->kill();
        return end(RunState::Failed, "what is stored of it is damaged");
    }
    if (m_done) {
        if (now - m_tried >= kTryAgain)
            finish();
        return;
    }
    if (m_log.isBlocked())
        m_heard = now; // nobody listened
    if (m_cancelled && now - *m_cancelled > limits.cancelGrace) {
        m_worker->kill();
        return end(RunState::Cancelled, "the training process had to be ended");
    }
    if (isSilent(limits, listened)) {
        m_worker->kill();
        return end(RunState::Failed, "the training process stopped answering");
    }
    if (now - m_noted >= kHeartbeatPeriod) {
        m_noted = now;
        m_log.setWorker(m_run, m_worker->pid());
    }
}

/// One that the machine does not let run is not heard either, but has not gone wrong.
bool ActiveRun::isSilent(const SupervisorOptions& limits, Clock::time_point listened) const
{
    const auto silence = listened - m_heard;
    return silence > limits.starved
        || (silence > (m_hasSpoken ? limits.silence : limits.patience) && !m_worker->isWaitingForProcessor());
}

void ActiveRun::interrupt()
{
    m_worker->kill();
    end(RunState::Interrupted, "the engine was stopped");
}

void ActiveRun::scalar(const char* tag, std::uint64_t step, double value)
{
    m_log.scalar(m_run, {{tag, step, value}, wallSeconds()}, m_attempt);
}

void ActiveRun::end(RunState state, const std::string& message)
{
    m_isOver = true;
    m_log.setState(m_run, state, message);
}

} // namespace cobench::engine
