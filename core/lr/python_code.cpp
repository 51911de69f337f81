// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/python_code.h"

#include "core/lr/later_policies.h"
#include "core/lr/policy_text.h"

#include <algorithm>
#include <limits>

namespace cobench::lr {

namespace {

/// One policy as Python: the body of a function of t.
class Body
{
public:
    Body(const Policy& policy, Convention convention)
        : m_policy(policy)
        , m_convention(convention)
        , m_k0(codeNumber(policy.k0))
        , m_g(codeNumber(policy.gamma))
        , m_p(codeNumber(policy.p))
        , m_l(policy.l.empty() ? "1" : codeNumber(policy.l.front()))
        , m_twice(codeNumber(2.0 * (policy.l.empty() ? 1.0 : policy.l.front())))
        , m_d("(" + codeNumber(policy.k1) + " - " + m_k0 + ")")
    {
    }

    std::string text() const
    {
        switch (m_policy.family) {
        case Family::Sgdr:
            return sgdr();
        case Family::Expr:
            return "return " + pythonExpression(m_policy.expression);
        default:
            return "return " + value();
        }
    }

private:
    std::string value() const
    {
        switch (m_policy.family) {
        case Family::Fix:
            return m_k0;
        case Family::Step:
            return m_k0 + " * " + m_g + " ** math.floor(t / " + m_l + ")";
        case Family::NStep:
            return m_k0 + " * " + m_g + " ** sum(t >= b for b in (" + list() + "))";
        case Family::Exp:
            return m_k0 + " * " + m_g + " ** t";
        case Family::Inv:
            return m_k0 + " * (1 + " + m_g + " * t) ** -(" + m_p + ")";
        case Family::Poly:
            return m_d + " * (1 - min(t, " + m_l + ") / " + m_l + ") ** " + m_p + " + " + m_k0;
        case Family::Sig: // exp raises beyond 709
            return m_k0 + " / (1 + math.exp(min(-(" + m_g + ") * (t - " + m_l + "), 700)))";
        case Family::Linear:
            return m_k0 + " + " + m_d + " * min(t / " + m_l + ", 1)";
        case Family::InvSqrt:
            return inverseRoot();
        default:
            return m_d + " * " + wave() + decay() + " + " + m_k0;
        }
    }

    std::string list() const
    {
        std::string text;
        for (const double each : m_policy.l)
            text += codeNumber(each) + ", ";
        return text;
    }

    std::string inverseRoot() const
    {
        const double warmUp = m_policy.l.front();
        const std::string scale = m_policy.l.size() > 1 ? codeNumber(m_policy.l[1]) : warmUp > 0.0 ? m_l : "10000";
        const std::string fall = m_k0 + " / math.sqrt((t - " + m_l + ") / " + scale + " + 1)";
        return warmUp > 0.0 ? m_k0 + " * t / " + m_l + " if t < " + m_l + " else " + fall : fall;
    }

    std::string sgdr() const
    {
        return "cycle = " + m_l + "\n    while t >= cycle:\n        t -= cycle\n        cycle *= " + m_p
            + "\n    return " + m_d + " * (1 + math.cos(math.pi * t / cycle)) / 2 + " + m_k0;
    }

    std::string restart() const
    {
        return m_convention == Convention::Reference ? "(-t / " + m_l + " % 1)" : "(1 - t / " + m_l + " % 1)";
    }

    /// Share of the cycle, of the shifted one where `shifted`.
    std::string share(bool shifted) const
    {
        return shifted ? "((t + " + m_l + ") / " + m_twice + " % 1)" : "(t / " + m_twice + " % 1)";
    }

    std::string wave() const
    {
        switch (group()) {
        case 0:
        case 1:
            return "(1 - abs(2 * " + share(group() == 1) + " - 1))";
        case 2:
        case 3:
            return "math.sin(math.pi * " + share(group() == 3) + ")";
        case 4:
            return "(1 + math.cos(2 * math.pi * " + share(false) + ")) / 2";
        case 5:
            return "(1 - math.cos(2 * math.pi * " + share(false) + ")) / 2";
        case 6:
            return restart();
        case 7:
            return "math.sin(math.pi * " + restart() + " / 2)";
        default:
            return "(1 - math.cos(math.pi * " + restart() + ")) / 2";
        }
    }

    std::string decay() const
    {
        const int kind = (static_cast<int>(m_policy.family) - static_cast<int>(Family::Tri)) % 3;
        if (kind == 0)
            return "";
        if (kind == 2)
            return " * " + m_g + " ** t";
        if (group() >= 6)
            return " * 0.5 ** math.floor(t / " + m_l + ")";
        const bool shifted = group() == 1 || group() == 3 || group() == 4;
        return " * 0.5 ** math.floor(" + (shifted ? "(t + " + m_l + ")" : std::string("t")) + " / " + m_twice + ")";
    }

    /// TRI, DTRI, SIN, DSIN, COS, UPCOS, RSW, SINRSW, COSRSW with what decays of each.
    int group() const { return (static_cast<int>(m_policy.family) - static_cast<int>(Family::Tri)) / 3; }

