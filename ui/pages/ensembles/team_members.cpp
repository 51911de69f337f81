// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_members.h"

#include "ui/pages/ensembles/ensemble_figures.h"
#include "ui/pages/reports/phrases.h"

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString titleOf(int column, ensemble::Metric metric)
{
    switch (column) {
    case TeamMembers::ModelColumn:
        return TeamMembers::tr("Model");
    case TeamMembers::AccuracyColumn:
        return TeamMembers::tr("Accuracy");
    case TeamMembers::SelectionColumn:
        return TeamMembers::tr("Selection");
    case TeamMembers::NegativesColumn:
        return TeamMembers::tr("Errors");
    case TeamMembers::WeightColumn:
        return TeamMembers::tr("Weight");
    case TeamMembers::RawColumn:
        return TeamMembers::tr("Focal %1").arg(idOf(metric));
    default:
        return TeamMembers::tr("Scaled");
    }
}

QString helpOf(int column, ensemble::Metric metric)
{
    switch (column) {
    case TeamMembers::ModelColumn:
        return TeamMembers::tr("Tick the members of the team.");
    case TeamMembers::AccuracyColumn:
        return TeamMembers::tr("Of the single model, on the split that is shown.");
    case TeamMembers::SelectionColumn:
        return TeamMembers::tr("Of the single model, on the selection split; its rank there is the weight in FQ.");
    case TeamMembers::NegativesColumn:
        return TeamMembers::tr(
            "Samples of the selection split that this model gets wrong: where it is the focal model.");
    case TeamMembers::WeightColumn:
        return TeamMembers::tr(
            "Share of this member in the team's FQ: its rank among the members by accuracy on the "
            "selection split, the least accurate being 1.");
    case TeamMembers::RawColumn:
        return TeamMembers::tr("The metric of the team on this member's negatives, raw.") + u"<br>"_s
            + metricHelp(metric).text();
    default:
        return TeamMembers::tr(
            "The focal diversity score between the least (0) and the most diverse (1) of all teams "
            "of this size with this member; FQ is the weighted mean over the members.");
    }
}

} // namespace

TeamMembers::TeamMembers(TeamPresenter& presenter, QObject* parent)
    : QAbstractTableModel(parent)
    , m_presenter(presenter)
{
    connect(&presenter, &TeamPresenter::queryChanged, this, &TeamMembers::refresh);
    connect(&presenter, &TeamPresenter::sketchChanged, this, &TeamMembers::refresh);
    connect(&presenter.workspace(), &Workspace::splitChanged, this, &TeamMembers::subjectChanged);
    subjectChanged();
}

void TeamMembers::subjectChanged()
{
    beginResetModel();
    m_pool = m_presenter.workspace().snapshot();
    m_split = m_presenter.workspace().split();
    endResetModel();
}

void TeamMembers::refresh()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void TeamMembers::setMetric(ensemble::Metric metric)
{
    if (metric == m_metric)
        return;
    m_metric = metric;
    Q_EMIT headerDataChanged(Qt::Horizontal, RawColumn, ScaledColumn);
    refresh();
}

int TeamMembers::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_pool || !m_split ? 0 : static_cast<int>(m_pool->active->size());
}

int TeamMembers::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

bool TeamMembers::isMember(std::uint32_t model) const
{
    return std::ranges::binary_search(m_presenter.query().team, model);
}

/// nullptr for models outside the team, and until the team's sketch is there.
const jobs::FocalMember* TeamMembers::focalOf(std::uint32_t model) const
{
    const TeamSketchAnswer* sketch = m_presenter.currentSketch();
    if (!sketch)
        return nullptr;
    const auto& members = sketch->sketch.focal.members;
    const auto found = std::ranges::find(members, model, &jobs::FocalMember::model);
    return found == members.end() ? nullptr : &*found;
}

/// nullptr until a worker has prepared it.
const ensemble::PreparedSplit* TeamMembers::selection() const
{
    return m_presenter.splits().selection.get();
}

double TeamMembers::figure(std::uint32_t model, int column) const
{
    if (column == AccuracyColumn)
        return m_split->active->accuracy(model);
    if (column == SelectionColumn)
        return selection() ? selection()->accuracy(model) : std::nan("");
    const auto metric = static_cast<std::size_t>(m_metric);
    const jobs::FocalMember* focal = focalOf(model);
    if (!focal)
        return std::nan("");
    switch (column) {
    case NegativesColumn:
        return static_cast<double>(focal->negatives);
    case WeightColumn:
        return focal->weight;
    case RawColumn:
        return focal->raw[metric];
    case ScaledColumn:
        return focal->scaled[metric];
    default:
        return std::nan("");
    }
}

QVariant TeamMembers::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto model = static_cast<std::uint32_t>(index.row());
    const int column = index.column();
    const bool isText = column == ModelColumn;
    switch (role) {
    case Qt::CheckStateRole:
        return isText ? QVariant(isMember(model) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::DisplayRole:
        if (isText)
            return modelName(*m_pool->active, model);
        if (column == AccuracyColumn || column == SelectionColumn)
            return percent(figure(model, column));
        if (!isMember(model))
            return {};
        return column == NegativesColumn ? fixed(figure(model, column), 0) : fixed(figure(model, column), 4);
    case ValueRole:
        return isText ? QVariant(modelName(*m_pool->active, model)) : QVariant(figure(model, column));
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

bool TeamMembers::setData(const QModelIndex& index, const QVariant&, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid())
        return false;
    m_presenter.toggleMember(static_cast<std::uint32_t>(index.row()));
    return true;
}

Qt::ItemFlags TeamMembers::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return index.column() == ModelColumn ? usual | Qt::ItemIsUserCheckable : usual;
}

QVariant TeamMembers::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return titleOf(section, m_metric);
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return helpOf(section, m_metric);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (section == ModelColumn ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

} // namespace cobench::ui
