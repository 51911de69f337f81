// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "app/cli/progress_line.h"
#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"

#include <cstdio>
#include <functional>
#include <optional>
#include <string_view>

namespace cobench::cli {

inline constexpr std::string_view kProgram = "cobench-cli";

/// What one run of the program works with. Results go to `out` only once they are complete.
struct Context {
    Output& out;
    std::FILE* messages;
    bool isQuiet = false; // errors are told all the same
    unsigned threads = 1;
    Progress& progress;
    ProgressLine& line; // where progress shows; notes go above it
    CancelToken cancel;
    int doneStatus = 0; // exit status once the work is done
    std::optional<int> failedStatus = std::nullopt; // instead of the usual one

    void note(std::string_view text) const;
    void warn(const Warning& warning) const;
};

using Command = std::function<Result<void>(Context&)>;

} // namespace cobench::cli
