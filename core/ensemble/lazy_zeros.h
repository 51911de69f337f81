// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace cobench::ensemble {

/// Asks for large pages behind `bytes` of a large allocation: they come and go hundreds of times faster.
inline void preferLargePages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes)
{
#ifdef __linux__
    constexpr std::size_t kPage = std::size_t{1} << 21;
    if (bytes < 2 * kPage)
        return;
    const auto begin = reinterpret_cast<std::uintptr_t>(memory);
    const std::uintptr_t first = (begin + kPage - 1) / kPage * kPage;
    const std::uintptr_t last = (begin + bytes) / kPage * kPage;
    ::madvise(static_cast<std::byte*>(memory) + (first - begin), last - first, MADV_HUGEPAGE); // may be refused
#endif
}

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
        preferLargePages(memory, count * sizeof(T));
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
