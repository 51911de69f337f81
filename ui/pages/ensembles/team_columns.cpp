// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_columns.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>
#include <limits>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using enum TeamColumns::Column;

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

QString tr(const char* text)
{
    return QCoreApplication::translate("TeamTable", text);
}

} // namespace

bool isMetric(int column)
{
    return column >= FirstMetricColumn;
}

ensemble::Metric metricOf(int column)
{
    return ensemble::kAllMetrics[static_cast<std::size_t>(column - FirstMetricColumn)];
}

QString columnTitle(int column, bool asScore)
{
    switch (column) {
    case NumbersColumn:
        return tr("Team");
    case NamesColumn:
        return tr("Members");
    case SizeColumn:
        return tr("Size");
    case AccuracyColumn:
        return tr("Accuracy [%]");
    case BestMemberColumn:
        return tr("Best member [%]");
    case GainColumn:
        return tr("Gain [points]");
    default:
        break;
    }
    const QString id = idOf(metricOf(column));
    return asScore && ensemble::info(metricOf(column)).lowIsDiverse ? u"1 − "_s + id : id;
}

QString columnHelp(int column)
{
    switch (column) {
    case NumbersColumn:
        return tr("Numbers of the members, as on the command line.");
    case AccuracyColumn:
        return tr("Share of all samples of the split that the team's consensus gets right.");
    case BestMemberColumn:
        return tr("Accuracy of the team's most accurate member.");
    case GainColumn:
        return tr("Accuracy of the team minus that of its best member, in percentage points.");
    default:
        return isMetric(column) ? metricHelp(metricOf(column)).text() : QString();
    }
}

double columnValue(const TeamsAnswer& answer, bool asScore, std::uint32_t team, int column)
{
    const ensemble::TeamScores& scores = answer.teams.scores;
    if (isMetric(column)) {
        const double raw = scores.rawValue(static_cast<std::size_t>(column - FirstMetricColumn), team);
        return asScore ? ensemble::diversityScore(metricOf(column), raw) : raw;
    }
    const double accuracy = 100.0 * scores.accuracyValue(0, team);
    const double best = 100.0 * answer.teams.bestMember[team];
    switch (column) {
    case SizeColumn:
        return static_cast<double>(answer.teams.sizeOf(team));
    case AccuracyColumn:
        return accuracy;
    case BestMemberColumn:
        return best;
    case GainColumn:
        return accuracy - best;
    default:
        return kNothing;
    }
}

QString columnText(const TeamsAnswer& answer, bool asScore, std::uint32_t team, int column)
{
    if (column == NumbersColumn)
        return QString::fromStdString(ensemble::toString(answer.teams.scores.members(team)))
            .replace(u","_s, u", "_s);
    if (column == NamesColumn)
        return teamName(answer.subject.models(), answer.teams.scores.members(team));
    const double value = columnValue(answer, asScore, team, column);
    if (std::isnan(value))
        return tr("undefined");
    const int decimals = column == SizeColumn ? 0 : isMetric(column) ? 4 : 2;
    const QString number = QLocale().toString(value, 'f', decimals);
    return column == GainColumn && value > 0.0 ? u'+' + number : number;
}

} // namespace cobench::ui
