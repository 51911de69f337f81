// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/event_writer.h"
#include "core/runs/import_runs.h"
#include "core/runs/run_tables.h"
#include "core/runs/store_runs.h"
#include "core/store/mlflow_file.h"
#include "tests/core/store/run_store_kit.h"
#include "tests/support/raw_sqlite.h"

#include <QTest>

#include <cmath>
#include <fstream>

using namespace cobench;
using namespace cobench::runs;
namespace fs = std::filesystem;

class TestRunsImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<test::RunStoreFolder>(); }
    void everyFolderWithEventsIsARun();
    void aProgramThatBeganAnewReplacesWhatItRepeats();
    void theNewestStateOfATrainingIsRead();
    void mlflowRunsAreReadFromItsDatabase();
    void anMlflowFileOfAStrangerIsRefused_data();
    void anMlflowFileOfAStrangerIsRefused();
    void theFormIsFoundOutFromTheContent();
    void aBadFileEndsItUnlessKeptGoing();
    void aFolderWithoutRunsIsRefused();
    void specialFilesAreNotRead();
    void twoTablesOfASweepAreReadTogether();
    void manyRunsAreStoredTogetherAndEachKeepsItsOwn();
    void storedRunsComeBackWithTheirTrace();
    void aCancelledImportLeavesNoRun();
    void exportedEventsCanBeImported();
    void tablesHaveEveryPointAndTheLastValues();

private:
    fs::path path(const char* name) const { return m_folder->folder() / name; }
    void write(const char* name, const std::string& content) const
    {
        fs::create_directories(path(name).parent_path());
        std::ofstream(path(name), std::ios::binary) << content;
    }
    Result<ForeignRuns> read(const char* name, const ReadOptions& options = {}) const
    {
        Progress progress;
        return readRuns(path(name), options, progress, {});
    }
    std::vector<RunId> keep(store::RunStore& store, const std::vector<ForeignRun>& runs) const
    {
        Progress progress;
        return storeRuns(store, runs, progress, {}).value();
    }
    void makeMlflow() const;

    std::unique_ptr<test::RunStoreFolder> m_folder;
};

namespace {

std::string events(std::uint64_t first, std::uint64_t end, double value)
{
    EventWriter writer(1000.0);
    for (std::uint64_t step = first; step < end; ++step)
        writer.add("loss", step, 1000.0 + static_cast<double>(step), value);
    return writer.take();
}

} // namespace

/// The columns of MLflow 2.9's schema that are read, and some that are not.
void TestRunsImport::makeMlflow() const
{
    test::runRawSql(path("mlflow.db"),
        "CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name VARCHAR(250), user_id TEXT, status VARCHAR(9),"
        " start_time BIGINT, end_time BIGINT, lifecycle_stage VARCHAR(20));"
        "CREATE TABLE metrics (key VARCHAR(250), value FLOAT, timestamp BIGINT, run_uuid VARCHAR(32), step BIGINT,"
        " is_nan BOOLEAN, PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));"
        "CREATE TABLE params (key VARCHAR(250), value VARCHAR(8000), run_uuid VARCHAR(32));"
        "CREATE TABLE tags (key VARCHAR(250), value VARCHAR(5000), run_uuid VARCHAR(32));"
        "INSERT INTO runs VALUES ('aa', '', 'u', 'FINISHED', 2000, 3000, 'active'),"
        " ('bb', 'old name', 'u', 'RUNNING', 1000, NULL, 'active'), ('cc', 'gone', 'u', 'FAILED', 1, 2, 'deleted');"
        "INSERT INTO tags VALUES ('mlflow.runName', 'lucky-cat', 'aa');"
        "INSERT INTO params VALUES ('lr', '0.1', 'aa'), ('note', 'a \"b\"', 'aa');"
        "INSERT INTO metrics VALUES ('loss', 0.5, 2500, 'aa', 1, 0), ('loss', 0, 2600, 'aa', 2, 1),"
        " ('loss', 9.0, 1, 'cc', 1, 0);");
}

