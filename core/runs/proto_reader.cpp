// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/proto_reader.h"

namespace cobench::runs {

namespace {

enum WireType { Varint = 0, Fixed64 = 1, Length = 2, Fixed32 = 5 };

} // namespace

std::optional<std::uint64_t> ProtoReader::varint()
{
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !m_rest.empty(); shift += 7) {
        const auto byte = static_cast<std::uint64_t>(m_rest.front());
        m_rest = m_rest.subspan(1);
        value |= (byte & 0x7F) << shift;
        if ((byte & 0x80) == 0)
            return value;
    }
    m_isDamaged = true;
    return std::nullopt;
}

std::optional<std::span<const std::byte>> ProtoReader::take(std::uint64_t count)
{
    if (count > m_rest.size()) {
        m_isDamaged = true;
        return std::nullopt;
    }
    const auto taken = m_rest.first(count);
    m_rest = m_rest.subspan(count);
    return taken;
}

std::optional<ProtoReader::Field> ProtoReader::next()
{
    if (m_isDamaged || m_rest.empty())
        return std::nullopt;
    const auto key = varint();
    if (!key)
        return std::nullopt;
    Field field{.number = static_cast<std::uint32_t>(*key >> 3)};
    std::optional<std::uint64_t> size;
    switch (*key & 7) {
    case Varint: {
        const auto value = varint();
        field.integer = value.value_or(0);
        return value ? std::optional(field) : std::nullopt;
    }
    case Fixed64:
        size = 8;
        break;
    case Fixed32:
        size = 4;
        break;
    case Length:
        size = varint();
        break;
    default:
        m_isDamaged = true;
        return std::nullopt;
    }
    const auto bytes = size ? take(*size) : std::nullopt;
    if (!bytes)
        return std::nullopt;
    field.bytes = *bytes;
    return field;
}

} // namespace cobench::runs
