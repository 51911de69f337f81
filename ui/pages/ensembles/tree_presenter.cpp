// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/tree_presenter.h"

#include "core/ensemble/team_plan.h"
#include "core/jobs/prune_job.h"
#include "core/jobs/team_job.h"

#include <algorithm>
#include <mutex>

namespace cobench::ui {

using namespace Qt::StringLiterals;

namespace {

const QString kAhead = u"ahead"_s;
constexpr std::size_t kMostAhead = 70000; // teams: all of 16 models, in a tenth of a second

} // namespace

/// The scores of one pool, split, metric and convention, shared by all answers about them. The first worker
/// prepares the split.
struct TreePresenter::Session {
    std::shared_ptr<const PoolSnapshot> pool;
    std::shared_ptr<const SplitSnapshot> shown;
    std::string split;
    ensemble::Metric metric = ensemble::Metric::GD;
    ensemble::Convention convention = ensemble::Convention::Corrected;
    unsigned threads = 1;

    bool isAbout(const Session& other) const
    {
        return pool == other.pool && shown == other.shown && split == other.split && metric == other.metric
            && convention == other.convention;
    }

    jobs::PruneSession& pruning()
    {
        const std::lock_guard lock(m_mutex);
        if (!m_pruning) {
            const auto prepared = split == shown->title ? shown : prepareSplit(*pool, split);
            m_pruning = std::make_unique<jobs::PruneSession>(prepared->active, metric, threads);
        }
        return *m_pruning;
    }

    /// While nobody waits: whichever share is chosen next, its teams are scored.
    Result<void> scoreAhead(const TreeQuery& query, Progress& progress, const CancelToken& cancel)
    {
        return pruning().scoreAhead(query.pruning, progress, cancel);
    }

    Result<TreeAnswer> workOut(const TreeQuery& query, Progress& progress, const CancelToken& cancel)
    {
        auto tree = pruning().prune(query.pruning, progress, cancel);
        if (!tree)
            return tree.error();
        auto pruned = std::make_shared<PrunedPool>(
            prunedPool(*pool->active, pruning().split(), metric, query.pruning, std::move(*tree)));
        QString undefined = undefinedScores(*pruned);
        plots::TreeNodes nodes = chartNodes(*pruned, query.colour);
        return TreeAnswer{.pool = pool,
            .pruned = std::move(pruned),
            .nodes = std::move(nodes),
            .undefined = std::move(undefined),
            .colour = query.colour,
            .onReportedSplit = split == shown->title};
    }

private:
    plots::TreeNodes chartNodes(const PrunedPool& pruned, TreeColour colour)
    {
        std::vector<plots::TreeNode> nodes = pruningNodes(pruned, colour);
        const std::lock_guard lock(m_mutex);
        m_nodes = plots::TreeNodes(std::move(nodes), m_nodes);
        return m_nodes;
    }

