// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/file_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace cobench::data {

namespace {

struct Descriptor {
    int number = -1;
    ~Descriptor()
    {
        if (number >= 0)
            close(number);
    }
};

} // namespace

Result<std::vector<std::uint8_t>> readRegularFile(const std::filesystem::path& path, std::uint64_t maxBytes)
{
    const Descriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.number < 0)
        return systemError(errno, path.string(), "open");
    struct stat status = {};
    if (fstat(file.number, &status) != 0 || !S_ISREG(status.st_mode))
        return Error{ErrorCode::Forbidden, path.string(), {}, "not a regular file", {}};
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > maxBytes)
        return Error{ErrorCode::TooLarge,
            path.string(),
            {},
            "has " + std::to_string(size) + " bytes",
            "at most " + std::to_string(maxBytes)};
    std::vector<std::uint8_t> bytes(size);
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t got = read(file.number, bytes.data() + done, bytes.size() - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return Error{ErrorCode::Truncated, path.string(), {}, "became shorter while it was read", {}};
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

} // namespace cobench::data
