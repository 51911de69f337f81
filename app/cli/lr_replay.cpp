// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/lr_arguments.h"
#include "app/cli/run_project.h"
#include "core/jobs/replay_plateau.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>

namespace cobench::cli {

namespace {

using Action = lr::PlateauAction;

struct Arguments {
    std::string policy;
    std::string project;
    std::vector<std::int64_t> runs;
    std::string values;
    std::uint64_t perEpoch = 1;
    ResultArguments result;
};

struct Replayed {
    RunId run; // 0 = values that were told
    std::vector<lr::ReplayedEpoch> epochs;
};

struct Answer {
    lr::PlateauPolicy policy;
    std::vector<Replayed> replays; // at least one
};

std::string_view nameOf(Action action)
{
    switch (action) {
    case Action::Larger:
        return "larger";
    case Action::Smaller:
        return "smaller";
    case Action::End:
        return "end";
    case Action::None:
        break;
    }
    return "none";
}

/// What the runs recorded of it, epoch by epoch.
Result<std::vector<jobs::MonitoredCurve>> recorded(
    const Arguments& arguments, const std::string& tag, const CancelToken& cancel)
{
    std::vector<RunId> runs;
    for (const std::int64_t id : arguments.runs)
        runs.push_back(RunId{id});
    auto curves = jobs::readMonitored(runProject(arguments.project), runs, tag, cancel);
    if (!curves)
        return curves;
    for (const RunId run : runs)
        if (std::ranges::find(*curves, run, &jobs::MonitoredCurve::run) == curves->end())
            return Error{.code = ErrorCode::NotFound,
                .subject = "run " + std::to_string(run.value),
                .detail = "has not recorded " + tag,
                .cure = "name another run, or what to follow with +monitor_…"};
    return curves;
}

Result<std::vector<double>> parseValues(const std::string& text)
{
    std::vector<double> values;
    for (const std::string_view word : splitList(text, ',')) {
        const auto value = parseNumber(word);
        if (!value || !std::isfinite(*value))
            return Error{.code = ErrorCode::Usage,
                .subject = "--values",
                .place = "column " + std::to_string(word.data() - text.data() + 1),
                .detail = "\"" + std::string(word) + "\" is no number",
                .cure = "one value an epoch, e.g. 1.0,0.8,0.79"};
        values.push_back(*value);
    }
    return values;
}

Result<Answer> replay(Context& context, const Arguments& arguments)
{
    auto policy = jobs::parseReplayed(arguments.policy);
    if (!policy)
        return std::move(policy).error();
    Answer answer{.policy = *policy, .replays = {}};
    if (arguments.runs.empty()) {
        const auto values = parseValues(arguments.values);
        if (!values)
            return values.error();
        answer.replays.push_back({.run = {}, .epochs = lr::replay(*policy, *values, arguments.perEpoch)});
        return answer;
    }
    const auto curves = recorded(arguments, policy->monitor, context.cancel);
    if (!curves)
        return curves.error();
    for (const jobs::MonitoredCurve& curve : *curves)
        answer.replays.push_back(
            {.run = curve.run, .epochs = lr::replay(*policy, curve.values, curve.iterationsPerEpoch)});
    return answer;
}

void writeEpochs(JsonWriter& json, const std::vector<lr::ReplayedEpoch>& epochs)
{
    json.key("epochs").beginArray();
    std::vector<std::size_t> decisions;
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < epochs.size(); ++i) {
        const lr::ReplayedEpoch& epoch = epochs[i];
        json.beginObject().member("epoch", i + 1).member("value", epoch.value).member("rate", epoch.rate);
        json.member("action", nameOf(epoch.action)).member("index", epoch.index).endObject();
        if (epoch.action == Action::End)
            ends.push_back(i + 1);
        else if (epoch.action != Action::None)
            decisions.push_back(i + 1);
    }
    json.endArray().key("decisions").array(decisions).key("ends").array(ends);
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    json.beginObject().member("policy", lr::format(answer.policy)).member("monitor", answer.policy.monitor);
    if (answer.replays.size() == 1) {
        writeEpochs(json, answer.replays.front().epochs);
    } else {
        json.key("runs").beginArray();
        for (const Replayed& replayed : answer.replays) {
            json.beginObject().member("run", replayed.run.value);
            writeEpochs(json, replayed.epochs);
            json.endObject();
        }
        json.endArray();
    }
    json.endObject();
}

Table makeTable(const Answer& answer)
{
    const bool several = answer.replays.size() > 1;
    Table table{.columns = {{"epoch"}, {answer.policy.monitor}, {"rate", 8}, {"decision"}, {"index"}}};
    if (several)
        table.columns.insert(table.columns.begin(), {"run"});
    for (const Replayed& replayed : answer.replays)
        for (std::size_t i = 0; i < replayed.epochs.size(); ++i) {
            const lr::ReplayedEpoch& epoch = replayed.epochs[i];
            table.rows.push_back({std::uint64_t{i + 1},
                epoch.value,
                epoch.rate,
                std::string(epoch.action == Action::None ? "" : nameOf(epoch.action)),
                std::uint64_t{epoch.index}});
            if (several)
                table.rows.back().insert(table.rows.back().begin(), static_cast<std::uint64_t>(replayed.run.value));
        }
    return table;
}

std::string writeText(const Answer& answer)
{
    return toText(makeTable(answer));
}

} // namespace

void addLrReplay(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command
        = parent.add_subcommand("replay", "What a plateau policy would have decided on a recorded curve");
    command
        ->add_option("PLATEAU",
            arguments->policy,
            "lrPlateau_REDUCE+k0_0.1+factor_0.1+patience_10 or lrPlateau_CHANGE+start_1+n_3-lrPolicy_…-lrPolicy_…")
        ->required()
        ->type_name("");
    addRunProject(*command, arguments->project);
    auto* runs = command->add_option("--run", arguments->runs, "Runs whose curves are replayed, e.g. 3,5")
                     ->delimiter(',')
                     ->check(CLI::PositiveNumber.description(""))
                     ->type_name("ID");
    auto* values = command->add_option("--values", arguments->values, "Values to replay, one an epoch")
                       ->type_name("V,V,…")
                       ->excludes(runs);
    runs->excludes(values);
    command->add_option("--iterations", arguments->perEpoch, "Iterations of an epoch, for --values (default 1)")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("N");
    command->footer("Keys of REDUCE: k0 factor patience threshold mode (rel or abs) cooldown min monitor.\n"
                    "Keys of CHANGE: start cooldown threshold n monitor; policies follow, large rates first.\n"
                    "A replay follows whatever was recorded. A decision \"end\" is a plateau with nowhere to go.\n"
                    "train takes the same texts with --lr.");
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] {
        chosen = answering<Arguments, Answer>(arguments, replay, {writeJson, writeText, makeTable});
    });
}

} // namespace cobench::cli
