// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/json_writer.h"
#include "app/cli/table.h"
#include "core/ensemble/consensus.h"
#include "core/ensemble/metric.h"
#include "core/ensemble/team.h"
#include "core/jobs/open_pool.h"
#include "core/jobs/split_view.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace cobench::cli {

/// POOL with --labels, --values, --keep-going, --split.
struct PoolArguments {
    jobs::OpenPoolOptions open;
    std::string split; // empty = the default split
};
void addPoolArguments(CLI::App& command, PoolArguments& arguments, bool withSplit = true);
/// Opens the pool and tells its warnings and what --keep-going left out.
Result<io::LoadedPool> openPool(Context& context, const PoolArguments& arguments);

struct OpenedSplit {
    std::shared_ptr<const data::Pool> pool;
    std::shared_ptr<const data::Split> split;
};
/// As openPool, and the split that --split names.
Result<OpenedSplit> openSplit(Context& context, const PoolArguments& arguments);

/// --select-split and --report-split; empty = the usual ones.
struct SplitArguments {
    std::string selection;
    std::string report;
};
/// `uses`: what the selection split is for.
void addSplitArguments(CLI::App& command, SplitArguments& arguments, const std::string& uses);
/// Opens the pool and prepares both splits; --split stands for either.
Result<jobs::TeamSplits> openSplits(Context& context, const PoolArguments& pool, const SplitArguments& arguments);

/// An option that takes one of a few words; `choose` is told which one it was.
void addChoice(CLI::App& command,
    const std::string& name,
    const std::vector<std::string>& words,
    const std::function<void(std::size_t)>& choose,
    const std::string& help);

/// --convention corrected|reference
void addConvention(CLI::App& command, ensemble::Convention& convention);

/// --json and --csv.
struct ResultArguments {
    bool json = false;
    std::string csv; // file; empty = none
};
void addResultArguments(CLI::App& command, ResultArguments& arguments, bool withCsv = true);

/// One result in its three forms; only the one asked for is made.
struct Report {
    std::function<void(JsonWriter&)> json;
    std::function<std::string()> text;
    std::function<Table()> table;
};
Result<void> print(Context& context, const ResultArguments& arguments, const Report& report);

/// How one kind of answer is told.
template <typename Answer>
struct Forms {
    void (*json)(JsonWriter&, const Answer&);
    std::string (*text)(const Answer&);
    Table (*table)(const Answer&);
};

/// The work of a verb: makes the answer to its arguments (which hold a ResultArguments called result) and prints
/// it.
template <typename Arguments, typename Answer>
Command answering(const std::shared_ptr<Arguments>& arguments,
    Result<Answer> (*answer)(Context&, const Arguments&),
    Forms<Answer> forms)
{
    return [=](Context& context) -> Result<void> {
        const auto made = answer(context, *arguments);
        if (!made)
            return made.error();
        return print(context,
            arguments->result,
            {.json = [&](JsonWriter& json) { forms.json(json, *made); },
                .text = [&] { return forms.text(*made); },
                .table = [&] { return forms.table(*made); }});
    };
}

/// "CK,QS" or "all". Usage names the ids there are.
Result<std::vector<ensemble::Metric>> parseMetrics(std::string_view text);
/// One metric, for the option called `option`.
Result<ensemble::Metric> parseMetric(const char* option, std::string_view text);
Result<std::vector<ensemble::Consensus>> parseConsensus(std::string_view text);
/// "0,1;0,2,5" for a pool of `models`. Members are sorted; Usage names the column.
Result<std::vector<ensemble::Members>> parseTeams(std::string_view text, std::size_t models);
/// "0,2,5", for the option called `option`; otherwise as parseTeams.
Result<ensemble::Members> parseTeam(const char* option, std::string_view text, std::size_t models);
std::vector<std::string_view> splitList(std::string_view text, char separator);

} // namespace cobench::cli
