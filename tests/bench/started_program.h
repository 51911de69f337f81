// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace cobench::bench {

/// What became of a program that was run to its end.
struct ProgramRun {
    int status = -1; // exit status; negative: did not run or was killed
    std::string output; // of stdout
    double firstLineMs = 0.0; // from before fork and exec until the first line of output was here
    double endMs = 0.0; // the same until it had ended
};

/// Runs `words` (program and arguments) with `environment` ("NAME=VALUE") on top of ours.
ProgramRun runProgram(const std::vector<std::string>& words, const std::vector<std::string>& environment = {});

/// A display of our own without a screen (Xvfb), so that a window is painted and shipped as on a desktop.
class VirtualDisplay
{
public:
    VirtualDisplay();
    ~VirtualDisplay();
    VirtualDisplay(const VirtualDisplay&) = delete;
    VirtualDisplay& operator=(const VirtualDisplay&) = delete;
    /// ":7"; empty when there is no Xvfb.
    const std::string& name() const { return m_name; }

private:
    pid_t m_server = -1;
    std::string m_name;
};

} // namespace cobench::bench
