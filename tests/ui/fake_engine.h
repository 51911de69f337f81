// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/error.h"
#include "core/engine/client.h"

#include <atomic>
#include <mutex>

namespace cobench::test {

/// The engine as a window sees it, driven by a test: shared by all clients that connect to it. Thread-safe.
class FakeEngine
{
public:
    /// Events reach whoever is subscribed, as from the engine's thread.
    void emitEvent(const engine::Event& event)
    {
        const std::scoped_lock lock(mutex);
        if (onEvent)
            onEvent(event);
    }
    void setState(RunId run, engine::RunState state)
    {
        {
            const std::scoped_lock lock(mutex);
            for (auto& info : runs)
                if (info.id == run)
                    info.state = state;
        }
        emitEvent({.number = ++number, .kind = engine::Event::Kind::RunState, .run = run, .state = state});
    }
    void die()
    {
        const std::scoped_lock lock(mutex);
        if (onEnd)
            onEnd({.code = ErrorCode::Disconnected, .subject = "cobench-engine", .detail = "connection lost"});
    }

    std::mutex mutex; // guards all below
    std::vector<engine::RunInfo> runs;
    std::vector<RunId> cancelled;
    std::vector<std::pair<RunId, engine::RunEdit>> edits;
    std::function<void(const engine::Event&)> onEvent;
    std::function<void(const Error&)> onEnd;
    std::atomic<std::uint64_t> number{0};
    std::atomic<int> connections{0};
};

class FakeClient : public engine::Client
{
public:
    explicit FakeClient(FakeEngine& engine)
        : m_engine(engine)
    {
        ++m_engine.connections;
    }
    Result<engine::EngineStatus> status() override { return engine::EngineStatus{}; }
    Result<void> shutdown() override { return {}; }
    Result<std::vector<RunId>> submit(const std::filesystem::path&,
        const std::vector<train::TrainConfig>& configs,
        const std::string& batch) override
    {
        const std::scoped_lock lock(m_engine.mutex);
        std::vector<RunId> ids;
        for (const auto& config : configs) {
            const RunId id{static_cast<std::int64_t>(m_engine.runs.size()) + 1};
            m_engine.runs.push_back(
                {.id = id, .config = config, .state = engine::RunState::Queued, .batch = batch});
            ids.push_back(id);
        }
        return ids;
    }
    Result<void> cancel(const std::filesystem::path&, RunId run) override
    {
        const std::scoped_lock lock(m_engine.mutex);
        m_engine.cancelled.push_back(run);
        return {};
    }
    Result<void> resume(const std::filesystem::path&, RunId) override { return {}; }
    Result<RunId> edit(const std::filesystem::path&, RunId run, const engine::RunEdit& edit) override
    {
        const std::scoped_lock lock(m_engine.mutex);
        m_engine.edits.emplace_back(run, edit);
        return run;
    }
    Result<std::vector<engine::RunInfo>> runs(const std::filesystem::path&) override
    {
        const std::scoped_lock lock(m_engine.mutex);
        return m_engine.runs;
    }
    std::unique_ptr<Subscription> subscribe(const std::filesystem::path&,
        std::uint64_t,
        std::function<void(const engine::Event&)> onEvent,
        std::function<void(const Error&)> onEnd) override
    {
        const std::scoped_lock lock(m_engine.mutex);
        m_engine.onEvent = std::move(onEvent);
        m_engine.onEnd = std::move(onEnd);
        struct Ended : Subscription {
            explicit Ended(FakeEngine& owner)
                : engine(owner)
            {
            }
            ~Ended() override
            {
                const std::scoped_lock guard(engine.mutex);
                engine.onEvent = {};
                engine.onEnd = {};
            }
            FakeEngine& engine;
        };
        return std::make_unique<Ended>(m_engine);
    }

private:
    FakeEngine& m_engine;
};

} // namespace cobench::test
