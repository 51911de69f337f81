// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/core/Event.h>
#include <torch/torch.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <vector>

namespace cobench::train {

/// How long the parts of a step took. Work for a GPU is only queued by the calls, so there the marks are events of
/// its queue, and nothing waits until seconds() is asked; a LibTorch before 2.5 has no such events that tell time
/// and waits at each mark. Exceptions are LibTorch's. One thread.
class StepClock
{
public:
    static constexpr std::size_t kParts = 3;

    explicit StepClock(torch::Device device);

    void start();
    /// The part that began with start() or the last mark ends; kParts of them follow a start().
    void mark();
    /// Of each part. Waits for the last mark.
    std::array<double, kParts> seconds();

private:
    void note(std::size_t index);

    torch::Device m_device;
    std::size_t m_marks = 0;
    std::array<std::chrono::steady_clock::time_point, kParts + 1> m_times;
    std::vector<c10::Event> m_events; // kParts + 1, on a GPU
};

} // namespace cobench::train
