// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_sessions.h"

#include "core/engine/find_card.h"

#include <QFile>

#include <algorithm>
#include <utility>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using State = EdgeSession::State;

constexpr int kDrainMs = 40;
/// Jobs of the status bar have numbers of their own below this.
constexpr quint64 kFirstJob = quint64{1} << 62;

quint64 jobOf(int number)
{
    return kFirstJob + static_cast<quint64>(number);
}

EdgeSetup referenceOf(EdgeSetup setup)
{
    QString device = u"cpu"_s;
    const auto devices = detect::parseDevices(setup.devices.join(u',').toStdString());
    if (devices && !devices->empty()) {
        const auto real = std::ranges::find_if(*devices, [](const auto& one) { return !one.emulation; });
        const detect::DeviceSpec& model = real == devices->end() ? devices->front() : *real;
        if (!model.model.empty())
            device += u'=' + QString::fromStdString(model.model);
    }
    setup.devices = {device};
    setup.pace = EdgeSetup::Pace::AsTaken;
    setup.schedule = detect::Schedule::Fcfs;
    setup.clock = EdgeSetup::Clock::Real;
    return setup;
}

} // namespace

EdgeSessions::EdgeSessions(Async& async, SessionEditor& project, QObject* parent)
    : QObject(parent)
    , m_async(async)
    , m_project(project)
{
    connect(&m_project, &SessionEditor::changed, this, &EdgeSessions::followProject);
    followProject();
    m_timer.setInterval(kDrainMs);
    connect(&m_timer, &QTimer::timeout, this, &EdgeSessions::drain);
}

EdgeSessions::~EdgeSessions()
{
    for (Running& running : m_running)
        running.cancel.cancel();
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
    return m_running.empty() ? nullptr : find(m_running.front().number);
}

