// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace cobench::ui {

/// What a person does to a run, on its way to wherever that runs; what comes before the run does waits for it.
/// Thread-safe.
class EdgeSteering
{
public:
    using Target = std::function<void(const std::string&)>;

    /// As engine::DetectionJob::steer() takes it.
    void steer(std::string text)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_target)
            m_target(text);
        else
            m_waiting.push_back(std::move(text));
    }
    /// What waits, where nothing is called.
    std::vector<std::string> take()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_waiting, {});
    }
    /// Called at once, on the thread of steer(); must not block. Empty: nothing is called any more.
    void setTarget(Target target)
    {
        const std::scoped_lock lock(m_mutex);
        m_target = std::move(target);
        if (m_target)
            for (const std::string& text : std::exchange(m_waiting, {}))
                m_target(text);
    }

private:
    std::mutex m_mutex; // guards what follows
    Target m_target;
    std::vector<std::string> m_waiting;
};

} // namespace cobench::ui
