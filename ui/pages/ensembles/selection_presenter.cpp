// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/selection_presenter.h"

#include "core/ensemble/team_plan.h"
#include "ui/pages/ensembles/selected_teams.h"

#include <QPointer>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Clock = std::chrono::steady_clock;

const QString kChosen = u"chosen"_s;
constexpr auto kTellEvery = std::chrono::milliseconds(50);

QString key()
{
    return u"selection"_s;
}

std::shared_ptr<const SplitSnapshot> splitOf(
    QHash<QString, std::shared_ptr<const SplitSnapshot>>& known, const PoolSnapshot& pool, const std::string& title)
{
    auto& split = known[QString::fromStdString(title)];
    if (!split)
        split = prepareSplit(pool, title);
    return split;
}

} // namespace

struct SelectionPresenter::Question {
    std::shared_ptr<const PoolSnapshot> pool;
    SelectionRequest request;
    jobs::SelectionOptions options;
    Splits splits;
    std::shared_ptr<jobs::SelectionMemory> memory;
    std::function<void(const ensemble::BestTeam&)> onBetter;
};

Result<SelectionPresenter::Worked> SelectionPresenter::workOut(
    const Question& question, Progress& progress, const CancelToken& cancel)
{
    const auto begun = Clock::now();
    const auto splits = jobs::chooseSplits(*question.pool->active,
        question.request.selectSplit.toStdString(),
        question.request.reportSplit.toStdString());
    if (!splits)
        return splits.error();
    Worked worked{.answer = {.pool = question.pool, .request = question.request}, .splits = question.splits};
    const std::string select = splits->selection->title();
    const std::string report = splits->report->title();
    const jobs::TeamSplits prepared{.pool = question.pool->active,
        .selection = splitOf(worked.splits, *question.pool, select)->active,
        .report = splitOf(worked.splits, *question.pool, report)->active};
    auto selection
        = jobs::selectTeams(prepared, question.options, progress, cancel, question.onBetter, question.memory.get());
    if (!selection)
        return selection.error();
    worked.answer.selectSplit = QString::fromStdString(select);
    worked.answer.reportSplit = QString::fromStdString(report);
    worked.answer.select = prepared.selection;
    worked.answer.selection = std::move(*selection);
    worked.answer.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    return worked;
}

SelectionPresenter::SelectionPresenter(EnsemblePresenter& page, QObject* parent)
    : QObject(parent)
    , m_page(page)
{
    connect(&page.workspace(), &Workspace::poolChanged, this, &SelectionPresenter::poolChanged);
    m_request.metric = page.query().metric;
    connect(&page, &EnsemblePresenter::queryChanged, this, &SelectionPresenter::followPage);
    connect(&page.workspace().selection(), &Selection::teamsChanged, this, &SelectionPresenter::letChosenGo);
    poolChanged();
}

void SelectionPresenter::setRequest(const SelectionRequest& request)
{
    if (request == m_request)
        return;
    m_request = request;
    Q_EMIT requestChanged();
    ask();
    EnsembleQuery query = m_page.query();
    query.metric = request.metric;
    m_page.setQuery(query);
}

void SelectionPresenter::followPage()
{
    const EnsembleQuery& query = m_page.query();
    const bool isOther = query.metric != m_request.metric;
    m_request.metric = query.metric;
    if (isOther)
        Q_EMIT requestChanged();
    const bool takesMetric = (jobs::info(m_request.options.method).parameters
                                 & static_cast<unsigned>(jobs::SelectionParameter::Metric))
        != 0;
    if (query.convention != m_convention || (isOther && takesMetric))
        ask();
}

void SelectionPresenter::setActive(bool active)
{
    if (std::exchange(m_active, active) == active)
        return;
    if (active)
        ask();
    else
        forget({});
}

void SelectionPresenter::poolChanged()
{
    const auto pool = m_page.workspace().snapshot();
    if (pool == m_pool)
        return;
    m_pool = pool;
    m_splits.clear();
    m_page.workspace().async().dispose(std::exchange(m_memory, std::make_shared<jobs::SelectionMemory>()));
    forget({});
    Q_EMIT requestChanged(); // other sizes and splits to choose from
    ask();
}

void SelectionPresenter::forget(const QString& problem)
{
    m_best.reset();
    stop(problem);
}

void SelectionPresenter::stop(const QString& problem)
{
    m_page.workspace().async().supersede(this, key());
    ++m_asked;
    m_running = false;
    m_problem = problem;
    letGo();
    Q_EMIT answerChanged();
    Q_EMIT stateChanged();
}

void SelectionPresenter::cancel()
{
    stop(tr("Cancelled."));
}

