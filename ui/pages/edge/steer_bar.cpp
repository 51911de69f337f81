// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/steer_bar.h"

#include "ui/style/icons.h"
#include "ui/widgets/narrow_box.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Kind = detect::RunChange::Kind;
using Presence = EdgeSession::Presence;
using State = EdgeSession::State;

} // namespace

SteerBar::SteerBar(EdgeSessions& sessions, QWidget* parent)
    : QWidget(parent)
    , m_sessions(sessions)
    , m_schedule(new NarrowBox(this))
    , m_rate(new QDoubleSpinBox(this))
    , m_refusal(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 0, 8, 4);
    column->setSpacing(4);
    column->addWidget(makePipeline());
    column->addWidget(makeDevices());
    column->addWidget(m_refusal);
    m_refusal->setObjectName(u"notice"_s);
    m_refusal->setWordWrap(true);
    m_refusal->setTextFormat(Qt::PlainText);
    m_refusal->hide();
    fillMenu();
    connectAll();
    refresh();
}

QWidget* SteerBar::makePipeline()
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    for (std::size_t schedule = 0; schedule < std::size(detect::kSchedules); ++schedule)
        m_schedule->addItem(titleOf(static_cast<detect::Schedule>(schedule)), static_cast<int>(schedule));
    m_schedule->setMinimumContentsLength(10);
    m_schedule->setAccessibleName(tr("Scheduler of the run that goes on"));
    m_schedule->setToolTip(
        tr("Which device takes which frame, from now on; frames that wait are distributed anew"));
    m_rate->setRange(0.01, 100000.0);
    m_rate->setSuffix(tr(" /s"));
    m_rate->setKeyboardTracking(false);
    m_rate->setAccessibleName(tr("Rate λ of the run that goes on"));
    m_rate->setToolTip(
        tr("λ: frames a second that come in, from now on. Of a live source it is not ours to choose"));
    row->addWidget(m_schedule, 1);
    row->addWidget(new QLabel(u"λ"_s, line));
    row->addWidget(m_rate);
    return line;
}

QWidget* SteerBar::makeDevices()
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    m_unplug = addButton(*row, u"stop"_s, tr("&Unplug"), {});
    m_remove = addButton(*row,
        u"delete"_s,
        tr("Re&move"),
        tr("Takes the selected device out of the run for good, after the frame it works on. The last one stays"));
    m_add = addButton(*row, u"new"_s, tr("A&dd"), tr("One more device for the run that goes on"));
    row->addStretch(1);
    return line;
}

QToolButton* SteerBar::addButton(QLayout& row, const QString& iconName, const QString& text, const QString& help)
{
    auto* button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setText(text);
    button->setToolTip(help);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row.addWidget(button);
    return button;
}

void SteerBar::fillMenu()
{
    auto* menu = new QMenu(m_add);
    for (const auto& [text, device] : {std::pair(tr("The run's model on the processor"), u"cpu"_s),
             std::pair(tr("Emulated: 2.5 frames a second"), u"emulated:2.5=null"_s),
             std::pair(tr("Emulated: 10 frames a second"), u"emulated:10=null"_s),
             std::pair(tr("Emulated: the run's model, slowed"), u"emulated:2.5:jitter=0.1"_s)})
        connect(menu->addAction(text), &QAction::triggered, this, [this, device = device] {
            m_refusal->hide();
            m_sessions.addDevice(device);
        });
    m_add->setMenu(menu);
    m_add->setPopupMode(QToolButton::InstantPopup);
}

void SteerBar::connectAll()
{
    connect(m_schedule, &QComboBox::activated, this, [this] {
        m_sessions.change(
            {.kind = Kind::Schedule, .schedule = static_cast<detect::Schedule>(m_schedule->currentData().toInt())});
    });
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, [this](double rate) {
        m_sessions.change({.kind = Kind::Rate, .rate = rate});
    });
    connect(m_unplug, &QToolButton::clicked, this, &SteerBar::toggle);
    connect(m_remove, &QToolButton::clicked, this, [this] {
        m_sessions.change({.kind = Kind::Remove, .device = static_cast<detect::DeviceIndex>(m_device)});
    });
    connect(&m_sessions, &EdgeSessions::deviceRefused, this, [this](const QString& why) {
        m_refusal->setText(why);
        m_refusal->show();
    });
    for (const auto change : {&EdgeSessions::stateChanged, &EdgeSessions::toldChanged})
        connect(&m_sessions, change, this, &SteerBar::refresh);
    connect(&m_sessions, &EdgeSessions::progressed, this, &SteerBar::showInForce);
}

/// The run that goes on, when it is the one that is shown.
const EdgeSession* SteerBar::steered() const
{
    const EdgeSession* active = m_sessions.active();
    const bool goesOn = active && (active->state == State::Running || active->state == State::Paused);
    return goesOn && active == m_sessions.told() && active->setup.clock == EdgeSetup::Clock::Real ? active
                                                                                                  : nullptr;
}

void SteerBar::setDevice(int device)
{
    m_device = device;
    refresh();
}

std::size_t SteerBar::devicesOfUse(const EdgeSession& session) const
{
    return static_cast<std::size_t>(std::ranges::count_if(session.end.figures.devices,
        [&](const auto& device) { return session.presenceOf(device.name) != Presence::Removed; }));
}

void SteerBar::toggle()
{
    const EdgeSession* session = steered();
    if (!session || m_device < 0)
        return;
    const auto device = static_cast<detect::DeviceIndex>(m_device);
    const bool isOut = session->presenceOf(session->end.figures.devices[device].name) == Presence::Unplugged;
    m_sessions.change({.kind = isOut ? Kind::PlugIn : Kind::Unplug, .device = device});
}

void SteerBar::refresh()
{
    const EdgeSession* session = steered();
    setVisible(session != nullptr);
    if (!session)
        return;
    if (std::exchange(m_shown, session->number) != session->number)
        m_refusal->hide();
    showInForce();
    const auto& devices = session->end.figures.devices;
    const bool isChosen = m_device >= 0 && static_cast<std::size_t>(m_device) < devices.size();
    const Presence presence
        = isChosen ? session->presenceOf(devices[static_cast<std::size_t>(m_device)].name) : Presence::Removed;
    const bool isOut = presence == Presence::Unplugged;
    m_unplug->setText(isOut ? tr("Pl&ug in") : tr("&Unplug"));
    m_unplug->setIcon(icon(isOut ? u"play"_s : u"stop"_s));
    m_unplug->setToolTip(isOut
            ? tr("The selected device takes frames again")
            : tr("As if the cable of the selected device were pulled: its frame waits for another "
                 "device, or is dropped, and the run goes on"));
    m_unplug->setEnabled(presence != Presence::Removed);
    m_remove->setEnabled(presence != Presence::Removed && devicesOfUse(*session) > 1);
}

void SteerBar::showInForce()
{
    const EdgeSession* session = steered();
    if (!session)
        return;
    const QSignalBlocker quiet(m_rate);
    m_schedule->setCurrentIndex(static_cast<int>(session->scheduleNow()));
    if (!m_rate->hasFocus()) // else a person is at it
        m_rate->setValue(session->rateNow());
    m_rate->setEnabled(session->setup.isPaced() && !session->setup.isLive());
}

} // namespace cobench::ui
