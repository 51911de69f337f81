// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job_runner.h"
#include "ui/bridge/async.h"
#include "ui/pages/edge/edge_job.h"

#include <QTemporaryDir>
#include <QTimer>

namespace cobench::ui {

/// The runs of this window that go on or wait to, one at a time: in the background engine, where they outlive the
/// window, or on a thread of its own where there is none. What they tell comes in 25 times a second. GUI thread
/// only.
class RunningSessions : public QObject
{
    Q_OBJECT
public:
    /// `connectEngine`: empty = there is none.
    RunningSessions(Async& async, EdgeJob::Connect connectEngine, QObject* parent = nullptr);
    /// Leaves what runs in the engine to it; stops what runs here and waits for it.
    ~RunningSessions() override;

    /// Behind what runs already; the job's feed, steering, ties and engine are set here. Its figures so far: none.
    detect::RunFigures launch(int number, const QString& title, EdgeJob job);
    /// The one that runs or waits to; 0 = none.
    int first() const { return m_running.empty() ? 0 : m_running.front().number; }
    /// Stands for a project where there is none that could keep runs; goes with the window.
    QString ownProject();

    // Of the first one.
    void steer(std::string text);
    /// Of all.
    void stop();

Q_SIGNALS:
    void begun(int number);
    void told(int number, const cobench::ui::EdgeFeed::Fresh& fresh);
    /// After the last of told().
    void ended(int number, const cobench::jobs::SessionEnd& end);

private:
    struct Running {
        int number = 0;
        std::shared_ptr<EdgeFeed> feed;
        std::shared_ptr<EdgeSteering> steering = std::make_shared<EdgeSteering>();
        std::shared_ptr<EdgeTies> ties = std::make_shared<EdgeTies>();
        CancelSource cancel;
        bool isBegun = false; // and that was told
    };
    void drain();
    void end(int number, const jobs::SessionEnd& end);

    Async& m_async;
    const EdgeJob::Connect m_connect;
    std::unique_ptr<QTemporaryDir> m_files; // of runs that no project keeps; made with the first one
    std::vector<Running> m_running; // in the order they start
    QTimer m_timer;
    std::unique_ptr<jobs::JobRunner> m_runner; // made with the first run; joined before everything above goes
};

} // namespace cobench::ui
