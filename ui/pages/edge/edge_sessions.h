// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job_runner.h"
#include "ui/bridge/async.h"
#include "ui/bridge/session_editor.h"
#include "ui/pages/edge/edge_job.h"

#include <QTemporaryDir>
#include <QTimer>

#include <set>

namespace cobench::ui {

/// The detection runs of this window and of its project, which keeps those that are over. One runs at a time, on a
/// thread of its own; what it tells comes in 25 times a second. Closing the window ends it. GUI thread only.
class EdgeSessions : public QObject
{
    Q_OBJECT
public:
    /// `project` outlives it.
    EdgeSessions(Async& async, SessionEditor& project, QObject* parent = nullptr);
    /// Stops what runs and waits for it.
    ~EdgeSessions() override;

    const std::vector<std::unique_ptr<EdgeSession>>& all() const { return m_sessions; }
    /// The same, for figures that compare them.
    std::vector<const EdgeSession*> list() const;
    const EdgeSession* find(int number) const;
    /// The one that runs or waits to.
    const EdgeSession* active() const;
    /// The finished one that shows what one device finds on every frame of this source; nullptr = none.
    const EdgeSession* referenceFor(const EdgeSetup& setup) const;
    /// The frame that came out last, with its picture; of shown() in most cases.
    const std::optional<detect::Outcome>& newestFrame() const { return m_newest; }
    /// Whose frames come now, or came last; 0 = none.
    int shown() const { return m_shown; }

    /// What views tell of: what a person chose; else what runs, or ran last. nullptr = there is none.
    const EdgeSession* told() const;
    /// Until another one starts; 0 = none.
    void choose(int number);

    /// Behind what runs already. Its number.
    int start(const EdgeSetup& setup);
    /// The same source as fast as it is taken by the first device that is not emulated, or the run's model.
    int startReference(const EdgeSetup& setup);
    void setPaused(bool paused);
    /// One more frame of a paused run.
    void step();
    /// What runs, and what waits to.
    void stop();
    /// Does nothing for one that is not over. One that the project keeps is deleted there; undo brings it back.
    void forget(int number);
    /// Only what the project keeps has a name.
    void rename(int number, const QString& name);
    /// Reads the frames of a kept run, unless they are there or on their way; toldChanged() follows.
    void load(int number);
    /// A frame of a run that is over becomes the newest one, unless frames of another run come in.
    void showAgain(int number, detect::Outcome frame);

Q_SIGNALS:
    void listChanged(); // sessions come or go
    void stateChanged(); // one begins, pauses, changes while it runs, or ends
    void progressed(); // figures and outcomes of the active one, five times a second
    void framed(); // newestFrame()
    void toldChanged(); // another one

private:
    struct Running {
        int number = 0;
        std::shared_ptr<EdgeFeed> feed;
        std::shared_ptr<jobs::SessionRecorder> recorder;
        std::shared_ptr<detect::RunControl> control;
        std::shared_ptr<std::atomic<bool>> hasBegun = std::make_shared<std::atomic<bool>>(false);
        CancelSource cancel;
    };
    EdgeSession* session(int number);
    QString file(int number, const QString& kind);
    int add(const EdgeSetup& setup, bool isReference);
    void launch(EdgeSession& session, engine::DetectionRequest request);
    void useReference(const EdgeSession& reference, EdgeJob& job);
    void readNotes(const EdgeSession& session);
    void drain();
    bool takeFresh(EdgeSession& session, EdgeFeed::Fresh fresh);
    void ended(int number, EdgeEnd end);
    void keep(const EdgeSession& session, std::shared_ptr<jobs::SessionRecorder> recorder);
    void followProject();
    void showNothingOf(int number);

    Async& m_async;
    SessionEditor& m_project;
    std::unique_ptr<QTemporaryDir> m_files; // boxes of finished runs; made with the first one
    std::vector<std::unique_ptr<EdgeSession>> m_sessions;
    std::vector<Running> m_running; // in the order they start
    std::optional<detect::Outcome> m_newest;
    int m_shown = 0;
    int m_chosen = 0;
    int m_lastNumber = 0;
    std::set<int> m_loading; // kept runs whose frames are read
    QTimer m_timer;
    std::unique_ptr<jobs::JobRunner> m_runner; // made with the first run; joined before everything above goes
};

} // namespace cobench::ui
