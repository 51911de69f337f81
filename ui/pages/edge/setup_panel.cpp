// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/setup_panel.h"

#include "ui/pages/edge/device_form.h"
#include "ui/pages/edge/device_panel.h"
#include "ui/pages/edge/source_menu.h"
#include "ui/style/icons.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/narrow_box.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QToolButton>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Pace = EdgeSetup::Pace;
using Clock = EdgeSetup::Clock;

QLabel* heading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setProperty("role", u"heading"_s);
    return label;
}

void add(QFormLayout& form, const QString& title, QWidget* field, QWidget* shown, const QString& help)
{
    shown->setAccessibleName(QString(title).remove(u'&'));
    shown->setToolTip(help);
    shown->setWhatsThis(help);
    auto* label = new QLabel(title, field->parentWidget());
    label->setBuddy(shown);
    form.addRow(label, field);
}

void add(QFormLayout& form, const QString& title, QWidget* field, const QString& help)
{
    add(form, title, field, field, help);
}

} // namespace

SetupPanel::SetupPanel(SetupDraft& draft, QWidget* parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_area(new QScrollArea(this))
    , m_content(new QWidget(m_area->viewport()))
    , m_source(new NarrowBox(m_content))
    , m_truth(new QLineEdit(m_content))
    , m_model(modelField(m_content))
    , m_models(new QLineEdit(m_content))
    , m_devices(new DevicePanel(draft, m_content))
    , m_pace(new QComboBox(m_content))
    , m_rate(new QDoubleSpinBox(m_content))
    , m_schedule(new QComboBox(m_content))
    , m_deadline(new QDoubleSpinBox(m_content))
    , m_drop(new QComboBox(m_content))
    , m_buffer(new QSpinBox(m_content))
    , m_frames(new QSpinBox(m_content))
    , m_clock(new QComboBox(m_content))
    , m_seed(new QSpinBox(m_content))
    , m_problems(new QLabel(this))
{
    auto* parts = new QVBoxLayout(m_content);
    parts->setContentsMargins(12, 10, 12, 10);
    parts->setSpacing(8);
    parts->addWidget(heading(tr("Source"), m_content));
    parts->addWidget(makeSource());
    parts->addWidget(heading(tr("Devices"), m_content));
    parts->addWidget(m_devices);
    parts->addWidget(heading(tr("Pipeline"), m_content));
    auto* form = new QFormLayout;
    addFields(*form);
    parts->addLayout(form);
    parts->addWidget(makeCommandButton(), 0, Qt::AlignLeft);
    parts->addStretch(1);
    m_area->setWidget(m_content);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_problems->setObjectName(u"notice"_s);
    m_problems->setWordWrap(true);
    m_problems->setTextFormat(Qt::PlainText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_area, 1);
    column->addWidget(m_problems);
    fillChoices();
    connectAll();
    show();
    showProblems();
}

/// A field and the button that fills it, which is returned, too.
QWidget* SetupPanel::makeLine(QWidget* field, QToolButton*& button, const QString& name)
{
    auto* line = new QWidget(m_content);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    button = new QToolButton(line);
    button->setIcon(icon(u"open"_s));
    button->setToolTip(name);
    button->setAccessibleName(name);
    row->addWidget(field, 1);
    row->addWidget(button);
    return line;
}

QWidget* SetupPanel::makePath(QWidget* field, QAction* choice)
{
    QToolButton* button = nullptr;
    QWidget* line = makeLine(field, button, choice->text());
    connect(button, &QToolButton::clicked, choice, &QAction::trigger);
    return line;
}

QWidget* SetupPanel::makePath(QWidget* field, QMenu* choices, const QString& name)
{
    QToolButton* button = nullptr;
    QWidget* line = makeLine(field, button, name);
    button->setMenu(choices);
    button->setPopupMode(QToolButton::InstantPopup);
    return line;
}

QWidget* SetupPanel::makeSource()
{
    const auto choice = [this](const QString& text, void (SetupPanel::*slot)()) {
        auto* action = new QAction(text, this);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    auto* part = new QWidget(m_content);
    auto* form = new QFormLayout(part);
    form->setContentsMargins(0, 0, 0, 0);
    m_source->setEditable(true);
    m_source->setMinimumContentsLength(12);
    m_source->lineEdit()->setPlaceholderText(tr("video, folder of pictures, camera"));
    auto* menu = new SourceMenu(this);
    connect(menu, &SourceMenu::chosen, m_source, &QComboBox::setEditText);
    connect(menu, &SourceMenu::begun, m_source->lineEdit(), [this](const QString& text) {
        m_source->setEditText(text);
        m_source->lineEdit()->setFocus();
    });
    add(*form,
        tr("Fr&om"),
        makePath(m_source, menu, tr("Choose a source")),
        m_source,
        tr("A video file, a folder of PNG and JPEG pictures (by name), a camera (camera:0 is /dev/video0), an "
           "address "
           "(rtsp://…), synthetic frames without a picture, or noise of a size: synthetic:640x480"));
    m_truth->setPlaceholderText(tr("none"));
    m_truth->setClearButtonEnabled(true);
    add(*form,
        tr("Ground tr&uth"),
        makePath(m_truth, choice(tr("Ground truth…"), &SetupPanel::chooseTruth)),
        m_truth,
        tr("True boxes: MOT text, COCO JSON, CSV, or a folder of VOC XML. They are drawn over the frames, and what "
           "was "
           "shown is judged by them"));
    add(*form, tr("&Frames"), m_frames, tr("At most so many"));
    return part;
}

QWidget* SetupPanel::makeCommandButton()
{
    auto* command = commandAction([this] { return detectCommand(m_draft.setup()); }, this);
    command->setToolTip(tr("The command line that does the same run"));
    auto* button = new QToolButton(m_content);
    button->setDefaultAction(command);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

void SetupPanel::addFields(QFormLayout& form)
{
    for (QDoubleSpinBox* box : {m_rate, m_deadline})
        box->setKeyboardTracking(false);
    for (QSpinBox* box : {m_buffer, m_frames, m_seed})
        box->setKeyboardTracking(false);
    m_rate->setRange(0.01, 100000.0);
    m_rate->setSuffix(tr(" /s"));
    m_deadline->setRange(1.0, 1e6);
    m_deadline->setDecimals(0);
    m_deadline->setSuffix(tr(" ms"));
    m_buffer->setRange(0, 100000);
    m_frames->setRange(0, 100000000);
    m_frames->setSpecialValueText(tr("all"));
    m_frames->setGroupSeparatorShown(true);
    m_seed->setRange(0, 2000000000);
    add(form,
        tr("&Model"),
        m_model,
        tr("Of devices that name none: a built-in detector, or a model card by name or path; null finds nothing "
           "and "
           "costs nothing"));
    m_models->setPlaceholderText(tr("the usual places"));
    auto* choose = new QAction(tr("Folder of model cards…"), this);
    connect(choose, &QAction::triggered, this, &SetupPanel::chooseModels);
    add(form,
        tr("Cards &in"),
        makePath(m_models, choose),
        m_models,
        tr("Folder of model cards and weights, looked in before the data folder of CoBench"));
    add(form,
        tr("&Pace"),
        m_pace,
        tr("How fast frames come: as a camera gives them, or only when a device is free"));
    add(form, tr("Rate &λ"), m_rate, tr("Frames a second that come in"));
    add(form, tr("Sc&heduler"), m_schedule, tr("Which device takes which frame"));
    add(form,
        tr("Deadl&ine"),
        m_deadline,
        tr("After capture; frames that no device can have ready by then are left out"));
    add(form, tr("When &full"), m_drop, tr("What a full queue does with the next frame"));
    add(form, tr("&Buffer"), m_buffer, tr("Frames that may wait in each queue, besides those on devices"));
    add(form,
        tr("&Clock"),
        m_clock,
        tr("Simulated: no waiting, emulated devices are exact, and the same seed gives the same run"));
    add(form, tr("&Seed"), m_seed, tr("Of the service times of emulated devices"));
}

void SetupPanel::fillChoices()
{
    for (const QString& video : sampleVideos())
        m_source->addItem(video);
    m_source->addItems({u"synthetic"_s, u"synthetic:640x480"_s});
    m_pace->addItem(tr("As fast as it is taken"), static_cast<int>(Pace::AsTaken));
    m_pace->addItem(tr("The source's own rate"), static_cast<int>(Pace::Native));
    m_pace->addItem(tr("A rate of"), static_cast<int>(Pace::Given));
    for (std::size_t schedule = 0; schedule < std::size(detect::kSchedules); ++schedule)
        m_schedule->addItem(titleOf(static_cast<detect::Schedule>(schedule)), static_cast<int>(schedule));
    m_drop->addItem(tr("The source waits"), static_cast<int>(detect::DropPolicy::None));
    m_drop->addItem(tr("Drops the oldest frame"), static_cast<int>(detect::DropPolicy::Oldest));
    m_drop->addItem(tr("Drops the newest frame"), static_cast<int>(detect::DropPolicy::Newest));
    m_clock->addItem(tr("Real"), static_cast<int>(Clock::Real));
    m_clock->addItem(tr("Simulated"), static_cast<int>(Clock::Simulated));
}

void SetupPanel::connectAll()
{
    connect(&m_draft, &SetupDraft::changed, this, &SetupPanel::show);
    connect(&m_draft, &SetupDraft::problemsChanged, this, &SetupPanel::showProblems);
    connect(m_source, &QComboBox::editTextChanged, this, &SetupPanel::commit);
    connect(m_model, &QComboBox::editTextChanged, this, &SetupPanel::commit);
    for (QLineEdit* line : {m_truth, m_models})
        connect(line, &QLineEdit::textChanged, this, &SetupPanel::commit);
    for (QComboBox* box : {m_pace, m_schedule, m_drop, m_clock})
        connect(box, &QComboBox::activated, this, &SetupPanel::commit);
    for (QDoubleSpinBox* box : {m_rate, m_deadline})
        connect(box, &QDoubleSpinBox::valueChanged, this, &SetupPanel::commit);
    for (QSpinBox* box : {m_buffer, m_frames, m_seed})
        connect(box, &QSpinBox::valueChanged, this, &SetupPanel::commit);
}

void SetupPanel::show()
{
    const QScopedValueRollback guard(m_isShowing, true);
    const EdgeSetup& setup = m_draft.setup();
    const auto choose
        = [](QComboBox& box, auto value) { box.setCurrentIndex(box.findData(static_cast<int>(value))); };
    if (m_source->currentText() != setup.source)
        m_source->setEditText(setup.source);
    if (m_truth->text() != setup.truth)
        m_truth->setText(setup.truth);
    if (m_model->currentText() != setup.model)
        m_model->setEditText(setup.model);
    if (m_models->text() != setup.models)
        m_models->setText(setup.models);
    choose(*m_pace, setup.pace);
    m_rate->setValue(setup.rate);
    choose(*m_schedule, setup.schedule);
    m_deadline->setValue(setup.deadlineMs);
    choose(*m_drop, setup.dropInForce());
    m_buffer->setValue(setup.buffer);
    m_frames->setValue(setup.maxFrames);
    choose(*m_clock, setup.clock);
    m_seed->setValue(setup.seed);
    m_rate->setEnabled(setup.pace == Pace::Given);
    m_drop->setEnabled(setup.mayDrop());
    m_deadline->setEnabled(setup.schedule == detect::Schedule::Deadline);
}

void SetupPanel::commit()
{
    if (m_isShowing)
        return;
    EdgeSetup setup = m_draft.setup();
    setup.source = m_source->currentText().trimmed();
    setup.truth = m_truth->text().trimmed();
    setup.model = m_model->currentText().trimmed();
    setup.models = m_models->text().trimmed();
    setup.pace = static_cast<Pace>(m_pace->currentData().toInt());
    setup.rate = m_rate->value();
    setup.schedule = static_cast<detect::Schedule>(m_schedule->currentData().toInt());
    setup.deadlineMs = m_deadline->value();
    if (m_drop->isEnabled())
        setup.drop = static_cast<detect::DropPolicy>(m_drop->currentData().toInt());
    setup.buffer = m_buffer->value();
    setup.maxFrames = m_frames->value();
    setup.clock = static_cast<Clock>(m_clock->currentData().toInt());
    setup.seed = m_seed->value();
    if (const bool isLive = setup.isLive();
        isLive != m_draft.setup().isLive() && setup.buffer == usualBuffer(!isLive))
        setup.buffer = usualBuffer(isLive);
    m_draft.edit(setup);
}

void SetupPanel::showProblems()
{
    const auto& problems = m_draft.problems();
    if (!problems)
        return; // those of a moment ago stay until the new ones are known
    m_problems->setText(problems->join(u'\n'));
    m_problems->setVisible(!problems->isEmpty());
}

QString SetupPanel::problems() const
{
    return m_problems->text();
}

void SetupPanel::chooseModels()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of model cards"));
    if (!folder.isEmpty())
        m_models->setText(folder);
}

void SetupPanel::chooseTruth()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Ground truth"), {}, tr("Boxes (*.txt *.csv *.json *.xml);;All files (*)"));
    if (!file.isEmpty())
        m_truth->setText(file);
}

} // namespace cobench::ui
