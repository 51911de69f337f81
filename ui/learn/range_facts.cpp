// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/range_facts.h"

#include "core/jobs/read_runs.h"
#include "core/jobs/recorded_range_tests.h"
#include "core/lr/policy_text.h"
#include "ui/pages/reports/phrases.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr std::uint64_t kSamples = 12800; // 200 steps: a few seconds on one processor
constexpr double kLowest = 1e-5;
constexpr double kHighest = 3.0;
constexpr std::array kRates{0.0001, 0.02, 1.0};
constexpr std::array kNames{"small", "middle", "large"};
constexpr double kChance = 0.15; // ten classes: no better than guessing
constexpr const char* kSweepName = "lesson-sweep";

train::TrainConfig oneEpoch(const std::string& name)
{
    return {.name = name, .dataset = "fashion-mnist", .model = "lenet5", .limitTrain = kSamples, .limitTest = 2000};
}

std::string nameOf(double rate)
{
    return "lesson-rate " + lr::numberText(rate);
}

/// The newest run of this name that is over; nullptr when there is none.
const study::Run* findOver(const std::vector<study::Run>& runs, const std::string& name)
{
    const auto found = std::ranges::find_if(runs.rbegin(), runs.rend(), [&](const study::Run& run) {
        return run.batch == kRangeTestRuns && run.name == name
            && (run.state == "finished" || run.state == "failed");
    });
    return found == runs.rend() ? nullptr : &*found;
}

/// NaN for a run that was lost.
double accuracyOf(const study::Run& run)
{
    const auto found = run.figures.find("test/accuracy");
    return found == run.figures.end() ? std::nan("") : found->second.last;
}

void tellSweep(LessonFacts& facts, const jobs::RangeTest& sweep)
{
    const study::RateInterval& interval = sweep.suggestion;
    if (interval.low > 0.0)
        facts.flags.insert(u"interval"_s);
    if (sweep.hasDiverged)
        facts.flags.insert(u"diverged"_s);
    double best = std::numeric_limits<double>::infinity();
    for (const study::RatePoint& point : sweep.points)
        best = std::fmin(best, point.smoothed);
    facts.words.insert(u"best.loss"_s, fixed(best, 2));
    facts.words.insert(u"low"_s, QString::number(interval.low, 'g', 2));
    facts.words.insert(u"high"_s, QString::number(interval.high, 'g', 2));
    facts.words.insert(u"rule"_s, toQString(interval.rule));
    facts.words.insert(
        u"last"_s, sweep.points.empty() ? u"–"_s : QString::number(sweep.points.back().rate, 'g', 2));
}

} // namespace

std::vector<train::TrainConfig> rangeTestRuns()
{
    std::vector<train::TrainConfig> configs{oneEpoch(kSweepName)};
    const std::uint64_t steps = kSamples / configs.front().batch;
    configs.front().learningRate = lr::format(jobs::sweepSchedule(kLowest, kHighest, steps));
    configs.front().recordEvery = 1;
    for (const double rate : kRates) {
        configs.push_back(oneEpoch(nameOf(rate)));
        configs.back().learningRate = lr::numberText(rate);
    }
    return configs;
}

Result<LessonFacts> rangeTestFacts(const LessonSubject& subject, Progress& progress, const CancelToken& cancel)
{
    auto runs = jobs::listRuns(subject.project);
    if (!runs)
        return runs.error();
    if (const auto read = jobs::readFigures(subject.project, *runs, cancel); !read)
        return read.error();
    const auto configs = rangeTestRuns();
    const auto over = std::ranges::count_if(
        configs, [&](const train::TrainConfig& config) { return findOver(*runs, config.name) != nullptr; });
    if (static_cast<std::size_t>(over) < configs.size())
        return Error{.code = ErrorCode::NotFound,
            .detail = std::to_string(over) + " of " + std::to_string(configs.size()) + " runs have finished"};
    const auto tests = jobs::readRangeTests(subject.project, progress, cancel);
    if (!tests)
        return tests.error();
    LessonFacts facts;
    const RunId sweep = findOver(*runs, kSweepName)->id;
    for (const jobs::RecordedRangeTest& test : *tests)
        if (std::ranges::find(test.test.runs, sweep) != test.test.runs.end())
            tellSweep(facts, test.test);
    std::array<double, kRates.size()> accuracies{};
    for (std::size_t i = 0; i < kRates.size(); ++i) {
        const QString name = QString::fromLatin1(kNames[i]);
        accuracies[i] = accuracyOf(*findOver(*runs, nameOf(kRates[i])));
        facts.words.insert(name + u".rate"_s, QString::number(kRates[i]));
        facts.words.insert(name + u".accuracy"_s, percent(accuracies[i], 1));
    }
    if (accuracies[1] > accuracies[0] && !(accuracies[1] <= accuracies[2]))
        facts.flags.insert(u"middle.best"_s);
    if (!(accuracies[2] > kChance))
        facts.flags.insert(u"large.lost"_s);
    facts.words.insert(u"samples"_s, count(kSamples));
    facts.words.insert(u"steps"_s, count(kSamples / configs.front().batch));
    facts.words.insert(u"lowest"_s, QString::number(kLowest));
    facts.words.insert(u"highest"_s, QString::number(kHighest));
    return facts;
}

} // namespace cobench::ui
