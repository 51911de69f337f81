// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/demo_plan.h"

namespace cobench::jobs {

namespace {

struct Planned {
    const char* name;
    const char* model;
    std::vector<std::uint32_t> widths; // empty = the published ones
    const char* optimizer;
    const char* learningRate;
    std::uint32_t epochs;
};

} // namespace

std::vector<train::TrainConfig> demoPlan()
{
    // Linear decay to 0 over all iterations, 430 an epoch: two epochs so give what takes four at a constant rate.
    static const Planned kPlan[]{
        {"softmax", "softmax", {}, "sgd", "0.02", 3},
        {"mlp-64", "mlp", {64}, "sgd", "0.05", 3},
        {"mlp-128-64-adam", "mlp", {128, 64}, "adam", "0.001", 4},
        {"mlp-256", "mlp", {256}, "sgd", "0.05", 4},
        {"cnn3", "cnn3", {}, "sgd", "lrPolicy_POLY+k0_0+k1_0.1+p_1+l_860", 2},
        {"lenet5-wide", "lenet5", {8, 24, 120, 84}, "sgd", "lrPolicy_POLY+k0_0+k1_0.1+p_1+l_860", 2},
        {"cnn3-half-adam", "cnn3", {16, 32, 64, 64}, "adam", "0.002", 2},
        {"cnn3-half", "cnn3", {16, 32, 32, 64}, "sgd", "0.05", 2},
        {"lenet5", "lenet5", {}, "sgd", "lrPolicy_POLY+k0_0+k1_0.1+p_1+l_1290", 3},
        {"lenet5-adam", "lenet5", {}, "adam", "0.002", 2},
    };
    std::vector<train::TrainConfig> plan;
    for (const Planned& planned : kPlan)
        plan.push_back({.name = planned.name,
            .model = planned.model,
            .widths = planned.widths,
            .optimizer = planned.optimizer,
            .learningRate = planned.learningRate,
            .batch = 128,
            .epochs = planned.epochs,
            .seed = plan.size() + 1});
    return plan;
}

} // namespace cobench::jobs
