// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client_trainer.h"

#include <functional>
#include <memory>

namespace cobench::ui {

/// Called on a worker; may take seconds.
using MakeTrainer = std::function<Result<std::unique_ptr<jobs::RunTrainer>>()>;
/// Called on the GUI thread when a study begins: the trainer of the project that is open then.
using PrepareTrainer = std::function<MakeTrainer()>;

/// A study's trainer with a connection of its own to the engine. One thread, which may be a worker.
class EngineTrainer final : public jobs::RunTrainer
{
public:
    EngineTrainer(std::unique_ptr<engine::Client> client, const std::filesystem::path& project)
        : m_client(std::move(client))
        , m_trainer(*m_client, project)
    {
    }

    Result<std::vector<jobs::TrainingEnd>> train(const std::vector<jobs::TrainingTask>& tasks,
        const std::string& batch,
        const Hear& hear,
        Progress& progress,
        const CancelToken& cancel) override
    {
        return m_trainer.train(tasks, batch, hear, progress, cancel);
    }
    Result<std::shared_ptr<const data::Pool>> predictions(RunId run) override { return m_trainer.predictions(run); }
    Result<std::uint64_t> iterationsPerEpoch(const train::TrainConfig& config) override
    {
        return m_trainer.iterationsPerEpoch(config);
    }

private:
    std::unique_ptr<engine::Client> m_client;
    engine::ClientTrainer m_trainer;
};

} // namespace cobench::ui
