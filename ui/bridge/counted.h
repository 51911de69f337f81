// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>

namespace cobench::ui {

/// "1 model", "16 models".
inline QString counted(std::size_t n, const QString& one, const QString& many)
{
    return QLocale().toString(static_cast<qulonglong>(n)) + QLatin1Char(' ') + (n == 1 ? one : many);
}

} // namespace cobench::ui
