// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"

#include <cstdint>
#include <string>

namespace cobench::store {

enum class BlockKind { Title, Text, View, Table };

/// One piece of a report: what it shows, never the numbers themselves.
struct BlockEntry {
    std::int64_t id = 0; // distinct in its report, chosen by who adds the block
    BlockKind kind = BlockKind::Text;
    std::string content; // title, text: the words; view, table: its text form
    std::string caption; // an author's words to a view or table
    std::string dataHash; // of the data when its author saw the block; empty = not seen yet
    bool operator==(const BlockEntry&) const = default;
};

struct ReportEntry {
    ReportId id;
    std::string name;
    bool operator==(const ReportEntry&) const = default;
};

} // namespace cobench::store
