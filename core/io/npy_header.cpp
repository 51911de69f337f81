// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/npy_header.h"

#include <charconv>

namespace cobench::io {

namespace {

/// Just enough of Python's literal syntax: one dictionary of texts, truth values and tuples of whole numbers.
class LiteralReader
{
public:
    explicit LiteralReader(std::string_view text)
        : m_rest(text)
    {
    }

    bool accept(std::string_view token)
    {
        skipSpace();
        if (m_rest.substr(0, token.size()) != token)
            return false;
        m_rest.remove_prefix(token.size());
        return true;
    }

    std::optional<std::string> text()
    {
        skipSpace();
        if (m_rest.empty() || (m_rest.front() != '\'' && m_rest.front() != '"'))
            return {};
        const std::size_t end = m_rest.find(m_rest.front(), 1);
        if (end == std::string_view::npos)
            return {};
        std::string value(m_rest.substr(1, end - 1));
        m_rest.remove_prefix(end + 1);
        return value;
    }

    std::optional<bool> truth()
    {
        if (accept("True"))
            return true;
        if (accept("False"))
            return false;
        return {};
    }

    std::optional<std::uint64_t> number()
    {
        skipSpace();
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value);
        if (error != std::errc())
            return {};
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        accept("L"); // written by Python 2
        return value;
    }

    std::optional<std::vector<std::uint64_t>> tuple()
    {
        if (!accept("("))
            return {};
        std::vector<std::uint64_t> values;
        while (!accept(")")) {
            const auto value = number();
            if (!value)
                return {};
            values.push_back(*value);
            if (!accept(",")) {
                if (!accept(")"))
                    return {};
                break;
            }
        }
        return values;
    }

    /// A bracketed list as it stands: the type of a structured array, which is only ever named in a refusal.
    std::optional<std::string> list()
    {
        skipSpace();
        const std::size_t end = m_rest.rfind(']');
        if (m_rest.empty() || m_rest.front() != '[' || end == std::string_view::npos)
            return {};
        std::string value(m_rest.substr(0, end + 1));
        m_rest.remove_prefix(end + 1);
        return value;
    }

    bool atEnd()
    {
        skipSpace();
        return m_rest.empty();
    }

private:
    void skipSpace()
    {
        const std::size_t start = m_rest.find_first_not_of(" \t\r\n");
        m_rest.remove_prefix(start == std::string_view::npos ? m_rest.size() : start);
    }

    std::string_view m_rest;
};

template <typename T>
bool store(std::optional<T>& place, std::optional<T> value)
{
    if (place || !value) // said twice, or not said properly
        return false;
    place = std::move(value);
    return true;
}

struct Parts {
    std::optional<std::string> type;
    std::optional<bool> fortranOrder;
    std::optional<std::vector<std::uint64_t>> shape;
};

bool readPair(LiteralReader& reader, Parts& parts)
{
    const auto key = reader.text();
    if (!key || !reader.accept(":"))
        return false;
    if (*key == "descr") {
        auto type = reader.text();
        return store(parts.type, type ? type : reader.list());
    }
    if (*key == "fortran_order")
        return store(parts.fortranOrder, reader.truth());
    return *key == "shape" && store(parts.shape, reader.tuple());
}

} // namespace

std::optional<NpyHeader> parseNpyHeader(std::string_view text)
{
    LiteralReader reader(text);
    if (!reader.accept("{"))
        return {};
    Parts parts;
    while (!reader.accept("}")) {
        if (!readPair(reader, parts))
            return {};
        if (!reader.accept(",")) {
            if (!reader.accept("}"))
                return {};
            break;
        }
    }
    if (!reader.atEnd() || !parts.type || !parts.fortranOrder || !parts.shape)
        return {};
    return NpyHeader{std::move(*parts.type), *parts.fortranOrder, std::move(*parts.shape)};
}

} // namespace cobench::io
