// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_history.h"

#include "core/store/runs.h"
#include "tests/support/verify_ok.h"

#include <QTemporaryDir>
#include <QTest>

#include <string>

using namespace cobench;
using namespace cobench::engine;

namespace {

constexpr double kNow = 2e9;
constexpr double kOld = kNow - kWholeHistory - 1.0;

} // namespace

class RunHistoryTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::RunStore> m_store;

    std::filesystem::path project() const { return m_folder->filePath(QStringLiteral("p.cobench")).toStdString(); }
    RunId create(RunState state)
    {
        return m_store->createRun({.state = std::string(id(state)), .createdAt = kOld}).value();
    }
    /// One of each kind.
    void tell(RunId run, double time)
    {
        std::vector<store::EventRow> events;
        for (const auto kind :
            {Event::Kind::RunState, Event::Kind::Progress, Event::Kind::Scalar, Event::Kind::Log})
            events.push_back({.payload = encodeEvent({.time = time, .kind = kind, .run = run, .text = "t"})});
        if (!m_store->append(run, {{.tag = "t", .step = 1, .time = time, .value = 0.5}}, events).ok())
            qFatal("could not write events");
    }
    std::vector<Event> kept() const
    {
        std::vector<Event> events;
        const auto rows = m_store->eventsAfter(0, 1000).value();
        for (const store::EventRow& row : rows)
            events.push_back(decodeEvent(row.number, row.payload).value());
        return events;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = store::RunStore::open(project(), store::RunStore::Role::Writer).value();
    }
    void cleanup()
    {
        m_store.reset();
        m_folder.reset();
    }

    void scalars_and_progress_of_old_runs_that_are_over_go()
    {
        const RunId finished = create(RunState::Finished);
        const RunId running = create(RunState::Running);
        tell(finished, kOld);
        tell(running, kOld);
        tell(finished, kNow); // resumed and over once more
        VERIFY_OK(pruneHistory(*m_store, kNow));
        std::vector<std::uint64_t> numbers;
        for (const Event& event : kept())
            numbers.push_back(event.number);
        QCOMPARE(numbers, (std::vector<std::uint64_t>{1, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
        QCOMPARE(m_store->scalars(finished, "t")->size(), std::size_t{2});
        QCOMPARE(readHistory(project(), finished, {})->size(), std::size_t{4});
    }

    void numbers_do_not_come_back()
    {
        const RunId run = create(RunState::Finished);
        std::vector<store::EventRow> events(2);
        for (store::EventRow& event : events)
            event.payload = encodeEvent({.time = kOld, .kind = Event::Kind::Scalar, .run = run, .text = "t"});
        VERIFY_OK(m_store->append(run, {}, events));
        VERIFY_OK(pruneHistory(*m_store, kNow));
        QCOMPARE(kept().size(), std::size_t{1});
        QCOMPARE(*m_store->lastEvent(), std::uint64_t{2});
    }
};

QTEST_APPLESS_MAIN(RunHistoryTest)
#include "run_history_test.moc"
