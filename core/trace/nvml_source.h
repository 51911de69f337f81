// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/nvml.h"
#include "core/trace/source.h"

namespace cobench::trace {

/// NVIDIA cards, "gpu0/kernel_time" and so on: the share of time with any kernel, not how much of the card it used.
/// One lane with the reason where there are none.
class NvmlSource final : public Source
{
public:
    explicit NvmlSource(const std::string& library);
    void sample(double now, std::span<float> values) override;
    std::vector<std::string> cards() const { return m_nvml ? m_nvml->cards() : std::vector<std::string>(); }

private:
    std::unique_ptr<Nvml> m_nvml;
};

} // namespace cobench::trace
