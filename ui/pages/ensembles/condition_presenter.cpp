// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/condition_presenter.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

struct Question {
    std::shared_ptr<const PoolSnapshot> pool;
    std::string split; // name, without condition
    std::shared_ptr<const jobs::Conditions> conditions; // nullptr = to be prepared
    jobs::ConditionOptions options;
};

Result<ConditionAnswer> workOut(const Question& question, Progress& progress, const CancelToken& cancel)
{
    ConditionAnswer answer{
        .pool = question.pool, .conditions = question.conditions, .metric = question.options.metric, .table = {}};
    if (!answer.conditions) {
        auto prepared = jobs::prepareConditions(*question.pool->active, question.split, cancel);
        if (!prepared)
            return prepared.error();
        answer.conditions = std::make_shared<const jobs::Conditions>(std::move(*prepared));
    }
    auto table = jobs::compareConditions(*answer.conditions, question.options, progress, cancel);
    if (!table)
        return table.error();
    answer.table = std::move(*table);
    return answer;
}

} // namespace

ConditionPresenter::ConditionPresenter(EnsemblePresenter& page, QObject* parent)
    : QObject(parent)
    , m_page(page)
{
    Workspace& workspace = page.workspace();
    connect(&workspace, &Workspace::splitChanged, this, &ConditionPresenter::ask);
    connect(&workspace, &Workspace::poolChanged, this, &ConditionPresenter::ask);
    connect(&page, &EnsemblePresenter::queryChanged, this, &ConditionPresenter::ask);
    connect(&workspace.selection(), &Selection::teamsChanged, this, &ConditionPresenter::ask);
}

void ConditionPresenter::setActive(bool active)
{
    m_active = active;
    ask();
}

std::size_t ConditionPresenter::leftOut() const
{
    const std::size_t selected = m_page.workspace().selection().teams().size();
    return selected > kMostTeams ? selected - kMostTeams : 0;
}

void ConditionPresenter::ask()
{
    if (!m_active)
        return;
    Workspace& workspace = m_page.workspace();
    if (!workspace.snapshot() || !workspace.split() || workspace.pool()->size() < 2) {
        workspace.async().supersede(this, u"conditions"_s);
        m_answer.reset();
        Q_EMIT answerChanged();
        return;
    }
    if (m_answer && m_answer->pool != workspace.snapshot()) {
        m_answer.reset(); // not to be clicked: its indices may be other models now
        Q_EMIT answerChanged();
    }
    Question question{.pool = workspace.snapshot(),
        .split = workspace.prepared()->split().name,
        .conditions = nullptr,
        .options = {.teams = {}, .metric = m_page.query().metric}};
    const Selection::Teams& selected = workspace.selection().teams();
    const auto first = static_cast<std::ptrdiff_t>(std::min(selected.size(), kMostTeams));
    question.options.teams.assign(selected.begin(), selected.begin() + first);
    if (m_answer && m_answer->pool == question.pool && m_answer->conditions->split == question.split)
        question.conditions = m_answer->conditions;
    workspace.async().runLatest<ConditionAnswer>(
        this,
        u"conditions"_s,
        {.title = tr("Conditions")},
        [question](Progress& progress, const CancelToken& cancel) { return workOut(question, progress, cancel); },
        [this](Result<ConditionAnswer> answer) {
            m_answer = answer ? std::make_shared<const ConditionAnswer>(std::move(*answer)) : nullptr;
            Q_EMIT unavailable(answer ? QString() : QString::fromStdString(describe(answer.error())));
            Q_EMIT answerChanged();
        });
}

} // namespace cobench::ui
