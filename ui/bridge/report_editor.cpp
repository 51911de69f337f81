// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/report_editor.h"

#include "ui/bridge/counted.h"

#include <QUndoCommand>

#include <algorithm>

namespace cobench::ui {

class BlockCommand : public QUndoCommand
{
public:
    BlockCommand(ReportEditor& editor, const QString& text, ReportId report, BlockEdit edit, const QString& session)
        : QUndoCommand(text)
        , m_editor(editor)
        , m_report(report)
        , m_edit(std::move(edit))
        , m_session(session)
    {
    }
    void redo() override { m_editor.changeBlocks(text(), m_report, m_edit.redo); }
    void undo() override { m_editor.changeBlocks(text(), m_report, m_edit.undo); }
    int id() const override { return m_session.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* newer = dynamic_cast<const BlockCommand*>(other);
        if (!newer || newer->m_report != m_report || newer->m_session != m_session)
            return false;
        m_edit.redo = newer->m_edit.redo;
        return true;
    }

private:
    ReportEditor& m_editor;
    ReportId m_report;
    BlockEdit m_edit;
    QString m_session;
};

class ReportCommand : public QUndoCommand
{
public:
    ReportCommand(ReportEditor& editor, const QString& text, ReportEditor::Change redo, ReportEditor::Change undo)
        : QUndoCommand(text)
        , m_editor(editor)
        , m_redo(std::move(redo))
        , m_undo(std::move(undo))
    {
    }
    void redo() override { m_editor.changeReports(text(), m_redo); }
    void undo() override { m_editor.changeReports(text(), m_undo); }

private:
    ReportEditor& m_editor;
    ReportEditor::Change m_redo;
    ReportEditor::Change m_undo;
};

ReportEditor::ReportEditor(Workspace& workspace, PoolEditor& editor, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_editor(editor)
{
    connect(&m_workspace, &Workspace::projectChanged, this, [this] {
        ++m_edits;
        m_reports.clear();
        Q_EMIT changed();
        reload();
    });
}

const OpenReport* ReportEditor::find(ReportId id) const
{
    const auto found = std::ranges::find_if(m_reports, [&](const auto& report) { return report.entry.id == id; });
    return found == m_reports.end() ? nullptr : &*found;
}

OpenReport* ReportEditor::report(ReportId id)
{
    return const_cast<OpenReport*>(std::as_const(*this).find(id));
}

const OpenReport* ReportEditor::findNamed(const QString& name) const
{
    const auto found = std::ranges::find(m_reports, name, &OpenReport::name);
    return found == m_reports.end() ? nullptr : &*found;
}

QString ReportEditor::nameProblem(const QString& name, ReportId except) const
{
    if (name.trimmed().isEmpty())
        return tr("A report needs a name.");
    const OpenReport* other = findNamed(name.trimmed());
    return other && other->entry.id != except ? tr("Another report is called “%1”.").arg(name.trimmed())
                                              : QString();
}

QString ReportEditor::freeName() const
{
    for (int number = 1;; ++number)
        if (QString name = tr("Report %1").arg(number); !findNamed(name))
            return name;
}

Result<std::vector<OpenReport>> ReportEditor::read(store::Project& project)
{
    const auto entries = project.reports();
    if (!entries)
        return entries.error();
    std::vector<OpenReport> reports;
    for (const store::ReportEntry& entry : *entries) {
        reports.push_back({.entry = entry, .blocks = {}, .problem = {}});
        if (auto blocks = project.blocks(entry.id))
            reports.back().blocks = std::move(*blocks);
        else
            reports.back().problem = blocks.error();
    }
    return reports;
}

void ReportEditor::reload()
{
    if (!m_workspace.isOpen())
        return;
    m_workspace.link().call<std::vector<OpenReport>>(
        m_workspace.async(),
        this,
        {},
        [](store::Project& project, Progress&, const CancelToken&) { return read(project); },
        [this, edits = m_edits](Result<std::vector<OpenReport>> reports) {
            if (edits != m_edits)
                return reload(); // the answer is older than what was changed here
            if (!reports)
                Q_EMIT m_workspace.failed(tr("Reading the reports"), reports.error());
            m_reports = reports ? std::move(*reports) : std::vector<OpenReport>();
            Q_EMIT changed();
        });
}

void ReportEditor::write(const QString& text, const Change& change, const std::function<void()>& done)
{
    ++m_edits;
    m_workspace.link().call<void>(
        m_workspace.async(),
        this,
        {},
        [change](store::Project& project, Progress&, const CancelToken&) { return change(project); },
        [this, text, done](const Result<void>& result) {
            if (result)
                return done();
            Q_EMIT m_workspace.failed(text, result.error());
            reload();
        });
}

void ReportEditor::changeBlocks(const QString& text, ReportId id, const BlockChange& change)
{
    if (OpenReport* open = report(id))
        change(open->blocks);
    Q_EMIT changed();
    write(
        text,
        [id, change](store::Project& project) -> Result<void> {
            auto blocks = project.blocks(id);
            if (!blocks)
                return blocks.error();
            change(*blocks);
            return project.setBlocks(id, *blocks);
        },
        [] {});
}

void ReportEditor::changeReports(const QString& text, const Change& change)
{
    write(text, change, [this] { reload(); });
}

void ReportEditor::pushBlocks(const QString& text, ReportId report, BlockEdit edit, const QString& session)
{
    if (m_editor.mayEdit() && find(report))
        m_editor.undoStack().push(new BlockCommand(*this, text, report, std::move(edit), session));
}

void ReportEditor::pushReports(const QString& text, Change redo, Change undo)
{
    if (m_editor.mayEdit())
        m_editor.undoStack().push(new ReportCommand(*this, text, std::move(redo), std::move(undo)));
}

void ReportEditor::addReport(const QString& name, const BlockList& blocks)
{
    // Known once it was added; from then on it is hidden and shown.
    auto id = std::make_shared<std::optional<ReportId>>();
    pushReports(
        tr("Add %1").arg(name.trimmed()),
        [id, blocks, name = name.trimmed().toStdString()](store::Project& project) -> Result<void> {
            if (*id)
                return project.restoreReport(**id);
            const auto added = project.addReport(name, blocks);
            if (!added)
                return added.error();
            *id = *added;
            return {};
        },
        [id](store::Project& project) { return *id ? project.deleteReport(**id) : Result<void>(); });
}

void ReportEditor::renameReport(ReportId id, const QString& name)
{
    const OpenReport* open = find(id);
    if (!open || open->name() == name.trimmed() || !nameProblem(name, id).isEmpty())
        return;
    const auto rename = [id](std::string to) -> Change {
        return [id, to = std::move(to)](store::Project& project) { return project.renameReport(id, to); };
    };
    pushReports(tr("Rename %1").arg(open->name()), rename(name.trimmed().toStdString()), rename(open->entry.name));
}

void ReportEditor::deleteReport(ReportId id)
{
    if (const OpenReport* open = find(id))
        pushReports(
            tr("Delete %1").arg(open->name()),
            [id](store::Project& project) { return project.deleteReport(id); },
            [id](store::Project& project) { return project.restoreReport(id); });
}

std::int64_t ReportEditor::addBlocks(ReportId id, BlockList blocks, std::size_t place)
{
    const OpenReport* open = find(id);
    if (!open || blocks.empty())
        return 0;
    const std::int64_t first = nextNumber(open->blocks);
    for (std::int64_t number = first; store::BlockEntry & block : blocks)
        block.id = number++;
    pushBlocks(tr("Add %1").arg(counted(blocks.size(), tr("block"), tr("blocks"))), id, insertEdit(blocks, place));
    return first;
}

void ReportEditor::removeBlocks(ReportId id, const std::vector<std::int64_t>& ids)
{
    if (const OpenReport* open = find(id))
        pushBlocks(
            tr("Remove %1").arg(counted(ids.size(), tr("block"), tr("blocks"))), id, removeEdit(open->blocks, ids));
}

void ReportEditor::moveBlock(ReportId id, std::int64_t block, std::size_t place)
{
    const OpenReport* open = find(id);
    if (!open)
        return;
    const BlockEdit edit = moveEdit(open->blocks, block, place);
    BlockList moved = open->blocks;
    edit.redo(moved);
    if (moved != open->blocks)
        pushBlocks(tr("Move a block"), id, edit);
}

void ReportEditor::changeBlock(ReportId id, const store::BlockEntry& block, const QString& session)
{
    const OpenReport* open = find(id);
    if (!open)
        return;
    const auto before = std::ranges::find(open->blocks, block.id, &store::BlockEntry::id);
    if (before != open->blocks.end() && *before != block)
        pushBlocks(tr("Edit a block"), id, replaceEdit(*before, block), session);
}

void ReportEditor::recordSeen(ReportId id, const Hashes& seen)
{
    const auto record = [seen](BlockList& blocks) {
        for (store::BlockEntry& block : blocks)
            if (block.dataHash.empty())
                block.dataHash = seen.value(block.id);
    };
    const OpenReport* open = find(id);
    BlockList after = open ? open->blocks : BlockList();
    record(after);
    if (open && canEdit() && after != open->blocks)
        changeBlocks(tr("Remembering the data"), id, record);
}

void ReportEditor::acceptData(ReportId id, const Hashes& now)
{
    const OpenReport* open = find(id);
    if (!open)
        return;
    const auto set = [](Hashes hashes) {
        return [hashes = std::move(hashes)](BlockList& blocks) {
            for (store::BlockEntry& block : blocks)
                if (const auto hash = hashes.constFind(block.id); hash != hashes.constEnd())
                    block.dataHash = *hash;
        };
    };
    Hashes before;
    for (const store::BlockEntry& block : open->blocks)
        if (now.contains(block.id) && now.value(block.id) != block.dataHash)
            before.insert(block.id, block.dataHash);
    if (!before.isEmpty())
        pushBlocks(tr("Accept changed data"), id, {.redo = set(now), .undo = set(before)});
}

} // namespace cobench::ui
