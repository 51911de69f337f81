// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/device_form.h"

#include "core/detect/model_request.h"
#include "core/detect/shipped_cards.h"
#include "ui/pages/edge/machine_book.h"
#include "ui/pages/edge/machine_field.h"
#include "ui/pages/reports/phrases.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kMostAlike = 64;
constexpr int kMostJitter = 99; // percent

void add(QFormLayout& form, const QString& title, QWidget* field, const QString& help)
{
    field->setAccessibleName(QString(title).remove(u'&'));
    field->setToolTip(help);
    field->setWhatsThis(help);
    form.addRow(title, field);
}

QString noteOn(const QString& text)
{
    if (text.isEmpty())
        return DeviceForm::tr("Select a device to change it.");
    return DeviceForm::tr("Change the text itself (F2 or double click): it cannot be read, or says more than this "
                          "form has fields for.");
}

} // namespace

QComboBox* modelField(QWidget* parent)
{
    auto* field = new QComboBox(parent);
    field->setEditable(true);
    for (const std::string_view model : detect::kBuiltInModels)
        field->addItem(toQString(model));
    for (const detect::ShippedCard& card : detect::shippedCards()) {
        field->addItem(toQString(card.name));
        field->setItemData(field->count() - 1,
            QObject::tr("A network by its model card; its weights do not come along"),
            Qt::ToolTipRole);
    }
    field->setMinimumContentsLength(10);
    return field;
}

