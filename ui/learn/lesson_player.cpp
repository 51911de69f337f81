// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/lesson_player.h"

#include "ui/learn/spotlight.h"
#include "ui/shell/main_window.h"

#include <QDockWidget>

#include <utility>

namespace cobench::ui {

namespace {

/// `patch` wins; objects are laid over each other key by key.
QJsonObject laidOver(QJsonObject base, const QJsonObject& patch)
{
    for (auto entry = patch.begin(); entry != patch.end(); ++entry)
        base[entry.key()]
            = entry->isObject() ? QJsonValue(laidOver(base[entry.key()].toObject(), entry->toObject())) : *entry;
    return base;
}

/// Brings a widget to the front of the docks it may be behind. A dock stands for what is in it.
QWidget* bringUp(Page& page, const QString& name)
{
    auto* target = page.findChild<QWidget*>(name);
    for (QWidget* widget = target; widget && widget != &page; widget = widget->parentWidget()) {
        if (auto* dock = qobject_cast<QDockWidget*>(widget)) {
            dock->show();
            dock->raise();
        }
    }
    const auto* dock = qobject_cast<QDockWidget*>(target);
    return dock ? dock->widget() : target;
}

} // namespace

LessonPlayer::LessonPlayer(MainWindow& window)
    : m_window(window)
    , m_memory(window)
    , m_spotlight(new Spotlight(&window))
{
    connect(&window.bench().workspace, &Workspace::splitChanged, this, &LessonPlayer::poolChanged);
    connect(&window.bench().workspace, &Workspace::projectChanged, this, &LessonPlayer::poolChanged);
    connect(&window.bench().engine.runs(), &RunList::runEnded, this, &LessonPlayer::runsChanged);
    connect(&window, &MainWindow::pageShown, this, [this](const Page* page) {
        if (m_state == State::Shown && page->objectName() != current().page)
            m_spotlight->setTarget(nullptr);
    });
}

LessonSubject LessonPlayer::subject() const
{
    const Workspace& workspace = m_window.bench().workspace;
    if (m_lesson && lessonWork(m_lesson->facts).runs)
        return {.pool = nullptr, .split = nullptr, .project = workspace.path().toStdString()};
    return {.pool = workspace.snapshot(), .split = workspace.split(), .project = {}};
}

bool LessonPlayer::hasPool() const
{
    return m_subject.pool && m_subject.split && m_subject.models().size() >= m_lesson->fewestModels;
}

void LessonPlayer::setState(State state, const QString& problem)
{
    m_state = state;
    m_problem = problem;
    if (state != State::Shown)
        m_spotlight->setTarget(nullptr);
    Q_EMIT changed();
}

void LessonPlayer::start(const Lesson& lesson)
{
    stop();
    m_lesson = lesson;
    m_step = 0;
    m_memory.remember();
    workOut();
}

void LessonPlayer::stop()
{
    if (!m_lesson)
        return;
    stopWork();
    setState(State::Stopped);
    m_lesson.reset();
    m_subject = {};
    m_memory.restore();
    Q_EMIT changed();
}

void LessonPlayer::stopWork()
{
    for (const QString& key : {QStringLiteral("facts"), QStringLiteral("later")})
        m_window.bench().async.supersede(this, key);
}

void LessonPlayer::poolChanged()
{
    if (m_lesson && m_lesson->fewestModels > 0 && !(subject() == m_subject))
        workOut();
}

void LessonPlayer::runsChanged()
{
    if (m_lesson && m_state == State::NeedsRuns)
        workOut();
}

/// Those that neither have finished nor are on their way.
void LessonPlayer::train()
{
    const LessonWork work = lessonWork(m_lesson->facts);
    if (m_state != State::NeedsRuns)
        return;
    m_window.showPage(m_lesson->steps.front().page);
    std::vector<train::TrainConfig> missing = work.runs();
    for (const RunTrack& track : m_window.bench().engine.runs().runs())
        if (track.info.batch == work.batch
            && (isActive(track.info.state) || track.info.state == engine::RunState::Finished))
            std::erase_if(
                missing, [&](const train::TrainConfig& config) { return config.name == track.info.config.name; });
    if (!missing.empty())
        m_window.bench().engine.submit(std::move(missing), work.batch);
}

void LessonPlayer::workOut()
{
    m_subject = subject();
    stopWork();
    m_askedLater = false;
    const LessonWork lessonWork = ui::lessonWork(m_lesson->facts);
    const LessonFactsFunction work = lessonWork.first;
    if (lessonWork.runs) {
        if (!m_window.bench().editor.canEdit())
            return setState(State::Failed, tr("This lesson needs a project of yours, to train its runs in."));
        setState(State::Working);
        return run(QStringLiteral("facts"), work, &LessonPlayer::adopt);
    }
    if (!work || (m_lesson->fewestModels > 0 && !hasPool()))
        return setState(State::NeedsPool,
            tr("This lesson needs a pool with at least %1 models. Open or import one, or train the demo pool: the "
               "lesson goes on by itself.")
                .arg(m_lesson->fewestModels));
    setState(State::Working);
    run(QStringLiteral("facts"), work, &LessonPlayer::adopt);
}

void LessonPlayer::run(const QString& key, LessonFactsFunction work, Adopt take)
{
    m_window.bench().async.runLatest<LessonFacts>(
        this,
        key,
        {.title = tr("Figures of the lesson")},
        [work, subject = m_subject](
            Progress& progress, const CancelToken& cancel) { return work(subject, progress, cancel); },
        [this, take](Result<LessonFacts> facts) { (this->*take)(std::move(facts)); });
}

void LessonPlayer::adopt(Result<LessonFacts> facts)
{
    if (!facts && lessonWork(m_lesson->facts).runs && facts.error().code == ErrorCode::NotFound)
        return setState(State::NeedsRuns,
            tr("This lesson compares %1 short runs, which take a minute or so here: %2.")
                .arg(lessonWork(m_lesson->facts).runs().size())
                .arg(QString::fromStdString(facts.error().detail)));
    if (!facts)
        return setState(State::Failed, QString::fromStdString(describe(facts.error())));
    m_facts = std::move(*facts);
    show();
}

/// The step that is shown stays as the person left it; only its words may change.
void LessonPlayer::adoptLater(Result<LessonFacts> facts)
{
    if (facts)
        m_facts.add(*facts);
    else
        m_facts.add({.words = {{QStringLiteral("later.problem"), QString::fromStdString(describe(facts.error()))}},
            .flags = {QStringLiteral("later.failed")},
            .teams = {}});
    Q_EMIT changed();
}

void LessonPlayer::go(int step)
{
    if (m_state != State::Shown || step < 0 || step >= static_cast<int>(m_lesson->steps.size()))
        return;
    m_step = step;
    show();
}

void LessonPlayer::show()
{
    const LessonStep& step = current();
    m_window.showPage(step.page);
    Page& page = *m_window.currentPage();
    m_memory.rememberPage(step.page);
    page.restoreViewState(laidOver(page.viewState(), m_facts.fill(step.view)));
    std::vector<ensemble::Members> teams;
    for (const QString& name : step.teams)
        if (const auto team = m_facts.teams.constFind(name); team != m_facts.teams.constEnd())
            teams.push_back(*team);
    Selection& selection = m_window.bench().selection;
    selection.setModels(teams.empty() ? Selection::Indices() : teams.front());
    selection.setTeams(std::move(teams));
    setState(State::Shown);
    m_spotlight->setTarget(bringUp(page, step.target));
    const LessonFactsFunction later = lessonWork(m_lesson->facts).later;
    if (step.later && later
        && !std::exchange(m_askedLater, true)) // no sooner: it would hold up what the steps show
        run(QStringLiteral("later"), later, &LessonPlayer::adoptLater);
}

} // namespace cobench::ui
