// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/save_cycle.h"

#include "core/store/project.h"
#include "core/store/runs.h"
#include "tests/support/sample_pool.h"

#include <algorithm>
#include <optional>

namespace cobench::test {

namespace {

using namespace store;
namespace fs = std::filesystem;

constexpr SampleShape kSmall = {.models = 2, .samples = 6, .classes = 3};
constexpr int kRounds = 2;

std::string poolName(int round)
{
    return "pool-" + std::to_string(round);
}

fs::path copyOf(const fs::path& project)
{
    return project.parent_path() / "Copy.cobench";
}

class Cycle
{
public:
    Cycle(fs::path project, const Environment& environment, SaveLog& log)
        : m_path(std::move(project))
        , m_environment(environment)
        , m_log(log)
    {
    }

    void run()
    {
        for (int round = 0; round < kRounds; ++round) {
            saveProject(round);
            saveRuns(round);
        }
    }

private:
    template <typename T>
    bool note(const std::string& what, const Result<T>& result)
    {
        if (!result) {
            m_log.errors.push_back(what + ": " + describe(result.error()));
            return false;
        }
        m_log.saved.push_back(what);
        if (m_log.onSaved)
            m_log.onSaved(what);
        return true;
    }

    void saveProject(int round)
    {
        auto opened = Project::open(m_path, OpenMode::Create, m_environment);
        if (!note("open", opened))
            return;
        Project& project = **opened;
        const std::string number = std::to_string(round);
        const Pool pool = samplePool(static_cast<std::uint64_t>(round), kSmall);
        const auto id = project.addPool(
            pool, poolName(round), {.sources = {{"/a", 1, "f"}}, .recipe = "input /a"}, m_progress, CancelToken());
        note("pool " + number, id);
        note("text " + number, project.setText("text-" + number, "value-" + number));
        const auto gone = project.addPool(samplePool(100, kSmall), "gone", {}, m_progress, CancelToken());
        if (gone && note("deletion", project.deletePool(*gone)))
            (void)note("cleaning", project.cleanUp());
        if (round > 0)
            note("copy", project.saveCopy(copyOf(m_path), m_progress, CancelToken()));
    }

    void saveRuns(int round)
    {
        auto opened = RunStore::open(m_path, RunStore::Role::Writer, m_environment);
        if (!note("open", opened))
            return;
        RunStore& store = **opened;
        const auto run = store.createRun({.name = "run-" + std::to_string(round), .state = "running"});
        if (!run)
            return (void)note("run", run);
        const std::string number = std::to_string(run->value);
        note("run " + number, run);
        std::vector<EventRow> events = {{.payload = "event of " + number}};
        note("scalars " + number, store.append(*run, {{.tag = "loss", .step = 1, .value = 0.5}}, events));
        const Pool single = samplePool(static_cast<std::uint64_t>(run->value), kSmall).withModels({0});
        note("predictions " + number, store.setPredictions(*run, single));
        note("finish " + number, store.setState(*run, "finished", {}));
    }

    using Pool = data::Pool;
    fs::path m_path;
    const Environment& m_environment;
    SaveLog& m_log;
    Progress m_progress;
};

/// Reads everything back; the first thing that is wrong is the answer.
class Inspection
{
public:
    Inspection(fs::path project, const SaveLog& log)
        : m_path(std::move(project))
        , m_log(log)
    {
    }

    std::string run()
    {
        for (const auto& step : {&Inspection::checkProject, &Inspection::checkRuns, &Inspection::checkCopy}) {
            std::string violation = (this->*step)();
            if (!violation.empty())
                return violation;
        }
        return {};
    }

private:
    bool saved(const std::string& what) const { return std::ranges::count(m_log.saved, what) != 0; }

