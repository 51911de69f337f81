// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rank_table.h"

#include "core/lr/policy_text.h"
#include "ui/models/heading.h"
#include "ui/pages/reports/phrases.h"

#include <QFont>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString titleOf(int column)
{
    switch (column) {
    case RankTable::PolicyColumn:
        return RankTable::tr("Policy");
    case RankTable::StateColumn:
        return RankTable::tr("State");
    case RankTable::ReachedColumn:
        return RankTable::tr("Reached");
    case RankTable::GapColumn:
        return RankTable::tr("Best − this");
    case RankTable::TestColumn:
        return RankTable::tr("p");
    case RankTable::SensitivityColumn:
        return RankTable::tr("Sensitivity");
    default:
        return metricTitle(*RankTable::metricOf(column));
    }
}

QString headerHelp(int column)
{
    switch (column) {
    case RankTable::PolicyColumn:
        return RankTable::tr("The function of the learning rate; its text stands in the tooltip of each row");
    case RankTable::StateColumn:
        return RankTable::tr("Front: no other policy that was trained to its end is better in what the ranking is "
                             "by and costs less");
    case RankTable::ReachedColumn:
        return RankTable::tr("Seeds that reached the target accuracy within the iterations asked for");
    case RankTable::GapColumn:
        return RankTable::tr("Mean difference of the first policy and this one over the seeds they share, in what "
                             "the ranking is by");
    case RankTable::TestColumn:
        return RankTable::tr("Student's paired t test of that difference, two-sided; 0 … 1. Below 0.05 the two "
                             "policies are called different.");
    case RankTable::SensitivityColumn:
        return RankTable::tr(
            "Largest loss of test accuracy at 0.1, 0.5, 5 or 10 times the rates, as a share of the "
            "accuracy with its own; 0 … 100 %, lower is more robust");
    default:
        return metricHelp(*RankTable::metricOf(column))
            + RankTable::tr(" Mean over the seeds ± half its 95 % interval by Student's t. A click ranks by it.");
    }
}

QString nameOfState(const std::string& state)
{
    return state.empty()       ? RankTable::tr("queued")
        : state == "cancelled" ? RankTable::tr("stopped")
                               : toQString(state);
}

} // namespace

const jobs::RankMetric* RankTable::metricOf(int column)
{
    return column >= FirstMetric ? &jobs::rankMetrics()[static_cast<std::size_t>(column - FirstMetric)] : nullptr;
}

int RankTable::columnOf(const jobs::RankMetric& metric)
{
    return FirstMetric + static_cast<int>(&metric - jobs::rankMetrics().data());
}

void RankTable::setRanking(const jobs::Ranking& ranking, const RankView& view)
{
    beginResetModel();
    m_ranking = ranking;
    m_view = view;
    endResetModel();
}

int RankTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ranking.policies.size());
}

int RankTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstMetric + static_cast<int>(jobs::rankMetrics().size());
}

QString RankTable::stateOf(const jobs::RankedPolicy& policy) const
{
    if (policy.isFinished)
        return policy.isOnFront ? tr("finished, front") : tr("finished");
    const auto is
        = [](const char* state) { return [state](const jobs::RankedRun& run) { return run.state == state; }; };
    for (const char* state : {"failed", "running"})
        if (std::ranges::any_of(policy.runs, is(state)))
            return nameOfState(state);
    return policy.runs.empty() ? QString() : nameOfState(policy.runs.front().state);
}

QString RankTable::text(const jobs::RankedPolicy& policy, int column) const
{
    const study::PairedTest& test = policy.againstBest;
    switch (column) {
    case PolicyColumn:
        return shortName(policy);
    case StateColumn:
        return stateOf(policy);
    case ReachedColumn:
        return std::isnan(m_view.target)
            ? u"–"_s
            : tr("%1 of %2").arg(policy.reachedWithin(m_view.within)).arg(policy.runs.size());
    case GapColumn:
        return test.n == 0 ? u"–"_s : meanText(*m_view.order.by, {.n = test.n, .mean = test.difference});
    case TestColumn:
        return std::isnan(test.p) ? u"–"_s : test.p < 0.001 ? u"< 0.001"_s : QString::number(test.p, 'f', 3);
    case SensitivityColumn:
        return percent(policy.sensitivity(), 1);
    default:
        return meanText(*metricOf(column), policy.mean(*metricOf(column)));
    }
}

QString RankTable::helpOf(const jobs::RankedPolicy& policy, int column) const
{
    QStringList lines;
    if (column == PolicyColumn)
        lines << toQString(lr::format(policy.schedule));
    for (const jobs::RankedRun& run : policy.runs) {
        const QString what = column == StateColumn ? nameOfState(run.state) + u' ' + toQString(run.message)
            : metricOf(column) ? meanText(*metricOf(column), {.n = 1, .mean = metricOf(column)->valueOf(run)})
                               : QString();
        if (!what.isEmpty())
            lines << tr("Seed %1: %2").arg(run.seed).arg(what.trimmed());
    }
    if (column == SensitivityColumn)
        for (const jobs::ScaledRun& scaled : policy.scaled)
            lines << tr("× %1: %2").arg(scaled.scale).arg(percent(scaled.run.test.accuracy));
    return lines.join(u'\n');
}

QVariant RankTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const jobs::RankedPolicy& policy = m_ranking.policies[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(policy, index.column());
    case Qt::ToolTipRole:
        return helpOf(policy, index.column());
    case Qt::FontRole:
        if (metricOf(index.column()) != m_view.order.by)
            return {};
        {
            QFont font;
            font.setBold(true);
            return font;
        }
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() <= StateColumn ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant RankTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    return heading(role, titleOf(section), headerHelp(section), section <= StateColumn);
}

} // namespace cobench::ui
