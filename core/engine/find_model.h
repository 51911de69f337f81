// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/detect/model_request.h"

#include <string>

namespace cobench::engine {

/// What the process that runs the built-in model `name` is handed. Usage for a name that is not known; NotFound
/// names the folders in which OpenCV's cascades were looked for.
Result<detect::ModelRequest> findModel(const std::string& name);

} // namespace cobench::engine
