// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_targets.h"

#include <cstdlib>
#include <fstream>

namespace cobench::fuzz {

std::span<const Target> targets()
{
    static constexpr Target kTargets[] = {
        {"pt", readTorch},
        {"npy", readNumpy},
        {"csv", readText},
        {"project", openProject},
        {"runs", openRuns},
        {"bundle", unpackBundle},
        {"idx", readDataset},
        {"policy", readPolicy},
        {"schedule", readSchedule},
        {"messages", readMessages},
        {"checkpoint", readCheckpoint},
        {"events", readEvents},
        {"logs", readLogs},
        {"mlflow", readMlflow},
        {"boxes", readBoxes},
        {"detector", readDetectorMessages},
        {"session", readSessions},
    };
    return kTargets;
}

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void writeInput(Input input, const std::filesystem::path& file)
{
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(input.data()), static_cast<std::streamsize>(input.size()));
}

} // namespace cobench::fuzz
