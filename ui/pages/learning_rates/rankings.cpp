// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/rankings.h"

#include "core/engine/probe_runs.h"
#include "ui/bridge/async.h"
#include "ui/bridge/counted.h"

#include <algorithm>
#include <utility>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kDrainMs = 100;
constexpr unsigned kAtOnce = 2; // they mostly wait for the engine

/// By id, those at other scales included.
std::vector<RunId> runsOf(const jobs::Ranking& ranking)
{
    std::vector<RunId> runs;
    for (const jobs::RankedPolicy& policy : ranking.policies) {
        for (const jobs::RankedRun& run : policy.runs)
            runs.push_back(run.run);
        for (const jobs::ScaledRun& scaled : policy.scaled)
            runs.push_back(scaled.run.run);
    }
    std::ranges::sort(runs);
    return runs;
}

bool isSame(const Rankings::Entry& entry, const std::string& project, const jobs::RecordedRanking& recorded)
{
    return entry.project == project && entry.batch == recorded.batch
        && (entry.isOwn || entry.runs == recorded.runs || entry.runs.front() == recorded.runs.front());
}

void adopt(Rankings::Entry& entry, jobs::RecordedRanking recorded)
{
    entry.batch = std::move(recorded.batch);
    entry.config = std::move(recorded.config);
    entry.policies = recorded.policies;
    entry.seeds = recorded.seeds;
    entry.runs = std::move(recorded.runs);
    if (!entry.seen || runsOf(*entry.seen) != entry.runs)
        entry.isCurrent = false;
}

} // namespace

QString Rankings::Entry::title() const
{
    const QString what = QString::fromStdString(batch.empty() ? config.name : batch);
    return u"%1 · %2, %3 · %4 × %5"_s.arg(what,
        QString::fromStdString(config.model),
        QString::fromStdString(config.dataset),
        counted(policies, tr("policy"), tr("policies")),
        counted(seeds, tr("seed"), tr("seeds")));
}