    std::mutex m_mutex; // guards what follows
    std::unique_ptr<jobs::PruneSession> m_pruning;
    plots::TreeNodes m_nodes; // of the newest answer
};

const ensemble::TreeNode* TreeAnswer::teamAt(std::size_t node) const
{
    const std::size_t models = pruned->names.size();
    return node < models ? nullptr : &pruned->tree.nodes[node - models];
}

std::optional<std::size_t> TreeAnswer::nodeOf(const ensemble::Members& team) const
{
    const auto found = pruned->tree.find(team);
    return found ? std::optional(pruned->names.size() + *found) : std::nullopt;
}

TreePresenter::TreePresenter(EnsemblePresenter& page, QObject* parent)
    : QObject(parent)
    , m_page(page)
{
    Workspace& workspace = page.workspace();
    connect(&workspace, &Workspace::splitChanged, this, &TreePresenter::subjectChanged);
    connect(&workspace, &Workspace::poolChanged, this, &TreePresenter::subjectChanged);
    connect(&page, &EnsemblePresenter::queryChanged, this, &TreePresenter::subjectChanged);
}

TreePresenter::~TreePresenter() = default;

void TreePresenter::setQuery(const TreeQuery& query)
{
    if (query == m_query)
        return;
    m_query = query;
    Q_EMIT queryChanged();
    const auto before = m_session;
    subjectChanged(); // another split to select on asks by itself
    if (m_session == before)
        ask();
}

void TreePresenter::setActive(bool active)
{
    m_active = active;
    if (active)
        subjectChanged();
}

QString TreePresenter::selectionSplit() const
{
    const QStringList titles = m_page.workspace().splitTitles();
    if (titles.contains(m_query.split))
        return m_query.split;
    return titles.contains(u"val"_s) ? u"val"_s : m_page.workspace().splitTitle();
}

std::size_t TreePresenter::largestSize() const
{
    const auto pool = m_page.workspace().pool();
    return pool ? jobs::largestSizeWithin(pool->size(), ensemble::kMaximumNodes) : 0;
}

void TreePresenter::subjectChanged()
{
    if (!m_active)
        return;
    Workspace& workspace = m_page.workspace();
    auto now = std::make_shared<Session>();
    now->pool = workspace.snapshot();
    now->shown = workspace.split();
    now->split = selectionSplit().toStdString();
    now->metric = m_page.query().metric;
    now->convention = m_page.query().convention;
    now->threads = std::max(1U, workspace.async().threads() / 2);
    if (!now->pool || !now->shown || now->pool->active->size() < 2)
        return forget();
    if (m_session && m_session->isAbout(*now))
        return;
    const bool otherPool = !m_session || m_session->pool != now->pool;
    workspace.async().supersede(this, kAhead);
    m_page.workspace().async().dispose(std::exchange(m_session, std::move(now)));
    if (otherPool)
        adopt(nullptr);
    Q_EMIT queryChanged(); // splits and sizes on offer
    ask();
}

void TreePresenter::forget()
{
    m_page.workspace().async().supersede(this, u"tree"_s);
    m_page.workspace().async().supersede(this, kAhead);
    m_page.workspace().async().dispose(std::exchange(m_session, nullptr));
    adopt(nullptr);
}

void TreePresenter::adopt(std::shared_ptr<const TreeAnswer> answer)
{
    auto before = std::exchange(m_answer, std::move(answer));
    Q_EMIT answerChanged(); // nobody shows the old one any more
    m_page.workspace().async().dispose(std::move(before));
}

void TreePresenter::ask()
{
    if (!m_active || !m_session)
        return;
    TreeQuery query = m_query;
    query.pruning.convention = m_session->convention;
    query.pruning.maxSize
        = std::clamp<std::size_t>(query.pruning.maxSize, 2, std::max<std::size_t>(largestSize(), 2));
    m_page.workspace().async().runLatest<TreeAnswer>(
        this,
        u"tree"_s,
        {.title = tr("Pruning tree")},
        [session = m_session, query](
            Progress& progress, const CancelToken& cancel) { return session->workOut(query, progress, cancel); },
        [this, query](Result<TreeAnswer> answer) {
            if (answer)
                askAhead(query);
            adopt(answer ? std::make_shared<const TreeAnswer>(std::move(*answer)) : nullptr);
            Q_EMIT unavailable(answer ? QString() : QString::fromStdString(describe(answer.error())));
        });
}

void TreePresenter::askAhead(const TreeQuery& query)
{
    const std::size_t models = m_session->pool->active->size();
    const std::size_t largest = std::min(query.pruning.maxSize, models);
    if (ensemble::countTeams(models, 2, largest) > kMostAhead)
        return;
    m_page.workspace().async().runLatest<void>(
        this,
        kAhead,
        {.title = {}, .lane = Lane::Background},
        [session = m_session, query](
            Progress& progress, const CancelToken& cancel) { return session->scoreAhead(query, progress, cancel); },
        [](const Result<void>&) {});
}

} // namespace cobench::ui
