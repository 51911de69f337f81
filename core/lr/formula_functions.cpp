// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/formula_functions.h"

#include <cmath>

namespace cobench::lr {

namespace {

double signOf(double x)
{
    return static_cast<double>(x > 0.0) - static_cast<double>(x < 0.0);
}

double nearestWhole(double x)
{
    return std::floor(x + 0.5);
}

double modulo(double x, double y)
{
    return x - y * std::floor(x / y);
}

constexpr UnaryFunction kUnary[] = {
    {"abs", std::fabs},
    {"acos", std::acos},
    {"asin", std::asin},
    {"atan", std::atan},
    {"ceil", std::ceil},
    {"cos", std::cos},
    {"cosh", std::cosh},
    {"exp", std::exp},
    {"floor", std::floor},
    {"ln", std::log},
    {"log", std::log},
    {"log10", std::log10},
    {"log2", std::log2},
    {"rint", nearestWhole},
    {"sign", signOf},
    {"sin", std::sin},
    {"sinh", std::sinh},
    {"sqrt", std::sqrt},
    {"tan", std::tan},
    {"tanh", std::tanh},
};

constexpr BinaryFunction kBinary[] = {{"mod", modulo}, {"pow", std::pow}};

} // namespace

std::span<const UnaryFunction> unaryFunctions()
{
    return kUnary;
}

std::span<const BinaryFunction> binaryFunctions()
{
    return kBinary;
}

} // namespace cobench::lr
