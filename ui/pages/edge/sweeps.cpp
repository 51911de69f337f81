// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/sweeps.h"

#include <iterator>

namespace cobench::ui {

namespace {

/// "3*cpu" becomes three.
QStringList singleDevices(const EdgeSetup& setup)
{
    QStringList single;
    const auto devices = detect::parseDevices(setup.devices.join(u',').toStdString());
    if (devices)
        for (const detect::DeviceSpec& device : *devices)
            single += QString::fromStdString(device.model.empty() ? device.text : device.text + "=" + device.model);
    return single;
}

} // namespace

std::vector<EdgeSetup> deviceSweep(const EdgeSetup& setup)
{
    std::vector<EdgeSetup> setups;
    const QStringList devices = singleDevices(setup);
    for (qsizetype count = 1; count <= devices.size(); ++count) {
        setups.push_back(setup);
        setups.back().devices = devices.first(count);
    }
    return setups;
}

std::vector<EdgeSetup> scheduleSweep(const EdgeSetup& setup)
{
    std::vector<EdgeSetup> setups;
    for (std::size_t schedule = 0; schedule < std::size(detect::kSchedules) && !singleDevices(setup).isEmpty();
         ++schedule) {
        setups.push_back(setup);
        setups.back().schedule = static_cast<detect::Schedule>(schedule);
    }
    return setups;
}

std::vector<EdgeSetup> rateSweep(const EdgeSetup& setup)
{
    std::vector<EdgeSetup> setups;
    if (setup.pace != EdgeSetup::Pace::Given || setup.isLive() || singleDevices(setup).isEmpty())
        return setups;
    for (const double share : {0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0}) {
        setups.push_back(setup);
        setups.back().rate = share * setup.rate;
    }
    return setups;
}

} // namespace cobench::ui
