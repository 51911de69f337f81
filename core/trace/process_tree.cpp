// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/process_tree.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace cobench::trace {

namespace {

/// As the kernel knows it: at most 15 letters.
std::string_view nameIn(std::string_view stat)
{
    const std::size_t begin = stat.find('(');
    const std::size_t end = stat.rfind(')');
    return begin == std::string_view::npos || end == std::string_view::npos || end <= begin
        ? std::string_view()
        : stat.substr(begin + 1, end - begin - 1);
}

/// Behind the name, which may hold spaces and brackets itself.
std::string_view afterName(std::string_view stat)
{
    const std::size_t bracket = stat.rfind(')');
    return bracket == std::string_view::npos ? std::string_view() : stat.substr(bracket + 1);
}

} // namespace

ProcessTree::ProcessTree(std::filesystem::path proc, pid_t root)
    : m_proc(std::move(proc))
    , m_directory(opendir(m_proc.c_str()))
{
    add(root);
}

bool ProcessTree::contains(pid_t pid) const
{
    return std::ranges::find(m_processes, pid, &Process::pid) != m_processes.end();
}

StatusFile ProcessTree::open(pid_t process, const char* name) const
{
    if (!m_directory)
        return {};
    std::array<char, 64> path{};
    std::snprintf(path.data(), path.size(), "%d/%s", static_cast<int>(process), name);
    return {dirfd(m_directory.get()), path.data()};
}

void ProcessTree::add(pid_t pid)
{
    Process process;
    process.pid = pid;
    process.stat = open(pid, "stat");
    process.io = open(pid, "io");
    if (refresh(process))
        m_processes.push_back(std::move(process));
}

bool ProcessTree::refresh(Process& process)
{
    const auto text = process.stat.read(m_buffer);
    if (!text)
        return false;
    Words words(afterName(*text));
    if (words.atEnd())
        return false;
    const bool isFirst = process.name.empty();
    process.name = nameIn(*text);
    words.skip(1);
    process.parent = static_cast<pid_t>(words.number());
    words.skip(5);
    process.minorFaults = words.number();
    process.minorFaults += words.number();
    process.majorFaults = words.number();
    process.majorFaults += words.number();
    process.ticksBefore = std::exchange(process.ticks, 0);
    for (int kind = 0; kind < 4; ++kind) // user, system, and those of ended children
        process.ticks += words.number();
    if (isFirst)
        process.ticksBefore = process.ticks;
    words.skip(2);
    process.threads = words.number();
    words.skip(3);
    process.residentPages = words.number();
    return true;
}

void ProcessTree::lookForNew(double now)
{
    m_lookedBefore = std::exchange(m_looked, now);
    if (!m_directory)
        return;
    m_others.clear();
    rewinddir(m_directory.get());
    while (const dirent* entry = readdir(m_directory.get())) {
        const auto pid = static_cast<pid_t>(std::atoi(entry->d_name));
        if (pid <= 0 || contains(pid))
            continue;
        Words words(afterName(open(pid, "stat").read(m_buffer).value_or("")));
        words.skip(1);
        m_others.push_back({.pid = pid, .parent = static_cast<pid_t>(words.number())});
    }
    for (bool more = true; more;) {
        more = false;
        for (Kin& kin : m_others) {
            if (kin.pid == 0 || !contains(kin.parent))
                continue;
            add(std::exchange(kin.pid, 0));
            more = true;
        }
    }
}

void ProcessTree::update()
{
    std::erase_if(m_processes, [this](Process& process) { return !refresh(process); });
}

} // namespace cobench::trace
