// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/emulation.h"

#include <QString>

#include <optional>

namespace cobench::ui {

/// A device's text taken apart, for a form.
struct DeviceFields {
    int count = 1; // of equal ones
    bool isEmulated = false;
    bool isRemote = false;
    QString target; // of OpenCV, "opencl"; empty = none of its own
    QString cores; // "0", "0-1"; empty = wherever there is room
    double rate = 5.0; // frames/s
    double jitter = 0.0; // share of the mean service time
    detect::Emulation::Law law = detect::Emulation::Law::Uniform;
    QString failures; // "10-20, 40": seconds
    QString address; // of another machine, "host:port"
    int quality = 90; // of JPEG that frames go there as; 0 = raw
    QString model; // empty = the run's

    bool operator==(const DeviceFields&) const = default;
};

QString deviceText(const DeviceFields& fields);
/// Nothing for a text that cannot be read, or says what the form has no field for.
std::optional<DeviceFields> deviceFields(const QString& text);

} // namespace cobench::ui
