// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/import_runs.h"

#include "core/io/bounded_reader.h"
#include "core/io/file_source.h"
#include "core/io/inflate.h"
#include "core/runs/event_file.h"
#include "core/runs/json_log.h"
#include "core/runs/metric_table.h"
#include "core/runs/sweep_tables.h"
#include "core/runs/trainer_state.h"
#include "core/store/mlflow_file.h"

#include <algorithm>
#include <map>

namespace cobench::runs {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 100000; // below one folder
constexpr int kDeepest = 16;
constexpr const char* kRunsTable = "runs.csv";

/// What one reading needs everywhere.
struct Reading {
    Progress& progress;
    const CancelToken& cancel;
    ForeignRuns found;

    void add(ForeignRuns&& more)
    {
        std::ranges::move(more.runs, std::back_inserter(found.runs));
        std::ranges::move(more.warnings, std::back_inserter(found.warnings));
    }
};

bool isEventFile(const fs::path& file)
{
    return file.filename().string().find("tfevents") != std::string::npos;
}

bool isEpochsTable(const fs::path& file)
{
    return file.filename() == "epochs.csv" || file.filename() == "epochs.csv.gz";
}

/// The epochs.csv[.gz] beside a runs.csv, or the other way round; empty when there is none.
fs::path partnerOf(const fs::path& file)
{
    std::error_code missing;
    if (isEpochsTable(file))
        return fs::exists(file.parent_path() / kRunsTable, missing) ? file.parent_path() / kRunsTable : fs::path();
    for (const char* name : {"epochs.csv", "epochs.csv.gz"})
        if (fs::path partner = file.parent_path() / name; fs::exists(partner, missing))
            return partner;
    return {};
}

std::optional<Format> formatOfName(const fs::path& file)
{
    const std::string name = file.filename().string();
    if (isEventFile(file))
        return Format::TensorBoard;
    if (name == "trainer_state.json")
        return Format::TrainerState;
    if (name == "mlflow.db")
        return Format::Mlflow;
    if (name == "metrics.csv" || name == "results.csv" || name == "progress.csv")
        return Format::Csv;
    if (name == kRunsTable || isEpochsTable(file))
        return Format::Tables;
    if (name.ends_with(".jsonl") || name == "result.json") // Ray's
        return Format::JsonLines;
    return std::nullopt;
}

Format formatOf(const fs::path& file, std::string_view text)
{
    const auto named = formatOfName(file);
    if (named == Format::Tables ? isRunsTable(text) && !partnerOf(file).empty() : named.has_value())
        return *named;
    if (text.starts_with("SQLite format 3"))
        return Format::Mlflow;
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || text[begin] != '{')
        return Format::Csv;
    return text.find("\"log_history\"") != std::string_view::npos ? Format::TrainerState : Format::JsonLines;
}

/// "run" for run/metrics.csv, "log" for log.csv.
std::string nameOf(const fs::path& file, Format format)
{
    const bool isNamedByFolder = formatOfName(file) && !file.filename().string().ends_with(".jsonl");
    const fs::path folder = fs::absolute(file).parent_path();
    if (format == Format::TrainerState && folder.filename().string().starts_with("checkpoint-"))
        return folder.parent_path().filename().string();
    return isNamedByFolder ? folder.filename().string() : file.stem().string();
}

Result<ForeignRuns> readMlflow(const fs::path& file, const CancelToken& cancel)
{
    auto read = store::readMlflow(file, cancel);
    if (!read)
        return std::move(read).error();
    ForeignRuns runs;
    for (store::MlflowRun& run : *read)
        runs.runs.push_back({.name = std::move(run.name),
            .config = std::move(run.paramsJson),
            .source = file.string() + "#" + run.id,
            .state = std::move(run.state),
            .startedAt = run.startedAt,
            .scalars = std::move(run.scalars)});
    return runs;
}

Result<ForeignRuns> readText(std::string_view text, Format format, const fs::path& file, const CancelToken& cancel)
{
    if (format == Format::TrainerState)
        return readTrainerState(text, file.string());
    return format == Format::JsonLines ? readJsonLog(text, file.string(), cancel)
                                       : readMetricTable(text, file.string(), cancel);
}

