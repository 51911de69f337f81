// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/dispatcher.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace cobench::detect {

namespace {

/// Weight of the newest frame in the expected service time: speed changes show within some ten frames.
constexpr double kNewest = 0.2;

Time blended(Time expected, Time measured)
{
    if (expected == Time(0))
        return measured;
    return expected + fromSeconds(kNewest * (seconds(measured) - seconds(expected)));
}

DeviceState stateOf(double startRate)
{
    return {.startRate = startRate, .service = startRate > 0.0 ? fromSeconds(1.0 / startRate) : Time(0)};
}

} // namespace

std::uint64_t FrameCounts::droppedInAll() const
{
    return std::accumulate(dropped.begin(), dropped.end(), std::uint64_t{0});
}

Dispatcher::Dispatcher(const DispatchConfig& config, std::span<const double> startRates)
    : m_config(config)
    , m_scheduler(makeScheduler(config.schedule))
    , m_states(startRates.size())
    , m_queues(startRates.size() + 1)
    , m_running(startRates.size())
{
    for (DeviceIndex device = 0; device < startRates.size(); ++device) {
        m_states[device] = stateOf(startRates[device]);
        m_idle.push_back(device);
    }
}

bool Dispatcher::hasRoom() const
{
    return m_config.drop != DropPolicy::None || m_isAbandoned
        || std::ranges::all_of(m_queues, [&](const Queue& queue) { return queue.size() <= m_config.buffer; });
}

void Dispatcher::offer(Frame frame, Time now)
{
    ++m_counts.read;
    if (m_isAbandoned)
        return drop(frame, DropCause::DeviceLost, now);
    const std::size_t queue = queueFor(now);
    insert(std::move(frame), queue);
    dispatch(now);
    keepBound(queue, now);
}

void Dispatcher::skip(const Frame& frame, DropCause cause, Time now)
{
    ++m_counts.read;
    drop(frame, cause, now);
}

void Dispatcher::completed(DeviceIndex device, std::shared_ptr<const data::Detections> boxes, Time now)
{
    DeviceState& state = m_states[device];
    assert(state.isBusy && m_running[device]);
    const Frame frame = *std::exchange(m_running[device], std::nullopt);
    state.isBusy = false;
    state.service = blended(state.service, now - state.busySince);
    ++m_counts.processed;
    if (state.isAlive) // else it was retired meanwhile
        m_idle.push_back(device);
    m_synchroniser.resolve({.number = frame.number,
                               .captured = frame.captured,
                               .device = device,
                               .started = state.busySince,
                               .finished = now,
                               .boxes = std::move(boxes),
                               .picture = frame.picture},
        now);
    dispatch(now);
}

void Dispatcher::lost(DeviceIndex device, DropCause cause, Time now)
{
    DeviceState& state = m_states[device];
    state.isAlive = false;
    state.isBusy = false;
    std::erase(m_idle, device);
    std::erase_if(m_starts, [&](const Start& start) { return start.device == device; });
    Queue orphans = std::exchange(m_queues[device], {});
    noteSize(device);
    m_lossCause = cause;
    if (auto running = std::exchange(m_running[device], std::nullopt)) {
        // By the time a link is known to be lost, a live frame is too old for another device.
        if (cause == DropCause::Network && m_config.drop != DropPolicy::None)
            drop(*running, cause, now);
        else
            orphans.push_front(std::move(*running));
    }
    requeueAll(std::move(orphans), cause, now);
}

void Dispatcher::returned(DeviceIndex device, Time now)
{
    assert(!m_states[device].isAlive);
    m_states[device].isAlive = true;
    m_idle.push_back(device);
    requeueAll(std::exchange(m_queues[sharedQueue()], {}), DropCause::DeviceLost, now);
}

DeviceIndex Dispatcher::addDevice(double startRate, Time now)
{
    const DeviceIndex device = m_states.size();
    m_queues.insert(m_queues.end() - 1, Queue()); // before the shared one
    m_states.push_back(stateOf(startRate));
    m_running.emplace_back();
    m_idle.push_back(device);
    requeueAll(std::exchange(m_queues[sharedQueue()], {}), DropCause::DeviceLost, now);
    return device;
}

void Dispatcher::retire(DeviceIndex device, Time now)
{
    m_states[device].isAlive = false;
    std::erase(m_idle, device);
    Queue orphans = std::exchange(m_queues[device], {});
    noteSize(device);
    requeueAll(std::move(orphans), DropCause::DeviceLost, now);
}

void Dispatcher::setSchedule(Schedule schedule, Time now)
{
    m_config.schedule = schedule;
    m_scheduler = makeScheduler(schedule);
    Queue waiting;
    for (std::size_t queue = 0; queue < m_queues.size(); ++queue) {
        std::ranges::move(std::exchange(m_queues[queue], {}), std::back_inserter(waiting));
        noteSize(queue);
    }
    std::ranges::sort(waiting, {}, &Frame::number);
    for (Frame& frame : waiting) {
        const std::size_t queue = queueFor(now);
        insert(std::move(frame), queue);
    }
    dispatch(now);
    for (std::size_t queue = 0; queue < m_queues.size(); ++queue)
        keepBound(queue, now);
}

