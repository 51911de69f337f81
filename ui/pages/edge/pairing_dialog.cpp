// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/pairing_dialog.h"

#include "core/detect/remote_address.h"
#include "ui/pages/edge/machine_book.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kCodeDigits = 8;
constexpr int kWidth = 520;

QLabel* heading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("role", u"heading"_s);
    return label;
}

} // namespace

PairingDialog::PairingDialog(MachineBook& book, QWidget* parent)
    : QDialog(parent)
    , m_book(book)
    , m_list(new QListWidget(this))
    , m_forget(new QPushButton(tr("&Forget"), this))
    , m_address(new QLineEdit(this))
    , m_code(new QLineEdit(this))
    , m_pair(new QPushButton(tr("&Pair"), this))
    , m_note(new QLabel(this))
{
    setWindowTitle(tr("Other machines"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* column = new QVBoxLayout(this);
    column->addWidget(heading(tr("Paired"), this));
    column->addLayout(makeList());
    column->addSpacing(8);
    column->addWidget(heading(tr("Pair another one"), this));
    column->addLayout(makeForm());
    column->addWidget(buttons);
    resize(kWidth, sizeHint().height());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_pair, &QPushButton::clicked, this, &PairingDialog::pair);
    connect(m_forget, &QPushButton::clicked, this, &PairingDialog::forget);
    connect(&m_book, &MachineBook::changed, this, &PairingDialog::refreshList);
    connect(m_list, &QListWidget::currentRowChanged, this, &PairingDialog::refreshButtons);
    for (QLineEdit* line : {m_address, m_code})
        connect(line, &QLineEdit::textChanged, this, &PairingDialog::refreshButtons);
    refreshList();
    m_address->setFocus();
    m_book.refresh();
}

QLayout* PairingDialog::makeList()
{
    m_list->setAccessibleName(tr("Paired machines"));
    m_list->setWordWrap(true);
    m_list->setFixedHeight(6 * fontMetrics().height());
    m_forget->setAutoDefault(false);
    m_forget->setToolTip(
        tr("Uses the selected machine no more. That machine keeps this one in its own list until it "
           "forgets it, too: cobench-cli detect unpair"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_list, 1);
    row->addWidget(m_forget, 0, Qt::AlignTop);
    return row;
}

QLayout* PairingDialog::makeForm()
{
    auto* how
        = new QLabel(tr("On the other machine, run <b>cobench-engine --listen</b>: it shows a code. The code "
                        "proves both machines to each other, so that nobody in between can take their place."),
            this);
    how->setWordWrap(true);
    how->setTextFormat(Qt::RichText);
    m_address->setPlaceholderText(tr("host or host:%1").arg(detect::kRemotePort));
    m_address->setToolTip(tr("Name or address of the machine where cobench-engine listens"));
    m_code->setPlaceholderText(u"1234-5678"_s);
    m_code->setToolTip(tr("As the other machine shows it; for ten minutes and three tries"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->hide();
    auto* form = new QFormLayout;
    form->addRow(how);
    form->addRow(tr("&Address"), m_address);
    form->addRow(tr("&Code"), m_code);
    form->addRow(QString(), m_pair);
    form->addRow(m_note);
    m_pair->setDefault(true);
    return form;
}

void PairingDialog::refreshList()
{
    const QString kept = m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
    m_list->clear();
    for (const MachineBook::Machine& machine : m_book.machines()) {
        const QString state = machine.reach == MachineBook::Reach::Asking ? tr("asking …")
            : machine.reach == MachineBook::Reach::Yes                    ? machine.state
                                                       : tr("cannot be reached: %1").arg(machine.state);
        auto* item = new QListWidgetItem(u"%1 (%2) – %3"_s.arg(machine.name, machine.address, state), m_list);
        item->setData(Qt::UserRole, machine.address);
        item->setToolTip(state);
        if (machine.address == kept)
            m_list->setCurrentItem(item);
    }
    if (m_list->count() == 0) {
        auto* nothing = new QListWidgetItem(
            m_book.problem().isEmpty() ? tr("No machine is paired yet.") : m_book.problem(), m_list);
        nothing->setFlags(Qt::NoItemFlags);
    }
    refreshButtons();
}

void PairingDialog::refreshButtons()
{
    const QListWidgetItem* item = m_list->currentItem();
    m_forget->setEnabled(item && !item->data(Qt::UserRole).toString().isEmpty());
    const auto digits = std::ranges::count_if(m_code->text(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const bool isAddress = detect::completeAddress(m_address->text().trimmed().toStdString()).has_value();
    m_pair->setEnabled(!m_isPairing && isAddress && digits == kCodeDigits);
}

void PairingDialog::pair()
{
    const QString address = m_address->text().trimmed();
    m_isPairing = true;
    refreshButtons();
    tell(tr("Asking %1 …").arg(address), u"dim"_s);
    m_book.pair(address, m_code->text(), this, [this, address](const std::optional<Error>& problem) {
        m_isPairing = false;
        if (problem) {
            tell(QString::fromStdString(describe(*problem)), u"warning"_s);
        } else {
            tell(tr("Paired. %1 can be added as a device.").arg(address), u"dim"_s);
            m_code->clear();
        }
        refreshButtons();
    });
}

void PairingDialog::forget()
{
    if (const QListWidgetItem* item = m_list->currentItem())
        m_book.forget(item->data(Qt::UserRole).toString());
}

void PairingDialog::tell(const QString& text, const QString& role)
{
    m_note->setText(text);
    m_note->setProperty("role", role);
    m_note->style()->unpolish(m_note); // the look depends on the role
    m_note->style()->polish(m_note);
    m_note->show();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width()))); // room for what was said
}

} // namespace cobench::ui