void TestRunsImport::everyFolderWithEventsIsARun()
{
    write("logs/train/events.out.tfevents.1.host", events(0, 3, 1.0));
    write("logs/eval/events.out.tfevents.1.host", events(0, 2, 1.0));
    write("logs/notes.txt", "hello");
    const auto runs = read("logs");
    VERIFY_OK(runs);
    QCOMPARE(runs->runs.size(), std::size_t{2});
    QCOMPARE(runs->runs[0].name, std::string("eval"));
    QCOMPARE(runs->runs[1].scalars.size(), std::size_t{3});
}

void TestRunsImport::aProgramThatBeganAnewReplacesWhatItRepeats()
{
    write("logs/events.out.tfevents.1.host", events(0, 5, 1.0));
    write("logs/events.out.tfevents.2.host", events(3, 6, 2.0));
    const auto store = m_folder->open();
    keep(*store, read("logs")->runs);
    const auto curve = store->curves({.tag = "loss", .parts = 0})->front().points;
    QCOMPARE(curve.size(), std::size_t{6});
    QCOMPARE(curve[2].value, 1.0);
    QCOMPARE(curve[3].value, 2.0);
}

void TestRunsImport::theNewestStateOfATrainingIsRead()
{
    write("out/checkpoint-10/trainer_state.json", R"({"log_history": [{"loss": 1, "step": 10}]})");
    write("out/checkpoint-20/trainer_state.json",
        R"({"log_history": [{"loss": 1, "step": 10}, {"loss": 2, "step": 20}]})");
    fs::last_write_time(
        path("out/checkpoint-10/trainer_state.json"), fs::file_time_type::clock::now() - std::chrono::hours(1));
    const auto runs = read("out");
    VERIFY_OK(runs);
    QCOMPARE(runs->runs.size(), std::size_t{1});
    QCOMPARE(runs->runs[0].name, std::string("out"));
    QCOMPARE(runs->runs[0].scalars.size(), std::size_t{2});
}

void TestRunsImport::mlflowRunsAreReadFromItsDatabase()
{
    makeMlflow();
    const auto runs = read("mlflow.db");
    VERIFY_OK(runs);
    QCOMPARE(runs->runs.size(), std::size_t{2});
    QCOMPARE(runs->runs[0].name, std::string("old name"));
    QCOMPARE(runs->runs[0].state, std::string("interrupted"));
    const ForeignRun& run = runs->runs[1];
    QCOMPARE(run.name, std::string("lucky-cat"));
    QCOMPARE(run.startedAt, 2.0);
    QCOMPARE(run.config, std::string(R"({"lr":"0.1","note":"a \"b\""})"));
    QCOMPARE(run.scalars.size(), std::size_t{2});
    QCOMPARE(run.scalars[0].time, 2.5);
    QVERIFY(std::isnan(run.scalars[1].value));
    QVERIFY(!fs::exists(path("mlflow.db-wal")));
}

void TestRunsImport::anMlflowFileOfAStrangerIsRefused_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("view") << QByteArray(
        "DROP TABLE metrics; CREATE VIEW metrics AS WITH RECURSIVE n(i) AS (SELECT 1"
        " UNION ALL SELECT i + 1 FROM n) SELECT i AS key FROM n;");
    QTest::newRow("trigger") << QByteArray("CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END;");
    QTest::newRow("no table") << QByteArray("DROP TABLE params;");
    QTest::newRow("no column") << QByteArray("ALTER TABLE metrics RENAME COLUMN is_nan TO other;");
}

void TestRunsImport::anMlflowFileOfAStrangerIsRefused()
{
    QFETCH(QByteArray, sql);
    makeMlflow();
    test::runRawSql(path("mlflow.db"), sql.toStdString());
    const auto runs = read("mlflow.db");
    QVERIFY(!runs.ok());
    QVERIFY(describe(runs.error()).find("mlflow.db") != std::string::npos);
}

