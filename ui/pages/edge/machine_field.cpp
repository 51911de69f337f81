// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/machine_field.h"

#include "ui/pages/edge/machine_book.h"
#include "ui/widgets/narrow_box.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

} // namespace

MachineField::MachineField(QWidget* parent)
    : QWidget(parent)
    , m_machine(new NarrowBox(this))
    , m_state(new QLabel(this))
{
    m_machine->setAccessibleName(tr("Machine"));
    m_machine->setPlaceholderText(tr("none"));
    m_machine->setMinimumContentsLength(12);
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setProperty("role", u"dim"_s);
    setFocusProxy(m_machine);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_machine);
    column->addWidget(m_state);
    connect(m_machine, &QComboBox::activated, this, [this](int index) {
        m_address = m_machine->itemData(index).toString();
        refresh();
        Q_EMIT chosen();
    });
}

void MachineField::follow(MachineBook& book)
{
    m_book = &book;
    connect(&book, &MachineBook::changed, this, &MachineField::refresh);
}

void MachineField::setAddress(const QString& address)
{
    m_address = address;
    refresh();
}

void MachineField::refresh()
{
    if (!m_book)
        return;
    const QSignalBlocker quiet(m_machine);
    m_machine->clear();
    for (const MachineBook::Machine& machine : m_book->machines())
        m_machine->addItem(u"%1 (%2)"_s.arg(machine.name, machine.address), machine.address);
    const MachineBook::Machine* current = m_book->machineAt(m_address);
    if (!current && !m_address.isEmpty())
        m_machine->addItem(m_address, m_address);
    m_machine->setCurrentIndex(m_machine->findData(m_address));
    if (m_address.isEmpty() && !m_book->isRead())
        m_state->clear();
    else if (m_address.isEmpty())
        m_state->setText(
            m_book->machines().empty() ? tr("No machine is paired yet: Add ▸ Other machines…") : tr("Choose one."));
    else if (!current)
        m_state->setText(tr("Not paired: Add ▸ Other machines…"));
    else if (current->reach == MachineBook::Reach::Asking)
        m_state->setText(tr("asking …"));
    else
        m_state->setText(current->reach == MachineBook::Reach::Yes
                ? current->state
                : tr("Cannot be reached: %1").arg(current->state));
    m_machine->setToolTip(m_state->text());
    giveRoom();
}

void MachineField::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_book)
        m_book->refresh();
}

void MachineField::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    giveRoom();
}

/// For as many lines as the state takes: a form layout is told a height, since it mistakes fields that wrap.
void MachineField::giveRoom()
{
    QSizePolicy policy = m_state->sizePolicy();
    policy.setHeightForWidth(false); // every text sets it anew
    m_state->setSizePolicy(policy);
    m_state->setFixedHeight(std::max(0, m_state->heightForWidth(width()))); // -1: it says nothing
}

} // namespace cobench::ui
