// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/source.h"
#include "core/trace/status_file.h"

#include <filesystem>

namespace cobench::trace {

/// Memory of the machine that new programs could not have: total less available, of /proc/meminfo.
class MemorySource final : public Source
{
public:
    explicit MemorySource(const std::filesystem::path& proc);
    void sample(double now, std::span<float> values) override;

private:
    StatusFile m_meminfo;
};

} // namespace cobench::trace
