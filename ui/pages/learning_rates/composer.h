// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/evaluate.h"
#include "plots/schedule.h"
#include "ui/bridge/policy_editor.h"
#include "ui/pages/learning_rates/composition.h"
#include "ui/pages/reports/policy_query.h"

#include <QObject>

#include <optional>
#include <vector>

namespace cobench::ui {

/// Another policy drawn over the one that is composed.
struct Overlay {
    QString key; // what it is: of a library's item
    QString name;
    Composition composition;
};

/// What is composed, how it is looked at, and what lies over it. Each edit is an undoable command on the window's
/// one stack; nothing reaches the project before it is saved. GUI thread only; sums run on a worker.
class Composer : public QObject
{
    Q_OBJECT
public:
    struct Draft {
        Composition composition;
        std::uint64_t steps = 1000; // that are shown, of the composition's unit
        std::optional<store::PolicyId> origin; // the project's policy that this was
        bool operator==(const Draft&) const = default;
    };

    Composer(Workspace& workspace, PoolEditor& editor, PolicyEditor& policies, QObject* parent = nullptr);

    const Draft& draft() const { return m_draft; }
    const lr::Schedule& schedule() const { return m_draft.composition.schedule; }
    std::uint64_t steps() const { return m_draft.steps; }
    /// Between which the schedule moves, as far as its parameters tell; apart even for a constant.
    double lowRate() const;
    double highRate() const;
    /// The text has been changed since the project's policy was chosen.
    bool isChanged() const;
    /// Edits with the same `session`, one after the other, are one step of undo. What is not valid is dropped.
    void edit(const Draft& draft, const QString& what, const QString& session = {});
    /// As it was in another session: no step of undo. `project` is that of the draft's origin, as originProject().
    void restore(const Draft& draft, const QString& project);
    /// Whose policy the draft's origin is: numbers of policies mean nothing in other projects.
    const QString& originProject() const { return m_originProject; }
    void editSchedule(lr::Schedule schedule, const QString& what, const QString& session = {});

    lr::Convention convention() const { return m_convention; }
    void setConvention(lr::Convention convention);
    /// To draw policies of both units on one axis.
    double iterationsPerEpoch() const { return m_iterationsPerEpoch; }
    void setIterationsPerEpoch(double iterations);

    const std::vector<Overlay>& overlays() const { return m_overlays; }
    bool isOverlaid(const QString& key) const;
    void setOverlaid(const Overlay& overlay, bool on);
    void clearOverlays();

    /// Nothing while they are summed up.
    const std::optional<lr::CurveSummary>& summary() const { return m_summary; }
    plots::ScheduleData figure() const;
    /// The same as a view to export.
    PolicyQuery query() const;

    PolicyEditor& policies() { return m_policies; }
    Workspace& workspace() { return m_workspace; }
    QString name() const; // of the project's policy; empty when it is none

Q_SIGNALS:
    void changed(); // draft, convention, scale: whatever figure() draws but overlays
    void overlaysChanged();
    void summaryChanged();
    void nameChanged();

private:
    friend class ComposeCommand;
    void adopt(const Draft& draft);
    void followProject();
    void summarize();
    double stepLengthOf(const Overlay& overlay) const; // on the axis of the draft

    Workspace& m_workspace;
    PoolEditor& m_editor;
    PolicyEditor& m_policies;
    Draft m_draft;
    QString m_originProject; // empty until there is one
    lr::Convention m_convention = lr::Convention::Corrected;
    double m_iterationsPerEpoch = 100.0;
    std::vector<Overlay> m_overlays;
    std::optional<lr::CurveSummary> m_summary;
};

} // namespace cobench::ui
