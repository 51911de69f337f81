// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/event_feed.h"
#include "core/engine/supervisor.h"
#include "core/store/runs.h"

#include <map>
#include <memory>
#include <string>

namespace cobench::test {

/// A configuration that the scripted worker follows: 4 iterations an epoch.
train::TrainConfig scripted(std::uint64_t script);

/// Follows a project's runs by its store, woken by the feed.
class RunWatch
{
public:
    RunWatch(engine::EventFeed& feed, const std::filesystem::path& project);

    /// The state in which the run ended; Running when that does not happen within a minute.
    engine::RunState waitForEnd(RunId run);
    /// The same, of a run that has been over before.
    engine::RunState waitForNewEnd(RunId run);
    /// Whether it reports the scalar, or a line of its log that begins so, within a minute.
    bool waitForScalar(RunId run, const std::string& tag);
    bool waitForLine(RunId run, const std::string& begin);
    /// Of the last run waited for.
    const std::string& message() const { return m_message; }
    /// The worker's process once the run has trained for some iterations; 0 when that does not happen.
    pid_t waitForWorker(RunId run);
    const store::RunStore& store() const { return *m_store; }

private:
    /// Reads events until one of `run` satisfies the condition.
    bool waitFor(RunId run, const std::function<bool(const engine::Event&)>& isIt);

    engine::EventFeed& m_feed;
    std::filesystem::path m_project;
    std::unique_ptr<store::RunStore> m_store;
    std::string m_message;
};

} // namespace cobench::test
