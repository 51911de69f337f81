// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/client_trainer.h"

#include "core/engine/event_inbox.h"
#include "core/io/open_dataset.h"
#include "core/store/runs.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace cobench::engine {

namespace {

using jobs::TrainingEnd;
using jobs::TrainingTask;

constexpr std::chrono::seconds kStopPatience{10};

/// One call of train(): the runs, followed to their ends.
class Followed
{
public:
    Followed(Client& client,
        std::filesystem::path project,
        const jobs::RunTrainer::Hear& hear,
        Progress& progress,
        const CancelToken& cancel)
        : m_client(client)
        , m_project(std::move(project))
        , m_hear(hear)
        , m_progress(progress)
        , m_cancel(cancel)
    {
    }

    Result<std::vector<TrainingEnd>> run(const std::vector<TrainingTask>& tasks, const std::string& batch)
    {
        m_progress.beginStage("training " + std::to_string(tasks.size()) + (tasks.size() == 1 ? " run" : " runs"),
            tasks.size() * kStepsPerRun);
        m_ends.resize(tasks.size());
        m_shares.resize(tasks.size());
        const std::uint64_t before = lastStoredEvent(m_project);
        if (auto begun = begin(tasks, batch); !begun) {
            stopAll();
            return begun.error();
        }
        m_subscription = m_client.subscribe(
            m_project,
            before,
            [this](const Event& event) { m_inbox.put(event); },
            [this](const Error& error) { m_inbox.end(error); });
        return follow();
    }

private:
    static constexpr std::uint64_t kStepsPerRun = 1000; // of the progress that is shown

    Result<void> begin(const std::vector<TrainingTask>& tasks, const std::string& batch)
    {
        std::vector<train::TrainConfig> fresh;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            if (tasks[i].resume.value != 0) {
                if (auto resumed = m_client.resume(m_project, tasks[i].resume); !resumed)
                    return resumed;
                add(tasks[i].resume, i);
            } else {
                fresh.push_back(tasks[i].config);
                places.push_back(i);
            }
        }
        if (fresh.empty())
            return {};
        const auto ids = m_client.submit(m_project, fresh, batch);
        if (!ids)
            return ids.error();
        for (std::size_t i = 0; i < ids->size(); ++i)
            add((*ids)[i], places[i]);
        return {};
    }

    void add(RunId run, std::size_t task)
    {
        m_tasks[run] = task;
        m_ends[task].run = run;
        m_ends[task].state = id(RunState::Queued);
    }

    Result<std::vector<TrainingEnd>> follow()
    {
        std::chrono::steady_clock::time_point deadline;
        bool isStopping = false;
        while (!isOver()) {
            for (const Event& event : m_inbox.take())
                take(event);
            showProgress();
            if (const auto end = m_inbox.ended())
                return Error{.code = ErrorCode::Disconnected,
                    .subject = "background engine",
                    .detail = "it has gone",
                    .cure = "start the work again",
                    .cause = std::make_shared<const Error>(*end)};
            const auto now = std::chrono::steady_clock::now();
            if (m_cancel.isCancelled() && !isStopping) {
                isStopping = true;
                deadline = now + kStopPatience;
                stopAll();
            }
            if (isStopping && now > deadline)
                break;
        }
        if (m_cancel.isCancelled())
            return cancelled();
        return m_ends;
    }

    void take(const Event& event)
    {
        const auto found = m_tasks.find(event.run);
        if (found == m_tasks.end())
            return;
        const std::size_t task = found->second;
        TrainingEnd& end = m_ends[task];
        if (event.kind == Event::Kind::RunState) {
            end.state = id(event.state);
            end.message = event.text;
        } else if (event.kind == Event::Kind::Progress && event.total > 0) {
            m_shares[task] = static_cast<double>(event.step) / static_cast<double>(event.total);
        } else if (event.kind == Event::Kind::Scalar) {
            const jobs::HeardScalar scalar{
                task, event.run, event.text, static_cast<double>(event.step), event.time, event.value};
            if (!m_hear(scalar) && m_stopped.insert_or_assign(task, true).second)
                (void)m_client.cancel(m_project, event.run).ok(); // one that has just ended cannot be cancelled
        }
    }

    bool isOver() const
    {
        return std::ranges::all_of(m_ends, [](const TrainingEnd& end) {
            const auto state = runStateFromId(end.state);
            return state && engine::isOver(*state);
        });
    }

    void stopAll()
    {
        for (const auto& [run, task] : m_tasks)
            (void)m_client.cancel(m_project, run).ok();
    }

    void showProgress()
    {
        double done = 0.0;
        for (std::size_t i = 0; i < m_ends.size(); ++i) {
            const auto state = runStateFromId(m_ends[i].state);
            done += state && engine::isOver(*state) ? 1.0 : m_shares[i];
        }
        const auto steps = static_cast<std::uint64_t>(done * kStepsPerRun);
        if (steps > m_shown)
            m_progress.advance(steps - std::exchange(m_shown, steps));
    }

    Client& m_client;
    std::filesystem::path m_project;
    const jobs::RunTrainer::Hear& m_hear;
    Progress& m_progress;
    const CancelToken& m_cancel;
    std::map<RunId, std::size_t> m_tasks;
    std::vector<TrainingEnd> m_ends;
    std::vector<double> m_shares; // of each run's iterations that are done
    std::map<std::size_t, bool> m_stopped;
    std::uint64_t m_shown = 0;
    EventInbox m_inbox;
    std::unique_ptr<Client::Subscription> m_subscription; // after the inbox it fills
};

} // namespace

ClientTrainer::ClientTrainer(Client& client, std::filesystem::path project)
    : m_client(client)
    , m_project(std::move(project))
{
}

Result<std::vector<TrainingEnd>> ClientTrainer::train(const std::vector<TrainingTask>& tasks,
    const std::string& batch,
    const Hear& hear,
    Progress& progress,
    const CancelToken& cancel)
{
    return Followed(m_client, m_project, hear, progress, cancel).run(tasks, batch);
}

Result<std::shared_ptr<const data::Pool>> ClientTrainer::predictions(RunId run)
{
    const auto runs = store::RunStore::open(m_project, store::RunStore::Role::Reader);
    if (!runs)
        return runs.error();
    return (*runs)->predictions(run);
}

Result<std::uint64_t> ClientTrainer::iterationsPerEpoch(const train::TrainConfig& config)
{
    const auto facts = io::describeDataset({.name = config.dataset,
        .dataDirectory = config.dataDirectory,
        .project = m_project,
        .imageSize = config.imageSize});
    if (!facts)
        return facts.error();
    const std::uint64_t samples
        = config.limitTrain == 0 ? facts->trainSamples : std::min(config.limitTrain, facts->trainSamples);
    return (samples + config.batch - 1) / std::max<std::uint64_t>(config.batch, 1);
}

} // namespace cobench::engine
