// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/status_file.h"

#include <dirent.h>
#include <sys/types.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cobench::trace {

/// A process and all that descend from it, found again and again in /proc. A descendant stays one when its parent
/// ends. Times, faults and bytes of those that were waited for are in their parents' (proc(5)).
class ProcessTree
{
public:
    struct Process {
        pid_t pid = 0;
        pid_t parent = 0;
        bool isNew = true; // until whoever sums them up has seen it
        std::uint64_t ticks = 0; // of processor time, with those of ended children
        std::uint64_t ticksBefore = 0; // at the update before; ticks of the first one
        std::string name;
        std::uint64_t minorFaults = 0;
        std::uint64_t majorFaults = 0;
        std::uint64_t threads = 0;
        std::uint64_t residentPages = 0;
        StatusFile stat;
        StatusFile io;
    };

    ProcessTree(std::filesystem::path proc, pid_t root);

    /// Reads every process and drops those that are gone.
    void update();
    /// Looks through all processes of the machine, which takes a while on a large one. `now` in seconds.
    void lookForNew(double now);
    /// Between the last two looks [s].
    double lookPeriod() const { return m_looked - m_lookedBefore; }
    std::vector<Process>& processes() { return m_processes; }
    /// A file of one of them, to be used at once.
    StatusFile open(pid_t process, const char* name) const;
    const std::filesystem::path& proc() const { return m_proc; }

private:
    struct Kin {
        pid_t pid = 0;
        pid_t parent = 0;
    };
    struct Closer {
        void operator()(DIR* directory) const { closedir(directory); }
    };
    bool contains(pid_t pid) const;
    void add(pid_t pid);
    bool refresh(Process& process);

    std::filesystem::path m_proc;
    std::unique_ptr<DIR, Closer> m_directory;
    std::vector<Process> m_processes;
    double m_looked = 0.0;
    double m_lookedBefore = 0.0;
    std::vector<Kin> m_others; // of one look, kept for its memory
    std::vector<char> m_buffer;
};

} // namespace cobench::trace
