// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/formula_program.h"

#include "core/lr/formula_functions.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <memory>
#include <numbers>

namespace cobench::lr {

namespace {

using Operation = FormulaProgram::Operation;
using Stack = FormulaProgram::Stack;

constexpr std::ptrdiff_t kBlock = 256; // a few blocks stay in the first cache
constexpr int kDeepest = 64; // parentheses

void pushConstant(const Stack& stack, const Operation& operation)
{
    std::fill_n(stack.top + kBlock, kBlock, operation.constant);
}

void pushStep(const Stack& stack, const Operation&)
{
    std::copy_n(stack.steps, kBlock, stack.top + kBlock);
}

void callUnary(const Stack& stack, const Operation& operation)
{
    for (int i = 0; i < kBlock; ++i)
        stack.top[i] = operation.unary(stack.top[i]);
}

void callBinary(const Stack& stack, const Operation& operation)
{
    double* const left = stack.top - kBlock;
    for (int i = 0; i < kBlock; ++i)
        left[i] = operation.binary(left[i], stack.top[i]);
}

template <typename Function>
void combine(const Stack& stack, const Operation&)
{
    double* const left = stack.top - kBlock;
    const double* const right = stack.top;
    for (int i = 0; i < kBlock; ++i)
        left[i] = static_cast<double>(Function()(left[i], right[i]));
}

void negate(const Stack& stack, const Operation&)
{
    for (int i = 0; i < kBlock; ++i)
        stack.top[i] = -stack.top[i];
}

/// condition ? a : b, both of which are known.
void choose(const Stack& stack, const Operation&)
{
    double* const condition = stack.top - 2 * kBlock;
    const double* const a = stack.top - kBlock;
    for (int i = 0; i < kBlock; ++i)
        condition[i] = condition[i] != 0.0 ? a[i] : stack.top[i];
}

double larger(double a, double b)
{
    return std::max(a, b);
}

double smaller(double a, double b)
{
    return std::min(a, b);
}

struct Operator {
    std::string_view text;
    int precedence;
    void (*run)(const Stack& stack, const Operation& operation);
};

/// Longer texts before those that they begin with.
constexpr Operator kOperators[] = {
    {"||", 1, combine<std::logical_or<double>>},
    {"&&", 2, combine<std::logical_and<double>>},
    {"<=", 3, combine<std::less_equal<double>>},
    {">=", 3, combine<std::greater_equal<double>>},
    {"==", 3, combine<std::equal_to<double>>},
    {"!=", 3, combine<std::not_equal_to<double>>},
    {"<", 3, combine<std::less<double>>},
    {">", 3, combine<std::greater<double>>},
    {"+", 4, combine<std::plus<double>>},
    {"-", 4, combine<std::minus<double>>},
    {"*", 5, combine<std::multiplies<double>>},
    {"/", 5, combine<std::divides<double>>},
};

/// Reads by precedence and writes operations in postfix order. Every function is false where it does not go on.
class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_rest(text)
    {
    }

    bool read() { return readChoice() && (skipBlanks(), m_rest.empty()); }
    std::vector<Operation> takeOperations() { return std::move(m_operations); }

private:
    void skipBlanks() { m_rest.remove_prefix(std::min(m_rest.find_first_not_of(' '), m_rest.size())); }

    bool accept(std::string_view token)
    {
        skipBlanks();
        const bool isNext = m_rest.starts_with(token);
        if (isNext)
            m_rest.remove_prefix(token.size());
        return isNext;
    }

    bool emit(Operation operation)
    {
        m_operations.push_back(operation);
        return true;
    }

    bool readChoice()
    {
        if (!readOperators(1))
            return false;
        if (!accept("?"))
            return true;
        return readChoice() && accept(":") && readChoice() && emit({.run = choose, .growth = -2});
    }

    const Operator* nextOperator()
    {
        skipBlanks();
        const auto found = std::ranges::find_if(
            kOperators, [this](const Operator& candidate) { return m_rest.starts_with(candidate.text); });
        return found == std::end(kOperators) ? nullptr : found;
    }

