// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/commands.h"

#include <algorithm>

namespace cobench::ui {

QString quoted(const QString& word)
{
    const auto isPlain = [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || QStringLiteral("_-+=:,./@%").contains(c);
    };
    if (!word.isEmpty() && std::all_of(word.begin(), word.end(), isPlain))
        return word;
    QString inside = word;
    inside.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + inside + QLatin1Char('\'');
}

QString exportCommand(const ViewSpec& view, const QString& projectPath)
{
    const std::string_view name = formOf(view.kind).id;
    return QStringLiteral("cobench export %1 --view %2 --out %3.svg")
        .arg(quoted(projectPath),
            quoted(QString::fromStdString(toString(view))),
            QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
}

QString reportCommand(const QString& projectPath)
{
    return QStringLiteral("cobench report %1 --out report.html").arg(quoted(projectPath));
}

} // namespace cobench::ui
