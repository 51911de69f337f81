// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/source.h"
#include "core/trace/status_file.h"

#include <array>
#include <filesystem>

namespace cobench::trace {

/// Bytes a second over the machine's network interfaces except the loopback: /proc/net/dev.
class NetworkSource final : public Source
{
public:
    explicit NetworkSource(const std::filesystem::path& proc);
    void sample(double now, std::span<float> values) override;

private:
    struct Interface {
        std::string name;
        std::array<Counter, 2> bytes; // received, sent
    };
    StatusFile m_dev;
    std::vector<Interface> m_interfaces; // grows when one comes
};

} // namespace cobench::trace
