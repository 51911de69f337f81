// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_sessions.h"

#include "core/engine/detection_task.h"
#include "core/engine/find_card.h"

#include <QJsonDocument>

#include <algorithm>
#include <iterator>
#include <utility>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using State = EdgeSession::State;

} // namespace

EdgeSessions::EdgeSessions(Async& async, SessionEditor& project, EdgeJob::Connect engine, QObject* parent)
    : QObject(parent)
    , m_async(async)
    , m_project(project)
    , m_running(async, std::move(engine))
{
    connect(&m_project, &SessionEditor::changed, this, &EdgeSessions::followProject);
    connect(&m_running, &RunningSessions::begun, this, &EdgeSessions::begun);
    connect(&m_running, &RunningSessions::told, this, &EdgeSessions::take);
    connect(&m_running, &RunningSessions::ended, this, &EdgeSessions::ended);
    followProject();
}

EdgeSession* EdgeSessions::session(int number)
{
    const auto found = std::ranges::find(m_sessions, number, [](const auto& session) { return session->number; });
    return found == m_sessions.end() ? nullptr : found->get();
}

std::vector<const EdgeSession*> EdgeSessions::list() const
{
    std::vector<const EdgeSession*> sessions;
    for (const auto& session : m_sessions)
        sessions.push_back(session.get());
    return sessions;
}

const EdgeSession* EdgeSessions::find(int number) const
{
    return const_cast<EdgeSessions*>(this)->session(number);
}

const EdgeSession* EdgeSessions::active() const
{
    return find(m_running.first());
}

const EdgeSession* EdgeSessions::referenceFor(const EdgeSetup& setup) const
{
    const EdgeSetup wanted = referenceOf(setup);
    for (auto session = m_sessions.rbegin(); session != m_sessions.rend(); ++session) {
        const EdgeSession& one = **session;
        if (one.isReference && one.state == State::Finished && one.setup.source == wanted.source
            && one.setup.devices == wanted.devices && one.setup.model == wanted.model
            && one.setup.models == wanted.models && one.setup.maxFrames == wanted.maxFrames)
            return &one;
    }
    return nullptr;
}

const EdgeSession* EdgeSessions::told() const
{
    if (const EdgeSession* chosen = find(m_chosen))
        return chosen;
    if (const EdgeSession* now = active())
        return now;
    return m_sessions.empty() ? nullptr : m_sessions.back().get();
}

void EdgeSessions::choose(int number)
{
    if (std::exchange(m_chosen, number) != number)
        Q_EMIT toldChanged();
}

int EdgeSessions::start(const EdgeSetup& setup)
{
    return add(setup, false);
}

int EdgeSessions::startReference(const EdgeSetup& setup)
{
    return add(referenceOf(setup), true);
}

int EdgeSessions::add(const EdgeSetup& setup, bool isReference)
{
    auto request = requestOf(setup);
    auto session = std::make_unique<EdgeSession>();
    session->number = ++m_lastNumber;
    session->setup = setup;
    session->isReference = isReference;
    EdgeSession& added = *m_sessions.emplace_back(std::move(session));
    if (request) {
        launch(added, *std::move(request));
        readNotes(added);
    } else {
        added.state = State::Failed;
        added.end.problem = std::move(request).error();
    }
    m_chosen = 0;
    Q_EMIT listChanged();
    Q_EMIT toldChanged();
    Q_EMIT stateChanged();
    return added.number;
}

void EdgeSessions::launch(EdgeSession& session, engine::DetectionRequest request)
{
    session.model = commonModel(request);
    session.project = m_project.canEdit() ? projectPath() : QString();
    const QString keeper = session.project.isEmpty() ? m_running.ownProject() : session.project;
    session.spool = jobs::newSpool(keeper.toStdString(), {session.number});
    m_project.hold(session.spool);
    EdgeJob job{.judges = judgesOf(session),
        .spool = session.spool,
        .header = {.number = {session.number},
            .settings = QJsonDocument(toJson(session.setup)).toJson(QJsonDocument::Compact).toStdString(),
            .isReference = session.isReference,
            .devices = engine::deviceNames(request.devices)},
        .isLasting = !session.project.isEmpty()};
    job.request = std::move(request);
    session.end.figures = m_running.launch(
        session.number, tr("Detecting in %1").arg(sourceTitle(session.setup.source)), std::move(job));
}

