// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/report_document.h"

#include "ui/pages/reports/phrases.h"

#include <QRegularExpression>

namespace cobench::ui {

QStringList paragraphsOf(const QString& text)
{
    static const QRegularExpression kBlankLines(QStringLiteral("\\n\\s*\\n"));
    static const QRegularExpression kPercent(QStringLiteral("(?<=\\d) (?=%)")); // stays on the line of its number
    QStringList paragraphs;
    for (const QString& paragraph : text.split(kBlankLines, Qt::SkipEmptyParts))
        if (const QString trimmed = paragraph.trimmed(); !trimmed.isEmpty())
            paragraphs << QString(trimmed).replace(kPercent, QString(QChar::Nbsp));
    return paragraphs;
}

QString originOf(
    std::size_t samples, const std::string& split, const std::string& dataHash, std::optional<std::uint64_t> seed)
{
    QStringList parts{QStringLiteral("n = %1").arg(count(samples)),
        QStringLiteral("split %1").arg(QString::fromStdString(split))};
    parts << (seed ? QStringLiteral("seed %1").arg(*seed) : QStringLiteral("no seed"));
    parts << QStringLiteral("data %1").arg(QString::fromStdString(dataHash.substr(0, 12)));
    return parts.join(QStringLiteral(" · "));
}

QString originOf(const FigureData& figure)
{
    return originOf(figure.samples, figure.split.toStdString(), figure.dataHash.toStdString(), figure.seed);
}

QString provenance(const QString& origin, const ReportDocument& document)
{
    return QStringLiteral("%1 · CoBench %2 · %3")
        .arg(origin, document.version, document.madeAt.toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'")));
}

} // namespace cobench::ui
