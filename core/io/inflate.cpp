// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/inflate.h"

#include "core/io/bounded_reader.h"

#include <vector>
#include <zlib.h>

namespace cobench::io {

namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20; // between two looks at the cancel token
constexpr double kUnpackShare = 0.2; // of the time a compressed text takes; parsing it takes the rest
constexpr int kRawDeflate = -MAX_WBITS;
constexpr int kGzip = MAX_WBITS + 16;

/// zlib's state. Input and output are set by the caller; sizes are 32-bit there, hence the chunks.
class Inflater
{
public:
    explicit Inflater(int windowBits) { m_ready = inflateInit2(&m_stream, windowBits) == Z_OK; }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater()
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }

    bool ready() const { return m_ready; }
    void restart() { inflateReset(&m_stream); }

    /// One step: takes from `input` and fills `output`, both of which shrink by what was used. zlib's return code.
    int step(std::span<const std::byte>& input, std::span<std::byte>& output)
    {
        const std::size_t given = std::min(input.size(), kChunk);
        const std::size_t room = std::min(output.size(), kChunk);
        // zlib's interface predates const; it does not write to its input.
        m_stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(input.data()));
        m_stream.avail_in = static_cast<uInt>(given);
        m_stream.next_out = reinterpret_cast<Bytef*>(output.data());
        m_stream.avail_out = static_cast<uInt>(room);
        const int code = ::inflate(&m_stream, Z_NO_FLUSH);
        input = input.subspan(given - m_stream.avail_in);
        output = output.subspan(room - m_stream.avail_out);
        return code;
    }

private:
    z_stream m_stream{};
    bool m_ready = false;
};

Error damaged(const ReadContext& context, const std::string& place)
{
    return context.error(ErrorCode::Corrupt, place, "the compressed data is damaged");
}

Error noMemory(const ReadContext& context)
{
    return context.error(ErrorCode::Internal, {}, "no memory for the decompressor");
}

/// Grows by doubling, never past the allowance.
Result<void> enlarge(std::vector<std::byte>& buffer, ReadContext& context)
{
    const std::uint64_t wanted = std::max<std::uint64_t>(buffer.size(), kChunk);
    const std::uint64_t extra = std::min(wanted, context.allowance.left());
    if (extra == 0 || !context.allowance.take(extra))
        return context.error(ErrorCode::TooLarge,
            "byte " + std::to_string(buffer.size()) + " after unpacking",
            "unpacks to far more than its size justifies",
            "unpack it first");
    buffer.resize(buffer.size() + static_cast<std::size_t>(extra));
    return {};
}

/// The length a gzip file claims in its last four bytes; of its last member, modulo 2^32.
std::uint32_t claimedLength(std::span<const std::byte> packed)
{
    return packed.size() < 18 ? 0 : BoundedReader(packed, packed.size() - 4).number<std::uint32_t>();
}

} // namespace

Result<void> inflateExactly(std::span<const std::byte> packed,
    std::span<std::byte> target,
    const ReadContext& context,
    const std::string& place)
{
    Inflater inflater(kRawDeflate);
    if (!inflater.ready())
        return noMemory(context);
    int code = Z_OK;
    while (code == Z_OK) {
        if (context.cancel.isCancelled())
            return cancelled();
        code = inflater.step(packed, target);
    }
    // Z_BUF_ERROR: either the stream wants to write more than was declared, or it ends early.
    if (code != Z_STREAM_END || !target.empty() || !packed.empty())
        return damaged(context, place);
    return {};
}

bool isGzip(std::span<const std::byte> bytes)
{
    return bytes.size() >= 2 && bytes[0] == std::byte{0x1f} && bytes[1] == std::byte{0x8b};
}

Result<Bytes> gunzip(std::span<const std::byte> packed, ReadContext& context)
{
    Inflater inflater(kGzip);
    if (!inflater.ready())
        return noMemory(context);
    if (claimedLength(packed) > context.allowance.left())
        return context.error(ErrorCode::TooLarge,
            {},
            "claims to unpack to " + std::to_string(claimedLength(packed)) + " bytes",
            "unpack it first");

    const auto packedBytes = static_cast<double>(packed.size());
    std::vector<std::byte> unpacked;
    std::span<std::byte> room;
    for (;;) {
        if (context.cancel.isCancelled())
            return cancelled();
        context.decoded(kUnpackShare * (1 - static_cast<double>(packed.size()) / packedBytes));
        if (room.empty()) {
            const std::size_t filled = unpacked.size();
            if (auto grown = enlarge(unpacked, context); !grown)
                return std::move(grown).error();
            room = std::span(unpacked).subspan(filled);
        }
        const int code = inflater.step(packed, room);
        if (code == Z_STREAM_END && !isGzip(packed))
            break; // zeros after the last member are common; no CRC ever covered them
        if (code == Z_STREAM_END)
            inflater.restart();
        else if (code == Z_BUF_ERROR) // there is room, so it is the input that ended
            return context.error(ErrorCode::Truncated, {}, "the compressed data ends too early");
        else if (code != Z_OK)
            return damaged(context, {});
    }
    unpacked.resize(unpacked.size() - room.size());
    return Bytes(std::move(unpacked));
}

Result<std::uint32_t> crc32Of(std::span<const std::byte> bytes, const CancelToken& cancel)
{
    uLong crc = ::crc32(0, nullptr, 0);
    while (!bytes.empty()) {
        if (cancel.isCancelled())
            return cancelled();
        const auto part = bytes.first(std::min(bytes.size(), kChunk));
        crc = ::crc32(crc, reinterpret_cast<const Bytef*>(part.data()), static_cast<uInt>(part.size()));
        bytes = bytes.subspan(part.size());
    }
    return static_cast<std::uint32_t>(crc);
}

} // namespace cobench::io
