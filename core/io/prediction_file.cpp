// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/prediction_file.h"

#include "core/io/bounded_reader.h"
#include "core/io/inflate.h"
#include "core/io/npy.h"
#include "core/io/npz.h"
#include "core/io/prediction_csv.h"
#include "core/io/torch_file.h"
#include "core/io/zip.h"

namespace cobench::io {

namespace {

/// The .tar container of PyTorch before 0.1.10 and every other tar file.
bool isTar(std::span<const std::byte> bytes)
{
    return bytes.size() >= 512 && asText(bytes).substr(257, 5) == "ustar";
}

bool isText(std::span<const std::byte> bytes)
{
    const auto head = asText(bytes.first(std::min<std::size_t>(bytes.size(), 4096)));
    return head.find('\0') == std::string_view::npos;
}

Result<RawFile> readArchive(const Bytes& file, ReadContext& context)
{
    const auto archive = ZipArchive::open(file, context);
    if (!archive)
        return archive.error();
    return isTorchArchive(*archive) ? readTorchArchive(*archive, context) : readNpz(*archive, context);
}

Result<RawFile> readBareArray(const Bytes& file, ReadContext& context)
{
    const auto array = readNpy(file, context);
    if (!array)
        return array.error();
    const auto* tensor = std::get_if<Tensor>(&*array);
    if (!tensor)
        return context.error(ErrorCode::Unsupported, {}, "holds texts", "an array of numbers");
    auto member = memberFromTensor(*tensor, context, {});
    if (!member)
        return std::move(member).error();
    RawFile raw;
    raw.splits.emplace_back().members.push_back(std::move(*member));
    return raw;
}

Result<RawFile> readText(const Bytes& bytes, ReadContext& context)
{
    if (!isText(bytes))
        return context.error(
            ErrorCode::Unsupported, {}, "not a prediction file", ".pt, .npy, .npz, .csv and .csv.gz are read");
    return readPredictionCsv(asText(bytes), context);
}

} // namespace

Result<RawFile> readPredictionFile(const Bytes& file, ReadContext& context)
{
    if (file.empty())
        return context.error(ErrorCode::Empty, {}, "the file is empty");
    if (isZip(file))
        return readArchive(file, context);
    if (isNpy(file))
        return readBareArray(file, context);
    if (isLegacyTorchFile(file))
        return readLegacyTorchFile(file, context);
    if (isTorchFlatBuffer(file))
        return context.error(ErrorCode::Forbidden,
            {},
            "a TorchScript program, which runs when it is loaded",
            "save the predictions: a dictionary of tensors");
    if (isTar(file))
        return context.error(
            ErrorCode::Unsupported, {}, "a tar archive", "unpack it, or save again with torch.save");
    if (isGzip(file)) {
        const auto text = gunzip(file, context);
        return text ? readText(*text, context) : text.error();
    }
    return readText(file, context);
}

} // namespace cobench::io
