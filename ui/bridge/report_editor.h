// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/pool_editor.h"
#include "ui/bridge/report_edits.h"

#include <QMap>
#include <QObject>

#include <optional>

namespace cobench::ui {

/// A report of the open project.
struct OpenReport {
    store::ReportEntry entry;
    BlockList blocks;
    std::optional<Error> problem; // its blocks cannot be read

    QString name() const { return QString::fromStdString(entry.name); }
};

/// The reports of the open project and every change to them: an undoable command on the project's one stack, handed
/// to the store at once. What the store refuses is reported through Workspace::failed, and the reports are read
/// again. GUI thread only.
class ReportEditor : public QObject
{
    Q_OBJECT
public:
    ReportEditor(Workspace& workspace, PoolEditor& editor, QObject* parent = nullptr);

    const std::vector<OpenReport>& reports() const { return m_reports; }
    const OpenReport* find(ReportId report) const;
    const OpenReport* findNamed(const QString& name) const;
    bool canEdit() const { return m_editor.canEdit(); }
    /// Why no report but `except` can have this name; empty when it can.
    QString nameProblem(const QString& name, ReportId except = {}) const;
    /// "Report 1", or the first such name that is free.
    QString freeName() const;

    /// `name` must be free; the report appears once it is stored.
    void addReport(const QString& name, const BlockList& blocks);
    void renameReport(ReportId report, const QString& name);
    void deleteReport(ReportId report);

    /// Before the block at `place`, or at the end. The blocks get their numbers here; returns the first of them.
    std::int64_t addBlocks(ReportId report, BlockList blocks, std::size_t place);
    void removeBlocks(ReportId report, const std::vector<std::int64_t>& ids);
    /// To where `place` is in the list without the block.
    void moveBlock(ReportId report, std::int64_t id, std::size_t place);
    /// `block` has the number of the one it replaces. Edits with the same `session`, one after the other, are one
    /// step of undo; an empty one is a step of its own.
    void changeBlock(ReportId report, const store::BlockEntry& block, const QString& session = {});

    using Hashes = QMap<std::int64_t, std::string>; // by block
    /// What the data of new blocks was when they were first seen; no step of undo. Blocks that know are left alone.
    void recordSeen(ReportId report, const Hashes& seen);
    /// The author has looked at the changed data.
    void acceptData(ReportId report, const Hashes& now);

Q_SIGNALS:
    void changed(); // any of reports()

private:
    friend class BlockCommand;
    friend class ReportCommand;
    using Change = ProjectChange;
    using BlockChange = std::function<void(BlockList&)>;

    OpenReport* report(ReportId id);
    void pushBlocks(const QString& text, ReportId report, BlockEdit edit, const QString& session = {});
    void pushReports(const QString& text, Change redo, Change undo);
    void changeBlocks(const QString& text, ReportId report, const BlockChange& change);
    void changeReports(const QString& text, const Change& change);
    void write(const QString& text, const Change& change, const std::function<void()>& done);
    void reload();
    static Result<std::vector<OpenReport>> read(store::Project& project);

    Workspace& m_workspace;
    PoolEditor& m_editor;
    std::vector<OpenReport> m_reports;
    quint64 m_edits = 0; // made here; what was read before the last of them is out of date
};

} // namespace cobench::ui
