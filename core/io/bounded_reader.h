// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

namespace cobench::io {

inline std::optional<std::uint64_t> checkedAdd(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? std::nullopt : std::optional(sum);
}

inline std::optional<std::uint64_t> checkedMultiply(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? std::nullopt : std::optional(product);
}

/// Product of all sizes, 1 for none; nothing when it does not fit 64 bits.
inline std::optional<std::uint64_t> checkedProduct(std::span<const std::uint64_t> sizes)
{
    std::optional<std::uint64_t> product = 1;
    for (const std::uint64_t size : sizes) {
        product = checkedMultiply(*product, size);
        if (!product)
            break;
    }
    return product;
}

inline std::string_view asText(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A cursor that cannot leave its bytes. After the first read past the end every read fails, so a caller may read a
/// whole record and ask once. Numbers are little-endian unless said otherwise.
class BoundedReader
{
public:
    explicit BoundedReader(std::span<const std::byte> bytes, std::size_t position = 0)
        : m_bytes(bytes)
        , m_position(position)
        , m_failed(position > bytes.size())
    {
    }

    bool failed() const { return m_failed; }
    std::size_t position() const { return m_position; }
    std::size_t remaining() const { return m_failed ? 0 : m_bytes.size() - m_position; }

    /// Empty when fewer than `count` bytes are left.
    std::span<const std::byte> take(std::uint64_t count)
    {
        if (m_failed || count > remaining()) {
            m_failed = true;
            return {};
        }
        const auto part = m_bytes.subspan(m_position, static_cast<std::size_t>(count));
        m_position += part.size();
        return part;
    }

    /// 0 when too few bytes are left.
    template <typename T>
    T number()
    {
        T value{};
        if (const auto bytes = take(sizeof(T)); !bytes.empty())
            std::memcpy(&value, bytes.data(), sizeof(T));
        return value;
    }

    /// Up to and without the next '\n', which is skipped.
    std::string_view line()
    {
        const std::string_view rest = asText(m_bytes.subspan(m_failed ? m_bytes.size() : m_position));
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) {
            m_failed = true;
            return {};
        }
        m_position += end + 1;
        return rest.substr(0, end);
    }

private:
    std::span<const std::byte> m_bytes;
    std::size_t m_position;
    bool m_failed;
};

} // namespace cobench::io
