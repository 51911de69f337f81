// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/selection_text.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char* text)
{
    return QCoreApplication::translate("SelectionText", text);
}

QString points(double fraction)
{
    return tr("%1 points").arg(fixed(100.0 * fraction, 2));
}

QString numbersOf(const ensemble::Members& members)
{
    return QString::fromStdString(ensemble::toString(members));
}

QString linkTo(const SelectionAnswer& answer, const ensemble::Members& members)
{
    return u"<a href='team:%1'>%2</a>"_s.arg(
        numbersOf(members), teamName(answer.models(), members).toHtmlEscaped());
}

QString costText(const data::ModelCost& cost)
{
    QStringList parts;
    if (cost.parameters)
        parts += tr("%1 parameters").arg(count(static_cast<std::size_t>(*cost.parameters)));
    if (cost.flops)
        parts += tr("%1 FLOPs").arg(count(static_cast<std::size_t>(*cost.flops)));
    if (cost.latencyMs)
        parts += tr("%1 ms").arg(fixed(*cost.latencyMs, 2));
    return parts.isEmpty() ? QString() : u" ("_s + parts.join(u", "_s) + u')';
}

QString pickText(const SelectionAnswer& answer)
{
    const jobs::TeamSelection& selection = answer.selection;
    const jobs::ChosenTeam& team = selection.choice.teams[*selection.pick];
    if (selection.selectedOnReportedData)
        return tr("<b>Most accurate:</b> %1, %2 on %3, the split it was selected on.")
            .arg(linkTo(answer, team.members), percent(team.accuracy), answer.reportSplit.toHtmlEscaped());
    return tr("<b>To use, by %1:</b> %2, %3 there and %4 on %5.")
        .arg(answer.selectSplit.toHtmlEscaped(),
            linkTo(answer, team.members),
            percent(team.accuracy),
            percent(selection.reportAccuracy[*selection.pick]),
            answer.reportSplit.toHtmlEscaped());
}

QString votesText(const SelectionAnswer& answer)
{
    const jobs::ChosenTeam& team = answer.selection.choice.teams.front();
    if (team.votes.empty())
        return {};
    return tr("Votes: %1.").arg(numbersOf(team.votes));
}

QString hindsightText(const SelectionAnswer& answer)
{
    const jobs::TeamSelection& selection = answer.selection;
    if (!selection.hindsight)
        return tr("What hindsight would have chosen is not known: there are too many teams to look at all.");
    const double cost = selection.hindsight->accuracy - selection.reportAccuracy[*selection.pick];
    return tr("<b>In hindsight:</b> %1 has %2 on %3; the choice cost %4.")
        .arg(linkTo(answer, selection.hindsight->members),
            percent(selection.hindsight->accuracy),
            answer.reportSplit.toHtmlEscaped(),
            points(cost));
}

} // namespace

QString chosenText(const SelectionAnswer& answer)
{
    const jobs::TeamChoice& choice = answer.selection.choice;
    return tr("%1 of %2 teams chosen · %3 ms")
        .arg(count(choice.teams.size()),
            count(static_cast<std::size_t>(choice.evaluated)),
            fixed(1000.0 * answer.seconds, answer.seconds < 0.01 ? 1 : 0));
}

QString outcomeText(const SelectionAnswer& answer)
{
    const jobs::TeamSelection& selection = answer.selection;
    if (!selection.pick)
        return {};
    QStringList lines{pickText(answer)};
    if (!selection.selectedOnReportedData)
        lines += tr("<b>Best chosen on %1:</b> %2, %3%4.")
                     .arg(answer.reportSplit.toHtmlEscaped(),
                         linkTo(answer, selection.onReport.best),
                         percent(selection.onReport.max),
                         costText(selection.onReport.bestCost));
    lines += hindsightText(answer);
    lines += votesText(answer);
    lines.removeAll(QString());
    return lines.join(u"<br>"_s);
}

QString notesText(const SelectionAnswer& answer)
{
    QStringList lines;
    for (const std::string& note : answer.selection.choice.notes) {
        QString line = QString::fromStdString(note);
        line[0] = line[0].toUpper();
        lines += line.toHtmlEscaped() + u'.';
    }
    return lines.join(u"<br>"_s);
}

QString bestSoFarText(const ensemble::BestTeam& best, std::size_t samples)
{
    return tr("Best so far <a href='team:%1'>{%1}</a>: %2; another could be better by up to %3.")
        .arg(numbersOf(best.team),
            percent(static_cast<double>(best.right) / static_cast<double>(std::max<std::size_t>(samples, 1))),
            points(best.gap));
}

std::optional<ensemble::Members> teamOfLink(const QString& link)
{
    if (!link.startsWith(u"team:"))
        return std::nullopt;
    ensemble::Members members;
    for (const QString& number : link.mid(5).split(u','))
        members.push_back(number.toUInt());
    return members;
}

} // namespace cobench::ui
