// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/event_writer.h"
#include "tests/fuzz/corpus_seeds.h"
#include "tests/support/prediction_files.h"
#include "tests/support/raw_sqlite.h"

namespace cobench::fuzz {

namespace {

namespace fs = std::filesystem;
using test::writeFile;

void writeEvents(const fs::path& folder)
{
    runs::EventWriter writer(1000.0);
    writeFile(folder / "empty", writer.take());
    writer.add("train/loss", 1, 1001.0, 0.5);
    writer.add("val/acc", 300, 1002.0, 0.25);
    const std::string records = writer.take();
    writeFile(folder / "two", records);
    writeFile(folder / "cut-short", records.substr(0, records.size() - 7));
    writeFile(folder / "twice", records + records);
    std::string damaged = records;
    damaged[30] = static_cast<char>(damaged[30] ^ 8);
    writeFile(folder / "damaged", damaged);
}

void writeLogs(const fs::path& folder)
{
    writeFile(folder / "lightning.csv", "epoch,step,train_loss,val_loss\n0,49,0.5,\n0,99,,0.75\n");
    writeFile(folder / "ultralytics.csv", "    epoch,  train/box_loss\n  1,  3.5\n");
    writeFile(folder / "quotes.csv", "step,\"a \"\"b\"\"\"\r\n1,\"2\"\r\n");
    writeFile(
        folder / "lines.jsonl", "{\"step\": 1, \"loss\": NaN, \"a\": {\"b\": 2}}\nother\n{\"loss\": -Infinity}\n");
    writeFile(
        folder / "ray.json", "{\"training_iteration\": 3, \"timestamp\": 1700000000, \"config\": {\"lr\": 1}}");
    writeFile(folder / "trainer_state.json",
        "{\"log_history\": [{\"loss\": 1, \"step\": 10}, {\"eval_loss\": 2, \"step\": 20}]}");
}

void writeMlflow(const fs::path& folder)
{
    fs::create_directories(folder);
    const auto make = [&](const char* name, const char* more) {
        fs::remove(folder / name);
        test::runRawSql(folder / name,
            std::string("PRAGMA page_size = 512;"
                        "CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, name TEXT, status TEXT, start_time BIGINT,"
                        " lifecycle_stage TEXT);"
                        "CREATE TABLE metrics (key TEXT, value FLOAT, timestamp BIGINT, run_uuid TEXT, step BIGINT,"
                        " is_nan BOOLEAN);"
                        "CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);"
                        "CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT);"
                        "INSERT INTO runs VALUES ('aa', 'n', 'FINISHED', 2000, 'active');"
                        "INSERT INTO params VALUES ('lr', '0.1', 'aa');"
                        "INSERT INTO tags VALUES ('mlflow.runName', 'cat', 'aa');"
                        "INSERT INTO metrics VALUES ('loss', 0.5, 2500, 'aa', 1, 0);")
                + more);
    };
    make("one.db", "");
    make("deleted.db", "UPDATE runs SET lifecycle_stage = 'deleted';");
    make("many.db", "INSERT INTO metrics SELECT key, value + 1, timestamp, run_uuid, step + 1, 1 FROM metrics;");
    make("text-for-numbers.db", "UPDATE runs SET start_time = 'x'; UPDATE metrics SET value = x'00', step = 'y';");
    make("view.db", "DROP TABLE tags; CREATE VIEW tags AS SELECT 1 AS key, 2 AS value, 3 AS run_uuid;");
}

} // namespace

void writeRunSeeds(const fs::path& corpus)
{
    writeEvents(corpus / "events");
    writeLogs(corpus / "logs");
    writeMlflow(corpus / "mlflow");
}

} // namespace cobench::fuzz
