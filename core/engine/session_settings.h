// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/detection_run.h"

#include <string>
#include <string_view>

namespace cobench::engine {

inline constexpr std::string_view kPaces[] = {"max", "native", "given"};
inline constexpr std::string_view kClocks[] = {"real", "simulated"};

/// How a run was set up, as JSON: what a stored session and the window's set-up keep. `truth`: file or folder of
/// true boxes; may be empty.
std::string settingsText(const DetectionRequest& request, const std::string& truth);

/// What a list of sessions tells of a run's settings; what is missing is empty.
struct SettingsSummary {
    std::string source;
    std::string model;
    std::string schedule; // one of detect::kSchedules
    std::vector<std::string> devices;
    std::string truth;
};
SettingsSummary summaryOf(std::string_view settings);

} // namespace cobench::engine
