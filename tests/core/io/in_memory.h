// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/prediction_file.h"

#include <string>

namespace cobench::test {

inline io::Bytes inMemory(const std::string& content)
{
    const auto bytes = std::as_bytes(std::span(content));
    return io::Bytes(std::vector<std::byte>(bytes.begin(), bytes.end()));
}

inline io::ReadContext contextFor(const std::string& content)
{
    return io::ReadContext("a file", content.size());
}

inline Result<io::RawFile> parse(const std::string& content)
{
    io::ReadContext context = contextFor(content);
    return io::readPredictionFile(inMemory(content), context);
}

/// Code of the refusal; Internal when the file was read.
inline ErrorCode refusal(const std::string& content)
{
    const auto read = parse(content);
    return read ? ErrorCode::Internal : read.error().code;
}

/// The message of the refusal, or "read".
inline std::string message(const std::string& content)
{
    const auto read = parse(content);
    return read ? "read" : describe(read.error());
}

inline const io::RawMember& onlyMember(const io::RawFile& file)
{
    return file.splits.at(0).members.at(0);
}

} // namespace cobench::test
