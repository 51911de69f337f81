// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine_link.h"

#include <QUndoStack>

#include <vector>

namespace cobench::ui {

/// A text of a run before and after a change.
struct RunTextChange {
    RunId run;
    std::string before;
    std::string after;
};

/// What a person changes on training runs. All of it are requests to the engine, which alone writes runs; texts can
/// be undone and imports, what is deleted is gone. GUI thread only.
class RunEditor : public QObject
{
    Q_OBJECT
public:
    RunEditor(EngineLink& engine, QUndoStack& stack, QObject* parent = nullptr);

    /// "tags", "note" or "archived". `title` names it in the Edit menu.
    void setTexts(const QString& title, const std::string& key, std::vector<RunTextChange> changes);
    void setPaused(RunId run, bool paused);
    void erase(const std::vector<RunId>& runs);
    /// Runs that other programs recorded: event files, CSV, JSON lines, trainer_state.json, MLflow, or folders of
    /// them. One step of undo, which deletes them again.
    void importFiles(const QString& project, const QStringList& paths);

Q_SIGNALS:
    /// What an import brought, and what it left out.
    void imported(const QString& text);

private:
    EngineLink& m_engine;
    QUndoStack& m_stack;
};

} // namespace cobench::ui
