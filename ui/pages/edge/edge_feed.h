// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/progress.h"
#include "core/detect/run_event.h"
#include "core/detect/run_figures.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace cobench::ui {

/// Outcomes a session keeps: an hour at 14 frames/s.
inline constexpr std::size_t kMostOutcomes = 50000;

/// What a run tells the window. The run hands over outcomes without waiting: of pictures only the newest is kept,
/// so that watching costs it next to nothing. Thread-safe, but for what the run's own thread does.
class EdgeFeed
{
public:
    struct Fresh {
        std::vector<detect::Outcome> outcomes; // since the last time, without pictures; the newest kMostOutcomes
        std::vector<detect::RunEvent> events; // since the last time
        std::vector<std::string> refusals; // likewise: why devices that were added did not join
        std::optional<detect::RunFigures> figures; // of the run so far
        std::optional<detect::Outcome> pictured; // the newest frame, with its picture
        std::optional<ProgressState> progress;
        std::optional<std::string> links; // what those to other machines do, a line for each
        std::optional<bool> isPaused; // somebody made it wait, or go on
    };

    explicit EdgeFeed(std::vector<std::string> devices)
        : m_collector(std::move(devices))
    {
    }

    /// By the run's thread, in frame order; it is the newest frame, too.
    void take(const detect::Outcome& outcome);
    /// Likewise where the newest frame is told apart, by show(), and tellFigures() is called when there are no
    /// frames.
    void note(const detect::Outcome& outcome);
    void show(const detect::Outcome& newest);
    /// Those that were not told yet, when it is time; the last ones, at once.
    void tellFigures();
    void tellLastFigures();
    /// By the run's thread, before the outcomes it bears on.
    void take(const detect::RunEvent& event);
    void refuse(const std::string& why);
    void setPaused(bool isPaused);
    void tellLinks(const std::string& lines);
    void setProgress(const ProgressState& state);

    /// By the window.
    Fresh drain();

private:
    detect::FigureCollector m_collector; // the run's thread only
    std::chrono::steady_clock::time_point m_told; // likewise
    bool m_isUntold = false; // likewise
    std::mutex m_mutex; // guards what follows
    Fresh m_fresh;
};

} // namespace cobench::ui
