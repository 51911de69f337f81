// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/expression.h"

#include "core/lr/formula_functions.h"
#include "core/lr/formula_program.h"

#include <muParser.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cobench::lr {

namespace {

constexpr std::size_t kLongest = 4096;
constexpr std::string_view kAllowed
    = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ +-*/^().,<>=!&|?:";

const char* cureOf(Expression::Variables variables)
{
    return variables == Expression::Variables::Step ? "write a formula in t, e.g. 0.1*exp(-t/500)"
                                                    : "write a formula in x and y, e.g. x^2 + 2*y^2";
}

/// muParser would take "t = 3" for an assignment to the step.
std::optional<std::size_t> findAssignment(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=')
            continue;
        if (i + 1 < text.size() && text[i + 1] == '=') {
            ++i;
            continue;
        }
        if (i == 0 || std::string_view("<>!").find(text[i - 1]) == std::string_view::npos)
            return i;
    }
    return std::nullopt;
}

} // namespace

struct Expression::State {
    State(std::string_view text, Variables variables)
    {
        parser.DefineVar(variables == Variables::Step ? "t" : "x", &first);
        if (variables == Variables::Plane)
            parser.DefineVar("y", &second);
        parser.DefineConst("pi", std::numbers::pi);
        parser.DefineConst("e", std::numbers::e);
        for (const UnaryFunction& unary : unaryFunctions())
            parser.DefineFun(unary.name, unary.function);
        for (const BinaryFunction& binary : binaryFunctions())
            parser.DefineFun(binary.name, binary.function);
        parser.EnableOptimizer(false); // it makes 0.3*t of 3*t/10, which moves the steps of a floor
        parser.SetExpr(std::string(text));
    }

    double evaluate() const
    {
        try {
            return parser.Eval();
        } catch (const mu::ParserError&) { // findFault has evaluated it already, at 0
            return std::nan("");
        }
    }

    double first = 0.0; // t or x
    double second = 0.0; // y
    mu::Parser parser;
    std::optional<FormulaProgram> program; // of a formula in t
};

std::optional<Expression::Fault> Expression::findFault(std::string_view text, Variables variables)
{
    const char* cure = cureOf(variables);
    if (text.size() > kLongest)
        return Fault{kLongest, "the formula is longer than 4,096 bytes", cure};
    if (const std::size_t odd = text.find_first_not_of(kAllowed); odd != std::string_view::npos)
        return Fault{odd, "this character has no place in a formula", cure};
    if (const auto assignment = findAssignment(text))
        return Fault{*assignment, "a variable cannot be set", "compare with =="};
    try {
        State state(text, variables);
        state.parser.Eval();
        if (state.parser.GetNumResults() != 1)
            return Fault{text.find(','), "there is more than one formula", cure};
        return std::nullopt;
    } catch (const mu::ParserError& error) {
        const auto at = static_cast<std::size_t>(std::max(error.GetPos(), 0));
        return Fault{std::min(at, text.size()), error.GetMsg(), cure};
    } catch (const std::exception& error) {
        return Fault{0, error.what(), cure};
    }
}

Result<Expression> Expression::parse(std::string_view text, Variables variables)
{
    if (auto fault = findFault(text, variables))
        return Error{.code = ErrorCode::Usage,
            .subject = "formula",
            .place = "column " + std::to_string(fault->offset + 1),
            .detail = std::move(fault->detail),
            .cure = std::move(fault->cure)};
    auto state = std::make_unique<State>(text, variables);
    if (variables == Variables::Step)
        state->program = FormulaProgram::compile(text);
    return Expression(std::move(state));
}

Expression::Expression(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::~Expression() = default;

double Expression::at(double t) const
{
    m_state->first = t;
    return m_state->evaluate();
}

double Expression::at(double x, double y) const
{
    m_state->first = x;
    m_state->second = y;
    return m_state->evaluate();
}

void Expression::values(double first, std::span<double> out) const
{
    if (m_state->program)
        return m_state->program->values(first, out);
    std::size_t done = 0;
    try {
        for (; done < out.size(); ++done) {
            m_state->first = first + static_cast<double>(done);
            out[done] = m_state->parser.Eval();
        }
    } catch (const mu::ParserError&) {
        std::ranges::fill(out.subspan(done), std::nan(""));
    }
}

const Expression* compiled(const std::string& text)
{
    thread_local std::string latestText;
    thread_local std::optional<Expression> latest;
    if (latest && latestText == text)
        return &*latest;
    latest.reset();
    if (auto parsed = Expression::parse(text)) {
        latest = *std::move(parsed);
        latestText = text;
    }
    return latest ? &*latest : nullptr;
}

} // namespace cobench::lr
