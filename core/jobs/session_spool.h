// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/session_text.h"
#include "core/store/session_entry.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cobench::jobs {

// The file that a detection run writes while it goes on, beside its project: what it is, then what came of every
// frame and what changed meanwhile, then how it ended. One that has no end was interrupted. A first line, then
// records: three 32-bit numbers, little-endian (kind, size, CRC-32 of kind, size and content), and the content.
// Nothing that comes after a record that is not whole counts.

/// What is known of a run before its first frame.
struct SpoolHeader {
    store::SessionId number; // that it shall have in the project; 0 = the project chooses
    std::string name; // may be empty
    std::string settings; // JSON, as SessionRecord::settings
    bool isReference = false;
    std::vector<std::string> devices; // their names
};

/// What becomes of a run beside its frames.
struct SessionEnd {
    detect::SessionRecord record;
    std::vector<std::string> links; // to other machines, in words
    std::string truthProblem; // why record.againstTruth could not be told; empty = it could, or there is no truth
    std::string referenceProblem; // likewise
};

/// Why a device that a person added did not join.
struct DeviceRefusal {
    std::string why;
};

/// A person made the run wait, or go on.
struct PauseChange {
    bool isPaused = false;
};

/// What the links to other machines do at that moment.
struct LinkNews {
    std::string lines; // one for each, in words
};

using SpoolRecord = std::variant<std::vector<detect::Outcome>,
    std::vector<detect::RunEvent>,
    DeviceRefusal,
    PauseChange,
    LinkNews,
    SessionEnd>;

/// A name that no other session of the project has or had.
std::filesystem::path newSpool(const std::filesystem::path& project, store::SessionId number);
/// In the order of their names.
std::vector<std::filesystem::path> spoolsOf(const std::filesystem::path& project);
/// A file with a header alone, to be opened by a SpoolWriter, in a folder that is made. On disk when it returns.
Result<void> createSpool(const std::filesystem::path& path, const SpoolHeader& header);

// The records, for those who write and read them.

inline constexpr std::string_view kSpoolStart = "CoBench session 1\n";
enum class SpoolKind : std::uint32_t { Header = 1, Outcomes, Events, Refusal, End, Pause, Links };
struct SpoolPrefix {
    std::uint32_t kind = 0;
    std::uint32_t size = 0; // bytes of the content
    std::uint32_t crc = 0;
};
inline constexpr std::uint32_t kMostSpoolContent = 1U << 26;

std::string spoolRecord(SpoolKind kind, std::string_view content);
bool isIntact(const SpoolPrefix& prefix, std::string_view content);

std::string formatHeader(const SpoolHeader& header);
Result<SpoolHeader> parseHeader(std::string_view text);
std::string formatEnd(const SessionEnd& end);
Result<SessionEnd> parseEnd(std::string_view text);

} // namespace cobench::jobs
