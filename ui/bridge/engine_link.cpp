// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/engine_link.h"

#include "ui/bridge/engine_inbox.h"
#include "ui/bridge/run_tracks.h"

#include <QFileInfo>

#include <mutex>

namespace cobench::ui {

namespace {

constexpr int kDrainMs = 40;
constexpr int kWatchMs = 500;
constexpr std::chrono::seconds kDeadAfter{3};

} // namespace

struct EngineLink::Connection {
    std::shared_ptr<engine::Client> client;
    std::shared_ptr<EngineInbox> inbox;
    std::unique_ptr<engine::Client::Subscription> subscription; // ends first
    std::vector<RunTrack> tracks; // as far as the store told when it was made
};

/// Rung on the engine's thread, also when the link is gone.
struct EngineLink::Bell {
    std::mutex mutex; // guards the pointer
    QTimer* drain = nullptr;

    void ring()
    {
        const std::scoped_lock lock(mutex);
        if (drain)
            QMetaObject::invokeMethod(drain, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    }
    void takeDown()
    {
        const std::scoped_lock lock(mutex);
        drain = nullptr;
    }
};

EngineLink::EngineLink(Workspace& workspace, Connect connect, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_connect(std::move(connect))
    , m_bell(std::make_shared<Bell>())
{
    m_bell->drain = &m_drain;
    m_drain.setSingleShot(true);
    m_drain.setInterval(kDrainMs);
    m_watch.setInterval(kWatchMs);
    QObject::connect(&m_drain, &QTimer::timeout, this, &EngineLink::drain);
    QObject::connect(&m_watch, &QTimer::timeout, this, &EngineLink::watch);
    QObject::connect(&m_workspace, &Workspace::projectChanged, this, &EngineLink::detach);
    QObject::connect(&m_runs, &RunList::listIsOld, this, &EngineLink::refreshRuns);
}

EngineLink::~EngineLink()
{
    m_bell->takeDown(); // a connection that is still being made outlives us
    m_connection.reset();
}

Result<EngineLink::SharedConnection> EngineLink::connectOn(
    const Connect& connect, const std::string& project, std::function<void()> wake)
{
    auto client = connect();
    if (!client)
        return client.error();
    auto connection = std::make_shared<Connection>();
    connection->client = std::move(*client);
    auto known = readRuns(*connection->client, project);
    if (!known)
        return known.error();
    connection->tracks = std::move(known->tracks);
    connection->inbox = std::make_shared<EngineInbox>(std::move(wake));
    connection->subscription = connection->client->subscribe(
        project,
        known->lastEvent,
        [inbox = connection->inbox](const engine::Event& event) { inbox->put(event); },
        [inbox = connection->inbox](const Error& error) { inbox->putEnd(error); });
    return connection;
}

void EngineLink::follow()
{
    if (m_state == State::Connecting || m_state == State::Connected || !m_workspace.isOpen())
        return;
    setState(State::Connecting);
    m_workspace.async().runLatest<SharedConnection>(
        this,
        QStringLiteral("connect"),
        {},
        [connect = m_connect, path = project(), bell = m_bell](
            Progress&, const CancelToken&) { return connectOn(connect, path, [bell] { bell->ring(); }); },
        [this](Result<SharedConnection> connection) {
            if (!connection)
                lose(connection.error());
            else
                adopt(std::move(*connection));
        });
}

void EngineLink::adopt(SharedConnection connection)
{
    m_connection = std::move(connection);
    m_runs.setTracks(std::move(m_connection->tracks));
    m_watch.start();
    setState(State::Connected);
    for (const auto& wish : std::exchange(m_wishes, {}))
        wish();
    m_drain.start();
    Q_EMIT runsKnown();
}

template <typename T>
void EngineLink::ask(
    const QString& what, std::function<Result<T>(engine::Client&)> question, std::function<void(T)> answer)
{
    if (!m_connection)
        return;
    m_workspace.async().run<T>(
        this,
        {},
        [client = m_connection->client, question = std::move(question)](
            Progress&, const CancelToken&) { return question(*client); },
        [this, what, of = m_workspace.path(), answer = std::move(answer)](Result<T> result) {
            if (!result)
                Q_EMIT failed(what, result.error());
            else if (m_workspace.isOpenAt(of))
                answer(std::move(*result));
        });
}

void EngineLink::submit(std::vector<train::TrainConfig> configs, const std::string& batch)
{
    if (m_state != State::Connected) {
        return later([this, configs = std::move(configs), batch] { submit(configs, batch); });
    }
    ask<std::vector<engine::RunInfo>>(
        tr("Starting the training"),
        [path = project(), configs = std::move(configs), batch](
            engine::Client& client) -> Result<std::vector<engine::RunInfo>> {
            if (auto ids = client.submit(path, configs, batch); !ids)
                return ids.error();
            return client.runs(path);
        },
        [this](std::vector<engine::RunInfo> runs) {
            m_runs.setRuns(std::move(runs));
            Q_EMIT runsKnown();
        });
}

void EngineLink::cancelRun(RunId run)
{
    ask<bool>(
        tr("Cancelling the run"),
        [path = project(), run](engine::Client& client) -> Result<bool> {
            auto result = client.cancel(path, run);
            return result ? Result<bool>(true) : Result<bool>(result.error());
        },
        [](bool) {});
}

void EngineLink::resumeRun(RunId run)
{
    if (m_state != State::Connected) {
        return later([this, run] { resumeRun(run); });
    }
    ask<bool>(
        tr("Resuming the run"),
        [path = project(), run](engine::Client& client) -> Result<bool> {
            auto resumed = client.resume(path, run);
            return resumed ? Result<bool>(true) : Result<bool>(resumed.error());
        },
        [this](bool) { refreshRuns(); });
}

void EngineLink::later(std::function<void()> wish)
{
    m_wishes.push_back(std::move(wish));
    follow();
}

void EngineLink::edit(const QString& what, RunId run, const engine::RunEdit& edit)
{
    if (m_workspace.isCopying())
        return Q_EMIT failed(what,
            {.code = ErrorCode::Conflict,
                .subject = project(),
                .detail = "is being copied",
                .cure = "try again when that is done"});
    withEngine(
        what,
        {},
        [path = project(), run, edit](engine::Client& client, Progress&, const CancelToken&) -> Result<void> {
            if (auto edited = client.edit(path, run, edit); !edited)
                return std::move(edited).error();
            return {};
        },
        [] {});
}

void EngineLink::withEngine(
    const QString& what, const QString& title, const Work& work, const std::function<void()>& done)
{
    if (m_state != State::Connected)
        return later([=, this] { withEngine(what, title, work, done); });
    m_workspace.async().run<void>(
        this,
        {.title = title},
        [client = m_connection->client, work](
            Progress& progress, const CancelToken& cancel) { return work(*client, progress, cancel); },
        [this, what, of = m_workspace.path(), done](const Result<void>& result) {
            if (result && m_workspace.isOpenAt(of))
                done();
            else if (result)
                Q_EMIT m_workspace.told(tr("%1: done, in %2").arg(what, QFileInfo(of).completeBaseName()));
            else if (!result.error().isCancelled())
                Q_EMIT failed(what, result.error());
        });
}

/// The list anew: runs came, went, have other texts, or go on after they had ended.
void EngineLink::refreshRuns()
{
    ask<KnownRuns>(
        tr("Reading the runs"),
        [path = project()](engine::Client& client) { return readRuns(client, path); },
        [this](KnownRuns known) {
            m_runs.setTracks(std::move(known.tracks));
            Q_EMIT runsKnown();
        });
}

void EngineLink::cancelAll()
{
    for (const auto& run : m_runs.runs())
        if (isActive(run.info.state))
            cancelRun(run.info.id);
}

void EngineLink::drain()
{
    if (!m_connection)
        return;
    const EngineInbox::Content content = m_connection->inbox->take();
    m_runs.apply(content.events);
    if (content.trouble)
        Q_EMIT troubled(QString::fromStdString(*content.trouble));
    if (content.end)
        lose(*content.end);
}

void EngineLink::watch()
{
    if (m_connection && m_connection->inbox->silence() > kDeadAfter)
        lose({.code = ErrorCode::Disconnected,
            .subject = "cobench-engine",
            .place = {},
            .detail = "the engine has not answered for 3 seconds",
            .cure = {}});
}

void EngineLink::lose(const Error& error)
{
    dropConnection();
    m_runs.interruptAll();
    setState(State::Lost);
    Q_EMIT lost(error);
}

void EngineLink::detach()
{
    m_workspace.async().supersede(this, QStringLiteral("connect"));
    dropConnection();
    m_wishes.clear();
    m_runs.setTracks({});
    setState(State::Idle);
}

/// Ending a subscription waits for its thread, so that happens on a worker.
void EngineLink::dropConnection()
{
    m_watch.stop();
    if (!m_connection)
        return;
    auto last = std::make_shared<SharedConnection>(std::move(m_connection));
    m_connection = nullptr;
    m_workspace.async().run<void>(
        this,
        {},
        [last](Progress&, const CancelToken&) {
            last->reset();
            return Result<void>();
        },
        [](const Result<void>&) {});
}

void EngineLink::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged();
}

} // namespace cobench::ui
