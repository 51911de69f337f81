// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/team_presenter.h"

#include "core/jobs/export_team.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using ensemble::Consensus;

const QString kSketch = u"sketch"_s;
const QString kDetail = u"detail"_s;
const QString kStacking = u"stacking"_s;

Result<TeamSketchAnswer> workOutSketch(TeamSketchAnswer answer, Progress& progress, const CancelToken& cancel)
{
    answer.splits = withSelection(std::move(answer.splits));
    jobs::TeamSketchOptions options{.team = answer.query.team,
        .rule = answer.query.rule,
        .samples = answer.query.samples,
        .focal = TeamPresenter::focalOptions(answer.query.convention)};
    if (!answer.basis) {
        auto made
            = jobs::focalBasis(*answer.splits.selection, options.team.size(), options.focal, progress, cancel);
        if (made)
            answer.basis = std::make_shared<const jobs::FocalBasis>(*std::move(made));
        else
            answer.unscaled = made.error();
    }
    options.basis = answer.basis;
    auto sketch = jobs::sketchTeam(answer.splits, options, progress, cancel);
    if (!sketch)
        return sketch.error();
    answer.sketch = *std::move(sketch);
    return answer;
}

/// Every rule but stacking, which takes its time and joins later, unless it is the one to tell.
jobs::TeamDetailOptions detailOptions(const TeamSketchAnswer& sketch)
{
    const jobs::FocalOptions focal = TeamPresenter::focalOptions(sketch.query.convention);
    jobs::TeamDetailOptions options{.team = sketch.query.team,
        .metrics = focal.metrics,
        .samples = sketch.query.samples,
        .convention = sketch.query.convention,
        .basis = sketch.basis,
        .mostScaledTeams = sketch.basis ? focal.mostTeams : 0,
        .withConfusion = ensemble::checkConfusion(sketch.splits.report->classes()).ok()};
    if (sketch.query.rule.rule != Consensus::Stacking)
        std::erase_if(options.rules, [](const auto& choice) { return choice.rule == Consensus::Stacking; });
    if (sketch.query.rule.temperature != jobs::RuleChoice().temperature)
        options.rules.insert(options.rules.begin() + 1, sketch.query.rule);
    options.told
        = static_cast<std::size_t>(std::ranges::find(options.rules, sketch.query.rule) - options.rules.begin());
    return options;
}

Result<TeamDetailAnswer> workOutDetail(
    const TeamSketchAnswer& sketch, Progress& progress, const CancelToken& cancel)
{
    auto detail = jobs::detailTeam(sketch.splits, detailOptions(sketch), progress, cancel);
    if (!detail)
        return detail.error();
    if (!detail->unscaled)
        detail->unscaled = sketch.unscaled;
    return TeamDetailAnswer{sketch.subject, sketch.splits, sketch.query, *std::move(detail)};
}

Result<void> exportTeam(
    const TeamSketchAnswer& answer, const std::string& path, Progress& progress, const CancelToken& cancel)
{
    const auto rule = jobs::prepareRule(answer.splits,
        answer.query.team,
        answer.query.rule,
        {.convention = answer.query.convention, .bootstrap = {}},
        progress,
        cancel);
    if (!rule)
        return rule.error();
    return jobs::exportTeam(path, answer.splits, answer.query.team, *rule, progress, cancel);
}

} // namespace

jobs::TeamSplits withSelection(jobs::TeamSplits splits)
{
    if (splits.selection)
        return splits;
    const auto validation = splits.pool->split("val");
    const bool isApart = validation && validation->title() != splits.report->split().title();
    splits.selection = isApart ? ensemble::PreparedSplit::prepare(validation, splits.pool->classes) : splits.report;
    return splits;
}

TeamPresenter::TeamPresenter(EnsemblePresenter& page, QObject* parent)
    : QObject(parent)
    , m_page(page)
{
    connect(&workspace(), &Workspace::splitChanged, this, &TeamPresenter::subjectChanged);
    connect(&workspace(), &Workspace::poolChanged, this, &TeamPresenter::subjectChanged);
    connect(&m_page, &EnsemblePresenter::queryChanged, this, &TeamPresenter::follow);
    connect(&workspace().selection(), &Selection::teamsChanged, this, &TeamPresenter::follow);
    subjectChanged();
}

jobs::FocalOptions TeamPresenter::focalOptions(ensemble::Convention convention)
{
    return {.metrics = {ensemble::kAllMetrics.begin(), ensemble::kAllMetrics.end()}, .convention = convention};
}

bool TeamPresenter::isUsable() const
{
    return m_subject.pool && m_subject.split && !m_query.team.empty()
        && m_query.team.back() < m_subject.models().size();
}

void TeamPresenter::subjectChanged()
{
    const Subject now{workspace().snapshot(), workspace().split()};
    if (now == m_subject)
        return;
    m_subject = now;
    m_splits = {};
    m_bases.clear();
    if (m_subject.pool && m_subject.split)
        m_splits = {.pool = m_subject.pool->active, .selection = nullptr, .report = m_subject.split->active};
    forget();
    follow();
    ask();
}

void TeamPresenter::follow()
{
    TeamQuery query = m_query;
    const auto& teams = workspace().selection().teams();
    query.team = teams.empty() ? ensemble::Members() : teams.back();
    query.samples = m_page.query().samples;
    query.convention = m_page.query().convention;
    setQuery(std::move(query));
}

void TeamPresenter::setRule(const jobs::RuleChoice& rule)
{
    TeamQuery query = m_query;
    query.rule = rule;
    setQuery(std::move(query));
}

