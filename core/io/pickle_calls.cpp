// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/pickle_calls.h"

#include <array>

namespace cobench::io::pickle {

namespace {

struct Named {
    std::string_view module;
    std::string_view name;
    Global global;
};

constexpr Global storageOf(ElementType element)
{
    return {Callable::StorageType, element};
}

// Everything a file may name. torch._utils and torch are what torch.save writes for tensors; numpy moved
// numpy.core to numpy._core in 2.0; _codecs.encode is how Python 3 writes bytes in protocol 2.
constexpr std::array kAllowed{
    Named{"collections", "OrderedDict", {Callable::OrderedDict}},
    Named{"torch._utils", "_rebuild_tensor", {Callable::RebuildTensor}},
    Named{"torch._utils", "_rebuild_tensor_v2", {Callable::RebuildTensor}},
    Named{"torch._utils", "_rebuild_parameter", {Callable::RebuildParameter}},
    Named{"torch", "Size", {Callable::TorchSize}},
    Named{"torch", "DoubleStorage", storageOf(ElementType::F64)},
    Named{"torch", "FloatStorage", storageOf(ElementType::F32)},
    Named{"torch", "HalfStorage", storageOf(ElementType::F16)},
    Named{"torch", "BFloat16Storage", storageOf(ElementType::BF16)},
    Named{"torch", "LongStorage", storageOf(ElementType::I64)},
    Named{"torch", "IntStorage", storageOf(ElementType::I32)},
    Named{"torch", "ShortStorage", storageOf(ElementType::I16)},
    Named{"torch", "CharStorage", storageOf(ElementType::I8)},
    Named{"torch", "ByteStorage", storageOf(ElementType::U8)},
    Named{"torch", "BoolStorage", storageOf(ElementType::Bool)},
    Named{"numpy.core.multiarray", "_reconstruct", {Callable::NumpyReconstruct}},
    Named{"numpy._core.multiarray", "_reconstruct", {Callable::NumpyReconstruct}},
    Named{"numpy.core.multiarray", "scalar", {Callable::NumpyScalar}},
    Named{"numpy._core.multiarray", "scalar", {Callable::NumpyScalar}},
    Named{"numpy", "ndarray", {Callable::NumpyArrayType}},
    Named{"numpy", "dtype", {Callable::NumpyDtype}},
    Named{"_codecs", "encode", {Callable::CodecsEncode}},
};

/// Typed access to the arguments of a call; every getter says whether the argument is there and of that kind.
class Arguments
{
public:
    Arguments(const Sequence& values, const Document& document)
        : m_values(values)
        , m_document(document)
    {
    }

    std::size_t count() const { return m_values.items.size(); }
    Ref ref(std::size_t index) const { return m_values.items[index]; }

    template <typename T>
    const T* at(std::size_t index) const
    {
        return index < count() ? m_document.as<T>(ref(index)) : nullptr;
    }

    std::optional<std::uint64_t> natural(std::size_t index) const
    {
        const auto* number = at<std::int64_t>(index);
        return number && *number >= 0 ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
    }