DeviceForm::DeviceForm(MachineBook& book, QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_note(new QLabel(this))
    , m_kind(new QComboBox(this))
    , m_model(modelField(this))
    , m_count(new QSpinBox(this))
    , m_cores(new QLineEdit(this))
    , m_rate(new QDoubleSpinBox(this))
    , m_jitter(new QSpinBox(this))
    , m_law(new QComboBox(this))
    , m_failures(new QLineEdit(this))
    , m_machine(new MachineField(this))
    , m_quality(new QSpinBox(this))
    , m_target(new QComboBox(this))
    , m_risk(new QLabel(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    for (QAbstractSpinBox* box : {static_cast<QAbstractSpinBox*>(m_count),
             static_cast<QAbstractSpinBox*>(m_rate),
             static_cast<QAbstractSpinBox*>(m_jitter)})
        box->setKeyboardTracking(false);
    m_note->setWordWrap(true);
    m_note->setProperty("role", u"dim"_s);
    m_form->addRow(m_note);
    m_kind->addItems({tr("Processor of this machine"),
        tr("Emulated"),
        tr("Another machine"),
        tr("Graphics card of this machine")});
    m_model->insertItem(0, QString());
    m_model->lineEdit()->setPlaceholderText(tr("the run's"));
    m_count->setRange(1, kMostAlike);
    m_cores->setPlaceholderText(tr("any"));
    m_rate->setRange(0.01, 100000.0);
    m_rate->setDecimals(2);
    m_rate->setSuffix(tr(" /s"));
    m_jitter->setRange(0, kMostJitter);
    m_jitter->setSuffix(tr(" %"));
    m_law->addItems({tr("uniform"), tr("normal"), tr("exponential")});
    m_failures->setPlaceholderText(tr("none"));
    add(*m_form, tr("Kind"), m_kind, tr("Emulated devices take the time that is said here, whatever the machine"));
    add(*m_form, tr("How many"), m_count, tr("Devices like this one"));
    add(*m_form,
        tr("Model"),
        m_model,
        tr("Of this device; empty: the run's. A built-in detector, or a model card by name or path; null finds "
           "nothing "
           "and costs nothing"));
    add(*m_form,
        tr("Cores"),
        m_cores,
        tr("0 or 0-1: the device's process keeps to them; empty: wherever there is room"));
    add(*m_form, tr("Rate μ"), m_rate, tr("Frames a second without drops: μ = 1 / mean service time"));
    add(*m_form,
        tr("Jitter"),
        m_jitter,
        tr("Half width (uniform) or standard deviation (normal) as a share of the mean"));
    add(*m_form,
        tr("Law"),
        m_law,
        tr("How service times are distributed around 1 / μ; exponential ignores the jitter"));
    add(*m_form,
        tr("Failures"),
        m_failures,
        tr("Seconds at which it is away: 10-20, or 40 for ever; several with commas"));
    addRemoteRows(book);
    addCardRows();
    for (QComboBox* box : {m_kind, m_law, m_target})
        connect(box, &QComboBox::activated, this, &DeviceForm::commit);
    connect(m_model, &QComboBox::currentTextChanged, this, &DeviceForm::commit);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &DeviceForm::commit);
    for (QSpinBox* box : {m_count, m_jitter})
        connect(box, &QSpinBox::valueChanged, this, &DeviceForm::commit);
    for (QLineEdit* line : {m_cores, m_failures})
        connect(line, &QLineEdit::editingFinished, this, &DeviceForm::commit);
    setText({});
}

void DeviceForm::addRemoteRows(MachineBook& book)
{
    m_machine->follow(book);
    m_quality->setRange(0, 100);
    m_quality->setPrefix(tr("JPEG "));
    m_quality->setSpecialValueText(tr("raw pixels"));
    m_quality->setKeyboardTracking(false);
    add(*m_form, tr("Machine"), m_machine, tr("One that is paired; it runs a model that it has itself"));
    add(*m_form,
        tr("Frames as"),
        m_quality,
        tr("Quality of the JPEG that frames travel as: 1 … 100, lower takes less of the network and blurs; 0: as "
           "they "
           "are"));
    connect(m_machine, &MachineField::chosen, this, &DeviceForm::commit);
    connect(m_quality, &QSpinBox::valueChanged, this, &DeviceForm::commit);
}

void DeviceForm::addCardRows()
{
    for (const std::string_view target : detect::kNetworkTargets)
        m_target->addItem(toQString(target));
    m_risk->setText(tr("Runs without a sandbox, for its drivers."));
    m_risk->setToolTip(tr("Drivers open files and devices of their own: use networks that you trust."));
    m_risk->setProperty("role", u"dim"_s);
    add(*m_form,
        tr("Through"),
        m_target,
        tr("What OpenCV runs the network on; fp16: with half the precision. Where it has no such card, the run is "
           "refused"));
    m_form->addRow(m_risk);
}

void DeviceForm::refreshRows(Kind kind)
{
    const auto setShown = [this](QWidget* field, bool shown) {
        field->setVisible(shown);
        m_form->labelForField(field)->setVisible(shown);
    };
    setShown(m_cores, kind == ProcessorKind);
    for (QWidget* field : {static_cast<QWidget*>(m_rate),
             static_cast<QWidget*>(m_jitter),
             static_cast<QWidget*>(m_law),
             static_cast<QWidget*>(m_failures)})
        setShown(field, kind == EmulatedKind);
    setShown(m_machine, kind == RemoteKind);
    setShown(m_quality, kind == RemoteKind);
    setShown(m_target, kind == CardKind);
    m_risk->setVisible(kind == CardKind);
}

void DeviceForm::setText(const QString& text)
{
    if (text == m_edited && !text.isEmpty())
        return; // what stands in the fields, even where it cannot be read
    const QScopedValueRollback guard(m_isShowing, true);
    m_edited = text;
    const auto fields = deviceFields(text);
    m_note->setVisible(!fields);
    m_note->setText(noteOn(text));
    for (QWidget* field : findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        if (field != m_note)
            field->setVisible(fields.has_value());
    if (!fields)
        return;
    const Kind kind = fields->isRemote ? RemoteKind
        : fields->isEmulated           ? EmulatedKind
        : fields->target.isEmpty()     ? ProcessorKind
                                       : CardKind;
    m_kind->setCurrentIndex(kind);
    m_model->setCurrentText(fields->model);
    m_count->setValue(fields->count);
    m_cores->setText(fields->cores);
    m_rate->setValue(fields->rate);
    m_jitter->setValue(static_cast<int>(std::lround(100.0 * fields->jitter)));
    m_law->setCurrentIndex(static_cast<int>(fields->law));
    m_failures->setText(fields->failures);
    m_machine->setAddress(fields->address);
    m_quality->setValue(fields->quality);
    m_target->setCurrentIndex(std::max(0, m_target->findText(fields->target)));
    refreshRows(kind);
}

void DeviceForm::commit()
{
    if (m_isShowing)
        return;
    const auto kind = static_cast<Kind>(m_kind->currentIndex());
    refreshRows(kind);
    m_edited = deviceText({.count = m_count->value(),
        .isEmulated = kind == EmulatedKind,
        .isRemote = kind == RemoteKind,
        .target = kind == CardKind ? m_target->currentText() : QString(),
        .cores = m_cores->text(),
        .rate = m_rate->value(),
        .jitter = 0.01 * m_jitter->value(),
        .law = static_cast<detect::Emulation::Law>(m_law->currentIndex()),
        .failures = m_failures->text(),
        .address = m_machine->address(),
        .quality = m_quality->value(),
        .model = m_model->currentText()});
    Q_EMIT edited(m_edited);
}

} // namespace cobench::ui
