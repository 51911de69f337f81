// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/lesson_panel.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace cobench::ui {

using State = LessonPlayer::State;

LessonPanel::LessonPanel(LessonPlayer& player, QAction& trainDemo, QWidget* parent)
    : QFrame(parent)
    , m_player(player)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_question(new QLabel(this))
    , m_answer(new QLabel(this))
    , m_reveal(new QPushButton(tr("Show the &answer"), this))
    , m_train(new QPushButton(tr("&Train the demo pool"), this))
    , m_back(new QPushButton(tr("&Back"), this))
    , m_next(new QPushButton(tr("&Next"), this))
    , m_close(new QPushButton(tr("C&lose"), this))
{
    setObjectName(QStringLiteral("lesson"));
    setupUi();
    connect(m_back, &QPushButton::clicked, this, [this] { m_player.go(m_player.step() - 1); });
    connect(m_next, &QPushButton::clicked, this, &LessonPanel::next);
    connect(m_close, &QPushButton::clicked, &m_player, &LessonPlayer::stop);
    connect(m_train, &QPushButton::clicked, this, [this, &trainDemo] {
        m_player.state() == State::NeedsRuns ? m_player.train() : trainDemo.trigger();
    });
    connect(m_reveal, &QPushButton::clicked, this, [this] {
        m_answered = m_player.step();
        showStep();
    });
    connect(&m_player, &LessonPlayer::changed, this, &LessonPanel::refresh);
    refresh();
}

void LessonPanel::setupUi()
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(24);
    row->addWidget(makeWords(), 1);
    row->addWidget(makeButtons(), 0, Qt::AlignVCenter);
}

QWidget* LessonPanel::makeWords()
{
    auto* words = new QWidget(this);
    auto* column = new QVBoxLayout(words);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_title->setProperty("role", QStringLiteral("heading"));
    for (QLabel* label : {m_title, m_text, m_question, m_answer}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_question->setWordWrap(false); // one sentence, with its button behind it
    auto* asking = new QHBoxLayout;
    asking->addWidget(m_question);
    asking->addWidget(m_reveal);
    asking->addStretch(1);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addLayout(asking);
    column->addWidget(m_answer);
    column->addWidget(m_train, 0, Qt::AlignLeft);
    return words;
}

QWidget* LessonPanel::makeButtons()
{
    auto* buttons = new QWidget(this);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* button : {m_back, m_next, m_close})
        row->addWidget(button);
    m_next->setProperty("primary", true);
    return buttons;
}

void LessonPanel::refresh()
{
    const State state = m_player.state();
    m_takesFocus = m_takesFocus || state == State::Stopped;
    setVisible(state != State::Stopped);
    if (state == State::Stopped)
        return;
    m_title->setText(m_player.lesson()->title);
    m_text->setText(state == State::Working ? tr("Working out the figures …") : m_player.problem());
    m_train->setVisible(state == State::NeedsPool || state == State::NeedsRuns);
    m_train->setText(state == State::NeedsRuns ? tr("&Train them") : tr("&Train the demo pool"));
    const bool shown = state == State::Shown;
    m_next->setEnabled(shown); // one that goes off and on again would lose the focus
    m_back->setEnabled(shown && m_player.step() > 0);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_question, m_reveal, m_answer})
        widget->setVisible(shown && widget->isVisible());
    if (shown)
        showStep();
    if (m_takesFocus)
        (m_next->isEnabled() ? m_next : m_close)->setFocus();
    m_takesFocus = m_takesFocus && !m_next->isEnabled();
}

void LessonPanel::showStep()
{
    const Lesson& lesson = *m_player.lesson();
    const int step = m_player.step();
    const int last = static_cast<int>(lesson.steps.size()) - 1;
    m_title->setText(tr("%1 of %2 · %3").arg(step + 1).arg(last + 1).arg(m_player.title()));
    m_text->setText(m_player.text());
    m_question->setText(m_player.question());
    m_answer->setText(m_player.answer());
    m_question->setVisible(!m_question->text().isEmpty());
    if (m_answered != step)
        m_answered = -1;
    m_reveal->setVisible(!m_question->text().isEmpty() && m_answered < 0);
    m_answer->setVisible(m_answered == step);
    m_next->setText(step < last ? tr("&Next") : tr("&Finish"));
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_text->text());
}

void LessonPanel::next()
{
    const bool last = m_player.step() + 1 >= static_cast<int>(m_player.lesson()->steps.size());
    last ? m_player.stop() : m_player.go(m_player.step() + 1);
}

} // namespace cobench::ui
