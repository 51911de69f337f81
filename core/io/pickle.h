// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/io/npy.h"
#include "core/io/tensor.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cobench::io::pickle {

/// Index into Document::values. A value that a pickle shares or nests in itself is still one value, so nothing here
/// recurses and nothing can leak.
using Ref = std::uint32_t;

struct None {
    // Also stands for what is read over: numpy scalars, hooks, flags.
};
struct Sequence {
    std::vector<Ref> items;
};
struct Mapping {
    std::vector<std::pair<Ref, Ref>> items;
};
/// What a pickle may name; the complete list is in pickle_names.cpp.
enum class Callable {
    OrderedDict,
    RebuildTensor,
    RebuildParameter,
    TorchSize,
    StorageType,
    NumpyReconstruct,
    NumpyArrayType,
    NumpyDtype,
    NumpyScalar,
    CodecsEncode,
};
struct Global {
    Callable callable = Callable::OrderedDict;
    ElementType element = ElementType::F32; // StorageType only
};
/// Numbers that lie outside the pickle, under `key` in its container.
struct Storage {
    ElementType element = ElementType::F32;
    std::string_view key;
    std::uint64_t elements = 0;
};
struct TorchTensor {
    Ref storage = 0;
    std::uint64_t offset = 0;
    std::vector<std::uint64_t> shape;
    std::vector<std::uint64_t> strides;
};
struct NumpyArray {
    NumpyType type;
    bool fortranOrder = false;
    std::vector<std::uint64_t> shape;
    Bytes data;
};

struct Value {
    std::variant<None,
        bool,
        std::int64_t,
        double,
        std::string_view,
        Bytes,
        Sequence,
        Mapping,
        Global,
        Storage,
        TorchTensor,
        NumpyType,
        NumpyArray>
        data;
    std::uint32_t depth = 0; // of the containers below
};

struct Document {
    Bytes source; // views in `values` point into it
    std::vector<Value> values;
    Ref root = 0;
    std::size_t end = 0; // position behind the pickle

    template <typename T>
    const T* as(Ref ref) const
    {
        return std::get_if<T>(&values[ref].data);
    }
    /// The value under a text key of a mapping; nullptr when there is none.
    const Value* find(const Mapping& mapping, std::string_view key) const;
};

constexpr std::size_t kMaxValues = std::size_t{1} << 18;
constexpr std::uint32_t kMaxDepth = 100;

/// Reads one pickle (protocols 2 to 5) that holds tensors and plain containers. Runs nothing: what a pickle calls
/// is recognised by name and turned into plain values here; any other name is refused (Forbidden) and quoted.
Result<Document> read(const Bytes& source, std::size_t start, ReadContext& context, const std::string& place);

} // namespace cobench::io::pickle
