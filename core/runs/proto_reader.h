// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

namespace cobench::runs {

/// The fields of one protocol-buffer message, one after the other (protobuf.dev/programming-guides/encoding). It
/// knows no schema and cannot leave its bytes; groups, which nobody uses any more, end it like damage does.
class ProtoReader
{
public:
    struct Field {
        std::uint32_t number = 0;
        std::uint64_t integer = 0; // a varint
        std::span<const std::byte> bytes; // of a string, a message, a packed list, or a fixed number

        template <typename T>
        T fixed() const
        {
            T value{};
            if (bytes.size() == sizeof value)
                std::memcpy(&value, bytes.data(), sizeof value);
            return value;
        }
        std::string_view text() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    };

    explicit ProtoReader(std::span<const std::byte> message)
        : m_rest(message)
    {
    }
    /// Nothing at the end and after damage; isDamaged() tells which.
    std::optional<Field> next();
    bool isDamaged() const { return m_isDamaged; }

private:
    std::optional<std::uint64_t> varint();
    std::optional<std::span<const std::byte>> take(std::uint64_t count);

    std::span<const std::byte> m_rest;
    bool m_isDamaged = false;
};

} // namespace cobench::runs
