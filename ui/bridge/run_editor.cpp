// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_editor.h"

#include "core/engine/remote_runs.h"
#include "core/runs/import_runs.h"
#include "core/runs/store_runs.h"
#include "ui/bridge/counted.h"

#include <QUndoCommand>

#include <algorithm>
#include <utility>

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

/// Runs that were taken in from files.
struct Import {
    std::string project;
    std::vector<std::filesystem::path> paths;
    std::vector<RunId> runs;
    QString told; // what an import brought, and what it left out
};
using SharedImport = std::shared_ptr<Import>;

EngineLink::Work readAndStore(const SharedImport& import)
{
    return [import](engine::Client& client, Progress& progress, const CancelToken& cancel) -> Result<void> {
        engine::RemoteRuns store(client, import->project);
        import->runs.clear();
        std::vector<Warning> warnings;
        for (const std::filesystem::path& path : runs::withoutPartners(import->paths)) {
            auto read = runs::readRuns(path, {.keepGoing = true}, progress, cancel);
            if (!read)
                return std::move(read).error();
            const auto ids = runs::storeRuns(store, read->runs, progress, cancel);
            if (!ids)
                return ids.error();
            import->runs.insert(import->runs.end(), ids->begin(), ids->end());
            std::ranges::move(read->warnings, std::back_inserter(warnings));
        }
        import->told = RunEditor::tr("Imported %1")
                           .arg(counted(import->runs.size(), RunEditor::tr("run"), RunEditor::tr("runs")));
        for (const Warning& warning : warnings)
            import->told += u'\n' + QString::fromStdString(describe(warning));
        return {};
    };
}

EngineLink::Work takeBack(const SharedImport& import)
{
    return [import](engine::Client& client, Progress& progress, const CancelToken& cancel) -> Result<void> {
        engine::RemoteRuns store(client, import->project);
        progress.beginStage("taking runs back", import->runs.size());
        while (!import->runs.empty()) {
            if (cancel.isCancelled())
                return cancelled();
            auto erased = store.deleteRun(import->runs.back());
            if (!erased && erased.error().code != ErrorCode::NotFound) // somebody deleted it before
                return erased;
            import->runs.pop_back();
            progress.advance(1);
        }
        return {};
    };
}

/// Made when the runs are there.
class ImportCommand : public QUndoCommand
{
public:
    ImportCommand(EngineLink& engine, SharedImport import)
        : QUndoCommand(RunEditor::tr("Import %1")
                           .arg(counted(import->runs.size(), RunEditor::tr("run"), RunEditor::tr("runs"))))
        , m_engine(engine)
        , m_import(std::move(import))
    {
    }
    void redo() override
    {
        if (std::exchange(m_isFirst, false))
            return;
        m_engine.withEngine(text(), text(), readAndStore(m_import), [] {});
    }
    void undo() override
    {
        const QString title = RunEditor::tr("Taking imported runs back");
        m_engine.withEngine(title, title, takeBack(m_import), [] {});
    }

private:
    EngineLink& m_engine;
    SharedImport m_import; // touched by one piece of work at a time
    bool m_isFirst = true;
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
    auto import = std::make_shared<Import>();
    import->project = project.toStdString();
    for (const QString& path : paths)
        import->paths.emplace_back(path.toStdString());
    const QString title = tr("Importing runs");
    m_engine.withEngine(title, title, readAndStore(import), [this, import] {
        if (!import->runs.empty())
            m_stack.push(new ImportCommand(m_engine, import));
        Q_EMIT imported(import->told);
    });
}

} // namespace cobench::ui
