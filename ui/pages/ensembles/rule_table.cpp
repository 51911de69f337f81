// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/rule_table.h"

#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/team_figure.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

struct Header {
    QString title;
    QString help;
};

Header headerOf(int column)
{
    switch (column) {
    case RuleTable::RuleColumn:
        return {RuleTable::tr("Rule"),
            RuleTable::tr("How the members' answers become the team's. Weights and temperature come from the "
                          "selection split.")};
    case RuleTable::AccuracyColumn:
        return {RuleTable::tr("Accuracy [%]"),
            RuleTable::tr("Share of the report split's samples the team gets right, abstained = wrong; 0 … 100, "
                          "higher is better.")};
    case RuleTable::IntervalColumn:
        return {RuleTable::tr("95 % interval"),
            RuleTable::tr("Percentile bootstrap of the accuracy over samples, 1,000 draws.")};
    case RuleTable::SelectionColumn:
        return {RuleTable::tr("Selection [%]"),
            RuleTable::tr("Accuracy on the selection split, by which a rule may be chosen. For stacking it is the "
                          "accuracy on what it was fitted on.")};
    case RuleTable::Top5Column:
        return {RuleTable::tr("Top-5 [%]"), RuleTable::tr("The truth is among the five most probable classes.")};
    case RuleTable::NllColumn:
        return {RuleTable::tr("NLL"),
            RuleTable::tr("Negative log likelihood, mean of −log p(truth) with p at least 1e-12; 0 …, lower is "
                          "better.")};
    case RuleTable::EceColumn:
        return {RuleTable::tr("ECE"),
            RuleTable::tr("Expected calibration error over 15 bins of the highest probability; 0 … 1, lower is "
                          "better.")};
    case RuleTable::CoverageColumn:
        return {RuleTable::tr("Coverage [%]"), RuleTable::tr("Share of the samples that the rule answers.")};
    case RuleTable::RescuedColumn:
        return {RuleTable::tr("Rescued"), RuleTable::tr("Samples: the team is right, its best member is wrong.")};
    case RuleTable::LostColumn:
        return {RuleTable::tr("Lost"), RuleTable::tr("Samples: the team is wrong, its best member is right.")};
    case RuleTable::PColumn:
        return {u"p"_s,
            RuleTable::tr(
                "McNemar's test, exact: how likely so uneven a split of rescued and lost is when team and "
                "best member are equally good.")};
    default:
        return {RuleTable::tr("Note"), {}};
    }
}

/// Percent with two decimals.
QString share(double value)
{
    return fixed(100.0 * value, 2);
}

QString pText(double p)
{
    return p < 0.001 ? QString::number(p, 'e', 1) : fixed(p, 3);
}

} // namespace

RuleTable::RuleTable(QObject* parent)
    : QAbstractTableModel(parent)
{
}

int RuleTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_answer ? 0 : static_cast<int>(m_answer->detail.rules.size());
}

int RuleTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

void RuleTable::setAnswer(std::shared_ptr<const TeamDetailAnswer> answer)
{
    beginResetModel();
    m_answer = std::move(answer);
    m_best = 0.0;
    for (int row = 0; row < rowCount(); ++row)
        if (!at(row).unavailable)
            m_best = std::max(m_best, at(row).report.accuracy);
    endResetModel();
}

bool RuleTable::isBest(int row) const
{
    return !at(row).unavailable && at(row).report.accuracy == m_best;
}

QString RuleTable::note(const jobs::RuleFigures& row) const
{
    if (row.unavailable)
        return QString::fromStdString(row.unavailable->detail);
    if (row.rule.stacking && !row.rule.stacking->hasConverged())
        return tr("the fit has not converged");
    if (row.rule.rule == ensemble::Consensus::Plurality || row.rule.rule == ensemble::Consensus::WeightedPlurality
        || row.rule.rule == ensemble::Consensus::Majority)
        return tr("counts votes: no top-5, NLL, ECE");
    if (std::isnan(row.report.nll))
        return tr("a weight is negative: no top-5, NLL, ECE");
    return {};
}

double RuleTable::figure(const jobs::RuleFigures& row, int column) const
{
    switch (row.unavailable ? static_cast<int>(NoteColumn) : column) {
    case AccuracyColumn:
        return row.report.accuracy;
    case IntervalColumn:
        return 0.5 * (row.accuracy.high - row.accuracy.low);
    case SelectionColumn:
        return row.selectionAccuracy;
    case Top5Column:
        return row.report.top5;
    case NllColumn:
        return row.report.nll;
    case EceColumn:
        return row.report.ece;
    case CoverageColumn:
        return row.report.coverage;
    case RescuedColumn:
        return static_cast<double>(row.report.againstBest.rescued);
    case LostColumn:
        return static_cast<double>(row.report.againstBest.lost);
    case PColumn:
        return row.report.againstBest.p;
    default:
        return std::nan("");
    }
}

QString RuleTable::text(const jobs::RuleFigures& row, int column) const
{
    if (column == RuleColumn)
        return ruleName(row.rule);
    if (column == NoteColumn)
        return note(row);
    const double value = figure(row, column);
    if (std::isnan(value))
        return u"–"_s;
    switch (column) {
    case IntervalColumn:
        return u"%1 … %2"_s.arg(share(row.accuracy.low), share(row.accuracy.high));
    case NllColumn:
    case EceColumn:
        return fixed(value, 4);
    case RescuedColumn:
    case LostColumn:
        return count(static_cast<std::size_t>(value));
    case PColumn:
        return pText(value);
    default:
        return share(value);
    }
}

QVariant RuleTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const jobs::RuleFigures& row = at(index.row());
    const bool isText = index.column() == RuleColumn || index.column() == NoteColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case ValueRole:
        return isText ? QVariant(text(row, index.column())) : QVariant(figure(row, index.column()));
    case Qt::ToolTipRole:
        return row.unavailable ? QVariant(QString::fromStdString(describe(*row.unavailable))) : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(isBest(index.row()));
        return font;
    }
    case Qt::ForegroundRole:
        return row.unavailable ? QVariant(QGuiApplication::palette().color(QPalette::Disabled, QPalette::Text))
                               : QVariant();
    case Qt::AccessibleDescriptionRole:
        return row.unavailable    ? tr("unavailable: %1").arg(note(row))
            : isBest(index.row()) ? QVariant(tr("most accurate"))
                                  : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant RuleTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const bool isText = section == RuleColumn || section == NoteColumn;
    switch (role) {
    case Qt::DisplayRole:
        return headerOf(section).title;
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return headerOf(section).help;
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

} // namespace cobench::ui