void Dispatcher::abandon(Time now)
{
    m_isAbandoned = true;
    for (std::size_t queue = 0; queue < m_queues.size(); ++queue) {
        for (const Frame& frame : std::exchange(m_queues[queue], {}))
            drop(frame, DropCause::DeviceLost, now);
        noteSize(queue);
    }
}

std::vector<Dispatcher::Start> Dispatcher::takeStarts()
{
    return std::exchange(m_starts, {});
}

bool Dispatcher::isFinished() const
{
    return m_hasEnded && isIdle();
}

bool Dispatcher::isAnyAlive() const
{
    return std::ranges::any_of(m_states, &DeviceState::isAlive);
}

std::size_t Dispatcher::waiting() const
{
    return std::accumulate(
        m_queues.begin(), m_queues.end(), std::size_t{0}, [](std::size_t sum, const Queue& queue) {
            return sum + queue.size();
        });
}

std::size_t Dispatcher::queueFor(Time now)
{
    if (!isAnyAlive())
        return sharedQueue();
    return m_scheduler->choose(m_states, now).value_or(sharedQueue());
}

void Dispatcher::insert(Frame frame, std::size_t queue)
{
    Queue& frames = m_queues[queue];
    const auto place = std::ranges::upper_bound(frames, frame.number, {}, &Frame::number);
    frames.insert(place, std::move(frame));
    noteSize(queue);
}

/// Never with hasRoom() in mind: where nothing may be dropped, a queue may exceed its bound by what devices held.
void Dispatcher::requeue(Frame frame, DropCause cause, Time now)
{
    if (m_isAbandoned)
        return drop(frame, cause, now);
    const std::size_t queue = queueFor(now);
    if (m_config.drop != DropPolicy::None && m_queues[queue].size() >= m_config.buffer && m_idle.empty())
        return drop(frame, cause, now);
    insert(std::move(frame), queue);
    dispatch(now);
    if (m_config.drop != DropPolicy::None && m_queues[queue].size() > m_config.buffer)
        drop(takeAt(queue, 0), cause, now);
}

void Dispatcher::requeueAll(Queue frames, DropCause cause, Time now)
{
    for (Frame& frame : frames)
        requeue(std::move(frame), cause, now);
    dispatch(now);
}

void Dispatcher::keepBound(std::size_t queue, Time now)
{
    Queue& frames = m_queues[queue];
    const DropCause cause = isAnyAlive() ? DropCause::Queue : m_lossCause;
    while (m_config.drop != DropPolicy::None && frames.size() > m_config.buffer)
        drop(takeAt(queue, m_config.drop == DropPolicy::Oldest ? 0 : frames.size() - 1), cause, now);
}

void Dispatcher::dispatch(Time now)
{
    for (std::size_t at = 0; at < m_idle.size();) {
        const DeviceIndex device = m_idle[at];
        auto frame = nextFor(device, now);
        if (!frame) {
            ++at;
            continue;
        }
        m_idle.erase(m_idle.begin() + static_cast<std::ptrdiff_t>(at));
        m_states[device].isBusy = true;
        m_states[device].busySince = now;
        m_running[device] = *frame;
        m_starts.push_back({device, std::move(*frame)});
    }
}

std::optional<Frame> Dispatcher::nextFor(DeviceIndex device, Time now)
{
    if (m_config.schedule == Schedule::Deadline)
        return nextInTime(device, now);
    for (const std::size_t queue : {device, sharedQueue()})
        if (!m_queues[queue].empty())
            return takeAt(queue, 0);
    return std::nullopt;
}

/// The oldest frame that this device can have ready in time. What no device can is dropped; what only a faster one
/// can is left to it, and that one is busy, so its end brings us back here.
std::optional<Frame> Dispatcher::nextInTime(DeviceIndex device, Time now)
{
    Queue& frames = m_queues[sharedQueue()];
    for (std::size_t at = 0; at < frames.size();) {
        if (now + m_states[device].service <= frames[at].captured + m_config.deadline)
            return takeAt(sharedQueue(), at);
        if (canBeInTime(frames[at], now))
            ++at;
        else
            drop(takeAt(sharedQueue(), at), DropCause::Deadline, now);
    }
    return std::nullopt;
}

bool Dispatcher::canBeInTime(const Frame& frame, Time now) const
{
    return std::ranges::any_of(m_states, [&](const DeviceState& state) {
        const Time free = state.isBusy ? std::max(now, state.busySince + state.service) : now;
        return state.isAlive && free + state.service <= frame.captured + m_config.deadline;
    });
}

Frame Dispatcher::takeAt(std::size_t queue, std::size_t position)
{
    Queue& frames = m_queues[queue];
    Frame frame = std::move(frames[position]);
    frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(position));
    noteSize(queue);
    return frame;
}

void Dispatcher::drop(const Frame& frame, DropCause cause, Time now)
{
    ++m_counts.dropped[static_cast<std::size_t>(cause)];
    m_synchroniser.resolve({.number = frame.number,
                               .captured = frame.captured,
                               .dropped = cause,
                               .finished = now,
                               .picture = frame.picture},
        now);
}

void Dispatcher::noteSize(std::size_t queue)
{
    if (queue < m_states.size())
        m_states[queue].waiting = m_queues[queue].size();
}

} // namespace cobench::detect
