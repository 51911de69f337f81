// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

#include <functional>
#include <vector>

namespace cobench::ui {

struct PageEntry {
    QString id; // for settings and sessions; never shown
    QString title;
    QString icon;
    std::function<Page*(const PageContext&, QWidget* parent)> make;
};

/// The pages in the order of the left edge. A new page is one more line here.
std::vector<PageEntry> pageList();

} // namespace cobench::ui
