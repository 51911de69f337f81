// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/run_disk.h"

#include "core/store/layout.h"

#include <string>

namespace cobench::jobs {

RunDisk diskOf(const std::filesystem::path& project, const std::vector<RunId>& runs)
{
    namespace fs = std::filesystem;
    RunDisk disk;
    for (const RunId run : runs) {
        std::error_code code; // a folder that is missing has nothing
        const fs::path folder = store::layoutOf(project).folder / "checkpoints" / std::to_string(run.value);
        for (fs::directory_iterator file(folder, code), end; !code && file != end; file.increment(code)) {
            std::error_code unknown;
            ++disk.checkpoints;
            const bool isSecondName = file->path().stem() == "best" && file->hard_link_count(unknown) > 1;
            disk.bytes += isSecondName ? 0 : file->file_size(unknown);
        }
    }
    return disk;
}

} // namespace cobench::jobs
