// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"

#include <string>
#include <string_view>

namespace cobench::detect {

/// Something that changed while a run went on.
struct RunEvent {
    enum class Kind {
        SourceStale, // a live source brings no frames
        SourceBack, // it does again
    };
    Time at{0};
    Kind kind = Kind::SourceStale;
    std::string detail; // why; may be empty

    bool operator==(const RunEvent&) const = default;
};
/// As in files and on the command line.
inline constexpr std::string_view kRunEvents[] = {"source_stale", "source_back"};

/// "12.3 s"
std::string secondsText(Time time);
/// "after 12.3 s: no signal from the source: its stream stalled"
std::string describe(const RunEvent& event);

} // namespace cobench::detect
