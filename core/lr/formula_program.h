// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace cobench::lr {

/// A formula in t that muParser has accepted, as operations over blocks of steps: each goes over a block before the
/// next begins, so that a step costs its arithmetic and not the walk through the formula. Precedence, functions and
/// results, to the last bit, are those of Expression::at.
class FormulaProgram
{
public:
    /// nullopt for what muParser knows and this does not: functions beyond formula_functions.h, deep nesting.
    static std::optional<FormulaProgram> compile(std::string_view text);

    /// out[i] = the formula at t = first + i. Any number of threads.
    void values(double first, std::span<double> out) const;

    /// The topmost of the blocks that wait for an operation, those it needs below, and t itself.
    struct Stack {
        double* top = nullptr;
        const double* steps = nullptr;
    };
    struct Operation {
        void (*run)(const Stack& stack, const Operation& operation) = nullptr;
        int growth = 0; // blocks it adds to the stack
        double constant = 0.0;
        double (*unary)(double) = nullptr;
        double (*binary)(double, double) = nullptr;
    };

private:
    std::vector<Operation> m_operations;
    std::size_t m_depth = 0; // blocks
};

} // namespace cobench::lr
