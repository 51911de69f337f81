// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/recorded_range_tests.h"
#include "ui/bridge/engine_trainer.h"
#include "ui/bridge/live_job.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <set>
#include <vector>

namespace cobench::ui {

class Workspace;

/// The range tests that the project's runs are, and those that run in this window: each on a worker of its own
/// meanwhile, with what it sees ten times a second. GUI thread only.
class RangeTests : public QObject
{
    Q_OBJECT
public:
    struct Test {
        QString name;
        QString project;
        jobs::RangeTestOptions options;
        jobs::RangeTest seen; // so far
        bool isShown = true;
        bool isOwn = false; // begun in this window
        std::optional<Error> problem; // why it did not come to its end
        std::unique_ptr<LiveJob<jobs::RangeTest>> running; // nothing once it is over

        bool isRunning() const { return running != nullptr; }
    };

    RangeTests(Workspace& workspace, PrepareTrainer prepare, QObject* parent = nullptr);
    /// Stops what runs and waits for it.
    ~RangeTests() override;

    const std::vector<std::unique_ptr<Test>>& tests() const { return m_tests; }
    void start(const jobs::RangeTestOptions& options, const QString& name);
    /// What was seen stays.
    void stop(std::size_t test);
    /// From the list of this window; the runs themselves stay in the project.
    void forget(std::size_t test);
    void setShown(std::size_t test, bool shown);
    /// Asks the project which tests its runs are.
    void reload();

Q_SIGNALS:
    void listChanged(); // tests come or go
    void changed(); // what one has seen, or whether it is shown

private:
    void drain();
    static bool drain(Test& test);
    bool isKnown(const jobs::RecordedRangeTest& recorded) const;
    void take(std::vector<jobs::RecordedRangeTest> recorded);

    Workspace& m_workspace;
    PrepareTrainer m_prepare;
    QTimer m_timer;
    std::unique_ptr<jobs::JobRunner> m_runner; // made with the first test; joined after the tests are cancelled
    std::vector<std::unique_ptr<Test>> m_tests;
    std::set<std::pair<QString, RunId>> m_forgotten; // by project
};

} // namespace cobench::ui
