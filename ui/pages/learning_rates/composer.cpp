// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/composer.h"

#include "core/lr/policy_text.h"
#include "ui/pages/learning_rates/segment_handles.h"
#include "ui/pages/reports/policy_figure.h"

#include <QUndoCommand>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

/// lr::summarize in pieces, so that what is not wanted any more stops.
Result<lr::CurveSummary> summed(
    const lr::Schedule& schedule, std::uint64_t steps, lr::Convention convention, const CancelToken& cancel)
{
    constexpr std::uint64_t kPiece = 1 << 16;
    std::vector<double> rates(kPiece);
    lr::CurveSummary all;
    for (std::uint64_t first = 0; first < steps; first += kPiece) {
        if (cancel.isCancelled())
            return cancelled();
        const auto piece = std::span(rates).first(std::min(kPiece, steps - first));
        lr::values(schedule, static_cast<double>(first), piece, convention);
        const auto [low, high] = std::ranges::minmax(piece);
        all.minimum = first == 0 ? low : std::min(all.minimum, low);
        all.maximum = first == 0 ? high : std::max(all.maximum, high);
        all.area = std::accumulate(piece.begin(), piece.end(), all.area);
    }
    return all;
}

} // namespace

class ComposeCommand : public QUndoCommand
{
public:
    ComposeCommand(Composer& composer, const QString& text, const Composer::Draft& after, const QString& session)
        : QUndoCommand(text)
        , m_composer(composer)
        , m_before(composer.draft())
        , m_after(after)
        , m_session(session)
    {
    }
    void redo() override { m_composer.adopt(m_after); }
    void undo() override { m_composer.adopt(m_before); }
    int id() const override { return m_session.isEmpty() ? -1 : 2; }
    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* newer = dynamic_cast<const ComposeCommand*>(other);
        if (!newer || newer->m_session != m_session)
            return false;
        m_after = newer->m_after;
        return true;
    }

private:
    Composer& m_composer;
    Composer::Draft m_before;
    Composer::Draft m_after;
    QString m_session;
};

