// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cobench::trace {

/// NVIDIA's management library, loaded when it is there: it has no header in Debian, and most machines lack it.
/// What a card does not tell is nullopt. One thread at a time.
class Nvml
{
public:
    struct Reading {
        std::optional<double> kernelTime; // share of the last period (1/6 to 1 s) in which any kernel ran
        std::optional<double> memory; // bytes used
        std::optional<double> power; // W
        std::optional<double> temperature; // °C
        std::optional<double> frequency; // of the processors, Hz
    };

    /// nullptr, with the reason, when the library or its driver is not there.
    static std::unique_ptr<Nvml> load(const std::string& library, std::string& reason);
    ~Nvml();
    Nvml(const Nvml&) = delete;
    Nvml& operator=(const Nvml&) = delete;

    /// Names of the cards.
    const std::vector<std::string>& cards() const { return m_cards; }
    Reading read(std::size_t card) const;

private:
    struct Functions;
    Nvml(void* library, std::unique_ptr<Functions> functions);
    void findCards();

    void* m_library;
    std::unique_ptr<Functions> m_functions;
    std::vector<void*> m_handles;
    std::vector<std::string> m_cards;
};

} // namespace cobench::trace
