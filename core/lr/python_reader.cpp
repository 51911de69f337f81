// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/python_reader.h"

#include "core/lr/python_tokens.h"

#include <algorithm>
#include <cmath>

namespace cobench::lr {

namespace {

using Kind = PythonValue::Kind;
using Variables = std::map<std::string, PythonValue>;

constexpr int kDeepest = 50;

constexpr std::size_t kMostNodes = 1000; // in a value that stands for its name: a = [a, a] doubles it each time

std::size_t nodesOf(const PythonValue& value)
{
    std::size_t nodes = 1;
    for (const PythonValue& item : value.items)
        nodes += nodesOf(item);
    for (const auto& [name, item] : value.named)
        nodes += nodesOf(item);
    return nodes;
}

PythonValue numberValue(double number, std::size_t offset)
{
    return {.kind = Kind::Number, .number = number, .offset = offset};
}

/// Recursive descent over the tokens of one statement.
class Reader
{
public:
    Reader(std::string_view code, std::size_t offset, const Variables& variables)
        : m_tokens(code, offset)
        , m_code(code)
        , m_begin(offset)
        , m_variables(variables)
    {
    }

    PythonValue expression()
    {
        if (++m_depth > kDeepest) {
            m_failed = true;
            return {};
        }
        PythonValue value = m_tokens.accept("lambda") ? lambda() : sum();
        --m_depth;
        return value;
    }

    bool acceptAssignment() { return m_tokens.accept("="); }
    bool isAtEnd() const { return m_tokens.isAtEnd(); }
    bool hasFailed() const { return m_failed; }

private:
    PythonValue lambda()
    {
        PythonValue value{
            .kind = Kind::Lambda, .text = std::string(m_tokens.current()), .offset = m_tokens.offset()};
        m_tokens.advance();
        if (!m_tokens.accept(":")) {
            m_failed = true;
            return {};
        }
        const std::size_t begin = m_tokens.offset();
        for (int depth = 0; !m_tokens.isAtEnd(); m_tokens.advance()) {
            const std::string_view token = m_tokens.current();
            if (depth == 0 && (token == "," || token == ")" || token == "]"))
                break;
            depth += token == "(" || token == "[" ? 1 : token == ")" || token == "]" ? -1 : 0;
        }
        value.body = m_code.substr(begin - m_begin, m_tokens.offset() - begin);
        return value;
    }

    PythonValue combine(const PythonValue& a, const PythonValue& b, double (*combined)(double, double)) const
    {
        if (!a.isNumber() || !b.isNumber())
            return {.offset = a.offset};
        return numberValue(combined(a.number, b.number), a.offset);
    }

    PythonValue sum()
    {
        PythonValue value = product();
        while (!m_failed) {
            if (m_tokens.accept("+"))
                value = combine(value, product(), [](double a, double b) { return a + b; });
            else if (m_tokens.accept("-"))
                value = combine(value, product(), [](double a, double b) { return a - b; });
            else
                break;
        }
        return value;
    }

    PythonValue product()
    {
        PythonValue value = signedPower();
        while (!m_failed) {
            if (m_tokens.accept("*"))
                value = combine(value, signedPower(), [](double a, double b) { return a * b; });
            else if (m_tokens.accept("//"))
                value = combine(value, signedPower(), [](double a, double b) { return std::floor(a / b); });
            else if (m_tokens.accept("/"))
                value = combine(value, signedPower(), [](double a, double b) { return a / b; });
            else
                break;
        }
        return value;
    }

    PythonValue signedPower()
    {
        if (++m_depth > kDeepest) {
            m_failed = true;
            return {};
        }
        PythonValue value;
        if (m_tokens.accept("-"))
            value = combine(
                numberValue(0.0, m_tokens.offset()), signedPower(), [](double a, double b) { return a - b; });
        else if (value = primary(); m_tokens.accept("**"))
            value = combine(value, signedPower(), [](double a, double b) { return std::pow(a, b); });
        --m_depth;
        return value;
    }

    PythonValue primary()
    {
        const std::size_t offset = m_tokens.offset();
        if (const auto number = m_tokens.number())
            return numberValue(*number, offset);
        if (auto text = m_tokens.text())
            return {.kind = Kind::Text, .text = *std::move(text), .offset = offset};
        if (m_tokens.accept("("))
            return parenthesis(offset);
        if (m_tokens.accept("["))
            return {.kind = Kind::List, .items = itemsUntil("]"), .offset = offset};
        if (m_tokens.accept("{"))
            return dictionary(offset);
        if (m_tokens.isName())
            return name(offset);
        m_failed = true;
        return {};
    }

