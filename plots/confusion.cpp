// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/confusion.h"

#include "plots/plot_table.h"

namespace cobench::plots {

using namespace Qt::StringLiterals;

namespace {

QString whole(double count)
{
    return formatNumber(count, 6); // never 1.23457e+06
}

} // namespace

Confusion::Confusion(QWidget* parent)
    : Heatmap(parent)
{
}

void Confusion::setConfusion(ConfusionData data)
{
    m_confusion = std::move(data);
    const std::size_t classes = m_confusion.classes.size();
    m_totals.assign(classes, 0.0);
    for (std::size_t truth = 0; truth < classes; ++truth) {
        for (std::size_t predicted = 0; predicted < classes; ++predicted)
            m_totals[truth] += count(truth, predicted);
    }
    refresh();
}

void Confusion::setNormalised(bool on)
{
    if (std::exchange(m_normalised, on) != on)
        refresh();
}

std::uint32_t Confusion::count(std::size_t truth, std::size_t predicted) const
{
    return m_confusion.counts[truth * m_confusion.classes.size() + predicted];
}

void Confusion::refresh()
{
    const std::size_t classes = m_confusion.classes.size();
    std::vector<double> values(m_confusion.counts.begin(), m_confusion.counts.end());
    if (m_normalised) {
        for (std::size_t cell = 0; cell < values.size(); ++cell)
            values[cell] /= m_totals[cell / classes]; // 0 / 0 = undefined: a class that does not occur
    }
    setData({.title = m_confusion.title,
        .note = m_confusion.note,
        .rowTitle = tr("True class"),
        .columnTitle = tr("Predicted class"),
        .valueTitle = m_normalised ? tr("Share of the true class") : tr("Samples"),
        .rows = m_confusion.classes,
        .columns = m_confusion.classes,
        .values = std::move(values),
        .rowOrder = {},
        .columnOrder = {},
        .range = m_normalised ? std::optional(AxisSpan{0.0, 1.0}) : std::nullopt,
        .neutral = std::nullopt,
        .emptyDiagonal = false,
        .decimals = m_normalised ? 2 : 0,
        .undefinedReason = tr("no sample of this class")});
}

QString Confusion::describeCell(const Cell& cell) const
{
    const QString names
        = tr("truth %1, predicted %2").arg(m_confusion.classes[cell.row], m_confusion.classes[cell.column]);
    const double total = m_totals[cell.row];
    if (total == 0.0)
        return names + u'\n' + tr("no sample of this class");
    const double share = 100.0 * count(cell.row, cell.column) / total;
    return names + u'\n'
        + tr("%1 of %2 (%3 %)")
              .arg(whole(count(cell.row, cell.column)), whole(total), QString::number(share, 'f', 1));
}

QString Confusion::summary() const
{
    double right = 0.0;
    double all = 0.0;
    for (std::size_t i = 0; i < m_totals.size(); ++i) {
        right += count(i, i);
        all += m_totals[i];
    }
    return tr("Confusion matrix of %1 classes over %2 samples, %3 of them on the diagonal")
        .arg(QString::number(m_totals.size()), whole(all), whole(right));
}

} // namespace cobench::plots
