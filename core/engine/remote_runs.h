// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"

#include <filesystem>

namespace cobench::engine {

/// Hands what a run recorded to the engine that owns the project's runs, in pieces that keep it answering. Events
/// are the engine's own: those given to append() are not taken.
class RemoteRuns final : public store::RunWriter
{
public:
    /// The client must outlive it.
    RemoteRuns(Client& client, std::filesystem::path project)
        : m_client(client)
        , m_project(std::move(project))
    {
    }
    Result<RunId> createRun(const store::RunRow& run) override;
    Result<std::vector<RunId>> addRuns(const std::vector<store::WholeRun>& runs) override;
    Result<void> setState(RunId run, const std::string& state, const std::string& message) override;
    using RunWriter::append;
    Result<void> append(RunId run,
        const std::vector<store::ScalarRow>& scalars,
        std::vector<store::EventRow>& events,
        const data::Trace& trace) override;
    Result<void> setText(RunId run, const std::string& key, const std::string& value) override;
    Result<void> deleteRun(RunId run) override;

private:
    Result<void> edit(RunId run, const RunEdit& edit);

    Client& m_client;
    std::filesystem::path m_project;
};

} // namespace cobench::engine
