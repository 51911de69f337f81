// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench_support.h"

#include "core/io/load_pool.h"
#include "tests/core/ensemble/random_pool.h"
#include "tests/support/source_tree.h"

#include <ctime>
#include <filesystem>
#include <map>
#include <sys/resource.h>

namespace cobench::bench {

namespace {

const std::shared_ptr<const data::Split>& remembered(std::size_t models, double skill, double sharedNoise)
{
    static std::map<std::pair<std::size_t, double>, std::shared_ptr<const data::Split>> splits;
    auto& split = splits[{models, skill}];
    if (!split)
        split = ensemble::test::randomSplit(
            {.models = models, .samples = 10000, .classes = 10, .skill = skill, .sharedNoise = sharedNoise});
    return split;
}

} // namespace

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

const std::shared_ptr<const data::Split>& easySplit(std::size_t models)
{
    return remembered(models, 3.0, 0.5);
}

const std::shared_ptr<const data::Split>& hardSplit(std::size_t models)
{
    return remembered(models, 0.0, 0.0);
}

std::shared_ptr<const ensemble::PreparedSplit> realPool(const std::string& path, const std::string& title)
{
    const std::string file = test::sourceTree("../shared/data/" + path);
    if (!std::filesystem::exists(file))
        return nullptr;
    Progress progress;
    const auto loaded = io::loadPool({.inputs = {file}}, progress, {});
    if (!loaded)
        return nullptr;
    auto split = loaded->pool->split(title);
    return ensemble::PreparedSplit::prepare(
        split ? std::move(split) : loaded->pool->defaultSplit(), loaded->pool->classes);
}

} // namespace cobench::bench
