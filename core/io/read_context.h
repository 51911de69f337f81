// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/array.h"
#include "core/common/cancel.h"
#include "core/common/error.h"
#include "core/common/progress.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace cobench::io {

/// Bytes of a file or of a record inside it, kept alive by whoever holds a copy.
using Bytes = Array<std::byte>;

/// How much memory one file may unpack to: its size times kRatio, but kFree at least and kCap at most. Deflate
/// reaches a ratio of 1,032, which only a file of one repeated value comes near; a pool of such files stays below
/// kFree.
class Allowance
{
public:
    static constexpr std::uint64_t kFree = std::uint64_t{64} << 20;
    static constexpr std::uint64_t kRatio = 256;
    static constexpr std::uint64_t kCap = std::uint64_t{4} << 30;

    explicit Allowance(std::uint64_t fileBytes)
        : m_left(fileBytes >= kCap / kRatio ? kCap : std::max(kFree, fileBytes * kRatio))
    {
    }
    std::uint64_t left() const { return m_left; }
    [[nodiscard]] bool take(std::uint64_t bytes)
    {
        if (bytes > m_left)
            return false;
        m_left -= bytes;
        return true;
    }

private:
    std::uint64_t m_left;
};

/// What every reader of one file is given. Not shared between threads.
class ReadContext
{
public:
    /// `meter` may be null; else it is advanced by `fileBytes` in all while the file is decoded.
    ReadContext(std::string name, std::uint64_t fileBytes, CancelToken token = {}, Progress* meter = nullptr)
        : subject(std::move(name))
        , cancel(std::move(token))
        , allowance(fileBytes)
        , m_fileBytes(fileBytes)
        , m_meter(meter)
    {
    }

    /// How much of the file is decoded, 0 … 1. Going back is ignored, so two passes may both report.
    void decoded(double fraction)
    {
        const auto reached = static_cast<std::uint64_t>(fraction * static_cast<double>(m_fileBytes));
        if (!m_meter || reached <= m_reported)
            return;
        m_meter->advance(reached - m_reported);
        m_reported = reached;
    }

    Error error(ErrorCode code, std::string place, std::string detail, std::string cure = {}) const
    {
        return {.code = code,
            .subject = subject,
            .place = std::move(place),
            .detail = std::move(detail),
            .cure = std::move(cure)};
    }

    std::string subject; // the file, as messages name it
    CancelToken cancel;
    Allowance allowance;

private:
    std::uint64_t m_fileBytes;
    std::uint64_t m_reported = 0;
    Progress* m_meter;
};

} // namespace cobench::io
