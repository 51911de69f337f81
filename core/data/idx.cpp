// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>

namespace cobench::data {

namespace {

constexpr std::uint64_t kMaxPayload = std::uint64_t{1} << 31;
constexpr std::uint64_t kDeflateRatio = 1032; // the most that deflate can expand
constexpr int kUnsignedByte = 0x08;
constexpr unsigned kMaxDimensions = 4;

struct CloseGz {
    void operator()(gzFile file) const { gzclose_r(file); }
};
using GzHandle = std::unique_ptr<gzFile_s, CloseGz>;

/// A file being read, and what messages say about it.
struct Source {
    std::string subject;
    GzHandle file;
    std::uint64_t storedBytes = 0;

    Error error(ErrorCode code, std::string place, std::string detail, std::string cure = {}) const
    {
        return {code, subject, std::move(place), std::move(detail), std::move(cure)};
    }
    bool isPlain() const { return gzdirect(file.get()) != 0; }
};

Result<Source> openSource(const std::filesystem::path& path)
{
    // Not blocking: a FIFO would otherwise hold us for ever before we can see that it is one.
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return systemError(errno, path.string(), "open");
    struct stat status = {};
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(descriptor);
        return Error{ErrorCode::Forbidden, path.string(), {}, "not a regular file", {}};
    }
    Source source{path.string(), GzHandle(gzdopen(descriptor, "rb")), static_cast<std::uint64_t>(status.st_size)};
    if (!source.file) {
        close(descriptor);
        return Error{ErrorCode::Internal, path.string(), {}, "cannot start decompression", {}};
    }
    gzbuffer(source.file.get(), 1U << 17);
    return source;
}

Result<void> readExactly(const Source& source, void* target, std::size_t bytes, const std::string& place)
{
    auto* out = static_cast<std::uint8_t*>(target);
    while (bytes > 0) {
        const auto step = static_cast<unsigned>(std::min<std::size_t>(bytes, 1U << 24));
        const int got = gzread(source.file.get(), out, step);
        if (got < 0)
            return source.error(
                ErrorCode::Corrupt, place, "the compressed data are damaged", "copy the file again");
        if (got == 0)
            return source.error(ErrorCode::Truncated, place, std::to_string(bytes) + " bytes are missing");
        out += got;
        bytes -= static_cast<std::size_t>(got);
    }
    return {};
}

/// Product of the sizes, or nothing when it exceeds what we read at all.
std::optional<std::uint64_t> payloadBytes(const std::vector<std::uint32_t>& shape)
{
    std::uint64_t product = 1;
    for (const std::uint32_t size : shape) {
        product *= size;
        if (product > kMaxPayload)
            return std::nullopt;
    }
    return product;
}

Result<std::vector<std::uint32_t>> readShape(const Source& source)
{
    std::array<std::uint8_t, 4> magic = {};
    if (auto read = readExactly(source, magic.data(), magic.size(), "header"); !read)
        return std::move(read).error();
    if (magic[0] != 0 || magic[1] != 0 || magic[3] == 0 || magic[3] > kMaxDimensions)
        return source.error(
            ErrorCode::Unsupported, "header", "not an IDX file", "IDX begins with 00 00 08 and 1 to 4");
    if (magic[2] != kUnsignedByte)
        return source.error(ErrorCode::Unsupported, "header", "element type is not unsigned byte");
    std::vector<std::uint32_t> shape;
    for (unsigned d = 0; d < magic[3]; ++d) {
        std::array<std::uint8_t, 4> b = {};
        if (auto read = readExactly(source, b.data(), b.size(), "header"); !read)
            return std::move(read).error();
        shape.push_back(std::uint32_t{b[0]} << 24 | std::uint32_t{b[1]} << 16 | std::uint32_t{b[2]} << 8 | b[3]);
    }
    return shape;
}

Result<void> checkAgainstFile(const Source& source, const std::vector<std::uint32_t>& shape)
{
    const auto payload = payloadBytes(shape);
    const std::uint64_t header = 4 + 4 * shape.size();
    if (!payload)
        return source.error(ErrorCode::TooLarge, "header", "declares more than 2 GiB");
    if (source.isPlain() && header + *payload != source.storedBytes) {
        const auto code = header + *payload > source.storedBytes ? ErrorCode::Truncated : ErrorCode::Corrupt;
        return source.error(code,
            "header",
            "declares " + std::to_string(header + *payload) + " bytes, the file has "
                + std::to_string(source.storedBytes));
    }
    if (!source.isPlain() && *payload > source.storedBytes * kDeflateRatio)
        return source.error(ErrorCode::TooLarge, "header", "declares more than its compressed bytes can hold");
    return {};
}

/// Reading past the last byte makes zlib compare checksum and length.
Result<void> checkEnd(const Source& source)
{
    std::uint8_t extra = 0;
    const int got = gzread(source.file.get(), &extra, 1);
    int status = Z_OK;
    gzerror(source.file.get(), &status);
    if (got > 0)
        return source.error(ErrorCode::Corrupt, "end", "more data than the header declares");
    if (got < 0 || status != Z_OK)
        return source.error(ErrorCode::Corrupt, "end", "checksum or length is wrong", "copy the file again");
    return {};
}

Result<void> skip(const Source& source, std::uint64_t bytes)
{
    std::vector<std::uint8_t> scratch(std::min<std::uint64_t>(bytes, 1U << 16));
    while (bytes > 0) {
        const auto step = std::min<std::uint64_t>(bytes, scratch.size());
        if (auto read = readExactly(source, scratch.data(), step, "data"); !read)
            return read;
        bytes -= step;
    }
    return {};
}

/// Memory follows the bytes that really arrive, not the header's word.
Result<void> readGrowing(const Source& source, std::size_t bytes, std::vector<std::uint8_t>& out)
{
    while (out.size() < bytes) {
        const std::size_t have = out.size();
        out.resize(std::min(bytes, have + (std::size_t{1} << 24)));
        if (auto read = readExactly(source, out.data() + have, out.size() - have, "data"); !read)
            return read;
    }
    return {};
}

} // namespace

std::size_t IdxArray::rowBytes() const
{
    std::size_t product = 1;
    for (std::size_t d = 1; d < shape.size(); ++d)
        product *= shape[d];
    return product;
}

Result<IdxArray> readIdx(const std::filesystem::path& path, IdxRows rows)
{
    auto source = openSource(path);
    if (!source)
        return std::move(source).error();
    auto shape = readShape(*source);
    if (!shape)
        return std::move(shape).error();
    if (auto fits = checkAgainstFile(*source, *shape); !fits)
        return std::move(fits).error();

    IdxArray array{.shape = std::move(*shape)};
    const std::uint32_t first = std::min(rows.first, array.shape[0]);
    const std::uint32_t count = std::min(rows.count, array.shape[0] - first);
    if (auto skipped = skip(*source, first * array.rowBytes()); !skipped)
        return std::move(skipped).error();
    if (auto read = readGrowing(*source, count * array.rowBytes(), array.bytes); !read)
        return std::move(read).error();
    if (first + count == array.shape[0])
        if (auto end = checkEnd(*source); !end)
            return std::move(end).error();
    return array;
}

} // namespace cobench::data
