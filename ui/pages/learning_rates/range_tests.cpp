// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/range_tests.h"

#include <algorithm>
#include <utility>

namespace cobench::ui {

namespace {

constexpr int kDrainMs = 100;
constexpr unsigned kAtOnce = 2; // they mostly wait for the engine

} // namespace

RangeTests::RangeTests(PrepareTrainer prepare, QObject* parent)
    : QObject(parent)
    , m_prepare(std::move(prepare))
{
    m_timer.setInterval(kDrainMs);
    connect(&m_timer, &QTimer::timeout, this, &RangeTests::drain);
}

RangeTests::~RangeTests()
{
    for (Running& running : m_running)
        running.cancel.cancel();
}

void RangeTests::start(const jobs::RangeTestOptions& options, const QString& name)
{
    if (!m_runner)
        m_runner = std::make_unique<jobs::JobRunner>(kAtOnce);
    m_tests.push_back(std::make_unique<Test>(Test{.name = name, .options = options}));
    auto feed = std::make_shared<Feed>();
    const auto work = [make = m_prepare(), options, feed](
                          Progress& progress, const CancelToken& cancel) -> Result<jobs::RangeTest> {
        auto trainer = make();
        if (!trainer)
            return trainer.error();
        const auto observe = [&feed](const jobs::RangeTest& seen) {
            const std::scoped_lock lock(feed->mutex);
            feed->latest = seen;
        };
        return jobs::runRangeTest(options, **trainer, observe, progress, cancel);
    };
    const auto done = [feed](Result<jobs::RangeTest> end) {
        const std::scoped_lock lock(feed->mutex);
        feed->end = std::move(end);
    };
    m_running.push_back({m_tests.back().get(), feed, m_runner->run<jobs::RangeTest>(work, done)});
    m_timer.start();
    Q_EMIT listChanged();
}

void RangeTests::finish(Test& test, Result<jobs::RangeTest> end)
{
    test.isRunning = false;
    if (end)
        test.seen = *std::move(end);
    else
        test.problem = std::move(end).error();
}

void RangeTests::drain()
{
    bool isNew = false;
    std::erase_if(m_running, [&isNew](Running& running) {
        const std::scoped_lock lock(running.feed->mutex);
        auto latest = std::exchange(running.feed->latest, std::nullopt);
        isNew = isNew || latest || running.feed->end;
        if (running.test && latest)
            running.test->seen = *std::move(latest);
        if (running.test && running.feed->end)
            finish(*running.test, *std::move(running.feed->end));
        return running.feed->end.has_value();
    });
    if (m_running.empty())
        m_timer.stop();
    if (isNew)
        Q_EMIT changed();
}

void RangeTests::stop(std::size_t test)
{
    for (Running& running : m_running)
        if (running.test == m_tests[test].get())
            running.cancel.cancel();
}

void RangeTests::forget(std::size_t test)
{
    stop(test);
    for (Running& running : m_running)
        if (running.test == m_tests[test].get())
            running.test = nullptr;
    m_tests.erase(m_tests.begin() + static_cast<std::ptrdiff_t>(test));
    Q_EMIT listChanged();
}

void RangeTests::setShown(std::size_t test, bool shown)
{
    m_tests[test]->isShown = shown;
    Q_EMIT changed();
}

} // namespace cobench::ui
