// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace cobench::ui {

/// What people call a recorded quantity: "Accuracy, val" for "val/accuracy". Its own name when it is not known.
QString quantityTitle(std::string_view tag);
/// The same with its unit, for an axis.
QString quantityAxis(std::string_view tag);
/// Formula, range and which direction is better; empty when it is not known.
QString quantityHelp(std::string_view tag);
/// What people call a key of a configuration, or a column such as "seconds".
QString columnTitle(std::string_view key);

} // namespace cobench::ui
