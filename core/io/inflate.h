// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/io/read_context.h"

namespace cobench::io {

/// Unpacks a raw deflate stream that must give exactly target.size() bytes and use all of `packed`.
Result<void> inflateExactly(std::span<const std::byte> packed,
    std::span<std::byte> target,
    const ReadContext& context,
    const std::string& place);

bool isGzip(std::span<const std::byte> bytes);

/// Unpacks a gzip file (several members count as one stream), CRC checked, within the context's allowance.
Result<Bytes> gunzip(std::span<const std::byte> packed, ReadContext& context);

/// CRC-32 as zip and gzip use it; Cancelled when asked to stop half-way.
Result<std::uint32_t> crc32Of(std::span<const std::byte> bytes, const CancelToken& cancel);

} // namespace cobench::io
