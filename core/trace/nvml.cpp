// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/nvml.h"

#include <dlfcn.h>

#include <array>

namespace cobench::trace {

namespace {

// The part of nvml.h that is used: its ABI is stable, functions that change get a new name.
using Status = int;
constexpr Status kSuccess = 0;
constexpr unsigned kGpuSensor = 0; // NVML_TEMPERATURE_GPU
constexpr unsigned kProcessorClock = 1; // NVML_CLOCK_SM

struct Utilization {
    unsigned gpu = 0;
    unsigned memory = 0;
};
struct Memory {
    unsigned long long total = 0;
    unsigned long long free = 0;
    unsigned long long used = 0;
};

template <typename Function>
bool find(void* library, const char* name, Function& function)
{
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

} // namespace

struct Nvml::Functions {
    Status (*init)() = nullptr;
    Status (*shutdown)() = nullptr;
    Status (*count)(unsigned*) = nullptr;
    Status (*handle)(unsigned, void**) = nullptr;
    Status (*name)(void*, char*, unsigned) = nullptr;
    Status (*utilization)(void*, Utilization*) = nullptr;
    Status (*memory)(void*, Memory*) = nullptr;
    Status (*power)(void*, unsigned*) = nullptr;
    Status (*temperature)(void*, unsigned, unsigned*) = nullptr;
    Status (*clock)(void*, unsigned, unsigned*) = nullptr;

    bool findIn(void* library)
    {
        return find(library, "nvmlInit_v2", init) && find(library, "nvmlShutdown", shutdown)
            && find(library, "nvmlDeviceGetCount_v2", count)
            && find(library, "nvmlDeviceGetHandleByIndex_v2", handle) && find(library, "nvmlDeviceGetName", name)
            && find(library, "nvmlDeviceGetUtilizationRates", utilization)
            && find(library, "nvmlDeviceGetMemoryInfo", memory) && find(library, "nvmlDeviceGetPowerUsage", power)
            && find(library, "nvmlDeviceGetTemperature", temperature)
            && find(library, "nvmlDeviceGetClockInfo", clock);
    }
};

Nvml::Nvml(void* library, std::unique_ptr<Functions> functions)
    : m_library(library)
    , m_functions(std::move(functions))
{
}

Nvml::~Nvml()
{
    m_functions->shutdown();
    dlclose(m_library);
}

std::unique_ptr<Nvml> Nvml::load(const std::string& library, std::string& reason)
{
    void* loaded = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!loaded) {
        reason = "there is no NVIDIA driver here (" + library + ")";
        return nullptr;
    }
    auto functions = std::make_unique<Functions>();
    if (!functions->findIn(loaded)) {
        reason = library + " lacks functions that are needed";
        dlclose(loaded);
        return nullptr;
    }
    if (const Status status = functions->init(); status != kSuccess) {
        reason = "the NVIDIA driver does not answer (NVML error " + std::to_string(status) + ")";
        dlclose(loaded);
        return nullptr;
    }
    std::unique_ptr<Nvml> nvml(new Nvml(loaded, std::move(functions)));
    nvml->findCards();
    if (nvml->m_cards.empty())
        reason = "the NVIDIA driver finds no card";
    return nvml;
}

void Nvml::findCards()
{
    unsigned count = 0;
    if (m_functions->count(&count) != kSuccess)
        return;
    for (unsigned index = 0; index < count; ++index) {
        void* handle = nullptr;
        std::array<char, 96> name{}; // NVML_DEVICE_NAME_V2_BUFFER_SIZE
        if (m_functions->handle(index, &handle) != kSuccess)
            continue;
        if (m_functions->name(handle, name.data(), static_cast<unsigned>(name.size() - 1)) != kSuccess)
            name[0] = '?';
        m_handles.push_back(handle);
        m_cards.emplace_back(name.data());
    }
}

Nvml::Reading Nvml::read(std::size_t card) const
{
    void* const handle = m_handles[card];
    Reading reading;
    if (Utilization use; m_functions->utilization(handle, &use) == kSuccess)
        reading.kernelTime = 0.01 * use.gpu;
    if (Memory memory; m_functions->memory(handle, &memory) == kSuccess)
        reading.memory = static_cast<double>(memory.used);
    unsigned value = 0;
    if (m_functions->power(handle, &value) == kSuccess)
        reading.power = 1e-3 * value;
    if (m_functions->temperature(handle, kGpuSensor, &value) == kSuccess)
        reading.temperature = value;
    if (m_functions->clock(handle, kProcessorClock, &value) == kSuccess)
        reading.frequency = 1e6 * value;
    return reading;
}

} // namespace cobench::trace
