// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/train_run.h"

#include "core/engine/local_client.h"
#include "core/store/runs.h"

#include <chrono>

namespace cobench::cli {

namespace {

using engine::Event;
using engine::RunState;

constexpr std::chrono::seconds kStopPatience{10};

} // namespace

Result<std::unique_ptr<engine::Client>> makeClient(
    const Context& context, bool foreground, const std::optional<train::GroupPlace>& group)
{
    if (!foreground && !group)
        return connectEngine();
    const auto trainer = engine::findTrainer();
    if (!trainer)
        return trainer.error();
    return engine::makeLocalClient(*trainer, context.threads, group);
}

TrainRun::TrainRun(Context& context,
    engine::Client& client,
    std::filesystem::path project,
    std::function<Result<void>(const Event&)> hear)
    : m_context(context)
    , m_client(client)
    , m_project(std::move(project))
    , m_hear(std::move(hear))
{
}

Result<TrainedRun> TrainRun::train(const train::TrainConfig& config)
{
    const std::uint64_t before = engine::lastStoredEvent(m_project);
    const auto ids = m_client.submit(m_project, {config}, {});
    if (!ids)
        return ids.error();
    m_run.id = ids->front();
    m_subscription = m_client.subscribe(
        m_project, before, [this](const Event& e) { m_inbox.put(e); }, [this](const Error& e) { m_inbox.end(e); });
    return follow(m_run.id);
}

Result<TrainedRun> TrainRun::resume(RunId run)
{
    if (const auto known = m_client.runs(m_project); !known) // an engine's first look marks what was interrupted
        return known.error();
    const std::uint64_t before = engine::lastStoredEvent(m_project);
    if (const auto resumed = m_client.resume(m_project, run); !resumed)
        return resumed.error();
    m_run.id = run;
    m_subscription = m_client.subscribe(
        m_project, before, [this](const Event& e) { m_inbox.put(e); }, [this](const Error& e) { m_inbox.end(e); });
    return follow(run);
}

Result<TrainedRun> TrainRun::follow(RunId run)
{
    Result<void> heard;
    std::chrono::steady_clock::time_point deadline;
    m_context.progress.beginStage("training", 0);
    while (!engine::isOver(m_run.state)) {
        for (const Event& event : m_inbox.take())
            if (event.kind == Event::Kind::Heartbeat)
                tellTrouble(event.text);
            else if (event.run == run && heard)
                heard = take(event);
        const auto now = std::chrono::steady_clock::now();
        if ((m_context.cancel.isCancelled() || !heard) && !m_isStopping) {
            deadline = now + kStopPatience;
            stop();
        }
        if (m_isStopping && now > deadline)
            break;
        if (const auto end = m_inbox.ended())
            return Error{.code = ErrorCode::Disconnected,
                .subject = "background engine",
                .detail = "it has gone",
                .cure = "go on with --resume " + std::to_string(run.value),
                .cause = std::make_shared<const Error>(*end)};
        if (!heard && engine::isOver(m_run.state))
            break;
    }
    m_subscription.reset();
    if (!heard)
        return heard.error();
    if (m_context.cancel.isCancelled() && m_run.state != RunState::Finished)
        return cancelled();
    return m_run;
}

void TrainRun::stop()
{
    m_isStopping = true;
    m_context.note("stopping the run");
    (void)m_client.cancel(m_project, m_run.id).ok(); // one that has just ended cannot be cancelled
}

Result<void> TrainRun::take(const Event& event)
{
    if (event.kind == Event::Kind::Scalar)
        m_run.latest[event.text] = event.value;
    if (event.kind == Event::Kind::Log)
        m_context.note(event.text);
    if (event.kind == Event::Kind::Progress)
        showProgress(event);
    if (event.kind == Event::Kind::RunState) {
        m_run.state = event.state;
        m_run.message = event.text;
    }
    return m_hear(event);
}

void TrainRun::tellTrouble(const std::string& trouble)
{
    if (trouble != std::exchange(m_trouble, trouble))
        m_context.note(trouble.empty() ? "going on" : trouble);
}

void TrainRun::showProgress(const Event& event)
{
    if (m_shownSteps == 0)
        m_context.progress.beginStage("training", event.total);
    if (event.step > m_shownSteps)
        m_context.progress.advance(event.step - std::exchange(m_shownSteps, event.step));
}

} // namespace cobench::cli
