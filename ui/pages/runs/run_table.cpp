// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_table.h"

#include "ui/models/run_list.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/quantity_names.h"
#include "ui/pages/runs/run_catalog.h"

#include <QLocale>
#include <QPixmap>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using study::Statistic;

constexpr std::array kStatistics{Statistic::Last, Statistic::Min, Statistic::Max, Statistic::Best};
constexpr int kSwatch = 10; // pixels

QString statisticTitle(Statistic statistic)
{
    switch (statistic) {
    case Statistic::Last:
        return RunTable::tr("last");
    case Statistic::Min:
        return RunTable::tr("min");
    case Statistic::Max:
        return RunTable::tr("max");
    case Statistic::Best:
        break;
    }
    return RunTable::tr("best");
}

QString statisticHelp(const RunColumn& column)
{
    switch (*column.statistic) {
    case Statistic::Last:
        return RunTable::tr("The last value that was recorded.");
    case Statistic::Min:
        return RunTable::tr("The lowest value that was recorded.");
    case Statistic::Max:
        return RunTable::tr("The highest value that was recorded.");
    case Statistic::Best:
        break;
    }
    return study::betterOf(column.name) == study::Better::Low
        ? RunTable::tr("The lowest value: lower is better.")
        : RunTable::tr("The highest value: higher is better.");
}

bool isInteger(double value)
{
    return std::abs(value) < 1e15 && value == std::floor(value);
}

QString numberText(const RunColumn& column, double value)
{
    if (std::isnan(value))
        return QStringLiteral("–");
    if (column.name == "seconds" || column.name == "run/seconds")
        return QLocale().toString(value, 'f', value < 100.0 ? 1 : 0);
    if (isInteger(value) && (!column.statistic || column.name.starts_with("run/")))
        return QLocale().toString(static_cast<qlonglong>(value));
    return column.name.starts_with("run/") ? QLocale().toString(value, 'f', 0) : QLocale().toString(value, 'g', 5);
}

QString stateTitle(const std::string& state)
{
    const auto known = engine::runStateFromId(state);
    return known ? stateText(*known) : toQString(state);
}

QPixmap swatch(const QColor& colour)
{
    QPixmap pixmap(kSwatch, kSwatch);
    pixmap.fill(colour);
    return pixmap;
}

} // namespace

std::string toText(const RunColumn& column)
{
    if (!column.statistic)
        return column.name;
    return std::string(id(*column.statistic)) + "(" + column.name + ")";
}

RunColumn columnFromText(std::string_view from)
{
    for (const Statistic statistic : kStatistics) {
        const std::string_view name = id(statistic);
        if (from.starts_with(name) && from.size() > name.size() + 2 && from[name.size()] == '('
            && from.back() == ')')
            return {.name = std::string(from.substr(name.size() + 1, from.size() - name.size() - 2)),
                .statistic = statistic};
    }
    return {.name = std::string(from), .statistic = {}};
}

QString titleOf(const RunColumn& column)
{
    if (!column.statistic)
        return columnTitle(column.name);
    const QString title = quantityTitle(column.name);
    return column.name.starts_with("run/") ? title
                                           : QStringLiteral("%1, %2").arg(title, statisticTitle(*column.statistic));
}

QString helpOf(const RunColumn& column)
{
    if (!column.statistic)
        return RunTable::tr("%1: \"%2\" in filters and groups.").arg(titleOf(column), toQString(column.name));
    QStringList lines{quantityHelp(column.name),
        statisticHelp(column),
        RunTable::tr("In filters: %1").arg(toQString(toText(column)))};
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

RunTable::RunTable(RunCatalog& catalog, QObject* parent)
    : QAbstractTableModel(parent)
    , m_catalog(catalog)
    , m_columns(defaultColumns())
{
    connect(&catalog, &RunCatalog::listChanged, this, &RunTable::listChanged);
    connect(&catalog, &RunCatalog::changed, this, &RunTable::runsChanged);
    arrange();
}

std::vector<RunColumn> RunTable::defaultColumns()
{
    std::vector<RunColumn> columns;
    for (const char* name : {"name",
             "state",
             "model",
             "dataset",
             "optimizer",
             "learning_rate",
             "batch",
             "epochs",
             "seed",
             "best(val/accuracy)",
             "last(test/accuracy)",
             "last(train/loss)",
             "seconds",
             "last(run/samples_per_second)",
             "tags"})
        columns.push_back(columnFromText(name));
    return columns;
}

int RunTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

std::size_t RunTable::total() const
{
    return m_catalog.runs().size();
}

int RunTable::rowOf(RunId run) const
{
    const auto found = m_rowOf.find(run);
    return found == m_rowOf.end() ? -1 : found->second;
}

std::size_t RunTable::placeOf(RunId run) const
{
    const study::Run* found = m_catalog.find(run);
    return found ? static_cast<std::size_t>(found - m_catalog.runs().data()) : 0;
}

void RunTable::setColours(std::function<QColor(std::size_t)> colourOf)
{
    m_colourOf = std::move(colourOf);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::DecorationRole});
}

