// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/io/tensor.h"

#include <string_view>
#include <variant>

namespace cobench::io {

/// A .npy file (format versions 1 to 3): numbers, or texts when its type is U or S.
using NpyArray = std::variant<Tensor, std::vector<std::string>>;

/// `place` names the record inside an archive, or is empty. Object arrays and structured types are refused by name.
Result<NpyArray> readNpy(const Bytes& file, ReadContext& context, const std::string& place = {});

bool isNpy(std::span<const std::byte> bytes);

/// The element type a numpy type string such as "<f4" names. Its byte order is in the first character.
struct NumpyType {
    ElementType element = ElementType::F32;
    bool bigEndian = false;
};
Result<NumpyType> parseNumpyType(std::string_view text, const ReadContext& context, const std::string& place);

} // namespace cobench::io