    const Policy& m_policy;
    const Convention m_convention;
    const std::string m_k0;
    const std::string m_g;
    const std::string m_p;
    const std::string m_l;
    const std::string m_twice;
    const std::string m_d;
};

/// ONECYCLE and WSD become what they are made of; everything else stays.
Schedule expanded(const Schedule& schedule)
{
    Schedule result;
    double from = 0.0;
    for (std::size_t i = 0; i < schedule.policies.size(); ++i) {
        const double to
            = i < schedule.boundaries.size() ? schedule.boundaries[i] : std::numeric_limits<double>::infinity();
        const Policy& policy = schedule.policies[i];
        const bool hasPieces = policy.family == Family::OneCycle || policy.family == Family::Wsd;
        const Schedule pieces = hasPieces ? inPieces(policy) : Schedule{.policies = {policy}};
        for (std::size_t k = 0; k < pieces.policies.size(); ++k) {
            const double begin = from + (k == 0 ? 0.0 : pieces.boundaries[k - 1]);
            if (begin >= to)
                break;
            if (!result.policies.empty())
                result.boundaries.push_back(begin);
            result.policies.push_back(pieces.policies[k]);
        }
        from = to;
    }
    return result;
}

constexpr const char* kNamesOfFormulas = R"(from math import *

ln, rint = log, round


def mod(x, y):
    return x - y * floor(x / y)


def sign(x):
    return (x > 0) - (x < 0)


)";

/// The end of the part of a formula that begins at `begin`: where its bracket closes, or a comma on its level.
std::size_t endOfPart(const std::string& text, std::size_t begin)
{
    int depth = 0;
    for (std::size_t i = begin; i < text.size(); ++i) {
        depth += text[i] == '(' ? 1 : 0;
        depth -= text[i] == ')' ? 1 : 0;
        if (depth < 0 || (depth == 0 && text[i] == ','))
            return i;
    }
    return text.size();
}

/// Where `mark` stands in text[begin, end) outside of brackets; for ':' the one that belongs to a '?' before begin.
std::size_t findOutside(const std::string& text, std::size_t begin, std::size_t end, char mark)
{
    int depth = 0;
    int open = 0;
    for (std::size_t i = begin; i < end; ++i) {
        depth += text[i] == '(' ? 1 : 0;
        depth -= text[i] == ')' ? 1 : 0;
        if (depth != 0)
            continue;
        if (text[i] == mark && open == 0)
            return i;
        if (mark == ':')
            open += text[i] == '?' ? 1 : text[i] == ':' ? -1 : 0;
    }
    return end;
}

std::string translated(const std::string& text, std::size_t begin, std::size_t end);

std::string translatedTokens(const std::string& text, std::size_t begin, std::size_t end)
{
    std::string python;
    for (std::size_t i = begin; i < end; ++i) {
        if (text[i] == '(' || text[i] == ',') {
            const std::size_t close = std::min(endOfPart(text, i + 1), end);
            python += text[i] + translated(text, i + 1, close);
            i = close - 1;
        } else if (text[i] == '^') {
            python += "**";
        } else if (text.compare(i, 2, "&&") == 0 || text.compare(i, 2, "||") == 0) {
            python += text[i++] == '&' ? " and " : " or ";
        } else {
            python += text[i];
        }
    }
    return python;
}

std::string translated(const std::string& text, std::size_t begin, std::size_t end)
{
    const std::size_t question = findOutside(text, begin, end, '?');
    if (question == end)
        return translatedTokens(text, begin, end);
    const std::size_t colon = findOutside(text, question + 1, end, ':');
    return "((" + translated(text, question + 1, colon) + ") if (" + translated(text, begin, question) + ") else ("
        + translated(text, std::min(colon + 1, end), end) + "))";
}

bool hasFormula(const Schedule& schedule)
{
    return std::ranges::any_of(
        schedule.policies, [](const Policy& policy) { return policy.family == Family::Expr; });
}

} // namespace

std::string pythonExpression(const std::string& formula)
{
    return translated(formula, 0, formula.size());
}

std::string pythonFunction(const Schedule& given, Convention convention)
{
    const Schedule schedule = expanded(given);
    std::string code = "import math\n";
    code += hasFormula(schedule) ? kNamesOfFormulas : "\n\n";
    if (schedule.policies.size() == 1)
        return code + "def learning_rate(t):\n    " + Body(schedule.policies[0], convention).text() + "\n";
    std::string choice = "def learning_rate(t):\n";
    for (std::size_t i = 0; i < schedule.policies.size(); ++i) {
        const std::string name = "segment_" + std::to_string(i);
        code.append("def ").append(name).append("(t):\n    ");
        code.append(Body(schedule.policies[i], convention).text()).append("\n\n\n");
        const std::string local = i == 0 ? "t" : "t - " + codeNumber(schedule.boundaries[i - 1]);
        if (i < schedule.boundaries.size())
            choice.append("    if t < ").append(codeNumber(schedule.boundaries[i])).append(":\n        ");
        else
            choice += "    ";
        choice.append("return ").append(name).append("(").append(local).append(")\n");
    }
    return code + choice;
}

} // namespace cobench::lr
