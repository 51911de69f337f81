// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/nvml_source.h"

#include <array>

namespace cobench::trace {

namespace {

struct Quantity {
    const char* name;
    const char* unit;
    std::optional<double> Nvml::Reading::*value;
};
constexpr std::array kQuantities{Quantity{"kernel_time", "1", &Nvml::Reading::kernelTime},
    Quantity{"memory", "B", &Nvml::Reading::memory},
    Quantity{"power", "W", &Nvml::Reading::power},
    Quantity{"temperature", "°C", &Nvml::Reading::temperature},
    Quantity{"frequency", "Hz", &Nvml::Reading::frequency}};

} // namespace

NvmlSource::NvmlSource(const std::string& library)
{
    std::string reason;
    m_nvml = Nvml::load(library, reason);
    if (!m_nvml || m_nvml->cards().empty()) {
        m_nvml.reset();
        m_lanes.push_back({"gpu0/kernel_time", "1", reason});
        return;
    }
    for (std::size_t card = 0; card < m_nvml->cards().size(); ++card) {
        const Nvml::Reading reading = m_nvml->read(card);
        for (const Quantity& quantity : kQuantities)
            m_lanes.push_back({"gpu" + std::to_string(card) + "/" + quantity.name,
                quantity.unit,
                reading.*quantity.value ? "" : "the card does not tell"});
    }
}

void NvmlSource::sample(double /*now*/, std::span<float> values)
{
    std::ranges::fill(values, kUnknown);
    if (!m_nvml)
        return;
    for (std::size_t card = 0; card < m_nvml->cards().size(); ++card) {
        const Nvml::Reading reading = m_nvml->read(card);
        for (std::size_t index = 0; index < kQuantities.size(); ++index)
            if (const auto value = reading.*kQuantities[index].value)
                values[card * kQuantities.size() + index] = static_cast<float>(*value);
    }
}

} // namespace cobench::trace