void SelectionPresenter::ask()
{
    m_convention = m_page.query().convention;
    if (!m_active || !m_pool || m_pool->active->splits.empty() || m_pool->active->size() < 2)
        return;
    if (!m_page.teams() && m_page.teamsProblem().isEmpty()) { // what is looked at has the processors first
        connect(&m_page,
            &EnsemblePresenter::teamsChanged,
            this,
            &SelectionPresenter::ask,
            static_cast<Qt::ConnectionType>(
                Qt::SingleShotConnection | Qt::UniqueConnection)); // however often asked
        return;
    }
    Question question{.pool = m_pool,
        .request = m_request,
        .options = optionsOf(m_request, m_convention),
        .splits = m_splits,
        .memory = m_memory,
        .onBetter = {}};
    question.options.keepGroups = true;
    question.options.threads = m_page.workspace().async().threads();
    ++m_asked;
    if (m_request.options.method == jobs::SelectionMethod::Exact)
        question.onBetter = bestSink();
    m_running = true;
    m_best.reset();
    m_page.workspace().async().runLatest<Worked>(
        this,
        key(),
        {.title = tr("Team selection")},
        [question = std::move(question)](
            Progress& progress, const CancelToken& cancel) { return workOut(question, progress, cancel); },
        [this](Result<Worked> worked) { adopt(std::move(worked)); });
    Q_EMIT stateChanged();
}

/// Who selects otherwise while a worker makes the chosen teams is not overruled by them.
void SelectionPresenter::letChosenGo()
{
    m_page.workspace().async().supersede(this, kChosen);
}

/// Of thousands of teams, on a worker.
void SelectionPresenter::letGo()
{
    letChosenGo();
    m_chosen = {};
    m_page.workspace().async().dispose(std::exchange(m_answer, nullptr));
}

void SelectionPresenter::adopt(Result<Worked> worked)
{
    if (!worked)
        return worked.error().isCancelled() ? cancel() // from the status bar
                                            : forget(QString::fromStdString(describe(worked.error())));
    m_running = false;
    m_splits = std::move(worked->splits);
    m_problem.clear();
    m_best.reset();
    letGo();
    m_answer = std::make_shared<const SelectionAnswer>(std::move(worked->answer));
    Q_EMIT answerChanged();
    Q_EMIT stateChanged();
}

std::size_t SelectionPresenter::selectSamples() const
{
    if (!m_pool)
        return 0;
    const auto splits = jobs::chooseSplits(
        *m_pool->active, m_request.selectSplit.toStdString(), m_request.reportSplit.toStdString());
    return splits ? splits->selection->samples() : 0;
}

// Called on the searching thread; told at most every 50 ms, on the GUI thread, as long as the question stands.
std::function<void(const ensemble::BestTeam&)> SelectionPresenter::bestSink()
{
    return [async = &m_page.workspace().async(),
               asked = m_asked,
               alive = QPointer<SelectionPresenter>(this),
               last = std::make_shared<Clock::time_point>()](const ensemble::BestTeam& best) {
        if (Clock::now() - *last < kTellEvery)
            return;
        *last = Clock::now();
        const auto show = [alive, asked, best] {
            if (!alive || alive->m_asked != asked)
                return;
            alive->m_best = best;
            Q_EMIT alive->stateChanged();
        };
        QMetaObject::invokeMethod(async, show, Qt::QueuedConnection);
    };
}

void SelectionPresenter::selectChosen()
{
    if (!m_answer)
        return;
    const auto make = [answer = m_answer] {
        auto teams = std::make_shared<Selection::Teams>();
        for (const jobs::ChosenTeam& team : answer->selection.choice.teams)
            teams->push_back(team.members);
        return Selection::SharedTeams(std::move(teams));
    };
    Workspace& workspace = m_page.workspace();
    makeOfTeams<Selection::SharedTeams>(workspace.async(),
        this,
        kChosen,
        m_answer->selection.choice.teams.size(),
        make,
        [&workspace](Selection::SharedTeams teams) { workspace.selection().adoptTeams(std::move(teams)); });
}

const std::vector<std::uint32_t>& SelectionPresenter::chosenTeams() const
{
    const auto& shown = m_page.teams();
    if (m_chosen.by == m_answer && m_chosen.among == shown)
        return m_chosen.teams;
    m_chosen = {.by = m_answer, .among = shown, .teams = {}};
    if (!m_answer || !shown || shown->subject.pool != m_answer->pool)
        return m_chosen.teams;
    const jobs::TeamChoice& choice = m_answer->selection.choice;
    const std::size_t first = ensemble::countTeams(m_answer->models().size(), 2, choice.minSize - 1);
    for (const jobs::ChosenTeam& team : choice.teams) {
        const auto number = team.number && !shown->teams.isPart()
            ? std::optional(static_cast<std::uint32_t>(first + *team.number))
            : shown->teams.find(team.members);
        if (number && *number < shown->teams.scores.size())
            m_chosen.teams.push_back(*number);
    }
    return m_chosen.teams;
}

QString SelectionPresenter::command() const
{
    if (!m_pool)
        return {};
    return selectionCommand(
        m_request, m_convention, m_page.workspace().path(), QString::fromStdString(m_pool->entry.name));
}

} // namespace cobench::ui
