// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local_client.h"

#include "core/engine/runtime_directory.h"
#include "core/engine/supervisor.h"
#include "core/engine/version.h"
#include "core/store/runs.h"

#include <unistd.h>

#include <thread>

namespace cobench::engine {

namespace {

constexpr std::chrono::milliseconds kLookPeriod{100};
constexpr std::size_t kEventsPerRead = 512;

/// Reads a project's events from its store as the feed tells of them.
class LocalSubscription final : public Client::Subscription
{
public:
    LocalSubscription(EventFeed& feed,
        const std::filesystem::path& project,
        std::uint64_t after,
        std::function<void(const Event&)> onEvent)
        : m_thread([&feed, key = projectKey(project), after, onEvent = std::move(onEvent)](
                       const std::stop_token& stop) { follow(stop, feed, key, after, onEvent); })
    {
    }

private:
    static void follow(const std::stop_token& stop,
        EventFeed& feed,
        const std::filesystem::path& key,
        std::uint64_t after,
        const std::function<void(const Event&)>& onEvent)
    {
        std::unique_ptr<store::RunStore> store;
        std::string told;
        for (; !stop.stop_requested(); feed.waitBeyond(key, after, kLookPeriod)) {
            if (auto trouble = feed.trouble(key); trouble != told)
                onEvent({.time = wallSeconds(), .kind = Event::Kind::Heartbeat, .text = told = std::move(trouble)});
            if (!store) // a project gets one with its first run
                if (auto opened = store::RunStore::open(key, store::RunStore::Role::Reader))
                    store = std::move(*opened);
            if (store)
                deliver(stop, *store, after, onEvent);
        }
    }

    static void deliver(const std::stop_token& stop,
        const store::RunStore& store,
        std::uint64_t& after,
        const std::function<void(const Event&)>& onEvent)
    {
        for (;;) {
            const auto rows = store.eventsAfter(after, kEventsPerRead);
            if (!rows || rows->empty())
                return;
            for (const store::EventRow& row : *rows) {
                if (stop.stop_requested())
                    return;
                after = row.number;
                if (const auto event = decodeEvent(row.number, row.payload))
                    onEvent(*event);
            }
        }
    }

    std::jthread m_thread;
};

class LocalClient final : public Client
{
public:
    LocalClient(const std::filesystem::path& trainer, unsigned cores, const std::optional<train::GroupPlace>& group)
        : m_supervisor({.worker = trainer, .group = group, .cores = cores}, m_feed)
    {
    }

    Result<EngineStatus> status() override
    {
        return EngineStatus{getpid(), kVersion, m_supervisor.activeRuns(), 1};
    }
    Result<void> shutdown() override { return {}; }
    Result<std::vector<RunId>> submit(const std::filesystem::path& project,
        const std::vector<train::TrainConfig>& configs,
        const std::string& batch) override
    {
        return m_supervisor.submit(project, configs, batch);
    }
    Result<void> cancel(const std::filesystem::path& project, RunId run) override
    {
        return m_supervisor.cancel(project, run);
    }
    Result<void> resume(const std::filesystem::path& project, RunId run) override
    {
        return m_supervisor.resume(project, run);
    }
    Result<RunId> edit(const std::filesystem::path& project, RunId run, const RunEdit& change) override
    {
        return m_supervisor.edit(project, run, change);
    }
    Result<std::vector<RunInfo>> runs(const std::filesystem::path& project) override
    {
        return m_supervisor.runs(project);
    }
    std::unique_ptr<Subscription> subscribe(const std::filesystem::path& project,
        std::uint64_t after,
        std::function<void(const Event&)> onEvent,
        std::function<void(const Error&)>) override
    {
        return std::make_unique<LocalSubscription>(m_feed, project, after, std::move(onEvent));
    }

private:
    EventFeed m_feed;
    Supervisor m_supervisor;
};

} // namespace

std::filesystem::path trainerProgram()
{
    return findProgram("cobench-trainer");
}

Result<std::filesystem::path> findTrainer()
{
    std::filesystem::path trainer = trainerProgram();
    if (trainer.empty())
        return Error{.code = ErrorCode::NotFound,
            .subject = "cobench-trainer",
            .detail = "it is not installed beside this program",
            .cure = "install the whole of CoBench, built with LibTorch"};
    return trainer;
}

std::unique_ptr<Client> makeLocalClient(
    const std::filesystem::path& trainer, unsigned cores, const std::optional<train::GroupPlace>& group)
{
    return std::make_unique<LocalClient>(trainer, cores, group);
}

} // namespace cobench::engine
