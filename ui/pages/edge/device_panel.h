// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/device_list.h"

#include <QWidget>

class QListView;
class QMenu;
class QToolButton;

namespace cobench::ui {

class DeviceForm;
class MachineBook;

/// The devices of the set-up: added from a menu, copied, removed, changed as text or by their parts.
class DevicePanel : public QWidget
{
    Q_OBJECT
public:
    explicit DevicePanel(SetupDraft& draft, QWidget* parent = nullptr);

    DeviceList& list() { return m_list; }
    QListView& view() { return *m_view; }
    DeviceForm& form() { return *m_form; }

private:
    QToolButton* addButton(QLayout& row, const QString& iconName, const QString& text, const QString& help);
    void fillMenu(QToolButton& button);
    void offerMachines(QMenu& menu);
    void insert(const QString& device, int row);
    void duplicate();
    void showCurrent();

    DeviceList m_list;
    MachineBook& m_machines;
    QListView* m_view;
    DeviceForm* m_form;
    QToolButton* m_duplicate;
    QToolButton* m_remove;
};

} // namespace cobench::ui
