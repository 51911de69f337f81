// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/tensor.h"

#include "core/io/bounded_reader.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>

namespace cobench::io {

namespace {

constexpr std::uint64_t kBlock = std::uint64_t{1} << 16; // elements between two looks at the cancel token

struct Half {
    std::uint16_t bits;
};
struct Brain {
    std::uint16_t bits;
};

/// IEEE 754 binary16; both widenings are exact.
double widen(Half half)
{
    const int exponent = half.bits >> 10 & 31;
    const int fraction = half.bits & 1023;
    double magnitude = 0;
    if (exponent == 31)
        magnitude = fraction ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
    else if (exponent == 0)
        magnitude = std::ldexp(fraction, -24);
    else
        magnitude = std::ldexp(1024 + fraction, exponent - 25);
    return half.bits & 0x8000 ? -magnitude : magnitude;
}

double widen(Brain brain)
{
    return std::bit_cast<float>(std::uint32_t{brain.bits} << 16);
}

template <typename T>
T widen(T value)
{
    return value;
}

template <typename T>
T load(const std::byte* at, bool bigEndian)
{
    std::byte raw[sizeof(T)];
    std::memcpy(raw, at, sizeof(T));
    if (bigEndian)
        std::reverse(raw, raw + sizeof(T));
    return std::bit_cast<T>(raw);
}

/// Calls `use` with a value of the C++ type that stands for `type`.
template <typename Use>
auto withType(ElementType type, Use use)
{
    switch (type) {
    case ElementType::Bool:
    case ElementType::U8:
        return use(std::uint8_t{});
    case ElementType::U16:
        return use(std::uint16_t{});
    case ElementType::U32:
        return use(std::uint32_t{});
    case ElementType::U64:
        return use(std::uint64_t{});
    case ElementType::I8:
        return use(std::int8_t{});
    case ElementType::I16:
        return use(std::int16_t{});
    case ElementType::I32:
        return use(std::int32_t{});
    case ElementType::I64:
        return use(std::int64_t{});
    case ElementType::F16:
        return use(Half{});
    case ElementType::BF16:
        return use(Brain{});
    case ElementType::F32:
        return use(float{});
    case ElementType::F64:
        break;
    }
    return use(double{});
}

/// Elements between the first and the last one, when that can be told in 64 bits.
std::optional<std::uint64_t> reach(const Tensor::Layout& layout)
{
    std::optional<std::uint64_t> last = layout.offset;
    for (std::size_t i = 0; i < layout.shape.size() && last; ++i) {
        const auto step = checkedMultiply(layout.shape[i] - 1, layout.strides[i]);
        last = step ? checkedAdd(*last, *step) : step;
    }
    return last ? checkedAdd(*last, 1) : last;
}

template <typename T>
std::optional<data::Label> labelFrom(T value)
{
    const auto wide = static_cast<double>(value); // exact for all that can be a label
    if (!(wide >= 0 && wide < kMaxClasses) || wide != std::floor(wide))
        return {};
    return static_cast<data::Label>(wide);
}

} // namespace

std::size_t sizeOf(ElementType type)
{
    return withType(type, [](auto value) { return sizeof(value); });
}

bool isFloating(ElementType type)
{
    return type == ElementType::F16 || type == ElementType::BF16 || type == ElementType::F32
        || type == ElementType::F64;
}

std::vector<std::uint64_t> denseStrides(const std::vector<std::uint64_t>& shape, bool fortranOrder)
{
    std::vector<std::uint64_t> strides(shape.size());
    std::uint64_t step = 1;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const std::size_t dimension = fortranOrder ? i : shape.size() - 1 - i;
        strides[dimension] = step;
        step *= shape[dimension]; // unsigned: may wrap for a shape that Tensor::make refuses
    }
    return strides;
}

std::string shapeText(const std::vector<std::uint64_t>& shape)
{
    if (shape.empty())
        return "a single value";
    std::string text;
    for (const std::uint64_t size : shape)
        text += (text.empty() ? "" : "×") + std::to_string(size);
    return text;
}