    PythonValue parenthesis(std::size_t offset)
    {
        std::vector<PythonValue> items = itemsUntil(")");
        if (items.size() == 1)
            return std::move(items.front());
        return {.kind = Kind::List, .items = std::move(items), .offset = offset};
    }

    std::vector<PythonValue> itemsUntil(std::string_view close)
    {
        std::vector<PythonValue> items;
        while (!m_failed && !m_tokens.accept(close)) {
            items.push_back(expression());
            if (!m_tokens.accept(",") && m_tokens.current() != close)
                m_failed = true;
        }
        return items;
    }

    PythonValue dictionary(std::size_t offset)
    {
        PythonValue value{.kind = Kind::Dict, .offset = offset};
        while (!m_failed && !m_tokens.accept("}")) {
            const auto key = m_tokens.text();
            if (!key || !m_tokens.accept(":")) {
                m_failed = true;
                break;
            }
            value.named.push_back({*key, expression()});
            if (!m_tokens.accept(",") && m_tokens.current() != "}")
                m_failed = true;
        }
        return value;
    }

    PythonValue name(std::size_t offset)
    {
        std::string last(m_tokens.current());
        m_tokens.advance();
        bool isPlain = true;
        while (m_tokens.accept(".")) {
            last = m_tokens.current();
            m_tokens.advance();
            isPlain = false;
        }
        if (m_tokens.accept("("))
            return callOf(std::move(last), offset);
        if (m_tokens.accept("[")) { // a subscript
            (void)itemsUntil("]");
            return {.offset = offset};
        }
        if (last == "True" || last == "False")
            return numberValue(last == "True" ? 1.0 : 0.0, offset);
        if (last == "None")
            return {.kind = Kind::None, .offset = offset};
        if (const auto known = m_variables.find(last);
            isPlain && known != m_variables.end() && nodesOf(known->second) <= kMostNodes)
            return known->second;
        return {.kind = Kind::Name, .text = std::move(last), .offset = offset};
    }

    PythonValue callOf(std::string called, std::size_t offset)
    {
        PythonValue value{.kind = Kind::Call, .text = std::move(called), .offset = offset};
        while (!m_failed && !m_tokens.accept(")")) {
            if (const auto keyword = m_tokens.keyword())
                value.named.push_back({*keyword, expression()});
            else
                value.items.push_back(expression());
            if (!m_tokens.accept(",") && m_tokens.current() != ")")
                m_failed = true;
        }
        if (m_tokens.accept(".")) { // something done with the result: what was called first is what counts
            m_tokens.advance();
            if (m_tokens.accept("("))
                (void)itemsUntil(")");
            return {.kind = Kind::Unknown, .items = {std::move(value)}, .offset = offset};
        }
        return value;
    }

    PythonTokens m_tokens;
    std::string_view m_code;
    std::size_t m_begin;
    const Variables& m_variables;
    int m_depth = 0;
    bool m_failed = false;
};

void readStatement(const PythonStatement& statement, PythonCode& code)
{
    std::string_view text = statement.text;
    std::size_t offset = statement.offset;
    if (text.starts_with("return ")) {
        text.remove_prefix(7);
        offset += 7;
    }
    Reader reader(text, offset, code.variables);
    PythonValue target = reader.expression();
    if (!reader.hasFailed() && reader.isAtEnd())
        return code.values.push_back(std::move(target));
    if (reader.hasFailed() || !reader.acceptAssignment())
        return;
    PythonValue value = reader.expression();
    while (!reader.hasFailed() && reader.acceptAssignment()) // a = b = 1
        value = reader.expression();
    if (reader.hasFailed() || !reader.isAtEnd())
        return;
    // A name that was known already came back as its value; where it stands tells it all the same.
    const std::string_view name = text.substr(0, text.find_first_of(" ="));
    const bool isName = name.find_first_of(".[(,") == std::string_view::npos;
    if (isName)
        code.variables[std::string(name)] = value;
    code.values.push_back(std::move(value));
}

} // namespace

PythonCode readPython(std::string_view code)
{
    PythonCode result;
    for (const PythonStatement& statement : pythonStatements(code))
        readStatement(statement, result);
    return result;
}

} // namespace cobench::lr
