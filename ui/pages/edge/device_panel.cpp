// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/device_panel.h"

#include "ui/pages/edge/device_form.h"
#include "ui/pages/edge/machine_book.h"
#include "ui/pages/edge/pairing_dialog.h"
#include "ui/style/icons.h"

#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QToolButton>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kRows = 5;

} // namespace

DevicePanel::DevicePanel(SetupDraft& draft, QWidget* parent)
    : QWidget(parent)
    , m_list(draft)
    , m_machines(draft.machines())
    , m_view(new QListView(this))
    , m_form(new DeviceForm(m_machines, this))
{
    auto* row = new QHBoxLayout;
    fillMenu(*addButton(*row, u"new"_s, tr("&Add"), tr("Adds a device")));
    m_duplicate = addButton(*row, u"copy"_s, tr("&Copy"), tr("Adds another device like the selected one"));
    m_remove = addButton(*row, u"delete"_s, tr("&Remove"), tr("Removes the selected device"));
    row->addStretch(1);
    m_view->setModel(&m_list);
    m_view->setAccessibleName(tr("Devices"));
    m_view->setObjectName(u"devices"_s);
    m_view->setFixedHeight(kRows * (fontMetrics().height() + 12));
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(row);
    column->addWidget(m_view);
    column->addWidget(m_form);
    connect(m_duplicate, &QToolButton::clicked, this, &DevicePanel::duplicate);
    connect(m_remove, &QToolButton::clicked, this, [this] { m_list.remove(m_view->currentIndex().row()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &DevicePanel::showCurrent);
    connect(&m_list, &QAbstractItemModel::modelReset, this, &DevicePanel::showCurrent);
    connect(&m_list, &QAbstractItemModel::rowsRemoved, this, &DevicePanel::showCurrent);
    connect(&m_list, &QAbstractItemModel::dataChanged, this, &DevicePanel::showCurrent);
    connect(m_form, &DeviceForm::edited, this, [this](const QString& text) {
        m_list.setData(m_view->currentIndex(), text, Qt::EditRole);
    });
    showCurrent();
}

QToolButton* DevicePanel::addButton(QLayout& row, const QString& iconName, const QString& text, const QString& help)
{
    auto* button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setToolTip(help);
    row.addWidget(button);
    return button;
}

void DevicePanel::fillMenu(QToolButton& button)
{
    auto* menu = new QMenu(&button);
    for (const auto& [text, device] : {std::pair(tr("People: HOG on the processor"), u"cpu=hog"_s),
             std::pair(tr("People: Haar cascade (whole bodies)"), u"cpu=haar-fullbody"_s),
             std::pair(tr("Faces: Haar cascade"), u"cpu=haar-face"_s),
             std::pair(tr("Faces: LBP cascade"), u"cpu=lbp-face"_s),
             std::pair(tr("The run's model on the processor"), u"cpu"_s),
             std::pair(tr("Emulated: 2.5 frames a second"), u"emulated:2.5=null"_s),
             std::pair(tr("Emulated: the run's model, slowed"), u"emulated:2.5:jitter=0.1"_s)})
        connect(menu->addAction(text), &QAction::triggered, this, [this, device = device] { insert(device, -1); });
    menu->addSeparator();
    connect(menu->addAction(tr("Other machines…")), &QAction::triggered, this, [this] {
        PairingDialog(m_machines, this).exec();
    });
    connect(menu, &QMenu::aboutToShow, &m_machines, &MachineBook::refresh);
    connect(&m_machines, &MachineBook::changed, menu, [this, menu] { offerMachines(*menu); });
    menu->setToolTipsVisible(true);
    button.setMenu(menu);
    button.setPopupMode(QToolButton::InstantPopup);
}

/// One entry for each machine that is paired, above the last one.
void DevicePanel::offerMachines(QMenu& menu)
{
    for (QAction* action : menu.actions())
        if (action->data().isValid())
            delete action;
    QAction* last = menu.actions().constLast();
    for (const MachineBook::Machine& machine : m_machines.machines()) {
        const QString state = machine.reach == MachineBook::Reach::No ? tr(" – cannot be reached") : QString();
        auto* action = new QAction(tr("The run's model on %1").arg(machine.name) + state, &menu);
        action->setData(machine.address);
        action->setToolTip(machine.address + u": "_s + machine.state);
        menu.insertAction(last, action);
        connect(action, &QAction::triggered, this, [this, at = machine.address] { insert(u"remote:"_s + at, -1); });
    }
}

void DevicePanel::insert(const QString& device, int row)
{
    m_view->setCurrentIndex(m_list.index(m_list.insert(device, row)));
}

void DevicePanel::duplicate()
{
    const int row = m_view->currentIndex().row();
    if (row >= 0)
        insert(m_list.text(row), row);
}

void DevicePanel::showCurrent()
{
    const int row = m_view->currentIndex().row();
    m_duplicate->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0);
    m_form->setText(m_list.text(row));
}

} // namespace cobench::ui
