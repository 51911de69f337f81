// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/commands.h"

#include "ui/pages/reports/phrases.h"

#include <QStringList>

#include <algorithm>

namespace cobench::ui {

namespace {

/// The words of a line that quoted() helped to write.
QStringList unquotedWords(const QString& line)
{
    QStringList words{QString()};
    bool inside = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (c == QLatin1Char('\''))
            inside = !inside;
        else if (c == QLatin1Char('\\') && !inside && i + 1 < line.size())
            words.last() += line[++i];
        else if (c == QLatin1Char(' ') && !inside)
            words << QString();
        else
            words.last() += c;
    }
    return words;
}

} // namespace

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
        .arg(quoted(projectPath), quoted(QString::fromStdString(toString(view))), toQString(name));
}

QString tableCommand(const TableSpec& table, const QString& projectPath)
{
    const std::string_view name = formOf(table.kind).id;
    return QStringLiteral("cobench export %1 --table %2 --out %3.csv")
        .arg(quoted(projectPath), quoted(QString::fromStdString(toString(table))), toQString(name));
}

QString curvesCommand(const CurvesQuery& query, const QString& projectPath)
{
    return exportCommand({.kind = ViewSpec::Kind::Curves, .subject = toString(query)}, projectPath);
}

QString policyCommand(const PolicyQuery& query, const QString& projectPath)
{
    return exportCommand({.kind = ViewSpec::Kind::Policy, .subject = toString(query)}, projectPath);
}

QString reportCommand(const QString& projectPath, const QString& report)
{
    const QString choice = report.isEmpty() ? QString() : QStringLiteral(" --report ") + quoted(report);
    return QStringLiteral("cobench report %1%2 --out report.html").arg(quoted(projectPath), choice);
}

std::optional<ViewSpec> viewOfCommand(const QString& command)
{
    const QStringList words = unquotedWords(command);
    if (words.size() != 7 || words[0] != QStringLiteral("cobench") || words[1] != QStringLiteral("export")
        || words[3] != QStringLiteral("--view"))
        return std::nullopt;
    const auto view = parseView(words[4].toStdString());
    return view ? std::optional(*view) : std::nullopt;
}

} // namespace cobench::ui
