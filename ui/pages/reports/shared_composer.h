// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/block_composer.h"

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>

namespace cobench::ui {

/// A project opened once more, to be read by workers: its arrays are verified once, however often blocks are worked
/// out. Any thread; one caller at a time is let in.
class SharedComposer
{
public:
    explicit SharedComposer(std::filesystem::path project)
        : m_project(std::move(project))
    {
    }

    /// `pools` is the number of times that the pools have changed.
    template <typename T>
    Result<T> use(std::uint64_t pools, const std::function<Result<T>(BlockComposer&)>& work)
    {
        const std::lock_guard lock(m_mutex);
        if (const auto ready = prepare(pools); !ready)
            return ready.error();
        return work(*m_composer);
    }

private:
    Result<void> prepare(std::uint64_t pools);

    const std::filesystem::path m_project;
    std::mutex m_mutex; // guards all below
    std::optional<ReportSource> m_source;
    std::optional<BlockComposer> m_composer;
    std::uint64_t m_pools = 0;
};

} // namespace cobench::ui
