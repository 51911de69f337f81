// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/live_changes.h"

#include "core/detect/run_parts.h"

#include <algorithm>

namespace cobench::detect {

LiveChanges::LiveChanges(LiveShared& run, std::vector<Device>& devices, FigureCollector& figures)
    : m_run(run)
    , m_figures(figures)
{
    for (Device& device : devices)
        m_devices.push_back(&device);
    m_run.pendingReturns
        = static_cast<std::size_t>(std::ranges::count_if(run.config.changes, bringsDevice, &TimedChange::change));
}

void LiveChanges::start()
{
    for (DeviceIndex index = 0; index < m_devices.size(); ++index)
        begin(index, *m_devices[index]);
}

void LiveChanges::begin(DeviceIndex index, Device& device)
{
    LiveDevice& worker = m_workers.emplace_back(m_run, index, device);
    m_threads.emplace_back([&worker] { worker.serve(); });
}

void LiveChanges::interruptDetectors()
{
    for (const Device* device : m_devices)
        device->detector->interrupt();
}

void LiveChanges::apply()
{
    const auto& told = m_run.config.changes;
    for (; m_nextChange < told.size() && told[m_nextChange].at <= m_run.now(); ++m_nextChange) {
        m_run.pendingReturns -= bringsDevice(told[m_nextChange].change) ? 1 : 0;
        apply(told[m_nextChange].change);
    }
    if (m_run.config.control)
        for (const RunChange& change : m_run.config.control->takeChanges())
            apply(change);
}

void LiveChanges::apply(const RunChange& change)
{
    switch (change.kind) {
    case RunChange::Kind::Schedule:
        setSchedule(change.schedule);
        break;
    case RunChange::Kind::Rate:
        setRate(change.rate);
        break;
    case RunChange::Kind::Unplug:
        unplug(change.device);
        break;
    case RunChange::Kind::PlugIn:
        plugIn(change.device);
        break;
    case RunChange::Kind::Remove:
        remove(change.device);
        break;
    case RunChange::Kind::Add:
        m_added.push_back(change.added);
        add(*change.added);
        break;
    }
    m_run.pump();
}

void LiveChanges::setSchedule(Schedule schedule)
{
    m_run.dispatcher.setSchedule(schedule, m_run.now());
    m_run.tell(RunEvent::Kind::Schedule, std::string(kSchedules[static_cast<std::size_t>(schedule)]));
}

void LiveChanges::setRate(double rate)
{
    if (m_run.source.isLive())
        return;
    m_run.pacer.setRate(rate, m_run.nextFrame, m_run.now());
    m_run.tell(RunEvent::Kind::Rate, rateText(rate));
    m_run.room.notify_all();
}

LiveShared::Slot* LiveChanges::usable(DeviceIndex device)
{
    return device < m_run.slots.size() && m_run.slots[device]->isOfUse() ? m_run.slots[device].get() : nullptr;
}

void LiveChanges::unplug(DeviceIndex device)
{
    LiveShared::Slot* slot = usable(device);
    if (!slot || slot->isUnplugged)
        return;
    slot->isUnplugged = true;
    ++slot->unplugs;
    slot->frame.reset();
    if (m_run.dispatcher.devices()[device].isAlive)
        m_run.dispatcher.lost(device, DropCause::DeviceLost, m_run.now());
    m_run.tell(RunEvent::Kind::DeviceUnplugged, m_devices[device]->name);
    slot->changed.notify_all();
}

void LiveChanges::plugIn(DeviceIndex device)
{
    LiveShared::Slot* slot = usable(device);
    if (!slot || !slot->isUnplugged)
        return;
    slot->isUnplugged = false;
    m_run.tell(RunEvent::Kind::DevicePluggedIn, m_devices[device]->name);
    slot->changed.notify_all();
}

void LiveChanges::remove(DeviceIndex device)
{
    LiveShared::Slot* slot = usable(device);
    const auto isOfUse = [](const auto& one) { return one->isOfUse(); };
    if (!slot || std::ranges::count_if(m_run.slots, isOfUse) < 2)
        return;
    slot->isRemoved = true;
    m_run.dispatcher.retire(device, m_run.now());
    m_run.tell(RunEvent::Kind::DeviceRemoved, m_devices[device]->name);
    slot->changed.notify_all();
}

void LiveChanges::add(Device& device)
{
    const DeviceIndex index = m_run.dispatcher.addDevice(device.startRate, m_run.now());
    device.name += "#" + std::to_string(index);
    m_run.slots.push_back(std::make_unique<LiveShared::Slot>());
    m_devices.push_back(&device);
    m_figures.addDevice(device.name);
    m_run.tell(RunEvent::Kind::DeviceAdded, device.name);
    begin(index, device);
}

} // namespace cobench::detect
