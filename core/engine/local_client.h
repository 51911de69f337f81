// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"
#include "core/train/group_place.h"

#include <filesystem>
#include <optional>

namespace cobench::engine {

/// cobench-trainer beside the running program, else in ../libexec/cobench; empty when it is not installed.
std::filesystem::path trainerProgram();
/// The same where work cannot go on without: NotFound, with what to install.
Result<std::filesystem::path> findTrainer();

/// A Client without an engine service: the runs are this process's own and end with it, as interrupted. Works
/// without gRPC. Locked when an engine owns the project's runs. With a group the runs are led, each with the other
/// members.
std::unique_ptr<Client> makeLocalClient(const std::filesystem::path& trainer,
    unsigned cores,
    const std::optional<train::GroupPlace>& group = std::nullopt);

} // namespace cobench::engine
