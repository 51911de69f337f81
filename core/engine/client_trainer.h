// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"
#include "core/jobs/run_trainer.h"

#include <filesystem>

namespace cobench::engine {

/// Studies' runs through a client, kept in one project. One thread; the client must outlive it.
class ClientTrainer final : public jobs::RunTrainer
{
public:
    ClientTrainer(Client& client, std::filesystem::path project);

    Result<std::vector<jobs::TrainingEnd>> train(const std::vector<jobs::TrainingTask>& tasks,
        const std::string& batch,
        const Hear& hear,
        Progress& progress,
        const CancelToken& cancel) override;
    Result<std::shared_ptr<const data::Pool>> predictions(RunId run) override;
    Result<std::uint64_t> iterationsPerEpoch(const train::TrainConfig& config) override;

private:
    Client& m_client;
    std::filesystem::path m_project;
};

} // namespace cobench::engine
