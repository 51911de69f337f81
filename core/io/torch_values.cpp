// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/torch_values.h"

#include "core/io/bounded_reader.h"

namespace cobench::io {

namespace {

constexpr std::string_view kPredictionKeys[] = {"predictionVectors", "predictions"};
constexpr std::string_view kLabelKeys[] = {"labelVectors", "labels"};

struct Found {
    std::string key;
    const pickle::Value* value = nullptr;
};

template <typename Keys>
Found findFirst(const pickle::Document& document, const pickle::Mapping& mapping, const Keys& keys)
{
    for (const std::string_view key : keys)
        if (const auto* value = document.find(mapping, key))
            return {std::string(key), value};
    return {};
}

Result<Tensor> torchTensor(
    const pickle::TorchTensor& tensor, const TorchSource& source, ReadContext& context, const std::string& place)
{
    const auto* storage = source.document.as<pickle::Storage>(tensor.storage);
    const auto bytes = source.storage(*storage);
    if (!bytes)
        return bytes.error();
    const auto declared = checkedMultiply(storage->elements, sizeOf(storage->element));
    if (!declared || *declared > bytes->size())
        return context.error(ErrorCode::Truncated,
            place,
            "storage '" + std::string(storage->key.substr(0, 40)) + "' declares "
                + std::to_string(storage->elements) + " elements and holds "
                + std::to_string(bytes->size() / sizeOf(storage->element)));
    Tensor::Layout layout{.type = storage->element,
        .bigEndian = source.bigEndian,
        .offset = tensor.offset,
        .shape = tensor.shape,
        .strides = tensor.strides};
    return Tensor::make(*bytes, std::move(layout), context, place);
}

Result<Tensor> tensorFrom(
    const pickle::Value& value, const TorchSource& source, ReadContext& context, const std::string& place)
{
    if (const auto* tensor = std::get_if<pickle::TorchTensor>(&value.data))
        return torchTensor(*tensor, source, context, place);
    if (const auto* array = std::get_if<pickle::NumpyArray>(&value.data)) {
        Tensor::Layout layout{.type = array->type.element,
            .bigEndian = array->type.bigEndian,
            .offset = 0,
            .shape = array->shape,
            .strides = denseStrides(array->shape, array->fortranOrder)};
        return Tensor::make(array->data, std::move(layout), context, place);
    }
    return context.error(ErrorCode::Unsupported, place, "is neither a tensor nor an array");
}

/// "'conv1.weight', 'conv1.bias', …"
std::string someKeys(const pickle::Document& document, const pickle::Mapping& mapping)
{
    std::string text;
    std::size_t shown = 0;
    for (const auto& [key, value] : mapping.items) {
        const auto* name = document.as<std::string_view>(key);
        if (!name)
            continue;
        if (++shown > 3)
            return text + ", …";
        text += (text.empty() ? "'" : ", '") + std::string(name->substr(0, 40)) + "'";
    }
    return text.empty() ? "nothing" : text;
}

Result<RawFile> fromMapping(const pickle::Mapping& mapping, const TorchSource& source, ReadContext& context)
{
    const Found predictions = findFirst(source.document, mapping, kPredictionKeys);
    const Found labels = findFirst(source.document, mapping, kLabelKeys);
    if (!predictions.value && !labels.value)
        return context.error(ErrorCode::Unsupported,
            {},
            "a dictionary of " + someKeys(source.document, mapping) + ", no predictions",
            "save {'predictionVectors': [N,C], 'labelVectors': [N]}");
    RawSplit split;
    if (predictions.value) {
        const auto tensor = tensorFrom(*predictions.value, source, context, predictions.key);
        if (!tensor)
            return tensor.error();
        auto member = memberFromTensor(*tensor, context, predictions.key);
        if (!member)
            return std::move(member).error();
        split.members.push_back(std::move(*member));
    }
    if (labels.value) {
        const auto tensor = tensorFrom(*labels.value, source, context, labels.key);
        if (!tensor)
            return tensor.error();
        auto truth = truthFromTensor(*tensor, context, labels.key);
        if (!truth)
            return std::move(truth).error();
        split.truth = std::move(*truth);
    }
    RawFile file;
    file.splits.push_back(std::move(split));
    return file;
}

} // namespace

Result<RawFile> predictionsFrom(const TorchSource& source, ReadContext& context)
{
    const pickle::Document& document = source.document;
    if (const auto* mapping = document.as<pickle::Mapping>(document.root))
        return fromMapping(*mapping, source, context);
    const auto tensor = tensorFrom(document.values[document.root], source, context, "the saved object");
    if (!tensor)
        return tensor.error();
    auto member = memberFromTensor(*tensor, context, {});
    if (!member)
        return std::move(member).error();
    RawFile file;
    file.splits.emplace_back().members.push_back(std::move(*member));
    return file;
}

} // namespace cobench::io
