// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/file_system.h"

#include "core/common/file_descriptor.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cobench::store {

namespace {

class PosixOutputFile final : public OutputFile
{
public:
    PosixOutputFile(FileDescriptor descriptor, std::string path)
        : m_descriptor(std::move(descriptor))
        , m_path(std::move(path))
    {
    }

    Result<void> write(std::span<const std::byte> bytes) override
    {
        while (!bytes.empty()) {
            const ssize_t written = ::write(m_descriptor.number(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return systemError(errno, m_path, "writing");
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return {};
    }

    Result<void> sync() override
    {
        if (::fsync(m_descriptor.number()) != 0)
            return systemError(errno, m_path, "making it durable");
        return {};
    }

private:
    FileDescriptor m_descriptor;
    std::string m_path;
};

class PosixFileSystem final : public FileSystem
{
public:
    Result<std::unique_ptr<OutputFile>> create(const std::filesystem::path& path) override
    {
        FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666));
        if (!file.isOpen())
            return systemError(errno, path.string(), "creating");
        return std::unique_ptr<OutputFile>(std::make_unique<PosixOutputFile>(std::move(file), path.string()));
    }

    Result<void> makeDirectory(const std::filesystem::path& path) override
    {
        if (::mkdir(path.c_str(), 0777) != 0 && !(errno == EEXIST && std::filesystem::is_directory(path)))
            return systemError(errno, path.string(), "making the folder");
        return {};
    }

    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override
    {
        if (::rename(from.c_str(), to.c_str()) != 0)
            return systemError(errno, to.string(), "putting it in place");
        return {};
    }

    Result<void> link(const std::filesystem::path& file, const std::filesystem::path& name) override
    {
        if (::link(file.c_str(), name.c_str()) != 0)
            return systemError(errno, name.string(), "giving it a second name");
        return {};
    }

    Result<void> remove(const std::filesystem::path& path) override
    {
        if (::remove(path.c_str()) != 0 && errno != ENOENT)
            return systemError(errno, path.string(), "removing");
        return {};
    }

    Result<void> syncFile(const std::filesystem::path& path) override { return syncPath(path, O_RDONLY); }
    Result<void> syncDirectory(const std::filesystem::path& path) override
    {
        return syncPath(path, O_RDONLY | O_DIRECTORY);
    }

private:
    static Result<void> syncPath(const std::filesystem::path& path, int flags)
    {
        const FileDescriptor file(::open(path.c_str(), flags | O_CLOEXEC));
        if (!file.isOpen() || ::fsync(file.number()) != 0)
            return systemError(errno, path.string(), "making it durable");
        return {};
    }
};

} // namespace

std::shared_ptr<FileSystem> posixFileSystem()
{
    return std::make_shared<PosixFileSystem>();
}

} // namespace cobench::store
