// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/convention_table.h"

#include <array>
#include <vector>

namespace cobench::ui {

namespace {

using Row = std::array<QString, ConventionTable::ColumnCount>;

const std::vector<Row>& rows()
{
    const auto tr = [](const char* text) { return ConventionTable::tr(text); };
    static const std::vector<Row> all{
        {tr("Yule's Q of a pair with 0/0"),
            tr("Counts as 0, as if the two were independent."),
            tr("Undefined, left out of the mean."),
            tr("On a member's errors every pair with that member is 0/0: reference focal Q of a team of L is "
               "smaller "
               "by (L − 2)/L, and 0 for every pair.")},
        {tr("Correlation coefficient of a member that is all right or all wrong"),
            tr("2.2e-16, from epsilons added to numerator, denominator and result."),
            tr("Undefined."),
            tr("Pairs without information no longer look independent.")},
        {tr("Weights of the members in FQ"),
            tr("argsort of the accuracies, taken for ranks; the one at 0 has no say."),
            tr("The rank itself, 1 … L; equal or accuracy weights on request."),
            tr("The published weights are wrong for 33 % of the orders of three members, 78 % of five.")},
        {tr("Axes of 2-means"),
            tr("Accuracy in percent against a metric within 0 … 1."),
            tr("Both standardised."),
            tr("Accuracy alone decides the published clusters.")},
        {tr("Focal values that are all equal in a group"),
            tr("Left unscaled and averaged with scaled ones."),
            tr("0.5."),
            tr("A constant tells nothing, and moves FQ no more.")},
        {tr("The full team in focal methods"),
            tr("Scored, then left out."),
            tr("Takes part."),
            tr("The team of all models can be chosen.")},
        {tr("Thresholds"),
            tr("Rounded to 3 decimals; member accuracies to 2 decimals of percent."),
            tr("Not rounded."),
            tr("Teams near a threshold change sides.")},
        {tr("A team size with one candidate"),
            tr("Skipped."),
            tr("Kept, with a note."),
            tr("Survivors of the first thresholds are not lost.")},
        {tr("Hierarchical pruning"),
            tr("Scores all teams first and scales over all of a size."),
            tr("Scores the candidates of each size only and scales over them."),
            tr("The saving is real; some kept teams differ.")},
        {tr("Ties of a plurality vote"),
            tr("The smallest class."),
            tr("The class with the highest summed probability, where there are probabilities."),
            tr("Accuracies of even-sized teams change.")},
        {tr("Direction"),
            tr("Low = diverse; BD, KW and GD as 1 − x."),
            tr("High = diverse; CK, QS, FK, RHO and DF as 1 − x."),
            tr("Scores and thresholds of the Selection panel read the other way round.")},
    };
    return all;
}

} // namespace

ConventionTable::ConventionTable(QObject* parent)
    : QAbstractTableModel(parent)
{
}

int ConventionTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows().size());
}

int ConventionTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant ConventionTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return rows()[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignTop);
    return {};
}

QVariant ConventionTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    const QString titles[] = {tr("Where"), tr("Reference: the released programs"), tr("Corrected"), tr("Effect")};
    return role == Qt::DisplayRole ? QVariant(titles[section]) : QVariant();
}

} // namespace cobench::ui
