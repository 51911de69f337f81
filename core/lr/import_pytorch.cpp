// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/import_forms.h"
#include "core/lr/policy_text.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

// torch.optim.lr_scheduler, defaults as of PyTorch 1.13 to 2.7.

namespace cobench::lr {

namespace {

using Arguments = CallArguments;
using Context = ImportContext;

ReadScheduler stepLr(Arguments& arguments, const Context& context)
{
    return single({.family = Family::Step,
        .k0 = context.base,
        .gamma = arguments.number("gamma", 0.1),
        .l = {arguments.number("step_size")}});
}

ReadScheduler multiStepLr(Arguments& arguments, const Context& context)
{
    return single({.family = Family::NStep,
        .k0 = context.base,
        .gamma = arguments.number("gamma", 0.1),
        .l = arguments.numbers("milestones")});
}

ReadScheduler constantLr(Arguments& arguments, const Context& context)
{
    const double low = context.base * arguments.number("factor", 1.0 / 3.0);
    return {.schedule = sequence({{.k0 = low}, {.k0 = context.base}}, {arguments.number("total_iters", 5.0)})};
}

ReadScheduler linearLr(Arguments& arguments, const Context& context)
{
    return single({.family = Family::Linear,
        .k0 = context.base * arguments.number("start_factor", 1.0 / 3.0),
        .k1 = context.base * arguments.number("end_factor", 1.0),
        .l = {arguments.number("total_iters", 5.0)}});
}

ReadScheduler exponentialLr(Arguments& arguments, const Context& context)
{
    return single({.family = Family::Exp, .k0 = context.base, .gamma = arguments.number("gamma")});
}

ReadScheduler polynomialLr(Arguments& arguments, const Context& context)
{
    return single({.family = Family::Poly,
        .k1 = context.base,
        .p = arguments.number("power", 1.0),
        .l = {arguments.number("total_iters", 5.0)}});
}

ReadScheduler cosineAnnealingLr(Arguments& arguments, const Context& context)
{
    return single({.family = Family::Cos,
        .k0 = arguments.number("eta_min", 0.0),
        .k1 = context.base,
        .l = {arguments.number("T_max")}});
}

ReadScheduler warmRestarts(Arguments& arguments, const Context& context)
{
    return single({.family = Family::Sgdr,
        .k0 = arguments.number("eta_min", 0.0),
        .k1 = context.base,
        .p = arguments.number("T_mult", 1.0),
        .l = {arguments.number("T_0")}});
}

/// Rising and falling parts of different length: TRI's formula with the peak moved.
Policy lopsided(double low, double high, double up, double down, const std::string& scale)
{
    const std::string cycle = numberText(up + down);
    const std::string at = "mod(t, " + cycle + ")";
    return formulaPolicy(numberText(low) + " + (" + numberText(high) + " - " + numberText(low) + ")*(" + at
        + " <= " + numberText(up) + " ? " + at + "/" + numberText(up) + " : (" + cycle + " - " + at + ")/"
        + numberText(down) + ")" + scale);
}

ReadScheduler cyclicLr(Arguments& arguments, const Context&)
{
    const double low = arguments.number("base_lr");
    const double high = arguments.number("max_lr");
    const double up = arguments.number("step_size_up", 2000.0);
    const double down = arguments.number("step_size_down", up);
    const std::string mode = arguments.text("mode", "triangular");
    const double gamma = arguments.number("gamma", 1.0);
    if (arguments.find("scale_fn"))
        arguments.fail("scale_fn is code", "write the schedule as a formula (lrPolicy_EXPR+expr_{…})");
    const bool halves = mode == "triangular2";
    const bool decays = mode == "exp_range";
    if (!halves && !decays && mode != "triangular")
        arguments.fail("unknown mode " + mode, "triangular, triangular2 or exp_range");
    if (up == down)
        return single({.family = halves ? Family::Tri2
                : decays                ? Family::TriExp
                                        : Family::Tri,
            .k0 = low,
            .k1 = high,
            .gamma = decays ? gamma : 1.0,
            .l = {up}});
    const std::string scale = halves ? "*2^(-floor(t/" + numberText(up + down) + "))"
        : decays                     ? "*" + numberText(gamma) + "^t"
                                     : "";
    return single(lopsided(low, high, up, down, scale));
}

struct OneCycleRates {
    double first;
    double top;
    double last;
};

Policy turn(bool isCosine, double from, double to, double length)
{
    if (!isCosine)
        return {.family = Family::Linear, .k0 = from, .k1 = to, .l = {length}};
    return from < to ? Policy{.family = Family::UpCos, .k0 = from, .k1 = to, .l = {length}}
                     : Policy{.family = Family::Cos, .k0 = to, .k1 = from, .l = {length}};
}

/// Three phases, or straight lines: pieces, since ONECYCLE is the default form alone.
Schedule oneCyclePieces(const OneCycleRates& rates, double share, double total, bool isCosine, bool hasThree)
{
    const double top = share * total - 1.0;
    const double end = total - 1.0;
    if (!hasThree)
        return sequence({turn(isCosine, rates.first, rates.top, top),
                            turn(isCosine, rates.top, rates.last, end - top),
                            {.k0 = rates.last}},
            {top, end - top});
    const double back = 2.0 * share * total - 2.0;
    return sequence({turn(isCosine, rates.first, rates.top, top),
                        turn(isCosine, rates.top, rates.first, back - top),
                        turn(isCosine, rates.first, rates.last, end - back),
                        {.k0 = rates.last}},
        {top, back - top, end - back});
}

ReadScheduler oneCycleLr(Arguments& arguments, const Context&)
{
    const double top = arguments.number("max_lr");
    double total = arguments.number("total_steps", 0.0);
    if (total == 0.0)
        total = arguments.number("epochs") * arguments.number("steps_per_epoch");
    const double share = arguments.number("pct_start", 0.3);
    const double first = top / arguments.number("div_factor", 25.0);
    const double shrink = arguments.number("final_div_factor", 1e4);
    const std::string strategy = arguments.text("anneal_strategy", "cos");
    const bool hasThree = arguments.number("three_phase", 0.0) != 0.0;
    if (!(shrink > 0.0) || !std::isfinite(first)) {
        arguments.fail("a divisor is 0", "give div_factor and final_div_factor above 0");
        return {};
    }
    if (strategy != "cos" && strategy != "linear")
        arguments.fail("unknown anneal_strategy " + strategy, "cos or linear");
    ReadScheduler read;
    if (strategy == "cos" && !hasThree)
        read = single(
            {.family = Family::OneCycle, .k0 = first, .k1 = top, .gamma = 1.0 / shrink, .p = share, .l = {total}});
    else
        read.schedule = oneCyclePieces({first, top, first / shrink}, share, total, strategy == "cos", hasThree);
    read.notes.push_back("PyTorch refuses steps after the last of the cycle; here its last rate stays");
    return read;
}

ReadScheduler lambdaLr(Arguments& arguments, const Context& context)
{
    const PythonValue* function = arguments.find("lr_lambda");
    if (function && function->kind == PythonValue::Kind::List && function->items.size() == 1)
        function = &function->items.front();
    if (!function || function->kind != PythonValue::Kind::Lambda) {
        arguments.fail("its function is not written as a lambda", "write lr_lambda=lambda t: … in one expression");
        return {};
    }
    const auto formula = formulaFromPython(function->body, function->text, *context.variables);
    if (!formula) {
        arguments.fail("the lambda uses more than arithmetic, comparisons and functions of math",
            "write it with these, and numbers for other names");
        return {};
    }
    return single(formulaPolicy(numberText(context.base) + "*(" + *formula + ")"));
}

ReadScheduler multiplicativeLr(Arguments& arguments, const Context& context)
{
    const PythonValue* function = arguments.find("lr_lambda");
    const PythonCode body
        = readPython(function && function->kind == PythonValue::Kind::Lambda ? function->body : std::string());
    if (body.values.size() != 1 || !body.values.front().isNumber()) {
        arguments.fail("its factor is not one number for all steps", "write lr_lambda=lambda t: 0.95");
        return {};
    }
    return single({.family = Family::Exp, .k0 = context.base, .gamma = body.values.front().number});
}

/// The schedules one after the other, each with its own time. One that has parts loses those beyond its milestone.
Schedule joined(const std::vector<Schedule>& schedules, const std::vector<double>& milestones)
{
    Schedule result;
    for (std::size_t i = 0; i < schedules.size(); ++i) {
        const double from = i == 0 ? 0.0 : milestones[i - 1];
        const double to = i < milestones.size() ? milestones[i] : std::numeric_limits<double>::infinity();
        for (std::size_t k = 0; k < schedules[i].policies.size(); ++k) {
            const double begin = from + (k == 0 ? 0.0 : schedules[i].boundaries[k - 1]);
            if (begin >= to)
                break;
            if (!result.policies.empty())
                result.boundaries.push_back(begin);
            result.policies.push_back(schedules[i].policies[k]);
        }
    }
    return result;
}

ReadScheduler sequentialLr(Arguments& arguments, const Context& context)
{
    const std::vector<double> milestones = arguments.numbers("milestones");
    const PythonValue* list = arguments.find("schedulers");
    if (!list || list->kind != PythonValue::Kind::List || list->items.size() != milestones.size() + 1) {
        arguments.fail("schedulers and milestones do not match", "give one milestone less than schedulers");
        return {};
    }
    ReadScheduler result;
    std::vector<Schedule> schedules;
    for (const PythonValue& item : list->items) {
        auto read = item.isCall() && item.text != "SequentialLR"
            ? readScheduler(item, context)
            : Result<ReadScheduler>(
                Error{ErrorCode::Usage, {}, {}, "one of the schedulers is not known", "name it where it is made"});
        if (!read) {
            arguments.fail(describe(read.error()), {});
            return {};
        }
        schedules.push_back(std::move(read->schedule));
        std::ranges::move(read->notes, std::back_inserter(result.notes));
    }
    result.schedule = joined(schedules, milestones);
    return result;
}

ReadScheduler chained(Arguments& arguments, const Context&)
{
    arguments.fail("multiplies schedules", "write the product as a formula (lrPolicy_EXPR+expr_{…})");
    return {};
}

ReadScheduler onPlateau(Arguments& arguments, const Context&)
{
    arguments.fail("follows what is measured, not the step",
        "train with --lr ReduceLROnPlateau(…), or replay it on a recorded curve with lr replay");
    return {};
}

} // namespace

std::span<const KnownScheduler> pytorchSchedulers()
{
    static const std::vector<KnownScheduler> kSchedulers{
        {"LambdaLR", {"optimizer", "lr_lambda"}, true, lambdaLr},
        {"MultiplicativeLR", {"optimizer", "lr_lambda"}, true, multiplicativeLr},
        {"StepLR", {"optimizer", "step_size", "gamma"}, true, stepLr},
        {"MultiStepLR", {"optimizer", "milestones", "gamma"}, true, multiStepLr},
        {"ConstantLR", {"optimizer", "factor", "total_iters"}, true, constantLr},
        {"LinearLR", {"optimizer", "start_factor", "end_factor", "total_iters"}, true, linearLr},
        {"ExponentialLR", {"optimizer", "gamma"}, true, exponentialLr},
        {"PolynomialLR", {"optimizer", "total_iters", "power"}, true, polynomialLr},
        {"CosineAnnealingLR", {"optimizer", "T_max", "eta_min"}, true, cosineAnnealingLr},
        {"CosineAnnealingWarmRestarts", {"optimizer", "T_0", "T_mult", "eta_min"}, true, warmRestarts},
        {"CyclicLR",
            {"optimizer", "base_lr", "max_lr", "step_size_up", "step_size_down", "mode", "gamma", "scale_fn"},
            false,
            cyclicLr},
        {"OneCycleLR",
            {"optimizer",
                "max_lr",
                "total_steps",
                "epochs",
                "steps_per_epoch",
                "pct_start",
                "anneal_strategy",
                "cycle_momentum",
                "base_momentum",
                "max_momentum",
                "div_factor",
                "final_div_factor",
                "three_phase"},
            false,
            oneCycleLr},
        {"SequentialLR", {"optimizer", "schedulers", "milestones"}, true, sequentialLr},
        {"ChainedScheduler", {"schedulers"}, false, chained},
        {"ReduceLROnPlateau", {"optimizer"}, false, onPlateau},
    };
    return kSchedulers;
}

} // namespace cobench::lr
