// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/range_test_job.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cobench::jobs {

struct RecordedRangeTest {
    std::string name;
    RangeTestOptions options;
    RangeTest test;
};

/// The range tests that a project's runs are, but for archived ones and those that go on; by their first runs. A
/// run does not say the factor that its sweep stopped at: it is taken as four.
Result<std::vector<RecordedRangeTest>> readRangeTests(
    const std::filesystem::path& project, Progress& progress, const CancelToken& cancel);

} // namespace cobench::jobs