Result<Tensor> Tensor::make(Bytes data, Layout layout, ReadContext& context, const std::string& place)
{
    if (layout.shape.size() > kMaxDimensions || layout.strides.size() != layout.shape.size())
        return context.error(
            ErrorCode::Shape, place, std::to_string(layout.shape.size()) + " dimensions", "at most 8 are read");
    const auto elements = checkedProduct(layout.shape);
    const std::uint64_t held = data.size() / sizeOf(layout.type);
    if (elements && *elements == 0)
        return context.error(
            ErrorCode::Empty, place, "an array without elements (" + shapeText(layout.shape) + ")");
    const auto needed = reach(layout);
    if (!elements || !needed || *needed > held)
        return context.error(ErrorCode::Truncated,
            place,
            shapeText(layout.shape) + " values declared, " + std::to_string(held) + " are there");
    if (*elements > held
        && !context.allowance.take(*elements > Allowance::kCap ? *elements : *elements * sizeof(float)))
        return context.error(ErrorCode::TooLarge, place, shapeText(layout.shape) + " values by repetition");
    return Tensor(std::move(data), std::move(layout), *elements);
}

Tensor Tensor::part(std::uint64_t at) const
{
    Layout layout = m_layout;
    layout.offset += at * layout.strides.front();
    layout.strides.erase(layout.strides.begin());
    layout.shape.erase(layout.shape.begin());
    return Tensor(m_data, std::move(layout), m_elements / m_layout.shape.front());
}

/// Walks row by row: the innermost dimension is a plain loop, the others count like an odometer.
template <typename Out, typename Convert>
Result<std::vector<Out>> Tensor::gather(const CancelToken& cancel, Convert convert) const
{
    const auto& shape = m_layout.shape;
    const std::size_t size = sizeOf(m_layout.type);
    const std::uint64_t rowLength = shape.empty() ? 1 : shape.back();
    const std::uint64_t rowStep = shape.empty() ? 0 : m_layout.strides.back() * size;
    const std::size_t outer = shape.empty() ? 0 : shape.size() - 1;

    std::vector<Out> result;
    result.reserve(static_cast<std::size_t>(m_elements));
    std::vector<std::uint64_t> index(outer, 0);
    std::uint64_t rowOffset = m_layout.offset;
    while (result.size() < m_elements) {
        for (std::uint64_t done = 0; done < rowLength; done += kBlock) {
            if (cancel.isCancelled())
                return cancelled();
            const std::byte* from = m_data.data() + rowOffset * size + done * rowStep;
            if (auto converted = convert(from, rowStep, std::min(kBlock, rowLength - done), result); !converted)
                return std::move(converted).error();
        }
        for (std::size_t d = outer; d-- > 0;) {
            rowOffset += m_layout.strides[d];
            if (++index[d] < shape[d])
                break;
            rowOffset -= index[d] * m_layout.strides[d];
            index[d] = 0;
        }
    }
    return result;
}

Result<std::vector<float>> Tensor::toFloats(const CancelToken& cancel) const
{
    return withType(m_layout.type, [&](auto example) {
        using T = decltype(example);
        const bool bigEndian = m_layout.bigEndian;
        return gather<float>(cancel,
            [bigEndian](const std::byte* from, std::uint64_t step, std::uint64_t count, std::vector<float>& to) {
                for (std::uint64_t i = 0; i < count; ++i)
                    to.push_back(static_cast<float>(widen(load<T>(from + i * step, bigEndian))));
                return Result<void>();
            });
    });
}

Result<std::vector<data::Label>> Tensor::toLabels(const ReadContext& context, const std::string& place) const
{
    return withType(m_layout.type, [&](auto example) {
        using T = decltype(example);
        return gather<data::Label>(context.cancel,
            [&](const std::byte* from, std::uint64_t step, std::uint64_t count, std::vector<data::Label>& to) {
                for (std::uint64_t i = 0; i < count; ++i) {
                    const auto value = widen(load<T>(from + i * step, m_layout.bigEndian));
                    const auto label = labelFrom(value);
                    if (!label)
                        return Result<void>(context.error(ErrorCode::Value,
                            place + (place.empty() ? "" : ", ") + "row " + std::to_string(to.size()),
                            "label " + std::to_string(value),
                            "labels are whole numbers from 0 to 65534"));
                    to.push_back(*label);
                }
                return Result<void>();
            });
    });
}

} // namespace cobench::io
