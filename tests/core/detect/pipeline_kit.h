// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/pipeline.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>

namespace cobench::test {

/// What detectors and sources wait on that work until they are interrupted. Thread-safe.
class Interruption
{
public:
    void interrupt()
    {
        const std::lock_guard lock(m_mutex);
        m_hasCome = true;
        m_changed.notify_all();
    }
    void wait()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_hasCome; });
    }
    /// Whether it came within that time.
    bool waitFor(std::chrono::milliseconds time)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, time, [this] { return m_hasCome; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_hasCome = false;
};

/// `frames` frames without pictures.
class CountedSource final : public detect::FrameSource
{
public:
    explicit CountedSource(std::uint64_t frames)
        : m_frames(frames)
    {
    }

    Result<std::optional<detect::SourcedFrame>> next() override
    {
        if (m_given == m_frames)
            return std::optional<detect::SourcedFrame>();
        const std::uint64_t number = m_given++;
        detect::SourcedFrame frame;
        if (broken.contains(number))
            frame.broken = detect::DropCause::Decode;
        if (readTime)
            frame.readTime = readTime(number);
        return std::optional(std::move(frame));
    }
    std::uint64_t given() const { return m_given; }

    std::set<std::uint64_t> broken;
    std::function<detect::Time(std::uint64_t frame)> readTime;

private:
    std::uint64_t m_frames;
    std::uint64_t m_given = 0;
};

/// Finds one box in every frame, at x = the frame's number; fails at the frames that are said.
class NumberDetector final : public detect::Detector
{
public:
    explicit NumberDetector(std::set<std::uint64_t> failsAt = {})
        : m_failsAt(std::move(failsAt))
    {
    }
    Result<detect::SharedDetections> detect(const detect::Frame& frame) override
    {
        if (m_failsAt.erase(frame.number) > 0)
            return Error{.code = ErrorCode::Disconnected, .subject = "frame " + std::to_string(frame.number)};
        return std::make_shared<const data::Detections>(
            data::Detections{{.box = {.x = static_cast<double>(frame.number)}, .score = 1.0}});
    }

private:
    std::set<std::uint64_t> m_failsAt;
};

inline detect::Device emulated(const detect::Emulation& emulation)
{
    return {.name = "emulated",
        .detector = std::make_unique<NumberDetector>(),
        .emulation = emulation,
        .startRate = emulation.rate};
}

inline std::vector<detect::Device> emulatedDevices(const std::vector<double>& rates, double jitter = 0.0)
{
    std::vector<detect::Device> devices;
    for (const double rate : rates)
        devices.push_back(emulated({.rate = rate, .jitter = jitter}));
    return devices;
}

/// Each finds the box of NumberDetector, at once.
inline std::vector<detect::Device> instantDevices(std::size_t count)
{
    std::vector<detect::Device> devices;
    for (std::size_t i = 0; i < count; ++i)
        devices.push_back({.name = "null", .detector = std::make_unique<NumberDetector>()});
    return devices;
}

inline bool isInOrder(const std::vector<detect::Outcome>& outcomes)
{
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i].number != i)
            return false;
    return true;
}

struct FinishedRun {
    detect::PipelineResult result;
    std::vector<detect::Outcome> outcomes;

    double droppedShare() const
    {
        const auto& counts = result.figures.counts;
        return static_cast<double>(counts.droppedInAll()) / static_cast<double>(counts.read);
    }
};

using Runner = decltype(detect::runSimulated);

inline Result<FinishedRun> runPipeline(Runner& run,
    detect::FrameSource& source,
    std::vector<detect::Device>& devices,
    const detect::PipelineConfig& config)
{
    Progress progress;
    std::vector<detect::Outcome> outcomes;
    auto result = run(source,
        devices,
        config,
        [&](const detect::Outcome& outcome) { return outcomes.push_back(outcome), Result<void>(); },
        progress,
        {});
    if (!result)
        return std::move(result).error();
    return FinishedRun{std::move(*result), std::move(outcomes)};
}

} // namespace cobench::test
