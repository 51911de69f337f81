// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/raw_predictions.h"
#include "core/io/zip.h"

namespace cobench::io {

/// A zip container as torch.save writes it since PyTorch 1.6.
Result<RawFile> readTorchArchive(const ZipArchive& archive, ReadContext& context);

/// The container of PyTorch before 1.6: five pickles and the storages, one after the other.
Result<RawFile> readLegacyTorchFile(const Bytes& file, ReadContext& context);

bool isTorchArchive(const ZipArchive& archive);
bool isLegacyTorchFile(std::span<const std::byte> bytes);
/// A TorchScript program in its FlatBuffer form; never opened.
bool isTorchFlatBuffer(std::span<const std::byte> bytes);

} // namespace cobench::io
