// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/probe.h"

#include "core/engine/prediction_pieces.h"
#include "core/engine/worker_process.h"

#include <poll.h>

#include <array>

namespace cobench::engine {

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kLookMs = 50;
constexpr std::chrono::milliseconds kLoading{60000}; // of data and libraries, before a program has a say

/// The caller's side of one probe.
class Probe
{
public:
    Probe(const ProbeOptions& options, const ProbeMessage& task, WorkerProcess& worker, Progress& progress)
        : m_options(options)
        , m_task(task)
        , m_worker(worker)
        , m_progress(progress)
    {
    }

    Result<ProbeAnswer> run(const CancelToken& cancel)
    {
        if (auto sent = m_worker.send(m_task); !sent)
            return std::move(sent).error();
        for (;;) {
            std::array<pollfd, 2> descriptors{
                {{m_worker.socket(), POLLIN, 0}, {m_worker.processHandle(), POLLIN, 0}}};
            poll(descriptors.data(), descriptors.size(), kLookMs);
            if (cancel.isCancelled())
                return cancelled();
            const bool hasEnded = descriptors[1].revents != 0;
            if (auto heard = hear(); !heard)
                return std::move(heard).error();
            if (m_isDone)
                return finished();
            if (hasEnded && !m_hasHeard)
                return died(); // and nothing it has said is left
            if (!m_task.program.empty() && Clock::now() - m_moved > (m_isRunning ? m_options.patience : kLoading))
                return stuck();
        }
    }

private:
    Result<void> hear()
    {
        const auto received = m_worker.receive();
        if (!received)
            return received.error();
        m_hasHeard = !received->messages.empty();
        for (const WorkerMessage& message : received->messages)
            if (auto taken = take(message); !taken || m_isDone)
                return taken;
        return {};
    }

    Result<void> take(const WorkerMessage& message)
    {
        if (const auto* plan = std::get_if<train::RunPlan>(&message)) {
            m_moved = Clock::now();
            m_answer.parameters = plan->parameters;
            m_progress.beginStage("evaluating", plan->iterations);
        } else if (const auto* batch = std::get_if<BatchMessage>(&message)) {
            if (batch->done > m_done) {
                m_moved = Clock::now();
                m_progress.advance(batch->done - m_done);
                m_done = batch->done;
            }
        } else if (std::holds_alternative<LogMessage>(message) && !m_isRunning) {
            m_moved = Clock::now();
            m_isRunning = true;
        } else if (const auto* predictions = std::get_if<PredictionsMessage>(&message)) {
            return takePredictions(*predictions);
        } else if (const auto* done = std::get_if<DoneMessage>(&message)) {
            m_isDone = done->outcome == train::Outcome::Finished;
            if (!m_isDone)
                return Error{ErrorCode::Unsupported, {}, {}, done->message, {}};
        }
        return {};
    }

    Result<void> takePredictions(const PredictionsMessage& piece)
    {
        const auto whole = m_pieces.add(piece);
        if (!whole)
            return whole.error();
        return *whole ? takeAnswer(**whole) : Result<void>();
    }

    Result<void> takeAnswer(const PredictionsMessage& message)
    {
        const std::size_t place = m_answer.splits.size();
        if (place >= m_task.conditions.size())
            return unasked();
        const std::string name = train::conditionName(m_task.conditions[place]);
        if (message.predictions.split != m_task.split + (name.empty() ? "" : "@" + name)
            || (place > 0 && message.classes != m_answer.classes))
            return unasked();
        m_answer.classes = message.classes;
        m_answer.splits.push_back(message.predictions);
        return {};
    }

    Result<ProbeAnswer> finished()
    {
        if (m_answer.splits.size() != m_task.conditions.size())
            return unasked();
        return std::move(m_answer);
    }

    Error unasked() const
    {
        return {ErrorCode::Corrupt, subject(), {}, "the worker answers something that was not asked", {}};
    }
    Error died() const
    {
        return {ErrorCode::Disconnected,
            subject(),
            {},
            "its process ended early: " + m_worker.exitText().value_or("no exit code"),
            {}};
    }
    Error stuck() const
    {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_options.patience).count();
        return {ErrorCode::Disconnected,
            subject(),
            {},
            "it has not gone on for " + std::to_string(seconds) + " seconds and was ended",
            "more patience, if it is only slow"};
    }
    std::string subject() const { return m_task.program.empty() ? m_task.victim.config.name : "program"; }

    const ProbeOptions& m_options;
    const ProbeMessage& m_task;
    WorkerProcess& m_worker;
    Progress& m_progress;
    ProbeAnswer m_answer;
    PredictionPieces m_pieces;
    std::uint64_t m_done = 0; // samples
    Clock::time_point m_moved = Clock::now();
    bool m_isRunning = false; // the program
    bool m_hasHeard = false; // with the last look
    bool m_isDone = false;
};

} // namespace

Result<ProbeAnswer> runProbe(
    const ProbeOptions& options, const ProbeMessage& task, Progress& progress, const CancelToken& cancel)
{
    const auto worker = WorkerProcess::spawn(options.trainer, task.victim.config.threads);
    if (!worker)
        return worker.error();
    return Probe(options, task, **worker, progress).run(cancel);
}

} // namespace cobench::engine
