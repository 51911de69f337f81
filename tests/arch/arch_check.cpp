// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/rules.h"

#include <cstdio>

/// Reads a source tree and prints what breaks the dependency rule, the file sizes or the headers. Exits 1 if any
/// does.
int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: arch_check ROOT\n");
        return 2;
    }
    const auto files = arch::readTree(argv[1]);
    std::size_t failures = 0;
    for (const arch::Finding& finding : arch::check(files)) {
        std::printf("%s%s\n", finding.isWarning ? "warning: " : "", arch::toString(finding).c_str());
        failures += finding.isWarning ? 0 : 1;
    }
    std::printf("%zu files read, %zu broken rules\n", files.size(), failures);
    return failures == 0 && !files.empty() ? 0 : 1;
}
