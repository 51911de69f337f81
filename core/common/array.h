// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace cobench {

/// Immutable numbers whose memory somebody keeps alive: a vector, or a mapped file. Copies share it. Thread-safe.
template <typename T>
class Array
{
public:
    Array() = default;
    Array(std::vector<T> values)
    {
        auto owner = std::make_shared<const std::vector<T>>(std::move(values));
        m_view = *owner;
        m_owner = std::move(owner);
    }
    Array(std::shared_ptr<const void> owner, std::span<const T> view)
        : m_owner(std::move(owner))
        , m_view(view)
    {
    }

    std::span<const T> view() const { return m_view; }
    operator std::span<const T>() const { return m_view; }
    const T* data() const { return m_view.data(); }
    std::size_t size() const { return m_view.size(); }
    bool empty() const { return m_view.empty(); }
    const T& operator[](std::size_t index) const { return m_view[index]; }
    auto begin() const { return m_view.begin(); }
    auto end() const { return m_view.end(); }

private:
    std::shared_ptr<const void> m_owner;
    std::span<const T> m_view;
};

} // namespace cobench
