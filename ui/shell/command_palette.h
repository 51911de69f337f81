// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QDialog>
#include <QList>

class QLineEdit;
class QListWidget;
class QMenuBar;

namespace cobench::ui {

struct Command {
    QString path; // "File ▸ Import predictions…", without mnemonics
    QAction* action;
};

/// Every action a menu bar leads to, in menu order. Menus that fill themselves when shown are asked to.
QList<Command> commandsOf(const QMenuBar& bar);

/// Type a few letters, Enter runs.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    explicit CommandPalette(QList<Command> commands, QWidget* parent = nullptr);

    /// Commands whose words contain all words of `text`.
    void filter(const QString& text);
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void runCurrent();

    QList<Command> m_commands;
    QLineEdit* m_input;
    QListWidget* m_list;
};

} // namespace cobench::ui