void RunTable::setColumns(std::vector<RunColumn> columns)
{
    if (columns.empty() || columns == m_columns)
        return;
    beginResetModel();
    m_columns = std::move(columns);
    endResetModel();
}

void RunTable::setFilter(const study::RunFilter& filter)
{
    m_filter = filter;
    rearrange();
}

void RunTable::setArchivedShown(bool shown)
{
    m_archivedShown = shown;
    rearrange();
}

void RunTable::listChanged()
{
    rearrange();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

/// Rows keep their places while figures move: a table that jumps under the pointer cannot be used. Only what the
/// filter newly fits or no longer fits comes and goes.
void RunTable::runsChanged(const std::vector<RunId>& runs)
{
    const bool moves = std::ranges::any_of(runs, [this](RunId id) {
        const study::Run* run = m_catalog.find(id);
        return run && fits(*run) != (rowOf(id) >= 0);
    });
    if (moves)
        return rearrange();
    for (const RunId run : runs)
        if (const int row = rowOf(run); row >= 0)
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

std::vector<RunId> RunTable::arranged() const
{
    std::vector<std::pair<study::Value, RunId>> keyed;
    for (const study::Run& run : m_catalog.runs())
        if (fits(run))
            keyed.emplace_back(
                study::valueOf(run, m_sortColumn.name, m_sortColumn.statistic.value_or(Statistic::Last)), run.id);
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    std::ranges::stable_sort(keyed, [descending](const auto& first, const auto& second) {
        if (study::isUndefined(first.first) || study::isUndefined(second.first))
            return study::isBefore(first.first, second.first);
        return descending ? study::isBefore(second.first, first.first) : study::isBefore(first.first, second.first);
    });
    std::vector<RunId> rows;
    rows.reserve(keyed.size());
    for (const auto& [key, run] : keyed)
        rows.push_back(run);
    return rows;
}

void RunTable::arrange()
{
    m_rows = arranged();
    m_rowOf.clear();
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowOf[m_rows[row]] = static_cast<int>(row);
}

/// As a change of layout, so that the selection stays with its runs.
void RunTable::rearrange()
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<RunId> runs;
    for (const QModelIndex& index : before)
        runs.push_back(runAt(index.row()));
    arrange();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = rowOf(runs[static_cast<std::size_t>(i)]);
        after += row < 0 ? QModelIndex() : index(row, before[i].column());
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void RunTable::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column < 0 || column >= columnCount() ? RunColumn{.name = "id", .statistic = {}}
                                                         : m_columns[static_cast<std::size_t>(column)];
    m_sortOrder = order;
    rearrange();
}

int RunTable::sortIndex() const
{
    const auto found = std::ranges::find(m_columns, m_sortColumn);
    return found == m_columns.end() ? -1 : static_cast<int>(found - m_columns.begin());
}

QString RunTable::display(const RunColumn& column, const study::Value& value) const
{
    if (const auto* number = std::get_if<double>(&value))
        return numberText(column, *number);
    const std::string& word = std::get<std::string>(value);
    return column.name == "state" ? stateTitle(word) : toQString(word);
}

QVariant RunTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunId id = runAt(index.row());
    const study::Run* run = m_catalog.find(id);
    if (!run)
        return {};
    const RunColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    const study::Value value = study::valueOf(*run, column.name, column.statistic.value_or(Statistic::Last));
    const auto* number = std::get_if<double>(&value);
    switch (role) {
    case Qt::DisplayRole:
        return display(column, value);
    case ValueRole:
        return number ? QVariant(*number) : QVariant(display(column, value));
    case Qt::ToolTipRole:
        if (column.name == "state" && !run->message.empty())
            return toQString(run->message);
        return number ? QString() : display(column, value);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::DecorationRole:
        return column.name == "name" && m_colourOf ? QVariant(swatch(m_colourOf(placeOf(id)))) : QVariant();
    case RunningRole: {
        const auto state = engine::runStateFromId(run->state);
        return state && isActive(*state);
    }
    default:
        return {};
    }
}

QVariant RunTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const RunColumn& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return titleOf(column);
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return helpOf(column);
    case Qt::TextAlignmentRole: // as the cells below
        return m_rows.empty() ? QVariant() : data(index(0, section), role);
    default:
        return {};
    }
}

} // namespace cobench::ui
