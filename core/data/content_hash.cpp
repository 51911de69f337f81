// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/content_hash.h"

#include "core/common/sha256.h"

namespace cobench::data {

namespace {

template <typename T>
void add(Sha256& hash, std::span<const T> values)
{
    const std::uint64_t count = values.size();
    hash.update(std::as_bytes(std::span(&count, 1)));
    hash.update(std::as_bytes(values));
}

} // namespace

std::string contentHash(const Dataset& dataset)
{
    Sha256 hash;
    const std::uint32_t header[]{
        dataset.shape.channels, dataset.shape.height, dataset.shape.width, dataset.classes};
    add<std::uint32_t>(hash, header);
    for (const ImageSplit& split : dataset.splits) {
        add<char>(hash, split.name);
        add<Label>(hash, split.labels);
        add<std::uint8_t>(hash, split.pixels);
        add<float>(hash, split.values);
    }
    return hash.finishHex();
}

} // namespace cobench::data