/// At a run that an earlier window of this project began.
void EdgeSessions::lookOnAt(const jobs::LiveSession& live)
{
    auto session = std::make_unique<EdgeSession>();
    const int wanted = static_cast<int>(live.header.number.value);
    session->number = wanted > 0 && !find(wanted) ? wanted : m_lastNumber + 1;
    m_lastNumber = std::max(m_lastNumber, session->number);
    session->setup
        = setupFromJson(QJsonDocument::fromJson(QByteArray::fromStdString(live.header.settings)).object());
    session->isReference = live.header.isReference;
    session->spool = live.spool;
    session->project = projectPath();
    m_project.hold(live.spool);
    EdgeJob job{.spool = live.spool, .header = live.header, .goesOn = true, .isLasting = true};
    if (auto request = requestOf(session->setup)) {
        session->model = commonModel(*request);
        job.request = *std::move(request);
    }
    session->end.figures = m_running.launch(
        session->number, tr("Detecting in %1").arg(sourceTitle(session->setup.source)), std::move(job));
    readNotes(*m_sessions.emplace_back(std::move(session)));
}

jobs::SessionJudges EdgeSessions::judgesOf(const EdgeSession& session) const
{
    jobs::SessionJudges judges{.truth = session.setup.truth.toStdString()};
    const EdgeSession* reference = session.isReference ? nullptr : referenceFor(session.setup);
    if (!reference)
        return judges;
    judges.referenceSpool = reference->spool;
    judges.project = projectPath().toStdString();
    judges.reference = reference->kept.value_or(store::SessionId{reference->number}); // which it will have
    return judges;
}

void EdgeSessions::addDevice(const QString& device)
{
    const auto devices = detect::parseDevices(device.toStdString());
    if (!devices)
        return Q_EMIT deviceRefused(QString::fromStdString(describe(devices.error())));
    m_running.steer("add=" + engine::devicesText(*devices));
}

/// What is drawn beside boxes: truth, and names of classes.
void EdgeSessions::readNotes(const EdgeSession& session)
{
    struct Notes {
        std::shared_ptr<const FrameTruth> truth;
        std::vector<std::string> classNames;
    };
    m_async.run<Notes>(
        this,
        {},
        [setup = session.setup, model = session.model.toStdString()](
            Progress&, const CancelToken& cancel) -> Result<Notes> {
            Notes notes;
            if (const auto card = engine::findCard(model, engine::modelFolders(setup.models.toStdString()));
                card && *card)
                notes.classNames = (*card)->card.classes;
            if (setup.truth.isEmpty())
                return notes;
            if (auto truth = readFrameTruth(setup.truth.toStdString(), cancel))
                notes.truth = std::make_shared<const FrameTruth>(*std::move(truth));
            return notes; // what is wrong with a truth is told where it is judged by
        },
        [this, number = session.number](Result<Notes> notes) {
            EdgeSession* asked = this->session(number);
            if (!asked || !notes)
                return;
            asked->truth = std::move(notes->truth);
            asked->classNames = std::move(notes->classNames);
        });
}

/// The picture of another run goes: the first of this one is on its way, or will never come.
void EdgeSessions::showNothingOf(int number)
{
    if (m_shown == number || told() != find(number))
        return;
    m_newest.reset();
    m_shown = number;
    Q_EMIT framed();
}

void EdgeSessions::begun(int number)
{
    session(number)->state = State::Running;
    showNothingOf(number);
    Q_EMIT stateChanged();
}

void EdgeSessions::take(int number, const EdgeFeed::Fresh& fresh)
{
    EdgeSession& session = *this->session(number);
    if (fresh.figures)
        session.end.figures = *fresh.figures;
    if (fresh.links)
        session.end.links = QString::fromStdString(*fresh.links).split(u'\n');
    std::ranges::copy(fresh.events, std::back_inserter(session.events));
    auto& outcomes = session.outcomes;
    if (fresh.outcomes.size() >= kMostOutcomes)
        outcomes.clear();
    std::ranges::copy(fresh.outcomes, std::back_inserter(outcomes));
    if (outcomes.size() >= 2 * kMostOutcomes)
        outcomes.erase(outcomes.begin(), outcomes.end() - static_cast<std::ptrdiff_t>(kMostOutcomes));
    if (fresh.pictured && told() == &session) { // else a person looks at another run
        m_newest = fresh.pictured;
        m_shown = number;
        Q_EMIT framed();
    }
    const State before = session.state;
    if (fresh.isPaused && !session.isOver())
        session.state = *fresh.isPaused ? State::Paused : State::Running;
    if (fresh.figures)
        Q_EMIT progressed();
    if (!fresh.events.empty() || session.state != before)
        Q_EMIT stateChanged();
    for (const std::string& why : fresh.refusals)
        Q_EMIT deviceRefused(QString::fromStdString(why));
}

