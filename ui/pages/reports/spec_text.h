// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cobench::ui {

// The text forms of views and tables are fields with ':' between them; in a name ':' is written %3A, '%' %25. A
// field may be a list with ',' between its names, in which ',' is written %2C.

std::string escapedField(std::string_view name);
std::string unescapedField(std::string_view text);
std::string escapedList(const std::vector<std::string>& names);
/// At least one name.
std::vector<std::string> unescapedList(std::string_view text);
/// Pieces of `text`, still escaped. At least one.
std::vector<std::string_view> specFields(std::string_view text);

} // namespace cobench::ui
