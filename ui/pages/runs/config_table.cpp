// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/config_table.h"

#include "core/study/run_groups.h"
#include "ui/pages/reports/quantity_names.h"

#include <QFont>

#include <algorithm>

namespace cobench::ui {

ConfigTable::ConfigTable(RunCatalog& catalog, QObject* parent)
    : QAbstractTableModel(parent)
    , m_catalog(catalog)
{
    connect(&catalog, &RunCatalog::listChanged, this, &ConfigTable::rebuild);
}

void ConfigTable::setRuns(const std::vector<RunId>& runs)
{
    std::vector<RunId> first(runs.begin(), runs.begin() + std::ptrdiff_t(std::min(runs.size(), kMostRuns)));
    if (first == m_runs)
        return;
    m_runs = std::move(first);
    rebuild();
}

void ConfigTable::setDifferencesOnly(bool only)
{
    m_differencesOnly = only;
    rebuild();
}

void ConfigTable::rebuild()
{
    beginResetModel();
    std::erase_if(m_runs, [this](RunId run) { return m_catalog.find(run) == nullptr; });
    std::vector<const study::Run*> runs;
    std::set<std::string> keys;
    for (const RunId id : m_runs) {
        runs.push_back(m_catalog.find(id));
        for (const auto& [key, value] : runs.back()->config)
            keys.insert(key);
    }
    const std::vector<std::string> differing = study::differingKeys(runs);
    m_differing = {differing.begin(), differing.end()};
    keys.erase("name"); // the heading has it
    m_keys = m_differencesOnly ? differing : std::vector<std::string>(keys.begin(), keys.end());
    std::stable_partition(
        m_keys.begin(), m_keys.end(), [this](const std::string& key) { return m_differing.contains(key); });
    endResetModel();
}

int ConfigTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

int ConfigTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size()) + 1;
}

QString ConfigTable::cell(const std::string& key, RunId run) const
{
    const study::Run* found = m_catalog.find(run);
    if (!found || !found->config.contains(key))
        return QStringLiteral("–");
    return QString::fromStdString(study::toText(found->config.at(key)));
}

QVariant ConfigTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::string& key = m_keys[static_cast<std::size_t>(index.row())];
    const bool isKey = index.column() == 0;
    const bool differs = m_differing.contains(key);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return isKey ? columnTitle(key) : cell(key, m_runs[static_cast<std::size_t>(index.column() - 1)]);
    case Qt::FontRole: {
        QFont font;
        font.setBold(differs);
        return font;
    }
    case Qt::AccessibleDescriptionRole:
        return differs ? tr("the runs differ here") : QString();
    case DiffersRole:
        return differs;
    default:
        return {};
    }
}

QVariant ConfigTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (section == 0)
        return tr("Setting");
    const study::Run* run = m_catalog.find(m_runs[static_cast<std::size_t>(section - 1)]);
    return run ? QString::fromStdString(run->name) : QString();
}

} // namespace cobench::ui
