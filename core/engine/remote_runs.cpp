// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_runs.h"

#include <algorithm>

namespace cobench::engine {

namespace {

constexpr std::size_t kScalarsAtOnce = 20000; // about a megabyte, some 60 ms of the engine's time
constexpr std::size_t kNumbersAtOnce = 200000; // of samples

} // namespace

Result<void> RemoteRuns::edit(RunId run, const RunEdit& edit)
{
    if (auto edited = m_client.edit(m_project, run, edit); !edited)
        return std::move(edited).error();
    return {};
}

Result<RunId> RemoteRuns::createRun(const store::RunRow& run)
{
    return m_client.edit(m_project, {}, CreateRun{run});
}

Result<std::vector<RunId>> RemoteRuns::addRuns(const std::vector<store::WholeRun>& runs)
{
    const auto first = m_client.edit(m_project, {}, AddRuns{runs});
    if (!first)
        return first.error();
    std::vector<RunId> ids;
    for (std::size_t i = 0; i < runs.size(); ++i)
        ids.push_back(RunId{first->value + static_cast<std::int64_t>(i)});
    return ids;
}

Result<void> RemoteRuns::setState(RunId run, const std::string& state, const std::string& message)
{
    return edit(run, EndRun{state, message});
}

Result<void> RemoteRuns::append(RunId run,
    const std::vector<store::ScalarRow>& scalars,
    std::vector<store::EventRow>& /*events*/,
    const data::Trace& trace)
{
    for (std::size_t first = 0; first < scalars.size(); first += kScalarsAtOnce) {
        const auto begin = scalars.begin() + static_cast<std::ptrdiff_t>(first);
        const std::size_t count = std::min(kScalarsAtOnce, scalars.size() - first);
        if (auto done = edit(run, AppendToRun{{begin, begin + static_cast<std::ptrdiff_t>(count)}, {}}); !done)
            return done;
    }
    const std::size_t samplesAtOnce
        = std::max<std::size_t>(1, kNumbersAtOnce / std::max<std::size_t>(1, trace.lanes.size()));
    for (std::size_t first = 0; first < trace.times.size(); first += samplesAtOnce) {
        data::Trace part;
        part.lanes = trace.lanes;
        for (std::size_t i = first; i < std::min(first + samplesAtOnce, trace.times.size()); ++i)
            part.add(trace.times[i], trace.sample(i));
        if (auto done = edit(run, AppendToRun{{}, std::move(part)}); !done)
            return done;
    }
    return {};
}

Result<void> RemoteRuns::setText(RunId run, const std::string& key, const std::string& value)
{
    return edit(run, SetRunText{key, value});
}

Result<void> RemoteRuns::deleteRun(RunId run)
{
    return edit(run, DeleteRun{});
}

} // namespace cobench::engine
