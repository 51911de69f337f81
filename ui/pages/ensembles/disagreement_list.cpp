// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/disagreement_list.h"

#include "ui/models/vote_table.h"
#include "ui/pages/ensembles/ensemble_figures.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

} // namespace

DisagreementList::DisagreementList(const SampleImages& images, QObject* parent)
    : QAbstractTableModel(parent)
    , m_pictures(images)
{
}

int DisagreementList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_samples.size());
}

int DisagreementList::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

void DisagreementList::setAnswer(std::shared_ptr<const PairAnswer> answer)
{
    beginResetModel();
    m_answer = std::move(answer);
    m_pictures.clear();
    refill();
    endResetModel();
}

void DisagreementList::setShow(Show show)
{
    if (m_show == show)
        return;
    beginResetModel();
    m_show = show;
    refill();
    endResetModel();
}

void DisagreementList::refill()
{
    m_samples.clear();
    if (!m_answer)
        return;
    std::ranges::copy_if(m_answer->detail.disagreeing, std::back_inserter(m_samples), [this](std::uint32_t sample) {
        return passes(sample);
    });
}

bool DisagreementList::passes(std::uint32_t sample) const
{
    const ensemble::PreparedSplit& split = m_answer->subject.prepared();
    const bool first = split.isRight(m_answer->detail.options.first, sample);
    const bool second = split.isRight(m_answer->detail.options.second, sample);
    switch (m_show) {
    case Show::FirstRight:
        return first;
    case Show::SecondRight:
        return second;
    case Show::NeitherRight:
        return !first && !second;
    case Show::All:
        break;
    }
    return true;
}

std::optional<int> DisagreementList::rowOf(std::uint32_t sample) const
{
    const auto found = std::ranges::lower_bound(m_samples, sample);
    if (found == m_samples.end() || *found != sample)
        return std::nullopt;
    return static_cast<int>(found - m_samples.begin());
}

void DisagreementList::refreshImages()
{
    m_pictures.clear();
    if (!m_samples.empty())
        Q_EMIT dataChanged(index(0, SampleColumn), index(rowCount() - 1, SampleColumn), {Qt::DecorationRole});
}

QString DisagreementList::voteText(std::size_t model, std::uint32_t sample) const
{
    const ensemble::PreparedSplit& split = m_answer->subject.prepared();
    return (split.isRight(model, sample) ? u"✓ "_s : u"✗ "_s)
        + classText(m_answer->subject.models(), split.predicted(model)[sample]);
}

QVariant DisagreementList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::uint32_t sample = sampleAt(index.row());
    if (role == Qt::DecorationRole && index.column() == SampleColumn) {
        const QPixmap pixmap = m_pictures.of(sample);
        return pixmap.isNull() ? QVariant() : QVariant(pixmap);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case SampleColumn:
        return sample;
    case TruthColumn:
        return classText(m_answer->subject.models(), m_answer->subject.prepared().truth()[sample]);
    case FirstColumn:
        return voteText(m_answer->detail.options.first, sample);
    default:
        return voteText(m_answer->detail.options.second, sample);
    }
}

QVariant DisagreementList::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SampleColumn:
        return tr("Sample");
    case TruthColumn:
        return tr("Truth");
    case FirstColumn:
        return m_answer ? modelName(m_answer->subject.models(), m_answer->detail.options.first) : QString();
    case SecondColumn:
        return m_answer ? modelName(m_answer->subject.models(), m_answer->detail.options.second) : QString();
    default:
        return {};
    }
}

} // namespace cobench::ui
