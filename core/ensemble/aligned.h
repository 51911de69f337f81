// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace cobench::ensemble {

/// Floats on a cache-line boundary, as the kernels load them; not initialised.
class AlignedFloats
{
public:
    AlignedFloats() = default;
    explicit AlignedFloats(std::size_t count)
        : m_data(static_cast<float*>(::operator new[](count * sizeof(float), kAlignment)))
    {
    }

    float* data() { return m_data.get(); }
    const float* data() const { return m_data.get(); }

private:
    static constexpr std::align_val_t kAlignment{64};
    struct Free {
        void operator()(float* data) const { ::operator delete[](data, kAlignment); }
    };
    std::unique_ptr<float[], Free> m_data;
};

} // namespace cobench::ensemble
