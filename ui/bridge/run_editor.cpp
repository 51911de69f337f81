// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_editor.h"

#include "core/engine/remote_runs.h"
#include "core/runs/import_runs.h"
#include "core/runs/store_runs.h"
#include "ui/bridge/counted.h"

#include <QUndoCommand>

#include <algorithm>

namespace cobench::ui {

namespace {

class TextCommand : public QUndoCommand
{
public:
    TextCommand(const QString& title, EngineLink& engine, std::string key, std::vector<RunTextChange> changes)
        : QUndoCommand(title)
        , m_engine(engine)
        , m_key(std::move(key))
        , m_changes(std::move(changes))
    {
    }
    void redo() override
    {
        for (const RunTextChange& change : m_changes)
            m_engine.edit(text(), change.run, engine::SetRunText{m_key, change.after});
    }
    void undo() override
    {
        for (const RunTextChange& change : m_changes)
            m_engine.edit(text(), change.run, engine::SetRunText{m_key, change.before});
    }

private:
    EngineLink& m_engine;
    std::string m_key;
    std::vector<RunTextChange> m_changes;
};

} // namespace

RunEditor::RunEditor(EngineLink& engine, QUndoStack& stack, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_stack(stack)
{
}

void RunEditor::setTexts(const QString& title, const std::string& key, std::vector<RunTextChange> changes)
{
    std::erase_if(changes, [](const RunTextChange& change) { return change.before == change.after; });
    if (!changes.empty())
        m_stack.push(new TextCommand(title, m_engine, key, std::move(changes)));
}

void RunEditor::setPaused(RunId run, bool paused)
{
    m_engine.edit(paused ? tr("Pausing the run") : tr("Resuming the run"), run, engine::PauseRun{paused});
}

void RunEditor::erase(const std::vector<RunId>& runs)
{
    for (const RunId run : runs)
        m_engine.edit(tr("Deleting the run"), run, engine::DeleteRun{});
}

void RunEditor::importFiles(const QString& project, const QStringList& paths)
{
    auto told = std::make_shared<QString>();
    const auto work = [project = project.toStdString(), paths, told](
                          engine::Client& client, Progress& progress, const CancelToken& cancel) -> Result<void> {
        engine::RemoteRuns store(client, project);
        std::size_t count = 0;
        std::vector<Warning> warnings;
        for (const QString& path : paths) {
            auto read = runs::readRuns(path.toStdString(), {.keepGoing = true}, progress, cancel);
            if (!read)
                return std::move(read).error();
            const auto ids = runs::storeRuns(store, read->runs, progress, cancel);
            if (!ids)
                return ids.error();
            count += ids->size();
            std::ranges::move(read->warnings, std::back_inserter(warnings));
        }
        *told = tr("Imported %1").arg(counted(count, tr("run"), tr("runs")));
        for (const Warning& warning : warnings)
            *told += u'\n' + QString::fromStdString(describe(warning));
        return {};
    };
    m_engine.withEngine(tr("Importing runs"), tr("Importing runs"), work, [this, told] { Q_EMIT imported(*told); });
}

} // namespace cobench::ui
