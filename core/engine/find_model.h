// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/detect/model_request.h"

#include <filesystem>
#include <string>

namespace cobench::engine {

/// What the process that runs a model is handed. `name`: a built-in model, the path of a model card (with a slash,
/// or ending with .json), or the name of a card in `folder` or of those that are shipped. Weights lie beside the
/// card, in `folder` (may be empty) or in $XDG_DATA_HOME/cobench/models. Usage for a name that is not known;
/// NotFound names the folders that were looked in.
Result<detect::ModelRequest> findModel(const std::string& name, const std::filesystem::path& folder = {});

} // namespace cobench::engine
