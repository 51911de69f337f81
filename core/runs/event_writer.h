// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cobench::runs {

/// Makes the content of a TensorBoard event file; see event_file.h for its form.
class EventWriter
{
public:
    /// `time` in seconds since the epoch: when the run began.
    explicit EventWriter(double time);
    /// Values are stored as 32-bit numbers, which is all that TensorBoard has for scalars.
    void add(std::string_view tag, std::uint64_t step, double time, double value);
    /// What has gathered since the last call.
    std::string take();

private:
    void addRecord(const std::string& event);

    std::string m_content;
};

} // namespace cobench::runs
