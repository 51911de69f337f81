// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/session_editor.h"
#include "ui/pages/edge/edge_session.h"
#include "ui/pages/edge/running_sessions.h"

#include <set>

namespace cobench::ui {

/// The detection runs of this window and of its project, which keeps those that are over. One runs at a time, in
/// the background engine where a project keeps it and there is one: then closing the window leaves it running, and
/// a window that opens the project looks on at it again. Others end with the window. GUI thread only.
class EdgeSessions : public QObject
{
    Q_OBJECT
public:
    /// `project` outlives it; `engine` connects to the engine, empty = there is none.
    EdgeSessions(Async& async, SessionEditor& project, EdgeJob::Connect engine = {}, QObject* parent = nullptr);
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

    /// Of the project that keeps them; empty = none.
    QString projectPath() const { return m_project.projectPath(); }

    /// Behind what runs already. Its number.
    int start(const EdgeSetup& setup);
    /// As referenceOf() says.
    int startReference(const EdgeSetup& setup);
    void setPaused(bool paused);
    /// One more frame of a paused run.
    void step() { m_running.steer("step"); }
    /// What runs, and what waits to.
    void stop() { m_running.stop(); }
    /// Of the active run, while it goes on; stateChanged() follows when it is done.
    void change(const detect::RunChange& change) { m_running.steer(detect::changeText(change)); }
    /// The same for a device that is started first, as core/detect/device_text.h reads it; deviceRefused() tells
    /// when it cannot be.
    void addDevice(const QString& device);
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
    void deviceRefused(const QString& why);

private:
    EdgeSession* session(int number);
    int add(const EdgeSetup& setup, bool isReference);
    void launch(EdgeSession& session, engine::DetectionRequest request);
    void lookOnAt(const jobs::LiveSession& live);
    void readNotes(const EdgeSession& session);
    void begun(int number);
    void take(int number, const EdgeFeed::Fresh& fresh);
    void ended(int number, const jobs::SessionEnd& end);
    void keep(const EdgeSession& session);
    void leave(int number);
    jobs::SessionJudges judgesOf(const EdgeSession& session) const;
    void followProject();
    void showNothingOf(int number);

    Async& m_async;
    SessionEditor& m_project;
    std::vector<std::unique_ptr<EdgeSession>> m_sessions;
    std::optional<detect::Outcome> m_newest;
    int m_shown = 0;
    int m_chosen = 0;
    int m_lastNumber = 0;
    std::set<int> m_loading; // kept runs whose frames are read
    RunningSessions m_running;
};

} // namespace cobench::ui
