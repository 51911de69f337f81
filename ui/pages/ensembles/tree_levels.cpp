// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/tree_levels.h"

#include "ui/pages/reports/phrases.h"

#include <QLocale>

#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

struct Heading {
    const char* title;
    const char* help;
};

const Heading& heading(int column)
{
    static constexpr Heading kHeadings[] = {
        {QT_TRANSLATE_NOOP("TreeLevels", "Size"), QT_TRANSLATE_NOOP("TreeLevels", "Members of a team")},
        {QT_TRANSLATE_NOOP("TreeLevels", "β"),
            QT_TRANSLATE_NOOP("TreeLevels",
                "Share of the candidates that is pruned, ⌊β · candidates⌋; edit it for this size alone")},
        {QT_TRANSLATE_NOOP("TreeLevels", "Candidates"),
            QT_TRANSLATE_NOOP("TreeLevels", "Teams that contain no pruned team")},
        {QT_TRANSLATE_NOOP("TreeLevels", "Scored"),
            QT_TRANSLATE_NOOP(
                "TreeLevels", "Teams of this size that this tree needs the score of; the others save their cost")},
        {QT_TRANSLATE_NOOP("TreeLevels", "Pruned"),
            QT_TRANSLATE_NOOP("TreeLevels", "Candidates with the least focal diversity, dropped at this size")},
        {QT_TRANSLATE_NOOP("TreeLevels", "Killed"),
            QT_TRANSLATE_NOOP("TreeLevels",
                "Teams that contain a pruned one, never generated ones included; with the candidates they are all "
                "teams of this size")},
        {QT_TRANSLATE_NOOP("TreeLevels", "Never generated"),
            QT_TRANSLATE_NOOP("TreeLevels", "Of the killed: the team they grow from was dead already")},
        {QT_TRANSLATE_NOOP("TreeLevels", "Best kept (%)"),
            QT_TRANSLATE_NOOP("TreeLevels", "Highest accuracy among the kept teams, on the selection split")},
        {QT_TRANSLATE_NOOP("TreeLevels", "Best pruned (%)"),
            QT_TRANSLATE_NOOP("TreeLevels",
                "Highest accuracy among the teams pruned here: what the pruning lost. Killed teams were not "
                "scored.")},
        {QT_TRANSLATE_NOOP("TreeLevels", "Mean kept (%)"),
            QT_TRANSLATE_NOOP("TreeLevels", "Mean accuracy of the kept teams, on the selection split")},
        {QT_TRANSLATE_NOOP("TreeLevels", "Mean pruned (%)"),
            QT_TRANSLATE_NOOP("TreeLevels", "Mean accuracy of the teams pruned here, on the selection split")}};
    return kHeadings[column];
}

bool isAccuracy(int column)
{
    return column >= TreeLevels::BestKeptColumn;
}

} // namespace

TreeLevels::TreeLevels(TreePresenter& presenter, QObject* parent)
    : QAbstractTableModel(parent)
    , m_presenter(presenter)
    , m_answer(presenter.answer())
{
    connect(&presenter, &TreePresenter::answerChanged, this, &TreeLevels::answerChanged);
}

void TreeLevels::answerChanged()
{
    const auto rows = [](const auto& answer) { return answer ? answer->pruned->tree.levels.size() : 0; };
    if (rows(m_answer) != rows(m_presenter.answer())) {
        beginResetModel();
        m_answer = m_presenter.answer();
        endResetModel();
        return;
    }
    m_answer = m_presenter.answer();
    if (rowCount() > 0) // an editor that is open stays open
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int TreeLevels::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_answer ? 0 : static_cast<int>(m_answer->pruned->tree.levels.size());
}

int TreeLevels::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const ensemble::TreeLevel& TreeLevels::level(int row) const
{
    return m_answer->pruned->tree.levels[static_cast<std::size_t>(row)];
}

double TreeLevels::figure(const ensemble::TreeLevel& level, int column) const
{
    switch (column) {
    case SizeColumn:
        return static_cast<double>(level.size);
    case ShareColumn:
        return 100.0 * m_answer->pruned->options.betaOf(level.size);
    case CandidatesColumn:
        return static_cast<double>(level.candidates);
    case ScoredColumn:
        return static_cast<double>(level.scored);
    case PrunedColumn:
        return static_cast<double>(level.pruned);
    case KilledColumn:
        return static_cast<double>(level.killed);
    case NeverColumn:
        return static_cast<double>(level.neverGenerated);
    case BestKeptColumn:
        return 100.0 * level.keptAccuracy.max;
    case BestPrunedColumn:
        return 100.0 * level.prunedAccuracy.max;
    case MeanKeptColumn:
        return 100.0 * level.keptAccuracy.mean;
    default:
        return 100.0 * level.prunedAccuracy.mean;
    }
}

QString TreeLevels::text(const ensemble::TreeLevel& level, int column) const
{
    const double value = figure(level, column);
    if (std::isnan(value))
        return u"–"_s;
    if (column == ShareColumn)
        return QLocale().toString(value, 'g', 4) + u" %"_s;
    return QLocale().toString(value, 'f', isAccuracy(column) ? 2 : 0);
}

QVariant TreeLevels::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(level(index.row()), index.column());
    case Qt::EditRole:
        return figure(level(index.row()), index.column());
    case Qt::ToolTipRole:
        return tr(heading(index.column()).help);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | Qt::AlignRight);
    default:
        return {};
    }
}

bool TreeLevels::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || index.column() != ShareColumn)
        return false;
    TreeQuery query = m_presenter.query();
    std::vector<double>& shares = query.pruning.betaPerLevel;
    const auto place = static_cast<std::size_t>(index.row());
    if (shares.size() <= place)
        shares.resize(place + 1, query.pruning.beta);
    shares[place] = std::clamp(value.toDouble() / 100.0, 0.0, 1.0);
    m_presenter.setQuery(query);
    return true;
}

QVariant TreeLevels::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= ColumnCount || orientation != Qt::Horizontal)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return tr(heading(section).title);
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return tr(heading(section).help);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | Qt::AlignRight);
    default:
        return {};
    }
}

Qt::ItemFlags TreeLevels::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == ShareColumn ? flags | Qt::ItemIsEditable : flags;
}

plots::PlotTable TreeLevels::table() const
{
    plots::PlotTable table{.caption = tr("Levels of the pruning tree"), .headers = {}, .rows = {}};
    for (int column = 0; column < ColumnCount; ++column)
        table.headers.push_back(column == ShareColumn ? tr("β (%)") : tr(heading(column).title));
    for (int row = 0; row < rowCount(); ++row) {
        auto& cells = table.rows.emplace_back();
        for (int column = 0; column < ColumnCount; ++column)
            cells.emplace_back(figure(level(row), column));
    }
    return table;
}

} // namespace cobench::ui