Rankings::Rankings(Workspace& workspace, PrepareTrainer prepare, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_prepare(std::move(prepare))
{
    m_timer.setInterval(kDrainMs);
    connect(&m_timer, &QTimer::timeout, this, &Rankings::drain);
}

Rankings::~Rankings()
{
    m_entries.clear(); // cancels
}

jobs::JobRunner& Rankings::runner()
{
    if (!m_runner)
        m_runner = std::make_unique<jobs::JobRunner>(kAtOnce);
    return *m_runner;
}

std::string Rankings::freeName(const QString& name) const
{
    const std::string wanted = name.trimmed().isEmpty() ? "rank" : name.trimmed().toStdString();
    const auto isTaken = [&](const std::string& batch) {
        return std::ranges::any_of(m_entries, [&](const auto& entry) { return entry->batch == batch; });
    };
    std::string batch = wanted;
    for (int n = 2; isTaken(batch); ++n)
        batch = wanted + " " + std::to_string(n);
    return batch;
}

void Rankings::start(jobs::RankOptions options, const QString& name)
{
    options.batch = freeName(name);
    auto entry = std::make_unique<Entry>();
    entry->project = m_workspace.path().toStdString();
    entry->batch = options.batch;
    entry->config = options.config;
    entry->policies = options.policies.size() + (options.candidates ? options.candidates->families.size() : 0);
    entry->seeds = options.seeds;
    entry->isOwn = true;
    const auto work = [make = m_prepare(), options](const LiveJob<jobs::Ranking>::Tell& tell,
                          Progress& progress,
                          const CancelToken& cancel) -> Result<jobs::Ranking> {
        const auto trainer = make();
        if (!trainer)
            return trainer.error();
        return jobs::rankPolicies(options, **trainer, tell, progress, cancel);
    };
    entry->training = std::make_unique<LiveJob<jobs::Ranking>>(runner(), work);
    m_entries.insert(m_entries.begin(), std::move(entry));
    m_timer.start();
    Q_EMIT listChanged();
}

void Rankings::stop(Entry& entry)
{
    if (entry.training)
        entry.training->cancel();
    if (entry.composing)
        entry.composing->cancel();
    if (entry.attacking)
        entry.attacking->cancel();
}

void Rankings::compose(Entry& entry, std::size_t intervals)
{
    if (!entry.seen || entry.isRunning())
        return;
    jobs::ComposeOptions options{.project = entry.project, .intervals = intervals, .verifyBatch = entry.batch};
    for (const jobs::RankedPolicy& policy : entry.seen->policies)
        for (const jobs::RankedRun& run : policy.runs)
            if (policy.isFinished && policy.schedule.policies.size() == 1)
                options.runs.push_back(run.run);
    const auto work = [make = m_prepare(), options](const LiveJob<jobs::ComposedPolicy>::Tell&,
                          Progress& progress,
                          const CancelToken& cancel) -> Result<jobs::ComposedPolicy> {
        const auto trainer = make();
        if (!trainer)
            return trainer.error();
        return jobs::composePolicy(options, trainer->get(), progress, cancel);
    };
    entry.problem.reset();
    entry.composing = std::make_unique<LiveJob<jobs::ComposedPolicy>>(runner(), work);
    m_timer.start();
    Q_EMIT changed();
}

void Rankings::attack(Entry& entry, double epsilon)
{
    if (!entry.seen || entry.isRunning())
        return;
    entry.problem.reset();
    entry.attackedRuns = jobs::finishedRuns(*entry.seen);
    entry.epsilon = epsilon;
    entry.attacking = std::make_unique<LiveJob<data::Pool>>(runner(),
        [project = entry.project, runs = entry.attackedRuns, epsilon](const LiveJob<data::Pool>::Tell&,
            Progress& progress,
            const CancelToken& cancel) { return engine::attackRuns(project, runs, epsilon, progress, cancel); });
    m_timer.start();
    Q_EMIT changed();
}

/// Whether there is anything new.
bool Rankings::drainTraining(Entry& entry)
{
    auto news = entry.training->take();
    entry.progress = news.progress;
    if (news.latest) {
        entry.seen = *std::move(news.latest);
        entry.policies = entry.seen->policies.size();
    }
    if (!news.end)
        return news.latest.has_value();
    entry.training.reset();
    entry.isCurrent = false; // its runs tell the rest: energy, and what a ranking that was stopped has
    if (*news.end)
        entry.seen = **std::move(news.end);
    else
        entry.problem = std::move(*news.end).error();
    if (entry.seen)
        entry.policies = entry.seen->policies.size();
    return true;
}

bool Rankings::drainComposing(Entry& entry)
{
    auto news = entry.composing->take();
    entry.progress = news.progress;
    if (!news.end)
        return false;
    entry.composing.reset();
    if (*news.end)
        entry.composed = **std::move(news.end);
    else
        entry.problem = std::move(*news.end).error();
    return true;
}

bool Rankings::drainAttacking(Entry& entry)
{
    auto news = entry.attacking->take();
    entry.progress = news.progress;
    if (!news.end)
        return false;
    entry.attacking.reset();
    if (!*news.end) {
        entry.problem = std::move(*news.end).error();
        return true;
    }
    entry.attacked = **std::move(news.end);
    if (entry.seen)
        jobs::takeAttack(*entry.seen, entry.attackedRuns, *entry.attacked);
    return true;
}

void Rankings::drain()
{
    bool isNew = false;
    bool hasEnded = false;
    for (const auto& entry : m_entries) {
        const bool wasRunning = entry->isRunning();
        if (entry->training)
            isNew |= drainTraining(*entry);
        if (entry->composing)
            isNew |= drainComposing(*entry);
        if (entry->attacking)
            isNew |= drainAttacking(*entry);
        hasEnded |= wasRunning && !entry->isRunning();
    }
    if (std::ranges::none_of(m_entries, [](const auto& entry) { return entry->isRunning(); }))
        m_timer.stop();
    if (hasEnded)
        reload();
    if (isNew)
        Q_EMIT changed();
    Q_EMIT progressed();
}

void Rankings::reload()
{
    m_workspace.async().runLatest<std::vector<jobs::RecordedRanking>>(
        this,
        u"rankings"_s,
        {.title = {}, .lane = Lane::Compute},
        [project = m_workspace.path().toStdString()](Progress&, const CancelToken&) {
            return project.empty() ? std::vector<jobs::RecordedRanking>() : jobs::listRankings(project);
        },
        [this, project = m_workspace.path().toStdString()](Result<std::vector<jobs::RecordedRanking>> recorded) {
            takeList(project, recorded ? *std::move(recorded) : std::vector<jobs::RecordedRanking>());
        });
}

void Rankings::takeList(const std::string& project, std::vector<jobs::RecordedRanking> recorded)
{
    std::vector<std::unique_ptr<Entry>> before = std::exchange(m_entries, {});
    for (jobs::RecordedRanking& each : recorded) {
        const auto known = std::ranges::find_if(
            before, [&](const auto& entry) { return entry && isSame(*entry, project, each); });
        auto entry = known == before.end() ? std::make_unique<Entry>() : std::move(*known);
        entry->project = project;
        adopt(*entry, std::move(each));
        m_entries.push_back(std::move(entry));
    }
    // Begun here, and nothing of it stored yet.
    std::erase_if(before, [](const auto& entry) { return !entry || !entry->isOwn; });
    m_entries.insert(
        m_entries.begin(), std::make_move_iterator(before.begin()), std::make_move_iterator(before.end()));
    Q_EMIT listChanged();
}

void Rankings::read(Entry& entry)
{
    if (entry.isCurrent || entry.isRunning() || entry.runs.empty())
        return;
    m_workspace.async().runLatest<jobs::Ranking>(
        this,
        u"ranking"_s,
        {.title = tr("Reading a ranking"), .lane = Lane::Compute},
        [project = entry.project, runs = entry.runs](Progress& progress, const CancelToken& cancel) {
            auto ranking = jobs::readRanking(project, runs, progress, cancel);
            if (ranking)
                jobs::orderRanking(*ranking, {}); // which also finds out which policies are finished
            return ranking;
        },
        [this, project = entry.project, batch = entry.batch, runs = entry.runs](
            Result<jobs::Ranking> ranking) { takeRead(project, batch, runs, std::move(ranking)); });
}

void Rankings::takeRead(const std::string& project,
    const std::string& batch,
    const std::vector<RunId>& runs,
    Result<jobs::Ranking> ranking)
{
    const auto known = std::ranges::find_if(m_entries, [&](const auto& entry) {
        return entry->project == project && entry->batch == batch && entry->runs == runs;
    });
    if (known == m_entries.end() || (*known)->isRunning())
        return;
    (*known)->isCurrent = true;
    if (!ranking) {
        (*known)->problem = std::move(ranking).error();
    } else {
        (*known)->seen = *std::move(ranking);
        if ((*known)->attacked)
            jobs::takeAttack(*(*known)->seen, (*known)->attackedRuns, *(*known)->attacked);
    }
    Q_EMIT changed();
}

} // namespace cobench::ui
