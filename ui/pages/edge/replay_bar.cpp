// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/replay_bar.h"

#include "ui/pages/edge/replay.h"
#include "ui/pages/reports/phrases.h"
#include "ui/style/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kPage = 25; // frames a page key goes

} // namespace

ReplayBar::ReplayBar(Replay& replay, QWidget* parent)
    : QWidget(parent)
    , m_replay(replay)
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_place(new QLabel(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 8, 2);
    m_back = addButton(*row, u"previous"_s, tr("Frame back"), tr("The frame before"));
    m_play = addButton(*row, u"play"_s, tr("Replay"), tr("Shows the run again, at the pace it had"));
    m_play->setCheckable(true);
    m_forward = addButton(*row, u"next"_s, tr("Frame forward"), tr("The next frame"));
    m_slider->setAccessibleName(tr("Frame of the run"));
    m_slider->setToolTip(tr("Any frame of the run: what a viewer saw then"));
    m_slider->setPageStep(kPage);
    row->addWidget(m_slider, 1);
    m_place->setProperty("role", u"dim"_s);
    row->addWidget(m_place);
    connect(m_play, &QAction::triggered, &m_replay, &Replay::setPlaying);
    connect(m_back, &QAction::triggered, this, [this] { m_replay.step(-1); });
    connect(m_forward, &QAction::triggered, this, [this] { m_replay.step(1); });
    connect(m_slider, &QSlider::valueChanged, this, [this](int frame) {
        m_replay.seek(static_cast<std::size_t>(frame));
    });
    connect(&m_replay, &Replay::changed, this, &ReplayBar::refresh);
    refresh();
}

QAction* ReplayBar::addButton(QHBoxLayout& row, const QString& iconName, const QString& text, const QString& help)
{
    auto* action = new QAction(icon(iconName), text, this);
    action->setToolTip(help);
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    row.addWidget(button);
    return action;
}

void ReplayBar::refresh()
{
    const EdgeSession* session = m_replay.session();
    setVisible(session);
    if (!session)
        return;
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, static_cast<int>(m_replay.frames()) - 1);
    m_slider->setValue(static_cast<int>(m_replay.frame()));
    m_play->setChecked(m_replay.isPlaying());
    m_play->setIcon(icon(m_replay.isPlaying() ? u"pause"_s : u"play"_s));
    m_back->setEnabled(m_replay.frame() > 0);
    m_forward->setEnabled(m_replay.frame() + 1 < m_replay.frames());
    const detect::Outcome& outcome = session->outcomes[m_replay.frame()];
    m_place->setText(tr("frame %1 of %2, %3 s")
                         .arg(count(outcome.number + 1),
                             count(session->outcomes.back().number + 1),
                             fixed(detect::seconds(outcome.captured), 2)));
    m_place->setToolTip(m_replay.problem());
}

QString ReplayBar::place() const
{
    return m_place->text();
}

} // namespace cobench::ui
