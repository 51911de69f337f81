// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/run_project.h"
#include "core/jobs/sweep_job.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>

namespace cobench::cli {

namespace {

using study::Statistic;

struct Arguments {
    std::string project;
    std::string group;
    std::string quantity;
    Statistic statistic = Statistic::Last;
    ResultArguments result;
};

using Answer = std::vector<jobs::SweptGroup>;

Error noGroup(const Arguments& arguments, const std::vector<study::SweepGroup>& groups)
{
    std::string names;
    for (const study::SweepGroup& group : groups)
        names += (names.empty() ? "" : "; ") + group.name;
    if (groups.empty())
        return {.code = ErrorCode::NotFound,
            .subject = runProject(arguments.project).string(),
            .detail = "has no runs of one configuration at several constant learning rates",
            .cure = "train some, or take in those of others with runs import"};
    return {.code = ErrorCode::Usage,
        .subject = "--group",
        .detail = "\"" + arguments.group + "\" is a part of no group's name",
        .cure = "there are " + names};
}

Result<Answer> sweep(Context& context, const Arguments& arguments)
{
    const std::filesystem::path project = runProject(arguments.project);
    auto runs = jobs::listRuns(project);
    if (!runs)
        return std::move(runs).error();
    if (auto read = jobs::readFigures(project, *runs, context.cancel); !read)
        return std::move(read).error();
    const auto groups = study::sweepGroups(*runs);
    Answer answer;
    bool isNamed = false;
    for (const study::SweepGroup& group : groups) {
        if (group.name.find(arguments.group) == std::string::npos)
            continue;
        isNamed = true;
        const auto quantities = jobs::sweepQuantities(*runs, group);
        const study::SweepMetric metric{
            .tag = arguments.quantity.empty() ? jobs::usualQuantity(quantities) : arguments.quantity,
            .statistic = arguments.statistic};
        if (std::ranges::find(quantities, metric.tag) == quantities.end())
            continue;
        auto swept = jobs::readSweep(project, *runs, group, metric, context.cancel);
        if (!swept)
            return std::move(swept).error();
        answer.push_back(*std::move(swept));
    }
    if (!isNamed)
        return noGroup(arguments, groups);
    if (answer.empty())
        return Error{.code = ErrorCode::NotFound,
            .subject = "--quantity",
            .detail = "no run of these sweeps has recorded " + arguments.quantity,
            .cure = "runs show tells what a run recorded, e.g. test/accuracy"};
    return answer;
}

void writeRate(JsonWriter& json, const study::SweptRate& rate)
{
    json.beginObject().member("rate", rate.rate).member("n", rate.n).member("mean", rate.mean);
    json.member("sd", rate.deviation).member("min", rate.low).member("max", rate.high);
    json.member("epoch", rate.epoch).member("diverged", rate.diverged).member("diverged_at", rate.divergedAt);
    json.member("within_noise", rate.isWithinNoise).key("runs").beginArray();
    for (const RunId run : rate.runs)
        json.value(run.value);
    json.endArray().endObject();
}

void writeSeries(JsonWriter& json, const jobs::SweptSeries& series)
{
    const study::RateSweep& sweep = series.sweep;
    const auto rateAt = [&](std::optional<std::size_t> place) {
        return place ? sweep.rates[*place].rate : std::numeric_limits<double>::quiet_NaN();
    };
    json.beginObject().member("series", series.name).member("runs", sweep.runs).member("diverged", sweep.diverged);
    json.member("best_rate", rateAt(sweep.best)).member("tuned_rate", rateAt(sweep.tuned));
    json.member("noise", sweep.noise).key("rates").beginArray();
    for (const study::SweptRate& rate : sweep.rates)
        writeRate(json, rate);
    json.endArray().endObject();
}

void writeJson(JsonWriter& json, const Answer& answer)
{
    json.beginObject().key("groups").beginArray();
    for (const jobs::SweptGroup& group : answer) {
        json.beginObject().member("group", group.name).member("quantity", group.metric.tag);
        json.member("by", id(group.metric.statistic)).key("series").beginArray();
        for (const jobs::SweptSeries& series : group.series)
            writeSeries(json, series);
        json.endArray().endObject();
    }
    json.endArray().endObject();
}

Table makeTable(const Answer& answer)
{
    Table table{.columns = {{"group"},
                    {"series"},
                    {"rate", 8},
                    {"n"},
                    {"mean"},
                    {"sd"},
                    {"min"},
                    {"max"},
                    {"epoch", 1},
                    {"diverged"},
                    {"diverged at", 1},
                    {"within noise"}}};
    for (const jobs::SweptGroup& group : answer)
        for (const jobs::SweptSeries& series : group.series)
            for (const study::SweptRate& rate : series.sweep.rates)
                table.rows.push_back({group.name,
                    series.name,
                    rate.rate,
                    std::uint64_t{rate.n},
                    rate.mean,
                    rate.deviation,
                    rate.low,
                    rate.high,
                    rate.epoch,
                    std::uint64_t{rate.diverged},
                    rate.divergedAt,
                    std::string(rate.isWithinNoise ? "yes" : "no")});
    return table;
}

/// For people: three digits tell rates of a sweep apart.
std::string rounded(double value, int digits)
{
    std::array<char, 32> buffer{};
    const auto end
        = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::general, digits)
              .ptr;
    return {buffer.data(), end};
}

/// "sgd: best 0.85 at 0.01; ± 0.002 over 10 runs at 0.01; 12 of 45 diverged"
std::string summary(const jobs::SweptSeries& series)
{
    const study::RateSweep& sweep = series.sweep;
    std::string text = series.name + ": ";
    text += sweep.best
        ? "best " + rounded(sweep.rates[*sweep.best].mean, 4) + " at " + rounded(sweep.rates[*sweep.best].rate, 3)
        : "every run diverged";
    if (sweep.tuned)
        text += "; ± " + rounded(sweep.noise, 2) + " over " + std::to_string(sweep.rates[*sweep.tuned].n)
            + " runs at " + rounded(sweep.rates[*sweep.tuned].rate, 3);
    return text + "; " + std::to_string(sweep.diverged) + " of " + std::to_string(sweep.runs) + " diverged\n";
}

std::string writeText(const Answer& answer)
{
    std::string text;
    for (const jobs::SweptGroup& group : answer) {
        Table table = makeTable({group});
        table.columns.erase(table.columns.begin());
        for (auto& row : table.rows) {
            row.erase(row.begin());
            row[1] = rounded(std::get<double>(row[1]), 3);
        }
        text += (text.empty() ? "" : "\n") + group.name + ": " + group.metric.tag + ", "
            + std::string(id(group.metric.statistic)) + "\n" + toText(table);
        for (const jobs::SweptSeries& series : group.series)
            text += summary(series);
    }
    return text;
}

} // namespace

