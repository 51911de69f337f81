// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/figure_help.h"

#include "ui/models/member_table.h"

#include <QCoreApplication>

namespace cobench::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FigureHelp", text);
}

QString higher()
{
    return tr("Higher is better.");
}

QString lower()
{
    return tr("Lower is better.");
}

} // namespace

QString FigureHelp::text() const
{
    QString text = QStringLiteral("<b>%1</b><br>%2").arg(title.toHtmlEscaped(), meaning.toHtmlEscaped());
    if (!formula.isEmpty())
        text += QStringLiteral("<br><code>%1</code>").arg(formula.toHtmlEscaped());
    for (const QString& line : {range, direction})
        if (!line.isEmpty())
            text += QStringLiteral("<br>") + line.toHtmlEscaped();
    return text;
}

FigureHelp memberColumnHelp(int column)
{
    switch (column) {
    case MemberTable::IndexColumn:
        return {tr("#"),
            tr("Number of the model in teams and on the command line; follows the order of this table."),
            {},
            {},
            {}};
    case MemberTable::NameColumn:
        return {tr("Model"), tr("Double click or F2 renames."), {}, {}, {}};
    case MemberTable::AccuracyColumn:
        return {tr("Accuracy [%]"),
            tr("Share of samples whose most probable class is the true one."),
            tr("right / N × 100"),
            tr("Range 0 … 100."),
            higher()};
    case MemberTable::Top5Column:
        return {tr("Top-5 [%]"),
            tr("Share of samples whose true class is among the five most probable ones."),
            tr("|{n : rank of truth ≤ 5}| / N × 100"),
            tr("Range 0 … 100. Needs probabilities."),
            higher()};
    case MemberTable::NllColumn:
        return {tr("NLL"),
            tr("Negative log likelihood of the truth, natural logarithm."),
            tr("−1/N Σ ln p(truth), p clamped to [1e-12, 1]"),
            tr("Range 0 … 27.6. Needs probabilities."),
            lower()};
    case MemberTable::EceColumn:
        return {tr("ECE"),
            tr("Expected calibration error: how far confidence is from accuracy, on 15 bins of equal width."),
            tr("Σ_b n_b/N |accuracy_b − confidence_b|"),
            tr("Range 0 … 1. Needs probabilities."),
            lower()};
    case MemberTable::ErrorsColumn:
        return {tr("Errors"), tr("Samples the model gets wrong."), tr("N − right"), tr("Range 0 … N."), lower()};
    case MemberTable::ParametersColumn:
        return {
            tr("Parameters"), tr("Trainable numbers of the model, where pool.json or the run tells."), {}, {}, {}};
    case MemberTable::LatencyColumn:
        return {tr("Latency [ms]"), tr("Time for one sample, where pool.json tells."), {}, {}, lower()};
    default:
        return {};
    }
}

} // namespace cobench::ui
