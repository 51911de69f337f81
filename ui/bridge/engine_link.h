// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/workspace.h"
#include "ui/models/run_list.h"

#include <QTimer>

#include <memory>

namespace cobench::ui {

/// The window's view of the background engine: connects on a worker, follows the open project's runs, drains events
/// every 40 ms, notices within 3 s when the engine is gone. GUI thread only.
class EngineLink : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, Connecting, Connected, Lost };
    using Connect = std::function<Result<std::unique_ptr<engine::Client>>()>;

    EngineLink(Workspace& workspace, Connect connect, QObject* parent = nullptr);
    ~EngineLink() override;

    State state() const { return m_state; }
    /// For a connection of one's own, to be made on a worker.
    const Connect& connector() const { return m_connect; }
    RunList& runs() { return m_runs; }

    /// Connects (starting the engine where none runs) and follows the open project's runs. No effect when it does
    /// so already.
    void follow();
    /// Queues runs of the open project, connecting first if need be.
    void submit(std::vector<train::TrainConfig> configs, const std::string& batch);
    void cancelRun(RunId run);
    void cancelAll();
    /// Queues a run again that is over without having finished, connecting first if need be: it goes on from its
    /// newest checkpoint.
    void resumeRun(RunId run);
    /// Asks the engine for a change of a run, connecting first if need be. `what` names it when it fails, as it
    /// does while the project is copied.
    void edit(const QString& what, RunId run, const engine::RunEdit& edit);
    /// Work on a worker that talks to the engine, connecting first if need be. `title` shows it in the status bar;
    /// empty = nobody needs to see it. `done` is called when it went well and its project is still open.
    using Work = std::function<Result<void>(engine::Client&, Progress&, const CancelToken&)>;
    void withEngine(const QString& what, const QString& title, const Work& work, const std::function<void()>& done);
    /// Stops following; runs go on without the window.
    void detach();

Q_SIGNALS:
    void stateChanged();
    /// Why the engine is not there; State is Lost.
    void lost(const cobench::Error& error);
    /// What the runs report cannot be stored, a full disk for one: they wait. "" = they go on.
    void troubled(const QString& why);
    /// The project's runs are known now, or again.
    void runsKnown();
    void failed(const QString& what, const cobench::Error& error);

private:
    struct Connection;
    struct Bell;
    using SharedConnection = std::shared_ptr<Connection>;
    static Result<SharedConnection> connectOn(
        const Connect& connect, const std::string& project, std::function<void()> wake);

    template <typename T>
    void ask(
        const QString& what, std::function<Result<T>(engine::Client&)> question, std::function<void(T)> answer);
    void adopt(SharedConnection connection);
    void drain();
    void watch();
    void lose(const Error& error);
    void dropConnection();
    void setState(State state);
    void later(std::function<void()> wish);
    void refreshRuns();
    std::string project() const { return m_workspace.path().toStdString(); }

    Workspace& m_workspace;
    Connect m_connect;
    std::shared_ptr<Bell> m_bell; // wakes m_drain
    RunList m_runs;
    State m_state = State::Idle;
    SharedConnection m_connection;
    std::vector<std::function<void()>> m_wishes; // for when it is connected
    QTimer m_drain;
    QTimer m_watch;
};

} // namespace cobench::ui
