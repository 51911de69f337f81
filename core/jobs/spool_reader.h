// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/session_spool.h"
#include "core/jobs/spool_file.h"

#include <optional>

namespace cobench::jobs {

/// Reads what a run has written down, also while it goes on. The file may come from a stranger. One thread at a
/// time.
class SpoolReader
{
public:
    /// Corrupt for anything else.
    static Result<SpoolReader> open(const std::filesystem::path& path);

    const SpoolHeader& header() const { return m_header; }
    const std::filesystem::path& path() const { return m_file.path(); }
    /// The next record; nothing where none is, yet or because the rest is damaged.
    Result<std::optional<SpoolRecord>> next();
    /// Nothing will come any more.
    bool isDamaged() const { return m_isDamaged; }
    /// The run goes on. Asked before next(), all that one leaves over is lost.
    bool isBeingWritten() const { return m_file.isLocked(); }
    /// Those that have joined so far included.
    std::size_t devices() const { return m_devices; }

private:
    SpoolReader(SpoolFile file, SpoolHeader header, std::uint64_t offset)
        : m_file(std::move(file))
        , m_header(std::move(header))
        , m_offset(offset)
        , m_devices(m_header.devices.size())
    {
    }
    Result<SpoolRecord> decode(SpoolKind kind, const std::string& content);
    Result<std::vector<detect::Outcome>> decodeOutcomes(const std::string& content);

    SpoolFile m_file;
    SpoolHeader m_header;
    std::uint64_t m_offset;
    std::size_t m_devices;
    detect::FrameNumber m_frames = 0;
    bool m_isDamaged = false;
};

/// What came of every frame so far.
Result<std::vector<detect::Outcome>> readSpool(const std::filesystem::path& path);

} // namespace cobench::jobs
