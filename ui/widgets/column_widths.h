// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace cobench::ui {

/// Widens columns until their headings fit with the style's padding, which Qt's own measure leaves out.
void widenForHeadings(QTableView& view);

} // namespace cobench::ui
