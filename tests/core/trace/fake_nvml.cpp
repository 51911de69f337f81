// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One card that tells all, and one without a power sensor. COBENCH_FAKE_NVML_CARDS says how many there are; "none"
// for a driver that does not answer.
#include <cstdlib>
#include <cstring>

extern "C" {

int nvmlInit_v2()
{
    const char* cards = std::getenv("COBENCH_FAKE_NVML_CARDS");
    return cards && std::strcmp(cards, "none") == 0 ? 9 : 0; // NVML_ERROR_DRIVER_NOT_LOADED
}

int nvmlShutdown()
{
    return 0;
}

int nvmlDeviceGetCount_v2(unsigned* count)
{
    const char* cards = std::getenv("COBENCH_FAKE_NVML_CARDS");
    *count = cards ? static_cast<unsigned>(std::atoi(cards)) : 2;
    return 0;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** handle)
{
    static int cards[2] = {0, 1};
    *handle = &cards[index];
    return 0;
}

int nvmlDeviceGetName(void* card, char* name, unsigned size)
{
    std::strncpy(name, *static_cast<int*>(card) == 0 ? "Fake A" : "Fake B", size);
    return 0;
}

int nvmlDeviceGetUtilizationRates(void*, unsigned* rates)
{
    rates[0] = 75;
    rates[1] = 10;
    return 0;
}

int nvmlDeviceGetMemoryInfo(void*, unsigned long long* memory)
{
    memory[0] = 1000;
    memory[1] = 400;
    memory[2] = 600;
    return 0;
}

int nvmlDeviceGetPowerUsage(void* card, unsigned* milliwatts)
{
    *milliwatts = 120000;
    return *static_cast<int*>(card) == 0 ? 0 : 3; // NVML_ERROR_NOT_SUPPORTED
}

int nvmlDeviceGetTemperature(void*, unsigned, unsigned* degrees)
{
    *degrees = 60;
    return 0;
}

int nvmlDeviceGetClockInfo(void*, unsigned, unsigned* megahertz)
{
    *megahertz = 1500;
    return 0;
}
}
