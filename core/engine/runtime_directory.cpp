// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/runtime_directory.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace cobench::engine {

namespace {

constexpr std::size_t kMaxSocketPath = sizeof(sockaddr_un::sun_path) - 1;

std::filesystem::path environmentPath(const char* name)
{
    const char* value = std::getenv(name);
    return value && *value == '/' ? value : "";
}

std::filesystem::path chooseDirectory()
{
    const auto runtime = environmentPath("XDG_RUNTIME_DIR");
    if (auto inside = runtime / "cobench";
        !runtime.empty() && (inside / "engine.sock").string().size() <= kMaxSocketPath)
        return inside;
    return "/tmp/cobench-" + std::to_string(geteuid());
}

std::filesystem::path findBeside(const char* name, int access)
{
    std::error_code error;
    const auto here = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    for (const auto& folder : {here, here / "../libexec/cobench"})
        if (const auto file = folder / name;
            std::filesystem::is_regular_file(file, error) && ::access(file.c_str(), access) == 0)
            return file.lexically_normal();
    return {};
}

} // namespace

Result<void> openPrivateFolder(const std::filesystem::path& folder, const std::string& cure)
{
    if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return systemError(errno, folder.string(), "create");
    struct stat status = {};
    if (lstat(folder.c_str(), &status) != 0)
        return systemError(errno, folder.string(), "look at");
    if (!S_ISDIR(status.st_mode) || status.st_uid != geteuid() || (status.st_mode & 077) != 0)
        return Error{ErrorCode::Forbidden, folder.string(), {}, "is not a private directory of yours", cure};
    return {};
}

Result<RuntimeDirectory> openRuntimeDirectory()
{
    const auto directory = chooseDirectory();
    if (auto opened = openPrivateFolder(directory, "remove it, or set XDG_RUNTIME_DIR"); !opened)
        return std::move(opened).error();
    return RuntimeDirectory{directory / "engine.sock", directory / "engine.lock"};
}

std::filesystem::path engineLogPath()
{
    auto state = environmentPath("XDG_STATE_HOME");
    if (state.empty())
        state = environmentPath("HOME") / ".local/state";
    return state / "cobench/engine.log";
}

std::filesystem::path findProgram(const char* name)
{
    return findBeside(name, X_OK);
}

std::filesystem::path findModule(const char* name)
{
    return findBeside(name, R_OK);
}

bool isListening(const std::filesystem::path& socket)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const std::string path = socket.string();
    if (path.size() > kMaxSocketPath)
        return false;
    std::memcpy(address.sun_path, path.c_str(), path.size());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return false;
    const bool connected = connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    close(descriptor);
    return connected;
}

} // namespace cobench::engine
