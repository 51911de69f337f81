// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/pickle.h"

#include <optional>
#include <unordered_map>

namespace cobench::io::pickle {

/// The values, stack, marks and memo of a running pickle, within kMaxValues and kMaxDepth. The first failure is
/// kept and later ones are ignored; after it the functions do nothing harmful, so a caller asks once per
/// instruction.
class Stack
{
public:
    /// Both must outlive the stack.
    Stack(const ReadContext& context, const std::string& place)
        : m_context(context)
        , m_place(place)
    {
    }

    void beginInstruction(std::size_t position) { m_position = position; }
    std::string here() const { return m_place + ", byte " + std::to_string(m_position); }

    void fail(ErrorCode code, std::string detail, std::string cure = {});
    void fail(Error error);
    void malformed() { fail(ErrorCode::Corrupt, "the pickle is damaged"); }
    bool failed() const { return m_error.has_value(); }
    /// Precondition: failed().
    Error takeError() { return std::move(*m_error); }

    void push(Value value);
    Ref pop();
    void popMarked() { takeMarked(); }
    void mark();
    void remember(std::uint32_t index);
    void rememberNext() { remember(static_cast<std::uint32_t>(m_memo.size())); }
    void recall(std::uint32_t index);

    void pushTuple(std::size_t count);
    void pushMarkedTuple() { pushSequence(takeMarked()); }
    void appendOne();
    void appendMarked() { append(takeMarked()); }
    void setOne();
    void setMarked() { setItems(takeMarked()); }

    /// Nothing when the stack is empty.
    std::optional<Ref> top() const { return m_stack.empty() ? std::nullopt : std::optional(m_stack.back()); }
    Document& document() { return m_document; }

private:
    void pushRef(Ref ref);
    /// Everything above the last mark, which goes too.
    std::vector<Ref> takeMarked();
    void pushSequence(const std::vector<Ref>& items);
    void append(const std::vector<Ref>& items);
    void setItems(const std::vector<Ref>& items);
    void deepen(Ref container, Ref item);

    const ReadContext& m_context;
    const std::string& m_place;
    std::size_t m_position = 0;
    Document m_document;
    std::vector<Ref> m_stack;
    std::vector<std::size_t> m_marks; // heights of the stack
    std::unordered_map<std::uint32_t, Ref> m_memo; // indices are the file's choice: never an array's size
    std::optional<Error> m_error;
};

} // namespace cobench::io::pickle