    std::optional<std::vector<std::uint64_t>> naturals(std::size_t index) const
    {
        const auto* sequence = at<Sequence>(index);
        if (!sequence || sequence->items.size() > Tensor::kMaxDimensions)
            return {};
        const Arguments inner(*sequence, m_document);
        std::vector<std::uint64_t> numbers;
        for (std::size_t i = 0; i < inner.count(); ++i) {
            const auto number = inner.natural(i);
            if (!number)
                return {};
            numbers.push_back(*number);
        }
        return numbers;
    }

private:
    const Sequence& m_values;
    const Document& m_document;
};

Error badArguments(const char* what, const ReadContext& context, const std::string& place)
{
    return context.error(ErrorCode::Corrupt, place, std::string("a damaged ") + what);
}

/// Pairs given to OrderedDict, as protocol 2 files of old Python versions have it.
std::optional<Mapping> mappingFromPairs(const Arguments& arguments, const Document& document)
{
    Mapping mapping;
    if (arguments.count() == 0)
        return mapping;
    const auto* pairs = arguments.at<Sequence>(0);
    if (!pairs)
        return {};
    for (const Ref item : pairs->items) {
        const auto* pair = document.as<Sequence>(item);
        if (!pair || pair->items.size() != 2)
            return {};
        mapping.items.emplace_back(pair->items[0], pair->items[1]);
    }
    return mapping;
}

std::optional<TorchTensor> tensorFrom(const Arguments& arguments)
{
    const auto* storage = arguments.at<Storage>(0);
    const auto offset = arguments.natural(1);
    auto shape = arguments.naturals(2);
    auto strides = arguments.naturals(3);
    if (!storage || !offset || !shape || !strides || shape->size() != strides->size())
        return {};
    return TorchTensor{arguments.ref(0), *offset, std::move(*shape), std::move(*strides)};
}

/// Undoes how protocol 2 writes bytes: as text whose code points are the byte values.
std::optional<Bytes> bytesFromLatin1(const Arguments& arguments)
{
    const auto* text = arguments.at<std::string_view>(0);
    const auto* encoding = arguments.at<std::string_view>(1);
    if (!text || !encoding || *encoding != "latin1")
        return {};
    std::vector<std::byte> bytes;
    bytes.reserve(text->size());
    for (std::size_t i = 0; i < text->size(); ++i) {
        const auto lead = static_cast<unsigned char>((*text)[i]);
        if (lead < 0x80) {
            bytes.push_back(std::byte{lead});
            continue;
        }
        const auto next = i + 1 < text->size() ? static_cast<unsigned char>((*text)[++i]) : 0U;
        if ((lead != 0xC2 && lead != 0xC3) || (next & 0xC0) != 0x80)
            return {};
        bytes.push_back(static_cast<std::byte>((lead & 3) << 6 | (next & 0x3F)));
    }
    return Bytes(std::move(bytes));
}

/// What a call copies of its first argument.
std::uint64_t copiedBytes(const Arguments& arguments)
{
    if (const auto* text = arguments.at<std::string_view>(0))
        return text->size();
    const auto* items = arguments.at<Sequence>(0);
    return items ? items->items.size() * sizeof(std::pair<Ref, Ref>) : 0;
}

template <typename T>
Result<Value> orDamaged(
    std::optional<T> value, const char* what, const ReadContext& context, const std::string& place)
{
    if (!value)
        return badArguments(what, context, place);
    return Value{std::move(*value)};
}

/// State of numpy.ndarray: (version, shape, dtype, is Fortran order, bytes).
std::optional<NumpyArray> numpyArrayFrom(const Arguments& state)
{
    auto shape = state.naturals(1);
    const auto* type = state.at<NumpyType>(2);
    const auto* fortran = state.at<bool>(3);
    const auto* bytes = state.at<Bytes>(4);
    if (!shape || !type || !fortran || !bytes)
        return {};
    return NumpyArray{*type, *fortran, std::move(*shape), *bytes};
}

} // namespace

std::optional<Global> lookUp(std::string_view module, std::string_view name)
{
    for (const Named& allowed : kAllowed)
        if (allowed.module == module && allowed.name == name)
            return allowed.global;
    return {};
}

Result<Value> call(const Global& callable,
    const Sequence& sequence,
    const Document& document,
    ReadContext& context,
    const std::string& place)
{
    const Arguments arguments(sequence, document);
    if (!context.allowance.take(copiedBytes(arguments)))
        return context.error(ErrorCode::TooLarge, place, "copies more than the file justifies");
    switch (callable.callable) {
    case Callable::OrderedDict:
        return orDamaged(mappingFromPairs(arguments, document), "OrderedDict", context, place);
    case Callable::RebuildTensor:
        return orDamaged(tensorFrom(arguments), "tensor", context, place);
    case Callable::RebuildParameter:
        if (const auto* tensor = arguments.at<TorchTensor>(0))
            return Value{*tensor};
        return badArguments("parameter", context, place);
    case Callable::TorchSize:
        if (const auto* sizes = arguments.at<Sequence>(0))
            return Value{*sizes};
        return badArguments("torch.Size", context, place);
    case Callable::CodecsEncode:
        return orDamaged(bytesFromLatin1(arguments), "byte string", context, place);
    case Callable::NumpyReconstruct:
        return Value{NumpyArray{}};
    case Callable::NumpyScalar:
        return Value{None{}};
    case Callable::NumpyDtype:
        if (const auto* type = arguments.at<std::string_view>(0)) {
            const auto parsed = parseNumpyType(*type, context, place);
            return parsed ? Result<Value>(Value{*parsed}) : parsed.error();
        }
        return badArguments("numpy type", context, place);
    case Callable::StorageType:
    case Callable::NumpyArrayType:
        break;
    }
    return context.error(ErrorCode::Forbidden, place, "makes an object that is no tensor");
}

Result<void> build(Document& document, Ref target, Ref state, const ReadContext& context, const std::string& place)
{
    Value& value = document.values[target];
    if (std::holds_alternative<Mapping>(value.data) && document.as<Mapping>(state))
        return {}; // attributes of an OrderedDict: the version numbers of a state_dict
    const auto* sequence = document.as<Sequence>(state);
    if (!sequence)
        return context.error(ErrorCode::Forbidden, place, "sets the state of an object that is no array");
    const Arguments arguments(*sequence, document);
    if (auto* type = std::get_if<NumpyType>(&value.data)) {
        const auto* order = arguments.at<std::string_view>(1);
        if (!order)
            return badArguments("numpy type", context, place);
        type->bigEndian = *order == ">";
        return {};
    }
    if (!std::holds_alternative<NumpyArray>(value.data))
        return context.error(ErrorCode::Forbidden, place, "sets the state of an object that is no array");
    auto array = numpyArrayFrom(arguments);
    if (!array)
        return badArguments("numpy array", context, place);
    value.data = std::move(*array);
    return {};
}

Result<Value> persistent(
    const Sequence& id, const Document& document, const ReadContext& context, const std::string& place)
{
    const Arguments arguments(id, document);
    const auto* tag = arguments.at<std::string_view>(0);
    const auto* type = arguments.at<Global>(1);
    const auto* key = arguments.at<std::string_view>(2);
    const auto elements = arguments.natural(4);
    const bool isView = arguments.count() > 5 && !arguments.at<None>(5);
    if (!tag || *tag != "storage" || !type || type->callable != Callable::StorageType || !key || !elements
        || isView)
        return badArguments("storage", context, place);
    return Value{Storage{type->element, *key, *elements}};
}

} // namespace cobench::io::pickle
