// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/torch/step_clock.h"

#include <c10/core/impl/VirtualGuardImpl.h>

namespace cobench::train {

namespace {

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 5)
constexpr bool kHasEvents = true;

double secondsBetween(const c10::Event& first, const c10::Event& second)
{
    return first.elapsedTime(second) / 1000.0;
}

void waitFor(const c10::Event& event)
{
    event.synchronize();
}
#else
constexpr bool kHasEvents = false;

double secondsBetween(const c10::Event& /*first*/, const c10::Event& /*second*/)
{
    return 0.0;
}

void waitFor(const c10::Event& /*event*/)
{
}
#endif

} // namespace

StepClock::StepClock(torch::Device device)
    : m_device(device)
{
    if (kHasEvents && device.is_cuda())
        for (std::size_t i = 0; i <= kParts; ++i)
            m_events.emplace_back(device.type(), c10::EventFlag::BACKEND_DEFAULT); // the other kind has no time
}

void StepClock::start()
{
    m_marks = 0;
    note(0);
}

void StepClock::mark()
{
    note(++m_marks);
}

void StepClock::note(std::size_t index)
{
    if (!m_events.empty())
        m_events[index].record(c10::impl::VirtualGuardImpl(m_device.type()).getStream(m_device));
    else if (m_device.is_cuda())
        torch::cuda::synchronize();
    m_times[index] = std::chrono::steady_clock::now();
}

std::array<double, StepClock::kParts> StepClock::seconds()
{
    std::array<double, kParts> parts{};
    if (!m_events.empty())
        waitFor(m_events[m_marks]);
    for (std::size_t i = 0; i < m_marks; ++i)
        parts[i] = m_events.empty() ? std::chrono::duration<double>(m_times[i + 1] - m_times[i]).count()
                                    : secondsBetween(m_events[i], m_events[i + 1]);
    return parts;
}

} // namespace cobench::train
