// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/error.h"

#include <filesystem>
#include <string>
#include <vector>

/// Files made to hurt their reader, each with the refusal it deserves.
namespace cobench::test {

struct HostileFile {
    std::string name; // with the extension a victim would see
    std::string content;
    ErrorCode refusal;
};

/// Pickles that call something, in both containers of .pt files.
std::vector<HostileFile> filesThatRunCode();
/// Tensors that reach outside their storage, and pickles that ask for memory.
std::vector<HostileFile> filesThatReachOutside();
/// Archives and arrays that declare or unpack to more than they are.
std::vector<HostileFile> filesThatBlowUp();

struct HostilePlace {
    std::string name;
    std::filesystem::path path;
    ErrorCode refusal;
};

/// A pipe, devices, a socket, a directory and symbolic links that lead to them or nowhere, in `folder`.
std::vector<HostilePlace> makeHostilePlaces(const std::filesystem::path& folder);

} // namespace cobench::test
