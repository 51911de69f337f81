// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/view_spec.h"

#include <span>
#include <string>
#include <string_view>

namespace cobench::ui {

/// "… is not right; write FORM", of the view `text`.
Error viewUsage(std::string_view text, std::string detail, std::string_view form);

/// The fields of a view of a pool behind the split, into `view`, whose kind is known. `fields` are pieces of
/// `text`.
Result<void> readViewFields(std::string_view text, std::span<const std::string_view> fields, ViewSpec& view);
/// What differs from the defaults, each field behind a ':', as readViewFields() reads it.
std::string viewFields(const ViewSpec& view);

} // namespace cobench::ui