const EdgeSession* EdgeSessions::referenceFor(const EdgeSetup& setup) const
{
    const EdgeSetup wanted = referenceOf(setup);
    for (auto session = m_sessions.rbegin(); session != m_sessions.rend(); ++session) {
        const EdgeSession& one = **session;
        if (one.isReference && one.state == State::Finished && one.setup.source == wanted.source
            && one.setup.devices == wanted.devices && one.setup.model == wanted.model)
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

QString EdgeSessions::file(int number, const QString& kind)
{
    if (!m_files)
        m_files = std::make_unique<QTemporaryDir>();
    return m_files->filePath(u"%1-%2.txt"_s.arg(kind).arg(number));
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
    if (!m_runner)
        m_runner = std::make_unique<jobs::JobRunner>(1);
    const int number = session.number;
    session.model = commonModel(request);
    const std::vector<std::string> names = engine::deviceNames(request.devices);
    Running running{.number = number,
        .feed = std::make_shared<EdgeFeed>(names),
        .recorder = std::make_shared<jobs::SessionRecorder>(names),
        .control = std::make_shared<detect::RunControl>()};
    session.end.figures = running.feed->figures();
    request.pipeline.control = running.control;
    request.found = file(number, u"found"_s).toStdString();
    request.shown = file(number, u"shown"_s).toStdString();
    EdgeJob job{.request = std::move(request),
        .truth = session.setup.truth,
        .feed = running.feed,
        .recorder = running.recorder};
    if (const EdgeSession* reference = session.isReference ? nullptr : referenceFor(session.setup))
        useReference(*reference, job);
    const auto work = [job = std::move(job), begun = running.hasBegun](
                          Progress& progress, const CancelToken& cancel) -> Result<EdgeEnd> {
        *begun = true;
        return runEdgeJob(job, progress, cancel);
    };
    const auto done = [this, number](Result<EdgeEnd> end) {
        EdgeEnd told = end ? *std::move(end) : EdgeEnd{.problem = std::move(end).error()};
        QMetaObject::invokeMethod(
            this,
            [this, number, told = std::move(told)]() mutable { ended(number, std::move(told)); },
            Qt::QueuedConnection);
    };
    running.cancel = m_runner->run<EdgeEnd>(
        work, done, [feed = running.feed](const ProgressState& state) { feed->setProgress(state); });
    m_async.jobs().add(jobOf(number), tr("Detecting in %1").arg(sourceTitle(session.setup.source)), running.cancel);
    m_running.push_back(std::move(running));
    m_timer.start();
}

/// One of another window has no file of boxes here yet, but all its frames.
void EdgeSessions::useReference(const EdgeSession& reference, EdgeJob& job)
{
    job.reference = file(reference.number, u"found"_s);
    if (!QFile::exists(job.reference))
        job.referenceOutcomes = reference.outcomes;
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

/// True when there was a picture.
bool EdgeSessions::takeFresh(EdgeSession& session, EdgeFeed::Fresh fresh)
{
    if (fresh.figures)
        session.end.figures = *std::move(fresh.figures);
    std::ranges::move(fresh.events, std::back_inserter(session.events));
    auto& outcomes = session.outcomes;
    if (fresh.outcomes.size() >= kMostOutcomes)
        outcomes.clear();
    std::ranges::move(fresh.outcomes, std::back_inserter(outcomes));
    if (outcomes.size() >= 2 * kMostOutcomes)
        outcomes.erase(outcomes.begin(), outcomes.end() - static_cast<std::ptrdiff_t>(kMostOutcomes));
    if (!fresh.pictured)
        return false;
    if (told() != &session)
        return false; // a person looks at another run
    m_newest = std::move(fresh.pictured);
    m_shown = session.number;
    return true;
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

void EdgeSessions::drain()
{
    if (m_running.empty())
        return m_timer.stop();
    const Running& running = m_running.front();
    EdgeSession& session = *this->session(running.number);
    if (session.state == State::Queued && *running.hasBegun) {
        session.state = State::Running;
        showNothingOf(session.number);
        Q_EMIT stateChanged();
    }
    EdgeFeed::Fresh fresh = running.feed->drain();
    if (fresh.progress)
        m_async.jobs().update(jobOf(running.number), *fresh.progress);
    const bool hasFigures = fresh.figures.has_value();
    const bool hasEvents = !fresh.events.empty();
    if (takeFresh(session, std::move(fresh)))
        Q_EMIT framed();
    if (hasFigures)
        Q_EMIT progressed();
    if (hasEvents)
        Q_EMIT stateChanged();
}

void EdgeSessions::ended(int number, EdgeEnd end)
{
    const auto running = std::ranges::find(m_running, number, &Running::number);
    EdgeSession& session = *this->session(number);
    const bool hasFrame = takeFresh(session, running->feed->drain());
    const bool wasStopped = end.problem && end.problem->isCancelled();
    session.state = !end.problem ? State::Finished : wasStopped ? State::Stopped : State::Failed;
    if (end.figures.devices.empty()) // it never began
        end.figures = std::move(session.end.figures);
    session.end = std::move(end);
    const auto recorder = std::move(running->recorder);
    m_running.erase(running);
    showNothingOf(number);
    m_async.jobs().finish(jobOf(number), session.state != State::Failed);
    if (hasFrame)
        Q_EMIT framed();
    Q_EMIT progressed();
    Q_EMIT stateChanged();
    if (session.end.figures.counts.read > 0)
        keep(session, recorder);
}

void EdgeSessions::setPaused(bool paused)
{
    if (m_running.empty())
        return;
    Running& running = m_running.front();
    EdgeSession& session = *this->session(running.number);
    running.control->setPaused(paused);
    if (session.state == State::Running || session.state == State::Paused)
        session.state = paused ? State::Paused : State::Running;
    Q_EMIT stateChanged();
}

void EdgeSessions::step()
{
    if (!m_running.empty())
        m_running.front().control->step();
}

void EdgeSessions::stop()
{
    for (Running& running : m_running)
        running.cancel.cancel();
}

void EdgeSessions::forget(int number)
{
    const EdgeSession* session = find(number);
    if (!session || !session->isOver())
        return;
    if (session->kept)
        return m_project.remove(*session->kept); // it goes when the project says so
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

void EdgeSessions::keep(const EdgeSession& session, std::shared_ptr<jobs::SessionRecorder> recorder)
{
    m_project.add(store::SessionId{session.number},
        recordOf(session),
        std::move(recorder),
        this,
        [this, number = session.number](store::SessionId kept) {
            if (EdgeSession* added = this->session(number))
                added->kept = kept;
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