/// The event files of one folder are one run: a program that starts anew opens another.
Result<ForeignRuns> readEvents(std::vector<fs::path> files, Reading& reading)
{
    std::ranges::sort(files);
    const fs::path folder = fs::absolute(files.front()).parent_path();
    ForeignRuns result{.runs = {ForeignRun{.name = folder.filename().string(),
                           .source = files.size() == 1 ? files.front().string() : folder.string()}}};
    std::uint32_t attempt = 0;
    for (const fs::path& file : files) {
        const auto bytes = io::readFile(file, reading.progress, reading.cancel);
        if (!bytes)
            return bytes.error();
        auto warnings
            = readEventFile(bytes->view(), file.string(), ++attempt, result.runs.front().scalars, reading.cancel);
        if (!warnings)
            return std::move(warnings).error();
        std::ranges::move(*warnings, std::back_inserter(result.warnings));
    }
    return result;
}

Result<void> readEventFolder(std::vector<fs::path> files, Reading& reading)
{
    auto run = readEvents(std::move(files), reading);
    if (!run)
        return std::move(run).error();
    reading.add(std::move(*run));
    return {};
}

/// Unpacked where it is a gzip file.
Result<io::Bytes> readPlain(const fs::path& file, Reading& reading)
{
    auto bytes = io::readFile(file, reading.progress, reading.cancel);
    if (!bytes || !io::isGzip(bytes->view()))
        return bytes;
    io::ReadContext context(file.string(), bytes->size(), reading.cancel);
    return io::gunzip(bytes->view(), context);
}

/// `file` is one of the two tables.
Result<ForeignRuns> readTables(const fs::path& file, Reading& reading)
{
    const fs::path partner = partnerOf(file);
    if (partner.empty())
        return Error{.code = ErrorCode::NotFound,
            .subject = file.string(),
            .detail = "has no partner beside it",
            .cure = "a table of runs (runs.csv) needs one of their epochs (epochs.csv or epochs.csv.gz)"};
    const fs::path runsFile = isEpochsTable(file) ? partner : file;
    const fs::path epochsFile = isEpochsTable(file) ? file : partner;
    const auto runs = readPlain(runsFile, reading);
    if (!runs)
        return runs.error();
    const auto epochs = readPlain(epochsFile, reading);
    if (!epochs)
        return epochs.error();
    return readSweepTables({.runs = io::asText(runs->view()),
                               .epochs = io::asText(epochs->view()),
                               .runsName = runsFile.string(),
                               .epochsName = epochsFile.string(),
                               .batch = fs::absolute(runsFile).parent_path().filename().string()},
        reading.cancel);
}

Result<void> readOneFile(const fs::path& file, std::optional<Format> wanted, Reading& reading)
{
    const auto bytes = readPlain(file, reading);
    if (!bytes)
        return bytes.error();
    const std::string_view text = io::asText(bytes->view());
    const Format format = wanted.value_or(formatOf(file, text));
    if (format == Format::Tables) {
        auto tables = readTables(file, reading);
        if (tables)
            reading.add(std::move(*tables));
        return tables ? Result<void>() : Result<void>(std::move(tables).error());
    }
    auto runs = format == Format::TensorBoard ? readEvents({file}, reading)
        : format == Format::Mlflow            ? readMlflow(file, reading.cancel)
                                              : readText(text, format, file, reading.cancel);
    if (!runs)
        return std::move(runs).error();
    for (ForeignRun& run : runs->runs)
        if (run.name.empty())
            run.name = nameOf(file, format);
    reading.add(std::move(*runs));
    return {};
}

/// checkpoint-500/trainer_state.json tells all that checkpoint-100's does.
void keepNewestStates(std::vector<fs::path>& states)
{
    const auto training = [](const fs::path& state) {
        const fs::path folder = state.parent_path();
        return folder.filename().string().starts_with("checkpoint-") ? folder.parent_path() : folder;
    };
    std::map<fs::path, fs::path> newest;
    std::error_code ignored;
    for (const fs::path& state : states) {
        fs::path& kept = newest[training(state)];
        if (kept.empty() || fs::last_write_time(state, ignored) > fs::last_write_time(kept, ignored))
            kept = state;
    }
    states.clear();
    for (auto& [folder, state] : newest)
        states.push_back(std::move(state));
}

