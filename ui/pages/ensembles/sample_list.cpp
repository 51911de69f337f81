// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/sample_list.h"

#include "ui/pages/reports/pool_phrases.h"

#include <algorithm>

namespace cobench::ui {

SampleList::SampleList(const SampleImages& images, QObject* parent)
    : QAbstractTableModel(parent)
    , m_pictures(images)
{
}

int SampleList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_samples.size());
}

int SampleList::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

void SampleList::replace(const Subject& subject, std::vector<std::uint32_t> samples)
{
    beginResetModel();
    if (subject != m_subject)
        m_pictures.clear();
    m_subject = subject;
    m_samples = std::move(samples);
    endResetModel();
}

std::optional<int> SampleList::rowOf(std::uint32_t sample) const
{
    const auto found = std::ranges::lower_bound(m_samples, sample);
    if (found == m_samples.end() || *found != sample)
        return std::nullopt;
    return static_cast<int>(found - m_samples.begin());
}

void SampleList::refreshImages()
{
    m_pictures.clear();
    if (!m_samples.empty())
        Q_EMIT dataChanged(index(0, SampleColumn), index(rowCount() - 1, SampleColumn), {Qt::DecorationRole});
}

QVariant SampleList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::uint32_t sample = sampleAt(index.row());
    if (role == Qt::DecorationRole && index.column() == SampleColumn) {
        const QPixmap pixmap = m_pictures.of(sample);
        return pixmap.isNull() ? QVariant() : QVariant(pixmap);
    }
    if (role == Qt::ToolTipRole && index.column() >= FirstOwnColumn)
        return helpOf(index.column(), sample);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case SampleColumn:
        return sample;
    case TruthColumn:
        return classText(m_subject.models(), m_subject.prepared().truth()[sample]);
    default:
        return textOf(index.column(), sample);
    }
}

QVariant SampleList::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    switch (section) {
    case SampleColumn:
        return tr("Sample");
    case TruthColumn:
        return tr("Truth");
    default:
        return titleOf(section);
    }
}

} // namespace cobench::ui
