// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/policy_text.h"

#include "core/lr/expression.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

namespace cobench::lr {

namespace {

constexpr std::string_view kPolicyKey = "lrPolicy";
constexpr std::size_t kLongestText = 1 << 20;

void appendList(std::string& text, const std::vector<double>& values)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        text += (i == 0 ? "" : "+") + numberText(values[i]);
}

/// Recursive descent over one line. Fields after an error are meaningless; `error` says the first one.
class Parser
{
public:
    explicit Parser(std::string_view text)
        : m_text(text)
    {
    }

    Result<Schedule> schedule()
    {
        Schedule result;
        do {
            auto policy = this->policy();
            if (!policy)
                return std::move(policy).error();
            result.policies.push_back(*std::move(policy));
        } while (!m_text.substr(m_at).starts_with("-AT-") && accept("-"));
        if (accept("-AT-"))
            if (auto read = list(result.boundaries); !read)
                return read.error();
        if (m_at != m_text.size())
            return fault("unexpected '" + std::string(1, m_text[m_at]) + "'", "end here, or go on with +key_value");
        if (auto valid = validate(result); !valid)
            return valid.error();
        return result;
    }

private:
    Error fault(std::string detail, std::string cure) const
    {
        return {.code = ErrorCode::Usage,
            .subject = "learning-rate policy",
            .place = "column " + std::to_string(m_at + 1),
            .detail = std::move(detail),
            .cure = std::move(cure)};
    }

    bool accept(std::string_view token)
    {
        if (!m_text.substr(m_at).starts_with(token))
            return false;
        m_at += token.size();
        return true;
    }

    std::string_view word()
    {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && (std::isalnum(static_cast<unsigned char>(m_text[m_at])) != 0))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }

    Result<double> numeral()
    {
        const std::size_t begin = m_at;
        accept("+"); // "+5" after a separator; from_chars reads only a minus
        double value = 0.0;
        const auto [end, code] = std::from_chars(m_text.data() + m_at, m_text.data() + m_text.size(), value);
        if (code != std::errc() || !std::isfinite(value)) {
            m_at = begin;
            return fault("a number is expected", "write e.g. 0.01 or 1e-05");
        }
        m_at = static_cast<std::size_t>(end - m_text.data());
        return value;
    }

    Result<void> list(std::vector<double>& values)
    {
        do {
            auto value = numeral();
            if (!value)
                return std::move(value).error();
            values.push_back(*value);
        } while (nextIsNumber() && accept("+"));
        return {};
    }

    bool nextIsNumber() const
    {
        const std::string_view rest = m_text.substr(m_at);
        return rest.size() > 1 && rest[0] == '+'
            && (rest[1] == '-' || rest[1] == '.' || (rest[1] >= '0' && rest[1] <= '9'));
    }

    Result<Policy> policy()
    {
        Policy result;
        bool named = false;
        do {
            const std::size_t keyAt = m_at;
            const std::string_view key = word();
            if (!accept("_"))
                return fault("a key and '_' are expected", "write e.g. lrPolicy_TRI+k0_0.001");
            if (key == kPolicyKey) {
                if (auto read = family(result.family); !read)
                    return read.error();
                named = true;
            } else if (auto read = field(result, key, keyAt); !read) {
                return read.error();
            }
        } while (accept("+"));
        if (!named)
            return fault("lrPolicy is missing", "begin with e.g. lrPolicy_FIX");
        return withIgnoredFieldsCleared(std::move(result));
    }

    Result<void> family(Family& family)
    {
        const std::size_t at = m_at;
        const std::string_view name = word();
        const auto found = familyFromName(name);
        if (!found) {
            m_at = at;
            return fault("unknown policy '" + std::string(name) + "'", "see the list of policies (lr list)");
        }
        family = *found;
        return {};
    }

    Result<void> field(Policy& policy, std::string_view key, std::size_t keyAt)
    {
        if (accept("None"))
            return {};
        if (key == "expr")
            return expression(policy.expression);
        if (key == "l") {
            policy.l.clear();
            return list(policy.l);
        }
        double* target = key == "k0" ? &policy.k0
            : key == "k1"            ? &policy.k1
            : key == "gamma"         ? &policy.gamma
            : key == "p"             ? &policy.p
                                     : nullptr;
        if (target == nullptr) {
            m_at = keyAt;
            return fault("unknown key '" + std::string(key) + "'", "use lrPolicy, k0, k1, gamma, p, l or expr");
        }
        auto value = numeral();
        if (!value)
            return std::move(value).error();
        *target = *value;
        return {};
    }

    Result<void> expression(std::string& formula)
    {
        if (!accept("{"))
            return fault("'{' is expected", "write the formula in braces, e.g. expr_{0.1*exp(-t/500)}");
        const std::size_t end = m_text.find('}', m_at);
        if (end == std::string_view::npos)
            return fault("the formula has no end", "close it with '}'");
        formula = m_text.substr(m_at, end - m_at);
        if (const auto wrong = Expression::findFault(formula)) {
            m_at += wrong->offset;
            return fault(wrong->detail, wrong->cure);
        }
        m_at = end + 1;
        return {};
    }

    // The released form writes every field of its web form; what a family does not read must not make two texts
    // differ.
    static Policy withIgnoredFieldsCleared(Policy policy)
    {
        const FamilyInfo& read = info(policy.family);
        const Policy defaults;
        if (!read.k1)
            policy.k1 = defaults.k1;
        if (!read.gamma)
            policy.gamma = defaults.gamma;
        if (!read.p)
            policy.p = defaults.p;
        if (!read.l)
            policy.l.clear();
        if (!read.k0)
            policy.k0 = defaults.k0;
        if (!read.expression)
            policy.expression.clear();
        return policy;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

std::string numberText(double value)
{
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string codeNumber(double value)
{
    constexpr double kLargestCount = 1e15;
    if (value != std::floor(value) || std::abs(value) >= kLargestCount)
        return numberText(value);
    return std::to_string(static_cast<long long>(value));
}

std::string format(const Policy& policy)
{
    const FamilyInfo& family = info(policy.family);
    std::string text = std::string(kPolicyKey) + "_" + std::string(family.name);
    if (family.expression)
        return text + "+expr_{" + policy.expression + "}";
    text += "+k0_" + numberText(policy.k0);
    if (family.k1)
        text += "+k1_" + numberText(policy.k1);
    if (family.gamma)
        text += "+gamma_" + numberText(policy.gamma);
    if (family.p)
        text += "+p_" + numberText(policy.p);
    if (family.l) {
        text += "+l_";
        appendList(text, policy.l);
    }
    return text;
}

std::string format(const Schedule& schedule)
{
    std::string text;
    for (std::size_t i = 0; i < schedule.policies.size(); ++i)
        text += (i == 0 ? "" : "-") + format(schedule.policies[i]);
    if (!schedule.boundaries.empty()) {
        text += "-AT-";
        appendList(text, schedule.boundaries);
    }
    return text;
}

Result<Schedule> parse(std::string_view text)
{
    if (text.size() > kLongestText)
        return Error{.code = ErrorCode::TooLarge,
            .subject = "learning-rate policy",
            .detail = "the text is longer than 1 MiB",
            .cure = "name fewer policies"};
    double rate = 0.0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), rate);
    if (code == std::errc() && end == text.data() + text.size() && std::isfinite(rate))
        return Schedule{.policies = {Policy{.family = Family::Fix, .k0 = rate}}};
    return Parser(text).schedule();
}

} // namespace cobench::lr
