// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job_runner.h"
#include "core/jobs/range_test_job.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace cobench::ui {

/// The range tests of this window, each on a worker of its own while it runs; what they see comes in ten times a
/// second. GUI thread only.
class RangeTests : public QObject
{
    Q_OBJECT
public:
    /// Called on a worker; may take seconds.
    using MakeTrainer = std::function<Result<std::unique_ptr<jobs::RunTrainer>>()>;
    /// Called on the GUI thread when a test starts: the trainer of the project that is open then.
    using PrepareTrainer = std::function<MakeTrainer()>;

    struct Test {
        QString name;
        jobs::RangeTestOptions options;
        jobs::RangeTest seen; // so far
        bool isRunning = true;
        bool isShown = true;
        std::optional<Error> problem; // why it did not come to its end
    };

    explicit RangeTests(PrepareTrainer prepare, QObject* parent = nullptr);
    /// Stops what runs and waits for it.
    ~RangeTests() override;

    const std::vector<std::unique_ptr<Test>>& tests() const { return m_tests; }
    void start(const jobs::RangeTestOptions& options, const QString& name);
    /// What was seen stays.
    void stop(std::size_t test);
    /// The runs themselves stay in the project.
    void forget(std::size_t test);
    void setShown(std::size_t test, bool shown);

Q_SIGNALS:
    void listChanged(); // tests come or go
    void changed(); // what one has seen, or whether it is shown

private:
    /// Written by the worker, read by the timer.
    struct Feed {
        std::mutex mutex; // guards all below
        std::optional<jobs::RangeTest> latest;
        std::optional<Result<jobs::RangeTest>> end;
    };
    struct Running {
        Test* test = nullptr; // nullptr = forgotten
        std::shared_ptr<Feed> feed;
        CancelSource cancel;
    };
    void drain();
    static void finish(Test& test, Result<jobs::RangeTest> end);

    PrepareTrainer m_prepare;
    std::vector<std::unique_ptr<Test>> m_tests;
    std::vector<Running> m_running;
    QTimer m_timer;
    std::unique_ptr<jobs::JobRunner> m_runner; // made with the first test; joined before everything above goes
};

} // namespace cobench::ui
