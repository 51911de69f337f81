// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trace_block.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>
#include <zlib.h>

namespace cobench::store {

namespace {

constexpr std::size_t kHeader = 8;
constexpr int kFastest = 1; // floats of a trace gain little from more effort
/// Of one block when it is unpacked: 64 samples of 1,000 lanes are 256 kB.
constexpr std::uint64_t kMaxContent = std::uint64_t{16} << 20;
/// Deflate makes no more than this of one byte.
constexpr std::uint64_t kMaxRatio = 1032;

std::uint64_t contentSize(std::uint64_t samples, std::uint64_t lanes)
{
    return samples * (sizeof(double) + lanes * sizeof(float));
}

} // namespace

std::vector<std::byte> packTrace(const data::Trace& samples)
{
    const auto count = static_cast<std::uint32_t>(samples.times.size());
    const auto lanes = static_cast<std::uint32_t>(samples.lanes.size());
    std::vector<std::byte> content(contentSize(count, lanes));
    std::byte* cursor = std::ranges::copy(std::as_bytes(std::span(samples.times)), content.data()).out;
    for (std::size_t lane = 0; lane < lanes; ++lane)
        for (std::size_t sample = 0; sample < count; ++sample, cursor += sizeof(float))
            std::memcpy(cursor, &samples.values[sample * lanes + lane], sizeof(float));

    auto packed = compressBound(static_cast<uLong>(content.size()));
    std::vector<std::byte> data(kHeader + packed);
    std::memcpy(data.data(), &count, sizeof count);
    std::memcpy(data.data() + sizeof count, &lanes, sizeof lanes);
    compress2(reinterpret_cast<Bytef*>(data.data() + kHeader),
        &packed,
        reinterpret_cast<const Bytef*>(content.data()),
        static_cast<uLong>(content.size()),
        kFastest);
    data.resize(kHeader + packed);
    return data;
}

bool unpackTrace(std::span<const std::byte> data, data::Trace& trace)
{
    std::uint32_t count = 0;
    std::uint32_t lanes = 0;
    if (data.size() < kHeader)
        return false;
    std::memcpy(&count, data.data(), sizeof count);
    std::memcpy(&lanes, data.data() + sizeof count, sizeof lanes);
    data = data.subspan(kHeader);
    if (lanes > trace.lanes.size() || contentSize(count, lanes) > kMaxContent
        || contentSize(count, lanes) > data.size() * kMaxRatio)
        return false;
    std::vector<std::byte> content(contentSize(count, lanes));
    auto size = static_cast<uLong>(content.size());
    if (uncompress(reinterpret_cast<Bytef*>(content.data()),
            &size,
            reinterpret_cast<const Bytef*>(data.data()),
            static_cast<uLong>(data.size()))
            != Z_OK
        || size != content.size())
        return false;

    const std::byte* values = content.data() + count * sizeof(double);
    std::vector<float> sample(lanes);
    for (std::size_t index = 0; index < count; ++index) {
        double time = 0.0;
        std::memcpy(&time, content.data() + index * sizeof(double), sizeof time);
        for (std::size_t lane = 0; lane < lanes; ++lane)
            std::memcpy(&sample[lane], values + (lane * count + index) * sizeof(float), sizeof(float));
        trace.add(time, sample);
    }
    return true;
}

} // namespace cobench::store
