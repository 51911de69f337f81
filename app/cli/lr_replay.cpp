// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/lr_arguments.h"
#include "app/cli/run_project.h"
#include "core/jobs/read_runs.h"
#include "core/lr/plateau_policy.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>

namespace cobench::cli {

namespace {

using Action = lr::ChangeOnPlateau::Action;

struct Arguments {
    std::string policy;
    std::string project;
    std::int64_t run = 0;
    std::string values;
    std::uint64_t perEpoch = 1;
    ResultArguments result;
};

struct Answer {
    lr::PlateauPolicy policy;
    std::vector<lr::ReplayedEpoch> epochs;
};

std::string_view nameOf(Action action)
{
    return action == Action::Larger ? "larger" : action == Action::Smaller ? "smaller" : "none";
}

/// What the run recorded of it, epoch by epoch, and the iterations of an epoch.
Result<std::vector<double>> recorded(
    const Arguments& arguments, const std::string& tag, std::uint64_t& perEpoch, const CancelToken& cancel)
{
    const RunId run{arguments.run};
    const auto curves = jobs::readCurves(runProject(arguments.project), {run}, tag, cancel);
    if (!curves)
        return curves.error();
    if (curves->empty() || curves->front().points.empty())
        return Error{.code = ErrorCode::NotFound,
            .subject = "run " + std::to_string(arguments.run),
            .detail = "has not recorded " + tag,
            .cure = "name another run, or what to follow with +monitor_…"};
    std::vector<double> values;
    for (const study::ScalarPoint& point : curves->front().points)
        values.push_back(point.value);
    perEpoch = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(curves->front().points.front().step));
    return values;
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
    auto policy = lr::parsePlateau(arguments.policy);
    if (!policy)
        return std::move(policy).error();
    std::uint64_t perEpoch = arguments.perEpoch;
    const auto values = arguments.run != 0 ? recorded(arguments, policy->monitor, perEpoch, context.cancel)
                                           : parseValues(arguments.values);
    if (!values)
        return values.error();
    return Answer{*policy, lr::replay(*policy, *values, perEpoch)};
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    json.beginObject().member("policy", lr::format(answer.policy)).member("monitor", answer.policy.monitor);
    json.key("epochs").beginArray();
    std::vector<std::size_t> decisions;
    for (std::size_t i = 0; i < answer.epochs.size(); ++i) {
        const lr::ReplayedEpoch& epoch = answer.epochs[i];
        json.beginObject().member("epoch", i + 1).member("value", epoch.value).member("rate", epoch.rate);
        json.member("action", nameOf(epoch.action)).member("index", epoch.index).endObject();
        if (epoch.action != Action::None)
            decisions.push_back(i + 1);
    }
    json.endArray().key("decisions").array(decisions).endObject();
}

Table makeTable(const Answer& answer)
{
    Table table{.columns = {{"epoch"}, {answer.policy.monitor}, {"rate", 8}, {"decision"}, {"index"}}};
    for (std::size_t i = 0; i < answer.epochs.size(); ++i) {
        const lr::ReplayedEpoch& epoch = answer.epochs[i];
        table.rows.push_back({std::uint64_t{i + 1},
            epoch.value,
            epoch.rate,
            std::string(epoch.action == Action::None ? "" : nameOf(epoch.action)),
            std::uint64_t{epoch.index}});
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
    auto* run = command->add_option("--run", arguments->run, "Run whose curve is replayed")
                    ->check(CLI::PositiveNumber.description(""))
                    ->type_name("ID");
    auto* values = command->add_option("--values", arguments->values, "Values to replay, one an epoch")
                       ->type_name("V,V,…")
                       ->excludes(run);
    run->excludes(values);
    command->add_option("--iterations", arguments->perEpoch, "Iterations of an epoch, for --values (default 1)")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("N");
    command->footer("Keys of REDUCE: k0 factor patience threshold cooldown min monitor.\n"
                    "Keys of CHANGE: start cooldown threshold n monitor; policies follow, large rates first.\n"
                    "train takes the same texts with --lr.");
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] {
        chosen = answering<Arguments, Answer>(arguments, replay, {writeJson, writeText, makeTable});
    });
}

} // namespace cobench::cli
