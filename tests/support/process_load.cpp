// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/process_load.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace cobench::test {

namespace {

namespace fs = std::filesystem;

constexpr const char* kListening = "0A"; // a state in /proc/net/tcp

fs::path folderOf(pid_t process)
{
    return "/proc/" + std::to_string(process);
}

std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code gone;
    for (fs::directory_iterator at(folder, gone), end; !gone && at != end; at.increment(gone))
        entries.push_back(at->path());
    return entries;
}

/// Of the sockets that it has open, as "socket:[4711]".
std::set<std::string> socketsOf(pid_t process)
{
    std::set<std::string> sockets;
    std::error_code gone;
    for (const fs::path& descriptor : entriesOf(folderOf(process) / "fd"))
        sockets.insert(fs::read_symlink(descriptor, gone).string());
    return sockets;
}

} // namespace

std::string ProcessLoad::text() const
{
    return std::to_string(descriptors) + " descriptors, " + std::to_string(threads) + " threads, "
        + std::to_string(children) + " children";
}

ProcessLoad loadOf(pid_t process)
{
    const auto isOpen = [](const fs::path& descriptor) { // not the one by which they are listed
        std::error_code gone;
        return fs::is_symlink(fs::symlink_status(descriptor, gone));
    };
    const auto descriptors = entriesOf(folderOf(process) / "fd");
    return {.descriptors = static_cast<std::size_t>(std::ranges::count_if(descriptors, isOpen)),
        .threads = entriesOf(folderOf(process) / "task").size(),
        .children = childrenOf(process).size()};
}

std::vector<pid_t> childrenOf(pid_t process)
{
    std::vector<pid_t> children;
    for (const fs::path& thread : entriesOf(folderOf(process) / "task")) {
        std::ifstream file(thread / "children");
        for (pid_t child = 0; file >> child;)
            children.push_back(child);
    }
    return children;
}

std::uint64_t residentBytes(pid_t process)
{
    std::ifstream statm(folderOf(process) / "statm");
    std::uint64_t mapped = 0;
    std::uint64_t resident = 0;
    statm >> mapped >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::size_t listeningSockets(pid_t process)
{
    const std::set<std::string> own = socketsOf(process);
    std::size_t count = 0;
    for (const char* table : {"net/tcp", "net/tcp6"}) {
        std::ifstream file(folderOf(process) / table);
        for (std::string line; std::getline(file, line);) {
            std::istringstream words(line);
            std::vector<std::string> fields;
            for (std::string word; words >> word;)
                fields.push_back(word);
            if (fields.size() > 9 && fields[3] == kListening && own.contains("socket:[" + fields[9] + "]"))
                ++count;
        }
    }
    return count;
}

} // namespace cobench::test
