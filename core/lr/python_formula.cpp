// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/policy_text.h"
#include "core/lr/python_reader.h"
#include "core/lr/python_tokens.h"

#include <algorithm>
#include <array>

namespace cobench::lr {

namespace {

constexpr int kDeepest = 50;

/// Our name for a function of Python's math module or its built-ins; empty = we have none.
std::string_view functionName(std::string_view python)
{
    struct Pair {
        std::string_view python;
        std::string_view ours;
    };
    constexpr std::array<Pair, 22> kNames{{{"sin", "sin"},
        {"cos", "cos"},
        {"tan", "tan"},
        {"asin", "asin"},
        {"acos", "acos"},
        {"atan", "atan"},
        {"sinh", "sinh"},
        {"cosh", "cosh"},
        {"tanh", "tanh"},
        {"exp", "exp"},
        {"log", "ln"},
        {"log2", "log2"},
        {"log10", "log10"},
        {"sqrt", "sqrt"},
        {"floor", "floor"},
        {"ceil", "ceil"},
        {"pow", "pow"},
        {"abs", "abs"},
        {"min", "min"},
        {"max", "max"},
        {"int", "floor"}, // of steps and their shares, which are not negative
        {"float", ""}}};
    const auto found = std::ranges::find(kNames, python, &Pair::python);
    return found == kNames.end() ? std::string_view() : found->ours;
}

/// Python's grammar of expressions, each level returning our text. Stops at the first thing it does not know.
class Translator
{
public:
    Translator(
        std::string_view code, std::string_view variable, const std::map<std::string, PythonValue>& variables)
        : m_tokens(code, 0)
        , m_variable(variable)
        , m_variables(variables)
    {
    }

    std::optional<std::string> whole()
    {
        std::string formula = choice();
        if (m_failed || !m_tokens.isAtEnd())
            return std::nullopt;
        return formula;
    }

private:
    std::string fail()
    {
        m_failed = true;
        return {};
    }

    std::string choice()
    {
        if (++m_depth > kDeepest)
            return fail();
        std::string value = logical();
        if (m_tokens.accept("if")) {
            const std::string condition = logical();
            if (!m_tokens.accept("else"))
                return fail();
            const std::string other = choice();
            value = "((" + condition + ") ? (" + value + ") : (" + other + "))";
        }
        --m_depth;
        return value;
    }

    std::string logical()
    {
        std::string value = comparison();
        while (!m_failed) {
            if (m_tokens.accept("and"))
                value += " && " + comparison();
            else if (m_tokens.accept("or"))
                value += " || " + comparison();
            else
                break;
        }
        return value;
    }

    std::string comparison()
    {
        std::string value = sum();
        for (const std::string_view sign : {"<=", ">=", "==", "!=", "<", ">"})
            if (m_tokens.accept(sign))
                return value + " " + std::string(sign) + " " + sum();
        return value;
    }

    std::string sum()
    {
        std::string value = product();
        while (!m_failed) {
            if (m_tokens.accept("+"))
                value += " + " + product();
            else if (m_tokens.accept("-"))
                value += " - " + product();
            else
                break;
        }
        return value;
    }

    std::string product()
    {
        std::string value = signedPower();
        while (!m_failed) {
            if (m_tokens.accept("*"))
                value += "*" + signedPower();
            else if (m_tokens.accept("//"))
                value.insert(0, "floor((").append(")/(").append(signedPower()).append("))");
            else if (m_tokens.accept("/"))
                value += "/" + signedPower();
            else if (m_tokens.accept("%"))
                value.insert(0, "mod(").append(", ").append(signedPower()).append(")");
            else
                break;
        }
        return value;
    }

    std::string signedPower()
    {
        if (++m_depth > kDeepest)
            return fail();
        std::string value;
        if (m_tokens.accept("-"))
            value = "(-" + signedPower() + ")";
        else if (value = primary(); m_tokens.accept("**"))
            value += "^" + signedPower();
        --m_depth;
        return value;
    }

    std::string primary()
    {
        if (const auto number = m_tokens.number())
            return numberText(*number);
        if (m_tokens.accept("(")) {
            const std::string inside = choice();
            return m_tokens.accept(")") ? "(" + inside + ")" : fail();
        }
        if (!m_tokens.isName())
            return fail();
        std::string name(m_tokens.current());
        m_tokens.advance();
        while (m_tokens.accept(".")) {
            name = m_tokens.current();
            m_tokens.advance();
        }
        return m_tokens.accept("(") ? called(name) : named(name);
    }

    std::string called(const std::string& name)
    {
        std::string arguments;
        do {
            arguments += (arguments.empty() ? "" : ", ") + choice();
        } while (!m_failed && m_tokens.accept(","));
        const std::string_view ours = functionName(name);
        if (!m_tokens.accept(")") || (ours.empty() && name != "float"))
            return fail();
        return std::string(ours) + "(" + arguments + ")";
    }

    std::string named(const std::string& name)
    {
        if (name == m_variable)
            return "t";
        if (name == "pi" || name == "e")
            return name;
        const auto known = m_variables.find(name);
        if (known == m_variables.end() || !known->second.isNumber())
            return fail();
        return "(" + numberText(known->second.number) + ")";
    }

    PythonTokens m_tokens;
    std::string_view m_variable;
    const std::map<std::string, PythonValue>& m_variables;
    int m_depth = 0;
    bool m_failed = false;
};

} // namespace

std::optional<std::string> formulaFromPython(
    std::string_view expression, std::string_view variable, const std::map<std::string, PythonValue>& variables)
{
    return Translator(expression, variable, variables).whole();
}

} // namespace cobench::lr
