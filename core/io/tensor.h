// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/data/pool.h"
#include "core/io/read_context.h"

#include <cstdint>
#include <vector>

namespace cobench::io {

enum class ElementType { Bool, U8, U16, U32, U64, I8, I16, I32, I64, F16, BF16, F32, F64 };

std::size_t sizeOf(ElementType type);
bool isFloating(ElementType type);

/// Numbers as a file stores them: element [i, j, …] is at offset + i·strides[0] + j·strides[1] + … (in elements).
/// make() is the only way to one, so the last element is known to lie inside `data`.
class Tensor
{
public:
    struct Layout {
        ElementType type = ElementType::F32;
        bool bigEndian = false;
        std::uint64_t offset = 0; // in elements
        std::vector<std::uint64_t> shape;
        std::vector<std::uint64_t> strides; // in elements; one per dimension
    };

    static constexpr std::size_t kMaxDimensions = 8;

    /// Refuses layouts that leave `data`, more than kMaxDimensions, and repetition (stride 0) beyond the allowance.
    static Result<Tensor> make(Bytes data, Layout layout, ReadContext& context, const std::string& place);

    const std::vector<std::uint64_t>& shape() const { return m_layout.shape; }
    std::uint64_t elements() const { return m_elements; }
    bool isFloating() const { return io::isFloating(m_layout.type); }
    /// The part with index `at` in the first dimension. Precondition: at < shape()[0].
    Tensor part(std::uint64_t at) const;

    /// Row-major copies. Cancelled when asked to stop.
    Result<std::vector<float>> toFloats(const CancelToken& cancel) const;
    /// Floating values must be whole numbers; otherwise, and outside 0 … 65,534, a Value error that names the
    /// index.
    Result<std::vector<data::Label>> toLabels(const ReadContext& context, const std::string& place) const;

private:
    Tensor(Bytes data, Layout layout, std::uint64_t elements)
        : m_data(std::move(data))
        , m_layout(std::move(layout))
        , m_elements(elements)
    {
    }
    template <typename Out, typename Convert>
    Result<std::vector<Out>> gather(const CancelToken& cancel, Convert convert) const;

    Bytes m_data;
    Layout m_layout;
    std::uint64_t m_elements = 0;
};

/// Strides of a dense array: the last index runs fastest, or with `fortranOrder` the first.
std::vector<std::uint64_t> denseStrides(const std::vector<std::uint64_t>& shape, bool fortranOrder);

/// "10000×10"
std::string shapeText(const std::vector<std::uint64_t>& shape);

/// Classes a label can name: 0 … kMaxClasses - 1.
constexpr std::uint32_t kMaxClasses = 65'535;

} // namespace cobench::io
