// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/live_picture.h"

#include "core/common/file_descriptor.h"
#include "core/common/sha256.h"
#include "core/data/dataset.h"
#include "core/detect/outcome_block.h"
#include "core/engine/runtime_directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace cobench::engine {

namespace {

constexpr std::chrono::milliseconds kPeriod{40};
constexpr std::string_view kNames = "live-"; // in the private folder
constexpr std::uint32_t kMark = 0x31504243; // "CBP1"
constexpr std::uint32_t kLargestSide = 1U << 14; // pixels
constexpr std::uint32_t kMostChannels = 4;

struct Head {
    std::uint32_t mark = kMark;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint32_t channels = 0;
    std::uint32_t outcome = 0; // bytes
};

/// What is written, until it takes the other's place.
std::filesystem::path nextOf(const std::filesystem::path& file)
{
    return file.string() + ".next";
}

std::uint64_t pixelsOf(const Head& head)
{
    return std::uint64_t{head.width} * head.height * head.channels;
}

bool readAll(int file, void* to, std::size_t size)
{
    for (auto* place = static_cast<char*>(to); size > 0;) {
        const ssize_t n = ::read(file, place, size);
        if (n <= 0)
            return false;
        place += n;
        size -= static_cast<std::size_t>(n);
    }
    return true;
}

bool isPlausible(const Head& head, std::uint64_t fileSize)
{
    return head.mark == kMark && head.width > 0 && head.height > 0 && head.width <= kLargestSide
        && head.height <= kLargestSide && head.channels > 0 && head.channels <= kMostChannels
        && fileSize == sizeof head + std::uint64_t{head.outcome} + pixelsOf(head);
}

std::optional<detect::Outcome> readFrame(int file, std::uint64_t fileSize, std::size_t devices)
{
    Head head;
    if (!readAll(file, &head, sizeof head) || !isPlausible(head, fileSize))
        return std::nullopt;
    std::string block(head.outcome, '\0');
    std::vector<detect::Outcome> outcomes;
    if (!readAll(file, block.data(), block.size()) || !detect::unpackOutcomes(block, devices, outcomes)
        || outcomes.size() != 1)
        return std::nullopt;
    data::Image picture{.width = head.width, .height = head.height, .channels = head.channels};
    picture.pixels.resize(pixelsOf(head));
    if (!readAll(file, picture.pixels.data(), picture.pixels.size()))
        return std::nullopt;
    outcomes.front().picture = std::make_shared<const data::Image>(std::move(picture));
    return std::move(outcomes.front());
}

} // namespace

std::filesystem::path livePicturePath(const std::filesystem::path& spool)
{
    const auto folder = openRuntimeDirectory();
    if (!folder)
        return {};
    const std::string name = spool.string();
    return folder->socket.parent_path()
        / (std::string(kNames) + sha256Hex(std::as_bytes(std::span(name))).substr(0, 32));
}

void removeLivePicture(const std::filesystem::path& spool)
{
    const std::filesystem::path file = livePicturePath(spool);
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    std::filesystem::remove(nextOf(file), ignored);
}

void removeLivePictures()
{
    const auto folder = openRuntimeDirectory();
    std::error_code failed;
    if (!folder)
        return;
    std::filesystem::directory_iterator at(folder->socket.parent_path(), failed);
    for (const std::filesystem::directory_iterator end; !failed && at != end; at.increment(failed))
        if (std::error_code ignored; at->path().filename().string().starts_with(kNames))
            std::filesystem::remove(at->path(), ignored);
}

LivePictureWriter::LivePictureWriter(std::filesystem::path file)
    : m_file(std::move(file))
    , m_thread([this](const std::stop_token& stop) { keepWriting(stop); })
{
}

void LivePictureWriter::show(const detect::Outcome& frame)
{
    if (!frame.picture || m_file.empty())
        return;
    const std::lock_guard lock(m_mutex);
    m_newest = frame;
}

void LivePictureWriter::keepWriting(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    for (bool isLast = false; !isLast;) {
        m_wake.wait_for(lock, stop, kPeriod, [] { return false; });
        isLast = stop.stop_requested();
        const auto frame = std::exchange(m_newest, std::nullopt);
        lock.unlock();
        if (frame)
            write(*frame);
        lock.lock();
    }
}

void LivePictureWriter::write(const detect::Outcome& frame) const
{
    const data::Image& picture = *frame.picture;
    detect::Outcome bare = frame;
    bare.picture = nullptr;
    std::string block = detect::packOutcomes(std::span(&bare, 1));
    Head head{.width = picture.width,
        .height = picture.height,
        .channels = picture.channels,
        .outcome = static_cast<std::uint32_t>(block.size())};
    const std::filesystem::path next = nextOf(m_file);
    const FileDescriptor file(::open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    auto* const pixels = const_cast<std::uint8_t*>(picture.pixels.data()); // iovec knows no const
    const std::array<iovec, 3> parts{
        iovec{&head, sizeof head}, iovec{block.data(), block.size()}, iovec{pixels, picture.pixels.size()}};
    const auto whole = static_cast<ssize_t>(sizeof head + block.size() + picture.pixels.size());
    if (file.isOpen() && ::writev(file.number(), parts.data(), parts.size()) == whole)
        (void)::rename(next.c_str(), m_file.c_str());
}

std::optional<detect::Outcome> LivePictureReader::take(std::size_t devices)
{
    const FileDescriptor file(::open(m_file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status = {};
    if (!file.isOpen() || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    const std::int64_t changed = std::int64_t{1'000'000'000} * status.st_mtim.tv_sec + status.st_mtim.tv_nsec;
    if (status.st_ino == m_inode && changed == m_changed)
        return std::nullopt;
    m_inode = status.st_ino;
    m_changed = changed;
    return readFrame(file.number(), static_cast<std::uint64_t>(status.st_size), devices);
}

} // namespace cobench::engine
