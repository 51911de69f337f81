// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/source.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace cobench::test {

/// A /proc and a /sys that say what a test wants. Files are rewritten in place: sources keep them open.
class MachineFiles
{
public:
    std::filesystem::path root() const { return m_folder.path().toStdString(); }
    std::filesystem::path proc() const { return root() / "proc"; }
    std::filesystem::path sys() const { return root() / "sys"; }

    void write(const std::string& path, const std::string& text) const
    {
        const auto file = root() / path;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::trunc) << text;
    }
    /// proc/PID/stat as the kernel writes it; ticks are user time.
    void writeProcess(
        int pid, int parent, std::uint64_t ticks, std::uint64_t pages = 100, std::uint64_t faults = 0) const
    {
        const std::string folder = "proc/" + std::to_string(pid) + "/";
        write(folder + "stat",
            std::to_string(pid) + " (a (b) c) S " + std::to_string(parent) + " 1 1 0 -1 4194560 "
                + std::to_string(faults) + " 0 0 0 " + std::to_string(ticks) + " 0 0 0 20 0 2 0 100 1000000 "
                + std::to_string(pages) + " 0 0\n");
    }
    void writeIo(int pid, std::uint64_t read, std::uint64_t written) const
    {
        write("proc/" + std::to_string(pid) + "/io",
            "rchar: 9\nwchar: 9\nread_bytes: " + std::to_string(read) + "\nwrite_bytes: " + std::to_string(written)
                + "\ncancelled_write_bytes: 0\n");
    }

private:
    QTemporaryDir m_folder;
};

/// One sample of a source.
inline std::vector<float> sample(trace::Source& source, double now)
{
    std::vector<float> values(source.lanes().size(), -1.0F);
    source.sample(now, values);
    return values;
}

inline bool isUnknown(float value)
{
    return value != value;
}

} // namespace cobench::test
