// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cobench::store {

using PolicyId = Id<struct PolicyTag>;

/// What a learning-rate policy is, in the words of lr/policy_text.h, which whoever reads it parses.
struct PolicyText {
    std::string text;
    bool perEpoch = false; // t counts epochs; else iterations
    bool operator==(const PolicyText&) const = default;
};

struct PolicyVersion {
    std::int64_t number = 1; // from 1, ascending
    PolicyText policy;
    std::string savedAt; // ISO 8601, UTC
    bool operator==(const PolicyVersion&) const = default;
};

/// A policy that somebody named, with everything that was ever saved under that name.
struct PolicyEntry {
    PolicyId id;
    std::string name; // unique in its project
    std::vector<std::string> tags;
    std::vector<PolicyVersion> versions; // at least one
    std::int64_t version = 1; // the one that counts

    /// Precondition: read from a project, so it is there.
    const PolicyVersion& current() const;
    bool operator==(const PolicyEntry&) const = default;
};

} // namespace cobench::store