    static std::string checkPool(const Project& project, const PoolEntry& entry)
    {
        if (entry.name == "gone")
            return {};
        const auto loaded = project.loadPool(entry.id);
        if (!loaded)
            return "pool " + entry.name + " is listed and cannot be read: " + describe(loaded.error());
        const auto seed = static_cast<std::uint64_t>(entry.name.back() - '0');
        const std::string what = difference(samplePool(seed, kSmall), **loaded);
        return what.empty() ? what : "pool " + entry.name + " differs in " + what;
    }

    std::string checkContent(const Project& project) const
    {
        const auto pools = project.pools();
        if (!pools)
            return describe(pools.error());
        for (const PoolEntry& entry : *pools)
            if (std::string violation = checkPool(project, entry); !violation.empty())
                return violation;
        Progress progress;
        const auto damage = project.damage(progress, CancelToken());
        if (!damage || !damage->empty())
            return "damage: " + (damage ? describe(damage->front()) : describe(damage.error()));
        for (int round = 0; round < kRounds; ++round) {
            const std::string number = std::to_string(round);
            const auto text = project.text("text-" + number);
            if (saved("text " + number) && (!text || *text != "value-" + number))
                return "text " + number + " is lost";
            if (saved("pool " + number) && !project.findPool(poolName(round)))
                return "pool " + number + " is lost";
        }
        return {};
    }

    std::string checkProject() const
    {
        const auto opened = Project::open(m_path, OpenMode::Create);
        if (!opened)
            return "does not open: " + describe(opened.error());
        std::string violation = checkContent(**opened);
        if (violation.empty() && !(*opened)->setText("after", "goes on"))
            return "cannot be written any more";
        return violation;
    }

    std::string checkRun(const RunStore& store, const RunRow& row) const
    {
        const std::string number = std::to_string(row.id.value);
        const auto scalars = store.scalars(row.id, "loss");
        const auto gaps = store.scalarGaps(row.id);
        if (!scalars || !gaps || !gaps->empty() || (saved("scalars " + number) && scalars->size() != 1))
            return "scalars of run " + number + " are lost";
        const auto predictions = store.predictions(row.id);
        if (!predictions && (predictions.error().code != ErrorCode::NotFound || saved("predictions " + number)))
            return "predictions of run " + number + ": " + describe(predictions.error());
        if (saved("finish " + number) && row.state != "finished")
            return "run " + number + " is " + row.state;
        return {};
    }

    std::string checkRuns() const
    {
        const auto opened = RunStore::open(m_path, RunStore::Role::Writer);
        if (!opened)
            return "runs do not open: " + describe(opened.error());
        const auto runs = (*opened)->runs();
        if (!runs)
            return describe(runs.error());
        for (const RunRow& row : *runs)
            if (std::string violation = checkRun(**opened, row); !violation.empty())
                return violation;
        const auto events = (*opened)->eventsAfter(0, 100);
        if (!events || events->size() != *(*opened)->lastEvent())
            return "events have gaps";
        for (std::int64_t id = 1; id <= kRounds; ++id)
            if (saved("run " + std::to_string(id)) && static_cast<std::int64_t>(runs->size()) < id)
                return "run " + std::to_string(id) + " is lost";
        return {};
    }

    // A copy under its final name is a whole one.
    std::string checkCopy() const
    {
        const fs::path copy = copyOf(m_path);
        if (!fs::exists(copy))
            return saved("copy") ? "the copy is lost" : "";
        const auto opened = Project::open(copy, OpenMode::ReadWrite);
        if (!opened)
            return "the copy does not open: " + describe(opened.error());
        const std::string violation = checkContent(**opened);
        return violation.empty() ? violation : "copy: " + violation;
    }

    fs::path m_path;
    const SaveLog& m_log;
};

} // namespace

void runSaveCycle(const fs::path& project, const Environment& environment, SaveLog& log)
{
    Cycle(project, environment, log).run();
}

std::string violationOf(const fs::path& project, const SaveLog& log)
{
    return Inspection(project, log).run();
}

} // namespace cobench::test
