// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/engine/detector_messages.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::engine {

/// Whether a source's text names a live one: camera:N, /dev/videoN (or another device file), rtsp://…. Looks at no
/// file and no network.
bool isStream(std::string_view source);

/// Precondition: isStream(). NotFound, with the cameras there are, for a camera that is not there; Usage for an
/// address that cannot be one. Does not connect.
Result<FollowStreamMessage> findStream(const std::string& source);

/// The device files of cameras on this machine, /dev/video*, by number.
std::vector<std::filesystem::path> cameras();

/// An address, of whatever scheme, without the passwords that it may hold, for what is shown or kept:
/// rtsp://user@host/path?password=&channel=1. Where it cannot be told what belongs to a password, that goes, too.
/// Other texts as they are.
std::string withoutPassword(std::string source);

} // namespace cobench::engine
