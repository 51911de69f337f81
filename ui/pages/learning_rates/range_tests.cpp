// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/range_tests.h"

#include "ui/bridge/async.h"
#include "ui/bridge/workspace.h"

#include <algorithm>
#include <utility>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kDrainMs = 100;
constexpr unsigned kAtOnce = 2; // they mostly wait for the engine

} // namespace

RangeTests::RangeTests(Workspace& workspace, PrepareTrainer prepare, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_prepare(std::move(prepare))
{
    m_timer.setInterval(kDrainMs);
    connect(&m_timer, &QTimer::timeout, this, qOverload<>(&RangeTests::drain));
}

RangeTests::~RangeTests()
{
    m_tests.clear(); // cancels
}

void RangeTests::start(const jobs::RangeTestOptions& options, const QString& name)
{
    if (!m_runner)
        m_runner = std::make_unique<jobs::JobRunner>(kAtOnce);
    m_tests.push_back(std::make_unique<Test>(
        Test{.name = name, .project = m_workspace.path(), .options = options, .isOwn = true}));
    const auto work = [make = m_prepare(), options](const LiveJob<jobs::RangeTest>::Tell& tell,
                          Progress& progress,
                          const CancelToken& cancel) -> Result<jobs::RangeTest> {
        const auto trainer = make();
        if (!trainer)
            return trainer.error();
        return jobs::runRangeTest(options, **trainer, tell, progress, cancel);
    };
    m_tests.back()->running = std::make_unique<LiveJob<jobs::RangeTest>>(*m_runner, work);
    m_timer.start();
    Q_EMIT listChanged();
}

/// Whether there is anything new.
bool RangeTests::drain(Test& test)
{
    auto news = test.running->take();
    if (news.latest)
        test.seen = *std::move(news.latest);
    if (!news.end)
        return news.latest.has_value();
    test.running.reset();
    if (*news.end)
        test.seen = **std::move(news.end);
    else
        test.problem = std::move(*news.end).error();
    return true;
}

void RangeTests::drain()
{
    bool isNew = false;
    for (const auto& test : m_tests)
        if (test->running)
            isNew |= drain(*test);
    if (std::ranges::none_of(m_tests, [](const auto& test) { return test->isRunning(); }))
        m_timer.stop();
    if (isNew)
        Q_EMIT changed();
}

void RangeTests::stop(std::size_t test)
{
    if (m_tests[test]->running)
        m_tests[test]->running->cancel();
}

void RangeTests::forget(std::size_t test)
{
    for (const RunId run : m_tests[test]->seen.runs)
        m_forgotten.emplace(m_tests[test]->project, run);
    m_tests.erase(m_tests.begin() + static_cast<std::ptrdiff_t>(test));
    Q_EMIT listChanged();
}

void RangeTests::setShown(std::size_t test, bool shown)
{
    m_tests[test]->isShown = shown;
    Q_EMIT changed();
}

void RangeTests::reload()
{
    using Recorded = std::vector<jobs::RecordedRangeTest>;
    m_workspace.async().runLatest<Recorded>(
        this,
        u"range-tests"_s,
        {.title = {}, .lane = Lane::Compute},
        [project = m_workspace.path().toStdString()](Progress& progress, const CancelToken& cancel) {
            return project.empty() ? Recorded() : jobs::readRangeTests(project, progress, cancel);
        },
        [this](Result<Recorded> recorded) {
            if (recorded)
                take(*std::move(recorded));
        });
}

bool RangeTests::isKnown(const jobs::RecordedRangeTest& recorded) const
{
    const QString& project = m_workspace.path();
    const auto holds = [&](const Test& test) {
        return test.project == project && std::ranges::any_of(test.seen.runs, [&](RunId run) {
            return std::ranges::find(recorded.test.runs, run) != recorded.test.runs.end();
        });
    };
    return std::ranges::any_of(recorded.test.runs, [&](RunId run) {
        return m_forgotten.contains({project, run});
    }) || std::ranges::any_of(m_tests, [&](const auto& test) { return holds(*test); });
}

/// What was begun in this window says more than its runs do; it stays.
void RangeTests::take(std::vector<jobs::RecordedRangeTest> recorded)
{
    const QString project = m_workspace.path();
    std::erase_if(m_tests, [&](const auto& test) { return !test->isOwn && test->project != project; });
    std::vector<std::unique_ptr<Test>> more;
    for (jobs::RecordedRangeTest& each : recorded)
        if (!isKnown(each))
            more.push_back(std::make_unique<Test>(Test{.name = QString::fromStdString(each.name),
                .project = project,
                .options = std::move(each.options),
                .seen = std::move(each.test)}));
    m_tests.insert(m_tests.begin(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    Q_EMIT listChanged();
}

} // namespace cobench::ui
