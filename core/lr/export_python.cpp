// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/evaluate.h"
#include "core/lr/export_forms.h"
#include "core/lr/policy_text.h"
#include "core/lr/python_code.h"

#include <algorithm>
#include <cmath>

namespace cobench::lr {

namespace {

std::string number(double value)
{
    return codeNumber(value);
}

std::string option(const char* name, double value)
{
    return std::string(name) + "=" + codeNumber(value);
}

std::string list(const std::vector<double>& values)
{
    std::string text = "[";
    for (const double value : values)
        text += (text.size() == 1 ? "" : ", ") + codeNumber(value);
    return text + "]";
}

/// A scheduler of torch.optim.lr_scheduler and the rate that the optimiser has to begin with.
struct Native {
    double base;
    std::string call;
};

std::optional<Native> cyclicLr(const Policy& policy)
{
    const auto made = [&](const char* mode) {
        std::string text = call("CyclicLR",
            {"optimizer",
                option("base_lr", policy.k0),
                option("max_lr", policy.k1),
                option("step_size_up", policy.l[0]),
                std::string("mode=\"") + mode + "\"",
                option("gamma", policy.gamma),
                "cycle_momentum=False"});
        return Native{policy.k0, std::move(text)};
    };
    if (!isWhole(policy.l[0]))
        return std::nullopt;
    return policy.family == Family::Tri ? made("triangular")
        : policy.family == Family::Tri2 ? made("triangular2")
                                        : made("exp_range");
}

std::optional<Native> oneCycleLr(const Policy& policy)
{
    if (!(policy.k0 > 0.0) || !(policy.gamma > 0.0) || !isWhole(policy.l[0]) || !(policy.p * policy.l[0] > 1.0))
        return std::nullopt;
    return Native{policy.k0,
        call("OneCycleLR",
            {"optimizer",
                option("max_lr", policy.k1),
                option("total_steps", policy.l[0]),
                option("pct_start", policy.p),
                option("div_factor", policy.k1 / policy.k0),
                option("final_div_factor", 1.0 / policy.gamma),
                "cycle_momentum=False"})};
}

std::optional<Native> nativeScheduler(const Policy& policy)
{
    const bool hasCounts = std::ranges::all_of(policy.l, isWhole);
    const std::string gamma = option("gamma", policy.gamma);
    switch (policy.family) {
    case Family::Fix:
        return Native{policy.k0, call("LambdaLR", {"optimizer", "lambda t: 1.0"})};
    case Family::Step:
        if (hasCounts)
            return Native{policy.k0, call("StepLR", {"optimizer", option("step_size", policy.l[0]), gamma})};
        return std::nullopt;
    case Family::NStep:
        if (hasCounts)
            return Native{policy.k0, call("MultiStepLR", {"optimizer", "milestones=" + list(policy.l), gamma})};
        return std::nullopt;
    case Family::Exp:
        return Native{policy.k0, call("ExponentialLR", {"optimizer", gamma})};
    case Family::Tri:
    case Family::Tri2:
    case Family::TriExp:
        return cyclicLr(policy);
    case Family::Cos:
        if (hasCounts)
            return Native{policy.k1,
                call("CosineAnnealingLR",
                    {"optimizer", option("T_max", policy.l[0]), option("eta_min", policy.k0)})};
        return std::nullopt;
    case Family::Sgdr:
        if (hasCounts && isWhole(policy.p))
            return Native{policy.k1,
                call("CosineAnnealingWarmRestarts",
                    {"optimizer",
                        option("T_0", policy.l[0]),
                        option("T_mult", policy.p),
                        option("eta_min", policy.k0)})};
        return std::nullopt;
    case Family::OneCycle:
        return oneCycleLr(policy);
    default:
        return std::nullopt;
    }
}

std::string makeScheduler(double base, const std::string& scheduler)
{
    return "def make_scheduler(optimizer):\n"
           "    for group in optimizer.param_groups:\n"
           "        group[\"lr\"] = group[\"initial_lr\"] = "
        + number(base) + "\n    return torch.optim.lr_scheduler." + scheduler + "\n";
}

bool isPiecewiseConstant(const Schedule& schedule)
{
    const bool isNStep = schedule.policies.size() == 1 && schedule.policies[0].family == Family::NStep;
    return isNStep
        || (schedule.policies.size() > 1 && std::ranges::all_of(schedule.policies, [](const Policy& each) {
               return each.family == Family::Fix;
           }));
}

/// Keras goes on to the next value after a boundary, we at it.
std::string piecewiseConstant(const Schedule& schedule)
{
    std::vector<double> boundaries = schedule.boundaries.empty() ? schedule.policies[0].l : schedule.boundaries;
    std::vector<double> rates{valueAt(schedule, 0.0)};
    for (double& boundary : boundaries) {
        rates.push_back(valueAt(schedule, boundary));
        boundary = std::ceil(boundary) - 1.0;
    }
    return call("PiecewiseConstantDecay", {"boundaries=" + list(boundaries), "values=" + list(rates)});
}

std::optional<std::string> kerasCosine(const SimpleShape& shape)
{
    const Policy& main = shape.main;
    if (!(main.k1 > 0.0) || shape.end != main.l.front() || shape.last != main.k0)
        return std::nullopt;
    const std::string alpha = option("alpha", main.k0 / main.k1);
    if (shape.warmUp == 0.0)
        return call("CosineDecay", {number(main.k1), option("decay_steps", main.l[0]), alpha});
    return call("CosineDecay",
        {"0.0",
            option("decay_steps", main.l[0]),
            alpha,
            option("warmup_target", main.k1),
            option("warmup_steps", shape.warmUp)});
}

std::optional<std::string> kerasSchedule(const Schedule& schedule)
{
    if (isPiecewiseConstant(schedule))
        return piecewiseConstant(schedule);
    const auto shape = simpleShape(schedule);
    if (!shape)
        return std::nullopt;
    const Policy& main = shape->main;
    if (main.family == Family::Cos)
        return kerasCosine(*shape);
    if (shape->warmUp > 0.0 || shape->end > 0.0)
        return std::nullopt;
    switch (main.family) {
    case Family::Step:
        return call("ExponentialDecay",
            {number(main.k0),
                option("decay_steps", main.l[0]),
                option("decay_rate", main.gamma),
                "staircase=True"});
    case Family::Exp:
        return call("ExponentialDecay", {number(main.k0), "decay_steps=1", option("decay_rate", main.gamma)});
    case Family::Inv:
        if (main.p == 1.0)
            return call("InverseTimeDecay", {number(main.k0), "decay_steps=1", option("decay_rate", main.gamma)});
        return std::nullopt;
    case Family::Poly:
        return call("PolynomialDecay",
            {number(main.k1),
                option("decay_steps", main.l[0]),
                option("end_learning_rate", main.k0),
                option("power", main.p)});
    case Family::Sgdr:
        if (main.k1 > 0.0)
            return call("CosineDecayRestarts",
                {number(main.k1),
                    option("first_decay_steps", main.l[0]),
                    option("t_mul", main.p),
                    option("m_mul", 1.0),
                    option("alpha", main.k0 / main.k1)});
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

constexpr const char* kKerasCallback = R"(

class LearningRate(keras.callbacks.Callback):
    """Pass callbacks=[LearningRate()] to model.fit."""

    def __init__(self):
        super().__init__()
        self.t = 0

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = learning_rate(self.t)
        self.t += 1
)";

/// Fields of transformers.TrainingArguments.
struct Arguments {
    std::string type;
    double rate;
    double steps; // 0 = any number
    std::string more; // lr_scheduler_kwargs
};

std::optional<Arguments> falling(const SimpleShape& shape)
{
    const Policy& main = shape.main;
    const double steps = shape.warmUp + main.l.front();
    const bool endsInTime = shape.end == 0.0 || shape.end == main.l.front();
    if (!endsInTime)
        return std::nullopt;
    const bool endsAtZero = main.k0 == 0.0 && shape.last == 0.0;
    if (main.family == Family::Poly && main.p == 1.0 && endsAtZero)
        return Arguments{"linear", main.k1, steps, ""};
    if (main.family == Family::Poly && (shape.end == 0.0 || shape.last == main.k0) && main.k0 < main.k1)
        return Arguments{
            "polynomial", main.k1, steps, "\"lr_end\": " + number(main.k0) + ", \"power\": " + number(main.p)};
    if (main.family == Family::Cos && endsAtZero)
        return Arguments{"cosine", main.k1, steps, ""};
    if (main.family == Family::Cos && shape.end == 0.0)
        return Arguments{"cosine_with_min_lr", main.k1, steps, "\"min_lr\": " + number(main.k0)};
    return std::nullopt;
}

std::optional<Arguments> trainingArguments(SimpleShape& shape)
{
    const Policy& main = shape.main;
    if (main.family == Family::Poly || main.family == Family::Cos)
        return falling(shape);
    if (shape.end > 0.0)
        return std::nullopt;
    if (main.family == Family::Fix)
        return Arguments{shape.warmUp > 0.0 ? "constant_with_warmup" : "constant", main.k0, 0.0, ""};
    if (shape.warmUp > 0.0)
        return std::nullopt;
    if (main.family == Family::InvSqrt && isWhole(main.l[0]) && main.l.size() == 1) {
        shape.warmUp = main.l[0];
        return Arguments{"inverse_sqrt", main.k0, 0.0, ""};
    }
    if (main.family == Family::Wsd && main.k1 > 0.0) {
        shape.warmUp = main.l[0];
        return Arguments{"warmup_stable_decay",
            main.k1,
            main.l[2],
            "\"num_decay_steps\": " + number(main.l[2] - main.l[1])
                + ", \"min_lr_ratio\": " + number(main.k0 / main.k1)};
    }
    return std::nullopt;
}

} // namespace

std::string toPyTorch(const Schedule& schedule, Convention convention)
{
    const auto native = schedule.policies.size() == 1 ? nativeScheduler(schedule.policies[0]) : std::nullopt;
    if (native)
        return "import torch\n\n\n" + makeScheduler(native->base, native->call);
    return pythonFunction(schedule, convention) + "\n\nimport torch\n\n\n"
        + makeScheduler(1.0, call("LambdaLR", {"optimizer", "learning_rate"}));
}

std::string toKeras(const Schedule& schedule, Convention convention)
{
    if (schedule.policies.size() == 1 && schedule.policies[0].family == Family::Fix)
        return "learning_rate = " + number(schedule.policies[0].k0) + "\n";
    if (const auto native = kerasSchedule(schedule))
        return "import keras\n\nlearning_rate = keras.optimizers.schedules." + *native + "\n";
    return "import keras\n" + pythonFunction(schedule, convention) + kKerasCallback;
}

std::string toHuggingFace(const Schedule& schedule, Convention convention)
{
    auto shape = simpleShape(schedule);
    const auto arguments = shape ? trainingArguments(*shape) : std::nullopt;
    if (!arguments)
        return toPyTorch(schedule, convention)
            + "\n\n# Trainer(…, optimizers=(optimizer, make_scheduler(optimizer)))\n";
    std::string code = "from transformers import TrainingArguments\n\narguments = TrainingArguments(\n    "
                       "output_dir=\"out\",\n    learning_rate="
        + number(arguments->rate) + ",\n    lr_scheduler_type=\"" + arguments->type + "\",\n";
    if (shape->warmUp > 0.0)
        code += "    warmup_steps=" + number(shape->warmUp) + ",\n";
    if (arguments->steps > 0.0)
        code += "    max_steps=" + number(arguments->steps) + ",\n";
    if (!arguments->more.empty())
        code += "    lr_scheduler_kwargs={" + arguments->more + "},\n";
    return code + ")\n";
}

} // namespace cobench::lr