void EdgeSessions::ended(int number, const jobs::SessionEnd& end)
{
    EdgeSession& session = *this->session(number);
    session.state = stateOf(end.record.end);
    EdgeEnd told = endOf(end);
    if (told.figures.devices.empty()) // it never began
        told.figures = std::move(session.end.figures);
    session.end = std::move(told);
    showNothingOf(number);
    Q_EMIT progressed();
    Q_EMIT stateChanged();
    keep(session);
}

void EdgeSessions::setPaused(bool paused)
{
    EdgeSession* session = this->session(m_running.first());
    if (!session)
        return;
    m_running.steer(paused ? "pause" : "resume");
    if (session->state == State::Running || session->state == State::Paused)
        session->state = paused ? State::Paused : State::Running;
    Q_EMIT stateChanged();
}

void EdgeSessions::forget(int number)
{
    const EdgeSession* session = find(number);
    if (!session || !session->isOver())
        return;
    if (session->kept)
        return m_project.remove(*session->kept); // it goes when the project says so
    leave(number);
}

void EdgeSessions::leave(int number)
{
    if (m_shown == number) {
        m_shown = 0;
        m_newest.reset();
    }
    std::erase_if(m_sessions, [number](const auto& one) { return one->number == number; });
    Q_EMIT listChanged();
    Q_EMIT toldChanged();
}

void EdgeSessions::rename(int number, const QString& name)
{
    if (const EdgeSession* session = find(number); session && session->kept)
        m_project.rename(*session->kept, name);
}

/// A run of another project waits there, until that one is opened.
void EdgeSessions::keep(const EdgeSession& session)
{
    const int number = session.number;
    if (!session.project.isEmpty() && session.project != projectPath()) {
        m_project.release(session.spool);
        return leave(number);
    }
    m_project.take(session.spool, this, [this, number, keeper = projectPath()](store::SessionId kept) {
        EdgeSession* added = this->session(number);
        if (added && keeper != projectPath()) // another one was opened meanwhile
            return leave(number);
        if (added) {
            added->kept = kept;
            added->spool.clear();
        }
    });
}

/// Runs that the project keeps come and go with it; those it does not keep stay as long as the window.
void EdgeSessions::followProject()
{
    std::erase_if(m_sessions, [this](const auto& one) { return one->kept && !m_project.find(*one->kept); });
    for (const jobs::StoredSession& stored : m_project.sessions()) {
        const auto isThat = [&](const auto& one) { return one->kept == stored.entry.id; };
        const auto known = std::ranges::find_if(m_sessions, isThat);
        if (known != m_sessions.end()) {
            (*known)->name = QString::fromStdString(stored.entry.name);
            continue;
        }
        auto session = sessionOf(stored);
        m_lastNumber = std::max(m_lastNumber, session->number);
        if (find(session->number)) // a run of this window that is not kept, yet
            session->number = ++m_lastNumber;
        const EdgeSession& added = *m_sessions.emplace_back(std::move(session));
        if (added.isReference)
            load(added.number); // what other runs are judged by and stand beside
    }
    for (const jobs::LiveSession& live : m_project.live())
        if (std::ranges::none_of(m_sessions, [&](const auto& one) { return one->spool == live.spool; }))
            lookOnAt(live);
    std::ranges::stable_sort(m_sessions, {}, [](const auto& one) { return one->number; });
    if (!find(m_shown)) {
        m_shown = 0;
        m_newest.reset();
    }
    Q_EMIT listChanged();
    Q_EMIT toldChanged();
}

void EdgeSessions::load(int number)
{
    const EdgeSession* asked = find(number);
    if (!asked || !asked->kept || !asked->outcomes.empty() || !m_loading.insert(number).second)
        return;
    readNotes(*asked);
    m_project.read(*asked->kept, this, [this, number](SessionEditor::Outcomes outcomes) {
        m_loading.erase(number);
        EdgeSession* session = this->session(number);
        if (!session || outcomes.empty())
            return;
        session->outcomes = std::move(outcomes);
        Q_EMIT toldChanged();
        Q_EMIT progressed();
    });
}

void EdgeSessions::showAgain(int number, detect::Outcome frame)
{
    const EdgeSession* told = this->told();
    if (!told || told->number != number)
        return;
    m_newest = std::move(frame);
    m_shown = number;
    Q_EMIT framed();
}

} // namespace cobench::ui