void TeamPresenter::setQuery(TeamQuery query)
{
    if (query == m_query)
        return;
    const TeamQuery before = std::exchange(m_query, std::move(query));
    m_isAsked = false;
    if (before.convention != m_query.convention)
        m_bases.clear();
    Q_EMIT queryChanged();
    if (before.rule != m_query.rule)
        Q_EMIT ruleChanged();
    ask();
}

void TeamPresenter::toggleMember(std::uint32_t model)
{
    ensemble::Members team = m_query.team;
    const auto place = std::ranges::lower_bound(team, model);
    if (place != team.end() && *place == model)
        team.erase(place);
    else
        team.insert(place, model);
    Selection& selection = workspace().selection();
    selection.setModels(team);
    selection.setTeams(std::vector<ensemble::Members>(team.empty() ? 0 : 1, team));
}

void TeamPresenter::setActive(bool active)
{
    m_active = active;
    ask();
}

const TeamSketchAnswer* TeamPresenter::currentSketch() const
{
    return m_sketch && m_sketch->query == m_query && !m_query.team.empty() ? m_sketch.get() : nullptr;
}

const TeamDetailAnswer* TeamPresenter::currentDetail() const
{
    return m_detail && m_detail->query == m_query && !m_query.team.empty() ? m_detail.get() : nullptr;
}

void TeamPresenter::exportTo(const QString& path)
{
    if (!currentSketch())
        return;
    TeamSketchAnswer answer = *m_sketch;
    if (const TeamDetailAnswer* detail = currentDetail())
        if (const ensemble::TeamRule& told = detail->detail.toldRule().rule; told.rule != answer.query.rule.rule)
            answer.query.rule = {.rule = told.rule};
    workspace().async().run<void>(
        this,
        {.title = tr("Exporting the team's predictions")},
        [answer = std::move(answer), path = path.toStdString()](
            Progress& progress, const CancelToken& cancel) { return exportTeam(answer, path, progress, cancel); },
        [this](const Result<void>& done) {
            if (!done && !done.error().isCancelled())
                Q_EMIT workspace().failed(tr("Exporting the team's predictions"), done.error());
        });
}

void TeamPresenter::forget()
{
    for (const QString& key : {kSketch, kDetail, kStacking})
        workspace().async().supersede(this, key);
    m_isAsked = false;
    m_problem.clear();
    if (m_sketch) {
        m_sketch.reset();
        Q_EMIT sketchChanged();
    }
    if (m_detail) {
        m_detail.reset();
        Q_EMIT detailChanged();
    }
}

void TeamPresenter::ask()
{
    if (!m_active || m_isAsked)
        return;
    if (!isUsable())
        return forget();
    m_isAsked = true;
    workspace().async().supersede(this, kDetail);
    workspace().async().supersede(this, kStacking);
    const auto known = m_bases.find(m_query.team.size());
    TeamSketchAnswer question{.subject = m_subject,
        .splits = m_splits,
        .query = m_query,
        .sketch = {},
        .basis = known == m_bases.end() ? nullptr : known->second,
        .unscaled = {}};
    workspace().async().runLatest<TeamSketchAnswer>(
        this,
        kSketch,
        {},
        [question](
            Progress& progress, const CancelToken& cancel) { return workOutSketch(question, progress, cancel); },
        [this](Result<TeamSketchAnswer> answer) {
            if (answer) {
                keep(*answer);
                m_sketch = std::make_shared<const TeamSketchAnswer>(*std::move(answer));
                Q_EMIT sketchChanged();
                askDetail();
            } else if (!answer.error().isCancelled()) {
                m_problem = QString::fromStdString(describe(answer.error()));
                Q_EMIT detailChanged();
            }
        });
}

// What does not depend on the team is made once for each subject.
void TeamPresenter::keep(const TeamSketchAnswer& answer)
{
    if (answer.subject != m_subject)
        return;
    m_splits.selection = answer.splits.selection;
    if (answer.basis && answer.query.convention == m_query.convention)
        m_bases[answer.query.team.size()] = answer.basis;
}

void TeamPresenter::askDetail()
{
    workspace().async().runLatest<TeamDetailAnswer>(
        this,
        kDetail,
        {.title = tr("Team detail")},
        [sketch = m_sketch](
            Progress& progress, const CancelToken& cancel) { return workOutDetail(*sketch, progress, cancel); },
        [this](Result<TeamDetailAnswer> answer) {
            m_problem = answer || answer.error().isCancelled() ? QString()
                                                               : QString::fromStdString(describe(answer.error()));
            m_detail = answer ? std::make_shared<const TeamDetailAnswer>(*std::move(answer)) : nullptr;
            Q_EMIT detailChanged();
            if (m_detail && m_query.rule.rule != Consensus::Stacking)
                askStacking();
        });
}

void TeamPresenter::askStacking()
{
    workspace().async().runLatest<std::vector<jobs::RuleFigures>>(
        this,
        kStacking,
        {.title = tr("Fitting the stacking model")},
        [splits = m_detail->splits, query = m_detail->query](Progress& progress, const CancelToken& cancel) {
            return jobs::compareRules(splits,
                query.team,
                {{.rule = Consensus::Stacking}},
                {.convention = query.convention, .bootstrap = {}},
                progress,
                cancel);
        },
        [this](Result<std::vector<jobs::RuleFigures>> rows) {
            if (!rows || !m_detail)
                return;
            TeamDetailAnswer answer = *m_detail;
            answer.detail.rules.push_back(std::move(rows->front()));
            m_detail = std::make_shared<const TeamDetailAnswer>(std::move(answer));
            Q_EMIT rulesChanged();
        });
}

} // namespace cobench::ui
