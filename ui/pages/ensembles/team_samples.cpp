// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_samples.h"

#include "ui/models/vote_table.h"
#include "ui/pages/ensembles/ensemble_figures.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

} // namespace

TeamSamples::TeamSamples(const SampleImages& images, QObject* parent)
    : QAbstractTableModel(parent)
    , m_pictures(images)
{
}

const std::vector<std::uint32_t>& TeamSamples::samples() const
{
    const ensemble::ConsensusReport& report = m_answer->detail.toldRule().report;
    return m_show == Show::Rescued ? report.rescued : report.lost;
}

int TeamSamples::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_answer ? 0 : static_cast<int>(samples().size());
}

int TeamSamples::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

void TeamSamples::setAnswer(std::shared_ptr<const TeamDetailAnswer> answer)
{
    beginResetModel();
    m_answer = std::move(answer);
    m_pictures.clear();
    endResetModel();
}

void TeamSamples::setShow(Show show)
{
    if (show == m_show)
        return;
    beginResetModel();
    m_show = show;
    endResetModel();
}

std::optional<int> TeamSamples::rowOf(std::uint32_t sample) const
{
    if (!m_answer)
        return std::nullopt;
    const auto found = std::ranges::lower_bound(samples(), sample);
    if (found == samples().end() || *found != sample)
        return std::nullopt;
    return static_cast<int>(found - samples().begin());
}

void TeamSamples::refreshImages()
{
    m_pictures.clear();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, SampleColumn), index(rowCount() - 1, SampleColumn), {Qt::DecorationRole});
}

/// "✓ 3 of 4: mlp-a, mlp-b, cnn-a"
QString TeamSamples::votesText(std::uint32_t sample) const
{
    QStringList right;
    for (const std::uint32_t member : m_answer->detail.team)
        if (m_answer->subject.prepared().isRight(member, sample))
            right += modelName(m_answer->subject.models(), member);
    const QString share = tr("%1 of %2").arg(right.size()).arg(m_answer->detail.team.size());
    return right.isEmpty() ? share : share + u": "_s + right.join(u", "_s);
}

QVariant TeamSamples::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::uint32_t sample = sampleAt(index.row());
    if (role == Qt::DecorationRole && index.column() == SampleColumn) {
        const QPixmap pixmap = m_pictures.of(sample);
        return pixmap.isNull() ? QVariant() : QVariant(pixmap);
    }
    if (role == Qt::ToolTipRole && index.column() == VotesColumn)
        return votesText(sample);
    if (role != Qt::DisplayRole)
        return {};
    const ensemble::PreparedSplit& split = m_answer->subject.prepared();
    switch (index.column()) {
    case SampleColumn:
        return sample;
    case TruthColumn:
        return classText(m_answer->subject.models(), split.truth()[sample]);
    case BestColumn:
        return (m_show == Show::Rescued ? u"✗ "_s : u"✓ "_s)
            + classText(m_answer->subject.models(), split.predicted(m_answer->detail.bestMember())[sample]);
    default:
        return votesText(sample);
    }
}

QVariant TeamSamples::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SampleColumn:
        return tr("Sample");
    case TruthColumn:
        return tr("Truth");
    case BestColumn:
        return m_answer ? modelName(m_answer->subject.models(), m_answer->detail.bestMember()) : QString();
    case VotesColumn:
        return tr("Members right");
    default:
        return {};
    }
}

} // namespace cobench::ui
