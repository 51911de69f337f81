// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/event_inbox.h"
#include "core/engine/client.h"
#include "core/store/project.h"

#include <map>
#include <memory>
#include <string>

namespace cobench::cli {

/// Has the engine train what the demo pool lacks and lets each network join the pool when it is finished. Runs that
/// others submitted are followed, not repeated; a demo that is complete starts no engine.
class DemoTraining
{
public:
    DemoTraining(Context& context, store::Project& project);
    /// Cancelling stops the runs; what has finished stays, and the next call goes on from there.
    Result<void> run();
    std::size_t trained() const { return m_trained; }

private:
    struct Run {
        std::string name;
        engine::RunState state = engine::RunState::Queued;
        double share = 0.0; // of its steps that are done
        double validation = 0.0; // latest accuracy, fraction
        std::string message;
    };

    Result<bool> isComplete() const;
    Result<void> submitMissing();
    Result<void> follow();
    void apply(const engine::Event& event);
    Result<void> joinFinished();
    void showProgress();
    Result<void> stop();
    Result<void> outcome() const;
    bool isOver() const;

    Context& m_context;
    store::Project& m_project;
    std::unique_ptr<engine::Client> m_client;
    EventInbox m_inbox;
    std::map<RunId, Run> m_runs;
    std::uint64_t m_after = 0; // number of the last event before ours
    std::uint64_t m_shownSteps = 0;
    std::size_t m_trained = 0;
    bool m_hasNews = false; // some run finished since the last join
};

} // namespace cobench::cli
