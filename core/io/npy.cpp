// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/npy.h"

#include "core/io/bounded_reader.h"
#include "core/io/npy_header.h"

#include <array>
#include <charconv>

namespace cobench::io {

namespace {

constexpr std::string_view kMagic("\x93NUMPY", 6);
constexpr std::uint64_t kMaxHeaderBytes = 1 << 16;
constexpr std::uint64_t kMaxTextLength = 4096;
constexpr std::uint64_t kMaxTexts = 65'536;

struct NamedType {
    std::string_view name;
    ElementType element;
};
constexpr std::array kTypes{NamedType{"b1", ElementType::Bool},
    NamedType{"u1", ElementType::U8},
    NamedType{"u2", ElementType::U16},
    NamedType{"u4", ElementType::U32},
    NamedType{"u8", ElementType::U64},
    NamedType{"i1", ElementType::I8},
    NamedType{"i2", ElementType::I16},
    NamedType{"i4", ElementType::I32},
    NamedType{"i8", ElementType::I64},
    NamedType{"f2", ElementType::F16},
    NamedType{"f4", ElementType::F32},
    NamedType{"f8", ElementType::F64}};

std::string_view withoutByteOrder(std::string_view type)
{
    return !type.empty() && std::string_view("<>|=").find(type.front()) != std::string_view::npos ? type.substr(1)
                                                                                                  : type;
}

Error unsupportedType(std::string_view type, const ReadContext& context, const std::string& place)
{
    if (withoutByteOrder(type).substr(0, 1) == "O")
        return context.error(ErrorCode::Forbidden,
            place,
            "an array of Python objects, which only running code could read",
            "save numbers: astype(float)");
    return context.error(ErrorCode::Unsupported,
        place,
        "element type '" + std::string(type.substr(0, 40)) + "'",
        "f2 f4 f8, i1 … i8, u1 … u8, b1, U and S are read");
}

void appendUtf8(std::string& text, std::uint32_t code)
{
    if (code < 0x80) {
        text += static_cast<char>(code);
        return;
    }
    const int extra = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static constexpr std::uint32_t kLead[] = {0, 0xC0, 0xE0, 0xF0};
    text += static_cast<char>(kLead[extra] | code >> (6 * extra));
    for (int i = extra - 1; i >= 0; --i)
        text += static_cast<char>(0x80 | (code >> (6 * i) & 0x3F));
}

/// One U element: UTF-32, filled up with zeros. Nothing when a code point is none.
std::optional<std::string> decodeUnicode(std::span<const std::byte> element, bool bigEndian)
{
    BoundedReader reader(element);
    std::string text;
    while (reader.remaining() >= 4) {
        auto code = reader.number<std::uint32_t>();
        if (bigEndian)
            code = __builtin_bswap32(code);
        if (code == 0)
            break;
        if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
            return {};
        appendUtf8(text, code);
    }
    return text;
}

std::string decodeBytes(std::span<const std::byte> element)
{
    const std::string_view text = asText(element);
    return std::string(text.substr(0, text.find('\0')));
}

Result<std::vector<std::string>> readTexts(
    const NpyHeader& header, std::span<const std::byte> data, ReadContext& context, const std::string& place)
{
    const bool isUnicode = withoutByteOrder(header.type).front() == 'U';
    const std::string_view digits = withoutByteOrder(header.type).substr(1);
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (error != std::errc() || end != digits.data() + digits.size() || length == 0 || length > kMaxTextLength)
        return unsupportedType(header.type, context, place);
    const std::uint64_t elementBytes = isUnicode ? length * 4 : length;
    if (header.shape.size() != 1 || header.shape.front() > kMaxTexts)
        return context.error(
            ErrorCode::Shape, place, "texts of shape " + shapeText(header.shape), "one row of names");
    const std::uint64_t count = header.shape.front();
    if (count > data.size() / elementBytes)
        return context.error(
            ErrorCode::Truncated, place, std::to_string(count) + " texts declared, fewer are there");

    std::vector<std::string> texts;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto element = data.subspan(static_cast<std::size_t>(i * elementBytes), elementBytes);
        auto text = isUnicode ? decodeUnicode(element, header.type.front() == '>') : decodeBytes(element);
        if (!text)
            return context.error(ErrorCode::Corrupt, place, "text " + std::to_string(i) + " is not Unicode");
        texts.push_back(std::move(*text));
    }
    return texts;
}

struct Opened {
    NpyHeader header;
    std::size_t dataOffset = 0;
};

Result<Opened> openNpy(std::span<const std::byte> file, ReadContext& context, const std::string& place)
{
    BoundedReader reader(file);
    if (asText(reader.take(kMagic.size())) != kMagic)
        return context.error(ErrorCode::Corrupt, place, "not a .npy array");
    const auto version = reader.number<std::uint8_t>();
    reader.take(1); // minor version
    if (version < 1 || version > 3)
        return context.error(ErrorCode::Unsupported, place, ".npy version " + std::to_string(version));
    const std::uint64_t length = version == 1 ? reader.number<std::uint16_t>() : reader.number<std::uint32_t>();
    if (length > kMaxHeaderBytes)
        return context.error(ErrorCode::TooLarge, place, "a header of " + std::to_string(length) + " bytes");
    const auto text = reader.take(length);
    if (reader.failed())
        return context.error(ErrorCode::Truncated, place, "the file ends inside its header");
    auto header = parseNpyHeader(asText(text));
    if (!header)
        return context.error(ErrorCode::Corrupt, place, "the .npy header is damaged");
    return Opened{std::move(*header), reader.position()};
}

} // namespace

bool isNpy(std::span<const std::byte> bytes)
{
    return asText(bytes).substr(0, kMagic.size()) == kMagic;
}

Result<NumpyType> parseNumpyType(std::string_view text, const ReadContext& context, const std::string& place)
{
    for (const NamedType& type : kTypes)
        if (type.name == withoutByteOrder(text))
            return NumpyType{type.element, text.front() == '>'};
    return unsupportedType(text, context, place);
}

Result<NpyArray> readNpy(const Bytes& file, ReadContext& context, const std::string& place)
{
    const auto opened = openNpy(file, context, place);
    if (!opened)
        return opened.error();
    const NpyHeader& header = opened->header;
    const auto data = file.view().subspan(opened->dataOffset);
    const auto letter = withoutByteOrder(header.type).substr(0, 1);
    if (letter == "U" || letter == "S") {
        auto texts = readTexts(header, data, context, place);
        if (!texts)
            return std::move(texts).error();
        return NpyArray(std::move(*texts));
    }
    const auto type = parseNumpyType(header.type, context, place);
    if (!type)
        return type.error();
    Tensor::Layout layout{.type = type->element,
        .bigEndian = type->bigEndian,
        .offset = 0,
        .shape = header.shape,
        .strides = denseStrides(header.shape, header.fortranOrder)};
    auto tensor = Tensor::make(Bytes(std::make_shared<Bytes>(file), data), std::move(layout), context, place);
    if (!tensor)
        return std::move(tensor).error();
    if (const std::uint64_t used = tensor->elements() * sizeOf(type->element); used != data.size())
        return context.error(
            ErrorCode::Corrupt, place, std::to_string(data.size() - used) + " bytes more than its header declares");
    return NpyArray(std::move(*tensor));
}

} // namespace cobench::io