void TestRunsImport::theFormIsFoundOutFromTheContent()
{
    makeMlflow();
    fs::copy_file(path("mlflow.db"), path("any.sqlite"));
    QCOMPARE(read("any.sqlite")->runs.size(), std::size_t{2});
    write("a.txt", "step,loss\n1,2\n");
    QCOMPARE(read("a.txt")->runs[0].name, std::string("a"));
    write("b.log", "\n{\"loss\": 1}\n");
    QCOMPARE(read("b.log")->runs[0].scalars.size(), std::size_t{1});
    write("c.json", R"({"log_history": [{"loss": 1, "step": 3}]})");
    QCOMPARE(read("c.json")->runs[0].scalars[0].tag, std::string("train/loss"));
    write("job7/results.csv", "epoch,loss\n1,2\n");
    QCOMPARE(read("job7/results.csv")->runs[0].name, std::string("job7"));
    QVERIFY(!read("a.txt", {.format = Format::TensorBoard}).ok());
}

void TestRunsImport::aBadFileEndsItUnlessKeptGoing()
{
    write("all/a/metrics.csv", "step,loss\n1,2\n");
    write("all/b/metrics.csv", "step,loss\n1\n");
    QVERIFY(describe(read("all").error()).find("b/metrics.csv: line 2") != std::string::npos);
    const auto kept = read("all", {.format = {}, .keepGoing = true});
    VERIFY_OK(kept);
    QCOMPARE(kept->runs.size(), std::size_t{1});
    QCOMPARE(kept->warnings.size(), std::size_t{1});
}

void TestRunsImport::aFolderWithoutRunsIsRefused()
{
    write("empty/readme.txt", "nothing");
    QCOMPARE(read("empty").error().code, ErrorCode::NotFound);
    QCOMPARE(read("missing").error().code, ErrorCode::NotFound);
}

void TestRunsImport::specialFilesAreNotRead()
{
    fs::create_symlink("/dev/zero", path("zero.csv"));
    QCOMPARE(read("zero.csv").error().code, ErrorCode::Forbidden);
}

void TestRunsImport::storedRunsComeBackWithTheirTrace()
{
    ForeignRun run{
        .name = "mine", .source = "log.csv", .scalars = {{.tag = "a", .step = 1, .time = 55.0, .value = 2.0}}};
    run.trace.lanes = {{"cpu/total", "1", ""}};
    run.trace.add(55.0, std::vector{0.5F});
    const auto store = m_folder->open();
    const auto ids = keep(*store, {run, run});
    QCOMPARE(ids.size(), std::size_t{2});
    const auto rows = *store->runs();
    QCOMPARE(rows[1].state, std::string("finished"));
    QCOMPARE(rows[1].createdAt, 55.0);
    QCOMPARE(rows[1].batch, std::string("import"));
    QCOMPARE(store->texts(ids[1])->at("source"), std::string("log.csv"));
    QCOMPARE(store->trace(ids[1])->value(0, 0), 0.5F);
}

void TestRunsImport::twoTablesOfASweepAreReadTogether()
{
    write("sweeps/runs.csv", "run_id,lr\n1,0.1\n2,0.2\n");
    QVERIFY(!areSweepTables(path("sweeps")));
    QVERIFY(!read("sweeps").ok());
    write("sweeps/epochs.csv", "run_id,epoch,loss\n1,0,3\n2,0,4\n");
    QVERIFY(areSweepTables(path("sweeps")));
    QVERIFY(areSweepTables(path("sweeps/epochs.csv")));
    for (const char* name : {"sweeps", "sweeps/runs.csv", "sweeps/epochs.csv"}) {
        const auto runs = read(name);
        VERIFY_OK(runs);
        QCOMPARE(runs->runs.size(), std::size_t{2});
        QCOMPARE(runs->runs[1].batch, std::string("sweeps"));
        QCOMPARE(runs->runs[1].scalars.front().value, 4.0);
    }
    const auto kept = withoutPartners({path("sweeps/epochs.csv"), path("sweeps/runs.csv"), path("other.csv")});
    QCOMPARE(kept, (std::vector<fs::path>{path("sweeps/runs.csv"), path("other.csv")}));
    write("log/runs.csv", "epoch,loss\n0,3\n1,2\n"); // a log that happens to have the name
    const auto log = read("log/runs.csv");
    VERIFY_OK(log);
    QCOMPARE(log->runs.size(), std::size_t{1});
}

