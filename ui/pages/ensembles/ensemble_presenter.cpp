// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/ensemble_presenter.h"

#include <QPointer>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Kind = ensemble::SampleSet::Kind;

constexpr std::size_t kMostTeams = std::size_t{1} << 20; // all of 20 models

std::int64_t memberId(const PoolSnapshot& pool, std::size_t model)
{
    return pool.members[pool.memberOf[model]].id;
}

/// Where a model of `before` stands in `after`; nothing when it was excluded or deleted.
std::optional<std::size_t> follow(const PoolSnapshot& before, const PoolSnapshot& after, std::size_t model)
{
    if (model >= before.memberOf.size())
        return std::nullopt;
    const std::int64_t id = memberId(before, model);
    for (std::size_t now = 0; now < after.memberOf.size(); ++now)
        if (memberId(after, now) == id)
            return now;
    return std::nullopt;
}

Result<MatrixAnswer> workOutMatrix(
    const Subject& subject, const EnsembleQuery& query, Progress& progress, const CancelToken& cancel)
{
    auto matrix = jobs::computeMatrix(subject.prepared(),
        {.metric = query.metric, .samples = query.samples, .convention = query.convention},
        progress,
        cancel);
    if (!matrix)
        return matrix.error();
    auto order = ensemble::clusteredOrder(matrix->values, matrix->models, query.metric);
    return MatrixAnswer{subject, std::move(*matrix), std::move(order)};
}

Result<TeamsAnswer> workOutTeams(const Subject& subject,
    const jobs::TeamsOptions& options,
    Progress& progress,
    const CancelToken& cancel,
    const jobs::PartSink& onPart)
{
    auto teams = jobs::scorePool(subject.prepared(), options, progress, cancel, onPart);
    if (!teams)
        return teams.error();
    return TeamsAnswer{subject, options.samples, std::move(*teams)};
}

Result<PairAnswer> workOutPair(
    const Subject& subject, const jobs::PairOptions& options, Progress& progress, const CancelToken& cancel)
{
    auto detail = jobs::comparePair(subject.prepared(), options, progress, cancel);
    if (!detail)
        return detail.error();
    return PairAnswer{subject, std::move(*detail)};
}

} // namespace

EnsemblePresenter::EnsemblePresenter(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    connect(&m_workspace, &Workspace::splitChanged, this, &EnsemblePresenter::subjectChanged);
    connect(&m_workspace.selection(), &Selection::modelsChanged, this, &EnsemblePresenter::modelsSelected);
    connect(&m_workspace, &Workspace::poolChanged, this, &EnsemblePresenter::subjectChanged);
    subjectChanged();
}

EnsembleQuery EnsemblePresenter::valid(EnsembleQuery query) const
{
    const std::size_t models = m_subject.pool ? m_subject.models().size() : 0;
    if (query.samples.kind == Kind::Focal && models > 0 && query.samples.focal >= models)
        query.samples = {.kind = Kind::Disagreement};
    return query;
}

void EnsemblePresenter::setQuery(const EnsembleQuery& wanted)
{
    const EnsembleQuery query = valid(wanted);
    if (query == m_query)
        return;
    const EnsembleQuery before = std::exchange(m_query, query);
    Q_EMIT queryChanged();
    const bool otherNumbers = before.samples != query.samples || before.convention != query.convention;
    if (otherNumbers || before.metric != query.metric)
        askMatrix();
    else
        Q_EMIT matrixChanged(); // the same numbers, shown otherwise
    if (otherNumbers) {
        askTeams();
        askPair();
    } else if (before.metric != query.metric || before.asScore != query.asScore) {
        Q_EMIT teamsChanged();
    }
}

void EnsemblePresenter::comparePair(std::size_t first, std::size_t second)
{
    const std::size_t models = m_subject.pool ? m_subject.models().size() : 0;
    const bool exists = first != second && std::max(first, second) < models;
    m_wantedPair = exists ? std::optional(std::pair(first, second)) : std::nullopt;
    askPair();
}

void EnsemblePresenter::modelsSelected()
{
    if (m_subject.pool != m_workspace.snapshot())
        return; // the same models under the indices of a pool that comes in a moment; the pair follows it by itself
    const Selection::Indices& models = m_workspace.selection().models();
    if (models.size() == 2 && models.back() < (m_subject.pool ? m_subject.models().size() : 0))
        comparePair(models.front(), models.back());
}

void EnsemblePresenter::subjectChanged()
{
    const Subject now{m_workspace.snapshot(), m_workspace.split()};
    if (now == m_subject)
        return;
    const Subject before = std::exchange(m_subject, now);
    followMembers(before);
    const bool isUsable = m_subject.pool && m_subject.split && m_subject.models().size() >= 2;
    if (!isUsable)
        m_wantedPair.reset();
    if (!isUsable || !m_subject.hasModelsOf(before))
        forgetAnswers(); // what is shown must not be clicked: its indices are other models now
    if (!isUsable)
        return;
    askMatrix();
    askTeams();
    askPair();
}

