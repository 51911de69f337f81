// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/event_inbox.h"
#include "core/train/group_place.h"

#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace cobench::cli {

/// What is known of a run once it is over.
struct TrainedRun {
    RunId id;
    engine::RunState state = engine::RunState::Queued;
    std::string message;
    std::map<std::string, double> latest; // value of each scalar's last report

    /// NaN when it was never reported.
    double value(const std::string& tag) const
    {
        const auto found = latest.find(tag);
        return found == latest.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
    }
};

/// The user's background engine; with `foreground`, and always for a member of a group, a client that trains in
/// this process's own children.
Result<std::unique_ptr<engine::Client>> makeClient(
    const Context& context, bool foreground, const std::optional<train::GroupPlace>& group = std::nullopt);

/// Has a client train one run, new or resumed, and follows it to its end.
class TrainRun
{
public:
    /// `hear` gets each event of the run as it comes; its error ends the run.
    TrainRun(Context& context,
        engine::Client& client,
        std::filesystem::path project,
        std::function<Result<void>(const engine::Event&)> hear);

    /// Cancelling, and a failing `hear`, cancel the run and wait for its end.
    Result<TrainedRun> train(const train::TrainConfig& config);
    Result<TrainedRun> resume(RunId run);

private:
    Result<TrainedRun> follow(RunId run);
    Result<void> take(const engine::Event& event);
    void tellTrouble(const std::string& trouble);
    void showProgress(const engine::Event& event);
    void stop();

    Context& m_context;
    engine::Client& m_client;
    std::filesystem::path m_project;
    std::function<Result<void>(const engine::Event&)> m_hear;
    EventInbox m_inbox;
    std::unique_ptr<engine::Client::Subscription> m_subscription; // after the inbox it fills
    TrainedRun m_run;
    std::uint64_t m_shownSteps = 0;
    bool m_isStopping = false;
    std::string m_trouble; // that the engine last told
};

} // namespace cobench::cli
