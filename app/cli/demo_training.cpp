// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/demo_training.h"

#include "core/jobs/demo_plan.h"
#include "core/jobs/join_runs.h"
#include "core/store/runs.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace cobench::cli {

namespace {

using engine::Event;
using engine::RunState;

constexpr std::chrono::seconds kStopPatience{5};
constexpr std::uint64_t kStepsPerRun = 1000; // of the progress that is shown

std::string percent(double share)
{
    char text[16];
    std::snprintf(text, sizeof text, "%.1f %%", 100.0 * share);
    return text;
}

/// The state each planned run is in, by name: a finished one wins, else the newest.
std::map<std::string, engine::RunInfo> newestRuns(const std::vector<engine::RunInfo>& infos)
{
    std::map<std::string, engine::RunInfo> newest;
    for (const engine::RunInfo& info : infos) {
        if (info.batch != jobs::kDemoBatch)
            continue;
        const auto [place, isNew] = newest.try_emplace(info.config.name, info);
        if (!isNew && place->second.state != RunState::Finished)
            place->second = info;
    }
    return newest;
}

bool needsAnother(RunState state)
{
    return engine::isOver(state) && state != RunState::Finished;
}

} // namespace

DemoTraining::DemoTraining(Context& context, store::Project& project)
    : m_context(context)
    , m_project(project)
{
}

Result<void> DemoTraining::run()
{
    const auto complete = isComplete();
    if (!complete)
        return complete.error();
    if (*complete)
        return joinFinished();
    auto client = connectEngine();
    if (!client)
        return client.error();
    m_client = std::move(*client);
    if (auto submitted = submitMissing(); !submitted)
        return submitted;
    return follow();
}

Result<bool> DemoTraining::isComplete() const
{
    const auto runs = store::RunStore::open(m_project.path(), store::RunStore::Role::Reader);
    if (!runs)
        return runs.error().code == ErrorCode::NotFound ? Result<bool>(false) : Result<bool>(runs.error());
    const auto rows = (*runs)->runs();
    if (!rows)
        return rows.error();
    std::set<std::string> finished;
    for (const store::RunRow& row : *rows) {
        if (row.batch == jobs::kDemoBatch && row.state == engine::id(RunState::Finished))
            finished.insert(row.name);
    }
    return std::ranges::all_of(
        jobs::demoPlan(), [&](const train::TrainConfig& config) { return finished.contains(config.name); });
}

Result<void> DemoTraining::submitMissing()
{
    m_after = engine::lastStoredEvent(m_project.path());
    const auto infos = m_client->runs(m_project.path());
    if (!infos)
        return infos.error();
    const auto known = newestRuns(*infos);
    std::vector<train::TrainConfig> missing;
    for (const train::TrainConfig& config : jobs::demoPlan()) {
        const auto found = known.find(config.name);
        if (found == known.end() || needsAnother(found->second.state))
            missing.push_back(config);
        else if (found->second.state != RunState::Finished)
            m_runs[found->second.id] = {.name = config.name, .state = found->second.state};
    }
    m_hasNews = true; // a finished run may not have joined yet
    if (missing.empty())
        return {};
    const auto ids = m_client->submit(m_project.path(), missing, jobs::kDemoBatch);
    if (!ids)
        return ids.error();
    for (std::size_t i = 0; i < ids->size(); ++i)
        m_runs[(*ids)[i]] = {.name = missing[i].name};
    return {};
}

Result<void> DemoTraining::follow()
{
    const auto subscription = m_client->subscribe(
        m_project.path(),
        m_after,
        [this](const Event& event) { m_inbox.put(event); },
        [this](const Error& error) { m_inbox.end(error); });
    m_context.progress.beginStage(
        "training " + std::to_string(m_runs.size()) + " networks", m_runs.size() * kStepsPerRun);
    while (true) {
        for (const Event& event : m_inbox.take())
            apply(event);
        if (auto joined = joinFinished(); !joined)
            return joined;
        showProgress();
        if (isOver())
            return outcome();
        if (const auto end = m_inbox.ended())
            return Error{.code = ErrorCode::Disconnected,
                .subject = "background engine",
                .detail = "it has gone",
                .cure = "run the same command again; what has finished is kept",
                .cause = std::make_shared<const Error>(*end)};
        if (m_context.cancel.isCancelled())
            return stop();
    }
}

void DemoTraining::apply(const Event& event)
{
    const auto found = m_runs.find(event.run);
    if (found == m_runs.end())
        return;
    Run& run = found->second;
    if (event.kind == Event::Kind::Progress && event.total > 0)
        run.share = static_cast<double>(event.step) / static_cast<double>(event.total);
    else if (event.kind == Event::Kind::Scalar && event.text == "val/accuracy")
        run.validation = event.value;
    if (event.kind != Event::Kind::RunState)
        return;
    run.state = event.state;
    run.message = event.text;
    if (engine::isOver(run.state))
        run.share = 1.0;
    if (run.state == RunState::Finished) {
        m_hasNews = true;
        ++m_trained;
        m_context.note(run.name + " has finished: " + percent(run.validation) + " on val");
    } else if (run.state == RunState::Failed || run.state == RunState::Interrupted) {
        m_context.note(run.name + " " + std::string(engine::id(run.state)) + ": " + run.message);
    }
}

Result<void> DemoTraining::joinFinished()
{
    if (!m_hasNews && m_client)
        return {};
    m_hasNews = false;
    const auto runs = store::RunStore::open(m_project.path(), store::RunStore::Role::Reader);
    if (!runs)
        return runs.error();
    const auto joined = jobs::joinFinishedRuns(m_project, **runs, jobs::kDemoBatch);
    if (!joined)
        return joined.error();
    return {};
}

void DemoTraining::showProgress()
{
    std::uint64_t steps = 0;
    for (const auto& [id, run] : m_runs)
        steps += static_cast<std::uint64_t>((engine::isOver(run.state) ? 1.0 : run.share) * kStepsPerRun);
    if (steps > m_shownSteps)
        m_context.progress.advance(steps - std::exchange(m_shownSteps, steps));
}

Result<void> DemoTraining::stop()
{
    m_context.note("stopping the runs");
    for (const auto& [id, run] : m_runs) {
        if (!engine::isOver(run.state))
            (void)m_client->cancel(m_project.path(), id).ok(); // one that has just ended cannot be cancelled
    }
    const auto deadline = std::chrono::steady_clock::now() + kStopPatience;
    while (!isOver() && !m_inbox.ended() && std::chrono::steady_clock::now() < deadline) {
        for (const Event& event : m_inbox.take())
            apply(event);
    }
    if (auto joined = joinFinished(); !joined)
        return joined;
    return cancelled();
}

bool DemoTraining::isOver() const
{
    return std::ranges::all_of(m_runs, [](const auto& entry) { return engine::isOver(entry.second.state); });
}

Result<void> DemoTraining::outcome() const
{
    std::size_t failures = 0;
    const Run* first = nullptr;
    for (const auto& [id, run] : m_runs) {
        if (run.state == RunState::Finished)
            continue;
        first = first ? first : &run;
        ++failures;
    }
    if (failures == 0)
        return {};
    const std::string others = failures > 1 ? " (and " + std::to_string(failures - 1) + " others)" : "";
    const std::string reason = first->message.empty() ? "" : ": " + first->message;
    return Error{.code = first->state == RunState::Cancelled ? ErrorCode::Cancelled : ErrorCode::Unsupported,
        .subject = "run " + first->name + others,
        .detail = std::string(engine::id(first->state)) + reason,
        .cure = "run the same command again to train what is missing"};
}

} // namespace cobench::cli
