// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/source.h"

#include <filesystem>
#include <memory>

namespace cobench::trace {

/// Mean clock frequency of the processors (cpufreq).
std::unique_ptr<Source> frequencySource(const std::filesystem::path& sys);
/// Each thermal zone, else the processor's own sensors.
std::unique_ptr<Source> temperatureSource(const std::filesystem::path& sys);
/// Power of packages and memory from the RAPL energy counters (Intel SDM vol. 3B, 15.10; AMD the same), which wrap.
std::unique_ptr<Source> energySource(const std::filesystem::path& sys);
/// Graphics cards with amdgpu and i915; of those with NVML see nvml_source.h.
std::unique_ptr<Source> gpuFilesSource(const std::filesystem::path& sys);

} // namespace cobench::trace