Result<void> readFolder(const fs::path& folder, const ReadOptions& options, Reading& reading)
{
    std::map<fs::path, std::vector<fs::path>> events;
    std::vector<fs::path> states;
    std::vector<fs::path> others;
    std::size_t seen = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (reading.cancel.isCancelled())
            return cancelled();
        if (++seen > kMaxFiles)
            return Error{.code = ErrorCode::TooLarge,
                .subject = folder.string(),
                .detail = "has more than " + std::to_string(kMaxFiles) + " files",
                .cure = "choose a folder that lies deeper"};
        if (at.depth() >= kDeepest)
            at.disable_recursion_pending();
        const auto format = at->is_regular_file(error) ? formatOfName(at->path()) : std::nullopt;
        if (!format || (options.format && options.format != format))
            continue;
        auto& kind = *format == Format::TensorBoard ? events[at->path().parent_path()]
            : *format == Format::TrainerState       ? states
                                                    : others;
        if (*format != Format::Tables || (!isEpochsTable(at->path()) && !partnerOf(at->path()).empty()))
            kind.push_back(at->path());
    }
    if (error)
        return systemError(error.value(), folder.string(), "looking into it");
    keepNewestStates(states);
    std::ranges::sort(others);
    // Refused files end it, or with keepGoing become warnings.
    const auto take = [&](const Result<void>& read) -> Result<void> {
        if (read || read.error().isCancelled() || !options.keepGoing)
            return read;
        const Error& refused = read.error();
        reading.found.warnings.push_back(
            {.subject = refused.subject, .place = refused.place, .detail = refused.detail, .cure = refused.cure});
        return {};
    };
    for (auto& [where, files] : events)
        if (auto read = take(readEventFolder(std::move(files), reading)); !read)
            return read;
    for (const auto* kind : {&states, &others})
        for (const fs::path& file : *kind)
            if (auto read = take(readOneFile(file, {}, reading)); !read)
                return read;
    if (reading.found.runs.empty())
        return Error{.code = ErrorCode::NotFound,
            .subject = folder.string(),
            .detail = "has no runs that can be read",
            .cure = "it should hold event files (…tfevents…), metrics.csv, results.csv, progress.csv, *.jsonl,"
                    " trainer_state.json, mlflow.db, or runs.csv with epochs.csv"};
    return {};
}

} // namespace

std::string_view id(Format format)
{
    return kFormats[static_cast<std::size_t>(format)];
}

std::optional<Format> formatFromId(std::string_view text)
{
    const auto* const found = std::ranges::find(kFormats, text);
    return found == std::end(kFormats) ? std::nullopt : std::optional(static_cast<Format>(found - kFormats));
}

bool areSweepTables(const fs::path& path)
{
    std::error_code missing;
    if (fs::is_directory(path, missing))
        return fs::exists(path / kRunsTable, missing) && !partnerOf(path / kRunsTable).empty();
    return (path.filename() == kRunsTable || isEpochsTable(path)) && !partnerOf(path).empty();
}

std::vector<fs::path> withoutPartners(std::vector<fs::path> paths)
{
    const std::vector<fs::path> all = paths;
    std::erase_if(paths, [&](const fs::path& path) {
        return isEpochsTable(path) && std::ranges::find(all, path.parent_path() / kRunsTable) != all.end();
    });
    return paths;
}

Result<ForeignRuns> readRuns(
    const fs::path& path, const ReadOptions& options, Progress& progress, const CancelToken& cancel)
{
    progress.beginStage("reading " + path.filename().string());
    Reading reading{.progress = progress, .cancel = cancel};
    std::error_code missing;
    auto read = fs::is_directory(path, missing) ? readFolder(path, options, reading)
                                                : readOneFile(path, options.format, reading);
    if (!read)
        return std::move(read).error();
    return std::move(reading.found);
}

} // namespace cobench::runs