Composer::Composer(Workspace& workspace, PoolEditor& editor, PolicyEditor& policies, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_editor(editor)
    , m_policies(policies)
{
    connect(&m_workspace, &Workspace::projectChanged, this, &Composer::followProject);
    connect(&m_policies, &PolicyEditor::changed, this, &Composer::nameChanged);
    connect(&m_policies, &PolicyEditor::added, this, [this](store::PolicyId policy) {
        const store::PolicyEntry* entry = m_policies.find(policy);
        if (entry->current().policy != toText(m_draft.composition))
            return;
        m_draft.origin = policy;
        Q_EMIT nameChanged();
    });
    m_draft.composition.schedule
        = {.policies = {typicalPolicy(lr::Family::Tri, 1000.0, 0.001, 0.006)}, .boundaries = {}};
    followProject();
    summarize();
}

void Composer::followProject()
{
    const QString& project = m_workspace.path();
    if (!project.isEmpty() && !m_originProject.isEmpty() && project != m_originProject)
        m_draft.origin.reset();
    if (!project.isEmpty())
        m_originProject = project;
    Q_EMIT nameChanged();
}

void Composer::restore(const Draft& draft, const QString& project)
{
    m_originProject = project;
    adopt(draft);
    followProject();
}

QString Composer::name() const
{
    const store::PolicyEntry* entry = m_draft.origin ? m_policies.find(*m_draft.origin) : nullptr;
    return entry ? QString::fromStdString(entry->name) : QString();
}

bool Composer::isChanged() const
{
    const store::PolicyEntry* entry = m_draft.origin ? m_policies.find(*m_draft.origin) : nullptr;
    return entry && entry->current().policy != toText(m_draft.composition);
}

double Composer::highRate() const
{
    double high = 0.0;
    for (const lr::Policy& policy : schedule().policies)
        high = std::max({high, policy.k0, policy.k1});
    return high > 0.0 ? high : 0.01;
}

double Composer::lowRate() const
{
    const double high = highRate();
    double low = high;
    for (const lr::Policy& policy : schedule().policies)
        if (lr::info(policy.family).k1)
            low = std::min({low, policy.k0, policy.k1});
    return low < high ? low : high / 10.0;
}

void Composer::edit(const Draft& draft, const QString& what, const QString& session)
{
    if (draft == m_draft || draft.steps < 2 || !lr::validate(draft.composition.schedule))
        return;
    m_editor.undoStack().push(new ComposeCommand(*this, what, draft, session));
}

void Composer::editSchedule(lr::Schedule schedule, const QString& what, const QString& session)
{
    Draft after = m_draft;
    after.composition.schedule = std::move(schedule);
    if (const double end = segmentBegin(after.composition.schedule, after.composition.schedule.boundaries.size());
        end >= static_cast<double>(after.steps))
        after.steps = static_cast<std::uint64_t>(end) + 1;
    edit(after, what, session);
}

void Composer::adopt(const Draft& draft)
{
    m_draft = draft;
    m_summary.reset();
    Q_EMIT changed();
    Q_EMIT nameChanged();
    summarize();
}

void Composer::setConvention(lr::Convention convention)
{
    if (convention == m_convention)
        return;
    m_convention = convention;
    adopt(m_draft);
}

void Composer::setIterationsPerEpoch(double iterations)
{
    if (iterations == m_iterationsPerEpoch || !(iterations >= 1.0))
        return;
    m_iterationsPerEpoch = iterations;
    Q_EMIT changed();
}

bool Composer::isOverlaid(const QString& key) const
{
    return std::ranges::find(m_overlays, key, &Overlay::key) != m_overlays.end();
}

void Composer::setOverlaid(const Overlay& overlay, bool on)
{
    const auto found = std::ranges::find(m_overlays, overlay.key, &Overlay::key);
    if (on == (found != m_overlays.end()))
        return;
    if (on)
        m_overlays.push_back(overlay);
    else
        m_overlays.erase(found);
    Q_EMIT overlaysChanged();
}

void Composer::clearOverlays()
{
    m_overlays.clear();
    Q_EMIT overlaysChanged();
}

void Composer::summarize()
{
    const auto schedule = std::make_shared<const lr::Schedule>(m_draft.composition.schedule);
    m_workspace.async().runLatest<lr::CurveSummary>(
        this,
        u"summary"_s,
        {.title = {}, .lane = Lane::Compute},
        [schedule, steps = m_draft.steps, convention = m_convention](
            Progress&, const CancelToken& cancel) { return summed(*schedule, steps, convention, cancel); },
        [this](Result<lr::CurveSummary> summary) {
            if (summary)
                m_summary = *summary;
            Q_EMIT summaryChanged();
        });
}

double Composer::stepLengthOf(const Overlay& overlay) const
{
    const lr::Unit unit = m_draft.composition.unit;
    if (overlay.composition.unit == unit)
        return 1.0;
    return unit == lr::Unit::Iteration ? m_iterationsPerEpoch : 1.0 / m_iterationsPerEpoch;
}

plots::ScheduleData Composer::figure() const
{
    const QString own = name().isEmpty() ? policyName(schedule()) : name();
    plots::ScheduleData figure{.title = own,
        .note = stepsNote(m_draft.steps),
        .xTitle = unitTitle(m_draft.composition.unit),
        .yTitle = rateTitle(),
        .legendTitle = tr("Policy"),
        .handles = handlesOf(schedule(), m_draft.steps, m_convention)};
    figure.series.push_back(policySeries(std::make_shared<const lr::Schedule>(schedule()),
        own,
        {.steps = m_draft.steps, .convention = m_convention}));
    for (std::size_t i = 0; i < m_overlays.size(); ++i) {
        const double stepLength = stepLengthOf(m_overlays[i]);
        figure.series.push_back(
            policySeries(std::make_shared<const lr::Schedule>(m_overlays[i].composition.schedule),
                m_overlays[i].name,
                {.steps = stepsOver(static_cast<double>(m_draft.steps), stepLength),
                    .stepLength = stepLength,
                    .convention = m_convention}));
        figure.series.back().category = i + 1;
    }
    for (std::size_t i = 0; i < schedule().boundaries.size(); ++i)
        figure.marks.push_back({.x = schedule().boundaries[i], .name = nameOf(schedule().policies[i + 1].family)});
    return figure;
}

PolicyQuery Composer::query() const
{
    PolicyQuery query{.policies = {{lr::format(schedule())}},
        .steps = m_draft.steps,
        .unit = m_draft.composition.unit,
        .convention = m_convention};
    for (const Overlay& overlay : m_overlays)
        query.policies.push_back({lr::format(overlay.composition.schedule), stepLengthOf(overlay)});
    return query;
}

} // namespace cobench::ui
