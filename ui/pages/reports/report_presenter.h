// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/report_editor.h"
#include "ui/pages/reports/block_choices.h"
#include "ui/pages/reports/compose_report.h"
#include "ui/pages/reports/shared_composer.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

namespace cobench::ui {

/// Keeps the chosen report's blocks worked out, one after the other on a worker, while the page is shown. What was
/// worked out before the pools changed stays to be seen until it is replaced. GUI thread only.
class ReportPresenter : public QObject
{
    Q_OBJECT
public:
    using Composed = std::shared_ptr<const Result<ComposedBlock>>;

    ReportPresenter(Workspace& workspace, ReportEditor& editor, QObject* parent = nullptr);

    ReportEditor& editor() { return m_editor; }
    Workspace& workspace() { return m_workspace; }
    /// The chosen report; nullptr when there is none.
    const OpenReport* report() const { return m_chosen ? m_editor.find(*m_chosen) : nullptr; }
    void choose(ReportId report);
    /// As soon as there is such a report.
    void chooseNamed(const QString& name);

    /// nullptr while a block is worked out for the first time.
    Composed composed(const store::BlockEntry& block) const;
    /// Every block is as the pools are now.
    bool isComplete() const;
    /// Precondition: report() and isComplete().
    std::shared_ptr<const ReportDocument> document(const QDateTime& madeAt) const;
    /// Blocks whose data changed, with what it is now.
    ReportEditor::Hashes staleBlocks() const;

    const std::vector<BlockChoice>& choices() const { return m_choices; }
    /// A new report with all there is to say of a pool, or of the project when `pool` is empty.
    void addFromTemplate(const QString& pool);
    /// While not shown, nothing is worked out.
    void setShown(bool shown);
    void dataChanged();

Q_SIGNALS:
    void reportChanged(); // report(), its name or blocks
    void composedChanged(); // composed() of any block
    void choicesChanged();

private:
    struct Answer {
        Composed result;
        std::uint64_t pools = 0;
    };

    void projectChanged();
    void reportsChanged();
    void workNext();
    void workOut(const store::BlockEntry& block);
    void recordSeen();
    void listChoices();
    bool isCurrent(const store::BlockEntry& block) const;
    template <typename T>
    void ask(const QString& key,
        const QString& title,
        std::function<Result<T>(BlockComposer&, Progress&, const CancelToken&)> work,
        std::function<void(Result<T>)> done);

    Workspace& m_workspace;
    ReportEditor& m_editor;
    std::shared_ptr<SharedComposer> m_composer; // nullptr while no project is open
    std::uint64_t m_pools = 0; // how often the pools have changed
    std::optional<ReportId> m_chosen;
    QString m_awaited; // name of a report to choose
    QHash<QString, Answer> m_answers; // by kind and content
    std::vector<BlockChoice> m_choices;
    std::optional<std::uint64_t> m_listed; // m_pools when m_choices were
    bool m_shown = false;
    bool m_busy = false;
};

} // namespace cobench::ui
