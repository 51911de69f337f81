// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/import_forms.h"
#include "core/lr/policy_text.h"

#include <algorithm>
#include <array>
#include <cmath>

// transformers.optimization (src/transformers/optimization.py, 4.57): factors of the optimiser's rate.

namespace cobench::lr {

namespace {

using Arguments = CallArguments;
using Context = ImportContext;

/// Steps of the warm-up and after it, as all of them count.
struct Steps {
    double warmUp;
    double after;
};

Steps stepsOf(Arguments& arguments)
{
    const double warmUp = arguments.number("num_warmup_steps");
    return {warmUp, std::max(1.0, arguments.number("num_training_steps") - warmUp)};
}

Policy riseTo(double rate, double steps)
{
    return {.family = Family::Linear, .k0 = 0.0, .k1 = rate, .l = {std::max(steps, 1.0)}};
}

ReadScheduler warmedUp(const Context& context, double steps, Policy main)
{
    return {.schedule = sequence({riseTo(context.base, steps), std::move(main)}, {steps})};
}

ReadScheduler constant(Arguments&, const Context& context)
{
    return {.schedule = {.policies = {{.k0 = context.base}}}};
}

ReadScheduler constantWithWarmUp(Arguments& arguments, const Context& context)
{
    return warmedUp(context, arguments.number("num_warmup_steps"), {.k0 = context.base});
}

ReadScheduler linear(Arguments& arguments, const Context& context)
{
    const Steps steps = stepsOf(arguments);
    return warmedUp(context,
        steps.warmUp,
        {.family = Family::Poly, .k0 = 0.0, .k1 = context.base, .p = 1.0, .l = {steps.after}});
}

ReadScheduler cosine(Arguments& arguments, const Context& context)
{
    const Steps steps = stepsOf(arguments);
    const double half = steps.after / (2.0 * arguments.number("num_cycles", 0.5));
    return warmedUp(context, steps.warmUp, {.family = Family::Cos, .k0 = 0.0, .k1 = context.base, .l = {half}});
}

ReadScheduler cosineWithRestarts(Arguments& arguments, const Context& context)
{
    const Steps steps = stepsOf(arguments);
    const double cycle = steps.after / arguments.number("num_cycles", 1.0);
    const Policy waves{.family = Family::CosRsw, .k0 = 0.0, .k1 = context.base, .l = {cycle}};
    return {.schedule
        = sequence({riseTo(context.base, steps.warmUp), waves, {.k0 = 0.0}}, {steps.warmUp, steps.after})};
}

ReadScheduler polynomial(Arguments& arguments, const Context& context)
{
    const Steps steps = stepsOf(arguments);
    return warmedUp(context,
        steps.warmUp,
        {.family = Family::Poly,
            .k0 = arguments.number("lr_end", 1e-7),
            .k1 = context.base,
            .p = arguments.number("power", 1.0),
            .l = {steps.after}});
}

ReadScheduler inverseRoot(Arguments& arguments, const Context& context)
{
    Policy policy{.family = Family::InvSqrt, .k0 = context.base, .l = {arguments.number("num_warmup_steps")}};
    if (arguments.find("timescale"))
        policy.l.push_back(arguments.number("timescale"));
    return single(std::move(policy));
}

double smallestShare(Arguments& arguments, const Context& context)
{
    if (arguments.find("min_lr"))
        return arguments.number("min_lr") / context.base;
    return arguments.number("min_lr_rate");
}

ReadScheduler cosineToMinimum(Arguments& arguments, const Context& context)
{
    const Steps steps = stepsOf(arguments);
    const double low = smallestShare(arguments, context) * context.base;
    const double half = steps.after / (2.0 * arguments.number("num_cycles", 0.5));
    return warmedUp(context, steps.warmUp, {.family = Family::Cos, .k0 = low, .k1 = context.base, .l = {half}});
}

/// Counts its steps from 1, in the warm-up and after it.
ReadScheduler cosineWarmUpToMinimum(Arguments& arguments, const Context& context)
{
    const Steps steps = stepsOf(arguments);
    const double share = smallestShare(arguments, context);
    const double turns = 2.0 * arguments.number("num_cycles", 0.5);
    const double first = arguments.number("warmup_lr_rate", 1.0 / std::max(1.0, steps.warmUp));
    const Policy rise{.family = Family::Linear,
        .k0 = first * context.base,
        .k1 = context.base,
        .l = {std::max(1.0, steps.warmUp - 1.0)}};
    const std::string fall = numberText(context.base) + "*(" + numberText(1.0 - share) + "*0.5*(1 + cos(pi*"
        + numberText(turns) + "*(t + 1)/" + numberText(steps.after) + ")) + " + numberText(share) + ")";
    return {.schedule = sequence({rise, formulaPolicy(fall)}, {steps.warmUp})};
}

/// From `low` to `high` as one of transformers' three types does it.
Policy risingPart(const std::string& type, double low, double high, double steps)
{
    if (type == "1-sqrt")
        return formulaPolicy(numberText(low) + " + (" + numberText(high) + " - " + numberText(low)
            + ")*(1 - sqrt(max(0, 1 - t/" + numberText(steps) + ")))");
    return {.family = type == "cosine" ? Family::UpCos : Family::Linear, .k0 = low, .k1 = high, .l = {steps}};
}

Policy fallingPart(const std::string& type, double low, double high, double steps, double cycles)
{
    if (type == "1-sqrt")
        return formulaPolicy(numberText(low) + " + (" + numberText(high) + " - " + numberText(low)
            + ")*(1 - sqrt(min(1, t/" + numberText(steps) + ")))");
    if (type == "linear")
        return {.family = Family::Linear, .k0 = high, .k1 = low, .l = {steps}};
    return {.family = Family::Cos, .k0 = low, .k1 = high, .l = {steps / (2.0 * cycles)}};
}

ReadScheduler warmUpStableDecay(Arguments& arguments, const Context& context)
{
    const double warmUp = arguments.number("num_warmup_steps");
    const double decay = arguments.number("num_decay_steps");
    const double stable = arguments.find("num_stable_steps")
        ? arguments.number("num_stable_steps")
        : arguments.number("num_training_steps") - warmUp - decay;
    const std::string rise = arguments.text("warmup_type", "linear");
    const std::string fall = arguments.text("decay_type", "cosine");
    constexpr std::array<std::string_view, 3> kTypes{"linear", "cosine", "1-sqrt"};
    if (std::ranges::find(kTypes, rise) == kTypes.end() || std::ranges::find(kTypes, fall) == kTypes.end())
        arguments.fail("unknown warmup_type or decay_type", "linear, cosine or 1-sqrt");
    const double low = arguments.number("min_lr_ratio", 0.0) * context.base;
    const double cycles = arguments.number("num_cycles", 0.5);
    const double high = context.base;
    if (rise == "linear" && fall == "cosine" && cycles == 0.5)
        return {.schedule = {.policies = {{.family = Family::Wsd,
                                 .k0 = low,
                                 .k1 = high,
                                 .l = {warmUp, warmUp + stable, warmUp + stable + decay}}}}};
    return {.schedule = sequence({risingPart(rise, low, high, warmUp),
                                     {.k0 = high},
                                     fallingPart(fall, low, high, decay, cycles),
                                     {.k0 = low}},
                {warmUp, stable, decay})};
}

ReadScheduler onPlateau(Arguments& arguments, const Context&)
{
    arguments.fail("follows what is measured, not the step",
        "train with --lr ReduceLROnPlateau(…), or replay it on a recorded curve with lr replay");
    return {};
}

/// transformers.SchedulerType and the function that makes each.
struct TypeName {
    std::string_view type;
    std::string_view function;
};
constexpr std::array<TypeName, 11> kTypes{{{"linear", "get_linear_schedule_with_warmup"},
    {"cosine", "get_cosine_schedule_with_warmup"},
    {"cosine_with_restarts", "get_cosine_with_hard_restarts_schedule_with_warmup"},
    {"polynomial", "get_polynomial_decay_schedule_with_warmup"},
    {"constant", "get_constant_schedule"},
    {"constant_with_warmup", "get_constant_schedule_with_warmup"},
    {"inverse_sqrt", "get_inverse_sqrt_schedule"},
    {"reduce_lr_on_plateau", "get_reduce_on_plateau_schedule"},
    {"cosine_with_min_lr", "get_cosine_with_min_lr_schedule_with_warmup"},
    {"cosine_warmup_with_min_lr", "get_cosine_with_min_lr_schedule_with_warmup_lr_rate"},
    {"warmup_stable_decay", "get_wsd_schedule"}}};

Error missing(const PythonValue& called, const std::string& what)
{
    return {ErrorCode::Usage,
        called.text,
        "offset " + std::to_string(called.offset),
        what + " is missing",
        "add " + what + "=…"};
}

} // namespace

std::span<const KnownScheduler> huggingFaceSchedulers()
{
    static const std::vector<const char*> kSteps{"optimizer", "num_warmup_steps", "num_training_steps"};
    static const auto with = [](std::vector<const char*> more) {
        std::vector<const char*> all = kSteps;
        all.insert(all.end(), more.begin(), more.end());
        return all;
    };
    static const std::vector<KnownScheduler> kSchedulers{
        {"get_linear_schedule_with_warmup", kSteps, true, linear},
        {"get_cosine_schedule_with_warmup", with({"num_cycles"}), true, cosine},
        {"get_cosine_with_hard_restarts_schedule_with_warmup", with({"num_cycles"}), true, cosineWithRestarts},
        {"get_polynomial_decay_schedule_with_warmup", with({"lr_end", "power"}), true, polynomial},
        {"get_constant_schedule", {"optimizer"}, true, constant},
        {"get_constant_schedule_with_warmup", {"optimizer", "num_warmup_steps"}, true, constantWithWarmUp},
        {"get_inverse_sqrt_schedule", {"optimizer", "num_warmup_steps", "timescale"}, true, inverseRoot},
        {"get_reduce_on_plateau_schedule", {"optimizer"}, false, onPlateau},
        {"get_cosine_with_min_lr_schedule_with_warmup",
            with({"num_cycles", "last_epoch", "min_lr", "min_lr_rate"}),
            true,
            cosineToMinimum},
        {"get_cosine_with_min_lr_schedule_with_warmup_lr_rate",
            with({"num_cycles", "last_epoch", "min_lr", "min_lr_rate", "warmup_lr_rate"}),
            true,
            cosineWarmUpToMinimum},
        {"get_wsd_schedule",
            {"optimizer",
                "num_warmup_steps",
                "num_decay_steps",
                "num_training_steps",
                "num_stable_steps",
                "warmup_type",
                "decay_type",
                "min_lr_ratio",
                "num_cycles"},
            true,
            warmUpStableDecay},
    };
    return kSchedulers;
}

Result<ReadScheduler> readHuggingFace(
    const std::string& type, const PythonValue& called, const ImportContext& context)
{
    const auto known = std::ranges::find(kTypes, type, &TypeName::type);
    if (known == kTypes.end())
        return Error{ErrorCode::Unsupported,
            called.text,
            "offset " + std::to_string(called.offset),
            "unknown lr_scheduler_type " + type,
            "linear, cosine, constant_with_warmup, …; see lr import --list"};
    PythonValue call = called;
    call.text = known->function;
    call.items.clear();
    return readScheduler(call, context);
}

/// transformers.get_scheduler(name, optimizer, num_warmup_steps, num_training_steps, scheduler_specific_kwargs)
Result<ReadScheduler> readGetScheduler(const PythonValue& called, const ImportContext& context)
{
    static constexpr const char* kNames[]
        = {"name", "optimizer", "num_warmup_steps", "num_training_steps", "scheduler_specific_kwargs"};
    CallArguments arguments(called, kNames);
    const PythonValue* type = arguments.find("name");
    if (!type || type->kind != PythonValue::Kind::Text)
        return missing(called, "name");
    PythonValue plain{.kind = PythonValue::Kind::Call, .text = called.text, .offset = called.offset};
    for (const char* name : {"num_warmup_steps", "num_training_steps"})
        if (const PythonValue* value = arguments.find(name))
            plain.named.push_back({name, *value});
    if (const PythonValue* more = arguments.find("scheduler_specific_kwargs"))
        plain.named.insert(plain.named.end(), more->named.begin(), more->named.end());
    return readHuggingFace(type->text, plain, context);
}

Result<ReadScheduler> readTrainingArguments(const PythonValue& called, ImportContext context)
{
    constexpr double kUsualRate = 5e-5; // of TrainingArguments
    const PythonValue* type = argumentOf(called, "lr_scheduler_type");
    const PythonValue* rate = argumentOf(called, "learning_rate");
    if (rate && !rate->isNumber())
        return missing(called, "a number for learning_rate");
    if (rate || !context.hasBase)
        context.base = rate ? rate->number : kUsualRate;
    context.hasBase = true;
    PythonValue plain{.kind = PythonValue::Kind::Call, .text = called.text, .offset = called.offset};
    const auto number = [&](const char* name) {
        const PythonValue* value = argumentOf(called, name);
        return value && value->isNumber() ? value->number : 0.0;
    };
    const double steps = number("max_steps");
    double warmUp = number("warmup_steps");
    if (warmUp == 0.0)
        warmUp = std::ceil(number("warmup_ratio") * steps);
    plain.named.push_back({"num_warmup_steps", PythonValue{.kind = PythonValue::Kind::Number, .number = warmUp}});
    if (steps > 0.0)
        plain.named.push_back(
            {"num_training_steps", PythonValue{.kind = PythonValue::Kind::Number, .number = steps}});
    if (const PythonValue* more = argumentOf(called, "lr_scheduler_kwargs"))
        plain.named.insert(plain.named.end(), more->named.begin(), more->named.end());
    auto read = readHuggingFace(type && !type->text.empty() ? type->text : "linear", plain, context);
    if (!read && read.error().detail == "num_training_steps is missing")
        return missing(called, "max_steps");
    return read;
}

} // namespace cobench::lr
