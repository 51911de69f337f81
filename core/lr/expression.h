// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cobench::lr {

/// A formula in t, or in x and y, that a user typed, read by muParser: + - * / ^ ( ), comparisons, && ||, a ? b :
/// c, the names pi and e, and the functions abs acos asin atan ceil cos cosh exp floor ln log10 log2 max min mod
/// pow rint sign sin sinh sqrt tan tanh. One thread at a time.
class Expression
{
public:
    enum class Variables { Step, Plane }; // t; x and y
    struct Fault {
        std::size_t offset = 0; // bytes from the beginning
        std::string detail;
        std::string cure;
    };
    static std::optional<Fault> findFault(std::string_view text, Variables variables = Variables::Step);

    /// Usage, naming the column, for anything that is no such formula or is longer than 4,096 bytes.
    static Result<Expression> parse(std::string_view text, Variables variables = Variables::Step);

    Expression(Expression&&) noexcept;
    Expression& operator=(Expression&&) noexcept;
    ~Expression();

    /// NaN or infinite where the formula is.
    double at(double t) const;
    double at(double x, double y) const; // of a formula in x and y
    /// out[i] = at(first + i), at a fraction of its cost.
    void values(double first, std::span<double> out) const;

private:
    struct State;
    explicit Expression(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// The formula compiled, kept by this thread until it asks for another; nullptr when it has a fault.
const Expression* compiled(const std::string& text);

} // namespace cobench::lr
