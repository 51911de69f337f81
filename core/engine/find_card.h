// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/detect/model_card.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cobench::engine {

/// A model card, and where its network lies.
struct FoundCard {
    std::string name; // as on the command line: of the file, without .json
    std::filesystem::path file; // empty: comes with the program
    std::string text;
    detect::ModelCard card;
    std::filesystem::path weights; // empty: in none of the folders
    std::filesystem::path config; // empty: there is none, or it is in none of the folders
};

/// Where models are looked for: `folder` (may be empty), then $XDG_DATA_HOME/cobench/models.
std::vector<std::filesystem::path> modelFolders(const std::filesystem::path& folder);

/// Whether the name of a model is the path of a card.
bool isCardPath(const std::string& name);

/// The card that `name` means: the path of one, or a name in the folders or among the shipped ones. Nothing when
/// there is none of that name; errors of a card that cannot be read.
Result<std::optional<FoundCard>> findCard(
    const std::string& name, const std::vector<std::filesystem::path>& folders);

/// Every card that a name finds, by name. One that cannot be read is told as a warning.
std::vector<FoundCard> listCards(const std::vector<std::filesystem::path>& folders, std::vector<Warning>& warnings);

} // namespace cobench::engine
