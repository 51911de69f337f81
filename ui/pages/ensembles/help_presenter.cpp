// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/help_presenter.h"

#include "core/jobs/help_job.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t kCheapTeams = 300000; // scored in a few seconds

Result<HelpAnswer> workOut(
    const Subject& subject, const ensemble::HelpOptions& question, Progress& progress, const CancelToken& cancel)
{
    HelpAnswer answer{.subject = subject, .options = jobs::fitHelpOptions(question, subject.prepared())};
    auto report = ensemble::doesDiversityHelp(subject.prepared(), answer.options, progress, cancel);
    if (!report)
        return report.error();
    answer.report = std::move(*report);
    return answer;
}

} // namespace

HelpPresenter::HelpPresenter(EnsemblePresenter& page, QObject* parent)
    : QObject(parent)
    , m_page(page)
{
    Workspace& workspace = page.workspace();
    connect(&workspace, &Workspace::splitChanged, this, &HelpPresenter::questionChanged);
    connect(&workspace, &Workspace::poolChanged, this, &HelpPresenter::questionChanged);
    connect(&page, &EnsemblePresenter::queryChanged, this, &HelpPresenter::questionChanged);
}

void HelpPresenter::setActive(bool active)
{
    m_active = active;
    if (active)
        questionChanged();
}

void HelpPresenter::setNull(std::uint32_t permutations, std::uint64_t seed)
{
    if (permutations == m_permutations && seed == m_seed)
        return;
    m_permutations = permutations;
    m_seed = seed;
    const bool shown = m_answer && m_answer->isCompared();
    if (shown && comparisonCost() <= kCheapTeams)
        compare();
    else if (shown)
        ask(0); // what is shown is of other shuffles
}

std::size_t HelpPresenter::comparisonCost() const
{
    return m_answer ? m_answer->report.teams * m_permutations : 0;
}

void HelpPresenter::questionChanged()
{
    if (!m_active)
        return;
    const Subject subject{m_page.workspace().snapshot(), m_page.workspace().split()};
    const EnsembleQuery& query = m_page.query();
    const bool same = m_answer && subject == m_subject && query.metric == m_question.metric
        && query.samples == m_question.samples;
    m_subject = subject;
    m_question.metric = query.metric;
    m_question.samples = query.samples;
    if (!subject.pool || !subject.split || subject.models().size() < 2) {
        m_page.workspace().async().supersede(this, u"help"_s);
        m_comparing = false;
        m_answer.reset();
        Q_EMIT answerChanged();
    } else if (!same) {
        ask(0);
    }
}

void HelpPresenter::compare()
{
    if (m_answer)
        ask(m_permutations);
}

void HelpPresenter::ask(std::uint32_t permutations)
{
    ensemble::HelpOptions question = m_question;
    question.permutations = permutations;
    question.seed = m_seed;
    question.threads = std::max(1U, m_page.workspace().async().threads() / 2);
    m_comparing = permutations > 0;
    m_page.workspace().async().runLatest<HelpAnswer>(
        this,
        u"help"_s,
        {.title = m_comparing ? tr("Comparison with chance") : tr("Diversity and accuracy")},
        [subject = m_subject, question](
            Progress& progress, const CancelToken& cancel) { return workOut(subject, question, progress, cancel); },
        [this](Result<HelpAnswer> answer) { adopt(std::move(answer)); });
    Q_EMIT answerChanged();
}

void HelpPresenter::adopt(Result<HelpAnswer> answer)
{
    const bool compared = std::exchange(m_comparing, false);
    if (answer)
        m_answer = std::make_shared<const HelpAnswer>(std::move(*answer));
    else if (!answer.error().isCancelled() || !compared)
        m_answer.reset(); // a cancelled comparison leaves the correlations
    Q_EMIT unavailable(
        answer || answer.error().isCancelled() ? QString() : QString::fromStdString(describe(answer.error())));
    Q_EMIT answerChanged();
    if (answer && !compared && comparisonCost() > 0 && comparisonCost() <= kCheapTeams)
        compare();
}

} // namespace cobench::ui