// Reordering, renaming and excluding give models other indices; the focal model and the pair stay who they are.
void EnsemblePresenter::followMembers(const Subject& before)
{
    EnsembleQuery query = m_query;
    const bool samePool = before.pool && m_subject.pool && before.pool->entry.id == m_subject.pool->entry.id;
    const auto now
        = [&](std::size_t model) { return samePool ? follow(*before.pool, *m_subject.pool, model) : std::nullopt; };
    if (m_wantedPair) {
        const auto first = now(m_wantedPair->first);
        const auto second = now(m_wantedPair->second);
        m_wantedPair = first && second ? std::optional(std::pair(*first, *second)) : std::nullopt;
    }
    if (samePool && query.samples.kind == Kind::Focal) {
        const auto focal = now(query.samples.focal);
        query.samples = focal ? ensemble::SampleSet{.kind = Kind::Focal, .focal = *focal}
                              : ensemble::SampleSet{.kind = Kind::Disagreement};
    }
    m_query = valid(query);
    Q_EMIT queryChanged(); // also for the list of focal models
}

void EnsemblePresenter::forgetAnswers()
{
    for (const QString& key : {u"matrix"_s, u"teams"_s, u"pair"_s})
        m_workspace.async().supersede(this, key);
    ++m_asked;
    m_matrix.reset();
    m_teamsProblem.clear();
    m_pair.reset();
    Q_EMIT matrixChanged();
    adoptTeams(nullptr);
    Q_EMIT pairChanged();
}

void EnsemblePresenter::askMatrix()
{
    if (!m_subject.pool || !m_subject.split || m_subject.models().size() < 2)
        return;
    m_workspace.async().runLatest<MatrixAnswer>(
        this,
        u"matrix"_s,
        {.title = tr("Diversity matrix")},
        [subject = m_subject, query = m_query](Progress& progress, const CancelToken& cancel) {
            return workOutMatrix(subject, query, progress, cancel);
        },
        [this](Result<MatrixAnswer> answer) {
            m_matrix = answer ? std::make_shared<const MatrixAnswer>(std::move(*answer)) : nullptr;
            Q_EMIT matrixChanged();
        });
}

void EnsemblePresenter::askTeams()
{
    if (!m_subject.pool || !m_subject.split || m_subject.models().size() < 2)
        return;
    const jobs::TeamsOptions options{.samples = m_query.samples,
        .convention = m_query.convention,
        .mostWithAllSizes = kMostTeams,
        .threads = std::max(1U, m_workspace.async().threads() / 2)};
    m_workspace.async().runLatest<TeamsAnswer>(
        this,
        u"teams"_s,
        {.title = tr("Scores of all teams")},
        [subject = m_subject, options, onPart = partSink(options.samples)](Progress& progress,
            const CancelToken& cancel) { return workOutTeams(subject, options, progress, cancel, onPart); },
        [this](Result<TeamsAnswer> answer) {
            m_teamsProblem = answer ? QString() : QString::fromStdString(describe(answer.error()));
            adoptTeams(answer ? std::make_shared<const TeamsAnswer>(std::move(*answer)) : nullptr);
        });
}

/// Called on the scoring worker; shown as long as the question stands.
jobs::PartSink EnsemblePresenter::partSink(const ensemble::SampleSet& samples)
{
    return [async = &m_workspace.async(),
               alive = QPointer<EnsemblePresenter>(this),
               asked = ++m_asked,
               subject = m_subject,
               samples](jobs::PoolTeams part) {
        auto answer = std::make_shared<const TeamsAnswer>(TeamsAnswer{subject, samples, std::move(part)});
        const auto show = [alive, asked, answer = std::move(answer)] {
            if (alive && alive->m_asked == asked)
                alive->adoptTeams(answer);
        };
        QMetaObject::invokeMethod(async, show, Qt::QueuedConnection);
    };
}

void EnsemblePresenter::adoptTeams(std::shared_ptr<const TeamsAnswer> answer)
{
    m_workspace.async().dispose(std::exchange(m_teams, std::move(answer)));
    Q_EMIT teamsChanged();
}

void EnsemblePresenter::askPair()
{
    if (!m_wantedPair) {
        m_workspace.async().supersede(this, u"pair"_s);
        m_pair.reset();
        Q_EMIT pairChanged();
        return;
    }
    const jobs::PairOptions options{.first = m_wantedPair->first,
        .second = m_wantedPair->second,
        .samples = m_query.samples,
        .convention = m_query.convention};
    m_workspace.async().runLatest<PairAnswer>(
        this,
        u"pair"_s,
        {},
        [subject = m_subject, options](Progress& progress, const CancelToken& cancel) {
            return workOutPair(subject, options, progress, cancel);
        },
        [this](Result<PairAnswer> answer) {
            m_pair = answer ? std::make_shared<const PairAnswer>(std::move(*answer)) : nullptr;
            Q_EMIT pairChanged();
        });
}

} // namespace cobench::ui
