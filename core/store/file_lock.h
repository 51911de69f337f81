// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/file_descriptor.h"
#include "core/common/result.h"

#include <filesystem>

namespace cobench::store {

/// One process' claim on a store: an open-file-description lock, so the kernel frees it however the process ends.
/// The file holds the owner's pid and program for others to name; it is never removed, since that would let two
/// processes lock two files of one name.
class FileLock
{
public:
    /// Locked error naming the holder when somebody (also this process) has it. `subject` is what the message
    /// calls the thing that is locked.
    static Result<FileLock> acquire(const std::filesystem::path& file, const std::string& subject);
    /// Whether anybody has it now. False as well where there is no such file, or it cannot be read.
    static bool isHeld(const std::filesystem::path& file);

private:
    explicit FileLock(int descriptor)
        : m_file(descriptor)
    {
    }
    FileDescriptor m_file;
};

} // namespace cobench::store