    bool readOperators(int least)
    {
        if (!readSigned())
            return false;
        for (const Operator* next = nextOperator(); next && next->precedence >= least; next = nextOperator()) {
            accept(next->text);
            if (!readOperators(next->precedence + 1) || !emit({.run = next->run, .growth = -1}))
                return false;
        }
        return true;
    }

    /// -a^b is -(a^b), and a^-b a^(-b).
    bool readSigned()
    {
        if (accept("-"))
            return readSigned() && emit({.run = negate});
        if (!readOperand())
            return false;
        return !accept("^") || (readSigned() && emit({.run = callBinary, .growth = -1, .binary = std::pow}));
    }

    bool readOperand()
    {
        if (accept("("))
            return readNested() && accept(")");
        skipBlanks();
        double number = 0.0;
        const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), number);
        if (error != std::errc())
            return readName();
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        return pushNumber(number);
    }

    bool pushNumber(double number) { return emit({.run = pushConstant, .growth = 1, .constant = number}); }

    bool readNested()
    {
        ++m_nesting;
        const bool isRead = m_nesting < kDeepest && readChoice();
        --m_nesting;
        return isRead;
    }

    bool readName()
    {
        constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
        const std::string_view name = m_rest.substr(0, m_rest.find_first_not_of(kLetters));
        m_rest.remove_prefix(name.size());
        if (name == "t")
            return emit({.run = pushStep, .growth = 1});
        if (name == "pi" || name == "e")
            return pushNumber(name == "e" ? std::numbers::e : std::numbers::pi);
        return accept("(") && readCall(name) && accept(")");
    }

    bool readCall(std::string_view name)
    {
        if (name == "min" || name == "max")
            return readFold(name == "min" ? smaller : larger);
        const auto isNamed = [name](const auto& candidate) { return candidate.name == name; };
        const auto unary = std::ranges::find_if(unaryFunctions(), isNamed);
        if (unary != unaryFunctions().end())
            return readNested() && emit({.run = callUnary, .unary = unary->function});
        const auto binary = std::ranges::find_if(binaryFunctions(), isNamed);
        return binary != binaryFunctions().end() && readNested() && accept(",") && readNested()
            && emit({.run = callBinary, .growth = -1, .binary = binary->function});
    }

    /// The arguments of a function of any number of them.
    bool readFold(double (*function)(double, double))
    {
        if (!readNested())
            return false;
        while (accept(","))
            if (!readNested() || !emit({.run = callBinary, .growth = -1, .binary = function}))
                return false;
        return true;
    }

    std::string_view m_rest;
    std::vector<Operation> m_operations;
    int m_nesting = 0;
};

} // namespace

std::optional<FormulaProgram> FormulaProgram::compile(std::string_view text)
{
    Reader reader(text);
    if (!reader.read())
        return std::nullopt;
    FormulaProgram program;
    program.m_operations = reader.takeOperations();
    int blocks = 0;
    for (const Operation& operation : program.m_operations) {
        blocks += operation.growth;
        program.m_depth = std::max(program.m_depth, static_cast<std::size_t>(blocks));
    }
    return program;
}

void FormulaProgram::values(double first, std::span<double> out) const
{
    const auto blocks = std::make_unique_for_overwrite<double[]>((m_depth + 1) * kBlock);
    double* const steps = blocks.get();
    for (std::size_t done = 0; done < out.size(); done += kBlock) {
        for (int i = 0; i < kBlock; ++i)
            steps[i] = first + static_cast<double>(done + static_cast<std::size_t>(i));
        Stack stack{.top = steps, .steps = steps};
        for (const Operation& operation : m_operations) {
            operation.run(stack, operation);
            stack.top += operation.growth * kBlock;
        }
        std::copy_n(stack.top, std::min<std::size_t>(kBlock, out.size() - done), out.data() + done);
    }
}

} // namespace cobench::lr
