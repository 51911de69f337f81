// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/source_tree.h"

namespace cobench::test {

std::string sourceTree(const std::string& path)
{
    return COBENCH_SOURCE_DIR "/" + path;
}

} // namespace cobench::test
