// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/run_facts.h"

#include "core/jobs/read_runs.h"
#include "core/jobs/read_trace.h"
#include "core/trace/totals.h"
#include "ui/pages/reports/phrases.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr std::uint64_t kSamples = 12800; // a few seconds on one processor
constexpr std::uint32_t kBatchOfThreads = 256; // enough work for several threads
constexpr double kClose = 0.005; // accuracies that differ by less are told as equal

train::TrainConfig shortRun(const std::string& name)
{
    return {.name = name,
        .dataset = "fashion-mnist",
        .model = "lenet5",
        .learningRate = "0.02",
        .epochs = 2,
        .limitTrain = kSamples,
        .limitTest = 2000};
}

/// One run of a lesson with the number that tells it from the others.
struct Measured {
    std::uint32_t number = 0; // batch or threads
    RunId run;
    double rate = 0.0; // samples a second
    double accuracy = 0.0;
    double iterations = 0.0;
    double ms = 0.0; // of one iteration
};

double last(const study::Run& run, const char* tag)
{
    const auto found = run.figures.find(tag);
    return found == run.figures.end() ? std::nan("") : found->second.last;
}

Measured measured(const study::Run& run, std::uint32_t number)
{
    double iterations = 0.0;
    for (const auto& [tag, figures] : run.figures)
        iterations = std::max(iterations, figures.lastStep);
    return {.number = number,
        .run = run.id,
        .rate = last(run, "run/samples_per_second"),
        .accuracy = last(run, "test/accuracy"),
        .iterations = iterations,
        .ms = last(run, "time/forward_ms") + last(run, "time/backward_ms") + last(run, "time/step_ms")};
}

/// The newest finished run of each configuration.
Result<std::vector<Measured>> readAll(const LessonSubject& subject,
    const char* batch,
    const std::vector<train::TrainConfig>& configs,
    std::uint32_t train::TrainConfig::*number,
    const CancelToken& cancel)
{
    auto runs = jobs::listRuns(subject.project);
    if (!runs)
        return runs.error();
    if (const auto read = jobs::readFigures(subject.project, *runs, cancel); !read)
        return read.error();
    std::vector<Measured> all;
    for (const train::TrainConfig& config : configs) {
        const auto run = std::ranges::find_if(runs->rbegin(), runs->rend(), [&](const study::Run& other) {
            return other.batch == batch && other.name == config.name && other.state == "finished";
        });
        if (run != runs->rend())
            all.push_back(measured(*run, config.*number));
    }
    if (all.size() == configs.size())
        return all;
    return Error{.code = ErrorCode::NotFound,
        .detail = std::to_string(all.size()) + " of " + std::to_string(configs.size()) + " runs have finished"};
}

/// As the table of runs rounds it.
QString rateOf(const Measured& of)
{
    return count(static_cast<std::size_t>(std::llround(std::max(0.0, of.rate))));
}

void tell(LessonFacts& facts, const QString& name, const Measured& of)
{
    facts.words.insert(name + u".name"_s, QString::number(of.number));
    facts.words.insert(name + u".rate"_s, rateOf(of));
    facts.words.insert(name + u".accuracy"_s, percent(of.accuracy, 1));
    facts.words.insert(name + u".iterations"_s, count(static_cast<std::size_t>(of.iterations)));
    facts.words.insert(name + u".ms"_s, fixed(of.ms, 2));
}

double meanCores(const LessonSubject& subject, RunId run, const CancelToken& cancel)
{
    const auto recorded = jobs::readTrace(subject.project, run, cancel);
    return recorded ? trace::totalsOf(recorded->trace).cpuMean : std::nan("");
}

} // namespace

std::vector<train::TrainConfig> batchSizeRuns()
{
    std::vector<train::TrainConfig> configs;
    for (const std::uint32_t batch : {16U, 64U, 256U, 1024U}) {
        configs.push_back(shortRun("batch-" + std::to_string(batch)));
        configs.back().batch = batch;
    }
    return configs;
}

std::vector<train::TrainConfig> threadRuns()
{
    std::vector<train::TrainConfig> configs;
    const std::uint32_t most = std::max(2U, std::thread::hardware_concurrency());
    for (std::uint32_t threads = 1; threads <= most; threads *= 2) {
        configs.push_back(shortRun("threads-" + std::to_string(threads)));
        configs.back().batch = kBatchOfThreads;
        configs.back().threads = threads;
    }
    return configs;
}

Result<LessonFacts> batchSizeFacts(const LessonSubject& subject, Progress&, const CancelToken& cancel)
{
    const auto all = readAll(subject, kBatchSizeRuns, batchSizeRuns(), &train::TrainConfig::batch, cancel);
    if (!all)
        return all.error();
    const Measured& fastest = *std::ranges::max_element(*all, {}, &Measured::rate);
    const Measured& best = *std::ranges::max_element(*all, {}, &Measured::accuracy);
    LessonFacts facts;
    for (const Measured& one : *all)
        tell(facts, u"b%1"_s.arg(one.number), one);
    tell(facts, u"fastest"_s, fastest);
    tell(facts, u"best"_s, best);
    facts.words.insert(u"samples"_s, count(kSamples));
    facts.words.insert(u"speedup"_s, fixed(fastest.rate / all->front().rate, 2));
    facts.words.insert(u"steps.ratio"_s, fixed(all->front().iterations / all->back().iterations, 0));
    facts.words.insert(u"work.ratio"_s, fixed(all->back().ms / all->front().ms, 1));
    if (best.accuracy > fastest.accuracy + kClose)
        facts.flags.insert(u"fast.is.worse"_s);
    if (fastest.rate > 1.05 * all->front().rate)
        facts.flags.insert(u"large.is.faster"_s);
    return facts;
}

Result<LessonFacts> threadFacts(const LessonSubject& subject, Progress&, const CancelToken& cancel)
{
    const auto all = readAll(subject, kThreadRuns, threadRuns(), &train::TrainConfig::threads, cancel);
    if (!all)
        return all.error();
    const Measured& one = all->front();
    const Measured& most = all->back();
    const Measured& fastest = *std::ranges::max_element(*all, {}, &Measured::rate);
    LessonFacts facts;
    tell(facts, u"t1"_s, one);
    tell(facts, u"most"_s, most);
    tell(facts, u"fastest"_s, fastest);
    QStringList rates;
    for (const Measured& each : *all)
        rates << u"%1 with %2"_s.arg(rateOf(each)).arg(each.number);
    facts.words.insert(u"rates"_s, rates.join(u", "_s));
    facts.words.insert(u"samples"_s, count(kSamples));
    facts.words.insert(u"processors"_s, QString::number(std::max(1U, std::thread::hardware_concurrency())));
    facts.words.insert(u"most.speedup"_s, fixed(most.rate / one.rate, 2));
    facts.words.insert(u"most.efficiency"_s, percent(most.rate / one.rate / most.number, 0));
    facts.words.insert(u"t1.cores"_s, fixed(meanCores(subject, one.run, cancel), 2));
    facts.words.insert(u"most.cores"_s, fixed(meanCores(subject, most.run, cancel), 2));
    facts.teams.insert(u"most"_s, {static_cast<std::uint32_t>(most.run.value)});
    facts.teams.insert(u"one"_s, {static_cast<std::uint32_t>(one.run.value)});
    if (most.rate < one.rate)
        facts.flags.insert(u"slower"_s);
    else if (most.rate < 0.8 * most.number * one.rate)
        facts.flags.insert(u"part"_s);
    if (std::abs(most.accuracy - one.accuracy) < kClose)
        facts.flags.insert(u"same"_s);
    return facts;
}

} // namespace cobench::ui
