// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/run_filter.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace cobench::study {

enum class Relation { Equal, Unequal, Less, LessEqual, Greater, GreaterEqual, Contains };

struct FilterNode {
    enum class Kind { And, Or, Not, Compare };
    Kind kind = Kind::Compare;
    std::vector<std::shared_ptr<const FilterNode>> parts; // And, Or, Not
    std::string column;
    Statistic statistic = Statistic::Last;
    Relation relation = Relation::Equal;
    Value value;
};

namespace {

using Node = std::shared_ptr<const FilterNode>;

constexpr std::size_t kDeepest = 100; // parentheses and negations in each other

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::optional<double> numberIn(const std::string& text)
{
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

bool compares(const Value& left, const FilterNode& node)
{
    if (isUndefined(left))
        return false;
    if (node.relation == Relation::Contains)
        return lower(toText(left)).find(lower(toText(node.value))) != std::string::npos;
    if (left.index() != node.value.index()) {
        // Numbers and texts: as texts, of which only equality makes sense.
        const bool equal = toText(left) == toText(node.value);
        return node.relation == Relation::Equal ? equal : node.relation == Relation::Unequal && !equal;
    }
    switch (node.relation) {
    case Relation::Equal:
        return left == node.value;
    case Relation::Unequal:
        return left != node.value;
    case Relation::Less:
        return left < node.value;
    case Relation::LessEqual:
        return left <= node.value;
    case Relation::Greater:
        return left > node.value;
    case Relation::GreaterEqual:
        return left >= node.value;
    case Relation::Contains:
        break;
    }
    return false;
}

bool fits(const FilterNode& node, const Run& run)
{
    const auto isFitting = [&](const Node& part) { return fits(*part, run); };
    switch (node.kind) {
    case FilterNode::Kind::And:
        return std::ranges::all_of(node.parts, isFitting);
    case FilterNode::Kind::Or:
        return std::ranges::any_of(node.parts, isFitting);
    case FilterNode::Kind::Not:
        return !fits(*node.parts.front(), run);
    case FilterNode::Kind::Compare:
        break;
    }
    return compares(valueOf(run, node.column, node.statistic), node);
}

struct Token {
    enum class Kind { Word, Text, Sign, End };
    Kind kind = Kind::End;
    std::string text;
    std::size_t place = 0; // in the text, from 0
};

bool isWordSign(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0
        || std::string_view("_/.-+:@%").find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80;
}

/// Recursive descent; the first error stops it.
class Parser
{
public:
    explicit Parser(std::string_view text)
        : m_text(text)
    {
        advance();
    }

    Result<Node> whole()
    {
        auto root = disjunction();
        if (root && m_token.kind != Token::Kind::End)
            return wrong("and, or, or the end");
        return root;
    }

private:
    Error wrong(const std::string& expected) const
    {
        const std::string found = m_token.kind == Token::Kind::End ? "the end" : "\"" + m_token.text + "\"";
        return {.code = ErrorCode::Usage,
            .subject = "filter \"" + std::string(m_text) + "\"",
            .place = "column " + std::to_string(m_token.place + 1),
            .detail = "there is " + found,
            .cure = "write " + expected};
    }

    void advance()
    {
        while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at])) != 0)
            ++m_at;
        m_token = {.kind = Token::Kind::End, .text = {}, .place = m_at};
        if (m_at == m_text.size())
            return;
        const char c = m_text[m_at];
        if (c == '"' || c == '\'')
            return readText(c);
        const std::size_t begin = m_at;
        if (isWordSign(c)) {
            while (m_at < m_text.size() && isWordSign(m_text[m_at]))
                ++m_at;
            m_token = {
                .kind = Token::Kind::Word, .text = std::string(m_text.substr(begin, m_at - begin)), .place = begin};
            return;
        }
        ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == '='
            && std::string_view("=!<>").find(c) != std::string_view::npos)
            ++m_at;
        m_token
            = {.kind = Token::Kind::Sign, .text = std::string(m_text.substr(begin, m_at - begin)), .place = begin};
    }

    void readText(char quote)
    {
        const std::size_t begin = m_at++;
        const std::size_t end = std::min(m_text.find(quote, m_at), m_text.size());
        m_token = {.kind = Token::Kind::Text, .text = std::string(m_text.substr(m_at, end - m_at)), .place = begin};
        m_at = std::min(end + 1, m_text.size());
    }

    bool isWord(std::string_view word) const
    {
        return m_token.kind == Token::Kind::Word && lower(m_token.text) == word;
    }
    bool takeSign(std::string_view sign)
    {
        if (m_token.kind != Token::Kind::Sign || m_token.text != sign)
            return false;
        advance();
        return true;
    }

    using Level = Result<Node> (Parser::*)();
    Result<Node> chain(FilterNode::Kind kind, std::string_view word, Level next)
    {
        auto first = (this->*next)();
        if (!first || !isWord(word))
            return first;
        auto node = std::make_shared<FilterNode>();
        node->kind = kind;
        node->parts.push_back(std::move(*first));
        while (isWord(word)) {
            advance();
            auto part = (this->*next)();
            if (!part)
                return part;
            node->parts.push_back(std::move(*part));
        }
        return Node(std::move(node));
    }
    Result<Node> disjunction() { return chain(FilterNode::Kind::Or, "or", &Parser::conjunction); }
    Result<Node> conjunction() { return chain(FilterNode::Kind::And, "and", &Parser::negation); }

    Result<Node> negation()
    {
        if (m_depth > kDeepest)
            return wrong("fewer parentheses");
        ++m_depth;
        auto node = isWord("not") ? denied() : primary();
        --m_depth;
        return node;
    }
    Result<Node> denied()
    {
        advance();
        auto part = negation();
        if (!part)
            return part;
        auto node = std::make_shared<FilterNode>();
        node->kind = FilterNode::Kind::Not;
        node->parts.push_back(std::move(*part));
        return Node(std::move(node));
    }

    Result<Node> primary()
    {
        if (takeSign("(")) {
            auto inner = disjunction();
            if (inner && !takeSign(")"))
                return wrong(")");
            return inner;
        }
        auto node = std::make_shared<FilterNode>();
        if (m_token.kind == Token::Kind::Text)
            return nameContains(*node, node);
        if (m_token.kind != Token::Kind::Word)
            return wrong("a column, a word of the name or (");
        const Token word = m_token;
        advance();
        node->column = word.text;
        const auto statistic = statisticOf(word.text);
        if (statistic && takeSign("(")) {
            if (m_token.kind != Token::Kind::Word && m_token.kind != Token::Kind::Text)
                return wrong("a quantity such as val/accuracy");
            node->statistic = *statistic;
            node->column = m_token.text;
            advance();
            if (!takeSign(")"))
                return wrong(")");
        }
        const auto relation = takeRelation();
        if (!relation && node->column == word.text) { // a word alone
            node->column = "name";
            node->relation = Relation::Contains;
            node->value = word.text;
            return Node(std::move(node));
        }
        if (!relation)
            return wrong("= != < <= > >= or ~");
        node->relation = *relation;
        return readValue(*node, node);
    }

    Result<Node> nameContains(FilterNode& node, const std::shared_ptr<FilterNode>& owner)
    {
        node.column = "name";
        node.relation = Relation::Contains;
        node.value = m_token.text;
        advance();
        return Node(owner);
    }

    Result<Node> readValue(FilterNode& node, const std::shared_ptr<FilterNode>& owner)
    {
        if (m_token.kind != Token::Kind::Word && m_token.kind != Token::Kind::Text)
            return wrong("a number, a word or a \"text\"");
        const auto number = m_token.kind == Token::Kind::Word ? numberIn(m_token.text) : std::nullopt;
        node.value = number ? Value(*number) : Value(m_token.text);
        advance();
        return Node(owner);
    }

    static std::optional<Statistic> statisticOf(const std::string& word)
    {
        for (const Statistic statistic : {Statistic::Last, Statistic::Min, Statistic::Max, Statistic::Best})
            if (word == id(statistic))
                return statistic;
        return std::nullopt;
    }

    std::optional<Relation> takeRelation()
    {
        static constexpr std::pair<std::string_view, Relation> kSigns[]{{"=", Relation::Equal},
            {"==", Relation::Equal},
            {"!=", Relation::Unequal},
            {"<", Relation::Less},
            {"<=", Relation::LessEqual},
            {">", Relation::Greater},
            {">=", Relation::GreaterEqual},
            {"~", Relation::Contains}};
        for (const auto& [sign, relation] : kSigns)
            if (takeSign(sign))
                return relation;
        return std::nullopt;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_depth = 0;
    Token m_token;
};

} // namespace

Result<RunFilter> RunFilter::parse(std::string_view text)
{
    RunFilter filter;
    if (std::ranges::all_of(text, [](unsigned char c) { return std::isspace(c) != 0; }))
        return filter;
    auto root = Parser(text).whole();
    if (!root)
        return root.error();
    filter.m_root = std::move(*root);
    return filter;
}

bool RunFilter::matches(const Run& run) const
{
    return !m_root || fits(*m_root, run);
}

} // namespace cobench::study
