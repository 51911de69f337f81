// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/device_table.h"

#include "ui/models/figure_help.h"
#include "ui/models/heading.h"
#include "ui/pages/reports/phrases.h"

#include <array>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString titleOf(int column)
{
    static const std::array<const char*, DeviceTable::ColumnCount> kTitles{
        QT_TRANSLATE_NOOP("DeviceTable", "Device"),
        QT_TRANSLATE_NOOP("DeviceTable", "Frames"),
        QT_TRANSLATE_NOOP("DeviceTable", "μ [1/s]"),
        QT_TRANSLATE_NOOP("DeviceTable", "Busy"),
        QT_TRANSLATE_NOOP("DeviceTable", "p50 [ms]"),
        QT_TRANSLATE_NOOP("DeviceTable", "p90 [ms]"),
        QT_TRANSLATE_NOOP("DeviceTable", "p99 [ms]"),
        QT_TRANSLATE_NOOP("DeviceTable", "p99.9 [ms]")};
    return DeviceTable::tr(kTitles[static_cast<std::size_t>(column)]);
}

QString helpOf(int column)
{
    const QString title = titleOf(column);
    const auto tr = [](const char* text) { return DeviceTable::tr(text); };
    switch (column) {
    case DeviceTable::NameColumn:
        return tr("As in the set-up, with its place in the list; emulated ones say so");
    case DeviceTable::ProcessedColumn:
        return FigureHelp{title, tr("Frames that this device processed"), {}, {}, {}}.text();
    case DeviceTable::RateColumn:
        return FigureHelp{title,
            tr("Rate of the device without drops"),
            tr("1 / mean service time"),
            tr("0 …"),
            tr("higher is better")}
            .text();
    case DeviceTable::UtilisationColumn:
        return FigureHelp{title, tr("Share of the run it was busy"), {}, tr("0 … 100 %"), {}}.text();
    default:
        return FigureHelp{title, tr("Service time of a frame, nearest rank"), {}, tr("0 …"), tr("lower is better")}
            .text();
    }
}

double valueOf(const detect::RunFigures::Device& device, int column)
{
    switch (column) {
    case DeviceTable::ProcessedColumn:
        return static_cast<double>(device.processed);
    case DeviceTable::RateColumn:
        return device.rate;
    case DeviceTable::UtilisationColumn:
        return device.utilisation;
    case DeviceTable::Service50Column:
        return 1e3 * device.service50;
    case DeviceTable::Service90Column:
        return 1e3 * device.service90;
    case DeviceTable::Service99Column:
        return 1e3 * device.service99;
    default:
        return 1e3 * device.service999;
    }
}

} // namespace

void DeviceTable::setFigures(std::vector<detect::RunFigures::Device> devices, QStringList notes)
{
    const bool sameRows = devices.size() == m_devices.size();
    if (!sameRows)
        beginResetModel();
    m_devices = std::move(devices);
    m_notes = std::move(notes);
    if (!sameRows)
        endResetModel();
    else if (!m_devices.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int DeviceTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_devices.size());
}

int DeviceTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant DeviceTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& device = m_devices[static_cast<std::size_t>(index.row())];
    const QString name = QString::fromStdString(device.name);
    const QString note = m_notes.value(index.row());
    const bool isName = index.column() == NameColumn;
    switch (role) {
    case Qt::DisplayRole:
        if (isName)
            return note.isEmpty() ? name : tr("%1 (%2)").arg(name, note);
        if (index.column() == ProcessedColumn)
            return count(device.processed);
        if (index.column() == UtilisationColumn)
            return percent(device.utilisation, 0);
        return fixed(valueOf(device, index.column()), index.column() == RateColumn ? 2 : 1);
    case ValueRole:
        return isName ? QVariant(name) : QVariant(valueOf(device, index.column()));
    case ColourRole:
        return index.row();
    case Qt::ToolTipRole:
        return !isName ? QString() : note.isEmpty() ? name : tr("%1 (%2)").arg(name, note);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isName ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

QVariant DeviceTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return heading(role, titleOf(section), helpOf(section), section == NameColumn);
}

} // namespace cobench::ui
