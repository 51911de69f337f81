// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job_runner.h"
#include "ui/bridge/async.h"
#include "ui/pages/edge/edge_job.h"

#include <QTemporaryDir>
#include <QTimer>

#include <atomic>

namespace cobench::ui {

/// The runs of this window that go on or wait to, one at a time on a thread of its own. What they tell comes in 25
/// times a second. GUI thread only.
class RunningSessions : public QObject
{
    Q_OBJECT
public:
    explicit RunningSessions(Async& async, QObject* parent = nullptr);
    /// Stops what runs and waits for it.
    ~RunningSessions() override;

    /// Behind what runs already; the job's feed and steering are made here. Its figures so far: none.
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
        std::shared_ptr<std::atomic<bool>> hasBegun = std::make_shared<std::atomic<bool>>(false);
        CancelSource cancel;
        bool isBegun = false; // and that was told
    };
    void drain();
    void end(int number, const jobs::SessionEnd& end);

    Async& m_async;
    std::unique_ptr<QTemporaryDir> m_files; // of runs that no project keeps; made with the first one
    std::vector<Running> m_running; // in the order they start
    QTimer m_timer;
    std::unique_ptr<jobs::JobRunner> m_runner; // made with the first run; joined before everything above goes
};

} // namespace cobench::ui