// More runs than one transaction takes, one of them too long for it.
void TestRunsImport::manyRunsAreStoredTogetherAndEachKeepsItsOwn()
{
    std::vector<ForeignRun> runs;
    for (int i = 0; i < 700; ++i)
        runs.push_back({.name = "run " + std::to_string(i),
            .source = "log " + std::to_string(i),
            .scalars = {{.tag = "loss", .step = 1, .value = double(i)}}});
    for (std::uint64_t step = 2; step <= 25000; ++step)
        runs[3].scalars.push_back({.tag = "loss", .step = step, .value = 1.0});
    const auto store = m_folder->open();
    const auto ids = keep(*store, runs);
    QCOMPARE(ids.size(), runs.size());
    const auto rows = *store->runs();
    for (std::size_t i = 0; i < runs.size(); ++i) {
        QCOMPARE(rows[i].id, ids[i]);
        QCOMPARE(rows[i].name, runs[i].name);
        QCOMPARE(rows[i].state, std::string("finished"));
    }
    QCOMPARE(store->scalars(ids[699], "loss")->front().value, 699.0);
    QCOMPARE(store->scalars(ids[3], "loss")->size(), std::size_t{25000});
    QCOMPARE(store->texts(ids[699])->at("source"), std::string("log 699"));
}

void TestRunsImport::aCancelledImportLeavesNoRun()
{
    const auto store = m_folder->open();
    CancelSource cancel;
    cancel.cancel();
    Progress progress;
    const auto stored
        = storeRuns(*store, {{.name = "a", .scalars = {{.tag = "a", .step = 1}}}}, progress, cancel.token());
    QVERIFY(!stored && stored.error().isCancelled());
    QVERIFY(store->runs()->empty());
}

void TestRunsImport::exportedEventsCanBeImported()
{
    const auto store = m_folder->open();
    keep(*store,
        {{.name = "a",
            .startedAt = 100.0,
            .scalars = {{.tag = "loss", .step = 1, .time = 101.0, .value = 0.5},
                {.tag = "acc", .step = 1, .time = 101.0, .value = 0.25}}}});
    const auto file = eventFile(*store, store->runs()->front());
    VERIFY_OK(file);
    write("back/events.out.tfevents.100.cobench", *file);
    const auto runs = read("back");
    VERIFY_OK(runs);
    QCOMPARE(runs->runs[0].scalars.size(), std::size_t{2});
    QCOMPARE(runs->runs[0].scalars[1].value, 0.5);
    QCOMPARE(runs->runs[0].scalars[1].time, 101.0);
}

void TestRunsImport::tablesHaveEveryPointAndTheLastValues()
{
    const auto store = m_folder->open();
    keep(*store,
        {{.name = "a_1, \"x\"",
             .startedAt = 1.0,
             .scalars = {{.tag = "loss", .step = 1, .time = 2.0, .value = 0.5},
                 {.tag = "loss", .step = 2, .time = 3.0, .value = test::kNone}}},
            {.name = "b", .startedAt = 1.0, .scalars = {{.tag = "acc", .step = 2, .time = 3.0, .value = 0.875}}}});
    const auto rows = *store->runs();
    QCOMPARE(*scalarsCsv(*store, rows),
        std::string("run,name,tag,step,time,value,attempt\n1,\"a_1, \"\"x\"\"\",loss,1,2,0.5,1\n"
                    "1,\"a_1, \"\"x\"\"\",loss,2,3,,1\n2,b,acc,2,3,0.875,1\n"));
    QCOMPARE(*latexTable(*store, rows, {}, 2),
        std::string("\\begin{tabular}{lrr}\n\\toprule\nRun & acc & loss \\\\\n\\midrule\n"
                    "a\\_1, \"x\" & -- & -- \\\\\nb & 0.88 & -- \\\\\n\\bottomrule\n\\end{tabular}\n"));
}

QTEST_APPLESS_MAIN(TestRunsImport)
#include "import_test.moc"
