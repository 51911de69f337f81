// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json_writer.h"
#include "app/cli/table.h"
#include "core/detect/run_event.h"
#include "core/detect/run_figures.h"

#include <string>

namespace cobench::cli {

// The figures of a detection run as every verb tells them.

/// Members of the object that is open.
void writeFigures(JsonWriter& json, const detect::RunFigures& figures);
void writeEvents(JsonWriter& json, const std::vector<detect::RunEvent>& events);
Table deviceTable(const detect::RunFigures& figures);
std::string figuresText(const detect::RunFigures& figures);

} // namespace cobench::cli
