// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/bundle.h"
#include "core/store/runs.h"
#include "tests/fuzz/corpus_seeds.h"
#include "tests/support/raw_sqlite.h"
#include "tests/support/sample_pool.h"

namespace cobench::fuzz {

namespace {

namespace fs = std::filesystem;
using store::Project;
using store::RunStore;
using test::runRawSql;

const data::Pool kPool = test::samplePool(1, {.models = 2, .samples = 3, .classes = 2});

/// SQLite pages as small as they come, so that a seed stays small.
void shrink(const fs::path& file)
{
    runRawSql(file, "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM;");
}

/// A new project at `file`, with a pool or not; the arrays stay beside it.
void makeProject(const fs::path& file, bool withPool)
{
    fs::create_directories(file.parent_path());
    fs::remove(file);
    fs::remove_all(file.string() + ".d");
    Progress progress;
    const auto project = Project::open(file, store::OpenMode::Create).value();
    static_cast<void>(project->setText("layout/a", "text"));
    if (withPool)
        static_cast<void>(project->addPool(
            kPool, "pool", {.sources = {{"a.csv", 3, "00"}}, .recipe = "input a.csv"}, progress, {}));
}

/// Two runs of which one has finished, as the engine leaves them.
void makeRuns(const fs::path& project)
{
    const auto runs = RunStore::open(project, RunStore::Role::Writer).value();
    for (const char* state : {"finished", "running"}) {
        const RunId run
            = runs->createRun({.batch = "b", .name = state, .configJson = "{}", .state = state}).value();
        std::vector<store::EventRow> events = {{.payload = R"({"kind":"heartbeat"})"}};
        static_cast<void>(runs->append(run, {{.tag = "train/loss", .step = 1, .value = 0.5}}, events));
        static_cast<void>(runs->append(run, {{.tag = "train/loss", .step = 2, .value = 0.25}}, events));
    }
    static_cast<void>(runs->setPredictions(RunId{1}, kPool.withModels({0})));
}

void writeProjects(const fs::path& folder)
{
    const auto make = [&](const char* name, bool withPool, const char* sql) {
        makeProject(folder / name, withPool);
        runRawSql(folder / name, sql);
        shrink(folder / name);
        fs::remove_all(folder / (std::string(name) + ".d"));
    };
    make("empty.cobench", false, "");
    make("pool.cobench", true, "");
    make("newer.cobench", true, "PRAGMA user_version = 99;");
    make("older.cobench", true, "PRAGMA user_version = 1;");
    make("view.cobench", false, "DROP TABLE note; CREATE VIEW note AS SELECT 'a' AS key, 'b' AS value;");
    make("trigger.cobench",
        true,
        "CREATE TRIGGER planted AFTER UPDATE ON pool BEGIN UPDATE pool SET name = load_extension('x'); END;");
}

void writeRuns(const fs::path& folder)
{
    const fs::path project = folder / "made.cobench";
    const fs::path database = folder / "made.cobench.d" / "runs.sqlite";
    const auto make = [&](const char* name, const char* sql) {
        makeProject(project, false);
        makeRuns(project);
        runRawSql(database, sql);
        shrink(database);
        fs::copy_file(database, folder / name, fs::copy_options::overwrite_existing);
    };
    make("two.sqlite", "");
    make("newer.sqlite", "PRAGMA user_version = 99;");
    make("gap.sqlite", "DELETE FROM scalar_block WHERE sequence = 0;");
    make("damaged.sqlite", "UPDATE scalar_block SET data = x'00'; UPDATE run SET crc = 1;");
    make("trigger.sqlite", "CREATE TRIGGER planted AFTER INSERT ON run BEGIN DELETE FROM run; END;");
    fs::remove(project);
    fs::remove_all(project.string() + ".d");
}

void writeBundles(const fs::path& folder)
{
    const fs::path made = folder / "made.cobench";
    const auto make = [&](const char* name, bool withPool, bool withRuns) {
        makeProject(made, withPool);
        if (withRuns) {
            makeRuns(made);
            shrink(fs::path(made.string() + ".d") / "runs.sqlite");
        }
        shrink(made);
        Progress progress;
        const auto project = Project::open(made, store::OpenMode::ReadWrite).value();
        static_cast<void>(store::exportBundle(*project, folder / name, progress, {}));
    };
    make("empty.cobenchz", false, false);
    make("pool.cobenchz", true, false);
    make("runs.cobenchz", false, true);
    make("whole.cobenchz", true, true);
    fs::copy_file(folder / "whole.cobenchz", folder / "cut-short.cobenchz", fs::copy_options::overwrite_existing);
    fs::resize_file(folder / "cut-short.cobenchz", 20'000);
    fs::remove(made);
    fs::remove_all(made.string() + ".d");
}

} // namespace

void writeStoreSeeds(const fs::path& corpus)
{
    writeProjects(corpus / "project");
    writeRuns(corpus / "runs");
    writeBundles(corpus / "bundle");
}

} // namespace cobench::fuzz
