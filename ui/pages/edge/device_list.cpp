// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/device_list.h"

#include "ui/style/icons.h"

namespace cobench::ui {

namespace {

/// Empty where nothing is.
QString problemOf(const QString& text)
{
    const auto devices = detect::parseDevices(text.toStdString());
    return devices ? QString() : QString::fromStdString(describe(devices.error()));
}

QString meaningOf(const QString& text)
{
    const auto devices = detect::parseDevices(text.toStdString());
    if (!devices || devices->empty())
        return {};
    const detect::DeviceSpec& device = devices->front();
    const QString model
        = device.model.empty() ? DeviceList::tr("the run's model") : QString::fromStdString(device.model);
    return device.emulation ? DeviceList::tr("Emulated: %1 as slow as %2 frames a second")
                                  .arg(model, QString::number(device.emulation->rate))
                            : DeviceList::tr("%1 on this machine, in a process of its own").arg(model);
}

} // namespace

DeviceList::DeviceList(SetupDraft& draft, QObject* parent)
    : QAbstractListModel(parent)
    , m_draft(draft)
    , m_shown(draft.setup().devices)
{
    connect(&m_draft, &SetupDraft::changed, this, &DeviceList::follow);
}

int DeviceList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant DeviceList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString text = m_shown[index.row()];
    const QString problem = problemOf(text);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text;
    case Qt::DecorationRole:
        return problem.isEmpty() ? QVariant() : icon(QStringLiteral("warning"));
    case Qt::ToolTipRole:
        return problem.isEmpty() ? meaningOf(text) : problem;
    default:
        return {};
    }
}

bool DeviceList::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const QString text = value.toString().trimmed();
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || text.isEmpty())
        return false;
    m_shown[index.row()] = text;
    Q_EMIT dataChanged(index, index);
    commit();
    return true;
}

Qt::ItemFlags DeviceList::flags(const QModelIndex& index) const
{
    return QAbstractListModel::flags(index) | (index.isValid() ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

int DeviceList::insert(const QString& device, int row)
{
    const int place = row < 0 || row >= rowCount() ? rowCount() : row + 1;
    beginInsertRows({}, place, place);
    m_shown.insert(place, device);
    endInsertRows();
    commit();
    return place;
}

void DeviceList::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_shown.removeAt(row);
    endRemoveRows();
    commit();
}

/// Of changes that came from elsewhere.
void DeviceList::follow()
{
    if (m_shown == m_draft.setup().devices)
        return;
    beginResetModel();
    m_shown = m_draft.setup().devices;
    endResetModel();
}

void DeviceList::commit()
{
    EdgeSetup setup = m_draft.setup();
    setup.devices = m_shown;
    m_draft.edit(setup);
}

} // namespace cobench::ui
