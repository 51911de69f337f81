// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/event_file.h"
#include "core/runs/import_runs.h"
#include "core/runs/json_log.h"
#include "core/runs/metric_table.h"
#include "core/runs/sweep_tables.h"
#include "core/runs/trainer_state.h"
#include "tests/fuzz/fuzz_targets.h"

namespace cobench::fuzz {

namespace {

std::string_view asText(Input input)
{
    return {reinterpret_cast<const char*>(input.data()), input.size()};
}

} // namespace

void readEvents(Input input, const Folder&)
{
    std::vector<store::ScalarRow> scalars;
    static_cast<void>(runs::readEventFile(input, "input", 1, scalars, {}));
    // A record takes 16 bytes and more, a value in it five.
    require(scalars.size() <= input.size() / 5);
}

void readLogs(Input input, const Folder&)
{
    const std::string_view text = asText(input);
    static_cast<void>(runs::readMetricTable(text, "input", {}));
    static_cast<void>(runs::readJsonLog(text, "input", {}));
    static_cast<void>(runs::readTrainerState(text, "input"));
    const std::size_t half = text.find("\n\n"); // two tables, one behind the other
    static_cast<void>(runs::readSweepTables({.runs = text.substr(0, half),
                                                .epochs = text.substr(std::min(half, text.size())),
                                                .runsName = "runs",
                                                .epochsName = "epochs"},
        {}));
    for (const char* form : {"json", "csv"}) {
        const auto parser = runs::makeLineParser(form);
        for (std::string_view rest = text; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            static_cast<void>((*parser)->parse(rest.substr(0, end)));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
}

void readMlflow(Input input, const Folder& folder)
{
    const auto file = folder / "mlflow.db";
    writeInput(input, file);
    Progress progress;
    static_cast<void>(runs::readRuns(file, {}, progress, {}));
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(file.string() + suffix, ignored);
}

} // namespace cobench::fuzz
