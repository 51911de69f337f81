// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/live_shared.h"

#include "core/detect/run_parts.h"

#include <algorithm>

namespace cobench::detect {

LiveShared::LiveShared(FrameSource& from, const PipelineConfig& how, const std::vector<Device>& devices)
    : source(from)
    , config(how)
    , dispatcher(how.dispatch, startRates(devices))
    , pacer(how.rate)
    , isPaused(how.control && how.control->isPaused())
{
    for (std::size_t device = 0; device < devices.size(); ++device)
        slots.push_back(std::make_unique<Slot>());
}

void LiveShared::tell(RunEvent::Kind kind, std::string detail)
{
    events.push_back({.at = now(), .kind = kind, .detail = std::move(detail)});
    news.notify_one();
}

void LiveShared::pump()
{
    for (Dispatcher::Start& start : dispatcher.takeStarts()) {
        slots[start.device]->frame = std::move(start.frame);
        slots[start.device]->changed.notify_one();
    }
    if (!dispatcher.isAnyAlive() && !dispatcher.isAbandoned() && !dispatcher.isFinished() && !mayAnyReturn()) {
        result.isAbandoned = !isStopWanted;
        dispatcher.abandon(now());
        source.interrupt();
    }
    result.longestQueue = std::max(result.longestQueue, dispatcher.waiting());
    auto ready = dispatcher.takeOutcomes();
    const bool wasEmpty = outcomes.empty();
    std::ranges::move(ready, std::back_inserter(outcomes));
    if (wasEmpty && (!outcomes.empty() || dispatcher.isFinished()))
        news.notify_one();
    if (isSourceWaiting && dispatcher.hasRoom())
        room.notify_one();
}

bool LiveShared::mayAnyReturn() const
{
    if (isStopWanted)
        return false;
    const auto returns = [](const auto& slot) { return slot->isOfUse() && !slot->isUnplugged; };
    const auto waits = [](const auto& slot) { return slot->isOfUse() && slot->isUnplugged; };
    if (pendingReturns > 0 || std::ranges::any_of(slots, returns))
        return true;
    return config.control && !dispatcher.hasSourceEnded() && std::ranges::any_of(slots, waits);
}

void LiveShared::goOn()
{
    if (clock.goOn())
        for (const auto& slot : slots)
            slot->changed.notify_all();
}

} // namespace cobench::detect
