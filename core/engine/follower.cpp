// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/follower.h"

#include "core/engine/worker_process.h"

#include <poll.h>

#include <array>
#include <optional>

namespace cobench::engine {

namespace {

constexpr int kLookMs = 50;

Result<void> outcomeOf(const DoneMessage& done)
{
    if (done.outcome == train::Outcome::Cancelled)
        return cancelled();
    if (done.outcome == train::Outcome::Failed)
        return Error{ErrorCode::Disconnected, {}, {}, done.message, {}};
    return {};
}

} // namespace

Result<void> followRun(const std::filesystem::path& trainer,
    const StartMessage& start,
    const std::function<void(const std::string&)>& hear,
    const CancelToken& cancel)
{
    const auto worker = WorkerProcess::spawn(trainer, start.config.threads);
    if (!worker)
        return worker.error();
    if (auto sent = (*worker)->send(start); !sent)
        return sent;
    for (;;) {
        std::array<pollfd, 2> descriptors{
            {{(*worker)->socket(), POLLIN, 0}, {(*worker)->processHandle(), POLLIN, 0}}};
        poll(descriptors.data(), descriptors.size(), kLookMs);
        if (cancel.isCancelled())
            return cancelled();
        const bool hasEnded = descriptors[1].revents != 0;
        const auto received = (*worker)->receive();
        if (!received)
            return received.error();
        for (const WorkerMessage& message : received->messages) {
            if (const auto* line = std::get_if<LogMessage>(&message))
                hear(line->line);
            if (const auto* done = std::get_if<DoneMessage>(&message))
                return outcomeOf(*done);
        }
        if (hasEnded && received->messages.empty())
            return Error{ErrorCode::Disconnected,
                "training process",
                {},
                "ended early: " + (*worker)->exitText().value_or("no exit code"),
                {}};
    }
}

} // namespace cobench::engine
