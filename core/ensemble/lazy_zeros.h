// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

namespace cobench::ensemble {

/// Memory that starts as zeros but takes room only where it is written: half a gigabyte of focal values must
/// neither hold up the start of the work nor the end of a cancelled one.
template <typename T>
struct LazyZeros {
    using value_type = T;

    LazyZeros() = default;
    template <typename U>
    LazyZeros(const LazyZeros<U>&)
    {
    }
    bool operator==(const LazyZeros&) const = default;

    T* allocate(std::size_t count)
    {
        auto* memory = static_cast<T*>(std::calloc(count, sizeof(T)));
        if (memory == nullptr)
            throw std::bad_alloc();
        return memory;
    }
    void deallocate(T* memory, std::size_t) { std::free(memory); }

    /// resize() finds its zeros already there.
    void construct(T*) { }
    template <typename... Arguments>
    void construct(T* place, Arguments&&... arguments)
    {
        ::new (static_cast<void*>(place)) T(std::forward<Arguments>(arguments)...);
    }
};

using LazyDoubles = std::vector<double, LazyZeros<double>>;

} // namespace cobench::ensemble
