// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/detect/frame.h"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

namespace cobench::engine {

// The newest frame of a run with its picture, for whoever looks on from another process: a file in the engine's
// private folder, which lies in memory, replaced as a whole, so that nobody waits for anybody. A head of 32-bit
// numbers (mark, width, height, channels, size of the outcome), the outcome as core/detect/outcome_block.h has it,
// the pixels.

/// Where that of a run lies; empty where there is no such folder.
std::filesystem::path livePicturePath(const std::filesystem::path& spool);
/// Once nobody writes it.
void removeLivePicture(const std::filesystem::path& spool);
/// By the engine: what others left there when they were killed.
void removeLivePictures();

/// Writes it, at most 25 times a second, on a thread of its own. Frames without pictures are passed over.
class LivePictureWriter
{
public:
    explicit LivePictureWriter(std::filesystem::path file);
    /// The newest frame has been written.
    ~LivePictureWriter() = default;
    LivePictureWriter(const LivePictureWriter&) = delete;
    LivePictureWriter& operator=(const LivePictureWriter&) = delete;

    /// By one thread; costs next to nothing.
    void show(const detect::Outcome& frame);

private:
    void keepWriting(const std::stop_token& stop);
    void write(const detect::Outcome& frame) const;

    const std::filesystem::path m_file;
    std::mutex m_mutex; // guards what follows
    std::condition_variable_any m_wake;
    std::optional<detect::Outcome> m_newest; // nothing: it is written
    std::jthread m_thread; // last
};

/// Reads it. Sizes are checked before memory is asked for. One thread at a time.
class LivePictureReader
{
public:
    explicit LivePictureReader(std::filesystem::path file)
        : m_file(std::move(file))
    {
    }
    /// The frame, where there is a newer one than the last time, of a run with so many devices.
    std::optional<detect::Outcome> take(std::size_t devices);
    /// There was one.
    bool hasSeen() const { return m_changed != 0; }

private:
    std::filesystem::path m_file;
    std::uint64_t m_inode = 0; // of the file that was read last
    std::int64_t m_changed = 0; // ns
};

} // namespace cobench::engine
