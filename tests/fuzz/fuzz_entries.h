// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

/// What one execution of a fuzz target does with its input. The replay test calls the same functions. They must
/// come back; what they find out about the input does not matter.
namespace cobench::fuzz {

using Input = std::span<const std::byte>;

/// A whole .pt file, or else a bare pickle whose storages all hold the same few bytes.
void readTorch(Input input);
/// A whole .npy or .npz file.
void readNumpy(Input input);
/// A prediction CSV, compressed or not, or else a pool.json.
void readText(Input input);
/// A project file, opened for reading and then for writing in `folder`, which must be empty and stay alive.
void openProject(Input input, const std::filesystem::path& folder);

} // namespace cobench::fuzz
