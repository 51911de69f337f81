// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/probe_runs.h"

#include "core/engine/checkpoint_folder.h"
#include "core/engine/event.h"
#include "core/engine/frame.h"
#include "core/engine/local_client.h"
#include "core/io/file_source.h"
#include "core/store/layout.h"

#include <algorithm>

namespace cobench::engine {

namespace {

namespace fs = std::filesystem;

std::string nameOf(RunId run)
{
    return "run " + std::to_string(run.value);
}

Result<std::vector<store::RunRow>> rowsOf(const fs::path& project)
{
    const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
    return store ? (*store)->runs() : store.error();
}

Result<TrainedNetwork> networkOf(
    const fs::path& project, const std::vector<store::RunRow>& rows, RunId run, unsigned threads)
{
    const auto row = std::ranges::find(rows, run, &store::RunRow::id);
    if (row == rows.end())
        return Error{
            ErrorCode::NotFound, project.string(), {}, "has no " + nameOf(run), "runs list tells which there are"};
    if (row->state != id(RunState::Finished))
        return Error{ErrorCode::Conflict, nameOf(run), {}, "is " + row->state, "a finished one"};
    auto config = train::configFromJson(row->configJson);
    if (!config || config->model.empty())
        return Error{ErrorCode::NotFound, nameOf(run), {}, "was not trained here", "a run of cobench-cli train"};
    config->threads = threads;
    if (config->name.empty())
        config->name = config->model;
    const auto folder = store::layoutOf(project).folder / "checkpoints" / std::to_string(run.value);
    return TrainedNetwork{std::move(*config), folder.string()};
}

/// All that decides which samples a network sees, and with which labels.
bool sameData(const train::TrainConfig& a, const train::TrainConfig& b)
{
    return a.dataset == b.dataset && a.dataDirectory == b.dataDirectory && a.imageSize == b.imageSize;
}

void describeClasses(const train::TrainConfig& config, data::Pool& pool)
{
    const auto* dataset = data::findDatasetInfo(config.dataset);
    if (!dataset || dataset->classNames.size() != pool.classes)
        return;
    pool.classNames = dataset->classNames;
    pool.source = dataset->title;
}

/// Adds one network's answers; the first one makes the splits.
Result<void> addAnswers(const ProbeAnswer& answer,
    const ProbePlan& plan,
    const std::string& model,
    data::Pool& pool,
    std::vector<data::Split>& splits)
{
    if (splits.empty()) {
        pool.classes = answer.classes;
        for (std::size_t i = 0; i < answer.splits.size(); ++i)
            splits.push_back({.name = plan.split,
                .condition = train::conditionName(plan.conditions[i]),
                .truth = answer.splits[i].truth});
    }
    for (std::size_t i = 0; i < splits.size(); ++i) {
        if (!std::ranges::equal(splits[i].truth, answer.splits[i].truth))
            return Error{ErrorCode::Conflict, model, {}, "its samples have other labels", {}};
        splits[i].members.push_back({.probabilities = answer.splits[i].probabilities});
    }
    return {};
}

void addModel(const ProbeAnswer& answer, data::Model model, data::Pool& pool)
{
    model.cost.parameters = static_cast<double>(answer.parameters);
    const auto isTaken = [&](const std::string& name) {
        return std::ranges::find(pool.models, name, &data::Model::name) != pool.models.end();
    };
    if (isTaken(model.name))
        model.name += "-" + model.source.substr(model.source.rfind(' ') + 1); // the run's number
    pool.models.push_back(std::move(model));
}

void addSplits(std::vector<data::Split> splits, data::Pool& pool)
{
    for (data::Split& split : splits)
        pool.splits.push_back(std::make_shared<const data::Split>(std::move(split)));
}

} // namespace

Result<data::Pool> probeRuns(const fs::path& project,
    const std::vector<RunId>& runs,
    std::optional<RunId> attacker,
    const ProbePlan& plan,
    const ProbeOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    const auto rows = rowsOf(project);
    if (!rows)
        return rows.error();
    ProbeMessage task{
        .project = project.string(), .split = plan.split, .limit = plan.limit, .conditions = plan.conditions};
    if (attacker) {
        auto network = networkOf(project, *rows, *attacker, plan.threads);
        if (!network)
            return std::move(network).error();
        task.attacker = std::move(*network);
    }
    data::Pool pool;
    std::vector<data::Split> splits;
    std::optional<train::TrainConfig> first;
    if (task.attacker)
        first = task.attacker->config;
    for (const RunId run : runs) {
        auto network = networkOf(project, *rows, run, plan.threads);
        if (!network)
            return std::move(network).error();
        task.victim = std::move(*network);
        if (!first)
            first = task.victim.config;
        if (!sameData(*first, task.victim.config))
            return Error{ErrorCode::Conflict,
                nameOf(run),
                {},
                "was trained on other data than " + first->name,
                "runs of one data set"};
        const auto answer = runProbe(options, task, progress, cancel);
        if (!answer)
            return answer.error();
        const std::string& name = task.victim.config.name;
        if (auto added = addAnswers(*answer, plan, name, pool, splits); !added)
            return std::move(added).error();
        addModel(*answer, {.name = name, .source = nameOf(run)}, pool);
    }
    addSplits(std::move(splits), pool);
    describeClasses(*first, pool);
    return pool;
}

Result<data::Pool> probeSnapshots(const fs::path& project,
    RunId run,
    unsigned threads,
    const ProbeOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    const auto rows = rowsOf(project);
    if (!rows)
        return rows.error();
    auto network = networkOf(project, *rows, run, threads);
    if (!network)
        return std::move(network).error();
    auto files = CheckpointFolder(network->checkpoints).files();
    if (!files)
        return std::move(files).error();
    if (files->empty())
        return Error{ErrorCode::NotFound, nameOf(run), {}, "kept no checkpoint", "a run that kept some"};
    std::ranges::reverse(*files);
    ProbeMessage task{.victim = *network, .project = project.string(), .conditions = {std::monostate()}};
    data::Pool pool;
    for (const char* split : {"val", "test"}) {
        const ProbePlan plan{.split = split, .conditions = task.conditions};
        std::vector<data::Split> answers;
        task.split = split;
        for (const fs::path& file : *files) {
            task.victim.checkpoints = file.string();
            const auto answer = runProbe(options, task, progress, cancel);
            if (!answer)
                return answer.error();
            const std::string padded = file.stem().string();
            const std::string iteration = padded.substr(std::min(padded.find_first_not_of('0'), padded.size() - 1));
            const std::string name = network->config.name + "@" + iteration;
            if (auto added = addAnswers(*answer, plan, name, pool, answers); !added)
                return std::move(added).error();
            if (pool.splits.empty())
                addModel(*answer, {.name = name, .source = nameOf(run) + ", iteration " + iteration}, pool);
        }
        addSplits(std::move(answers), pool);
    }
    describeClasses(network->config, pool);
    return pool;
}

Result<data::Pool> attackRuns(const std::filesystem::path& project,
    const std::vector<RunId>& runs,
    double epsilon,
    Progress& progress,
    const CancelToken& cancel)
{
    const train::Condition attack = train::Attack{.kind = train::Attack::Kind::Fgsm, .epsilon = epsilon};
    if (const auto problems = train::findProblems(attack); !problems.empty())
        return train::together(problems);
    const auto trainer = findTrainer();
    if (!trainer)
        return trainer.error();
    return probeRuns(project, runs, {}, {.conditions = {attack}}, {.trainer = *trainer}, progress, cancel);
}

Result<data::Pool> probeProgram(const fs::path& program,
    const train::TrainConfig& data,
    const ProbePlan& plan,
    const ProbeOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    std::error_code code;
    if (fs::file_size(program, code) > kMaxFrameBytes && !code)
        return Error{ErrorCode::TooLarge, program.string(), {}, "is larger than 256 MiB", {}};
    Progress reading;
    const auto bytes = io::readFile(program, reading, cancel);
    if (!bytes)
        return bytes.error();
    if (bytes->size() == 0)
        return Error{ErrorCode::Empty, program.string(), {}, "holds nothing", "a TorchScript file"};
    ProbeMessage task{.victim = {.config = data},
        .program = std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()),
        .split = plan.split,
        .limit = plan.limit,
        .conditions = plan.conditions};
    task.victim.config.threads = plan.threads;
    const auto answer = runProbe(options, task, progress, cancel);
    if (!answer) {
        Error error = answer.error();
        error.subject = program.string();
        return error;
    }
    data::Pool pool;
    std::vector<data::Split> splits;
    const std::string name = program.stem().string();
    if (auto added = addAnswers(*answer, plan, name, pool, splits); !added)
        return std::move(added).error();
    addModel(*answer, {.name = name, .source = program.string()}, pool);
    addSplits(std::move(splits), pool);
    describeClasses(data, pool);
    return pool;
}

} // namespace cobench::engine