void addLrSweep(CLI::App& parent, Command& chosen)
{
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = parent.add_subcommand(
        "sweep", "What came of each learning rate: the best, the noise of seeds, and where runs diverge");
    addRunProject(*command, arguments->project);
    command->add_option("--group", arguments->group, "Part of a group's name, such as cifar10 (default all)")
        ->type_name("TEXT");
    command
        ->add_option("--quantity",
            arguments->quantity,
            "What is compared, such as test/loss (default test/accuracy where it was recorded)")
        ->type_name("TAG");
    addChoice(
        *command,
        "--by",
        {"last", "best"},
        [arguments](std::size_t which) { arguments->statistic = which == 0 ? Statistic::Last : Statistic::Best; },
        "Its value at the end of a run (default), or the best of all epochs");
    command->footer(
        "Runs with a constant rate are a group where data set, network, batch size and number of epochs\n"
        "are the same, and a series where all but rate and seed is. A run diverged when its training\n"
        "loss ends above where it began, or is no number. Within the noise: worse than the best by no\n"
        "more than the standard deviation of the runs at the rate that was repeated most.");
    addResultArguments(*command, arguments->result);
    command->callback([=, &chosen] {
        chosen = answering<Arguments, Answer>(arguments, sweep, {writeJson, writeText, makeTable});
    });
}

} // namespace cobench::cli
