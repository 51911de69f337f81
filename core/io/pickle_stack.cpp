// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/pickle_stack.h"

#include <algorithm>

namespace cobench::io::pickle {

namespace {

constexpr std::size_t kMaxMarks = 1000;

} // namespace

void Stack::fail(ErrorCode code, std::string detail, std::string cure)
{
    fail(m_context.error(code, here(), std::move(detail), std::move(cure)));
}

void Stack::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

void Stack::push(Value value)
{
    if (m_document.values.size() >= kMaxValues)
        return fail(ErrorCode::TooLarge, "more than 262144 pickled values", "save tensors, not lists of numbers");
    m_document.values.push_back(std::move(value));
    pushRef(static_cast<Ref>(m_document.values.size() - 1));
}

void Stack::pushRef(Ref ref)
{
    if (m_stack.size() >= kMaxValues)
        return fail(ErrorCode::TooLarge, "more than 262144 pickled values", "save tensors, not lists of numbers");
    m_stack.push_back(ref);
}

Ref Stack::pop()
{
    const std::size_t floor = m_marks.empty() ? 0 : m_marks.back();
    if (m_stack.size() <= floor) {
        malformed();
        return 0;
    }
    const Ref ref = m_stack.back();
    m_stack.pop_back();
    return ref;
}

std::vector<Ref> Stack::takeMarked()
{
    if (m_marks.empty()) {
        malformed();
        return {};
    }
    const auto from = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    std::vector<Ref> items(from, m_stack.end());
    m_stack.erase(from, m_stack.end());
    m_marks.pop_back();
    return items;
}

/// Keeps the depth of `container` true after it got `item`.
void Stack::deepen(Ref container, Ref item)
{
    Value& outer = m_document.values[container];
    outer.depth = std::max(outer.depth, m_document.values[item].depth + 1);
    if (outer.depth > kMaxDepth)
        fail(ErrorCode::TooLarge, "containers nested more than 100 deep");
}

void Stack::pushSequence(const std::vector<Ref>& items)
{
    push({Sequence{items}});
    for (const Ref item : items)
        if (!m_error)
            deepen(m_stack.back(), item);
}

void Stack::pushTuple(std::size_t count)
{
    std::vector<Ref> items(count);
    for (std::size_t i = count; i-- > 0;)
        items[i] = pop();
    if (!m_error)
        pushSequence(items);
}

void Stack::append(const std::vector<Ref>& items)
{
    if (m_error || m_stack.empty())
        return malformed();
    auto* list = std::get_if<Sequence>(&m_document.values[m_stack.back()].data);
    if (!list)
        return malformed();
    list->items.insert(list->items.end(), items.begin(), items.end());
    for (const Ref item : items)
        deepen(m_stack.back(), item);
}

void Stack::setItems(const std::vector<Ref>& items)
{
    if (m_error || m_stack.empty() || items.size() % 2 != 0)
        return malformed();
    auto* mapping = std::get_if<Mapping>(&m_document.values[m_stack.back()].data);
    if (!mapping)
        return malformed();
    for (std::size_t i = 0; i < items.size(); i += 2) {
        mapping->items.emplace_back(items[i], items[i + 1]);
        deepen(m_stack.back(), items[i]);
        deepen(m_stack.back(), items[i + 1]);
    }
}

void Stack::remember(std::uint32_t index)
{
    if (m_stack.empty())
        return malformed();
    if (m_memo.size() >= kMaxValues)
        return fail(ErrorCode::TooLarge, "more than 262144 remembered values");
    m_memo[index] = m_stack.back();
}

void Stack::recall(std::uint32_t index)
{
    const auto found = m_memo.find(index);
    if (found == m_memo.end())
        return malformed();
    pushRef(found->second);
}

void Stack::mark()
{
    if (m_marks.size() >= kMaxMarks)
        return fail(ErrorCode::TooLarge, "containers nested more than 100 deep");
    m_marks.push_back(m_stack.size());
}

void Stack::appendOne()
{
    const Ref item = pop();
    append({item});
}

void Stack::setOne()
{
    const Ref value = pop();
    const Ref key = pop();
    setItems({key, value});
}

} // namespace cobench::io::pickle
