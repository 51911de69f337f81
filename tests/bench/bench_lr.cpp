// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/evaluate.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <string>
#include <vector>

// Ten million steps of every policy on one core. "of_limit" = time taken / time allowed (50 million values a
// second): at most 1.

using namespace cobench::lr;

namespace {

constexpr std::size_t kSteps = 10'000'000;
constexpr double kLimitSeconds = static_cast<double>(kSteps) / 50e6;

Policy typical(const FamilyInfo& family)
{
    Policy policy{.family = family.family, .k0 = 0.001, .k1 = 0.06, .gamma = 0.99994, .p = 1.2, .l = {2000.0}};
    switch (family.family) {
    case Family::NStep:
        policy.l = {3e6, 6e6, 9e6};
        break;
    case Family::Poly:
    case Family::Linear:
    case Family::Sig:
        policy.l = {1e7};
        break;
    case Family::OneCycle:
        policy.p = 0.3;
        policy.l = {1e7};
        break;
    case Family::Sgdr:
        policy.p = 2.0;
        break;
    case Family::Wsd:
        policy.l = {1e6, 8e6, 1e7};
        break;
    case Family::InvSqrt:
        policy.l = {1e4};
        break;
    case Family::Expr:
        policy = {.family = Family::Expr, .expression = "0.1*exp(-t/500000)"};
        break;
    default:
        break;
    }
    return policy;
}

void evaluateAll(benchmark::State& state, const FamilyInfo& family, double l, Convention convention)
{
    Policy policy = typical(family);
    if (l > 0.0)
        policy.l = {l};
    std::vector<double> out(4096);
    double seconds = 0.0;
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        for (std::size_t first = 0; first < kSteps; first += out.size())
            values(policy, static_cast<double>(first), out, convention);
        benchmark::DoNotOptimize(out.data());
        seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    const auto runs = static_cast<double>(state.iterations());
    state.counters["values_s"] = benchmark::Counter(kSteps * runs, benchmark::Counter::kIsRate);
    state.counters["of_limit"] = seconds / runs / kLimitSeconds;
}

void add(const FamilyInfo& family, const std::string& suffix, double l, Convention convention)
{
    benchmark::RegisterBenchmark((std::string(family.name) + suffix).c_str(),
        [&family, l, convention](benchmark::State& state) { evaluateAll(state, family, l, convention); })
        ->Unit(benchmark::kMillisecond);
}

} // namespace

int main(int argc, char** argv)
{
    for (const FamilyInfo& family : allFamilies()) {
        add(family, "", 0.0, Convention::Corrected);
        if (family.l && !family.lIsList) // cycles shorter than a block
            add(family, "/l=3", 3.0, Convention::Corrected);
        if (family.family >= Family::Rsw && family.family <= Family::CosRswExp)
            add(family, "/reference", 0.0, Convention::Reference);
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
