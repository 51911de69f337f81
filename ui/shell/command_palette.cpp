// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QTimer>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

constexpr QSize kSize{560, 400};

QString plain(const QString& text)
{
    return QString(text).remove(QLatin1Char('&')).section(QLatin1Char('\t'), 0, 0);
}

void collect(QList<Command>& commands, const QList<QAction*>& actions, const QString& path)
{
    for (QAction* action : actions) {
        const QString here
            = path.isEmpty() ? plain(action->text()) : path + QStringLiteral(" ▸ ") + plain(action->text());
        if (action->isSeparator())
            continue;
        if (QMenu* menu = action->menu()) {
            Q_EMIT menu->aboutToShow();
            collect(commands, menu->actions(), here);
        } else {
            commands.push_back({.path = here, .action = action});
        }
    }
}

} // namespace

QList<Command> commandsOf(const QMenuBar& bar)
{
    QList<Command> commands;
    collect(commands, bar.actions(), {});
    return commands;
}

CommandPalette::CommandPalette(QList<Command> commands, QWidget* parent)
    : QDialog(parent)
    , m_commands(std::move(commands))
    , m_input(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setWindowTitle(tr("Commands"));
    resize(kSize);
    m_input->setPlaceholderText(tr("Type a command"));
    m_input->setAccessibleName(tr("Command"));
    m_input->installEventFilter(this);
    m_list->setAccessibleName(tr("Matching commands"));
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->addWidget(m_input);
    column->addWidget(m_list);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_input, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::runCurrent);
    filter({});
}

void CommandPalette::filter(const QString& text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    m_list->clear();
    for (qsizetype i = 0; i < m_commands.size(); ++i) {
        const Command& command = m_commands[i];
        const bool wanted = std::ranges::all_of(
            words, [&](const QString& word) { return command.path.contains(word, Qt::CaseInsensitive); });
        if (!wanted || !command.action->isEnabled())
            continue;
        auto* item = new QListWidgetItem(command.path, m_list);
        item->setData(Qt::UserRole, i);
        item->setToolTip(command.action->shortcut().toString(QKeySequence::NativeText));
    }
    m_list->setCurrentRow(0);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::runCurrent()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item)
        return;
    QAction* action = m_commands[item->data(Qt::UserRole).toInt()].action;
    accept();
    QTimer::singleShot(0, action, &QAction::trigger); // after this dialog is gone: the action may open its own
}

} // namespace cobench::ui
