// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/import_forms.h"
#include "core/lr/policy_text.h"

#include <cmath>

// keras.optimizers.schedules, as Keras 3 documents and computes them (keras/src/optimizers/schedules/
// learning_rate_schedule.py). Each starts with the rate it is given, not with the optimiser's.

namespace cobench::lr {

namespace {

using Arguments = CallArguments;
using Context = ImportContext;

ReadScheduler exponentialDecay(Arguments& arguments, const Context&)
{
    const double rate = arguments.number("initial_learning_rate");
    const double steps = arguments.number("decay_steps");
    const double decay = arguments.number("decay_rate");
    if (arguments.number("staircase", 0.0) != 0.0)
        return single({.family = Family::Step, .k0 = rate, .gamma = decay, .l = {steps}});
    if (!(steps > 0.0) || !(decay > 0.0))
        arguments.fail("decay_steps or decay_rate is not above 0", "give both above 0");
    return single({.family = Family::Exp, .k0 = rate, .gamma = std::pow(decay, 1.0 / steps)});
}

/// Keras goes on to the next value after a boundary, we at it.
ReadScheduler piecewiseConstantDecay(Arguments& arguments, const Context&)
{
    const std::vector<double> boundaries = arguments.numbers("boundaries");
    const std::vector<double> rates = arguments.numbers("values");
    if (rates.size() != boundaries.size() + 1) {
        arguments.fail("boundaries and values do not match", "give one boundary less than values");
        return {};
    }
    ReadScheduler read;
    for (const double rate : rates)
        read.schedule.policies.push_back({.k0 = rate});
    for (const double boundary : boundaries)
        read.schedule.boundaries.push_back(std::floor(boundary) + 1.0);
    return read;
}

ReadScheduler polynomialDecay(Arguments& arguments, const Context&)
{
    const double first = arguments.number("initial_learning_rate");
    const double steps = arguments.number("decay_steps");
    const double last = arguments.number("end_learning_rate", 1e-4);
    const double power = arguments.number("power", 1.0);
    if (arguments.number("cycle", 0.0) == 0.0)
        return single({.family = Family::Poly, .k0 = last, .k1 = first, .p = power, .l = {steps}});
    const std::string length = numberText(steps) + "*max(1, ceil(t/" + numberText(steps) + "))";
    return single(formulaPolicy("(" + numberText(first) + " - " + numberText(last) + ")*(1 - t/(" + length + "))^"
        + numberText(power) + " + " + numberText(last)));
}

ReadScheduler inverseTimeDecay(Arguments& arguments, const Context&)
{
    const double rate = arguments.number("initial_learning_rate");
    const double steps = arguments.number("decay_steps");
    const double decay = arguments.number("decay_rate");
    if (arguments.number("staircase", 0.0) != 0.0)
        return single(formulaPolicy(
            numberText(rate) + "/(1 + " + numberText(decay) + "*floor(t/" + numberText(steps) + "))"));
    if (!(steps > 0.0))
        arguments.fail("decay_steps is not above 0", "give it above 0");
    return single({.family = Family::Inv, .k0 = rate, .gamma = decay / steps, .p = 1.0});
}

ReadScheduler cosineDecay(Arguments& arguments, const Context&)
{
    const double first = arguments.number("initial_learning_rate");
    const double steps = arguments.number("decay_steps");
    const double alpha = arguments.number("alpha", 0.0);
    const double top = arguments.number("warmup_target", first);
    const double warmUp = arguments.find("warmup_target") ? arguments.number("warmup_steps", 0.0) : 0.0;
    const Policy fall{.family = Family::Cos, .k0 = alpha * top, .k1 = top, .l = {steps}};
    if (!(warmUp > 0.0))
        return {.schedule = sequence({fall, {.k0 = alpha * top}}, {steps})};
    const Policy rise{.family = Family::Linear, .k0 = first, .k1 = top, .l = {warmUp}};
    return {.schedule = sequence({rise, fall, {.k0 = alpha * top}}, {warmUp, steps})};
}

ReadScheduler cosineDecayRestarts(Arguments& arguments, const Context&)
{
    const double rate = arguments.number("initial_learning_rate");
    const double first = arguments.number("first_decay_steps");
    const double growth = arguments.number("t_mul", 2.0);
    const double shrink = arguments.number("m_mul", 1.0);
    const double alpha = arguments.number("alpha", 0.0);
    if (shrink == 1.0)
        return single({.family = Family::Sgdr, .k0 = alpha * rate, .k1 = rate, .p = growth, .l = {first}});
    const std::string at = "t/" + numberText(first);
    const std::string index = growth == 1.0
        ? "floor(" + at + ")"
        : "floor(ln(1 + " + at + "*" + numberText(growth - 1.0) + ")/ln(" + numberText(growth) + "))";
    const std::string share = growth == 1.0 ? "(" + at + " - " + index + ")"
                                            : "((" + at + " - (" + numberText(growth) + "^" + index + " - 1)/"
            + numberText(growth - 1.0) + ")/" + numberText(growth) + "^" + index + ")";
    return single(formulaPolicy(numberText(rate) + "*((1 - " + numberText(alpha) + ")*0.5*" + numberText(shrink)
        + "^" + index + "*(1 + cos(pi*" + share + ")) + " + numberText(alpha) + ")"));
}

} // namespace

std::span<const KnownScheduler> kerasSchedulers()
{
    static const std::vector<KnownScheduler> kSchedulers{
        {"ExponentialDecay",
            {"initial_learning_rate", "decay_steps", "decay_rate", "staircase"},
            false,
            exponentialDecay},
        {"PiecewiseConstantDecay", {"boundaries", "values"}, false, piecewiseConstantDecay},
        {"PolynomialDecay",
            {"initial_learning_rate", "decay_steps", "end_learning_rate", "power", "cycle"},
            false,
            polynomialDecay},
        {"InverseTimeDecay",
            {"initial_learning_rate", "decay_steps", "decay_rate", "staircase"},
            false,
            inverseTimeDecay},
        {"CosineDecay",
            {"initial_learning_rate", "decay_steps", "alpha", "name", "warmup_target", "warmup_steps"},
            false,
            cosineDecay},
        {"CosineDecayRestarts",
            {"initial_learning_rate", "first_decay_steps", "t_mul", "m_mul", "alpha"},
            false,
            cosineDecayRestarts},
    };
    return kSchedulers;
}

} // namespace cobench::lr
